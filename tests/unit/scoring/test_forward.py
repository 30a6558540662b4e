"""The encoder's layers: the same figures however the work is shared out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from scoring.contract import Situation
from scoring.own import file
from scoring.own.forward import Judging
from scoring.own.reader import Reader, framed
from scoring.rubric import DEFAULT
from scoring.text import Text

ENCODER = DEFAULT / "model" / "encoder.npz"
REPLIES = [
    "I can see why a second wait makes you cross; I will ring you tomorrow at one.",
    "No.",
    "Добре, о пʼятій.",
    "so sorry " * 200,
]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(ENCODER)


def arrays(reader: Reader, replies: Sequence[str]) -> list[Array]:
    readings = reader.read([(Text(reply), Situation()) for reply in replies])
    return [array for one in readings for array in (one.reply, one.pieces, one.near.states, one.whole)]


def by_threads(threads: int) -> bytes:
    vocabulary, weights, graphs, _ = file.load(ENCODER)
    layers = Judging(weights, graphs, threads)
    told = np.zeros(weights["head"].shape[0] - 3 * layers.width, np.float32)
    said = layers.read([(*framed(vocabulary, reply)[:2], told) for reply in REPLIES])
    return b"".join(array.tobytes() for one in said for array in one)


@pytest.mark.parametrize(
    ("drawn", "plain"),
    [
        ("Sooooo sorry, meeee too", "So sorry, me too"),
        ("Нууууу добрееее", "Ну добре"),
        ("A book is free.", "A book is free."),
    ],
)
def test_letters_drawn_out_are_read_as_one_and_their_words_are_still_found(
    reader: Reader, drawn: str, plain: str
) -> None:
    one, other = framed(reader.vocabulary, drawn), framed(reader.vocabulary, plain)
    assert one[0] == other[0]
    words = [drawn[start:end].strip() for start, end in one[2]]
    assert "".join(words) == drawn.replace(" ", "")


def test_two_threads_give_the_very_figures_of_one() -> None:
    assert by_threads(2) == by_threads(1)


def test_replies_read_together_are_read_to_the_last_digit_as_each_by_itself_and_stay_in_order(reader: Reader) -> None:
    single = [array for reply in REPLIES for array in arrays(reader, [reply])]
    for one, other in zip(arrays(reader, REPLIES), single, strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_a_reply_is_about_is_the_same_whether_all_layers_read_it_or_the_first_alone(reader: Reader) -> None:
    for reply in REPLIES:
        near = reader.near(reply)
        np.testing.assert_array_equal(near.states, arrays(reader, [reply])[2])
        assert len(near.ids) == len(near.states)
