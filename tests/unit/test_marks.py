"""Evidence as numbered underlines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scoring.contract import LABELS, Evidence
from simulator.tui.marks import marked, marks, numbers, raised


def evidence(label: str, start: int, end: int, reply: str) -> Evidence:
    return Evidence(label, start, end, reply[start:end], 0.8, "cue")


def test_marks_are_numbered_in_reading_order_and_equal_words_share_a_number() -> None:
    reply = "I see. Pay now, idiot."
    found = marks(
        reply,
        [evidence("insult", 16, 21, reply), evidence("acknowledge", 0, 5, reply), evidence("blame", 16, 21, reply)],
    )
    assert [(mark.number, mark.labels) for mark in found] == [(1, ("acknowledge",)), (2, ("insult", "blame"))]
    assert [mark.fault for mark in found] == [False, True]
    assert numbers("blame", found) == (2,)


def test_overlapping_words_of_one_label_are_joined() -> None:
    reply = "I can see how hard this is"
    found = marks(reply, [evidence("acknowledge", 0, 13, reply), evidence("acknowledge", 6, 26, reply)])
    assert [(mark.start, mark.end) for mark in found] == [(0, 26)]


def test_the_marked_reply_says_it_without_colour_too() -> None:
    reply = "I see, idiot."
    shown = marked(reply, marks(reply, [evidence("acknowledge", 0, 5, reply), evidence("insult", 7, 12, reply)]))
    assert shown.plain == "I see¹, idiot✗²."
    styles = {reply_part.style for reply_part in shown.spans}
    assert "underline $good" in styles
    assert "bold underline $bad" in styles


def test_brackets_stay_as_they_were_typed() -> None:
    reply = "[bold]No[/] [@click=app.quit]x[/]"
    assert marked(reply, marks(reply, [evidence("ask", 6, 8, reply)])).plain == "[bold]No¹[/] [@click=app.quit]x[/]"


def test_spans_outside_the_reply_are_left_out() -> None:
    assert marks("short", [Evidence("ask", 2, 99, "x", 0.9, "cue"), Evidence("ask", -1, 2, "x", 0.9, "cue")]) == ()


def test_numbers_above_nine_are_raised_digit_by_digit() -> None:
    assert raised((1, 12)) == "¹˒¹²"


@given(
    st.text(max_size=80),
    st.lists(st.tuples(st.sampled_from(LABELS), st.integers(-5, 90), st.integers(-5, 90)), max_size=8),
)
def test_no_evidence_loses_a_character_of_the_reply(reply: str, spans: list[tuple[str, int, int]]) -> None:
    reply = "".join(char for char in reply if char.isprintable() and char not in "✗⁰¹²³⁴⁵⁶⁷⁸⁹˒")
    found = marks(reply, [Evidence(label, a, b, reply[max(0, a) : max(0, b)], 0.9, "cue") for label, a, b in spans])
    assert "".join(char for char in marked(reply, found).plain if char not in "✗⁰¹²³⁴⁵⁶⁷⁸⁹˒") == reply
