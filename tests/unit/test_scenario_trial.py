"""The tests inside a scenario file, run with a scorer whose scores are known."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario_base import Told, changed, checked, codes, loaded, score

from simulator.scenario.check import Report
from simulator.scenario.trial import state_for

KEYS = "The keys were due at eleven."


def _steps(opening: str, rest: str = "") -> str:
    return changed(
        "steps:\n  opening:\n    client: [Well?, Again?]\n    routes:\n"
        "      - when: {shows: [state_rule], calm: respectful or better}\n        to: told\n"
        "      - otherwise: lost\n"
        f"    tests:\n      - {opening}\n"
        "  told:\n    client: And now?\n    reply: choice\n    options:\n"
        "      - {key: hold, text: It stays at forty pounds., to: agreed}\n"
        "      - {key: split, text: Let us say twenty., to: lost}\n"
        "    tests:\n      - {choice: hold, to: agreed}\n" + rest
    )


def _run(folder: Path, test: str, scorer: Told, rest: str = "") -> Report:
    return checked(folder, _steps(test, rest), scorer)


def test_without_a_scorer_tests_are_not_run(tmp_path: Path) -> None:
    assert "CF502" not in codes(checked(tmp_path, _steps(f"{{reply: {KEYS}, to: told}}")))


def test_a_test_that_holds_is_silent(tmp_path: Path) -> None:
    told = Told({KEYS: score("state_rule", calm=4.0)})
    test = (
        f"{{reply: {KEYS}, to: told, shows: [state_rule], avoids: [blame], calm: respectful, firm: holding or better}}"
    )
    assert "CF502" not in codes(_run(tmp_path, test, told))


def test_a_failing_test_says_what_was_expected_and_what_came(tmp_path: Path) -> None:
    told = Told({KEYS: score("ask", "blame", calm=2.2, firm=3.0)})
    test = f"{{reply: {KEYS}, to: told, shows: [state_rule], avoids: [blame], calm: neutral or better, firm: holding}}"
    report = _run(tmp_path, test, told)
    failed = [one for one in report.problems if one.code == "CF502"]
    assert len(failed) == 1
    problem = failed[0]
    assert (problem.line, problem.severity) == (34, "error")
    for words in (
        "expected `told`, reached `lost` by route 2",
        "expected the labels state_rule",
        "shows blame, which it was to avoid",
        "expected calm neutral or better, it is sharp",
        "expected firm holding, it is partial",
    ):
        assert words in problem.message
    assert "calm 2.2 (sharp), firm 3.0 (partial)" in problem.notes[0]
    assert "ask, blame" in problem.notes[0]
    assert problem.hint == (
        "the label `state_rule` and calm respectful (3.5 or more; it was 2.2) together would have led to `told`"
    )
    assert report.loaded is not None


def test_the_situation_of_a_test_is_that_of_the_step(tmp_path: Path) -> None:
    told = Told()
    given = "{visits: 2, patience: 3, facts: [], counters: {excuses: 2}, earlier: [consequence, blame]}"
    _run(tmp_path, f"{{reply: {KEYS}, to: lost, given: {given}}}", told)
    situation = told.situations[0]
    assert situation.client == "Again?"
    assert situation.rule == "Keys are back by eleven."
    assert situation.earlier.shown == {"consequence": 1, "blame": 1}
    assert situation.earlier.replies == ()


def test_given_makes_the_state_and_the_rest_is_as_at_the_start(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, changed("counters: {excuses: 4, calls: 1}"))
    given = (
        scenario.steps["opening"]
        .tests[0]
        .given.model_copy(update={"trust": 2, "facts": ("hospital",), "counters": {"excuses": 7}})
    )
    state = state_for(scenario, "told", given)
    assert (state.patience, state.trust) == (5, 2)
    assert state.counters == {"excuses": 7, "calls": 1}
    assert state.facts == {"hospital"}
    assert state.step == "told"


def test_a_reply_at_a_choice_step_picks_the_option_most_like_it(tmp_path: Path) -> None:
    text = _steps("{reply: x, to: lost}").replace("{choice: hold, to: agreed}", "{reply: let us say 20, to: agreed}")
    report = checked(tmp_path, text, Told())
    assert any("expected `agreed`, reached `lost` by option split" in one.message for one in report.problems)


PLAY = "playthroughs:\n  - name: the calm way\n    replies: {replies}\n    ends: {ends}\n"


@pytest.mark.parametrize(
    ("replies", "ends", "message"),
    [
        (f"[{KEYS}, hold]", "agreed", ""),
        (f"[{KEYS}, '1']", "agreed", ""),
        (f"[{KEYS}, '2']", "agreed", "was to end in `agreed`; it ended in `lost`"),
        (f"[{KEYS}]", "agreed", "after its last reply it stands at `told`"),
        (
            f"[{KEYS}, hold, more]",
            "agreed",
            "was to end in `agreed` with its last reply; it ended there after reply 2 of 3",
        ),
        ("[rude]", "agreed", "it ended in `lost`"),
    ],
)
def test_playthroughs(tmp_path: Path, replies: str, ends: str, message: str) -> None:
    told = Told({KEYS: score("state_rule")})
    text = _steps("{reply: x, to: lost}") + PLAY.format(replies=replies, ends=ends)
    problems = [one for one in checked(tmp_path, text, told).problems if one.code == "CF503"]
    assert [message in one.message for one in problems] == ([True] if message else [])


def test_a_failing_playthrough_shows_its_way(tmp_path: Path) -> None:
    told = Told({KEYS: score("state_rule")})
    text = _steps("{reply: x, to: lost}") + PLAY.format(replies=f"[{KEYS}, '2']", ends="agreed")
    problem = next(one for one in checked(tmp_path, text, told).problems if one.code == "CF503")
    assert "opening → told → lost" in problem.notes[0]
