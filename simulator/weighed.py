"""The signs of a decision as they were judged: kept with the turn, so that reports need no scenario to tell it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario, Step

RIGHT, WRONG, MISSED, LEFT = "right", "wrong", "missed", "left"
STATES: tuple[str, ...] = (RIGHT, WRONG, MISSED, LEFT)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One sign as it was judged. `state`: right (ticked, holds), wrong (ticked, does not hold), missed (not ticked,
    holds), left (not ticked, does not hold). `paper`, `words`: the title of the paper that shows it and the words
    there, empty when there are none; `why`: the author's sentence on it."""

    key: str
    text: str
    state: str
    paper: str = ""
    words: str = ""
    why: str = ""

    @property
    def ticked(self) -> bool:
        """Whether the trainee ticked it."""
        return self.state in (RIGHT, WRONG)

    @property
    def well(self) -> bool:
        """Whether the trainee judged it rightly."""
        return self.state in (RIGHT, LEFT)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready mapping; `Weighed(**data)` reads it back."""
        return asdict(self)


def weigh(scenario: Scenario, step: Step, ticked: Collection[str], filled: Callable[[str], str]) -> tuple[Weighed, ...]:
    """The signs of a step as these ticks judge them, in the step's order. `filled`: fills in a text's values."""
    found = []
    for sign in step.signs:
        holds = sign.holds == "yes"
        state = (RIGHT if holds else WRONG) if sign.key in ticked else (MISSED if holds else LEFT)
        paper = scenario.dossier.get(sign.because or "")
        title = filled(paper.title) if paper is not None else ""
        found.append(Weighed(sign.key, filled(sign.text), state, title, filled(sign.words), filled(sign.why)))
    return tuple(found)
