"""Retries in exports and reports: marked, and no reply counted twice."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from retries import play, retry

from simulator.handing import prepared
from simulator.reports.cards import mistakes
from simulator.reports.lines import conversation_record, read_conversation
from simulator.reports.page import page
from simulator.reports.people_pages import group_page, person_page, practised
from simulator.reports.session_page import session_page
from simulator.reports.sources import submitted
from simulator.reports.statements import statements
from simulator.reports.table import write_table
from simulator.store.database import Store
from simulator.store.whole import Whole
from simulator.submission import submission_from
from simulator.wording import Wording

WORDS = Wording(None, "en")
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path):
    store = Store.open(tmp_path / "results.db")
    first = play(store, "Only an idiot keeps keys.", "3", "By eleven.")
    retry(store, first, 2, "1")
    yield store.conversations()
    store.close()


def test_a_retry_s_statements_tell_its_own_replies_alone(kept: tuple[Whole, ...]) -> None:
    told = [list(statements(one)) for one in kept]
    answers = [[one for one in each if one["verb"]["display"]["en"] == "answered"] for each in told]
    assert [len(each) for each in answers] == [3, 1]
    assert len({one["id"] for each in told for one in each}) == sum(map(len, told))
    extensions = answers[1][0]["context"]["extensions"]
    (of,) = [value for name, value in extensions.items() if name.endswith("/retry")]
    assert of == {"of": told[0][0]["context"]["registration"], "turn": 2}
    assert not any(name.endswith("/retry") for name in answers[0][0]["context"]["extensions"])


def test_the_table_marks_what_a_retry_repeats(kept: tuple[Whole, ...]) -> None:
    stream = io.StringIO(newline="")
    write_table(stream, kept)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert [(row["session"], row["turn"], row["retry_of"], row["retry_turn"], row["repeated"]) for row in rows] == [
        ("1", "1", "", "", ""),
        ("1", "2", "", "", ""),
        ("1", "3", "", "", ""),
        ("2", "1", "1", "2", "yes"),
        ("2", "2", "1", "2", ""),
    ]


def test_json_lines_carry_where_a_retry_branched_off(kept: tuple[Whole, ...]) -> None:
    for one in kept:
        data = json.loads(json.dumps(conversation_record(one)))
        assert read_conversation(data, "here").row.branch == one.row.branch
        del data["session"]["retry_of"]  # as it was written before there were retries
        assert read_conversation(data, "here").row.branch is None


def test_a_submission_says_that_it_is_a_retry_and_nothing_of_the_other_attempt(kept: tuple[Whole, ...]) -> None:
    document = json.loads(json.dumps(prepared(kept[1], None, "Ann").as_dict()))
    assert document["retry_of"] == {"turn": 2, "started_at": kept[0].row.started_at.isoformat()}
    back = submitted(submission_from(document, "here"))
    assert [turn.number for turn in back.own] == [2]
    assert prepared(kept[0], None, "Ann").as_dict()["retry_of"] is None
    del document["retry_of"]
    assert submission_from(document, "here").retry_turn is None


def test_means_and_principles_count_first_attempts_alone(kept: tuple[Whole, ...]) -> None:
    both, first = practised("Ann", "", kept, WORDS), practised("Ann", "", kept[:1], WORDS)
    assert (both.conversations, both.retries, both.replies) == (1, 1, 4)
    assert (both.calm, both.firm, both.tallies) == (first.calm, first.firm, first.tallies)
    assert both.minutes >= first.minutes


def test_the_pages_tell_retries_apart(kept: tuple[Whole, ...]) -> None:
    person = page("person", person_page("Ann", kept, NOW, WORDS), NOW)
    assert "(retry from turn 2)" in person
    assert "<dt>Retries</dt><dd>1</dd>" in person
    assert "in 1 of 3 replies" in person  # the insult that the retry repeats is one insult
    group = page("group", group_page("All", kept, {}, (), WORDS), NOW)
    assert "+ 1" in group
    one = page("session", session_page(kept[1], None, WORDS), NOW)
    assert "A retry of the conversation of" in one
    assert "A retry of" not in page("session", session_page(kept[0], None, WORDS), NOW)


def test_somebody_with_retries_alone_has_a_page_without_means(kept: tuple[Whole, ...]) -> None:
    told = page("person", person_page("Ann", kept[1:], NOW, WORDS), NOW)
    assert "Calm, mean" not in told
    assert "<dt>Conversations</dt><dd>0</dd>" in told


def test_a_repeated_mistake_comes_back_into_the_deck_once(tmp_path) -> None:
    store = Store.open(tmp_path / "results.db")
    first = play(store, "Only an idiot keeps keys.", "3")
    play(store, "The rule is forty pounds.")  # right by now
    retry(store, first, 2, "3")
    found = mistakes(store.conversations(), lambda one: None)
    assert not [one for one in found if one.turn.step == "opening"]
    store.close()
