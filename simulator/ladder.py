"""The hint ladder of one reply: the principle, how others begin, the model answer. Each rung is asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator import session
from simulator.ready import beginning, strong

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import State

PRINCIPLE, BEGINNING, MODEL = "principle", "beginning", "model"
RUNGS: tuple[str, ...] = (PRINCIPLE, BEGINNING, MODEL)


@dataclass(frozen=True, slots=True)
class Rung:
    """One hint. `text`: what it says, empty for a principle that only `moves` tell (labels that help here). `locked`:
    opens after an own attempt at this step."""

    kind: str
    text: str
    moves: tuple[str, ...] = ()
    locked: bool = False


class Ladder:
    """The rungs for the reply that is due, in order, and how far it has been climbed. `attempted`: steps at which
    this trainee has replied before."""

    def __init__(self, scenario: Scenario, state: State, attempted: Collection[str] = ()) -> None:
        self.rungs = _rungs(scenario, state, attempted)
        self.climbed = 0

    @property
    def more(self) -> bool:
        """Whether another rung can be asked for."""
        return self.climbed < len(self.rungs) and not self.rungs[self.climbed].locked

    def climb(self) -> Rung | None:
        """The next rung, which counts as asked for; None when there is none, or an attempt must come first."""
        if not self.more:
            return None
        self.climbed += 1
        return self.rungs[self.climbed - 1]

    @property
    def asked(self) -> tuple[Rung, ...]:
        """The rungs asked for so far."""
        return self.rungs[: self.climbed]

    @property
    def hints(self) -> tuple[str, ...]:
        """Their kinds."""
        return tuple(rung.kind for rung in self.asked)

    @property
    def shown(self) -> tuple[str, ...]:
        """Their texts."""
        return tuple(rung.text for rung in self.asked if rung.text)


def _rungs(scenario: Scenario, state: State, attempted: Collection[str]) -> tuple[Rung, ...]:
    if state.step is None:
        return ()
    step = scenario.steps[state.step]
    rungs = []
    if step.hint or (step.reply != "choice" and step.expects):
        rungs.append(Rung(PRINCIPLE, session.say(scenario, state, step.hint), step.expects))
    best = strong(scenario, state, step) if step.reply != "choice" else None
    if best is not None:
        first = beginning(best)
        if first is not None:
            rungs.append(Rung(BEGINNING, first))
        rungs.append(Rung(MODEL, best, locked=state.step not in attempted))
    return tuple(rungs)
