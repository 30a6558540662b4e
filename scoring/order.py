"""Whether a reply's words stand in an order in which people put them: a string of the right words is no sentence.

Each two neighbouring words are looked up, small words as they are and others by their endings (a signs' break by
itself), in a table that says how many writers of the example bank used them so. A reply whose pairs hardly anybody used
is strung together. The edge is set so that three in a thousand of the bank's replies that earn something, each looked
up without its own writer, would fall below it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scoring.arrays import get_arrays, put_arrays
from scoring.contract import LANGUAGES
from scoring.languages import SMALL
from scoring.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = "order.npz"
BITS = 1 << 18
ENDING = 3
LEAST = 7  # pairs below which nothing is said
MANY = 120
# A pair that so many writers used is as usual as any; counting them all, or only that there are two, finds fewer.
WRITERS = 8
SHARE = 0.003


@dataclass(frozen=True)
class Order:
    """`used` (languages, bits): how many writers (0-8) used a pair, by its hash. `edge`: language -> the mean of these
    (0.0-8.0) under which words are strung together."""

    used: NDArray[np.uint8]
    edge: dict[str, float]

    def strung(self, text: Text, lang: str) -> bool:
        """Whether the reply strings words together."""
        found = _pairs(text, lang)
        if len(found) < LEAST:
            return False
        usual = float(self.used[LANGUAGES.index(lang)][[_bit(pair) for pair in found]].mean())
        return round(usual, 3) < self.edge.get(lang, 0.0)


def _pairs(text: Text, lang: str) -> list[str]:
    """A text's neighbouring words, small ones whole and others by their endings, with `|` for a sign between."""
    small, plain = SMALL[lang], text.plain

    def shape(word: str) -> str:
        return word if word in small else "#" if word.isdigit() else f"~{word[-ENDING:]}"

    return [
        f"{shape(plain[one.start : one.end])} "
        f"{shape(plain[two.start : two.end]) if plain[one.end : two.start].strip() in ('', '-') else '|'}"
        for one, two in pairwise(text.words[:MANY])
    ]


def _bit(pair: str) -> int:
    return zlib.crc32(pair.encode("utf-8", "surrogatepass")) % BITS


def learn(rows: Sequence[tuple[Text, str, str, Collection[str]]]) -> Order:
    """The table from replies: (text, language, writer, labels) each."""
    used = np.zeros((len(LANGUAGES), BITS), np.uint8)
    edge: dict[str, float] = {}
    for place, lang in enumerate(LANGUAGES):
        said = [(_pairs(text, lang), writer, labels) for text, tongue, writer, labels in rows if tongue == lang]
        users: dict[str, set[str]] = {}
        for found, writer, _ in said:
            for pair in found:
                users.setdefault(pair, set()).add(writer)
        for pair, writers in users.items():
            bit = _bit(pair)
            used[place, bit] = max(used[place, bit], min(len(writers), WRITERS))
        usual = list(_usual(said, users))
        if len(usual) >= 100:
            edge[lang] = float(np.quantile(usual, SHARE))
    return Order(used, edge)


def _usual(said: Sequence[tuple[list[str], str, Collection[str]]], users: dict[str, set[str]]) -> Iterator[float]:
    """How usual the pairs of each reply are that earns something, without its own writer."""
    for found, writer, labels in said:
        if labels and len(found) >= LEAST:
            yield sum(min(len(users[pair] - {writer}), WRITERS) for pair in found) / len(found)


def save(order: Order, path: Path) -> None:
    """Write the table; the same table gives the same bytes."""
    edge = np.array([order.edge.get(lang, 0.0) for lang in LANGUAGES], np.float32)
    with zipfile.ZipFile(path, "w") as archive:
        put_arrays(archive, {"edge": edge, "used": order.used})


@lru_cache(maxsize=4)
def load(path: Path) -> Order | None:
    """The table in a file; None when there is none. Raises RubricError for a damaged one."""
    if not path.exists():
        return None
    edge, used = get_arrays(path, "edge", "used")
    return Order(used, dict(zip(LANGUAGES, edge.tolist(), strict=True)))
