"""A reply through the tuned encoder: its outputs as a whole, and for each label the words that speak most for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scoring.contract import Situation
from scoring.own.file import load
from scoring.own.forward import Layers, Read
from scoring.own.tokens import Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

ENCODER = "encoder.npz"
UNSEEN = "unseen.npz"
# The longest text the encoder takes in, in pieces; about 130 words. Longer replies keep their beginning and end.
LONGEST = 256
CONTEXT = 6
PREFIX = "query:"  # what the original model was trained to see before a text
HEAD, TAIL = 190, 50


def framed(vocabulary: Pieces, text: str) -> tuple[list[int], slice, list[tuple[int, int]]]:
    """(framed pieces, which of them are the text's, the place of each of those in the text)."""
    prefix, _ = vocabulary.cut(PREFIX, 8)
    ids, places = vocabulary.cut(text, 4 * LONGEST)
    if len(ids) > HEAD + TAIL:
        ids, places = ids[:HEAD] + ids[-TAIL:], places[:HEAD] + places[-TAIL:]
    return [0, *prefix, *ids, 2], slice(1 + len(prefix), 1 + len(prefix) + len(ids)), places


def context_of(situation: Situation) -> NDArray[np.float32]:
    """What the head is told beside the text: whose fault, which breach, which language."""
    return np.array(
        [
            situation.our_fault == "yes",
            situation.our_fault == "unclear",
            situation.breach == "first",
            situation.breach == "repeat",
            situation.lang == "ru",
            situation.lang == "uk",
        ],
        np.float32,
    )


class Reader:
    """The tuned encoder of a rubric folder."""

    def __init__(self, path: Path) -> None:
        self.vocabulary, weights, meta = load(path)
        self.name = str(meta["name"])
        self._layers = Layers(weights, int(meta["heads"]))

    def read(self, text: str, situation: Situation) -> tuple[Read, list[tuple[int, int]]]:
        """(what the encoder says, the place of each piece in the text)."""
        ids, own, places = framed(self.vocabulary, text)
        return self._layers.read(ids, own, context_of(situation)), places
