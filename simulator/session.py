"""The conversation as a pure reducer: (state, reply, score) -> (state, events).

No input or output, no clock, no randomness: the same scenario, replies and scores give the same session, so a
stored session is played again to its last turn from its turns alone. Screens, plain mode, tests in scenario
files and the store are all driven by this file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

from scoring.contract import Earlier, Score, Situation
from simulator.happened import Change, CostGrew, Ended, Event, FactOut, MoodMoved, Said, Spent
from simulator.origin import OWN, Origin
from simulator.scenario.condition import holds
from simulator.scenario.template import TemplateProblem, render
from simulator.weighed import Weighed, weigh

if TYPE_CHECKING:
    from simulator.scenario.model import Effects, Option, Route, Scenario, Step
    from simulator.scenario.part import Mood

__all__ = [
    "Change", "CostGrew", "Ended", "Event", "FactOut", "MoodMoved", "Said", "Spent", "State", "Turn",
    "advance", "context", "ending_texts", "options", "say", "situation", "start",
]  # fmt: skip

METER_TOP = 10


@dataclass(frozen=True, slots=True)
class Turn:
    """One finished exchange: what the client had said, the reply, its score and what came of it. Of a decision,
    `decided` has the words of the option and `weighed` the signs as they were judged; `spent`: what the turn and coming
    to the next step cost."""

    number: int
    step: str
    client: tuple[str, ...]
    reply: str
    choice: str | None
    guessed: bool
    score: Score
    route: str
    to: str
    changes: tuple[Change, ...]
    revealed: tuple[str, ...]
    patience: int
    trust: int
    origin: Origin = OWN
    decided: str = ""
    weighed: tuple[Weighed, ...] = ()
    spent: tuple[Spent, ...] = ()

    @property
    def ticks(self) -> tuple[str, ...]:
        """Keys of the signs that were ticked."""
        return tuple(one.key for one in self.weighed if one.ticked)


@dataclass(frozen=True, slots=True)
class State:
    """Where a conversation stands. `words` is what the client has just said, one text a bubble; `costs` the running
    totals of what the client costs."""

    trainee: str
    step: str | None
    words: tuple[str, ...]
    patience: int
    trust: int
    counters: Mapping[str, int]
    facts: frozenset[str] = frozenset()
    visits: Mapping[str, int] = field(default_factory=dict)
    turns: tuple[Turn, ...] = ()
    ending: str | None = None
    costs: Mapping[str, int] = field(default_factory=dict)

    @property
    def over(self) -> bool:
        """Whether an ending has been reached."""
        return self.ending is not None


def start(scenario: Scenario, trainee: str = "") -> tuple[State, tuple[Event, ...]]:
    """The state before the first reply and the client's first words. `trainee`: the name, for the texts."""
    state = State(
        trainee=trainee,
        step=None,
        words=(),
        patience=scenario.client.patience,
        trust=scenario.client.trust,
        counters=dict(scenario.counters),
        costs={name: cost.start for name, cost in scenario.costs.items()},
    )
    state, _ = _paid(scenario, state, scenario.steps[scenario.start].cost)
    return _arrive(scenario, state, scenario.start, ())


def situation(scenario: Scenario, state: State) -> Situation:
    """What the scorer needs to know about the reply that is due. Raises ValueError when the session is over."""
    step = _step(scenario, state)
    briefing = scenario.briefing
    shown = Counter(label for turn in state.turns for label in turn.score.labels)
    return Situation(
        lang=scenario.lang,
        client="\n".join(state.words),
        rule=_text(scenario, state, step.rule if step.rule is not None else briefing.rule),
        about=_text(scenario, state, briefing.situation),
        our_fault=step.our_fault or briefing.our_fault,
        breach=step.breach or briefing.breach,
        expects=step.expects,
        given=(_text(scenario, state, step.hint),) if step.hint else (),
        earlier=Earlier(shown=dict(sorted(shown.items())), replies=tuple(turn.reply for turn in state.turns)),
    )


