"""What the heads see of a reply beside the encoder: its letters, the cues that hit, whose fault it was, its shape and
manners."""

from __future__ import annotations

import zlib
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from scoring.contract import LABELS, Evidence, Situation
from scoring.manners import manners
from scoring.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Row = NDArray[np.float32]

NGRAM_BUCKETS = 4096
CONTEXT = 6
MAX_CHARACTERS = 4000
_PLACE = {label: i for i, label in enumerate(LABELS)}


def features(text: Text, situation: Situation, hits: list[Evidence]) -> Row:
    """One row for a reply: hashed letters, then the surest cue for each label, then context, shape and manners."""
    cues = np.zeros(len(LABELS), np.float32)
    for item in hits:
        column = _PLACE[item.label]
        cues[column] = max(cues[column], item.confidence)
    letters = ngrams(text.plain[:MAX_CHARACTERS]) * np.float32(1.5)
    signs = manners(text, situation.lang)
    return np.concatenate([letters, cues, context_of(situation) * np.float32(0.5), _shape(text), signs])


def context_of(situation: Situation) -> Row:
    """What a head is told beside the text: whose fault, which breach, which language; shape (CONTEXT,), 0 or 1."""
    return np.array(
        [
            situation.our_fault == "yes",
            situation.our_fault == "unclear",
            situation.breach == "first",
            situation.breach == "repeat",
            situation.lang == "ru",
            situation.lang == "uk",
        ],
        np.float32,
    )


def _shape(text: Text) -> Row:
    words = len(text.words)
    return np.array(
        [
            min(words, 100) / 50,
            words < 6,
            "?" in text.raw,
            "!" in text.raw,
            any(char.isdigit() for char in text.raw),
            min(len(text.sentences), 12) / 6,
        ],
        np.float32,
    ) * np.float32(0.5)


def ngrams(plain: str) -> Row:
    """Hashed words and character 3- to 5-grams within words, square-root counts, unit length, NGRAM_BUCKETS numbers."""
    counts: Counter[int] = Counter()
    for word in plain.split():
        for bucket in _buckets(word[:40]):
            counts[bucket] += 1
    row = np.zeros(NGRAM_BUCKETS, np.float32)
    if counts:
        row[list(counts)] = np.sqrt(np.array(list(counts.values()), np.float32))
        row /= np.linalg.norm(row)
    return row


@lru_cache(maxsize=20_000)
def _buckets(word: str) -> tuple[int, ...]:
    # crc32 rather than hash(): the same on every machine and in every run.
    padded = f"<{word}>"
    pieces = {padded} | {padded[i : i + n] for n in (3, 4, 5) for i in range(len(padded) - n + 1)}
    return tuple(zlib.crc32(piece.encode("utf-8", "surrogatepass")) % NGRAM_BUCKETS for piece in pieces)
