"""Which route a reply took, and why not the others: every part of every condition, and what there was instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.contract import CALM_BANDS, FIRM_BANDS, Score, calm_band, firm_band
from simulator.i18n import _, mark, number
from simulator.scenario.condition import asks_for, band_fits, within
from simulator.scenario.weighing import counted

if TYPE_CHECKING:
    from simulator.scenario.decide import AmountRange, Ticked
    from simulator.scenario.model import Route, Scenario, Step, When
    from simulator.scenario.part import Range
    from simulator.session import State, Turn


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a condition, as it is written in the file. `holds` None: it hangs on a reply that is still to come.

    `found`: what there was instead; empty when it holds.
    """

    text: str
    holds: bool | None
    found: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """One route at a step. `way`: its place in the file's data; `to`: the step or ending that it names.

    `won`: it was taken. `behind`: another one had been taken before it was its turn.
    """

    way: tuple[str | int, ...]
    to: str
    clauses: tuple[Clause, ...]
    won: bool = False
    behind: bool = False
    otherwise: bool = False

    @property
    def called(self) -> str:
        """As a coach counts: `route 2`, `always 1`, `otherwise`."""
        if self.otherwise:
            return "otherwise"
        if self.way[0] == "always":
            return _("always {number}").format(number=int(self.way[1]) + 1)
        return _("route {number}").format(number=int(self.way[-1]) + 1)

    @property
    def fits(self) -> bool | None:
        """Whether every part holds; None when that hangs on a reply that is still to come."""
        states = [clause.holds for clause in self.clauses]
        if False in states:
            return False
        return None if None in states else True


@dataclass(frozen=True, slots=True)
class Spoken:
    """The reply that conditions are held against."""

    reply: str
    score: Score
    choice: str | None = None
    ticks: tuple[str, ...] = ()


def routes_of(scenario: Scenario, before: State, turn: Turn) -> tuple[Tried, ...]:
    """Every route that a finished turn could have taken, in the order in which they are tried.

    `before`: the state in which the reply was given. At a choice step whose option has its own `to` no route is
    tried: the result is empty.
    """
    if turn.route.startswith("options."):
        return ()
    found: list[Tried] = []
    spoken = Spoken(turn.reply, turn.score, turn.choice, turn.ticks)
    taken = False
    for key, way, route in _in_turn(scenario, before, scenario.steps[turn.step].reply == "choice"):
        won = key == turn.route and not taken
        found.append(_tried(scenario, before, way, route, spoken, won=won, behind=taken))
        taken = taken or won
    return tuple(found)


def routes_due(scenario: Scenario, state: State) -> tuple[Tried, ...]:
    """The routes that the next reply can take; empty after the end. Parts that only the reply decides are open."""
    if state.step is None:
        return ()
    choice = scenario.steps[state.step].reply == "choice"
    return tuple(_tried(scenario, state, way, route, None) for _key, way, route in _in_turn(scenario, state, choice))


def diverted(scenario: Scenario, turn: Turn) -> str:
    """The meter whose emptying sent a turn to the ending of `limits`; empty when its route's own target followed."""
    part, _bracket, rest = turn.route.partition("[")
    if part == "always":
        target = scenario.always[int(rest[:-1])].target
    elif part == "routes":
        target = scenario.steps[turn.step].routes[int(rest[:-1])].target
    else:
        key = part.partition(".")[2]
        target = next((one.to or "" for one in scenario.steps[turn.step].options if one.key == key), "")
    if target == turn.to:
        return ""
    return "patience" if turn.patience == 0 and turn.to == scenario.limits.patience else "trust"


def _in_turn(scenario: Scenario, state: State, choice: bool) -> Iterator[tuple[str, tuple[str | int, ...], Route]]:
    step = state.step or ""
    for place, route in enumerate(() if choice else scenario.always):
        yield f"always[{place}]", ("always", place), route
    for place, route in enumerate(scenario.steps[step].routes):
        yield f"routes[{place}]", ("steps", step, "routes", place), route


def _tried(
    scenario: Scenario,
    state: State,
    way: tuple[str | int, ...],
    route: Route,
    spoken: Spoken | None,
    won: bool = False,
    behind: bool = False,
) -> Tried:
    clauses = () if route.when is None else tuple(_clauses(route.when, scenario, state, spoken))
    return Tried(way, route.target, clauses, won, behind, route.otherwise is not None)


def _clauses(when: When, scenario: Scenario, state: State, spoken: Spoken | None) -> Iterator[Clause]:
    yield from _of_reply(when, scenario, state.step or "", spoken)
    out, shown = state.facts, {label for turn in state.turns for label in turn.score.labels}
    if when.facts:
        yield _all("facts", when.facts, [one for one in when.facts if one not in out], mark("not out yet: {names}"))
    if when.facts_hidden:
        known = [one for one in when.facts_hidden if one in out]
        yield _all("facts_hidden", when.facts_hidden, known, mark("already out: {names}"))
    for name, span in when.counters.items():
        yield _bounded(f"counters: {name}", state.counters.get(name, 0), span)
    for name, amounts in when.costs.items():
        yield _bounded(f"costs: {name}", state.costs.get(name, 0), amounts)
    for name, span in when.mood.items():
        yield _bounded(f"mood: {name}", state.patience if name == "patience" else state.trust, span)
    if when.earlier:
        lacking = [one for one in when.earlier if one not in shown]
        yield _all("earlier", when.earlier, lacking, mark("not shown yet: {names}"))
    if when.not_earlier:
        had = [one for one in when.not_earlier if one in shown]
        yield _all("not_earlier", when.not_earlier, had, mark("shown before: {names}"))
    if when.visits is not None:
        yield _bounded("visits:", state.visits.get(state.step or "", 0), when.visits)


