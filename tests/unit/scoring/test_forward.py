"""The encoder's layers: the same figures however the work is shared out."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.contract import Situation
from scoring.own import forward
from scoring.own.reader import Reader
from scoring.rubric import DEFAULT
from scoring.text import Text

REPLIES = ["No.", "I can see why a second wait makes you cross; I will ring you tomorrow at one.", "Добре, о пʼятій."]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(DEFAULT / "model" / "encoder.npz")


def read(reader: Reader, replies: list[str]) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    readings = reader.read([(Text(reply), Situation()) for reply in replies])
    return [array for one in readings for array in (one.reply, one.pieces)]


def test_two_threads_give_the_very_figures_of_one(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forward, "_alone", True)
    alone = read(reader, REPLIES)
    monkeypatch.setattr(forward, "_alone", False)
    assert [one.tobytes() for one in read(reader, REPLIES)] == [one.tobytes() for one in alone]


def test_replies_read_together_are_read_as_each_by_itself(reader: Reader) -> None:
    single = [array for reply in REPLIES for array in read(reader, [reply])]
    for one, other in zip(read(reader, REPLIES), single, strict=True):
        np.testing.assert_allclose(one, other, atol=2e-4)


def test_what_goes_wrong_in_a_thread_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forward, "_alone", False)

    def broken(half: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        raise ValueError(str(half))

    with pytest.raises(ValueError, match=r"^1$"):
        forward._both(broken)