def options(scenario: Scenario, state: State) -> tuple[tuple[str, str], ...]:
    """(key, text) of each option at a choice step; empty at a typed step and after the end. Those of a decide step:
    `deciding.desk`."""
    if state.step is None or scenario.steps[state.step].reply != "choice":
        return ()
    return tuple((option.key, _text(scenario, state, option.text)) for option in scenario.steps[state.step].options)


def advance(
    scenario: Scenario,
    state: State,
    reply: str,
    score: Score,
    choice: str | None = None,
    guessed: bool = False,
    origin: Origin = OWN,
    ticks: Iterable[str] = (),
) -> tuple[State, tuple[Event, ...]]:
    """The state after a reply, and what happened, in order.

    `choice`: the option's key at a choice or decide step; `guessed`: whether free text was matched to it; `origin`:
    how the reply came about, kept with the turn; `ticks`: keys of signs at a decide step. Raises ValueError when the
    session is over or when `choice` or `ticks` do not fit the step.
    """
    step = _step(scenario, state)
    option = next((one for one in step.options if one.key == choice), None)
    if option is None and (step.reply != "text" or choice is not None):
        raise ValueError(f"step {state.step} takes {'one of its options' if step.options else 'a text'}")
    wanted = set(ticks)
    ticked = tuple(sign.key for sign in step.signs if sign.key in wanted)
    if len(ticked) < len(wanted):
        raise ValueError(f"step {state.step} has no such sign: {', '.join(sorted(wanted.difference(ticked)))}")
    name, effects, to = _pick(scenario, state, step, option, reply, score, ticked)

    counters = dict(state.counters)
    for counter, by in effects.count.items():
        counters[counter] = counters.get(counter, 0) + by
    after, changes = _moved(scenario, replace(state, counters=counters), effects.mood)
    revealed = tuple(fact for fact in dict.fromkeys(effects.reveal) if fact not in state.facts)
    after = replace(after, facts=state.facts | set(revealed))
    to = _limited(scenario, after, to)
    after, first = _paid(scenario, after, effects.cost)
    after, then = _paid(scenario, after, scenario.steps[to].cost if to in scenario.steps else {})
    said = (_text(scenario, after, effects.say),) if effects.say else ()
    turn = Turn(
        number=len(state.turns) + 1,
        step=state.step or "",
        client=state.words,
        reply=reply,
        choice=choice,
        guessed=guessed,
        score=score,
        route=name,
        to=to,
        changes=changes,
        revealed=revealed,
        patience=after.patience,
        trust=after.trust,
        origin=origin,
        decided=_text(scenario, state, option.text) if option is not None and step.reply == "decide" else "",
        weighed=weigh(scenario, step, ticked, lambda text: _text(scenario, state, text)),
        spent=_together(first, then),
    )
    after = replace(after, turns=(*state.turns, turn))
    events: tuple[Event, ...] = tuple(MoodMoved(change) for change in changes)
    events += tuple(CostGrew(spent) for spent in turn.spent)
    events += tuple(Said(text, reaction=True) for text in said)
    events += tuple(FactOut(fact, _text(scenario, after, scenario.facts[fact].text)) for fact in revealed)
    if to in scenario.endings:
        return replace(after, step=None, words=said, ending=to), (*events, Ended(to))
    after, arrived = _arrive(scenario, after, to, said)
    return after, events + arrived


def ending_texts(scenario: Scenario, state: State) -> tuple[str, str, str]:
    """(title, what happens, lesson) of the ending reached. Raises ValueError when the session goes on."""
    if state.ending is None:
        raise ValueError("the conversation has not ended")
    ending = scenario.endings[state.ending]
    return (
        _text(scenario, state, ending.title),
        _text(scenario, state, ending.text),
        _text(scenario, state, ending.lesson),
    )


def say(scenario: Scenario, state: State, text: str) -> str:
    """Any text of the scenario as this state fills it in (client's name, sums, counters, facts)."""
    return _text(scenario, state, text)


def _step(scenario: Scenario, state: State) -> Step:
    if state.step is None:
        raise ValueError("the conversation has ended")
    return scenario.steps[state.step]


