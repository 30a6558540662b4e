"""The second look at replies that may speak of another matter: learned from small made-up trades."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scoring import deeper, deeper_learn
from scoring.contract import Situation
from scoring.deeper import SIGNS, Deeper, signs
from scoring.deeper_learn import Unseen
from scoring.own.reader import Near, Reader
from scoring.rubric import DEFAULT
from scoring.rubric_files import RubricError
from scoring.text import Text
from scoring.topic_learn import Row, elsewhere

WIDTH, COUNT = 12, 600
TRADES = ("bread", "brakes", "piano")


def deep(text: str) -> Any:
    """A trade by its name, and the text's own noise."""
    own = np.random.default_rng(sum(map(ord, text))).normal(0, 0.3, WIDTH).astype(np.float32)
    for number, trade in enumerate(TRADES):
        own[number] += 3.0 * (trade in text)
    return own


def situation_of(trade: str, number: int = 0) -> Situation:
    return Situation(lang="en", client=f"And what about us, number {number}?", about=f"The shop sells {trade} daily.")


def reply_of(trade: str, number: int = 0) -> str:
    return f"Every customer orders {trade} before noon, ticket number {number}, because driver Ellis leaves then."


def rows() -> list[Row]:
    near = Near(np.zeros(0, np.int32), np.zeros((0, WIDTH), np.float16))
    return [
        Row(Text(reply_of(trade, number)), situation_of(trade, number), {"state_rule"}, f"w{number // 3 % 4}", near)
        for number, trade in enumerate(TRADES * (COUNT // 3))
    ]


def learn(said: list[Row], quick: Any = None) -> Deeper | None:
    others = elsewhere(np.array([row.lang for row in said]), [row.writer for row in said])
    strangers = [replace(row, situation=said[other].situation) for row, other in zip(said, others, strict=True)]
    if quick is None:  # tells a little: of the replies in their own situations it is surer
        quick = np.random.default_rng(4).normal(0, 1, 2 * len(said)) + np.repeat([1.0, 0.0], len(said))
    half = np.array([int(row.writer[1]) % 2 for row in (*said, *strangers)])
    unseen = [Unseen(half == number, deep) for number in range(2)]
    return deeper_learn.learn(deep, unseen, said, strangers, quick, np.full(2 * len(said), 5.0))


@pytest.fixture(scope="module")
def learned() -> Deeper:
    found = learn(rows())
    assert found is not None
    return found


def test_a_reply_on_another_trade_is_told_where_the_quick_signs_leave_doubt(learned: Deeper) -> None:
    doubtful = learned.sure["en"] - 0.1
    told = {own == other: [learned.is_another(deep, reply_of(own, number), situation_of(other, 950), doubtful, 5.0, 9)
                           for number in range(900, 930)]
            for own in TRADES for other in TRADES}  # fmt: skip
    assert np.mean(told[False]) > 0.95
    assert np.mean(told[True]) < 0.1


def test_nothing_is_read_of_a_reply_that_the_quick_signs_make_sure_of(learned: Deeper) -> None:
    def unread(text: str) -> Any:
        raise AssertionError(text)

    sure = learned.sure["en"]
    assert not learned.is_another(unread, reply_of("bread"), situation_of("piano"), sure, 5.0, 9)
    with pytest.raises(AssertionError):
        learned.is_another(unread, reply_of("bread"), situation_of("piano"), sure - 0.001, 5.0, 9)


def test_one_honest_reply_in_five_is_asked_and_few_in_a_hundred_fail(learned: Deeper) -> None:
    said, quick = rows(), np.random.default_rng(4).normal(0, 1, 2 * COUNT) + np.repeat([1.0, 0.0], COUNT)
    asked = quick[:COUNT] < learned.sure["en"]
    assert asked.mean() == pytest.approx(deeper_learn.ASKED, abs=0.01)
    failed = [learned.is_another(deep, row.text.raw, row.situation, float(one), 5.0, len(row.own))
              for row, one in zip(said, quick, strict=False)]  # fmt: skip
    assert np.mean(failed) <= 0.03


def test_a_situation_is_read_once_for_many_replies(learned: Deeper) -> None:
    read: list[str] = []

    def counted(text: str) -> Any:
        read.append(text)
        return deep(text)

    for number in range(5):
        learned.is_another(counted, reply_of("bread", number), situation_of("bread", 77), -2.0, 5.0, 9)
    assert len(read) == 5 + 2


def test_a_language_without_enough_replies_and_a_small_bank_judge_nothing(learned: Deeper) -> None:
    situation = replace(situation_of("piano"), lang="uk")
    assert not learned.is_another(deep, reply_of("bread"), situation, -2.0, 5.0, 9)
    assert learn(rows()[:300]) is None


def test_the_table_comes_back_from_its_file_and_a_damaged_file_is_named(learned: Deeper, tmp_path: Path) -> None:
    path = tmp_path / "deeper.npz"
    deeper.save(learned, path)
    again = deeper.load(path)
    assert again is not None
    assert (again.sure, again.edge) == (pytest.approx(learned.sure), pytest.approx(learned.edge))
    np.testing.assert_array_equal(again.weights, learned.weights)
    assert again.is_another(deep, reply_of("bread"), situation_of("piano"), -2.0, 5.0, 9)
    path.write_bytes(b"PK damaged")
    with pytest.raises(RubricError, match=r"deeper\.npz"):
        deeper.load.__wrapped__(path)
    assert deeper.load(tmp_path / "none.npz") is None


def test_there_are_as_many_signs_as_weights() -> None:
    assert len(signs(0.5, 5.0, [0.1, 0.2, 0.3], [0.1, 0.2, 0.3], 9)) == SIGNS


def test_what_a_reply_is_judged_by_came_from_layers_that_had_not_seen_its_writer() -> None:
    """Layers that know a writer by heart would make the edge too strict for everybody else."""
    said = rows()
    half = np.array([int(row.writer[1]) % 2 for row in said] * 2)
    others = elsewhere(np.array([row.lang for row in said]), [row.writer for row in said])
    strangers = [replace(row, situation=said[other].situation) for row, other in zip(said, others, strict=True)]
    quick = np.random.default_rng(4).normal(0, 1, 2 * COUNT) + np.repeat([1.0, 0.0], COUNT)

    def blind(text: str) -> Any:
        return np.random.default_rng(sum(map(ord, text))).normal(0, 1, WIDTH).astype(np.float32)

    def learned_from(shipped: Any, unseen: Any) -> Deeper:
        parts = [Unseen(half == number, unseen) for number in range(2)]
        found = deeper_learn.learn(shipped, parts, said, strangers, quick, np.full(2 * COUNT, 5.0))
        assert found is not None
        return found

    table, other_layers, other_weights = learned_from(deep, deep), learned_from(blind, deep), learned_from(deep, blind)
    assert (table.edge, table.sure) == (other_layers.edge, other_layers.sure)
    np.testing.assert_array_equal(table.weights, other_layers.weights)
    assert not np.allclose(table.turn.turns, other_layers.turn.turns)
    assert not np.allclose(table.weights, other_weights.weights)
    assert table.edge != other_weights.edge
    np.testing.assert_array_equal(table.turn.turns, other_weights.turn.turns)


def test_the_layers_for_what_a_text_is_about_lay_texts_on_one_matter_together() -> None:
    read = Reader(DEFAULT / "model" / "encoder.npz").deep
    assert read is not None
    texts = (
        "The loaves come out of the oven at six.", "Our bakery opens early for fresh bread.",
        "Гальма перевірять завтра в автосервісі.", "Машину заберуть до майстерні, бо стукає двигун.",
        "Урок фортепиано переносим на среду.", "Ученик играл гаммы у преподавателя музыки.",
    )  # fmt: skip
    found = np.stack([read(text) for text in texts])
    found -= found.mean(0)
    alike = found @ found.T
    np.fill_diagonal(alike, -np.inf)
    assert alike.argmax(1).tolist() == [1, 0, 3, 2, 5, 4]


def test_a_text_of_nothing_is_read_all_the_same() -> None:
    read = Reader(DEFAULT / "model" / "encoder.npz").deep
    assert read is not None
    assert np.isfinite(read("")).all()
