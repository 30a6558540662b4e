"""What helps with the reply that is due, and what of it the trainee has had before them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from simulator.ladder import Ladder
from simulator.origin import Origin
from simulator.ready import Ready, ready

if TYPE_CHECKING:
    from simulator.mode import Terms
    from simulator.scenario.model import Scenario
    from simulator.session import State


class Help:
    """The help for one reply under these terms: none in an exam. `attempted`: steps at which this trainee has replied
    before; `seen`: texts that were shown at this step earlier in the conversation."""

    def __init__(
        self,
        scenario: Scenario,
        state: State,
        terms: Terms,
        attempted: Collection[str] = (),
        seen: Collection[str] = (),
    ) -> None:
        done = {*attempted, *(turn.step for turn in state.turns)}
        self.ladder: Ladder | None = None if terms.exam else Ladder(scenario, state, done)
        self.ready: tuple[Ready, ...] = ready(scenario, state) if terms.learn else ()
        self.offered = False
        earlier = (text for turn in state.turns if turn.step == state.step for text in turn.origin.shown)
        self._seen = tuple(dict.fromkeys((*earlier, *seen)))

    def offer(self) -> tuple[Ready, ...]:
        """The ready replies, which from now on have been shown."""
        self.offered = bool(self.ready)
        return self.ready

    def saw(self, text: str) -> None:
        """A model answer of this step has been shown."""
        self._seen = tuple(dict.fromkeys((*self._seen, text)))

    @property
    def shown(self) -> tuple[str, ...]:
        """Every text that stood before the trainee for this reply."""
        offered = tuple(one.text for one in self.ready) if self.offered else ()
        return tuple(dict.fromkeys((*offered, *(self.ladder.shown if self.ladder else ()))))

    @property
    def given(self) -> tuple[str, ...]:
        """What a reply may not copy: all that was shown at this step in this conversation."""
        return tuple(dict.fromkeys((*self._seen, *self.shown)))

    def origin(self, picked: bool, timed_out: bool) -> Origin:
        """How a reply that is sent now came about."""
        hints = self.ladder.hints if self.ladder else ()
        return Origin(hints=hints, shown=self.shown, picked=picked, timed_out=timed_out)
