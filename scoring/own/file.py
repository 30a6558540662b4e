"""An encoder as one file: its vocabulary, its weights, rounded to whole numbers, and its graphs."""

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
HEADS = ("head", "piece")
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
    arrays, made = _kept(weights, meta["heads"], replies)
    arrays["scores"] = scores.astype(np.float32)
    arrays["words"], arrays["words_scale"] = _rounded_rows(weights["words"])
    _write(path, arrays, made, {"meta": meta, "pieces": pieces.pieces})


def save_layers(path: Path, weights: Mapping[str, NDArray[Any]], heads: int, replies: Sequence[Sequence[int]]) -> None:
    """Write an encoder's layers alone, to be read with the words of another that has the same vocabulary."""
    arrays, made = _kept(weights, heads, replies)
    _write(path, {name: array for name, array in arrays.items() if not name.startswith(HEADS)}, made, {})


def _kept(
    weights: Mapping[str, NDArray[Any]], heads: int, replies: Sequence[Sequence[int]]
) -> tuple[dict[str, NDArray[Any]], tuple[bytes, bytes]]:
    """(weights as the file keeps them, without the words; graphs)."""
    from scoring.own.graph import graphs, rounded
    from scoring.own.ranges import ranges

    heard = ranges(weights, heads, replies[:: max(1, len(replies) // HEARD)])
    whole = {name: array for name, array in weights.items() if name != "words" and not name.endswith(MATRICES)}
    arrays: dict[str, NDArray[Any]] = {name: array.astype(np.float32) for name, array in whole.items()}
    arrays |= rounded(weights, heard)
    return arrays, graphs(arrays, heard, heads)


def _write(
    path: Path, arrays: Mapping[str, NDArray[Any]], made: tuple[bytes, bytes], about: Mapping[str, object]
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in about.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.json"), json.dumps(data, sort_keys=True, ensure_ascii=False))
        for name, graph in zip(GRAPHS, made, strict=True):
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
        weights, made = _read(archive)
        return Pieces(pieces, weights["scores"].tolist()), weights, made, meta


def load_layers(path: Path) -> tuple[dict[str, NDArray[Any]], tuple[bytes, bytes]]:
    """What `save_layers` wrote. Raises what `load` raises."""
    with zipfile.ZipFile(path) as archive:
        return _read(archive)


def _read(archive: zipfile.ZipFile) -> tuple[dict[str, NDArray[Any]], tuple[bytes, bytes]]:
    weights = {name.removesuffix(".npy"): _array(archive, name) for name in archive.namelist()
               if name.endswith(".npy")}  # fmt: skip
    first, second = (archive.read(name) for name in GRAPHS)
    return weights, (first, second)


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
