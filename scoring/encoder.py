"""Encoders behind one small protocol, so that a better one can take the place of today's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from scoring.rubric import DEFAULT
from scoring.told import Told

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scoring.contract import Situation
    from scoring.own.reader import Near, Reading
    from scoring.text import Text

FILE = "encoder.npz"
ABOUT = "about.npz"  # layers that tell what a text is about, beside it


class EncoderMissing(Told, RuntimeError):
    """The encoder cannot be loaded; scoring goes on with cues alone."""


class Encoder(Protocol):
    """Reads a reply. `name` says which encoder, and which tuning of it, the heads were learned over; `writers`: the
    writers of the bank whose replies it was tuned on; `deep`: what a text is about, (width,), by layers tuned to
    tell just that, None where there are none."""

    name: str
    writers: frozenset[str]
    deep: Callable[[str], NDArray[np.float32]] | None

    def __hash__(self) -> int: ...

    def read(self, replies: Sequence[tuple[Text, Situation]]) -> list[Reading]:
        """What the encoder says of each reply as a whole and of its words."""
        ...

    def vector(self, word: str) -> NDArray[np.float32]:
        """What the vocabulary says of a word by itself; shape (width,)."""
        ...

    def words(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """What the vocabulary says of pieces; shape (n, width)."""
        ...

    def rarity(self, word: str) -> tuple[float, int]:
        """(log probability of a word by its pieces, how many these are)."""
        ...

    def near(self, text: str) -> Near:
        """What a text is about. Of a reply a reading has it."""
        ...


@lru_cache(maxsize=2)
def load_encoder(folder: Path = DEFAULT) -> Encoder:
    """A rubric folder's own encoder, else the shipped one. Raises EncoderMissing."""
    try:
        from scoring.own.reader import Reader
        from scoring.remembered import Remembered

        own = folder / "model" / FILE
        return Remembered(Reader(own if own.exists() else DEFAULT / "model" / FILE))
    except Exception as error:  # whatever is wrong with the file or numpy, the user is told and goes on with cues
        raise EncoderMissing("the encoder cannot be loaded: {error}", error=error) from error
