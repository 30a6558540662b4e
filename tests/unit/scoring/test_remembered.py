"""What an encoder has read is not read again, unless something that it sees is different."""

from __future__ import annotations

from typing import Any

from scoring.contract import Earlier, Situation
from scoring.remembered import READINGS, Remembered
from scoring.text import Text


class _Counting:
    name = "counting"

    def __init__(self) -> None:
        self.seen: list[tuple[str, Situation]] = []
        self.words: list[str] = []

    def read(self, text: Text, situation: Situation) -> Any:
        self.seen.append((text.raw, situation))
        return len(self.seen)

    def vector(self, word: str) -> Any:
        self.words.append(word)
        return len(self.words)


def test_the_same_reply_is_read_once_whatever_came_before() -> None:
    inner = _Counting()
    encoder = Remembered(inner)
    first = encoder.read(Text("No."), Situation(client="Well?"))
    again = encoder.read(Text("No."), Situation(client="And?", earlier=Earlier(replies=("Yes.",)), expects=("ask",)))
    assert encoder.name == "counting"
    assert first == again
    assert len(inner.seen) == 1


def test_what_the_encoder_sees_makes_another_reading() -> None:
    inner = _Counting()
    encoder = Remembered(inner)
    situations = [Situation(), Situation(lang="ru"), Situation(our_fault="yes"), Situation(breach="first")]
    readings = [encoder.read(Text("No."), one) for one in situations]
    readings.append(encoder.read(Text("no."), Situation()))
    assert len(set(map(str, readings))) == len(inner.seen) == 5
    assert [one.our_fault for _, one in inner.seen] == ["no", "no", "yes", "no", "no"]


def test_the_memory_has_an_end() -> None:
    inner = _Counting()
    encoder = Remembered(inner)
    for number in range(READINGS + 1):
        encoder.read(Text(str(number)), Situation())
    encoder.read(Text("0"), Situation())
    assert len(inner.seen) == READINGS + 2


def test_a_word_is_looked_up_once() -> None:
    inner = _Counting()
    encoder = Remembered(inner)
    assert [encoder.vector("fee"), encoder.vector("keys"), encoder.vector("fee")] == [1, 2, 1]
    assert inner.words == ["fee", "keys"]