def _pick(
    scenario: Scenario, state: State, step: Step, option: Option | None, reply: str, score: Score,
    ticks: tuple[str, ...],
) -> tuple[str, Effects, str]:  # fmt: skip
    choice = option.key if option else None

    def fits(route: Route) -> bool:
        return route.when is None or holds(route.when, scenario, state, reply, score, choice, ticks)

    # An option's words are the scenario's own: what the scorer reads into them must not jump the track.
    for number, route in enumerate(scenario.always if step.reply != "choice" else ()):
        if fits(route):
            return f"always[{number}]", route, route.target
    if option is not None and option.to is not None:
        return f"options.{option.key}", option, option.to
    for number, route in enumerate(step.routes):
        if fits(route):
            return f"routes[{number}]", route, route.target
    raise ValueError(f"step {state.step} has no route for this reply and no otherwise")  # check forbids it


def _paid(scenario: Scenario, state: State, cost: Mapping[str, int]) -> tuple[State, tuple[Spent, ...]]:
    """The state with these costs added to the running totals, and which of them moved."""
    spent = tuple(
        Spent(name, before := state.costs.get(name, 0), before + by, _text(scenario, state, one.label), one.unit)
        for name, by in cost.items()
        if by and (one := scenario.costs[name])
    )
    return replace(state, costs={**state.costs, **{one.name: one.after for one in spent}}), spent


def _together(first: tuple[Spent, ...], then: tuple[Spent, ...]) -> tuple[Spent, ...]:
    """What a route and the arrival after it cost, one entry for each cost."""
    found = {one.name: one for one in first}
    for one in then:
        found[one.name] = replace(one, before=found[one.name].before) if one.name in found else one
    return tuple(one for one in found.values() if one.after != one.before)


def _moved(scenario: Scenario, state: State, mood: Mood) -> tuple[State, tuple[Change, ...]]:
    because = _text(scenario, state, mood.because)
    changes = []
    for meter, by in (("patience", mood.patience), ("trust", mood.trust)):
        before: int = getattr(state, meter)
        after = min(METER_TOP, max(0, before + by))
        if after != before:
            changes.append(Change(meter, before, after, because))
    values = {change.meter: change.after for change in changes}
    return replace(
        state, patience=values.get("patience", state.patience), trust=values.get("trust", state.trust)
    ), tuple(changes)


def _limited(scenario: Scenario, state: State, to: str) -> str:
    """An emptied meter ends the conversation, unless the route itself has reached an ending."""
    if to in scenario.endings:
        return to
    if state.patience == 0 and scenario.limits.patience:
        return scenario.limits.patience
    if state.trust == 0 and scenario.limits.trust:
        return scenario.limits.trust
    return to


def _arrive(scenario: Scenario, state: State, name: str, said: tuple[str, ...]) -> tuple[State, tuple[Event, ...]]:
    step = scenario.steps[name]
    visits = {**state.visits, name: state.visits.get(name, 0) + 1}
    state, changes = _moved(scenario, replace(state, step=name, visits=visits), step.mood)
    texts = (step.client,) if isinstance(step.client, str) else step.client
    words = _text(scenario, state, texts[min(visits[name], len(texts)) - 1])
    events: tuple[Event, ...] = (*(MoodMoved(change) for change in changes), Said(words))
    return replace(state, words=(*said, words)), events


def _text(scenario: Scenario, state: State, text: str) -> str:
    if "{" not in text:
        return text
    try:
        return render(text, context(scenario, state))
    except TemplateProblem:
        # check finds such texts; if one slips through, a conversation under way does not break off for it.
        return text


def context(scenario: Scenario, state: State) -> dict[str, object]:
    """The names that a text can use: the scenario's variables, `client`, `trainee`, `count`, `cost`, `known`, the
    meters."""
    return {
        **scenario.vars,
        "client": SimpleNamespace(name=scenario.client.name),
        "trainee": SimpleNamespace(name=state.trainee),
        # Not dicts: a fact called `keys` or `items` would read as the dict's own method.
        "count": SimpleNamespace(**state.counters),
        "cost": SimpleNamespace(**state.costs),
        "known": SimpleNamespace(**{fact: fact in state.facts for fact in scenario.facts}),
        "patience": state.patience,
        "trust": state.trust,
        "visits": state.visits.get(state.step or "", 0),
    }
