"""Whether a reply speaks of this client's matter: learned from small made-up trades, and judged by what shipped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scoring import topic, topic_learn
from scoring.contract import Situation
from scoring.nearness import SHAPES, Nearness
from scoring.own.reader import Near
from scoring.rubric_files import RubricError
from scoring.scorer import Scorer
from scoring.text import Text
from scoring.topic import SIGNS, Topic, matters_of, parts_of, signs, telling
from scoring.topic_learn import Row, elsewhere, names_things, turn_of, words_of

WIDTH = 24
TRADES = {
    "bakery": "rolls dough oven flour loaf crust van mixing butter tray yeast croissant",
    "garage": "brakes engine clutch exhaust mechanic lift gearbox tyres oil welding bumper battery",
    "school": "lesson piano pupil scales teacher recital keyboard sheet music practice tempo exam",
}


class _ByTrade:
    """An encoder that knows a trade by its words, and says of other words nothing in particular."""

    name = "trades"
    writers: frozenset[str] = frozenset()
    deep = None

    def read(self, replies: Any) -> Any:
        raise NotImplementedError

    def vector(self, word: str) -> Any:
        own = np.random.default_rng(sum(map(ord, word))).normal(0, 0.2, WIDTH).astype(np.float32)
        for number, words in enumerate(TRADES.values()):
            own[number] += 3.0 * (word in words.split())
        return own

    def words(self, ids: Any) -> Any:
        return np.zeros((len(ids), WIDTH), np.float32)

    def rarity(self, word: str) -> tuple[float, int]:
        return -10.0, 1

    def near(self, text: str) -> Near:
        words = [word.strip(".,?").lower() for word in text.split()]
        return Near(np.arange(len(words), dtype=np.int32), np.stack([self.vector(w) for w in words]).astype(np.float16))


def rows() -> list[Row]:
    """Replies that take words of their trade, by four writers."""
    rng, made = np.random.default_rng(1), []
    for number in range(480):
        words = list(TRADES.values())[number % 3].split()
        said, known = (" ".join(rng.choice(words, 8, replace=False)) for _ in range(2))
        situation = Situation(lang="en", client=f"Where now {known[:20]}?", about=f"The shop keeps {known} here daily.")
        reply = f"We keep {said} until noon."
        made.append(Row(Text(reply), situation, {"state_rule"}, f"w{number % 4}", _ByTrade().near(reply)))
    return made


def learn(said: list[Row]) -> Topic:
    """The table, with a network that says nothing."""
    encoder, kept = _ByTrade(), [row for row in said if names_things(row)]
    shapes = {name: tuple(2 * WIDTH if size < 0 else size for size in shape) for name, shape in SHAPES.items()}
    silent = Nearness({name: np.zeros(shape, np.float32) for name, shape in shapes.items()})
    others = elsewhere(np.array([row.lang for row in kept]), [row.writer for row in kept])
    words = words_of(encoder, [(row.text, row.situation.lang) for row in kept])
    strangers = [replace(row, situation=kept[other].situation) for row, other in zip(kept, others, strict=True)]
    return topic_learn.learn(encoder, words, kept, strangers, np.zeros((2, 2 * len(kept))), silent)[0]


@pytest.fixture(scope="module")
def learned() -> Topic:
    return learn(rows())


def is_another(learned: Topic, reply: str, trade: str) -> bool:
    situation = Situation(lang="en", client="And what about us now?", about=f"The shop keeps {TRADES[trade]} here.")
    encoder = _ByTrade()
    return learned.is_another(encoder, Text(reply), encoder.near(reply), situation)


def test_a_reply_of_one_trade_does_not_answer_another(learned: Topic) -> None:
    reply = "We keep dough, flour, butter, loaf, crust, van, oven and tray until noon."
    assert not is_another(learned, reply, "bakery")
    assert is_another(learned, reply, "garage")
    assert is_another(learned, reply, "school")


def test_few_words_tell_nothing(learned: Topic) -> None:
    assert not is_another(learned, "The oven bakes flour.", "garage")


def test_a_bank_too_small_to_learn_from_judges_nothing(tmp_path: Path) -> None:
    small = learn(rows()[:60])
    assert small.edge == {}
    topic.save(small, tmp_path / "matter.npz")
    again = topic.load(tmp_path / "matter.npz")
    assert again is not None
    assert not is_another(again, "We mix the dough with flour and butter, the oven bakes loaf and crust.", "garage")


def test_the_table_comes_back_from_its_file_and_a_damaged_file_is_named(learned: Topic, tmp_path: Path) -> None:
    path = tmp_path / "matter.npz"
    topic.save(learned, path)
    again = topic.load(path)
    assert again is not None
    assert again.edge == pytest.approx(learned.edge)
    np.testing.assert_array_equal(again.weights, learned.weights)
    path.write_bytes(b"PK damaged")
    with pytest.raises(RubricError, match=r"matter\.npz"):
        topic.load.__wrapped__(path)


def test_another_situation_is_one_of_another_writer_in_the_same_language() -> None:
    langs = np.array([0, 0, 0, 0, 1, 1, 1])
    writers = ["a", "a", "b", "b", "c", "c", "d"]
    others = elsewhere(langs, writers)
    assert all(langs[one] == langs[other] for one, other in enumerate(others))
    assert all(writers[one] != writers[other] for one, other in enumerate(others))


def test_shared_directions_bring_a_reply_next_to_its_own_situation() -> None:
    rng = np.random.default_rng(2)
    shared = rng.normal(0, 1, (400, 6))
    replies = np.hstack([shared, rng.normal(0, 1, (400, 10))]).astype(np.float32)
    situations = np.hstack([rng.normal(0, 1, (400, 10)), shared]).astype(np.float32)
    turn = turn_of(replies[:300], situations[:300], np.roll(situations[:300], 1, axis=0), np.zeros(300, np.int_))
    alike = turn(replies[300:], 0, 0) @ turn(situations[300:], 0, 1).T
    own = np.diag(alike)
    assert (own[:, None] > alike).mean() > 0.9


def test_what_replies_share_with_any_situation_of_their_kind_is_not_the_matter() -> None:
    rng = np.random.default_rng(3)
    kind = np.repeat(rng.normal(0, 2, (2, 4)), 200, axis=0)  # an apology, and a fault of ours
    matter = rng.normal(0, 1, (400, 6))
    replies = np.hstack([matter, kind, rng.normal(0, 0.3, (400, 4))]).astype(np.float32)
    situations = np.hstack([matter, kind, rng.normal(0, 0.3, (400, 4))]).astype(np.float32)
    others = np.concatenate([np.roll(situations[:200], 1, axis=0), np.roll(situations[200:], 1, axis=0)])
    turn = turn_of(replies, situations, others, np.zeros(400, np.int_))
    one, own, other = turn(replies, 0, 0), turn(situations, 0, 1), turn(others, 0, 1)
    assert (one * own).sum(1).mean() > 0.9
    assert abs((one * other).sum(1).mean()) < 0.2


def test_what_a_situation_is_about_is_the_client_and_the_facts_by_their_length() -> None:
    encoder = _ByTrade()

    def matters(situation: Situation) -> tuple[Any, ...]:
        return tuple(matters_of(situation, *(encoder.near(part).matter for part in parts_of(situation))))

    whole, client, facts = matters(Situation(client="oven oven", rule="clutch", about="engine"))
    np.testing.assert_array_equal(client, encoder.near("oven oven").matter)
    share = len("oven oven") / len("oven ovenclutch\nengine")
    np.testing.assert_allclose(whole, client * share + facts * (1 - share), rtol=1e-5)
    whole, _, facts = matters(Situation(client="oven oven"))
    np.testing.assert_allclose(whole, facts, rtol=1e-5)


def test_there_are_as_many_signs_as_weights() -> None:
    assert len(signs([0.1, 0.2, 0.3], -2.0, -1.0, 0.4, 1.0, 2, 9)) == SIGNS


def test_telling_words_are_neither_small_nor_short_nor_twice() -> None:
    assert telling(Text("The van, the van and 12 of our rolls at 7"), "en") == ["van", "12", "rolls", "7"]


@pytest.mark.parametrize(
    ("lang", "client", "about", "reply"),
    [
        ("en", "I'll come when I come.", "Bike repair shop. Bikes are fetched within five days: the racks hold twenty.",
         "Bikes stay on our racks for five days, then the next repair needs the space; shall I keep yours till noon?"),
        ("ru", "Когда приеду, тогда и приеду.", "Прокат лодок. Лодку возвращают до семи, ночью причал закрыт.",
         "Лодки мы ждём у причала до семи вечера, ночью он закрыт; успеете вернуться или прислать вам катер?"),
        ("uk", "Коли приїду, тоді й приїду.", "Прокат велосипедів. Повертають до сьомої: майстер перевіряє гальма.",
         "Велосипед чекаємо до сьомої, бо майстер перевіряє гальма; подовжити вам прокат до ранку за доплату?"),
    ],
)  # fmt: skip
def test_the_shipped_table_lets_a_reply_to_this_client_pass(lang: str, client: str, about: str, reply: str) -> None:
    score = Scorer.load().score(reply, Situation(lang=lang, client=client, about=about))
    assert "other_matter" not in score.caps
    assert score.moves
    assert score.firm > 2.4


def test_the_edge_is_set_by_replies_that_count() -> None:
    beside = [Row(row.text, row.situation, row.labels, row.writer, row.near, counts=False) for row in rows()]
    assert learn(beside).edge == {}
