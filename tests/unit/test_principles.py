"""Our own fault over a whole conversation, and what holds for every verdict: it points at words that were said."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from conversation import said, seen, talk, turn
from desk import FakeScorer, spare_key
from hypothesis import given
from hypothesis import strategies as st

from scoring.contract import LABELS
from simulator.game import Game
from simulator.play_file import play_lines
from simulator.principles import JUDGES, Exchange, Talk, judge, over_all, verdict_record
from simulator.principles_talk import talk as from_scenario
from simulator.principles_words import NAMES, NO_OCCASION, SAYS, STATES
from simulator.scenario.model import Scenario
from simulator.wording import Wording

OURS = {"our_fault": "yes"}
MAYBE = {"our_fault": "unclear"}


# Find out before judging.


@pytest.mark.parametrize("label", ["ask", "investigate"])
@pytest.mark.parametrize("decision", ["amends", "decline", "blame"])
def test_facts_first_and_then_a_decision_is_kept(label: str, decision: str) -> None:
    asked, decided = said("When did it come?", label, **MAYBE), said("So be it.", decision, **OURS)
    assert seen("found_out_first", talk(asked, said("I see.", **OURS), decided)) == [
        ("asked_then_judged", True, (1, 3))
    ]


@pytest.mark.parametrize("decision", ["amends", "decline", "blame"])
def test_a_decision_without_facts_is_missed(decision: str) -> None:
    asked_later = said("When did it come?", "ask", **MAYBE)
    assert seen("found_out_first", talk(said("So be it.", decision, **MAYBE), asked_later)) == [
        ("judged_unasked", False, (1,))
    ]


def test_in_one_reply_the_order_of_the_words_decides() -> None:
    first = said(
        "I will ask the driver. If he has it, you get a new one.", "investigate=ask", "amends=a new one", **OURS
    )
    after = said("You get a new one. I will ask the driver.", "investigate=ask", "amends=a new one", **OURS)
    assert seen("found_out_first", talk(first)) == [("asked_then_judged", True, (1,))]
    assert seen("found_out_first", talk(after)) == [("judged_unasked", False, (1,))]


@pytest.mark.parametrize(
    "conversation", [talk(said("So be it.", "decline")), talk(said("When?", "ask", **OURS)), talk(said("Hm.", **MAYBE))]
)
def test_where_nothing_of_ours_is_decided_there_is_nothing_to_find_out(conversation: Talk) -> None:
    assert seen("found_out_first", conversation) == []


# Own it, mend it, say what changes; thank for telling.


def test_all_three_are_kept_wherever_they_were_said() -> None:
    one = said("That was us. Here is a new one.", "own_fault=That was us", "amends=a new one", **OURS)
    other = said("From Monday two people check it.", "prevent=two people check it")
    assert seen("made_good", talk(one, other)) == [
        ("owned", True, (1,)),
        ("amended", True, (1,)),
        ("change_told", True, (2,)),
    ]


def test_each_part_that_lacks_is_missed_at_the_last_reply_about_it() -> None:
    conversation = talk(said("Sorry.", "apologise", **OURS), said("Here.", "amends", **OURS), said("Bye."))
    assert seen("made_good", conversation) == [
        ("not_owned", False, (2,)),
        ("amended", True, (2,)),
        ("change_not_told", False, (2,)),
    ]
    (verdict,) = [one for one in judge(conversation) if one.key == "made_good"]
    assert verdict.state == "mixed"


@pytest.mark.parametrize("key", ["made_good", "thanked_for_telling"])
def test_without_a_fault_of_ours_there_is_nothing_to_make_good(key: str) -> None:
    assert seen(key, talk(said("That was us.", "own_fault", "thank", **MAYBE), said("Here.", "amends"))) == []


@pytest.mark.parametrize("moments", [(MAYBE, OURS), (OURS, {}), ({}, OURS)])
def test_thanks_for_telling_come_while_it_is_the_matter_or_right_after(moments) -> None:  # type: ignore[no-untyped-def]
    matter = [said("Well.", **moment) for moment in moments]
    matter[1] = said("Thank you for telling us.", "thank=Thank you", **moments[1])
    assert seen("thanked_for_telling", talk(*matter)) == [("thanked_telling", True, (2,))]


def test_thanks_for_something_else_much_later_do_not_count() -> None:
    conversation = talk(said("Oh.", **OURS), said("And now?", "ask"), said("Thanks for waiting.", "thank"))
    assert seen("thanked_for_telling", conversation) == [("not_thanked_telling", False, (1,))]


# Every verdict.

moments = st.fixed_dictionaries(
    {
        "breach": st.sampled_from(["none", "first", "repeat"]),
        "our_fault": st.sampled_from(["yes", "no", "unclear"]),
        "expects": st.sampled_from([(), ("thank",), ("ask", "thank")]),
        "broken": st.booleans(),
        "outcome": st.sampled_from([None, "good", "parted", "lost"]),
        "firm": st.sampled_from([1.0, 3.4, 3.5, 5.0]),
        "sure": st.sampled_from([0.5, 0.7, 0.9]),
        "moved": st.integers(-2, 2),
    }
)
replies = st.sampled_from(["Orders close at noon.", "Заявки до полудня!", "a", "Noon. Why? 👍\nBye.", "[b] a b c"])


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    made = []
    for moment in draw(st.lists(moments, max_size=7)):
        reply = draw(replies)
        labels = draw(st.lists(st.sampled_from(LABELS), unique=True, max_size=5))
        pointed = [f"{label}={reply[: draw(st.integers(1, len(reply)))]}" for label in labels]
        made.append(said(reply, *(draw(st.sampled_from([one, one.partition("=")[0]])) for one in pointed), **moment))
    return talk(*made, marked=draw(st.booleans()))


@given(talks())
def test_every_finding_points_at_turns_that_exist_and_quotes_their_words(conversation: Talk) -> None:
    said_in = {one.turn.number: one.turn.reply for one in conversation.exchanges}
    verdicts = judge(conversation)
    assert [one.key for one in verdicts] == list(JUDGES)
    for verdict in verdicts:
        assert (verdict.state == "no_occasion") == (not verdict.findings)
        for found in verdict.findings:
            assert found.turns
            assert list(found.turns) == sorted(set(found.turns))
            assert all(quote.text and quote.text in said_in[quote.number] for quote in found.quotes)
            assert SAYS[found.key]
        assert NAMES[verdict.key]
        assert STATES[verdict.state]
        assert json.loads(json.dumps(verdict_record(verdict)))["state"] == verdict.state


def test_an_empty_conversation_has_no_occasion_for_anything() -> None:
    assert {verdict.state for verdict in judge(talk())} == {"no_occasion"}


# What the scenario says of each moment.


def scenario_of(steps: dict[str, dict[str, object]], breach: str = "first") -> Scenario:
    whole = spare_key().scenario.model_dump()
    plain = whole["steps"]["closing"]
    whole["steps"] = {name: {**plain, "tests": [], **more} for name, more in steps.items()}
    whole["briefing"]["breach"] = breach
    whole["start"] = next(iter(steps))
    return Scenario.model_validate(whole)


def test_breach_fault_and_what_is_expected_are_those_of_the_turns_own_step() -> None:
    scenario = scenario_of(
        {"one": {}, "two": {"breach": "repeat"}, "three": {"breach": "none", "our_fault": "yes", "expects": ["thank"]}}
    )
    turns = [replace(turn(number, "So."), step=step) for number, step in enumerate(("one", "two", "three"), 1)]
    turns[2] = replace(turns[2], to="agreed")
    made = from_scenario(scenario, turns)
    assert made.marked
    assert made.exchanges == (
        Exchange(turns[0], "first", "no", ()),
        Exchange(turns[1], "repeat", "no", (), broken=True),
        Exchange(turns[2], "none", "yes", ("thank",), outcome="good"),
    )
    assert [made.went_on(place) for place in range(3)] == [False, True, False]
    assert [made.kept_again(place) for place in range(3)] == [False, False, True]


def test_a_scenario_whose_steps_say_nothing_of_breaches_is_not_marked() -> None:
    assert not from_scenario(scenario_of({"one": {"our_fault": "yes"}}), []).marked


def test_a_played_conversation_is_judged_by_its_own_turns() -> None:
    game = Game(spare_key(), FakeScorer())
    for reply in ("The rule is forty pounds?", "3", "The rule: a key is back by eleven."):
        game.take(reply)
    verdicts = {one.key: one for one in over_all(game.scenario, game.state.turns)}
    (found,) = verdicts["new_words"].findings
    assert (found.key, found.turns) == ("said_in_new_words", (1, 3))
    assert verdicts["warned_first"].state == "no_occasion"


# How they are told.


def played(*replies: str) -> Game:
    game = Game(spare_key(), FakeScorer())
    for reply in replies:
        game.take(reply)
    return game


def test_the_plain_debrief_tells_each_finding_with_its_turns_and_words() -> None:
    game = played("The rule is forty pounds?", "3", "The rule is forty pounds!")
    lines = list(Wording(None, "en").debrief(game.scenario, game.state.turns))
    start = lines.index("Over the whole conversation:")
    assert lines[start + 1 : start + 3] == [
        "The rule again, in new words: missed.",
        "  You said the rule again in the same words, as a machine would. See turn 1 “rule”; turn 3 “rule”.",
    ]
    assert lines[start + 3].startswith("No occasion for: A warning before the consequence; What is announced is done;")


def test_the_plain_debrief_says_when_nothing_had_an_occasion() -> None:
    game = played("Hello.", "waive")
    lines = list(Wording(None, "en").debrief(game.scenario, game.state.turns))
    assert lines[lines.index("Over the whole conversation:") + 1] == NO_OCCASION


def test_played_replies_tell_them_as_data() -> None:
    replies = ["The rule is forty pounds?", "3", "The rule is forty pounds!"]
    data = play_lines(Game(spare_key(), FakeScorer()), replies).as_dict()["principles"]
    assert [one["principle"] for one in data] == list(JUDGES)
    assert data[0] == {
        "principle": "new_words",
        "state": "missed",
        "findings": [
            {
                "finding": "said_in_same_words",
                "kept": False,
                "says": SAYS["said_in_same_words"],
                "turns": [1, 3],
                "quotes": [{"turn": 1, "text": "rule"}, {"turn": 3, "text": "rule"}],
            }
        ],
    }
    assert all(one["state"] == "no_occasion" and one["findings"] == [] for one in data[1:])
