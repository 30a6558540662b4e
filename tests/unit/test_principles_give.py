"""Threats, concessions and thanks over a whole conversation: kept, missed, and without an occasion."""

from __future__ import annotations

import pytest
from conversation import findings, said, seen, talk

from simulator.principles import Talk

WARNING = said("Next time we book against a deposit.", "consequence=Next time", breach="first")
CHAT = said("I see.", "acknowledge", breach="first")
ON_AND_ON = {"breach": "repeat", "broken": True}


# No empty threats.


@pytest.mark.parametrize("label", ["threat", "consequence"])
def test_announcing_again_with_nothing_done_between_is_missed(label: str) -> None:
    assert seen("no_empty_threats", talk(WARNING, CHAT, said("Next time, really.", label, breach="first"))) == [
        ("announced_again", False, (1, 3))
    ]


def test_every_empty_repetition_is_pointed_at() -> None:
    assert seen("no_empty_threats", talk(WARNING, WARNING, WARNING)) == [("announced_again", False, (1, 2, 3))]


@pytest.mark.parametrize("deed", ["decline", "route", "trade"])
def test_something_done_between_is_kept(deed: str) -> None:
    assert seen("no_empty_threats", talk(WARNING, said("So.", deed), WARNING)) == [("announced_and_done", True, (1, 3))]


def test_standing_by_it_when_the_client_went_on_is_kept() -> None:
    held = said("As agreed, with a deposit now.", "consequence", "state_rule", firm=4.5, **ON_AND_ON)
    assert seen("no_empty_threats", talk(WARNING, held)) == [("announced_and_done", True, (1, 2))]


def test_doing_what_was_announced_is_no_second_threat() -> None:
    assert seen("no_empty_threats", talk(WARNING, said("Cancelled.", "threat", **ON_AND_ON))) == [
        ("announced_and_done", True, (1, 2))
    ]


def test_a_threat_after_a_threat_is_empty_even_if_the_client_went_on() -> None:
    first = said("You will be sorry.", "threat", breach="first")
    assert seen("no_empty_threats", talk(first, said("Very sorry.", "threat", **ON_AND_ON))) == [
        ("announced_again", False, (1, 2))
    ]


def test_a_second_warning_that_the_client_takes_well_is_not_empty() -> None:
    assert seen("no_empty_threats", talk(WARNING, said("The next one, then.", "consequence", moved=2))) == [
        ("announced_and_done", True, (1, 2))
    ]


@pytest.mark.parametrize("conversation", [talk(), talk(CHAT), talk(CHAT, WARNING, CHAT)])
def test_one_announcement_is_no_repetition(conversation: Talk) -> None:
    assert seen("no_empty_threats", conversation) == []


# A concession only for something.


def test_a_trade_is_kept_and_a_gift_missed() -> None:
    trade, gift = said("With prepayment, yes.", "trade=With prepayment"), said("Fine, for nothing.", "cave_in=Fine")
    assert seen("fair_exchange", talk(trade, CHAT, trade)) == [("given_in_exchange", True, (1, 3))]
    assert seen("fair_exchange", talk(CHAT, gift, gift)) == [("given_for_nothing", False, (2, 3))]


def test_a_gift_of_what_a_trade_was_offered_for_is_the_worst() -> None:
    trade, gift = said("With prepayment, yes.", "trade=With prepayment"), said("Fine, for nothing.", "cave_in=Fine")
    found = findings("fair_exchange", talk(gift, trade, gift))
    assert [(one.key, one.turns) for one in found] == [
        ("given_in_exchange", (2,)),
        ("given_for_nothing", (1,)),
        ("given_after_trade", (2, 3)),
    ]
    assert [quote.text for quote in found[2].quotes] == ["With prepayment", "Fine"]


def test_a_trade_in_a_reply_that_gives_way_is_not_praised() -> None:
    assert seen("fair_exchange", talk(said("Fine, and prepayment some day.", "trade", "cave_in"))) == [
        ("given_for_nothing", False, (1,))
    ]


def test_without_a_concession_there_is_no_occasion() -> None:
    assert seen("fair_exchange", talk(WARNING, CHAT, said("Hm.", "cave_in", sure=0.5))) == []


# Thanks for keeping the rule.

KEPT = {"breach": "none", "expects": ("thank", "next_step")}


def test_thanks_where_they_are_expected_are_kept_and_their_lack_is_missed() -> None:
    late = said("Well.", breach="first")
    assert seen("thanked_for_keeping", talk(late, said("Thank you for noon.", "thank=Thank you", **KEPT))) == [
        ("thanked_keeping", True, (2,))
    ]
    assert seen("thanked_for_keeping", talk(late, said("Finally.", "blame", **KEPT))) == [
        ("not_thanked_keeping", False, (2,))
    ]


def test_thanks_a_reply_later_are_in_time_and_after_the_next_breach_they_are_not() -> None:
    missed, thanked = said("Good.", **KEPT), said("Thank you.", "thank", breach="none")
    assert seen("thanked_for_keeping", talk(missed, thanked)) == [("thanked_keeping", True, (2,))]
    late = said("Thank you.", "thank", breach="repeat")
    assert seen("thanked_for_keeping", talk(missed, late)) == [("not_thanked_keeping", False, (1,))]


def test_thanks_when_a_breach_has_stopped_count_without_being_expected() -> None:
    assert seen("thanked_for_keeping", talk(WARNING, said("Thank you for that.", "thank", breach="none"))) == [
        ("thanked_keeping", True, (2,))
    ]


@pytest.mark.parametrize(
    "conversation",
    [
        talk(WARNING, said("So.", breach="none")),
        talk(said("Thank you for ringing.", "thank", breach="first")),
        talk(said("Thank you for telling us.", "thank", our_fault="yes", expects=("thank",))),
        talk(said("So.", breach="first", expects=("thank",))),
    ],
)
def test_where_nobody_says_that_the_rule_was_kept_there_is_no_occasion(conversation: Talk) -> None:
    assert seen("thanked_for_keeping", conversation) == []
