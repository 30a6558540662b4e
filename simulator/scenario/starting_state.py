"""The state in which a test's reply is given, without playing up to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scoring.contract import FAULTS, Score, Situation
from simulator import session

if TYPE_CHECKING:
    from simulator.scenario.model import Given, Scenario


def state_for(scenario: Scenario, name: str, given: Given) -> session.State:
    """The state in which a test's reply is given: as at the start of the scenario, but for what `given` says."""
    step = scenario.steps[name]
    state = session.State(
        trainee="",
        step=name,
        words=(),
        patience=scenario.client.patience if given.patience is None else given.patience,
        trust=scenario.client.trust if given.trust is None else given.trust,
        counters={**scenario.counters, **given.counters},
        costs={**{key: cost.start for key, cost in scenario.costs.items()}, **given.costs},
        facts=frozenset(given.facts),
        visits={name: given.visits},
        turns=(_earlier(name, given),) if given.earlier else (),
    )
    texts = (step.client,) if isinstance(step.client, str) else step.client
    return replace(state, words=(session.say(scenario, state, texts[min(given.visits, len(texts)) - 1]),))


def situation_for(scenario: Scenario, state: session.State) -> Situation:
    """What the scorer is told of such a state. The turn that carries earlier labels has no words of its own, so no
    reply is compared with it."""
    about = session.situation(scenario, state)
    return replace(about, earlier=replace(about.earlier, replies=()))


def _earlier(step: str, given: Given) -> session.Turn:
    """One earlier turn that has shown the labels which the test says came before."""
    score = Score(
        moves={label: 1.0 for label in given.earlier if label not in FAULTS},
        faults={label: 1.0 for label in given.earlier if label in FAULTS},
        calm=3.0,
        firm=3.0,
        stance="neutral",
    )
    return session.Turn(
        number=1,
        step=step,
        client=(),
        reply="",
        choice=None,
        guessed=False,
        score=score,
        route="",
        to=step,
        changes=(),
        revealed=(),
        patience=0,
        trust=0,
    )
