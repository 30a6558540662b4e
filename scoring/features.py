"""What the heads see of a reply: its meaning, its letters, the cues that hit, and whose fault it was."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from scoring.contract import LABELS, Evidence, Situation
from scoring.text import Span, Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.encoder import Encoder

    Matrix = NDArray[np.float32]

NGRAM_BUCKETS = 4096
MAX_SENTENCES = 24
_PLACE = {label: i for i, label in enumerate(LABELS)}


@dataclass(frozen=True)
class Seen:
    """A reply's features. `reply`: one row for the whole, shape (reply_size,). `sentences`: a row each,
    shape (n, sentence_size), `spans` their places, n ≥ 1."""

    reply: Matrix
    sentences: Matrix
    spans: tuple[Span, ...]


def see(
    texts: Sequence[Text], situations: Sequence[Situation], hits: Sequence[list[Evidence]], encoder: Encoder
) -> list[Seen]:
    """Features of several replies; they are encoded in one batch."""
    spans = [text.sentences[:MAX_SENTENCES] or (Span(0, len(text.plain)),) for text in texts]
    pieces: list[str] = []
    for text, places in zip(texts, spans, strict=True):
        pieces.append(text.raw[:4000])
        pieces.extend(text.raw[s.start : s.end][:1000] for s in places)
    vectors = encoder.encode(pieces)
    seen, at = [], 0
    for text, situation, found, places in zip(texts, situations, hits, spans, strict=True):
        whole, parts = vectors[at], vectors[at + 1 : at + 1 + len(places)]
        at += 1 + len(places)
        seen.append(_seen(text, situation, found, places, whole, parts))
    return seen


def _seen(
    text: Text, situation: Situation, found: list[Evidence], places: tuple[Span, ...], whole: Matrix, parts: Matrix
) -> Seen:
    cues = np.zeros(len(LABELS), np.float32)
    cue_rows = np.zeros((len(places), len(LABELS)), np.float32)
    for item in found:
        column = _PLACE[item.label]
        cues[column] = max(cues[column], item.confidence)
        for row, span in enumerate(places):
            if span.start <= item.start < span.end:
                cue_rows[row, column] = max(cue_rows[row, column], item.confidence)
    context = _context(situation)
    shape = _shape(text)
    reply = np.concatenate(
        [whole, parts.mean(0), parts.max(0), ngrams(text.plain[:4000]) * 1.5, cues, context, shape]
    ).astype(np.float32)
    lines = [
        np.concatenate([part, ngrams(text.plain[s.start : s.end][:1000]), cues_in, context * 0.5])
        for part, s, cues_in in zip(parts, places, cue_rows, strict=True)
    ]
    return Seen(reply, np.stack(lines).astype(np.float32), places)


def _context(situation: Situation) -> Matrix:
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
    ) * np.float32(0.5)


def _shape(text: Text) -> Matrix:
    words = len(text.words)
    return np.array(
        [
            min(words, 100) / 50,
            words < 6,
            "?" in text.raw,
            "!" in text.raw,
            any(char.isdigit() for char in text.raw),
            len(text.sentences) / 6,
        ],
        np.float32,
    ) * np.float32(0.5)


def ngrams(plain: str) -> Matrix:
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
