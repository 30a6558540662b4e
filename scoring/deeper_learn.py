"""Learning `scoring.deeper`: from replies in their own situations and in others', as `scoring.topic_learn` does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scoring.contract import LANGUAGES
from scoring.deeper import Deeper, signs
from scoring.topic import unit
from scoring.topic_learn import ENOUGH, Row, all_matters, along, enough, middles_of, turn_from, weighed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.deeper import Deep

    Array = NDArray[np.float32]
    Sums = NDArray[np.float64]

# Of so many honest replies the quick signs do not make sure.
ASKED = 0.2
# And so many fall under the edge: of the bank's, whose writers were asked for odd ones too; of others' far fewer.
SHARE = 0.015


class Unseen(NamedTuple):
    """What texts are about by layers that learned nothing from some writers. `where`: the rows and strangers by these,
    a truth value each; `deep`: what a text is about, (width,)."""

    where: NDArray[np.bool_]
    deep: Deep


def learn(
    deep: Deep, unseen: Sequence[Unseen], rows: Sequence[Row], strangers: Sequence[Row], quick: Sums, work: Sums
) -> Deeper | None:
    """The table, from what `topic_learn.learn` takes, the quick sums of each, (rows and strangers,), and how surely
    each is speech at work; None for too few rows. `deep`: what a text is about, (width,), by the layers to ship;
    `unseen`: for each row and stranger by layers that had not seen its writer."""
    if not enough(rows):
        return None
    both, count = [*rows, *strangers], len(rows)
    langs = np.array([row.lang for row in both], np.int_)
    alike, turned = np.zeros((len(both), 3)), np.zeros((len(both), 3))
    for one in unseen:
        found = _matters(one.deep, both)
        turn = turn_from(found, langs, np.flatnonzero(~one.where[:count]), count)
        theirs, their_langs = found[:, one.where], langs[one.where]
        alike[one.where] = _as_they_are(theirs, _middles(found, langs, count), their_langs)
        turned[one.where] = along(turn, theirs, their_langs)
    weighed_by = np.array([signs(quick[place], work[place], alike[place].tolist(), turned[place].tolist(), len(row.own))
                           for place, row in enumerate(both)])  # fmt: skip
    weights = weighed(weighed_by, count)
    sums = (weighed_by.astype(np.float32) @ weights).astype(np.float64)
    sure, edge, laid = {}, {}, slice(count, 2 * count)
    for number, lang in enumerate(LANGUAGES):
        its = np.array([row.counts and row.lang == number for row in rows])
        if its.sum() >= ENOUGH:
            sure[lang] = float(np.quantile(quick[:count][its], ASKED))
            asked = its & (quick[:count] < sure[lang])
            edge[lang] = float(np.quantile(sums[:count][asked], SHARE / ASKED))
            told = (quick[laid][its] < sure[lang]) & (sums[laid][its] < edge[lang])
            print(f"{lang}: of replies laid beside a stranger's situation of the same kind {told.mean():.3f} are told")
    matters = _matters(deep, both)
    turn = turn_from(matters, langs, np.arange(count), count)
    return Deeper(_middles(matters, langs, count), turn, weights, sure, edge)


def _matters(deep: Deep, rows: Sequence[Row]) -> Array:
    once = cache(deep)  # the strangers are the same replies over again
    return all_matters(rows, lambda row: once(row.text.raw), once)


def _middles(matters: Array, langs: NDArray[np.int_], count: int) -> Array:
    return np.stack([middles_of(part[:count], langs[:count]) for part in matters])


def _as_they_are(matters: Array, middles: Array, langs: NDArray[np.int_]) -> Array:
    """What `topic_learn.along` tells, (n, 3), with no directions learned."""
    reply, *parts = (unit(part - middle[langs]) for part, middle in zip(matters, middles, strict=True))
    return np.stack([(reply * part).sum(1) for part in parts], axis=1)
