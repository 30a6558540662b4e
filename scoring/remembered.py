"""An encoder that knows what it has read: previews, checks and random walks give the same replies over and over."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from scoring.contract import Situation
from scoring.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scoring.encoder import Encoder
    from scoring.own.reader import Reading

READINGS = 512
WORDS = 4096


class Remembered:
    """Another encoder with its last `READINGS` readings kept, a few megabytes of them."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name

        # An encoder sees no more of the situation than this (`features.context_of`), and here it can see no more.
        @lru_cache(maxsize=READINGS)
        def read(raw: str, lang: str, our_fault: str, breach: str) -> Reading:
            return encoder.read(Text(raw), Situation(lang=lang, our_fault=our_fault, breach=breach))  # type: ignore[arg-type]

        self._read = read
        self._vector = lru_cache(maxsize=WORDS)(encoder.vector)

    def read(self, text: Text, situation: Situation) -> Reading:
        """What the encoder says of a reply."""
        return self._read(text.raw, situation.lang, situation.our_fault, situation.breach)

    def vector(self, word: str) -> NDArray[np.float32]:
        """What the vocabulary says of a word by itself; shape (width,)."""
        return self._vector(word)
