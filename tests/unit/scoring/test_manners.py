"""Small signs of manners."""

from __future__ import annotations

import pytest

from scoring.contract import LANGUAGES
from scoring.manners import NAMES, manners
from scoring.text import Text


@pytest.mark.parametrize(
    ("lang", "text", "signs"),
    [
        ("en", "Hi! Could you please look again? Thanks :)",
         {"greeting", "please", "could", "plainly", "thanks", "smile"}),
        ("en", "You never answered. Why?!", {"you", "why", "must", "frown"}),
        ("en", "The youth whyfor thankless couldst", set()),
        ("ru", "Добрый день! Не могли бы вы, пожалуйста, ответить?", {"greeting", "could", "please"}),
        ("ru", "Почему опять я? Вы обязаны.", {"why", "plainly", "you", "must"}),
        ("uk", "Вітаю! Підкажіть, будь ласка, чи можна завтра?", {"greeting", "could", "please"}),
        ("uk", "Навіщо знову? Ви мусите.", {"why", "plainly", "you", "must"}),
    ],
)  # fmt: skip
def test_signs_are_found_where_they_stand(lang: str, text: str, signs: set[str]) -> None:
    row = manners(Text(text), lang)
    assert {name for name, value in zip(NAMES, row, strict=True) if value} == signs


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sign_counts_twice_at_most(lang: str) -> None:
    row = manners(Text("пожалуйста, будь ласка, please, " * 50), lang)
    assert row.max() == 1.0
    assert row.shape == (len(NAMES),)
