from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.choosing import choose, likeness, numbered

OPTIONS = (("waive", "Take it for nothing, then."), ("hold", "It is forty pounds, with a receipt."))


@pytest.mark.parametrize("typed", ["2", " 2 ", "2.", "2)", "hold", "HOLD", "it is forty pounds, with a receipt."])
def test_number_key_and_whole_text_pick_without_guessing(typed: str) -> None:
    assert choose(typed, OPTIONS) == ("hold", False)


def test_other_text_picks_the_option_most_like_it_and_says_that_it_guessed() -> None:
    assert choose("you get it for nothing", OPTIONS) == ("waive", True)
    assert choose("forty pounds and here's your receipt", OPTIONS) == ("hold", True)


@pytest.mark.parametrize("typed", ["00010000", "20002", "3", "0", "²", "9" * 5_000])
def test_numbers_that_name_no_option_never_count_as_one(typed: str) -> None:
    assert choose(typed, OPTIONS)[1] is True


def test_numbered_reads_plain_numbers_only() -> None:
    assert [numbered(text) for text in ("2", " 12) ", "2nd", "", "-1", "1.5", "9" * 10)] == [
        2, 12, None, None, None, None, None,
    ]  # fmt: skip


@given(st.text(), st.text())
def test_likeness_is_symmetric_and_between_0_and_1(one: str, two: str) -> None:
    assert 0.0 <= likeness(one, two) <= 1.0
    assert likeness(one, two) == likeness(two, one)


@given(st.text())
def test_some_option_is_always_picked(typed: str) -> None:
    assert choose(typed, OPTIONS)[0] in dict(OPTIONS)
