"""The tuned encoder as one file: its vocabulary and its weights, matrices rounded to 8 bits a row."""

from __future__ import annotations

import io
import json
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.arrays import put_arrays
from scoring.own.tokens import Pieces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

MATRICES = (".qkv", ".out", ".wide", ".back")


def save(
    path: Path, pieces: Pieces, scores: NDArray[np.float32], weights: Mapping[str, NDArray[Any]], meta: dict[str, Any]
) -> None:
    """Write an encoder; the same encoder gives the same bytes. `weights`: see `forward.Layers`, all float32."""
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
        # Stored as they are: whole numbers of 8 bits hardly shrink, and reading them is what a start waits for.
        put_arrays(archive, arrays, packed=False)


def rounded(array: NDArray[Any]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(whole numbers -127..127, scale for each row) of a matrix."""
    scale = np.maximum(np.abs(array).max(axis=1), 1e-8).astype(np.float32) / np.float32(127)
    return np.ascontiguousarray(np.clip(np.round(array / scale[:, None]), -127, 127).astype(np.int8)), scale


@lru_cache(maxsize=2)
def load(path: Path) -> tuple[Pieces, dict[str, NDArray[Any]], dict[str, Any]]:
    """(vocabulary, weights, meta). Raises OSError, KeyError, ValueError or BadZipFile when the file is damaged."""
    with zipfile.ZipFile(path) as archive:
        meta = json.loads(archive.read("meta.json"))
        pieces = json.loads(archive.read("pieces.json"))
        arrays = {
            name.removesuffix(".npy"): np.load(io.BytesIO(archive.read(name)), allow_pickle=False)
            for name in archive.namelist()
            if name.endswith(".npy")
        }
    weights: dict[str, NDArray[Any]] = {}
    for name, array in arrays.items():
        if name.endswith("_scale") and name != "words_scale":
            continue
        if name.endswith(MATRICES):
            weights[name] = array.astype(np.float32) * arrays[f"{name}_scale"][:, None]
        else:
            weights[name] = array
    return Pieces(pieces, weights["scores"].tolist()), weights, meta
