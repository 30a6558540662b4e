"""A reply's readings keep the places of what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.text import Text


def sentences(raw: str) -> list[str]:
    return [raw[s.start : s.end] for s in Text(raw).sentences]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("It is £2.50. Really?! Fine", ["It is £2.50.", "Really?!", "Fine"]),
        ("Mr. Dorsey is here. He waits.", ["Mr. Dorsey is here.", "He waits."]),
        ("one line\nanother line", ["one line", "another line"]),
        ("Приедем на ул. Ленина 5. Ждите.", ["Приедем на ул. Ленина 5.", "Ждите."]),
        ("Це коштує 400 грн. за добу", ["Це коштує 400 грн. за добу"]),
        ("…", []),
        ("", []),
    ],
)
def test_sentences_are_what_a_reader_sees(raw: str, expected: list[str]) -> None:
    assert sentences(raw) == expected


def test_quotation_is_found_but_not_a_reply_in_quotes() -> None:
    text = Text('You wrote "just send it". We cannot.')
    assert text.quoted(11, 20)
    assert not text.quoted(27, 35)
    whole = Text("«Понял вас, перезвоню»")
    assert not whole.quoted(1, 6)


@given(st.text(max_size=300))
def test_places_never_leave_the_text(raw: str) -> None:
    text = Text(raw)
    assert len(text.plain) == len(raw)
    last = 0
    for span in text.sentences:
        assert last <= span.start < span.end <= len(raw)
        last = span.end
    for word in text.words:
        assert raw[word.start : word.end].strip()
