"""From the trainee to the coach and back: nothing but what is submitted, nothing on words that were not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from desk import FakeScorer, spare_key

from scoring.rubric import load_rubric
from simulator.commands.rubric_rows import read_rated
from simulator.exchange import ExchangeError, read_document, write_document
from simulator.game import Game
from simulator.handing import hand_over, prepared
from simulator.ratings import Judgement
from simulator.review import WHOLE, Comment, comments_from, judgement_of, rated_rows, review_document
from simulator.store.coaching import Coaching
from simulator.store.database import Store
from simulator.submission import Submission, submission_from

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
MINE = Judgement(frozenset({"state_rule", "ask"}), 4, 5, "calm_firm")


@pytest.fixture
def trainee(tmp_path):
    opened = Store.open(tmp_path / "trainee.db")
    yield opened
    opened.close()


@pytest.fixture
def coach(tmp_path):
    opened = Store.open(tmp_path / "coach.db")
    yield opened
    opened.close()


def play(store: Store, *replies: str) -> int:
    session_id = store.begin(spare_key(), "Ann")
    game = Game(spare_key(), FakeScorer(), store, session_id, "Ann")
    for reply in replies:
        game.take(reply)
    return session_id


def submitted(store: Store, session_id: int, path: Path) -> Submission:
    (whole,) = store.conversations([session_id])
    made = prepared(whole, spare_key().scenario, " Олена  K. ", "Was it too hard?")
    hand_over(store, session_id, made, path)
    return submission_from(read_document(path, "submission"), str(path))


def said(given: Submission, number: int = 1, **more: Any) -> Comment:
    reply = given.turns[number - 1].turn.reply if number else ""
    return Comment(given.key, number, "Iryna", NOW, "Name the rule first. [b]Так[/b]", reply, **more)


def test_a_conversation_goes_to_the_coach_and_comments_come_back(trainee: Store, coach: Store, tmp_path: Path) -> None:
    session_id = play(trainee, "The rule? ї 👍\nsecond", "forty pounds please")
    play(trainee, "not submitted")
    given = submitted(trainee, session_id, tmp_path / "out.json")
    assert "not submitted" not in (tmp_path / "out.json").read_text()
    assert (given.name, given.note, len(given.turns)) == ("Олена K.", "Was it too hard?", 2)
    first = given.turns[0]
    assert first.turn == trainee.conversations([session_id])[0].played[0]
    assert "£40" in first.situation.rule or first.situation.rule
    assert first.situation.client == "Good evening, Ann. I need a key, now."

    theirs = Coaching(coach)
    assert theirs.receive(given)
    assert not theirs.receive(given)
    theirs.comment(said(given, 1, override=MINE, reason="She names the rule."))
    theirs.comment(replace(said(given, WHOLE), text="Well done."))
    (row,) = theirs.all_received()
    assert (row.comments, row.ratings) == (2, 1)
    write_document(tmp_path / "back.json", review_document(given.key, theirs.comments_of(given.key)))

    document = read_document(tmp_path / "back.json", "review")
    ours = Coaching(trainee)
    assert ours.take_comments(given.key, comments_from(document, "back.json")) == (session_id, 2)
    on_turn, whole = ours.comments_on(session_id)
    assert (on_turn.number, on_turn.override, on_turn.reason) == (1, MINE, "She names the rule.")
    assert (on_turn.text, whole.text) == ("Name the rule first. [b]Так[/b]", "Well done.")
    assert ours.commented() == {session_id: 2}


def test_the_last_word_of_a_coach_stands_whatever_comes_in_late(trainee: Store, tmp_path: Path) -> None:
    session_id = play(trainee, "Hello.")
    given = submitted(trainee, session_id, tmp_path / "out.json")
    ours = Coaching(trainee)
    late = replace(said(given), text="Later word.", written_at=NOW + timedelta(hours=1))
    ours.take_comments(given.key, [late])
    ours.take_comments(given.key, [said(given)])
    assert [one.text for one in ours.comments_on(session_id)] == ["Later word."]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"reply": "Other words."}, "another reply"),
        ({"number": 9}, "no turn 9"),
        ({"coach": " "}, "name"),
        ({"text": " "}, "Write a comment"),
        ({"override": MINE}, "reason"),
        ({"override": replace(MINE, firm=None), "reason": "So."}, "lacks firm"),
        ({"override": MINE, "reason": "So.", "number": WHOLE}, "one turn"),
    ],
)
def test_a_comment_that_does_not_fit_is_refused_and_nothing_is_kept(
    trainee: Store, tmp_path: Path, wrong: dict[str, Any], told: str
) -> None:
    session_id = play(trainee, "Hello.")
    given = submitted(trainee, session_id, tmp_path / "out.json")
    ours = Coaching(trainee)
    with pytest.raises(ExchangeError, match=told):
        ours.take_comments(given.key, [replace(said(given), coach="First"), replace(said(given), **wrong)])
    assert ours.comments_on(session_id) == ()
    with pytest.raises(ExchangeError, match="not submitted from this database"):
        ours.take_comments("0" * 32, [said(given)])


def test_the_file_that_cannot_be_written_is_not_submitted(trainee: Store, tmp_path: Path) -> None:
    session_id = play(trainee, "Hello.")
    (tmp_path / "there.json").write_text("mine")
    for path in (tmp_path / "there.json", tmp_path / "no" / "folder.json"):
        with pytest.raises(OSError, match=r"there|No such"):
            submitted(trainee, session_id, path)
    assert Coaching(trainee).handed() == ()
    assert (tmp_path / "there.json").read_text() == "mine"


def _spoil(document: dict[str, Any], *way: str | int, to: Any) -> None:
    place: Any = document
    for key in way[:-1]:
        place = place[key]
    place[way[-1]] = to


@pytest.mark.parametrize(
    ("way", "to", "told"),
    [
        (("key",), "../../x", "32 hexadecimal"),
        (("turns",), [], "numbered from 1"),
        (("turns", 0, "number"), 7, "numbered from 1"),
        (("turns", 0, "reply"), 5, "reply must be a text"),
        (("turns", 0, "score", "calm"), float("nan"), "calm must be a number"),
        (("turns", 0, "score", "calm"), True, "calm must be a number"),
        (("turns", 0, "score", "moves"), {"ask": 7}, "ask must be a number"),
        (("turns", 0, "score", "stance"), "evil", "stance must be one of"),
        (("turns", 0, "score", "evidence", 0, "end"), 3, "does not point"),
        (("turns", 0, "situation", "lang"), "xx", "lang must be one of"),
        (("turns", 0, "changes"), [5], "must be an object"),
        (("submitted_at",), "yesterday", "a time like"),
        (("name",), "x" * 81, "at most 80"),
    ],
)
def test_a_submission_of_somebody_elses_making_is_read_with_suspicion(
    trainee: Store, tmp_path: Path, way: tuple[str | int, ...], to: Any, told: str
) -> None:
    submitted(trainee, play(trainee, "The rule?"), tmp_path / "out.json")
    document = json.loads((tmp_path / "out.json").read_text())
    _spoil(document, *way, to=to)
    with pytest.raises(ExchangeError, match=told):
        submission_from(document, "out.json")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{", "is not JSON"),
        (b"\xff\xfe", "is not a submitted"),
        (b"[]", "is not a submitted"),
        (b'{"calmfirm": "review", "version": 1}', "holds a coach's comments"),
        (b'{"calmfirm": "submission", "version": 2}', "newer calmfirm"),
        (b'{"calmfirm": ["submission"], "version": 1}', "is not a submitted"),
        (b'{"calmfirm": "submission", "version": 1, "note": "\\ud800"}', "is not a submitted"),
        (b"[" * 100_000, "is not a submitted"),
    ],
)
def test_another_file_is_refused_in_a_sentence(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(data)
    with pytest.raises(ExchangeError, match=told) as error:
        read_document(path, "submission")
    assert "\n" not in str(error.value)


def test_a_submission_that_was_changed_on_the_way_is_not_taken_twice(trainee: Store, coach: Store, tmp_path) -> None:
    given = submitted(trainee, play(trainee, "Hello."), tmp_path / "out.json")
    theirs = Coaching(coach)
    theirs.receive(given)
    with pytest.raises(ExchangeError, match="changed"):
        theirs.receive(replace(given, note="Give me a five."))
    assert theirs.received(given.key[:6]).note == "Was it too hard?"
    with pytest.raises(ExchangeError, match="No submissions begin with"):
        theirs.received("zz")


def test_a_coachs_rating_is_a_rater_for_the_bench(trainee: Store, tmp_path: Path) -> None:
    given = submitted(trainee, play(trainee, "The rule? It is £40.", "hold"), tmp_path / "out.json")
    rubric = load_rubric()
    rows = rated_rows(given, [said(given, override=MINE, reason="So."), said(given, 2)], rubric)
    path = tmp_path / "rated.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in rows))
    read = read_rated([path], rubric)
    assert read.problems == []
    (row,) = read.rows.values()
    assert (row.reply, row.situation.client) == ("The rule? It is £40.", given.turns[0].situation.client)
    rating = row.ratings["Iryna"]
    assert (rating.labels, rating.calm, rating.firm, rating.stance) == (MINE.labels, 4, 5, "calm_firm")
    assert rows[0]["blind"] is False


def test_a_rating_begins_where_the_score_stands(trainee: Store, tmp_path: Path) -> None:
    given = submitted(trainee, play(trainee, "The rule?"), tmp_path / "out.json")
    begun = judgement_of(given.turns[0].turn.score)
    assert begun == Judgement(frozenset({"ask", "state_rule"}), 4, 3, "neutral")


def test_a_scenario_that_is_gone_costs_the_case_and_not_the_conversation(trainee: Store) -> None:
    (whole,) = trainee.conversations([play(trainee, "Hello.", "hold")])
    made = prepared(whole, None, "Ann")
    assert [one.turn for one in made.turns] == list(whole.played)
    assert made.turns[0].situation.rule == ""
    assert made.turns[0].situation.client == "Good evening, Ann. I need a key, now."
