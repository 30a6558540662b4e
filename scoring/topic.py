"""Whether a reply speaks of this client's matter at all: right words to another problem earn nothing.

Five signs are weighed. Each of the reply's telling words looks for its nearest word in the situation (the client's
words, the rule, the facts, what was said before), by the encoder's own word vectors; rare words count for more. What
the encoder's first layers say the reply is about is held against what they say of the situation, along the directions
in which replies of the bank go with their own situations: with all of it, with what the client says, with the facts.
Words that both have in common speak for themselves. A small network looks, piece by piece, for what in the situation
each piece answers (`scoring.nearness`). And what sounds like friendly talk is the less likely to speak of it
(`scoring.sense`). Replies of which all this does not make sure are looked at once more, deeper (`scoring.deeper`).
Where that cannot be, an edge is set so that one in a hundred of the bank's replies that name things would fall below
it, each judged without its writer (`scoring.own.matter`).
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.arrays import get_arrays, write_arrays
from scoring.contract import LANGUAGES, Situation
from scoring.languages import SMALL
from scoring.nearness import SHAPES, Around, Nearness
from scoring.text import Text

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

    from numpy.typing import NDArray

    from scoring.deeper import Deeper
    from scoring.encoder import Encoder
    from scoring.own.reader import Near

FILE = "matter.npz"
BUCKETS = 8192
LEAST = 6  # telling words below which nothing is said
MANY = 120
MOST = 8000  # characters of what was said around a reply
KEPT = 64  # situations
MOST_WORK = 6.0  # surer than this that a reply is friendly talk, or that it is work, is nobody
STEM = 5  # letters by which two forms of a word are taken for one
NO_EDGE = -99.0
SIGNS = 16
# Moves that name things; a greeting, thanks or an apology can stand without a word of the matter.
NAMING = frozenset(
    ("state_rule", "explain_why", "impact", "client_stake", "ease", "consequence", "trade", "investigate", "own_fault",
     "amends", "prevent", "next_step")
)  # fmt: skip


@dataclass(frozen=True)
class Turn:
    """How what two texts are about is compared: `middles` (2, languages, width) of replies and of situations, `turns`
    (2, width, directions) towards what they share."""

    middles: NDArray[np.float32]
    turns: NDArray[np.float32]

    def __call__(self, matter: NDArray[np.float32], lang: int | NDArray[np.int_], side: int) -> NDArray[np.float32]:
        """A reply's (`side` 0) or a situation's (1) matter, (width,) or (n, width), in shared directions, length 1."""
        return unit(unit(matter - self.middles[side, lang]) @ self.turns[side])


@dataclass(frozen=True)
class Words:
    """The words of the encoder. `rarity` (buckets,): how rare a word is, by its hash; `middle` (width,): the mean word
    vector."""

    rarity: NDArray[np.float32]
    middle: NDArray[np.float32]

    def compared(self, encoder: Encoder, words: Sequence[str], around: Sequence[str]) -> tuple[float, float, int]:
        """(how near the words are to those around, about 0.1-1.0; how rare those are that both have, summed up; how
        many they are)."""
        best = (self._vectors(encoder, words) @ self._vectors(encoder, around).T).max(1)
        weight = np.array([self.rarity[bucket(word)] for word in words])
        stems = {word[:STEM] for word in around}
        both = np.array([word[:STEM] in stems for word in words])
        return float((best * weight).sum() / weight.sum()), float(weight[both].sum()), int(both.sum())

    def _vectors(self, encoder: Encoder, words: Sequence[str]) -> NDArray[np.float32]:
        return unit(np.stack([encoder.vector(word) for word in words]) - self.middle)


@dataclass(frozen=True)
class Topic:
    """`weights` (signs,): how much each of `signs` speaks for the same matter; `edge`: language -> the sum under which
    a reply speaks of something else; `deeper`: who is asked instead of the edge."""

    words: Words
    turn: Turn
    nearness: Nearness
    weights: NDArray[np.float32]
    edge: dict[str, float]
    deeper: Deeper | None = None

    def is_another(self, encoder: Encoder, text: Text, near: Near, situation: Situation, work: float = 0.0) -> bool:
        """Whether the reply, by its words and what the encoder says of them, speaks of another matter than the
        situation. `work`: how surely it is speech at work, a logit (`sense.Sense.of`)."""
        edge = self.edge.get(situation.lang)
        words = telling(text, situation.lang)
        said = "\n".join((around_of(situation), *situation.earlier.replies))[:MOST]
        around = telling(Text(said), situation.lang)
        if edge is None or min(len(words), len(around)) < LEAST:
            return False
        facts, around_it = self._looked_into(encoder, situation.lang, situation.client, situation.rule, situation.about)
        alike = facts @ self.turn(near.matter, LANGUAGES.index(situation.lang), 0)
        each = self.nearness(pieces_of(encoder, near), around_it)
        found = signs(alike.tolist(), each, work, *self.words.compared(encoder, words, around), len(words))
        told = round(float(np.dot(found, self.weights)), 3)
        if self.deeper is not None and encoder.deep is not None:
            return self.deeper.is_another(encoder.deep, text.raw, situation, told, work, len(words))
        return told < edge

    @cached_property
    def _looked_into(self) -> _lru_cache_wrapper[tuple[NDArray[np.float32], Around]]:
        """A situation as replies are held against it; kept, since many replies are given to one."""

        @lru_cache(maxsize=KEPT)
        def look(encoder: Encoder, lang: str, client: str, rule: str, about: str) -> tuple[NDArray[np.float32], Around]:
            situation = Situation(lang=lang, client=client, rule=rule, about=about)
            one, two = (encoder.near(part) for part in parts_of(situation))
            matters = matters_of(situation, one.matter, two.matter)
            pieces = pieces_of(encoder, one), pieces_of(encoder, two)
            return self.turn(matters, LANGUAGES.index(lang), 1), self.nearness.around(*pieces)

        return look


def signs(
    alike: Sequence[float], each: float, work: float, near: float, rare: float, shared: int, count: int
) -> list[float]:
    """What is weighed, SIGNS numbers: how alike the reply is to what the situation is about (-1.0-1.0 each, by
    `matters_of`), what the network says of it piece by piece, how far it sounds like friendly talk, how near the words,
    the words that both have (how rare, how many), how many words the reply has, and some products of these: a long
    reply tells more."""
    length, whole = math.log(count), alike[0]
    return [each, min(0.0, max(-MOST_WORK, work)), near, whole, near * whole, math.log1p(rare), min(shared, 4),
            shared / count, length, length * near, length * whole, whole**2, near**2, *alike[1:],
            max(alike)]  # fmt: skip


def parts_of(situation: Situation) -> tuple[str, str]:
    """The client's words, and the rule with the facts; where one is missing the other stands for it. The facts stay the
    same over a conversation, so that only the client's words are new at each reply."""
    client, facts = situation.client, f"{situation.rule}\n{situation.about}"
    said = [part for part in (client, facts) if part.strip()] or [client]
    return said[0], said[-1]


