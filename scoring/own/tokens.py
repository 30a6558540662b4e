"""Cutting text into the pieces of a unigram vocabulary (SentencePiece's way), with each piece's place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

BLANK = "▁"
UNKNOWN_COST = 12.0
_WORD = re.compile(r"\S+")


class Pieces:
    """A vocabulary: `pieces[i]` has log probability `scores[i]`. The first four are <s>, <pad>, </s>, <unk>."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        self.pieces = tuple(pieces)
        self._at = {
            piece: (i, float(score)) for i, (piece, score) in enumerate(zip(pieces, scores, strict=True)) if i > 3
        }
        self._longest = max(map(len, self._at), default=1)
        self._floor = min((score for _, score in self._at.values()), default=0.0) - UNKNOWN_COST
        self.word = lru_cache(maxsize=50_000)(self._word)

    def cut(self, text: str, limit: int) -> tuple[list[int], list[tuple[int, int]]]:
        """(piece numbers, place of each in `text`), at most `limit` pieces; blanks belong to no piece."""
        ids: list[int] = []
        places: list[tuple[int, int]] = []
        for start, end in _words(text):
            if len(ids) >= limit:
                break
            shown, origin = _normal(text[start:end])
            for number, first, last in self.word(shown):
                ids.append(number)
                places.append(
                    (start + origin[first], start + origin[last - 1] + 1 if last > first else start + origin[first])
                )
        return ids[:limit], places[:limit]

    def rarity(self, word: str) -> tuple[float, int]:
        """(log probability of a word as it is cut, into how many pieces)."""
        cut = self.word(word)
        unknown = (3, self._floor)
        return sum(self._at.get(self.pieces[number], unknown)[1] for number, _, _ in cut), len(cut)

    def _word(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """The likeliest cut of one word: (piece, first letter, one past its last), by Viterbi search."""
        text = BLANK + word[:200]
        best = [(0.0, -1, 3)] + [(float("-inf"), -1, 3)] * len(text)
        for end in range(1, len(text) + 1):
            top = best[end]
            for start in range(max(0, end - self._longest), end):
                found = self._at.get(text[start:end])
                if found is None:
                    if end - start > 1:
                        continue
                    found = (3, self._floor)
                total = best[start][0] + found[1]
                if total > top[0]:
                    top = (total, start, found[0])
            best[end] = top
        out = []
        end = len(text)
        while end > 0:
            _, start, number = best[end]
            out.append((number, max(0, start - 1), max(0, end - 1)))
            end = start
        return tuple(reversed(out))


def _words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text)]


@lru_cache(maxsize=50_000)
def _normal(word: str) -> tuple[str, tuple[int, ...]]:
    """A word in compatibility form, and for each of its letters the place it came from."""
    if word.isascii():
        return word, tuple(range(len(word)))
    letters, origin = [], []
    for i, char in enumerate(word):
        for part in unicodedata.normalize("NFKC", char):
            letters.append(part)
            origin.append(i)
    return "".join(letters) or word, tuple(origin) or tuple(range(len(word)))
