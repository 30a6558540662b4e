"""Where a rehearsal begins: as for a trainee, or at any step in any state that a coach sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scoring.contract import LABELS
from simulator import session
from simulator.i18n import _, mark
from simulator.scenario.problem import did_you_mean, shown

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario


class BeginningProblem(ValueError):
    """A beginning that makes no sense; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is set; the rest is as at the start of the scenario. `patience` and `trust`: 0-10.

    `visits`: how often the step has been reached, from 1. `earlier`: labels that an earlier reply has shown.
    """

    step: str | None = None
    patience: int | None = None
    trust: int | None = None
    facts: tuple[str, ...] = ()
    counters: Mapping[str, int] = field(default_factory=dict)
    visits: int = 1
    earlier: tuple[str, ...] = ()

    @property
    def usual(self) -> bool:
        """Whether it is the beginning that a trainee has."""
        return self == Beginning()


@dataclass(frozen=True, slots=True)
class Begun:
    """The first state and what happens there; `notes`: sentences on what could not be as it was set."""

    state: session.State
    events: tuple[session.Event, ...]
    notes: tuple[str, ...] = ()


def begin(scenario: Scenario, wish: Beginning, trainee: str = "") -> Begun:
    """Begin as wished. What the scenario does not have (any more) is left out and told in the notes."""
    if wish.usual:
        return Begun(*session.start(scenario, trainee))
    from simulator.scenario.model import Given
    from simulator.scenario.starting_state import state_for

    fitting, notes = _fitting(scenario, wish)
    name = fitting.step or scenario.start
    # Everything is known to fit; a rubric of the scenario's own may have labels that validation alone would refuse.
    given = Given.model_construct(
        patience=wish.patience,
        trust=wish.trust,
        facts=fitting.facts,
        counters=dict(fitting.counters),
        visits=wish.visits,
        earlier=fitting.earlier,
    )
    state = replace(state_for(scenario, name, given), trainee=trainee)
    step = scenario.steps[name]
    texts = (step.client,) if isinstance(step.client, str) else step.client
    # The words again: they may call the trainee by the name.
    words = session.say(scenario, state, texts[min(wish.visits, len(texts)) - 1])
    return Begun(replace(state, words=(words,)), (session.Said(words),), notes)


def unknown(scenario: Scenario, wish: Beginning) -> tuple[str, ...]:
    """What of a beginning the scenario does not have, a sentence each."""
    return _fitting(scenario, wish)[1]


def _fitting(scenario: Scenario, wish: Beginning) -> tuple[Beginning, tuple[str, ...]]:
    notes: list[str] = []

    def keep(names: Iterable[str], known: Iterable[str], sentence: str, kind: str) -> tuple[str, ...]:
        known = tuple(known)
        for name in names:
            if name not in known:
                told = _(sentence).format(name=shown(name))
                hint = did_you_mean(name, known, kind)
                notes.append(f"{told}: {hint}" if hint else f"{told}.")
        return tuple(name for name in names if name in known)

    step = keep([wish.step] if wish.step else [], scenario.steps, mark("There is no step {name}"), "steps")
    facts = keep(wish.facts, scenario.facts, mark("There is no fact {name}"), "facts")
    counters = keep(wish.counters, scenario.counters, mark("There is no counter {name}"), "counters")
    # A rubric of the scenario's own may bring further labels; they stand in no list here.
    earlier = keep(wish.earlier, sorted({*LABELS, *_labels(scenario)}), mark("There is no label {name}"), "labels")
    fitting = replace(
        wish,
        step=step[0] if step else None,
        facts=facts,
        counters={name: wish.counters[name] for name in counters},
        earlier=earlier,
    )
    return fitting, tuple(notes)


def _labels(scenario: Scenario) -> set[str]:
    """The labels that the scenario's conditions name."""
    routes = [*scenario.always, *(route for step in scenario.steps.values() for route in step.routes)]
    found: set[str] = set()
    for when in (route.when for route in routes if route.when is not None):
        found.update(when.shows, when.shows_any, when.avoids, when.earlier, when.not_earlier)
    return found


def meter(text: str, name: str) -> int | None:
    """A meter as it is typed: a number from 0 to 10, or nothing. Raises BeginningProblem."""
    text = text.strip()
    if not text:
        return None
    if not (text.isdecimal() and len(text) < 3 and int(text) <= session.METER_TOP):
        told = _("{name} is a number from 0 to {most}, not {value}.")
        raise BeginningProblem(told.format(name=name, most=session.METER_TOP, value=shown(text)))
    return int(text)


def visit(text: str) -> int:
    """A visit as it is typed: a number from 1 to 1000; nothing is 1. Raises BeginningProblem."""
    text = text.strip() or "1"
    if not (text.isdecimal() and len(text) < 5 and 1 <= int(text) <= 1000):
        told = _("The visit is a number from 1 to {most}, not {value}.")
        raise BeginningProblem(told.format(most=1000, value=shown(text)))
    return int(text)


def counter(text: str) -> tuple[str, int]:
    """A counter with its value as it is typed: `excuses=2`. Raises BeginningProblem."""
    name, _sign, value = (part.strip() for part in text.partition("="))
    digits = value.removeprefix("-").removeprefix("+")
    if not name or not (digits.isdecimal() and len(digits) < 5 and abs(int(value)) <= 1000):
        told = _("A counter is set as NAME=NUMBER, for instance {example}, not {value}.")
        raise BeginningProblem(told.format(example="excuses=2", value=shown(text)))
    return name, int(value)
