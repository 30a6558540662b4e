"""Values that are made in the background while the screens are already in use."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Generic, TypeVar

from scoring.contract import Score, Situation

if TYPE_CHECKING:
    from simulator.game import Scores


T = TypeVar("T")


class Late(Generic[T]):
    """A value made once by `run` on some thread; `get` waits for it on another."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._future: Future[T] = Future()

    def run(self) -> None:
        """Make the value; what goes wrong is kept and raised by `get`."""
        try:
            self._future.set_result(self._make())
        except Exception as error:  # every failure must reach the one who waits
            self._future.set_exception(error)

    def get(self) -> T:
        """The value, waited for. Raises what making it raised. Never call it on the screen's own thread."""
        return self._future.result()

    @property
    def value(self) -> T | None:
        """The value if it is there, without waiting."""
        return self._future.result() if self._future.done() and self._future.exception() is None else None

    @property
    def problem(self) -> str:
        """Why the value could not be made; empty while it is being made or when it is there."""
        error = self._future.exception() if self._future.done() else None
        return "" if error is None else str(error) or type(error).__name__


class LateScorer:
    """Judges with a scorer that may still be loading; the first call waits for it."""

    def __init__(self, scorer: Late[Scores]) -> None:
        self._scorer = scorer

    def score(self, reply: str, situation: Situation) -> Score:
        """The judgement of one reply. Raises what loading the scorer raised."""
        return self._scorer.get().score(reply, situation)
