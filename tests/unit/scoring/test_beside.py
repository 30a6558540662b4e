"""Right words that earn nothing: what is told first, and when nothing is looked for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from scoring.beside import Beside
from scoring.contract import Situation
from scoring.own.reader import Near, Reading
from scoring.text import Text

SITUATION = Situation(client="Where is it?", about="A ferry to the islands.")


class _Says:
    """Stands for what was learned, and counts how often it was asked."""

    def __init__(self, *, made_up: bool = False, strung: bool = False, another: bool = False) -> None:
        self._made_up, self._strung, self._another, self.asked = made_up, strung, another, 0

    def is_made_up(self, *_: Any) -> bool:
        return self._made_up

    def of(self, *_: Any) -> tuple[bool, float]:
        return self._strung, -1.5

    def is_another(self, *told: Any) -> bool:
        self.asked += 1
        assert told[-1] == -1.5  # how far it sounds like talk is one sign of another matter
        return self._another


def reading() -> Reading:
    nothing = np.zeros(0, np.float32)
    near = Near(np.zeros(0, np.int32), np.zeros((0, 4), np.float16))
    return Reading(Text("It sails at ten."), nothing, nothing, near, nothing, ())


def why(says: Any, *moves: str) -> str | None:
    return Beside(says, says, says, says).why(reading(), SITUATION, moves)


@pytest.mark.parametrize(
    ("says", "told"),
    [
        (_Says(strung=True, another=True), "no_sentence"),
        (_Says(another=True), "other_matter"),
        (_Says(), None),
    ],
)
def test_the_plainest_reason_is_told(says: _Says, told: str | None) -> None:
    assert why(says, "next_step") == told


def test_words_that_nobody_uses() -> None:
    text = Text("It sails at ten.")
    for made_up in (True, False):
        says: Any = _Says(made_up=made_up)
        assert Beside(says, says, says, says).is_made_up(text, SITUATION) is made_up


def test_thanks_and_apologies_need_no_word_of_the_matter() -> None:
    says = _Says(another=True)
    assert why(says, "thank", "apologise") is None
    assert says.asked == 0


def test_what_was_not_learned_says_nothing() -> None:
    encoder: Any = _Says()
    assert Beside(encoder, None, None, None).why(reading(), SITUATION, ("next_step",)) is None
    assert not Beside(encoder, None, None, None).is_made_up(reading().text, SITUATION)
