"""Swearing that is aimed at nobody."""

from __future__ import annotations

import pytest

from scoring.contract import Situation
from scoring.scorer import Scorer
from scoring.swearing import swearing
from scoring.text import Text


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Where the fuck is that van?", "foul"),
        ("Shit, I forgot the invoice.", "foul"),
        ("What the hell happened there?", "rough"),
        ("Damn, that is late.", "rough"),
        ("Блять, опять печать не та.", "foul"),
        ("Заебала эта погода.", "foul"),
        ("Чёрт, забыли чек.", "rough"),
        ("Нахрена нам второй договор", "rough"),
        ("Бляха, знову та каса.", "rough"),
        ("Та йобаний принтер!", "foul"),
    ],
)
def test_swearing_is_seen_whoever_it_is_aimed_at(text: str, how: str) -> None:
    assert swearing(Text(text)) == how


@pytest.mark.parametrize(
    "text",
    [
        "The class passed; the shell, the bass and the hello message are fine.",
        "Dick, Mr Cockburn and Scunthorpe are on the list.",
        "He tightened the screw and pricked the label.",
        "You wrote “what the hell”, and I can see why.",
        "Худой хутор, хлеб и мебель для себя, небо без хлебной корки.",
        "Чертёж застрахуют, онлайн-линия работает, лайнер пришёл.",
        "Педикюр в три, требуется ребёнку, за сучком и суком.",
        "Хребет, потреба, себе, хліб, онлайн, небо й теба.",
    ],
)
def test_words_that_only_look_like_it_are_left_alone(text: str) -> None:
    assert swearing(Text(text)) == ""


def test_it_makes_a_reply_less_calm_and_says_so() -> None:
    scorer = Scorer.load(meaning=False)
    plain = scorer.score("I am sorry about the wait. I will call you by five today.", Situation())
    rough = scorer.score("Damn, I am sorry about the wait. I will call you by five today.", Situation())
    foul = scorer.score("Shit, I am sorry about the wait. I will call you by five today.", Situation())
    assert plain.calm > 3 > rough.calm > foul.calm
    assert "swearing" not in plain.caps
    assert "swearing" in rough.caps
    assert foul.calm <= 1.4
