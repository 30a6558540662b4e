"""Texts and times as the screens show them; content made for a width."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from textual.content import Content

from scoring.contract import Score
from simulator.session import Change, Turn
from simulator.store.rows import SessionRow
from simulator.tui.feedback import CUES_ONLY, account, note
from simulator.tui.fit import hang
from simulator.tui.gauge import gauge
from simulator.tui.naming import Naming
from simulator.tui.outcomes import when
from simulator.tui.screens.library import offer
from simulator.tui.text import words
from simulator.tui.widgets.meter import reading

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def test_control_codes_never_become_content() -> None:
    assert words("a\x1b[31mb\x07\u202ec\nd").plain == "a [31mb  c\nd"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=12), "12 min ago"),
        (timedelta(hours=5), "5 h ago"),
        (timedelta(hours=30), "yesterday"),
        (timedelta(days=4), "4 days ago"),
    ],
)
def test_past_times_read_as_people_say_them(ago: timedelta, said: str) -> None:
    assert when(NOW - ago, NOW) == said


def test_an_old_time_is_a_date() -> None:
    assert when(datetime(2025, 11, 3, 12, tzinfo=UTC), NOW) == "3 Nov 2025"


def test_the_offer_to_continue_stays_on_one_line_with_its_key() -> None:
    row = SessionRow(1, "x", "en", "A title [as] long " * 9, NOW, NOW, None, None, None, 3.0, 3.0, 12)
    shown = offer(row, 72)
    assert shown.cell_length <= 72
    assert shown.plain.startswith("▶ Continue  A title [as]")
    assert "after 12 turns" in shown.plain
    assert shown.plain.endswith("   r")


@pytest.mark.parametrize("width", [20, 33, 80])
def test_a_hanging_indent_keeps_every_word_within_the_width(width: int) -> None:
    text = "1  The quick brown fox jumps over the lazy dog while nobody is looking at either"
    rows = hang(Content(text), width, 3).plain.split("\n")
    assert all(len(row) <= width for row in rows)
    assert all(row.startswith("   ") for row in rows[1:])
    assert " ".join(" ".join(rows).split()) == " ".join(text.split())


def test_a_gauge_is_as_wide_as_asked_at_every_value() -> None:
    assert {len(gauge(value / 10, 5, 10, "$calm").plain) for value in range(-10, 70)} == {10}
    assert gauge(2.5, 5, 10, "$calm").plain == "━━━━━─────"


def test_a_meter_shows_number_change_and_cause_and_keeps_to_its_width() -> None:
    shown = reading("Patience", 4.0, 4, Change("patience", 6, 4, "You lectured " + "very " * 40), 76)
    assert " 4/10" in shown.plain
    assert "▼2" in shown.plain
    assert "You lectured" in shown.plain
    assert shown.cell_length <= 76


def score(**change: object) -> Score:
    values: dict[str, object] = {"moves": {"ask": 0.9}, "faults": {}, "calm": 4.0, "firm": 2.0, "stance": "neutral"}
    return Score(**{**values, **change})  # type: ignore[arg-type]


def whole(judged: Score) -> str:
    turn = Turn(3, "step", (), "Why?", None, False, judged, "r", "t", (), (), 5, 5)
    return account(turn, Naming(), 60).plain


def test_a_low_confidence_is_worded_as_perhaps() -> None:
    assert "perhaps ask" in note(score(moves={"ask": 0.59}), Naming(), 60).plain
    assert "perhaps" not in note(score(moves={"ask": 0.7}), Naming(), 60).plain


def test_the_account_says_what_capped_the_score_and_what_was_missing() -> None:
    shown = whole(score(faults={"insult": 0.9}, calm=1.0, caps=("insult",), missing=("state_rule",)))
    assert "Insult: holds calm at 1.0" in shown
    assert "○ state rule" in shown


def test_the_account_says_why_a_reply_could_not_be_judged() -> None:
    assert "it is not in the scenario's language" in whole(score(caps=("other_language",))).replace("\n  ", " ")


def test_the_account_says_when_only_patterns_judged() -> None:
    assert CUES_ONLY.split(";")[0] in whole(score(layers="cues")).replace("\n", " ")
    assert "meaning model" not in whole(score())


def test_names_fall_back_to_keys_when_the_rubric_lacks_a_label() -> None:
    class Empty:
        def name(self, label: str, lang: str) -> str:
            raise KeyError(label)

        says = name

        def band_name(self, axis: str, band: str, lang: str) -> str:
            raise KeyError(band)

    naming = Naming(Empty(), "en")
    assert (naming.name("own_fault"), naming.says("own_fault"), naming.band("calm", 4.2)) == (
        "own fault",
        "",
        "respectful",
    )
