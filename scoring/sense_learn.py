"""Learning what is speech, and speech at work: from the bank's replies against made ones and against friendly talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scoring.contract import LANGUAGES
from scoring.learn import Basis, logistic
from scoring.sense import BUILT, Sense, built, figures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.encoder import Encoder
    from scoring.own.reader import Reading

    Array = NDArray[np.float32]

# The share of replies that earn something and would be taken for strung words.
SHARE = 0.003
FOLDS, PENALTY = 4, 100.0


@dataclass(frozen=True)
class Figures:
    """Texts to learn from: `rows` (n, figures), their languages and writers by number (n,), and which of them earn
    something, so that an edge may be set by them (n,)."""

    rows: Array
    langs: NDArray[np.int_]
    writers: NDArray[np.int_]
    counts: NDArray[np.bool_]


def usual_of(encoder: Encoder, texts: Sequence[tuple[Reading, str]]) -> Array:
    """How words of the languages are built on the whole, (languages, BUILT)."""
    found: list[list[Array]] = [[] for _ in LANGUAGES]
    for reading, lang in texts:
        if (one := built(encoder, reading.text, lang)) is not None:
            found[LANGUAGES.index(lang)].append(one)
    return np.stack([np.mean(rows, axis=0) if rows else np.zeros(BUILT, np.float32) for rows in found])


def row_of(encoder: Encoder, reading: Reading, lang: str, usual: Array) -> Array:
    """A text's figures."""
    return figures(reading, built(encoder, reading.text, lang), usual[LANGUAGES.index(lang)])


class Learned(NamedTuple):
    """The table, and how surely (a logit) each text of speech and of friendly talk is speech at work, by what was
    learned without its writer."""

    sense: Sense
    speech: NDArray[np.float64]
    chats: NDArray[np.float64]


def learn(speech: Figures, made: Figures, chats: Figures, usual: Array) -> Learned:
    """The table from speech at work, made replies and friendly talk."""
    strung, work = _kind(speech, made), _kind(speech, chats)
    edge = [_edge(strung[2][speech.counts & (speech.langs == lang)]) for lang in range(len(LANGUAGES))]
    weights = np.stack([strung[0], work[0]], 1).astype(np.float32)
    bias = np.array([strung[1], work[1]], np.float32)
    return Learned(Sense(weights, bias, usual.astype(np.float32), np.array(edge, np.float32)), *work[2:])


def _kind(
    speech: Figures, other: Figures
) -> tuple[NDArray[np.float64], float, NDArray[np.float64], NDArray[np.float64]]:
    """(weights, bias, what is said of speech and of the other texts by what had not seen their writers)."""
    middle, spread = speech.rows.mean(0), speech.rows.std(0) + 1e-6
    one, two = (speech.rows - middle) / spread, (other.rows - middle) / spread
    unseen = np.zeros(len(one)), np.zeros(len(two))
    for fold in range(FOLDS):
        out, left = speech.writers % FOLDS == fold, other.writers % FOLDS == fold
        weights, bias = _head(one[~out], two[~left])
        unseen[0][out], unseen[1][left] = one[out] @ weights + bias, two[left] @ weights + bias
    weights, bias = _head(one, two)
    return weights / spread, bias - float(middle @ (weights / spread)), *unseen


def _head(speech: NDArray[np.float64], other: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """(weights, bias) that tell one from the other, both kinds as important."""
    targets = np.repeat([1.0, 0.0], [len(speech), len(other)])[:, None]
    weighs = np.repeat([0.5 / len(speech), 0.5 / len(other)], [len(speech), len(other)])[:, None] * len(targets)
    head = logistic(Basis(np.concatenate([speech, other])), targets, weighs, PENALTY)
    return head.weights[:, 0], float(head.bias[0])


def _edge(sums: NDArray[np.float64]) -> float:
    return float(np.quantile(sums, SHARE)) if len(sums) * SHARE >= 1 else -np.inf
