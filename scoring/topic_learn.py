"""Learning whether a reply speaks of its situation: from replies in their own situations and in others'.

The others' situations are of the same kind as a reply's own (whose fault, which breach): an apology fits any fault of
ours, and that alone must not pass for the same matter. The shared directions are canonical correlations (Hotelling
1936) of replies and situations, less what replies share with such others, with directions that hardly occur held down;
the signs are weighed by logistic regression. What a reply is judged by here was learned without its writer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.contract import LANGUAGES, Situation
from scoring.learn import Basis, logistic
from scoring.text import Text
from scoring.topic import (
    BUCKETS,
    LEAST,
    NAMING,
    SIGNS,
    Topic,
    Turn,
    Words,
    around_of,
    bucket,
    matters_of,
    parts_of,
    signs,
    telling,
    unit,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.encoder import Encoder
    from scoring.nearness import Nearness
    from scoring.own.reader import Near

SHARE = 0.01
ENOUGH = 100  # replies in a language from which an edge can be set
DIRECTIONS, EVEN, FOLDS, PENALTY = 100, 1.0, 4, 1.0


@dataclass(frozen=True)
class Row:
    """A reply in its own situation, with its labels, as it is learned from. `counts`: whether the edge is set by it."""

    text: Text
    situation: Situation
    labels: Collection[str]
    writer: str
    near: Near
    counts: bool = True

    @property
    def lang(self) -> int:
        """The number of its language."""
        return LANGUAGES.index(self.situation.lang)

    @property
    def kind(self) -> tuple[str, str]:
        """Whose fault it was, and which breach."""
        return self.situation.our_fault, self.situation.breach

    @property
    def own(self) -> list[str]:
        """Its telling words."""
        return telling(self.text, self.situation.lang)

    @property
    def around(self) -> list[str]:
        """Its situation's telling words."""
        return telling(Text(around_of(self.situation)), self.situation.lang)


def enough(rows: Sequence[Row]) -> bool:
    """Whether there are replies enough to learn from."""
    return len(rows) >= FOLDS * DIRECTIONS


def names_things(row: Row) -> bool:
    """Whether a reply names things, in words enough to be judged by."""
    return not NAMING.isdisjoint(row.labels) and min(len(row.own), len(row.around)) >= LEAST


def learn(
    encoder: Encoder,
    words: Words,
    rows: Sequence[Row],
    strangers: Sequence[Row],
    said: NDArray[np.float64],
    nearness: Nearness,
) -> tuple[Topic, NDArray[np.float64]]:
    """(the table, the sum of each row and stranger), from replies that name things and from `strangers`: texts in
    situations that are not their own, first the same replies in the same order. `said` (2, rows and strangers): what a
    network and a sense that had not seen the writer say of each. `nearness`: the network to ship."""
    width = len(words.middle)
    if not enough(rows):
        none = Turn(np.zeros((2, len(LANGUAGES), width), np.float32), np.zeros((2, width, 1), np.float32))
        return Topic(words, none, nearness, np.zeros(SIGNS, np.float32), {}), np.zeros(len(rows) + len(strangers))
    both = [*rows, *strangers]
    langs = np.array([row.lang for row in both], np.int_)
    matters = all_matters(both, lambda row: row.near.matter, lambda part: encoder.near(part).matter)
    alike = alike_unseen(matters, langs, [row.writer for row in both], len(rows))
    own = [row.own for row in both]
    near = [words.compared(encoder, words_own, row.around) for row, words_own in zip(both, own, strict=True)]
    found = np.array(
        [
            signs(alike[place].tolist(), said[0, place], said[1, place], *near[place], len(own[place]))
            for place in range(len(both))
        ]
    )
    weights = weighed(found, len(rows))
    sums = (found.astype(np.float32) @ weights).astype(np.float64)
    counts, own_langs = np.array([row.counts for row in rows]), langs[: len(rows)]
    edge = {lang: float(np.quantile(sums[: len(rows)][counts & (own_langs == number)], SHARE))
            for number, lang in enumerate(LANGUAGES) if (counts & (own_langs == number)).sum() >= ENOUGH}  # fmt: skip
    turn = turn_from(matters, langs, np.arange(len(rows)), len(rows))
    return Topic(words, turn, nearness, weights, edge), sums


