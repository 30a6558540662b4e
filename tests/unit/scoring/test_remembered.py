"""What an encoder has read is not read again, unless something that it sees is different."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scoring.contract import Earlier, Situation
from scoring.remembered import READINGS, Remembered
from scoring.text import Text


class _Counting:
    name = "counting"
    writers: frozenset[str] = frozenset()
    deep: Any = None

    def __init__(self) -> None:
        self.seen: list[tuple[str, Situation]] = []
        self.words: list[str] = []

    def read(self, replies: Sequence[tuple[Text, Situation]]) -> Any:
        self.seen += [(text.raw, situation) for text, situation in replies]
        return [f"{text.raw} {situation.lang} {situation.our_fault} {situation.breach}" for text, situation in replies]

    def vector(self, word: str) -> Any:
        self.words.append(word)
        return len(self.words)

    def near(self, text: str) -> Any:
        return self.vector(text)

    def words(self, ids: Any) -> Any:
        return ids

    def rarity(self, word: str) -> tuple[float, int]:
        return -float(len(word)), 1


def test_the_same_reply_is_read_once_whatever_came_before() -> None:
    inner = _Counting()
    encoder = Remembered(inner)
    first = encoder.read([(Text("No."), Situation(client="Well?"))])
    later = Situation(client="And?", earlier=Earlier(replies=("Yes.",)), expects=("ask",))
    again = encoder.read([(Text("No."), later), (Text("No."), later)])
    assert encoder.name == "counting"
    assert again == [*first, *first]
    assert len(inner.seen) == 1


def test_what_the_encoder_sees_makes_another_reading() -> None:
    inner = _Counting()
    encoder = Remembered(inner)
    situations = [Situation(), Situation(lang="ru"), Situation(our_fault="yes"), Situation(breach="first")]
    readings = encoder.read([(Text("No."), one) for one in situations])
    readings += encoder.read([(Text("no."), Situation()), (Text("No."), Situation())])
    assert len(set(readings[:5])) == len(inner.seen) == 5
    assert readings[5] == readings[0]
    assert [one.our_fault for _, one in inner.seen] == ["no", "no", "yes", "no", "no"]


def test_the_memory_has_an_end() -> None:
    inner = _Counting()
    encoder = Remembered(inner)
    for number in range(READINGS + 1):
        encoder.read([(Text(str(number)), Situation())])
    encoder.read([(Text("0"), Situation())])
    assert len(inner.seen) == READINGS + 2


def test_a_word_is_looked_up_once() -> None:
    inner = _Counting()
    encoder = Remembered(inner)
    assert [encoder.vector("fee"), encoder.vector("keys"), encoder.vector("fee")] == [1, 2, 1]
    assert inner.words == ["fee", "keys"]


def test_what_a_situation_is_about_is_asked_once() -> None:
    inner = _Counting()
    encoder = Remembered(inner)
    assert [encoder.near("A dog groomer."), encoder.near("A dog groomer.")] == [1, 1]
    assert encoder.near("A ski rental.") == 2


def test_what_a_text_is_about_before_tuning_is_asked_once_where_there_is_such_a_reading() -> None:
    inner = _Counting()
    assert Remembered(inner).deep is None
    inner.deep = inner.near
    encoder = Remembered(inner)
    assert encoder.deep is not None
    assert [encoder.deep("A dog groomer."), encoder.deep("A dog groomer."), encoder.deep("A spa.")] == [1, 1, 2]