def matters_of(situation: Situation, one: NDArray[np.float32], two: NDArray[np.float32]) -> NDArray[np.float32]:
    """What a situation is about, (3, width), from what its two parts are: all of it, what the client says, the rule and
    the facts."""
    share = np.float32(client_share(situation))
    return np.stack([one * share + two * (1 - share), one, two])


def client_share(situation: Situation) -> float:
    """How much of a situation's text the client says, 0.0-1.0."""
    client, facts = len(situation.client), len(situation.rule) + 1 + len(situation.about)
    return client / max(1, client + facts)


def pieces_of(encoder: Encoder, near: Near) -> NDArray[np.float32]:
    """A text's pieces as `nearness` takes them, (n, 2 width): among the others, and by themselves."""
    return np.concatenate([near.states.astype(np.float32), encoder.words(near.ids)], axis=1)


def around_of(situation: Situation) -> str:
    """What the situation says of its matter."""
    return "\n".join((situation.client, situation.rule, situation.about))


def telling(text: Text, lang: str) -> list[str]:
    """The text's words that tell what it is about, lower case: numbers, and words that are not small."""
    kept = [word for word in text.tokens[: 4 * MANY] if word not in SMALL[lang] and (len(word) >= 3 or word.isdigit())]
    return list(dict.fromkeys(kept))[:MANY]


def bucket(word: str) -> int:
    """Where a word's rarity stands; crc32 rather than hash(), which differs from run to run."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) % BUCKETS


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows (width,) or (n, width) at length 1; a row of nothing stays one."""
    found: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-6)
    return found


def edges_kept(edges: Mapping[str, float]) -> NDArray[np.float32]:
    """Language -> edge, as files keep it, (languages,)."""
    return np.array([edges.get(lang, NO_EDGE) for lang in LANGUAGES], np.float32)


def edges_of(kept: NDArray[np.float32]) -> dict[str, float]:
    """What `edges_kept` made an array of."""
    return {lang: value for lang, value in zip(LANGUAGES, kept.tolist(), strict=True) if value > NO_EDGE}


def save(topic: Topic, path: Path) -> None:
    """Write the table; the same table gives the same bytes."""
    arrays: dict[str, NDArray[Any]] = {
        "rarity": topic.words.rarity.astype(np.float16),
        "middle": topic.words.middle.astype(np.float32),
        "middles": topic.turn.middles.astype(np.float32),
        "turns": topic.turn.turns.astype(np.float32),
        "weights": topic.weights.astype(np.float32),
        **{f"near_{name}": array.astype(np.float32) for name, array in topic.nearness.weights.items()},
        "edge": edges_kept(topic.edge),
    }
    write_arrays(path, arrays)


@lru_cache(maxsize=4)
def load(path: Path) -> Topic | None:
    """The table in a file; None when there is none. Raises RubricError for a damaged one."""
    if not path.exists():
        return None
    names = ("edge", "rarity", "middle", "middles", "turns", "weights", *(f"near_{name}" for name in SHAPES))
    edge, rarity, middle, middles, turns, weights, *near = get_arrays(path, *names)
    nearness = Nearness(dict(zip(SHAPES, near, strict=True)))
    return Topic(Words(rarity.astype(np.float32), middle), Turn(middles, turns), nearness, weights, edges_of(edge))
