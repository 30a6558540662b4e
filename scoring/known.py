"""Words that people use: a reply of made-up ones says nothing, however well its sentences are built.

A word is known when somebody in the example bank or in the matters beside it used one that begins with the same five
letters, when the situation has it, or when the encoder has it whole in its vocabulary. Names and slips of the pen are
in every text, so a reply is made up only when most of its telling words are unknown: of the bank's replies, each held
against the other writers' words, fewer than one in a thousand is.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scoring.arrays import get_arrays, write_arrays
from scoring.languages import SMALL
from scoring.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = "known.npz"
BITS = 1 << 20
STEM, LEAST, SHORTEST = 5, 4, 4
MANY = 120


@dataclass(frozen=True)
class Known:
    """`bits` (BITS / 8,): which beginnings of words are used, by their hash."""

    bits: NDArray[np.uint8]

    def is_made_up(self, text: Text, around: str, lang: str, pieces: Callable[[str], int]) -> bool:
        """Whether most of a reply's telling words, `LEAST` and more, are used by nobody, nor in what is around it.
        `pieces`: into how many a word is cut by the encoder's vocabulary."""
        told = _stems(text, lang)
        if len(told) < LEAST:
            return False
        unknown = [stem for stem, word in told.items() if not self._has(stem, lang) and pieces(word) > 1]
        if 2 * len(unknown) <= len(told):
            return False
        return 2 * len({*unknown} - {*_stems(Text(around), lang)}) > len(told)

    def _has(self, stem: str, lang: str) -> bool:
        place = _place(stem, lang)
        return bool(self.bits[place >> 3] >> (place & 7) & 1)


def _stems(text: Text, lang: str) -> dict[str, str]:
    """How the text's telling words begin, each with the last word that begins so."""
    kept = [word for word in text.tokens[: 4 * MANY] if len(word) >= SHORTEST and word.isalpha()]
    return dict([(word[:STEM], word) for word in kept if word not in SMALL[lang]][:MANY])


def _place(stem: str, lang: str) -> int:
    return zlib.crc32(f"{lang} {stem}".encode("utf-8", "surrogatepass")) % BITS


def learn(texts: Iterable[tuple[Text, str]]) -> Known:
    """The table from texts with their languages."""
    bits = np.zeros(BITS // 8, np.uint8)
    for text, lang in texts:
        for stem in _stems(text, lang):
            place = _place(stem, lang)
            bits[place >> 3] |= 1 << (place & 7)
    return Known(bits)


def save(known: Known, path: Path) -> None:
    """Write the table; the same table gives the same bytes."""
    write_arrays(path, {"bits": known.bits})


@lru_cache(maxsize=4)
def load(path: Path) -> Known | None:
    """The table in a file; None when there is none. Raises RubricError for a damaged one."""
    return Known(*get_arrays(path, "bits")) if path.exists() else None
