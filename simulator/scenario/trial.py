"""The tests and playthroughs of a scenario file, run through the reducer that plays it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.contract import CALM_BANDS, FIRM_BANDS, Score, Situation, calm_band, firm_band
from simulator import session
from simulator.choosing import choose
from simulator.i18n import _
from simulator.scenario.condition import band_fits
from simulator.scenario.coverage import Coverage, Tally
from simulator.scenario.edges import near_edges
from simulator.scenario.include import Bundle
from simulator.scenario.problem import shown
from simulator.scenario.scored import route_called, scored, told
from simulator.scenario.source import Way
from simulator.scenario.starting_state import situation_for, state_for
from simulator.scenario.tipping import tipping
from simulator.scenario.trial_models import Fairness, fairness, models
from simulator.scenario.trial_plays import plays

if TYPE_CHECKING:
    from simulator.game import Scores
    from simulator.scenario.model import Scenario, Step, Test


@dataclass(frozen=True, slots=True)
class Tried:
    """What running a file's tests gave: how many there were, how many failed, what they went through, and for each
    text step with model answers how many tests bear out its good way and its others."""

    tests: int
    playthroughs: int
    failed: int
    coverage: Coverage
    fairness: tuple[Fairness, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """A test with its reply, ready to be scored."""

    way: Way
    step: str
    test: Test
    state: session.State
    reply: str
    choice: str | None
    ticks: tuple[str, ...]
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
    failed, tried = 0, []
    for case, score in zip(cases, scores, strict=True):
        route = _judged(bundle, scenario, tally, case, score)
        failed += route is None
        if route is not None:
            tried.append((case.step, case.reply, route))
    fair = fairness(scenario, models(bundle, scenario, scorer), tried)
    failed += plays(bundle, scenario, scorer, tally)
    return Tried(len(cases), len(scenario.playthroughs), failed, tally.coverage(bundle), fair)


def _case(scenario: Scenario, way: Way, name: str, test: Test) -> _Case:
    step, state = scenario.steps[name], state_for(scenario, name, test.given)
    reply, choice = _said(scenario, state, step, test)
    return _Case(way, name, test, state, reply, choice, test.ticks, situation_for(scenario, state))


def _judged(bundle: Bundle, scenario: Scenario, tally: Tally, case: _Case, score: Score) -> str | None:
    """The route by which a test passes; None when it fails, and what is wrong with it is noted."""
    test = case.test

    def turn(changed: Score) -> session.Turn:
        after, _events = session.advance(scenario, case.state, case.reply, changed, case.choice, ticks=case.ticks)
        return after.turns[-1]

    def passes(changed: Score) -> bool:
        return not _unmet(test, changed) and (test.to is None or turn(changed).to == test.to)

    came = turn(score)
    tally.count(case.step, came.route, came.to)
    wrong, hint = _unmet(test, score), ""
    if test.to is not None and came.to != test.to:
        emptied = came.to not in _targets(scenario, case.step)
        where = _("an empty meter") if emptied else route_called(came.route)
        told_so = _("expected {wanted}, reached {came} by {way}")
        wrong.insert(0, told_so.format(wanted=shown(test.to), came=shown(came.to), way=where))
        hint = tipping(scenario, case.state, case.reply, score, case.choice, test.to, case.ticks)
    way = (*case.way, "reply" if test.reply is not None else "choice")
    if wrong:
        bundle.problem(
            "CF502", way, _("this test fails: {reasons}").format(reasons="; ".join(wrong)), hint, notes=(told(score),)
        )
        return None
    # An option's words are the file's own and meet no band, unless the test asks for one.
    for message, axis, beyond in near_edges(score, passes):
        hint = _("make the reply clearer, or let the test and its route allow {axis} {beyond} too").format(
            axis=axis, beyond=beyond
        )
        bundle.problem(
            "CF505", way, _("this test holds by a hair: {message}").format(message=message), hint, notes=(told(score),)
        )
    return came.route


def _targets(scenario: Scenario, step: str) -> set[str]:
    own = scenario.steps[step]
    return {one.target for one in (*scenario.always, *own.routes)} | {one.to for one in own.options if one.to}


def _said(scenario: Scenario, state: session.State, step: Step, test: Test) -> tuple[str, str | None]:
    if step.reply == "decide":
        return test.reply or "", test.choice
    options = session.options(scenario, state)
    if test.choice is not None:
        return dict(options)[test.choice], test.choice
    if step.reply == "choice":
        choice, _guessed = choose(test.reply or "", options)
        return dict(options)[choice], choice
    return test.reply or "", None


def _unmet(test: Test, score: Score) -> list[str]:
    wrong = []
    if lacking := [label for label in test.shows if label not in score.labels]:
        wrong.append(_("expected the labels {names}, which the reply does not show").format(names=", ".join(lacking)))
    if unwanted := [label for label in test.avoids if label in score.labels]:
        wrong.append(_("the reply shows {names}, which it was to avoid").format(names=", ".join(unwanted)))
    if test.calm is not None and not band_fits(test.calm, calm_band(score.calm), CALM_BANDS):
        wrong.append(_other_band("calm", test.calm, calm_band(score.calm)))
    if test.firm is not None and not band_fits(test.firm, firm_band(score.firm), FIRM_BANDS):
        wrong.append(_other_band("firm", test.firm, firm_band(score.firm)))
    return wrong


def _other_band(axis: str, wanted: str, band: str) -> str:
    return _("expected {axis} {wanted}, it is {band}").format(axis=axis, wanted=wanted, band=band)
