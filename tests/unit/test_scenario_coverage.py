"""What running a file's tests tells: what would have tipped a reply, what holds by a hair, what is never reached."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from scenario_base import Told, changed, checked, loaded, score

from scoring.contract import Score
from simulator import session
from simulator.scenario.check import Report
from simulator.scenario.edges import near_edges
from simulator.scenario.tipping import tipping, unmet

STEPS = """\
limits: {patience: lost}
steps:
  opening:
    client: Well?
    routes:
      - when: {shows: [cave_in]}
        to: lost
      - when: {shows: [state_rule], calm: respectful or better, avoids: [blame]}
        to: told
      - when: {asks: hospital, facts_hidden: [hospital]}
        to: told
        reveal: [hospital]
      - when: {visits: {at_least: 2}}
        to: lost
      - otherwise: opening
        mood: {patience: -5, because: He got no answer.}
    tests:
      - {reply: The rule., to: told}
  told:
    client: And now?
    reply: choice
    options:
      - {key: hold, text: It stays., to: agreed}
      - {key: split, text: Say twenty.}
    routes:
      - otherwise: lost
"""


def _tipped(folder: Path, given: Score, reply: str = "The rule.", wanted: str = "told") -> str:
    scenario = loaded(folder, changed(STEPS))
    state, _ = session.start(scenario)
    return tipping(scenario, state, reply, given, None, wanted)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (score(calm=4.0), "the label `state_rule` would have led to `told`"),
        (score("state_rule", calm=3.4), "calm respectful (3.5 or more; it was 3.4) would have led to `told`"),
        (score("state_rule", "blame", calm=4.0), "no `blame` would have led to `told`"),
        (
            score("state_rule", "blame", calm=2.0),
            "no `blame` and calm respectful (3.5 or more; it was 2.0) together would have led to `told`",
        ),
        (score("state_rule", "cave_in", calm=4.0), "no `cave_in` would have led to `told`"),
    ],
)
def test_the_least_that_would_have_led_there(tmp_path: Path, given: Score, told: str) -> None:
    assert _tipped(tmp_path, given) == told


def test_a_question_with_the_fact_s_words_needs_only_to_be_one(tmp_path: Path) -> None:
    told = _tipped(tmp_path, score(calm=2.0), "What happened")
    assert told == "the label `ask` would have led to `told`"


def test_where_no_score_would_do_the_state_that_is_missing_is_named(tmp_path: Path) -> None:
    steps = STEPS.replace("{asks: hospital, facts_hidden: [hospital]}", "{asks: hospital}").replace(
        "{visits: {at_least: 2}}\n        to: lost", "{visits: {at_least: 2}, facts: [hospital]}\n        to: agreed"
    )
    scenario = loaded(tmp_path, changed(steps))
    state, _ = session.start(scenario)
    told = tipping(scenario, state, "x", score(), None, "agreed")
    assert told == "the route to `agreed` also asks for facts: hospital, visits: at least 2"
    assert tipping(scenario, state, "x", score(), None, "nowhere") == ""


def test_unmet_names_the_parts_as_they_are_written(tmp_path: Path) -> None:
    when = "{calm: warm, shows: [ask, thank], avoids: [blame], mood: {trust: {at_least: 6, at_most: 8}}}"
    scenario = loaded(
        tmp_path,
        changed(
            f"steps:\n  opening:\n    client: x\n    routes:\n      - when: {when}\n        to: lost\n"
            "      - otherwise: agreed\n        mood: {trust: 1, because: x}\n"
        ),
    )
    state, _ = session.start(scenario)
    condition = scenario.steps["opening"].routes[0].when
    assert condition is not None
    found = unmet(condition, scenario, state, "x", score("ask", calm=4.0), None)
    assert found == ["calm: warm", "shows: ask, thank", "mood: trust at least 6 and at most 8"]


@pytest.mark.parametrize(
    ("calm", "near"),
    [
        (3.2, None),
        (3.3, "respectful"),
        (3.4, "respectful"),
        (3.5, "neutral"),
        (3.7, "neutral"),
        (3.8, None),
        (2.0, None),
    ],
)
def test_an_edge_is_near_within_a_quarter_point(calm: float, near: str | None) -> None:
    found = [beyond for _, axis, beyond in near_edges(score(calm=calm, firm=3.0), lambda _: False) if axis == "calm"]
    assert found == ([near] if near else [])


def test_an_edge_beyond_which_the_test_passes_all_the_same_is_not_told() -> None:
    assert list(near_edges(score(calm=3.4, firm=2.6), lambda _: True)) == []
    seen: list[Score] = []
    list(near_edges(score(calm=3.4, firm=2.6), lambda one: bool(seen.append(one))))
    assert [(one.calm, one.firm) for one in seen] == [(3.5, 2.6), (3.4, 2.4)]


def _tried(folder: Path, text: str, judge: Told) -> Report:
    report = checked(folder, changed(text), judge)
    assert report.tried is not None, report.render()
    return report


def test_a_test_near_an_edge_is_told_when_the_other_side_would_lead_elsewhere(tmp_path: Path) -> None:
    judge = Told({"The rule.": score("state_rule", calm=3.6)})
    found = [one for one in _tried(tmp_path, STEPS, judge).problems if one.code == "CF505"]
    assert [one.line for one in found] == [42]
    assert "calm 3.6 is close to 3.5, the edge between neutral and respectful" in found[0].message
    assert "calm neutral too" in found[0].hint
    judge = Told({"The rule.": score("state_rule", calm=4.6)})
    assert "CF505" not in [one.code for one in _tried(tmp_path, STEPS, judge).problems]


def test_coverage_counts_what_tests_go_through_and_names_the_lines_of_the_rest(tmp_path: Path) -> None:
    judge = Told({"The rule.": score("state_rule", calm=4.0)})
    tried = _tried(tmp_path, STEPS, judge).tried
    assert tried is not None
    assert (tried.tests, tried.playthroughs, tried.failed) == (1, 0, 0)
    found = tried.coverage
    assert found.steps == {"opening": 1, "told": 0}
    assert found.ways["steps", "opening", "routes", 1] == 1
    assert found.ways["steps", "told", "options", 0] == 0
    assert found.endings == {"agreed": 0, "lost": 0}
    assert [(one.name, one.line) for one in found.idle] == [
        ("step told", 43),
        ("always 1 → lost", 24),
        ("opening, route 1 → lost", 30),
        ("opening, route 3 → told", 34),
        ("opening, route 4 → lost", 37),
        ("opening, otherwise → opening", 39),
        ("ending agreed", 52),
        ("ending lost", 53),
    ]
    assert found.as_dict()["routes"] == {"all": 8, "reached": 1}


def test_a_playthrough_counts_every_turn(tmp_path: Path) -> None:
    judge = Told({"The rule.": score("state_rule", calm=4.0)})
    plays = "playthroughs:\n  - {name: calm, replies: [Hm., The rule., split], ends: lost}\n"
    tried = _tried(tmp_path, STEPS.replace("patience: -5", "patience: -1") + plays, judge).tried
    assert tried is not None
    found = tried.coverage
    assert found.steps == {"opening": 3, "told": 1}
    assert found.ways["steps", "opening", "routes", 4] == 1
    assert found.ways["steps", "told", "routes", 0] == 1
    assert found.endings == {"agreed": 0, "lost": 1}


class Together(Told):
    """A scorer that takes many replies at once."""

    def __init__(self) -> None:
        super().__init__({"The rule.": score("state_rule", calm=4.0)})
        self.batches: list[int] = []

    def score_many(self, replies: list[tuple[str, object]]) -> list[Score]:
        self.batches.append(len(replies))
        return [replace(self.scores.get(reply, score(calm=3.0))) for reply, _ in replies]


def test_replies_are_scored_together_where_the_scorer_can(tmp_path: Path) -> None:
    judge = Together()
    plays = (
        "playthroughs:\n  - {name: a, replies: [The rule., hold], ends: agreed}\n"
        "  - {name: b, replies: [The rule., split], ends: lost}\n"
    )
    assert _tried(tmp_path, STEPS + plays, judge).errors == 0
    assert judge.batches == [1, 2, 2]
    assert judge.situations == []


def test_a_failing_playthrough_says_what_would_have_tipped_its_last_reply(tmp_path: Path) -> None:
    plays = "playthroughs:\n  - {name: a, replies: [Hm., Hm.], ends: lost}\n"
    judge = Told({"The rule.": score("state_rule", calm=4.0), "Hm.": score("ask", calm=4.0)})
    steps = STEPS.replace("at_least: 2", "at_least: 3").replace("patience: -5", "patience: -1")
    found = [one for one in _tried(tmp_path, steps + plays, judge).problems if one.code == "CF503"]
    assert found[0].hint == "at the last reply the label `cave_in` or the label `insult` would have led to `lost`"
    assert found[0].notes[0] == "its way: opening → opening → opening"
    assert found[0].notes[2].startswith("reply 2 at opening, route 5: the reply scored calm 4.0")