def elsewhere(groups: NDArray[np.int_], writers: Sequence[str]) -> NDArray[np.int_]:
    """For each reply (n,) another of its group (such as a language) and of another writer, whose situation is not its
    own."""
    others = np.zeros(len(groups), np.int_)
    for group in sorted(set(groups.tolist())):
        places = np.flatnonzero(groups == group)
        for number, place in enumerate(places.tolist()):
            round_from_half = np.roll(places, -number - len(places) // 2).tolist()
            others[place] = next((one for one in round_from_half if writers[one] != writers[place]), place)
    return others


def turn_of(
    replies: NDArray[np.float32],
    situations: NDArray[np.float32],
    others: NDArray[np.float32],
    langs: NDArray[np.int_],
) -> Turn:
    """The directions in which replies (n, width) go with their situations (n, width) and not with others of the same
    kind (n, width), of the languages (n,)."""
    matters = (replies, situations)
    middles = np.stack([middles_of(side, langs) for side in matters])
    one, two = (unit(side - middle[langs]).astype(np.float64) for side, middle in zip(matters, middles, strict=True))
    plain_one, plain_two = _whitening(one), _whitening(two)
    apart = two - unit(others - middles[1][langs])
    left, strength, right = np.linalg.svd(plain_one @ (one.T @ apart / len(one)) @ plain_two)
    kept = slice(0, DIRECTIONS)
    turns = (plain_one @ left[:, kept] * strength[kept], plain_two @ right[kept].T * strength[kept])
    return Turn(middles.astype(np.float32), np.stack(turns).astype(np.float32))


def middles_of(matters: NDArray[np.float32], langs: NDArray[np.int_]) -> NDArray[np.float32]:
    """The mean of each language's, (languages, width); of a language without any that of all."""
    own = [langs == lang for lang in range(len(LANGUAGES))]
    return np.stack([(matters[rows] if rows.any() else matters).mean(0) for rows in own])


def _whitening(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """What makes the rows' directions equally strong, those that hardly occur less so; (width, width)."""
    both = rows.T @ rows / len(rows)
    values, vectors = np.linalg.eigh(both + EVEN * np.trace(both) / len(both) * np.eye(len(both)))
    found: NDArray[np.float64] = (vectors / np.sqrt(values)) @ vectors.T
    return found


def weighed(found: NDArray[np.float64], count: int) -> NDArray[np.float32]:
    """The weights (signs,) that tell the first `count` rows, in their own situations, from the others."""
    spread = found.std(0) + 1e-6
    targets = (np.arange(len(found)) < count).astype(np.float64)[:, None]
    head = logistic(Basis(found / spread), targets, np.ones_like(targets), PENALTY)
    weights: NDArray[np.float32] = (head.weights[:, 0] / spread).astype(np.float32)
    return weights


def words_of(encoder: Encoder, replies: Sequence[tuple[Text, str]]) -> Words:
    """How rare words are, from replies with their languages."""
    said = [telling(text, lang) for text, lang in replies]
    count = np.zeros(BUCKETS, np.float64)
    for one in said:
        count[sorted({bucket(word) for word in one})] += 1
    known = sorted({word for one in said for word in one})
    middle = np.mean([encoder.vector(word) for word in known], axis=0)
    return Words(np.log(len(replies) / (1 + count)).astype(np.float32), middle.astype(np.float32))


def all_matters(
    rows: Sequence[Row],
    of_reply: Callable[[Row], NDArray[np.float32]],
    of_part: Callable[[str], NDArray[np.float32]],
) -> NDArray[np.float32]:
    """What replies and their situations are about, (4, n, width): the reply, then what `matters_of` gives. `of_reply`
    and `of_part` tell it of a reply and of a part of a situation, (width,)."""
    around = {around_of(row.situation): row.situation for row in rows}
    known = {key: matters_of(one, *map(of_part, parts_of(one))) for key, one in around.items()}
    found = [np.concatenate([of_reply(row)[None], known[around_of(row.situation)]]) for row in rows]
    return np.stack(found, axis=1)


def alike_unseen(
    matters: NDArray[np.float32], langs: NDArray[np.int_], writers: Sequence[str], count: int
) -> NDArray[np.float64]:
    """How alike each text and its situation are, (n, 3), by what was learned from the first `count` of them without the
    text's writer."""
    names = sorted(set(writers))
    fold = np.array([names.index(writer) % FOLDS for writer in writers])
    found = np.zeros((len(writers), 3))
    for number in range(FOLDS):
        out, seen = fold == number, np.flatnonzero(fold[:count] != number)
        found[out] = along(turn_from(matters, langs, seen, count), matters[:, out], langs[out])
    return found


def turn_from(matters: NDArray[np.float32], langs: NDArray[np.int_], seen: NDArray[np.int_], count: int) -> Turn:
    """The directions learned from some of the first `count` rows, by number, and from the strangers after them."""
    return turn_of(matters[0, seen], matters[1, seen], matters[1, count + seen], langs[seen])


def along(turn: Turn, matters: NDArray[np.float32], langs: NDArray[np.int_]) -> NDArray[np.float32]:
    """How alike each text is to all of its situation, to the client's words and to the facts in shared directions,
    (n, 3), from what `all_matters` gives."""
    reply = turn(matters[0], langs, 0)
    return np.stack([(reply * turn(part, langs, 1)).sum(1) for part in matters[1:]], axis=1)
