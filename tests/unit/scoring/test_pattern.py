"""The little language of cue patterns."""

from __future__ import annotations

import time

import pytest

from scoring.pattern import PatternError, expression, pattern, sought


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("(i'm|we are) (so|very)? sorry", "we are very sorry", "we are very sorry"),
        ("(i'm|we are) (so|very)? sorry", "we are. sorry", None),
        ("thank* .. you", "thanks a lot to you", "thanks a lot to you"),
        ("if .. again", "if it happens again", "if it happens again"),
        ("if .. again", "if it should ever really happen again", None),
        ("by #", "ready by 12:30 pm", "by 12:30 pm"),
        ("for #", "it goes for £1 800 only", "for £1 800"),
        ("for #", "it goes for 1 800 ₴ only", "for 1 800 ₴"),
        ("wait .. please", "wait… please", None),
        ("^ when", "„ну…“ when", None),
        ("^ when", "well… when", "when"),
        ("come $", "“when will it come”…", "come"),
        ("^ when ?", "ok. when did it come?", "when"),
        ("^ when ?", "tell me when it came", None),
        ("расписани*", "посмотрите расписание", "расписание"),
    ],
)
def test_patterns_find_what_they_say(source: str, text: str, found: str | None) -> None:
    match = pattern(source).regex.search(sought(text))
    assert (text[match.start() : match.end()] if match else None) == found


@pytest.mark.parametrize("source", ["", "(a|)", "(a", "a)", "..", "*word", "a[b]", "x" * 700])
def test_nonsense_is_refused_with_its_place(source: str) -> None:
    with pytest.raises(PatternError):
        pattern(source)


def test_hostile_pattern_stays_fast() -> None:
    # The most that a pattern may ask for, and never finds.
    made = pattern(" .... ".join(["a*"] * 3) + " .... zzz")
    text = "a" * 5_000 + " " + "ab " * 2_000
    begin = time.perf_counter()
    made.regex.search(text[:20_000])
    assert time.perf_counter() - begin < 5


def test_patterns_that_could_search_for_minutes_are_refused() -> None:
    with pytest.raises(PatternError, match="too many gaps"):
        expression("a* .... a* .... a* .... a* .... zzz")
    assert expression("(if|unless) .... (pay*|paid) .. (we|i) .... (will|ll)")
