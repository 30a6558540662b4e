"""Learning `scoring.deeper`: from replies in their own situations and in others', as `scoring.topic_learn` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from scoring.contract import LANGUAGES
from scoring.deeper import Deeper, signs
from scoring.topic import around_of, matters_of, parts_of, unit
from scoring.topic_learn import DIRECTIONS, ENOUGH, FOLDS, Row, alike_unseen, turn_of, weighed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]
    Sums = NDArray[np.float64]

# Of so many honest replies the quick signs do not make sure.
ASKED = 0.2
# And so many fall under the edge: of the bank's, whose writers were asked for odd ones too; of others' far fewer.
SHARE = 0.02


def learn(
    deep: Callable[[str], Array], rows: Sequence[Row], strangers: Sequence[Row], quick: Sums, work: Sums
) -> Deeper | None:
    """The table, from what `topic_learn.learn` takes, the quick sums of each, (rows and strangers,), and how surely
    each is speech at work; None for too few rows. `deep`: what a text is about, (width,)."""
    if len(rows) < FOLDS * DIRECTIONS:
        return None
    both, count = [*rows, *strangers], len(rows)
    langs = np.array([row.lang for row in both], np.int_)
    matters = _matters(deep, both)
    middles = np.stack([_middles(part[:count], langs[:count]) for part in matters])
    plain = [unit(part - middle[langs]) for part, middle in zip(matters, middles, strict=True)]
    alike = np.stack([(plain[0] * part).sum(1) for part in plain[1:]], axis=1)
    turned = alike_unseen(matters, langs, [row.writer for row in both], count)
    found = np.array([signs(quick[place], work[place], alike[place].tolist(), turned[place].tolist(), len(row.own))
                      for place, row in enumerate(both)])  # fmt: skip
    weights = weighed(found, count)
    sums = (found[:count].astype(np.float32) @ weights).astype(np.float64)
    turn = turn_of(matters[0, :count], matters[1, :count], matters[1, count : 2 * count], langs[:count])
    sure, edge = {}, {}
    for number, lang in enumerate(LANGUAGES):
        its = np.array([row.counts and row.lang == number for row in rows])
        if its.sum() >= ENOUGH:
            sure[lang] = float(np.quantile(quick[:count][its], ASKED))
            asked = its & (quick[:count] < sure[lang])
            edge[lang] = float(np.quantile(sums[asked], SHARE / ASKED))
    return Deeper(middles, turn, weights, sure, edge)


def _middles(part: Array, langs: NDArray[np.int_]) -> Array:
    """(languages, width)."""
    found = [part[langs == lang] if (langs == lang).any() else part for lang in range(len(LANGUAGES))]
    return np.stack([some.mean(0) for some in found]).astype(np.float32)


def _matters(deep: Callable[[str], Array], rows: Sequence[Row]) -> Array:
    """What replies and their situations are about, (4, n, width): the reply, then what `matters_of` gives."""
    said = {text: deep(text) for text in dict.fromkeys(row.text.raw for row in rows)}
    around = {around_of(row.situation): row.situation for row in rows}
    known = {key: matters_of(one, *map(deep, parts_of(one))) for key, one in around.items()}
    return np.stack([np.vstack([said[row.text.raw], known[around_of(row.situation)]]) for row in rows], axis=1)
