"""Whether a route's condition holds for a reply: bands, labels, choice, counters, facts, moods, what came earlier."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from scoring.contract import CALM_BANDS, FIRM_BANDS, Score, calm_band, firm_band

if TYPE_CHECKING:
    from simulator.scenario.decide import AmountRange
    from simulator.scenario.model import Fact, Scenario, When
    from simulator.scenario.part import Range

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`-][^\W_]+)*")


class _Turn(Protocol):
    @property
    def score(self) -> Score: ...


class Moment(Protocol):
    """The part of a session's state that conditions read."""

    @property
    def step(self) -> str | None: ...
    @property
    def patience(self) -> int: ...
    @property
    def trust(self) -> int: ...
    @property
    def counters(self) -> Mapping[str, int]: ...
    @property
    def costs(self) -> Mapping[str, int]: ...
    @property
    def facts(self) -> frozenset[str]: ...
    @property
    def visits(self) -> Mapping[str, int]: ...
    @property
    def turns(self) -> Sequence[_Turn]: ...


def holds(
    when: When,
    scenario: Scenario,
    state: Moment,
    reply: str,
    score: Score,
    choice: str | None,
    ticks: Collection[str] = (),
) -> bool:
    """True when every part of the condition holds for this reply in this state. `ticks`: signs that were ticked."""
    labels = score.labels
    shown_earlier = {label for turn in state.turns for label in turn.score.labels}
    meters = {"patience": state.patience, "trust": state.trust}
    return (
        (when.choice is None or when.choice == choice)
        and set(ticks).issuperset(when.ticks)
        and set(ticks).isdisjoint(when.leaves)
        and (when.ticked is None or _weighed(when, scenario, state, ticks))
        and (when.calm is None or band_fits(when.calm, calm_band(score.calm), CALM_BANDS))
        and (when.firm is None or band_fits(when.firm, firm_band(score.firm), FIRM_BANDS))
        and labels.issuperset(when.shows)
        and (not when.shows_any or not labels.isdisjoint(when.shows_any))
        and labels.isdisjoint(when.avoids)
        and (not when.stance or score.stance in when.stance)
        and (when.asks is None or asks_for(scenario.facts[when.asks], reply, score))
        and state.facts.issuperset(when.facts)
        and state.facts.isdisjoint(when.facts_hidden)
        and all(within(state.counters.get(name, 0), span) for name, span in when.counters.items())
        and all(within(state.costs.get(name, 0), span) for name, span in when.costs.items())
        and all(within(meters[name], span) for name, span in when.mood.items())
        and shown_earlier.issuperset(when.earlier)
        and shown_earlier.isdisjoint(when.not_earlier)
        and (when.visits is None or within(state.visits.get(state.step or "", 0), when.visits))
    )


def band_fits(wish: str, band: str, bands: Sequence[str]) -> bool:
    """Whether `band` meets a wish such as `holding`, `neutral or better` or `sharp or worse`."""
    name, _, direction = wish.partition(" or ")
    wanted, got = bands.index(name), bands.index(band)
    if direction == "better":
        return got >= wanted
    if direction == "worse":
        return got <= wanted
    return got == wanted


def _weighed(when: When, scenario: Scenario, state: Moment, ticks: Collection[str]) -> bool:
    from simulator.scenario.weighing import as_wished, counted

    step = scenario.steps.get(state.step or "")
    return when.ticked is None or (step is not None and as_wished(when.ticked, counted(step.signs, ticks)))


def within(value: int, span: Range | AmountRange) -> bool:
    """Whether a number keeps to the bounds."""
    return (span.at_least is None or value >= span.at_least) and (span.at_most is None or value <= span.at_most)


def asks_for(fact: Fact, reply: str, score: Score) -> bool:
    """Whether the reply asks about a fact: it is a genuine question and has a word that begins as `about` says.

    With no `about`, any genuine question will do.
    """
    if "ask" not in score.labels:
        return False
    words = [word.casefold() for word in _WORD.findall(reply)]
    return not fact.about or any(word.startswith(stem.casefold()) for stem in fact.about for word in words)
