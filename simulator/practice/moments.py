"""Single moments out of scenarios, for drills: which ones, and how the conversation stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from simulator import session
from simulator.scenario.starting_state import situation_for, state_for

if TYPE_CHECKING:
    from scoring.contract import Situation
    from simulator.scenario.library import Entry, Loaded
    from simulator.scenario.model import Step

MANY = 5
# So many are chosen, for those whose scenario turns out to have errors.
SPARE = 3 * MANY
# With fewer moments of a move in the library there is no drill on it.
LEAST = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A step of a scenario in the library."""

    entry: Entry
    step: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A step with the conversation as it stands there."""

    loaded: Loaded
    step: str
    state: session.State

    @property
    def says(self) -> Step:
        """What the scenario says of this step."""
        return self.loaded.scenario.steps[self.step]

    @property
    def client(self) -> str:
        """Who speaks."""
        return self.text(self.loaded.scenario.client.name)

    @property
    def line(self) -> str:
        """The situation in one line."""
        return self.text(self.loaded.scenario.summary)

    @property
    def situation(self) -> Situation:
        """What a reply is judged against."""
        return situation_for(self.loaded.scenario, self.state)

    @property
    def may(self) -> tuple[str, ...]:
        """What may be offered."""
        return tuple(map(self.text, self.loaded.scenario.briefing.may))

    def text(self, written: str) -> str:
        """A text of the scenario as it reads here."""
        return session.say(self.loaded.scenario, self.state, written)


def drillable(entries: Sequence[Entry], lang: str) -> dict[str, int]:
    """How many moments of a language each move has, of those with enough for a drill (`LEAST`)."""
    found: dict[str, int] = {}
    for entry in entries:
        for move, steps in entry.moments.items() if entry.lang == lang else ():
            found[move] = found.get(move, 0) + len(steps)
    return {move: many for move, many in found.items() if many >= LEAST}


def places(
    entries: Sequence[Entry], lang: str, move: str, drilled: Mapping[tuple[str, str, str], datetime], many: int = MANY
) -> tuple[Place, ...]:
    """Up to `many` moments that expect a move: those that never came up first, then the longest ago; from as many
    scenarios as there are, in turns. The same history gives the same moments."""
    shelves = []
    for entry in entries:
        if entry.lang == lang and (steps := entry.moments.get(move)):
            known = {step: drilled.get((entry.id, lang, step)) for step in steps}
            ordered = sorted(steps, key=lambda step: _since(known[step]))
            shelves.append([(_since(known[step]), Place(entry, step)) for step in ordered])
    # The first of each scenario, then the second of each, and so on; then by how long it has rested.
    turns = [(since, turn, place) for shelf in shelves for turn, (since, place) in enumerate(shelf)]
    turns.sort(key=lambda one: (one[0], one[1]))
    return tuple(place for _, _, place in turns[:many])


def moment(loaded: Loaded, step: str, trainee: str = "") -> Moment:
    """The conversation as it stands at this step: as the scenario's model answers have it, else as at its start."""
    from simulator.scenario.model import Given

    says = loaded.scenario.steps[step]
    given = says.model.given if says.model is not None else Given()
    state = replace(state_for(loaded.scenario, step, given), trainee=trainee)
    texts = (says.client,) if isinstance(says.client, str) else says.client
    words = session.say(loaded.scenario, state, texts[min(given.visits, len(texts)) - 1])
    return Moment(loaded, step, replace(state, words=(words,)))


def _since(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
