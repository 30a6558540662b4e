"""Whether a reply is speech at all, and how far it is speech at work: right words strung together are no sentence, and
a pleasant story about mushrooms answers no client.

Both are read from what the encoder makes of the whole reply (its first layers' mean; mean, first and largest of its
last) and from how the reply's telling words are built, since made-up ones fall into many rare pieces. The edge of
strung words is set so that three in a thousand of the bank's replies that earn something, each judged without its own
writer, would fall below it; friendly talk is one sign of another matter among others (`scoring.topic`).
`scoring.own.matter` learns both, from made replies and from friendly talk.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scoring.arrays import get_arrays, write_arrays
from scoring.contract import LANGUAGES
from scoring.topic import telling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.encoder import Encoder
    from scoring.own.reader import Reading
    from scoring.text import Text

FILE = "sense.npz"
LEAST = 7  # words below which nothing is said
BUILT = 4  # figures on how the words are built
LEAST_BUILT = 3
CUT = 3  # pieces of a word that few people use
STRUNG, CHAT = 0, 1


@dataclass(frozen=True)
class Sense:
    """`weights` (figures, 2) and `bias` (2,): how much speaks for speech, and for speech at work. `usual` (languages,
    BUILT): how words are built on the whole. `edge` (languages,): the sum under which a reply is strung together."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    usual: NDArray[np.float32]
    edge: NDArray[np.float32]

    def of(self, encoder: Encoder, reading: Reading, lang: str) -> tuple[bool, float]:
        """(whether the reply strings words together, how surely it is speech at work: a logit, below zero it sounds
        like friendly talk)."""
        if len(reading.text.words) < LEAST:
            return False, 0.0
        number = LANGUAGES.index(lang)
        found = figures(reading, built(encoder, reading.text, lang), self.usual[number])
        sums = np.round(found @ self.weights + self.bias, 3)
        return bool(sums[STRUNG] < self.edge[number]), float(sums[CHAT])


def figures(reading: Reading, built: NDArray[np.float32] | None, usual: NDArray[np.float32]) -> NDArray[np.float32]:
    """What is weighed, (4 width + BUILT,)."""
    apart = np.zeros(BUILT, np.float32) if built is None else built - usual
    return np.concatenate([reading.near.matter, reading.whole, apart])


def built(encoder: Encoder, text: Text, lang: str) -> NDArray[np.float32] | None:
    """How a reply's telling words are built, (BUILT,): mean and median log probability, mean number of pieces, share of
    words in `CUT` pieces and more. None of too few words."""
    words = [encoder.rarity(word) for word in telling(text, lang) if word.isalpha()]
    if len(words) < LEAST_BUILT:
        return None
    known, pieces = np.array(words, np.float64).T
    return np.array([known.mean(), np.median(known), pieces.mean(), (pieces >= CUT).mean()], np.float32)


def save(sense: Sense, path: Path) -> None:
    """Write the table; the same table gives the same bytes."""
    write_arrays(path, {name: getattr(sense, name).astype(np.float32) for name in Sense.__annotations__})


@lru_cache(maxsize=4)
def load(path: Path) -> Sense | None:
    """The table in a file; None when there is none. Raises RubricError for a damaged one."""
    return Sense(*get_arrays(path, *Sense.__annotations__)) if path.exists() else None
