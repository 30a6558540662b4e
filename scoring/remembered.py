"""An encoder that knows what it has read: previews, checks and random walks give the same replies over and over."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from scoring.contract import Breach, OurFault, Situation
from scoring.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scoring.encoder import Encoder
    from scoring.own.reader import Near, Reading

    _Key = tuple[str, str, OurFault, Breach]

READINGS = 512
WORDS = 4096
SITUATIONS = 128


class Remembered:
    """Another encoder with its last `READINGS` readings kept, a few megabytes of them."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.writers = encoder.name, encoder.writers
        self._encoder = encoder
        self._kept: OrderedDict[_Key, Reading] = OrderedDict()
        self._vector = lru_cache(maxsize=WORDS)(encoder.vector)
        self._near = lru_cache(maxsize=SITUATIONS)(encoder.near)
        self.words, self.rarity = encoder.words, encoder.rarity
        self.deep: Callable[[str], NDArray[np.float32]] | None = None
        if encoder.deep is not None:
            self.deep = lru_cache(maxsize=READINGS)(encoder.deep)

    def read(self, replies: Sequence[tuple[Text, Situation]]) -> list[Reading]:
        """What the encoder says of each reply."""
        asked = [(text.raw, about.lang, about.our_fault, about.breach) for text, about in replies]
        known = {key: self._kept[key] for key in asked if key in self._kept}
        new = list(dict.fromkeys(key for key in asked if key not in known))
        known |= zip(new, self._encoder.read([(Text(key[0]), _seen(*key[1:])) for key in new]), strict=True)
        for key in asked:
            self._kept[key] = known[key]
            self._kept.move_to_end(key)
        while len(self._kept) > READINGS:
            self._kept.popitem(last=False)
        return [known[key] for key in asked]

    def vector(self, word: str) -> NDArray[np.float32]:
        """What the vocabulary says of a word by itself; shape (width,)."""
        return self._vector(word)

    def near(self, text: str) -> Near:
        """What a text is about."""
        return self._near(text)


def _seen(lang: str, our_fault: OurFault, breach: Breach) -> Situation:
    """What an encoder sees of a situation (`features.context_of`); here it can see no more."""
    return Situation(lang=lang, our_fault=our_fault, breach=breach)
