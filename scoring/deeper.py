"""A second look at replies that may speak of another matter than this client's.

Tuned to tell what a reply does, an encoder forgets what it is about; another one, from the same original, was tuned to
lay replies beside their own situations (`scoring.own.about`). Its reading of the reply is held against those of the
client's words and of the facts, as they are and along the directions in which replies of the bank go with their own
situations (`scoring.topic.Turn`). That takes as long as the score itself, so it is asked only where the quick signs of
`scoring.topic` leave doubt: of one honest reply in five.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scoring.arrays import get_arrays, write_arrays
from scoring.contract import LANGUAGES, Situation
from scoring.topic import KEPT, MOST_WORK, Turn, edges_kept, edges_of, matters_of, parts_of, unit

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

    from numpy.typing import NDArray

    Array = NDArray[np.float32]
    Deep = Callable[[str], Array]

FILE = "deeper.npz"
SIGNS = 15
ARRAYS = ("middles", "turn_middles", "turns", "weights", "sure", "edge")


@dataclass(frozen=True)
class Deeper:
    """`middles` (4, languages, width): of replies, of situations, of clients' words, of facts; `weights` (signs,): how
    much each of `signs` speaks for the same matter. `sure`: language -> the quick sum from which nothing more is asked;
    `edge`: language -> the sum under which a reply speaks of something else."""

    middles: Array
    turn: Turn
    weights: Array
    sure: dict[str, float]
    edge: dict[str, float]

    def is_another(self, deep: Deep, reply: str, situation: Situation, quick: float, work: float, count: int) -> bool:
        """Whether the reply, of so many telling words, speaks of another matter. `quick`: the sum of the quick signs;
        `work`: how surely it is speech at work, a logit; `deep`: what a text is about, (width,)."""
        lang = situation.lang
        if lang not in self.edge or quick >= self.sure[lang]:
            return False
        plain, turned = self._looked_into(deep, lang, situation.client, situation.rule, situation.about)
        matter, number = deep(reply), LANGUAGES.index(lang)
        alike, along = plain @ unit(matter - self.middles[0, number]), turned @ self.turn(matter, number, 0)
        found = signs(quick, work, alike.tolist(), along.tolist(), count)
        return round(float(np.dot(found, self.weights)), 3) < self.edge[lang]

    @cached_property
    def _looked_into(self) -> _lru_cache_wrapper[tuple[Array, Array]]:
        """A situation as replies are held against it, as it is and in shared directions; kept, since many replies are
        given to one."""

        @lru_cache(maxsize=KEPT)
        def look(deep: Deep, lang: str, client: str, rule: str, about: str) -> tuple[Array, Array]:
            situation = Situation(lang=lang, client=client, rule=rule, about=about)
            one, two = (deep(part) for part in parts_of(situation))
            matters, number = matters_of(situation, one, two), LANGUAGES.index(lang)
            return unit(matters - self.middles[1:, number]), self.turn(matters, number, 1)

        return look


def signs(quick: float, work: float, plain: list[float], turned: list[float], count: int) -> list[float]:
    """What is weighed, SIGNS numbers: the quick sum, how surely it is speech at work, how alike the reply is to all of
    the situation, to the client's words and to the facts (-1.0-1.0 each), as they are and in shared directions, how
    many telling words the reply has, and some products of these."""
    length, work = math.log(count), max(-MOST_WORK, min(MOST_WORK, work))
    return [quick, work, *plain, max(plain), plain[0] ** 2, *turned, max(turned), turned[0] ** 2, length,
            length * plain[0], length * turned[0]]  # fmt: skip


def save(deeper: Deeper, path: Path) -> None:
    """Write the table; the same table gives the same bytes."""
    edges = edges_kept(deeper.sure), edges_kept(deeper.edge)
    arrays = (deeper.middles, deeper.turn.middles, deeper.turn.turns, deeper.weights, *edges)
    write_arrays(path, {name: array.astype(np.float32) for name, array in zip(ARRAYS, arrays, strict=True)})


@lru_cache(maxsize=4)
def load(path: Path) -> Deeper | None:
    """The table in a file; None when there is none. Raises RubricError for a damaged one."""
    if not path.exists():
        return None
    middles, turn_middles, turns, weights, sure, edge = get_arrays(path, *ARRAYS)
    return Deeper(middles, Turn(turn_middles, turns), weights, edges_of(sure), edges_of(edge))
