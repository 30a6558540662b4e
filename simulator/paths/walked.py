"""How far a trainee has come on a path, from what the store keeps of conversations. Pure; looking changes nothing.

A stage holds when, in the last attempt at one of its scenarios (or as many as the path asks for), calm and firm reach
the asked bands, every principle of the stage that had an occasion there was kept on half of them or more, and the
client was neither lost nor given everything. Only replies in the trainee's own words count, and only whole
conversations: a retry from a turn answers anew what has just been shown.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from simulator.paths.model import LearningPath, Stage
from simulator.practice.evidence import read_words

State = Literal["held", "here", "later"]
Lack = Literal["own_words", "ending", "calm", "firm", "occasion", "principle"]
Reason = Literal["start", "new", "again", "due"]

KEPT_FROM = 0.5
FAILED = frozenset({"lost", "gave-away"})


@dataclass(frozen=True, slots=True)
class Ended:
    """A finished conversation, no retry. `outcome`: its ending's. `calm` and `firm`: means (1.0-5.0) over the replies
    in the trainee's own words, None without one. `shown`: how often each principle was kept and missed, `evidence`:
    with which words, as JSON. `ended_at`: aware, in UTC."""

    session: int
    scenario_id: str
    lang: str
    title: str
    ended_at: datetime
    mode: str
    outcome: str
    calm: float | None
    firm: float | None
    shown: Mapping[str, tuple[int, int]] = field(default_factory=dict, hash=False)
    evidence: Mapping[str, str] = field(default_factory=dict, hash=False)

    def kept_words(self, principle: str) -> str:
        """The trainee's words that kept a principle; empty when there are none, or none that can be read."""
        try:
            found = map(read_words, json.loads(self.evidence.get(principle, "[]")))
            return next((one.text for one in found if one.kept), "")
        except (ValueError, KeyError, TypeError):  # a damaged line must not hide the rest
            return ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What kept an attempt from holding. `principle`: which one was missed, with its counts."""

    lack: Lack
    principle: str = ""
    kept: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """The last attempt at one scenario, and what it lacks; empty when it holds."""

    attempt: Ended
    lacking: tuple[Lacking, ...]

    @property
    def holds(self) -> bool:
        """Whether the stage's principles held in it."""
        return not self.lacking


@dataclass(frozen=True, slots=True)
class Offer:
    """A scenario to play. `start`: the path's first; `new`: not played yet; `again`: played, did not hold yet or has
    rested; `due`: it brings back `principle`, which is due by spaced practice."""

    scenario: str
    reason: Reason
    principle: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """One stage. `seen`: the last attempts at its scenarios, by scenario; `offer`: what to play for it; `due`: its
    principles that are due again, once it holds; `waits_for`: the place (from 0) of the stage before it that
    does not hold yet."""

    stage: Stage
    state: State
    seen: Mapping[str, Seen]
    offer: Offer
    due: tuple[str, ...] = ()
    waits_for: int | None = None

    @property
    def evidence(self) -> Seen | None:
        """What to show for it: the latest attempt that holds, else the latest; None when nothing was played."""
        ranked = sorted(self.seen.values(), key=lambda one: (one.holds, one.attempt.ended_at, one.attempt.session))
        return ranked[-1] if ranked else None


@dataclass(frozen=True, slots=True)
class Walked:
    """A path and where the trainee stands on it."""

    path: LearningPath
    stages: tuple[Reached, ...]

    @property
    def here(self) -> int | None:
        """The place (from 0) of the stage that is next; None when all hold."""
        return next((place for place, one in enumerate(self.stages) if one.state == "here"), None)

    @property
    def held(self) -> int:
        """How many stages hold."""
        return sum(one.state == "held" for one in self.stages)

    @property
    def fresh(self) -> bool:
        """Whether nothing of it has been played."""
        return not any(one.seen for one in self.stages)

    @property
    def visits(self) -> tuple[int, ...]:
        """The places of stages that hold and have a principle that is due again."""
        return tuple(place for place, one in enumerate(self.stages) if one.due)

    @property
    def next(self) -> Offer | None:
        """What to play next: for the stage that is next, else what is due; None when there is neither."""
        place = self.here if self.here is not None else next(iter(self.visits), None)
        return None if place is None else self.stages[place].offer


def walked(
    path: LearningPath, ended: Iterable[Ended], due: Collection[str], trains: Mapping[str, Collection[str]]
) -> Walked:
    """Where the trainee stands. `ended`: in the order of time; `due`: principles that are due by spaced practice, the
    longest due first; `trains`: the principles of each scenario (by id) of the path's language."""
    last: dict[str, Ended] = {one.scenario_id: one for one in ended if one.lang == path.lang}
    found: list[Reached] = []
    waits: int | None = None
    for place, stage in enumerate(path.stages):
        seen = {one: Seen(last[one], lacking(last[one], stage)) for one in stage.scenarios if one in last}
        if sum(one.holds for one in seen.values()) >= stage.holds.scenarios:
            again = tuple(one for one in due if one in stage.principles)
            found.append(Reached(stage, "held", seen, _back(stage, last, again, trains), again))
            continue
        offer = _forward(stage, last, seen, first=not place and not last)
        found.append(Reached(stage, "here" if waits is None else "later", seen, offer, waits_for=waits))
        waits = place
    return Walked(path, tuple(found))


def lacking(attempt: Ended, stage: Stage) -> tuple[Lacking, ...]:
    """What keeps an attempt from holding, in the order in which it is told; empty when it holds."""
    if attempt.calm is None or attempt.firm is None:
        return (Lacking("own_words"),)
    found = [Lacking("ending")] if attempt.outcome in FAILED else []
    found += [Lacking("calm")] if attempt.calm < stage.holds.calm_from else []
    found += [Lacking("firm")] if attempt.firm < stage.holds.firm_from else []
    shown = {one: attempt.shown[one] for one in stage.principles if sum(attempt.shown.get(one, (0, 0)))}
    if not shown and not found:
        found.append(Lacking("occasion"))
    for name, (kept, missed) in shown.items():
        if kept < KEPT_FROM * (kept + missed):
            found.append(Lacking("principle", name, kept, missed))
    return tuple(found)


def _forward(stage: Stage, last: Mapping[str, Ended], seen: Mapping[str, Seen], *, first: bool) -> Offer:
    """What to play for a stage that does not hold yet: what is new, else what has rested longest of what failed."""
    open_ones = [one for one in stage.scenarios if one not in seen or not seen[one].holds]
    name = _rested(open_ones, last)
    return Offer(name, "start" if first else "again" if name in last else "new")


def _back(stage: Stage, last: Mapping[str, Ended], due: Sequence[str], trains: Mapping[str, Collection[str]]) -> Offer:
    """What to play for a stage that holds: what is due in another trade, else in what has rested longest."""
    for principle in due:
        fitting = [one for one in stage.variants if principle in trains.get(one, ())]
        fitting = fitting or [one for one in stage.scenarios if principle in trains.get(one, ())]
        if fitting:
            return Offer(_rested(fitting, last), "due", principle)
    name = _rested([*stage.variants, *stage.scenarios], last)
    return Offer(name, "again" if name in last else "new")


def _rested(names: Sequence[str], last: Mapping[str, Ended]) -> str:
    """The first that was never played, else the one that has rested longest."""
    return min(names, key=lambda one: (one in last, last[one].ended_at.timestamp() if one in last else 0.0))
