"""The tests and playthroughs of a scenario file, run through the reducer that plays it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scoring.contract import CALM_BANDS, FAULTS, FIRM_BANDS, Score, calm_band, firm_band
from simulator import session
from simulator.choosing import choose
from simulator.scenario.condition import band_fits
from simulator.scenario.include import Bundle
from simulator.scenario.problem import shown
from simulator.scenario.source import Way

if TYPE_CHECKING:
    from simulator.game import Scores
    from simulator.scenario.model import Given, Scenario, Step, Test


def trial(bundle: Bundle, scenario: Scenario, scorer: Scores) -> None:
    """Run every test and playthrough and note those that fail, with what was expected and what came.

    Raises whatever the scorer raises.
    """
    for name, step in scenario.steps.items():
        for number, test in enumerate(step.tests):
            _test(bundle, scenario, scorer, ("steps", name, "tests", number), name, test)
    for number, play in enumerate(scenario.playthroughs):
        _play(bundle, scenario, scorer, number, play.replies, play.ends)


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


def _test(bundle: Bundle, scenario: Scenario, scorer: Scores, way: Way, name: str, test: Test) -> None:
    step, state = scenario.steps[name], state_for(scenario, name, test.given)
    reply, choice = _said(scenario, state, step, test)
    about = session.situation(scenario, state)
    # The turn that carries earlier labels has no words of its own, so no reply is compared with it.
    about = replace(about, earlier=replace(about.earlier, replies=()))
    score = scorer.score(reply, about)
    after, _ = session.advance(scenario, state, reply, score, choice)
    turn = after.turns[-1]
    wrong = _unmet(test, score)
    if test.to is not None and turn.to != test.to:
        wrong.insert(0, f"expected {shown(test.to)}, reached {shown(turn.to)} by {_route(turn.route)}")
    if wrong:
        key = "choice" if test.choice is not None else "reply"
        bundle.problem("CF502", (*way, key), f"this test fails: {'; '.join(wrong)}", _scored(score))


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


def _scored(score: Score) -> str:
    labels = ", ".join((*score.moves, *score.faults)) or "no labels"
    return (
        f"the reply scored calm {score.calm} ({calm_band(score.calm)}), firm {score.firm} ({firm_band(score.firm)}), "
        f"stance {score.stance}: {labels}"
    )


def _route(name: str) -> str:
    """`routes[1]` as a coach counts: route 2."""
    part, _, number = name.rstrip("]").partition("[")
    if number.isdecimal():
        return f"{'route' if part == 'routes' else 'always'} {int(number) + 1}"
    return f"option {name.rpartition('.')[2]}"


def _play(bundle: Bundle, scenario: Scenario, scorer: Scores, number: int, replies: tuple[str, ...], ends: str) -> None:
    way = ("playthroughs", number)
    state, _ = session.start(scenario)
    path = [state.step or ""]
    for count, typed in enumerate(replies, start=1):
        reply, choice = typed, None
        if options := session.options(scenario, state):
            choice, _ = choose(typed, options)
            reply = dict(options)[choice]
        score = scorer.score(reply, session.situation(scenario, state))
        state, _ = session.advance(scenario, state, reply, score, choice)
        path.append(state.turns[-1].to)
        if state.over:
            if state.ending != ends or count < len(replies):
                after = f"after reply {count} of {len(replies)}"
                told = f"in {shown(ends)}; it ended in {shown(state.ending)}"
                if state.ending == ends:
                    told = f"in {shown(ends)} with its last reply; it ended there {after}"
                elif count < len(replies):
                    told += f" {after}"
                bundle.problem(
                    "CF503",
                    (*way, "ends"),
                    f"this playthrough was to end {told}",
                    f"its way: {_way(path)}; the last reply: {_scored(score)}",
                )
            return
    bundle.problem(
        "CF503",
        (*way, "ends"),
        f"this playthrough was to end in {shown(ends)}; after its last reply it stands at {shown(state.step)}",
        f"its way: {_way(path)}",
    )


def _way(path: list[str]) -> str:
    return " → ".join(path if len(path) < 13 else [*path[:5], "…", *path[-6:]])
