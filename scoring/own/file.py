"""The tuned encoder as one file: its vocabulary, its weights, matrices rounded to 8 bits a row, and its graph."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.arrays import put_arrays
from scoring.own.forward import MATRICES
from scoring.own.tokens import Pieces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

GRAPH = "layers.onnx"


def save(
    path: Path, pieces: Pieces, scores: NDArray[np.float32], weights: Mapping[str, NDArray[Any]], meta: dict[str, Any]
) -> None:
    """Write an encoder; the same encoder gives the same bytes. `weights`: `network.Network.arrays`."""
    from scoring.own.graph import graph

    arrays: dict[str, NDArray[Any]] = {"scores": scores.astype(np.float32)}
    for name, array in weights.items():
        if name == "words":
            arrays["words"], arrays["words_scale"] = rounded(array)
        elif name.endswith(MATRICES):
            arrays[name], arrays[f"{name}_scale"] = rounded(array)
        else:
            arrays[name] = array.astype(np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("meta.json"), json.dumps(meta, sort_keys=True))
        archive.writestr(zipfile.ZipInfo("pieces.json"), json.dumps(pieces.pieces, ensure_ascii=False))
        archive.writestr(zipfile.ZipInfo(GRAPH), graph(arrays, meta["heads"]))
        # Stored as they are: whole numbers of 8 bits hardly shrink, and reading them is what a start waits for.
        put_arrays(archive, arrays, packed=False)


def rounded(array: NDArray[Any]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(whole numbers -127..127, scale for each row) of a matrix."""
    scale = np.maximum(np.abs(array).max(axis=1), 1e-8).astype(np.float32) / np.float32(127)
    return np.ascontiguousarray(np.clip(np.round(array / scale[:, None]), -127, 127).astype(np.int8)), scale


def load(path: Path) -> tuple[Pieces, dict[str, NDArray[Any]], bytes, dict[str, Any]]:
    """(vocabulary, weights as the file keeps them, graph, meta). Raises OSError, KeyError, ValueError or BadZipFile
    when the file is damaged."""
    with zipfile.ZipFile(path) as archive:
        meta = json.loads(archive.read("meta.json"))
        pieces = json.loads(archive.read("pieces.json"))
        weights = {name.removesuffix(".npy"): _array(archive, name) for name in archive.namelist()
                   if name.endswith(".npy")}  # fmt: skip
        return Pieces(pieces, weights["scores"].tolist()), weights, archive.read(GRAPH), meta


def _array(archive: zipfile.ZipFile, name: str) -> NDArray[Any]:
    with archive.open(name) as file:  # bit by bit: the file as a whole beside its arrays would take 40 MB more
        return np.lib.format.read_array(file, allow_pickle=False)


def unrolled(weights: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
    """Weights as `save` takes them."""
    whole = {name for name in weights if name == "words" or name.endswith(MATRICES)}
    rows = {name: weights[name].astype(np.float32) * weights[f"{name}_scale"][:, None] for name in whole}
    scales = {f"{name}_scale" for name in whole}
    return {name: rows.get(name, array) for name, array in weights.items() if name not in scales}
