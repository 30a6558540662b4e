"""Holding a rule over a whole conversation: each principle kept, missed, and without an occasion."""

from __future__ import annotations

import pytest
from conversation import findings, said, seen, talk

from simulator.principles import Talk
from simulator.principles_rule import alike

WARNING = said("Next time we book against a deposit.", "consequence=Next time", breach="first")
LIMIT = said("Without insults I go on gladly.", "boundary=Without insults", breach="first")
CHAT = said("I see.", "acknowledge", breach="first")


# A warning before the consequence.


def test_a_punishment_without_a_warning_is_missed_and_quoted() -> None:
    (found,) = findings("warned_first", talk(CHAT, said("All your bookings are gone.", "threat=bookings are gone")))
    assert (found.key, found.kept, found.turns) == ("acted_unwarned", False, (2,))
    assert found.quotes[0].text == "bookings are gone"


def test_a_warning_in_the_same_breath_is_no_warning() -> None:
    assert seen("warned_first", talk(said("Gone, and next time too.", "threat", "consequence"))) == [
        ("acted_unwarned", False, (1,))
    ]


def test_a_warning_first_and_then_the_consequence_is_kept() -> None:
    (found,) = findings("warned_first", talk(WARNING, CHAT, said("Cancelled, then.", "threat=Cancelled")))
    assert (found.key, found.kept, found.turns) == ("warned_then_acted", True, (1, 3))
    assert [quote.text for quote in found.quotes] == ["Next time", "Cancelled"]


def test_a_warning_that_comes_afterwards_does_not_count() -> None:
    assert seen("warned_first", talk(said("Cancelled.", "threat"), WARNING)) == [("acted_unwarned", False, (1,))]


@pytest.mark.parametrize("warning", [WARNING, LIMIT])
def test_parting_after_a_warning_or_a_limit_is_kept(warning) -> None:  # type: ignore[no-untyped-def]
    parting = said("I stop here for today.", "decline=stop here", breach="repeat", broken=True, outcome="parted")
    assert seen("warned_first", talk(warning, parting)) == [("warned_then_acted", True, (1, 2))]


def test_parting_over_a_breach_without_a_warning_is_missed() -> None:
    parting = said("I stop here for today.", breach="repeat", broken=True, outcome="parted")
    assert seen("warned_first", talk(CHAT, parting)) == [("acted_unwarned", False, (2,))]


@pytest.mark.parametrize(
    "parting",
    [
        said("A joiner will serve you better.", "decline", outcome="parted"),
        said("Then we part.", "decline", breach="repeat", broken=False, outcome="parted"),
        said("Then we part.", "decline", breach="repeat", broken=True, our_fault="yes", outcome="parted"),
        said("Then we part.", "decline", breach="repeat", broken=True, outcome="good"),
    ],
)
def test_parting_over_something_else_is_no_consequence(parting) -> None:  # type: ignore[no-untyped-def]
    assert seen("warned_first", talk(CHAT, parting)) == []


def test_a_guess_at_a_threat_is_no_occasion() -> None:
    assert seen("warned_first", talk(said("We will see.", "threat", sure=0.55))) == []


# What is announced is done.

ON_AND_ON = {"breach": "repeat", "broken": True}


def test_a_no_after_the_client_went_on_carries_the_announcement_out() -> None:
    answer = said("No, this one needs a deposit.", "decline=this one needs a deposit", **ON_AND_ON)
    (found,) = findings("carried_out", talk(WARNING, answer))
    assert (found.key, found.kept, found.turns) == ("stood_by_it", True, (1, 2))
    assert found.quotes[1].text == "this one needs a deposit"


@pytest.mark.parametrize("label", ["route", "trade", "decline"])
def test_deeds_carry_it_out_however_they_score(label: str) -> None:
    assert seen("carried_out", talk(WARNING, said("So be it.", label, firm=2.0, **ON_AND_ON))) == [
        ("stood_by_it", True, (1, 2))
    ]


@pytest.mark.parametrize("label", ["state_rule", "boundary", "next_step"])
def test_standing_by_it_needs_a_firm_reply(label: str) -> None:
    firm = talk(LIMIT, said("As I said.", label, firm=3.5, **ON_AND_ON))
    soft = talk(LIMIT, said("As I said.", label, firm=3.4, **ON_AND_ON))
    assert seen("carried_out", firm) == [("stood_by_it", True, (1, 2))]
    assert seen("carried_out", soft) == [("let_it_go", False, (1, 2))]


def test_asking_first_and_then_standing_by_it_is_kept() -> None:
    asked = said("What happened this time?", "ask", **ON_AND_ON)
    stood = said("The deposit stays.", "state_rule", firm=4.5, **ON_AND_ON)
    assert seen("carried_out", talk(WARNING, asked, stood)) == [("stood_by_it", True, (1, 3))]


def test_parting_carries_a_limit_out() -> None:
    again = said("Please stop.", breach="repeat", broken=True)
    stopped = said("I told you I would stop, and I do.", outcome="parted", **ON_AND_ON)
    assert seen("carried_out", talk(LIMIT, again, stopped)) == [("stood_by_it", True, (1, 3))]


def test_announcing_it_once_more_is_not_doing_it() -> None:
    more = said("Next time, I mean it.", "consequence", firm=4.0, **ON_AND_ON)
    assert seen("carried_out", talk(WARNING, more)) == [("let_it_go", False, (1, 2))]


