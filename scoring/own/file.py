"""The tuned encoder as one file: its vocabulary, its weights, rounded to whole numbers, and its graphs."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.arrays import put_arrays
from scoring.own.tokens import Pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

GRAPHS = ("first.onnx", "second.onnx")
MATRICES = (".qkv", ".out", ".wide", ".back")
# So many replies, evenly over those given, tell how loud the layers get.
HEARD = 600


def save(
    path: Path,
    pieces: Pieces,
    scores: NDArray[np.float32],
    weights: Mapping[str, NDArray[Any]],
    meta: dict[str, Any],
    replies: Sequence[Sequence[int]],
) -> None:
    """Write an encoder; the same encoder gives the same bytes. `weights`: `network.Network.arrays`; `replies`: the
    framed pieces of replies such as it will read."""
    from scoring.own.graph import graphs, rounded
    from scoring.own.ranges import ranges

    heard = ranges(weights, meta["heads"], replies[:: max(1, len(replies) // HEARD)])
    arrays: dict[str, NDArray[Any]] = {"scores": scores.astype(np.float32)}
    arrays |= {name: array.astype(np.float32) for name, array in weights.items() if not name.endswith(MATRICES)}
    arrays["words"], arrays["words_scale"] = _rounded_rows(weights["words"])
    arrays |= rounded(weights, heard)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("meta.json"), json.dumps(meta, sort_keys=True))
        archive.writestr(zipfile.ZipInfo("pieces.json"), json.dumps(pieces.pieces, ensure_ascii=False))
        for name, graph in zip(GRAPHS, graphs(arrays, heard, meta["heads"]), strict=True):
            archive.writestr(zipfile.ZipInfo(name), graph)
        # Stored as they are: whole numbers of 8 bits hardly shrink, and reading them is what a start waits for.
        put_arrays(archive, arrays, packed=False)


def _rounded_rows(array: NDArray[Any]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(whole numbers -127..127, scale for each row) of a matrix."""
    scale = np.maximum(np.abs(array).max(axis=1), 1e-8).astype(np.float32) / np.float32(127)
    return np.ascontiguousarray(np.clip(np.round(array / scale[:, None]), -127, 127).astype(np.int8)), scale


def load(path: Path) -> tuple[Pieces, dict[str, NDArray[Any]], tuple[bytes, bytes], dict[str, Any]]:
    """(vocabulary, weights as the file keeps them, graphs, meta). Raises OSError, KeyError, ValueError or BadZipFile
    when the file is damaged."""
    with zipfile.ZipFile(path) as archive:
        meta = json.loads(archive.read("meta.json"))
        pieces = json.loads(archive.read("pieces.json"))
        weights = {name.removesuffix(".npy"): _array(archive, name) for name in archive.namelist()
                   if name.endswith(".npy")}  # fmt: skip
        first, second = (archive.read(name) for name in GRAPHS)
        return Pieces(pieces, weights["scores"].tolist()), weights, (first, second), meta


def _array(archive: zipfile.ZipFile, name: str) -> NDArray[Any]:
    with archive.open(name) as file:  # bit by bit: the file as a whole beside its arrays would take 40 MB more
        return np.lib.format.read_array(file, allow_pickle=False)


def unrolled(weights: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
    """Weights as `save` takes them."""
    given = dict(weights)
    given["words"] = weights["words"].astype(np.float32) * given.pop("words_scale")[:, None]
    for name in (name for name in weights if name.endswith(MATRICES)):
        columns = weights[name].astype(np.float32) * given.pop(f"{name}_scale")
        given[name] = np.ascontiguousarray((columns * given.pop(f"{name}_times")[:, None]).T)
    return given
