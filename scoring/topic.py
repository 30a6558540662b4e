"""Whether a reply speaks of this client's matter at all: right words to another problem earn nothing.

Each of the reply's telling words looks for its nearest word in the situation (the client's words, the rule, the
facts, what was said before), by the encoder's own word vectors; rare words count for more. A reply of which hardly a
word has a relative there speaks of something else. The edge is set so that one in a hundred of the
bank's replies that name things would fall below it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.arrays import get_arrays, put_arrays
from scoring.contract import LANGUAGES, Situation
from scoring.languages import SMALL
from scoring.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.encoder import Encoder

FILE = "topic.npz"
BUCKETS = 8192
LEAST = 6  # telling words below which nothing is said
MANY = 120
SHARE = 0.01
# Moves that name things; a greeting, thanks or an apology can stand without a word of the matter.
NAMING = frozenset(
    ("state_rule", "explain_why", "impact", "client_stake", "ease", "consequence", "trade", "investigate", "own_fault",
     "amends", "prevent", "next_step")
)  # fmt: skip


@dataclass(frozen=True)
class Topic:
    """`rarity` (buckets,): how rare a word is, by its hash; `middle` (width,): the mean word vector; `edge`: language
    -> the nearness under which a reply speaks of something else."""

    rarity: NDArray[np.float32]
    middle: NDArray[np.float32]
    edge: dict[str, float]

    def is_another(self, encoder: Encoder, text: Text, situation: Situation) -> bool:
        """Whether the reply speaks of another matter than the situation."""
        around = "\n".join((situation.client, situation.rule, situation.about, *situation.earlier.replies))
        near = self.nearness(encoder, telling(text, situation.lang), telling(Text(around[:8000]), situation.lang))
        return near is not None and round(near, 3) < self.edge.get(situation.lang, 0.0)

    def nearness(self, encoder: Encoder, words: Sequence[str], around: Sequence[str]) -> float | None:
        """How near the words are to those around, about 0.1-1.0; None when there are too few of either to tell."""
        if len(words) < LEAST or len(around) < LEAST:
            return None
        best = (self._vectors(encoder, words) @ self._vectors(encoder, around).T).max(1)
        weight = np.array([self.rarity[bucket(word)] for word in words])
        return float((best * weight).sum() / weight.sum())

    def _vectors(self, encoder: Encoder, words: Sequence[str]) -> NDArray[np.float32]:
        rows = np.stack([encoder.vector(word) for word in words]) - self.middle
        vectors: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return vectors


def telling(text: Text, lang: str) -> list[str]:
    """The text's words that tell what it is about, lower case: numbers, and words that are not small."""
    words = [text.plain[span.start : span.end] for span in text.words[: 4 * MANY]]
    kept = [word for word in words if word not in SMALL[lang] and (len(word) >= 3 or word.isdigit())]
    return list(dict.fromkeys(kept))[:MANY]


def bucket(word: str) -> int:
    """Where a word's rarity stands; crc32 rather than hash(), which differs from run to run."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) % BUCKETS


def learn(encoder: Encoder, rows: Sequence[tuple[Text, Situation, Collection[str]]]) -> Topic:
    """The table from replies in their own situations, each with its labels."""
    words = [telling(text, situation.lang) for text, situation, _ in rows]
    count = np.zeros(BUCKETS, np.float64)
    for one in words:
        count[sorted({bucket(word) for word in one})] += 1
    rarity = np.log(len(rows) / (1 + count)).astype(np.float32)
    known = sorted({word for one in words for word in one})
    middle = np.mean([encoder.vector(word) for word in known], axis=0).astype(np.float32)
    topic = Topic(rarity, middle, {})
    near: dict[str, list[float]] = {lang: [] for lang in LANGUAGES}
    for (_, situation, labels), one in zip(rows, words, strict=True):
        if NAMING.isdisjoint(labels):
            continue
        around = telling(Text("\n".join((situation.client, situation.rule, situation.about))), situation.lang)
        found = topic.nearness(encoder, one, around)
        if found is not None:
            near[situation.lang].append(found)
    edge = {lang: float(np.quantile(found, SHARE)) for lang, found in near.items() if len(found) >= 100}
    return Topic(rarity, middle, edge)


def save(topic: Topic, path: Path) -> None:
    """Write the table; the same table gives the same bytes."""
    arrays: dict[str, NDArray[Any]] = {
        "rarity": topic.rarity.astype(np.float16),
        "middle": topic.middle.astype(np.float32),
        "edge": np.array([topic.edge.get(lang, 0.0) for lang in LANGUAGES], np.float32),
    }
    with zipfile.ZipFile(path, "w") as archive:
        put_arrays(archive, arrays)


@lru_cache(maxsize=4)
def load(path: Path) -> Topic | None:
    """The table in a file; None when there is none. Raises RubricError for a damaged one."""
    if not path.exists():
        return None
    edge, rarity, middle = get_arrays(path, "edge", "rarity", "middle")
    return Topic(rarity.astype(np.float32), middle, dict(zip(LANGUAGES, edge.tolist(), strict=True)))
