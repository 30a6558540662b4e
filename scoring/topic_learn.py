"""Learning whether a reply speaks of its situation: from the bank's replies in their own situations and in others'.

The shared directions are canonical correlations (Hotelling 1936) of replies and situations, with those that hardly
occur held down; the signs are weighed by logistic regression. What a reply is judged by here was learned without its
writer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
    signs,
    telling,
    unit,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.encoder import Encoder

SHARE = 0.005
ENOUGH = 100  # replies in a language from which an edge can be set
DIRECTIONS, EVEN, FOLDS, PENALTY = 100, 1.0, 4, 1.0


@dataclass(frozen=True)
class Row:
    """A reply in its own situation, with its labels, as it is learned from."""

    text: Text
    situation: Situation
    labels: Collection[str]
    writer: str


def learn(encoder: Encoder, rows: Sequence[Row]) -> Topic:
    """The table from replies in their own situations."""
    words = _words(encoder, rows)
    named = [
        (row, own, around)
        for row in rows
        if not NAMING.isdisjoint(row.labels)
        and len(own := telling(row.text, row.situation.lang)) >= LEAST
        and len(around := telling(Text(around_of(row.situation)), row.situation.lang)) >= LEAST
    ]
    langs = np.array([LANGUAGES.index(row.situation.lang) for row, _, _ in named], np.int_)
    width = len(words.middle)
    if len(named) < FOLDS * DIRECTIONS:
        none = Turn(np.zeros((2, len(LANGUAGES), width), np.float32), np.zeros((2, width, 1), np.float32))
        return Topic(words, none, np.zeros(SIGNS, np.float32), {})
    others = elsewhere(langs, [row.writer for row, _, _ in named])
    matters = _matters(encoder, [row for row, _, _ in named])
    alike = _alike_unseen(matters, langs, [row.writer for row, _, _ in named], others)
    found = np.array(
        [
            signs(alike[side, number].tolist(), *words.compared(encoder, own, named[place][2]), len(own))
            for side, places in enumerate((range(len(named)), others.tolist()))
            for number, ((_, own, _), place) in enumerate(zip(named, places, strict=True))
        ]
    )
    weights = _weighed(found)
    sums = (found[: len(named)].astype(np.float32) @ weights).astype(np.float64)
    edge = {lang: float(np.quantile(sums[langs == number], SHARE)) for number, lang in enumerate(LANGUAGES)
            if (langs == number).sum() >= ENOUGH}  # fmt: skip
    return Topic(words, turn_of(matters[0], matters[1], langs), weights, edge)


def elsewhere(langs: NDArray[np.int_], writers: Sequence[str]) -> NDArray[np.int_]:
    """For each reply (n,) another of its language and of another writer, whose situation is not its own."""
    others = np.zeros(len(langs), np.int_)
    for lang in sorted(set(langs.tolist())):
        places = np.flatnonzero(langs == lang)
        for number, place in enumerate(places.tolist()):
            round_from_half = np.roll(places, -number - len(places) // 2).tolist()
            others[place] = next((one for one in round_from_half if writers[one] != writers[place]), place)
    return others


def turn_of(replies: NDArray[np.float32], situations: NDArray[np.float32], langs: NDArray[np.int_]) -> Turn:
    """The directions in which replies (n, width) go with their situations (n, width) of the languages (n,)."""
    matters = (replies, situations)
    middles = np.stack([[side[langs == lang].mean(0) if (langs == lang).any() else side.mean(0)
                         for lang in range(len(LANGUAGES))] for side in matters])  # fmt: skip
    one, two = (unit(side - middle[langs]).astype(np.float64) for side, middle in zip(matters, middles, strict=True))
    plain_one, plain_two = _whitening(one), _whitening(two)
    left, strength, right = np.linalg.svd(plain_one @ (one.T @ two / len(one)) @ plain_two)
    kept = slice(0, DIRECTIONS)
    turns = (plain_one @ left[:, kept] * strength[kept], plain_two @ right[kept].T * strength[kept])
    return Turn(middles.astype(np.float32), np.stack(turns).astype(np.float32))


def _whitening(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """What makes the rows' directions equally strong, those that hardly occur less so; (width, width)."""
    both = rows.T @ rows / len(rows)
    values, vectors = np.linalg.eigh(both + EVEN * np.trace(both) / len(both) * np.eye(len(both)))
    found: NDArray[np.float64] = (vectors / np.sqrt(values)) @ vectors.T
    return found


def _weighed(found: NDArray[np.float64]) -> NDArray[np.float32]:
    """The weights (signs,) that tell the first half of the rows, in their own situations, from the second."""
    spread = found.std(0) + 1e-6
    targets = np.repeat([1.0, 0.0], len(found) // 2)[:, None]
    head = logistic(Basis(found / spread), targets, np.ones_like(targets), PENALTY)
    weights: NDArray[np.float32] = (head.weights[:, 0] / spread).astype(np.float32)
    return weights


def _words(encoder: Encoder, rows: Sequence[Row]) -> Words:
    said = [telling(row.text, row.situation.lang) for row in rows]
    count = np.zeros(BUCKETS, np.float64)
    for one in said:
        count[sorted({bucket(word) for word in one})] += 1
    known = sorted({word for one in said for word in one})
    middle = np.mean([encoder.vector(word) for word in known], axis=0)
    return Words(np.log(len(rows) / (1 + count)).astype(np.float32), middle.astype(np.float32))


def _matters(encoder: Encoder, rows: Sequence[Row]) -> NDArray[np.float32]:
    """What replies and their situations are about, (4, n, width): the reply, then what `matters_of` gives."""
    known: dict[str, NDArray[np.float32]] = {}
    for row in rows:
        if (key := around_of(row.situation)) not in known:
            known[key] = matters_of(encoder, row.situation)
    found = [np.concatenate([encoder.matter(row.text.raw)[None], known[around_of(row.situation)]]) for row in rows]
    return np.stack(found, axis=1)


def _alike_unseen(
    matters: NDArray[np.float32], langs: NDArray[np.int_], writers: Sequence[str], others: NDArray[np.int_]
) -> NDArray[np.float64]:
    """How alike each reply and its own situation are, and each and another's (`others`, by number), (2, n, 3), by what
    was learned without the reply's writer."""
    names = sorted(set(writers))
    fold = np.array([names.index(writer) % FOLDS for writer in writers])
    found = np.zeros((2, len(writers), 3))
    for number in range(FOLDS):
        out = fold == number
        turn = turn_of(matters[0, ~out], matters[1, ~out], langs[~out])
        reply = turn(matters[0, out], langs[out], 0)
        for side, places in enumerate((np.flatnonzero(out), others[out])):
            for part in range(3):
                found[side, out, part] = (reply * turn(matters[1 + part, places], langs[out], 1)).sum(1)
    return found
