"""Which of a rubric's patterns can hit a text at all, from its words: a few dozen of thousands, in microseconds.

A text has keys: each word whole (`sorry$`), its parts and beginnings (`sorr`), each two words that stand side by side
(`i will`), `#` for a digit and `?`. A pattern has a chance when for each of its parts one alternative has all its keys
there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from scoring.pattern import Pattern, needed

_JOINT = re.compile(r"['-]")
# What a text's words are made of; a pattern's word with other signs in it asks for nothing.
_PLAIN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_DIGIT = re.compile(r"\d")
_STEM = 5
_Keys = frozenset[str]


def keys(words: Sequence[str], plain: str) -> _Keys:
    """Every key of a text (lower case) with these words."""
    found: set[str] = set()
    for word in words:
        found |= _of_word(word)
    for one, other in pairwise(words):
        found |= _side_by_side(one, other)
    if "?" in plain:
        found.add("?")
    if _DIGIT.search(plain):
        found.add("#")
    return frozenset(found)


@lru_cache(maxsize=8_192)  # the commonest words are in every reply
def _of_word(word: str) -> _Keys:
    parts = _JOINT.split(word)
    return frozenset(
        {f"{part}$" for part in (word, *parts)}
        | {part[:n] for part in (word, *parts) for n in range(1, _STEM + 1)}
        | {f"{one} {other}" for one, other in pairwise(parts)}
    )


@lru_cache(maxsize=8_192)
def _side_by_side(one: str, other: str) -> _Keys:
    # a pattern's two words may also be the end of one word and the beginning of the next: it's | on-site
    ends, begins = {one, _JOINT.split(one)[-1]}, {other, _JOINT.split(other)[0]}
    return frozenset(f"{end} {begin}" for end in ends for begin in begins)


def asked(source: str) -> list[list[_Keys]]:
    """For each part of a pattern that must be there and asks for words, the keys of each of its alternatives."""
    found = []
    for alternatives in needed(source):
        each = [_of_phrase(words) for words in alternatives]
        if all(each):
            found.append(each)
    return found


def _of_phrase(words: list[str]) -> _Keys:
    known = [word if word in ("?", "#") or _PLAIN.fullmatch(word.removesuffix("*")) else "" for word in words]
    whole = {_of_written(word) for word in known if word}
    # a word cut short has its own ending, and a number or a sign is no word
    return frozenset(whole | {f"{a} {b}" for a, b in pairwise(known) if a and b and not re.search(r"[*#]", a + b)})


def _of_written(word: str) -> str:
    """The key of a word of a pattern."""
    if word in ("?", "#"):
        return word
    return word[:-1][:_STEM] if word.endswith("*") else f"{word}$"


class Chances:
    """An index of patterns. Patterns are the bits of a whole number, by place: a text's keys are looked up once, not
    for each pattern."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        parts = [asked(one.source) for one in patterns]
        rounds = max(map(len, parts), default=0)
        # A round is the first part of every pattern, or the second, …: here the patterns that have no such part.
        self._none_asked = [_bits(place for place, each in enumerate(parts) if number >= len(each))
                            for number in range(rounds)]  # fmt: skip
        self._all = (1 << len(parts)) - 1
        # Which key, or which keys together, serve which patterns' part, by round.
        self._single: dict[str, list[tuple[int, int]]] = {}
        self._phrases: dict[str, list[tuple[int, _Keys, int]]] = {}
        for number in range(rounds):
            self._add(parts, number)

    def _add(self, parts: list[list[list[_Keys]]], number: int) -> None:
        served: dict[tuple[str, _Keys], int] = {}
        for place, each in enumerate(parts):
            for together in each[number] if number < len(each) else ():
                # looked up by its longest key, most often two words: what is seldom there costs least
                first = max(sorted(together), key=len)
                served[first, together - {first}] = served.get((first, together - {first}), 0) | 1 << place
        for (first, rest), bits in served.items():
            if rest:
                self._phrases.setdefault(first, []).append((number, rest, bits))
            else:
                self._single.setdefault(first, []).append((number, bits))

    def likely(self, there: _Keys) -> list[int]:
        """The places of the patterns that have a chance, in order."""
        met = self._none_asked.copy()
        for key in there & self._single.keys():
            for number, bits in self._single[key]:
                met[number] |= bits
        for key in there & self._phrases.keys():
            for number, rest, bits in self._phrases[key]:
                if rest <= there:
                    met[number] |= bits
        likely = self._all
        for one in met:
            likely &= one
        places = []
        while likely:
            fewer = likely & (likely - 1)  # without its lowest bit
            places.append((likely ^ fewer).bit_length() - 1)
            likely = fewer
        return places


def _bits(places: Iterable[int]) -> int:
    return sum(1 << place for place in places)
