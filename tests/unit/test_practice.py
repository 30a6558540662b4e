"""Evidence, cards, rhythm, picture and the next scenario: the pure part of practice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from desk import spare_key

from scoring.contract import Evidence as Shown
from scoring.contract import Score
from simulator.origin import Origin
from simulator.practice.cards import Card, after
from simulator.practice.choosing_principle import meant, most_needed
from simulator.practice.evidence import Evidence, of_conversation, of_replies, rating
from simulator.practice.kept import Kept, Played, Review
from simulator.practice.next_best import next_best
from simulator.practice.picture import picture
from simulator.practice.rhythm import rhythm
from simulator.practice.said import days_told, row_told
from simulator.scenario.library import Entry
from simulator.session import Turn

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday


def turn(number: int, moves: dict[str, float], missing: tuple[str, ...] = (), reply: str = "words said") -> Turn:
    shown = tuple(Shown(label, 0, 5, reply[:5], sure, "cue") for label, sure in moves.items())
    score = Score(moves, {}, 3.0, 3.0, "neutral", shown, missing)
    return Turn(number, "step", ("Client.",), reply, None, False, score, "", "step", (), (), 5, 5)


@pytest.mark.parametrize(
    ("kept", "missed", "wanted"),
    [(1, 0, "kept"), (3, 1, "kept"), (2, 1, "partly"), (1, 1, "partly"), (1, 3, "missed"), (0, 1, "missed")],
)
def test_rating(kept: int, missed: int, wanted: str) -> None:
    assert rating(kept, missed) == wanted


def test_no_occasion_has_no_rating() -> None:
    with pytest.raises(ValueError, match="no occasion"):
        rating(0, 0)


def test_moves_are_counted_with_the_words_that_show_them_and_the_replies_that_lack_them() -> None:
    found = of_replies([turn(1, {"ask": 0.9}, ("thank",)), turn(2, {}, ("ask",), reply="nothing asked here")])
    by_name = {one.principle: one for one in found}
    assert [one.principle for one in found] == ["ask", "thank"]
    assert (by_name["ask"].kept, by_name["ask"].missed, by_name["ask"].rating) == (1, 1, "partly")
    assert {(one.turn, one.kept, one.text) for one in by_name["ask"].words} == {
        (1, True, "words"),
        (2, False, "nothing asked here"),
    }
    assert (by_name["thank"].kept, by_name["thank"].missed) == (0, 1)


def test_a_reply_that_was_picked_is_no_evidence() -> None:
    typed, picked = turn(1, {"ask": 0.9}), turn(2, {"thank": 0.9})
    option = replace(picked, choice="a")
    ready = replace(picked, origin=Origin(picked=True))
    assert [one.principle for one in of_conversation([typed, option, ready], None)] == ["ask"]


def test_a_conversation_also_tells_of_the_principles_of_the_whole() -> None:
    scenario = spare_key().scenario
    step = next(name for name, one in scenario.steps.items() if one.reply == "text")
    said = [replace(turn(one, {"state_rule": 0.9}, reply="The rule is forty a day."), step=step) for one in (1, 2)]
    whole = [replace(one, score=replace(one.score, evidence=())) for one in said]
    found = of_conversation(whole, scenario)
    robot = next(one for one in found if one.principle == "new_words")
    assert robot.rating == "missed"
    assert robot.words[0].finding == "said_in_same_words"


def test_cards_are_the_same_for_the_same_evidence_and_rest_longer_when_kept() -> None:
    days = [NOW + timedelta(days=one) for one in (0, 2, 6)]

    def course() -> list[Card]:
        found: list[Card] = []
        for day in days:
            found.append(after(found[-1] if found else None, "kept", day))
        return found

    kept = course()
    assert kept == course()
    rests = [(card.due - card.reviewed).days for card in kept]
    assert rests == sorted(rests)
    assert rests[-1] > rests[0] > 0
    missed = after(kept[-1], "missed", NOW + timedelta(days=20))
    assert (missed.due - missed.reviewed).days < rests[-1]
    assert all((card.due - card.reviewed).days >= 1 for card in (*kept, missed))


def test_a_clock_set_back_does_no_harm() -> None:
    card = after(None, "kept", NOW)
    again = after(card, "kept", NOW - timedelta(days=3))
    assert again.due > again.reviewed


def test_rhythm_counts_weeks_and_forgives_the_week_that_has_just_begun() -> None:
    friday = NOW.date()
    days = [friday - timedelta(days=one) for one in (7, 8, 14, 28)]
    found = rhythm(days, friday, goal=2)
    assert (found.days, found.row, found.longest, found.reached) == (0, 2, 2, False)
    assert found.weeks[-5:] == (1, 0, 1, 2, 0)
    there = rhythm([*days, friday, friday - timedelta(days=1)], friday, goal=2)
    assert (there.days, there.row, there.reached, there.week[4]) == (2, 3, True, True)


def test_nothing_reproaches_after_weeks_away() -> None:
    found = rhythm([date(2026, 9, 1)], NOW.date(), goal=3)
    told = f"{days_told(found)} {row_told(found)}".lower()
    assert not any(
        word in told for word in ("miss", "lost", "fail", "broke", "lazy", "behind", "only", "last practice")
    )
    assert row_told(found)


def review(principle: str, day: int, kept: int, missed: int, due: int = 1) -> Review:
    at = NOW + timedelta(days=day)
    card = replace(after(None, "kept", at), due=at + timedelta(days=due))
    return Review(principle, kept, missed, rating(kept, missed), at, card, "Spare key")


def entry(name: str, *principles: str, difficulty: int = 2) -> Entry:
    return Entry(name, "en", name, "", "", difficulty, 5, principles, 4, 2, Path(name))


def test_due_comes_before_weak_and_weak_before_new() -> None:
    shelf = [entry("a", "ask"), entry("b", "thank", difficulty=1), entry("c", "ask", "thank")]
    empty = picture(Kept(), NOW)
    first = next_best(empty, shelf, {})
    assert first is not None
    assert (first.entry.id, first.reason) == ("b", "new")
    begun = {("a", "en"): NOW, ("b", "en"): NOW}
    weak = Kept(reviews=(review("thank", -3, 0, 4, due=30), review("ask", -3, 4, 0, due=30)))
    found = next_best(picture(weak, NOW), shelf, begun)
    assert found is not None
    assert (found.entry.id, found.reason, found.principle) == ("c", "weak", "thank")
    due = Kept(reviews=(*weak.reviews, review("ask", -2, 1, 0, due=1)))
    found = next_best(picture(due, NOW), shelf, begun)
    assert found is not None
    assert (found.entry.id, found.reason, found.principle) == ("c", "due", "ask")


def test_a_due_principle_returns_in_the_scenario_played_longest_ago_when_none_is_new() -> None:
    shelf = [entry("a", "ask"), entry("b", "ask")]
    kept = Kept(reviews=(review("ask", -5, 1, 0),))
    begun = {("a", "en"): NOW - timedelta(days=2), ("b", "en"): NOW - timedelta(days=9)}
    found = next_best(picture(kept, NOW), shelf, begun)
    assert found is not None
    assert (found.entry.id, found.reason, found.last) == ("b", "due", begun["b", "en"])
    assert next_best(picture(kept, NOW), [], begun) is None


def test_the_picture_compares_with_ones_own_past_only() -> None:
    played = tuple(Played("a", "en", NOW - timedelta(days=10 - one), 2.0 if one < 5 else 4.0, 3.0) for one in range(10))
    found = picture(Kept(played=played), NOW)
    assert (found.calm.now, found.calm.before, found.calm.change, found.firm.change) == (4.0, 2.0, 2.0, 0.0)
    assert picture(Kept(played=played[:1]), NOW).calm.change is None


def test_which_principle_is_meant() -> None:
    names = {"state_rule": "states the rule", "boundary": "sets a boundary"}
    assert meant("State-Rule", names, names.__getitem__) == ("state_rule", None)
    assert meant("Sets a boundary", names, names.__getitem__) == ("boundary", None)
    assert meant("boundry", names, names.__getitem__) == (None, "boundary")


def test_the_principle_that_needs_it_most() -> None:
    there = {"ask": 5, "thank": 3}
    assert most_needed(None, there) == "ask"
    due = picture(Kept(reviews=(review("thank", -5, 1, 0), review("ask", 0, 1, 0, due=9))), NOW)
    assert most_needed(due, there) == "thank"
    assert most_needed(due, {}) is None


def test_evidence_is_plain_and_reads_back() -> None:
    (found,) = of_replies([turn(1, {"ask": 0.9})])
    assert isinstance(found, Evidence)
    from simulator.practice.evidence import read_words

    assert tuple(read_words(one.as_dict()) for one in found.words) == found.words
