"""Learning a rubric's heads from its example bank: one reproducible command, numpy alone, no randomness.

    python -m scoring.train [RUBRIC_FOLDER]

Every figure that it sets (blend, thresholds, stretch) is set on replies of writers whom the head judging them has not
seen: the bank is cut by writer, each part is judged by heads learned from the others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scoring.bank import Example, read_bank
from scoring.contract import LABELS, STANCES, Evidence
from scoring.cues import load_cues
from scoring.encoder import Encoder, default_encoder
from scoring.features import Seen, see
from scoring.heads import FILE, Heads, save, second_stage
from scoring.learn import Basis, Linear, logistic, ridge, sigmoid
from scoring.plain_heads import FILE as PLAIN_FILE
from scoring.plain_heads import inputs
from scoring.rubric import DEFAULT, RubricError
from scoring.scorer import certainty
from scoring.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

REPLY_PENALTY = 2.0
SENTENCE_PENALTY = 2.0
SECOND_PENALTY = 4.0
POSITIVE = 2.0


@dataclass(frozen=True)
class Material:
    """The bank as numbers: `labels`, `use` (rows, labels), `axes` (rows, 2), `stance` (rows, 5), `writer` (rows,)."""

    examples: Sequence[Example]
    seen: Sequence[Seen]
    hits: Sequence[list[Evidence]]
    labels: Matrix
    use: Matrix
    axes: Matrix
    stance: Matrix
    stance_use: Matrix
    writer: NDArray[np.str_]

    def rows(self, index: NDArray[np.int_]) -> Material:
        """The part of the material with these row numbers."""
        return Material(
            [self.examples[i] for i in index],
            [self.seen[i] for i in index],
            [self.hits[i] for i in index],
            self.labels[index],
            self.use[index],
            self.axes[index],
            self.stance[index],
            self.stance_use[index],
            self.writer[index],
        )


@dataclass(frozen=True)
class First:
    """The first stage: a head over whole replies (labels, stances, axes) and one over sentences (labels)."""

    reply: Linear
    sentence: Linear

    def judge(self, seen: Sequence[Seen]) -> tuple[Matrix, Matrix]:
        """(whole-reply outputs (rows, labels + 7), each label's best sentence logit (rows, labels))."""
        whole = self.reply(np.stack([one.reply for one in seen]))
        best = np.stack([self.sentence(one.sentences).max(0) for one in seen])
        return whole, best


def gather(examples: Sequence[Example], folder: Path, encoder: Encoder) -> Material:
    """The features and targets of examples. Raises RubricError when there are too few writers or replies."""
    if len({e.writer for e in examples}) < 2 or len(examples) < 50:
        raise RubricError(f"{folder / 'bank'}: learning needs at least 50 replies by at least two writers")
    texts = [Text(e.reply) for e in examples]
    situations = [e.situation for e in examples]
    hits = [load_cues(folder, e.situation.lang).find(t) for e, t in zip(examples, texts, strict=True)]
    return Material(
        examples,
        see(texts, situations, hits, encoder),
        hits,
        np.array([[float(label in e.labels) for label in LABELS] for e in examples]),
        np.array([[float(label not in e.doubted) for label in LABELS] for e in examples]),
        np.array([[e.calm, e.firm] for e in examples]),
        np.array([[float(e.stance == s) for s in STANCES] for e in examples]),
        np.array([[float(not e.stance_doubted)] * len(STANCES) for e in examples]),
        np.array([e.writer for e in examples]),
    )


def learn_first(part: Material) -> First:
    """The first stage over some rows."""
    basis = Basis(np.stack([one.reply for one in part.seen]))
    labels = logistic(
        basis,
        np.hstack([part.labels, part.stance]),
        np.hstack([part.use, part.stance_use]),
        REPLY_PENALTY,
        POSITIVE,
    )
    axes = ridge(basis, part.axes, REPLY_PENALTY * 4)
    reply = Linear(np.hstack([labels.weights, axes.weights]), np.hstack([labels.bias, axes.bias]))
    rows, targets, use = _sentences(part)
    return First(reply, logistic(Basis(rows), targets, use, SENTENCE_PENALTY, POSITIVE))


def _sentences(part: Material) -> tuple[Matrix, Matrix, Matrix]:
    """Each sentence with the labels whose marked words lie in it."""
    rows, targets, use = [], [], []
    for example, seen, usable in zip(part.examples, part.seen, part.use, strict=True):
        marks = example.marks
        for row, span in zip(seen.sentences, seen.spans, strict=True):
            rows.append(row)
            targets.append(
                [
                    float(label in marks and marks[label][0] < span.end and span.start < marks[label][1])
                    for label in LABELS
                ]
            )
            use.append(usable)
    return np.stack(rows), np.array(targets), np.array(use)


def unseen_judgements(material: Material) -> tuple[Matrix, Matrix]:
    """The first stage's outputs for every row, by heads that saw nothing of the row's writer."""
    whole = np.zeros((len(material.examples), len(LABELS) + 7))
    best = np.zeros((len(material.examples), len(LABELS)))
    for writer in sorted(set(material.writer)):
        out = np.flatnonzero(material.writer == writer).tolist()
        first = learn_first(material.rows(np.flatnonzero(material.writer != writer)))
        whole[out], best[out] = first.judge([material.seen[i] for i in out])
    return whole, best


def learn(material: Material, encoder_name: str) -> Heads:
    """All heads over the material."""
    whole, best = unseen_judgements(material)
    count = len(LABELS)
    blend = np.zeros((3, count))
    for column in range(count):
        pair = np.stack([whole[:, column], best[:, column]], 1)
        head = logistic(Basis(pair), material.labels[:, [column]], material.use[:, [column]], 1.0)
        blend[:2, column], blend[2, column] = head.weights[:, 0], head.bias[0]
    chance = sigmoid(whole[:, :count] * blend[0] + best * blend[1] + blend[2])
    threshold = np.array([_threshold(chance[:, i], material.labels[:, i], material.use[:, i]) for i in range(count)])
    rows = second_stage(chance, whole[:, count:])
    basis = Basis(rows)
    axes = ridge(basis, material.axes, SECOND_PENALTY)
    stance = logistic(basis, material.stance, material.stance_use, SECOND_PENALTY)
    guessed = axes(rows)
    stretch = np.stack([guessed.mean(0), _stretch(guessed, material.axes)])
    first = learn_first(material)
    return Heads(encoder_name, first.reply, first.sentence, blend, threshold, axes, stance, stretch)


def _threshold(chance: Matrix, truth: Matrix, use: Matrix) -> float:
    """The probability with the best F1, drawn a third of the way to 0.4 since few positives make it noisy."""
    keep = use > 0
    chance, truth = chance[keep], truth[keep]
    grid = np.arange(0.15, 0.71, 0.025)
    shown = chance[None] >= grid[:, None]
    both = (shown * truth).sum(1)
    f1 = 2 * both / np.maximum(shown.sum(1) + truth.sum(), 1)
    return float(0.67 * grid[int(f1.argmax())] + 0.33 * 0.4)


def _stretch(guessed: Matrix, truth: Matrix) -> Matrix:
    """Factor per axis that gives the best agreement (kappa with quadratic weights) after rounding to 1-5."""
    mean = guessed.mean(0)
    factors = np.arange(1.0, 1.61, 0.05)
    best = []
    for axis in (0, 1):
        scores = [
            _kappa(np.clip(np.round(mean[axis] + (guessed[:, axis] - mean[axis]) * f), 1, 5), truth[:, axis])
            for f in factors
        ]
        best.append(factors[int(np.argmax(scores))])
    return np.array(best)


def _kappa(one: Matrix, two: Matrix) -> float:
    """Quadratically weighted agreement of two ratings, in its continuous form."""
    return float(1 - ((one - two) ** 2).mean() / (one.var() + two.var() + (one.mean() - two.mean()) ** 2))


def learn_plain(material: Material) -> dict[str, dict[str, object]]:
    """The table that judges axes and stance from cues alone."""
    rows = np.array(
        [
            inputs(certainty(hits), e.situation, len(Text(e.reply).words))
            for hits, e in zip(material.hits, material.examples, strict=True)
        ]
    )
    basis = Basis(rows)
    axes = ridge(basis, material.axes, 10.0)
    stance = logistic(basis, material.stance, material.stance_use, 4.0)
    names = ("calm", "firm", *STANCES)
    weights = np.hstack([axes.weights, stance.weights]).T
    bias = np.hstack([axes.bias, stance.bias])
    return {
        "weights": {n: [round(float(x), 4) for x in w] for n, w in zip(names, weights, strict=True)},
        "bias": {n: round(float(b), 4) for n, b in zip(names, bias, strict=True)},
    }


def train(folder: Path = DEFAULT, encoder: Encoder | None = None) -> int:
    """Learn and write `model/` of a rubric folder; returns the number of replies. Raises RubricError."""
    encoder = encoder or default_encoder()
    material = gather(read_bank(folder), folder, encoder)
    save(learn(material, encoder.name), folder / "model" / FILE)
    plain = json.dumps(learn_plain(material), indent=1)
    (folder / "model" / PLAIN_FILE).write_text(plain + "\n", encoding="utf-8")
    return len(material.examples)


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    print(f"learned from {train(where)} replies; written to {where / 'model'}")
