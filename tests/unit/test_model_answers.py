"""Model answers in a scenario file: borne out by the step's own scoring, set against a contrast, counted."""

from __future__ import annotations

from pathlib import Path

from scenario_base import Told, changed, checked, codes, score

STEP = """
steps:
  opening:
    client: You changed my time and never told me.
    expects: [ask, acknowledge]
    model: {{strong: Tell me more., weak: Not my problem.{given}}}
    routes:
      - when: {{counters: {{excuses: {{at_least: 3}}}}}}
        to: lost
      - when: {{shows: [ask]}}
        to: agreed
      - otherwise: lost
    tests:
{tests}
"""
GOOD = score("ask", "acknowledge", firm=3.0)


def _file(*tests: str, given: str = "") -> str:
    rows = tests or ("{reply: Hm., to: lost}",)
    return changed(STEP.format(tests="\n".join(f"      - {one}" for one in rows), given=given))


def test_a_strong_answer_with_a_fault_or_too_few_moves_is_an_error_at_its_place(tmp_path: Path) -> None:
    for bad, says in ((score("ask", "blame"), "it shows blame"), (score("state_rule"), "lacks ask, acknowledge")):
        told = checked(tmp_path, _file(), Told({"Tell me more.": bad}))
        (found,) = [one for one in told.problems if one.code == "CF507"]
        assert says in found.message
        assert found.severity == "error"
        assert "strong" in told.render()


def test_half_of_the_expected_moves_are_enough(tmp_path: Path) -> None:
    told = checked(tmp_path, _file(), Told({"Tell me more.": score("ask", firm=3.0)}))
    assert "CF507" not in codes(told)


def test_a_weak_answer_must_score_less_and_be_answered_otherwise(tmp_path: Path) -> None:
    fine = Told({"Tell me more.": GOOD})
    assert not {"CF507", "CF508"} & set(codes(checked(tmp_path, _file(), fine)))
    alike = Told({"Tell me more.": GOOD, "Not my problem.": score("evade", firm=3.0)})
    assert "CF508" in codes(checked(tmp_path, _file(), alike))
    same_way = Told({"Tell me more.": GOOD, "Not my problem.": score("ask", "blame", calm=2.0)})
    assert "CF508" in codes(checked(tmp_path, _file(), same_way))


def test_model_answers_are_said_in_the_state_that_they_are_given(tmp_path: Path) -> None:
    text = _file(given=", given: {counters: {excuses: 3}}")
    told = checked(tmp_path, text, Told({"Tell me more.": GOOD}))
    assert "CF508" in codes(told), "with three excuses both are answered by the first route"


def test_a_choice_step_has_no_model_answers(tmp_path: Path) -> None:
    text = _file().replace(
        "expects:", "reply: choice\n    options: [{key: a, text: A}, {key: b, text: B}]\n    expects:"
    )
    assert "CF208" in codes(checked(tmp_path, text))


def test_fairness_counts_differently_worded_replies_by_the_strong_answers_way(tmp_path: Path) -> None:
    replies = {"Tell me more.": GOOD, "What happened?": GOOD, "And then?": GOOD}
    rows = [f"{{reply: {one}, to: agreed}}" for one in ("What happened?", "what  happened?", "And then?")]
    tried = checked(tmp_path, _file(*rows, "{reply: Go away., to: lost}"), Told(replies)).tried
    assert tried is not None
    (fair,) = tried.fairness
    assert (fair.step, fair.good, fair.bad, fair.enough) == ("opening", 2, 1, False)
