"""Made replies, from which strung words are learned: of the bank's words, no speech, the same each time."""

from __future__ import annotations

import re

from scoring.contract import Situation
from scoring.languages import SMALL
from scoring.strung import Stringer

ABOUT = Situation(
    lang="en", client="Where is my ferry?", about="Ferry. Rule: boarding closes ten minutes before sailing."
)
SAID = [
    "Boarding closes ten minutes before we sail, so please come by noon.",
    "The purser keeps your ticket until Monday and will ring you before lunch.",
    "I have moved your cabin to the Thursday crossing, because this one is full.",
    "Tell me your booking number, then we can look for another crossing.",
    "Refunds are paid within seven working days after the crossing was missed.",
    "No.",
] * 4
REPLIES = [(text, ABOUT) for text in SAID]


def made() -> list[tuple[int, str]]:
    return list(Stringer(REPLIES).made())


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_the_same_replies_give_the_same_made_ones() -> None:
    assert made() == made()


def test_each_long_reply_gives_one_that_is_none_of_them() -> None:
    numbers = [number for number, _ in made()]
    assert numbers == sorted({*range(len(SAID))} - {5, 11, 17, 23})
    assert not {text for _, text in made()} & {*SAID}


def test_all_but_invented_ones_are_strung_from_known_words() -> None:
    known = {word for text in (*SAID, ABOUT.client, ABOUT.about) for word in words(text)}
    known |= {part for word in SMALL["en"] for part in words(word)}
    invented = [{*words(text)} - known for number, text in made() if number % 5 == 4]
    assert all({*words(text)} <= known for number, text in made() if number % 5 != 4)
    assert all(invented)
    assert all(word.isalpha() for new in invented for word in new)
