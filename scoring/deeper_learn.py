"""Learning `scoring.deeper`: from replies in their own situations and in others', as `scoring.topic_learn` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from scoring.contract import LANGUAGES
from scoring.deeper import Deeper, signs
from scoring.topic import unit
from scoring.topic_learn import DIRECTIONS, ENOUGH, FOLDS, Row, alike_unseen, all_matters, middles_of, turn_of, weighed

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
    once = cache(deep)  # the strangers are the same replies over again
    matters = all_matters(both, lambda row: once(row.text.raw), once)
    middles = np.stack([middles_of(part[:count], langs[:count]) for part in matters])
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