def _of_reply(when: When, scenario: Scenario, step: str, spoken: Spoken | None) -> Iterator[Clause]:
    """The parts that only the reply decides."""
    if spoken is None:
        yield from (Clause(text, None) for text in _written(when))
        return
    score, labels = spoken.score, spoken.score.labels
    if when.choice is not None:
        told = _("picked: {option}").format(option=spoken.choice)
        picked = told if spoken.choice else _("nothing was picked")
        yield _clause(f"choice: {when.choice}", when.choice == spoken.choice, picked)
    yield from _of_ticks(when, scenario.steps.get(step), spoken.ticks)
    if when.calm is not None:
        band = calm_band(score.calm)
        yield _clause(f"calm: {when.calm}", band_fits(when.calm, band, CALM_BANDS), _it_is(band, score.calm))
    if when.firm is not None:
        band = firm_band(score.firm)
        yield _clause(f"firm: {when.firm}", band_fits(when.firm, band, FIRM_BANDS), _it_is(band, score.firm))
    if when.shows:
        yield _all("shows", when.shows, [one for one in when.shows if one not in labels], mark("not shown: {names}"))
    if when.shows_any:
        found = _("none of them is shown")
        yield _clause(_listed("shows_any", when.shows_any), not labels.isdisjoint(when.shows_any), found)
    if when.avoids:
        yield _all("avoids", when.avoids, [one for one in when.avoids if one in labels], mark("shown: {names}"))
    if when.stance:
        yield _clause(_listed("stance", when.stance), score.stance in when.stance, _it_is(score.stance))
    if when.asks is not None:
        fact = scenario.facts[when.asks]
        instead = _("the reply does not show ask")
        if "ask" in labels:
            instead = _("no word of the question begins with {words}").format(words=", ".join(fact.about))
        yield _clause(f"asks: {when.asks}", asks_for(fact, spoken.reply, score), instead)


def _written(when: When) -> Iterator[str]:
    for key in ("choice", "calm", "firm"):
        if (value := getattr(when, key)) is not None:
            yield f"{key}: {value}"
    if when.ticked is not None:
        yield from (_bounds_text(f"ticked: {name}", span) for name, span in _spans(when.ticked))
    for key in ("ticks", "leaves", "shows", "shows_any", "avoids", "stance"):
        if value := getattr(when, key):
            yield _listed(key, value)
    if when.asks is not None:
        yield f"asks: {when.asks}"


def _clause(text: str, holds: bool, instead: str) -> Clause:
    return Clause(text, holds, "" if holds else instead)


def _all(key: str, wanted: tuple[str, ...], wrong: list[str], instead: str) -> Clause:
    """`instead`: a sentence marked for the catalogues, with {names}."""
    return _clause(_listed(key, wanted), not wrong, _(instead).format(names=", ".join(wrong)))


def _of_ticks(when: When, step: Step | None, ticks: tuple[str, ...]) -> Iterator[Clause]:
    if when.ticks:
        yield _all("ticks", when.ticks, [one for one in when.ticks if one not in ticks], mark("not ticked: {names}"))
    if when.leaves:
        yield _all("leaves", when.leaves, [one for one in when.leaves if one in ticks], mark("ticked: {names}"))
    if when.ticked is not None and step is not None:
        found = counted(step.signs, ticks)
        for name, span in _spans(when.ticked):
            yield _bounded(f"ticked: {name}", getattr(found, name), span)


def _it_is(value: object, points: float | None = None) -> str:
    """What there was instead; `points`: the score behind a band."""
    if points is None:
        return _("it is {value}").format(value=value)
    return _("it is {band} ({points})").format(band=value, points=number(points, 1))


def _spans(ticked: Ticked) -> Iterator[tuple[str, Range]]:
    for name in ("right", "wrong", "missed"):
        if (span := getattr(ticked, name)) is not None:
            yield name, span


def _bounded(text: str, value: int, span: Range | AmountRange) -> Clause:
    return _clause(_bounds_text(text, span), within(value, span), _it_is(value))


def _bounds_text(text: str, span: Range | AmountRange) -> str:
    low, high = span.at_least, span.at_most
    if low is not None and high is not None:
        return f"{text} {_('at least {low} and at most {high}').format(low=low, high=high)}"
    return f"{text} {_('at most {high}').format(high=high) if low is None else _('at least {low}').format(low=low)}"


def _listed(key: str, values: tuple[str, ...]) -> str:
    return f"{key}: {', '.join(values)}"
