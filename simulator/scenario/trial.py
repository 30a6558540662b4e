"""The tests and playthroughs of a scenario file, run through the reducer that plays it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scoring.contract import CALM_BANDS, FAULTS, FIRM_BANDS, Score, Situation, calm_band, firm_band
from simulator import session
from simulator.choosing import choose
from simulator.scenario.condition import band_fits
from simulator.scenario.coverage import Coverage, Tally
from simulator.scenario.edges import near_edges
from simulator.scenario.include import Bundle
from simulator.scenario.problem import shown
from simulator.scenario.scored import route_called, scored, told
from simulator.scenario.source import Way
from simulator.scenario.tipping import tipping
from simulator.scenario.trial_plays import plays

if TYPE_CHECKING:
    from simulator.game import Scores
    from simulator.scenario.model import Given, Scenario, Step, Test


@dataclass(frozen=True, slots=True)
class Tried:
    """What running a file's tests gave: how many there were, how many failed, and what they went through."""

    tests: int
    playthroughs: int
    failed: int
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class _Case:
    """A test with its reply, ready to be scored."""

    way: Way
    step: str
    test: Test
    state: session.State
    reply: str
    choice: str | None
    situation: Situation


def trial(bundle: Bundle, scenario: Scenario, scorer: Scores) -> Tried:
    """Run every test and playthrough and note those that fail, with what was expected, what came and what would have
    tipped it; and tests that hold by a hair.

    Raises whatever the scorer raises.
    """
    tally = Tally(scenario)
    cases = [
        _case(scenario, ("steps", name, "tests", number), name, test)
        for name, step in scenario.steps.items()
        for number, test in enumerate(step.tests)
    ]
    scores = scored(scorer, [(case.reply, case.situation) for case in cases])
    failed = sum(not _judged(bundle, scenario, tally, *one) for one in zip(cases, scores, strict=True))
    failed += plays(bundle, scenario, scorer, tally)
    return Tried(len(cases), len(scenario.playthroughs), failed, tally.coverage(bundle))


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
        facts=frozenset(given.facts),
        visits={name: given.visits},
        turns=(_earlier(name, given),) if given.earlier else (),
    )
    texts = (step.client,) if isinstance(step.client, str) else step.client
    return replace(state, words=(session.say(scenario, state, texts[min(given.visits, len(texts)) - 1]),))


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


def _case(scenario: Scenario, way: Way, name: str, test: Test) -> _Case:
    step, state = scenario.steps[name], state_for(scenario, name, test.given)
    reply, choice = _said(scenario, state, step, test)
    about = session.situation(scenario, state)
    # The turn that carries earlier labels has no words of its own, so no reply is compared with it.
    about = replace(about, earlier=replace(about.earlier, replies=()))
    return _Case(way, name, test, state, reply, choice, about)


def _judged(bundle: Bundle, scenario: Scenario, tally: Tally, case: _Case, score: Score) -> bool:
    """Whether a test passes; what is wrong with it is noted."""
    test = case.test

    def turn(changed: Score) -> session.Turn:
        after, _ = session.advance(scenario, case.state, case.reply, changed, case.choice)
        return after.turns[-1]

    def passes(changed: Score) -> bool:
        return not _unmet(test, changed) and (test.to is None or turn(changed).to == test.to)

    came = turn(score)
    tally.count(case.step, came.route, came.to)
    wrong, hint = _unmet(test, score), ""
    if test.to is not None and came.to != test.to:
        where = "an empty meter" if came.to not in _targets(scenario, case.step) else route_called(came.route)
        wrong.insert(0, f"expected {shown(test.to)}, reached {shown(came.to)} by {where}")
        hint = tipping(scenario, case.state, case.reply, score, case.choice, test.to)
    way = (*case.way, "choice" if test.choice is not None else "reply")
    if wrong:
        bundle.problem("CF502", way, f"this test fails: {'; '.join(wrong)}", hint, notes=(told(score),))
        return False
    # An option's words are the file's own and meet no band, unless the test asks for one.
    for message, axis, beyond in near_edges(score, passes):
        hint = f"make the reply clearer, or let the test and its route allow {axis} {beyond} too"
        bundle.problem("CF505", way, f"this test holds by a hair: {message}", hint, notes=(told(score),))
    return True


def _targets(scenario: Scenario, step: str) -> set[str]:
    own = scenario.steps[step]
    return {one.target for one in (*scenario.always, *own.routes)} | {one.to for one in own.options if one.to}


def _said(scenario: Scenario, state: session.State, step: Step, test: Test) -> tuple[str, str | None]:
    options = session.options(scenario, state)
    if test.choice is not None:
        return dict(options)[test.choice], test.choice
    if step.reply == "choice":
        choice, _ = choose(test.reply or "", options)
        return dict(options)[choice], choice
    return test.reply or "", None


def _unmet(test: Test, score: Score) -> list[str]:
    wrong = []
    if lacking := [label for label in test.shows if label not in score.labels]:
        wrong.append(f"expected the labels {', '.join(lacking)}, which the reply does not show")
    if unwanted := [label for label in test.avoids if label in score.labels]:
        wrong.append(f"the reply shows {', '.join(unwanted)}, which it was to avoid")
    if test.calm is not None and not band_fits(test.calm, calm_band(score.calm), CALM_BANDS):
        wrong.append(f"expected calm {test.calm}, it is {calm_band(score.calm)}")
    if test.firm is not None and not band_fits(test.firm, firm_band(score.firm), FIRM_BANDS):
        wrong.append(f"expected firm {test.firm}, it is {firm_band(score.firm)}")
    return wrong