def test_nothing_after_the_client_went_on_is_missed_there() -> None:
    (found,) = findings("carried_out", talk(WARNING, said("I see.", **ON_AND_ON), said("Bye.", **ON_AND_ON)))
    assert (found.key, found.kept, found.turns) == ("let_it_go", False, (1, 2))
    assert [quote.text for quote in found.quotes] == ["Next time", "I see."]


def test_giving_way_after_announcing_is_missed_even_if_the_client_did_not_go_on() -> None:
    assert seen("carried_out", talk(WARNING, CHAT, said("Fine, forget it.", "cave_in", breach="first"))) == [
        ("gave_way_after_announcing", False, (1, 3))
    ]


def test_giving_way_when_the_client_went_on_is_told_once() -> None:
    assert seen("carried_out", talk(WARNING, said("Fine.", "cave_in", "decline", **ON_AND_ON))) == [
        ("gave_way_after_announcing", False, (1, 2))
    ]


def test_giving_way_and_then_standing_by_it_is_both() -> None:
    gave, held = said("Fine.", "cave_in", **ON_AND_ON), said("No more.", "decline", **ON_AND_ON)
    assert seen("carried_out", talk(WARNING, gave, held)) == [
        ("stood_by_it", True, (1, 3)),
        ("gave_way_after_announcing", False, (1, 2)),
    ]


def test_each_time_the_client_goes_on_counts_by_itself() -> None:
    calm = said("Thank you.", breach="none")
    first, second = said("No.", "decline", breach="repeat"), said("Well.", breach="repeat")
    assert seen("carried_out", talk(WARNING, first, calm, second)) == [
        ("stood_by_it", True, (1, 2)),
        ("let_it_go", False, (1, 4)),
    ]


@pytest.mark.parametrize(
    "conversation",
    [
        talk(WARNING),
        talk(WARNING, said("Thank you.", "thank", breach="none")),
        talk(WARNING, said("No, not today.", "decline", breach="first")),
        talk(CHAT, said("Fine.", "cave_in", **ON_AND_ON)),
        talk(said("No.", "decline", **ON_AND_ON), WARNING),
    ],
)
def test_without_an_announcement_or_without_the_client_going_on_there_is_no_occasion(conversation: Talk) -> None:
    assert seen("carried_out", conversation) == []


def test_where_the_scenario_marks_no_breaches_a_no_or_a_handover_counts() -> None:
    answers = said("No.", "decline", breach="first")
    assert seen("carried_out", talk(WARNING, answers, marked=False)) == [("acted_on_it", True, (1, 2))]
    assert seen("carried_out", talk(WARNING, said("Not ours.", "decline"), marked=False)) == []


# The rule again, in new words.

RULE = "Orders for Thursday close on Tuesday at noon."


def rule(text: str):  # type: ignore[no-untyped-def]
    return said(f"I hear you. {text} Anything else?", f"state_rule={text[:-1]}")


def test_the_rule_in_new_words_is_kept() -> None:
    (found,) = findings("new_words", talk(rule(RULE), CHAT, rule("For the Thursday van I need your list by twelve.")))
    assert (found.key, found.kept, found.turns) == ("said_in_new_words", True, (1, 3))
    assert found.quotes[0].text == RULE[:-1]


@pytest.mark.parametrize("again", [RULE, RULE.upper(), "As said: orders for Thursday close on Tuesday at noon."])
def test_the_same_sentence_again_is_missed(again: str) -> None:
    assert seen("new_words", talk(rule(RULE), rule(again))) == [("said_in_same_words", False, (1, 2))]


def test_a_sentence_is_held_against_every_earlier_one() -> None:
    other = rule("For the Thursday van I need your list by twelve.")
    assert seen("new_words", talk(rule(RULE), other, rule(RULE))) == [
        ("said_in_new_words", True, (1, 2)),
        ("said_in_same_words", False, (1, 3)),
    ]


def test_only_the_sentences_of_the_rule_are_compared() -> None:
    long = "I do see that ten suppliers ring you every day and that you have enough on your plate already. "
    first = said(long + "The list closes at noon.", "state_rule=The list closes at noon")
    second = said(long + "Twelve sharp is when we cut.", "state_rule=Twelve sharp is when we cut")
    assert seen("new_words", talk(first, second)) == [("said_in_new_words", True, (1, 2))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Заявки на четверг принимаем до полудня вторника.", "Заявки на четверг принимаем до полудня вторника!"),
        ("Замовлення на четвер приймаємо до полудня вівторка.", "замовлення на четвер приймаємо до полудня вівторка"),
    ],
)
def test_same_words_in_cyrillic(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Заявки на четверг принимаем до полудня вторника.", "Чтобы машина пришла в четверг, список нужен во вторник."),
        ("Замовлення на четвер приймаємо до полудня вівторка.", "Після дванадцятої у вівторок фургон уже зібрано."),
        (RULE, ""),
        ("", ""),
    ],
)
def test_other_words(one: str, other: str) -> None:
    assert not alike(one, other)


@pytest.mark.parametrize("conversation", [talk(), talk(CHAT), talk(CHAT, rule(RULE))])
def test_a_rule_said_once_has_no_again(conversation: Talk) -> None:
    assert seen("new_words", conversation) == []
