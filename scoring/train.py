"""Learning a rubric's heads from its example bank: one reproducible command, numpy alone, no randomness.

    python -m scoring.train [RUBRIC_FOLDER]

Every figure that it sets (blend, thresholds, stretch) is set on replies of writers whom the judges had not seen:
the encoder's word on a reply it was tuned on is replaced by that of an encoder tuned without the reply's writer
(`model/unseen.npz`), and the letters' heads are learned anew without a few writers at a time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scoring import known, rounds
from scoring.bank import Example, read_bank
from scoring.contract import LABELS, STANCES, Evidence
from scoring.cues import load_cues
from scoring.encoder import Encoder, load_encoder
from scoring.evidence import certainty
from scoring.features import features
from scoring.heads import COUNT, FILE, Heads, both_axes, chances, save, second_stage
from scoring.learn import Basis, Linear, logistic, ridge
from scoring.matters import read_matters
from scoring.plain_heads import FILE as PLAIN_FILE
from scoring.plain_heads import inputs
from scoring.rubric import DEFAULT, RubricError
from scoring.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

Matrix = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

LETTERS_PENALTY = 2.0
BLEND_PENALTY = 3.0
SECOND_PENALTY = 6.0
POSITIVE = 2.0
FOLDS = 4


@dataclass(frozen=True)
class Material:
    """The bank as numbers: `rows` (n, features), `whole` (n, 38) and `best` (n, labels) by an encoder that had not
    seen the writer, where `judged` (n,) says that there is one, targets `labels` and what of them counts `use`
    (n, labels), `axes` (n, 2), `stance` (n, 5)."""

    examples: Sequence[Example]
    hits: Sequence[list[Evidence]]
    rows: Matrix
    whole: Matrix
    best: Matrix
    labels: Matrix
    use: Matrix
    axes: Matrix
    stance: Matrix
    stance_use: Matrix
    writer: NDArray[np.str_]
    judged: NDArray[np.bool_]

    def part(self, index: NDArray[np.int_]) -> Material:
        """The material of these rows."""
        numbers = index.tolist()
        return Material(
            [self.examples[i] for i in numbers],
            [self.hits[i] for i in numbers],
            self.rows[index],
            self.whole[index],
            self.best[index],
            self.labels[index],
            self.use[index],
            self.axes[index],
            self.stance[index],
            self.stance_use[index],
            self.writer[index],
            self.judged[index],
        )


def gather(examples: Sequence[Example], folder: Path, encoder: Encoder) -> Material:
    """The features and targets of examples. Raises RubricError when there are too few writers or replies."""
    if len({e.writer for e in examples}) < 2 or len(examples) < 50:
        raise RubricError("{path}: learning needs at least 50 replies by at least two writers", path=folder / "bank")
    texts = [Text(e.reply) for e in examples]
    hits = [load_cues(folder, e.situation.lang).find(t) for e, t in zip(examples, texts, strict=True)]
    rows = [features(t, e.situation, h) for t, e, h in zip(texts, examples, hits, strict=True)]
    unseen = unseen_judgements(folder)
    # What an encoder says of a writer whom it was tuned on is no evidence; of one who came later it is.
    fresh = [e.key not in unseen and e.writer not in encoder.writers for e in examples]
    read = encoder.read([(t, e.situation) for t, e, new in zip(texts, examples, fresh, strict=True) if new])
    readings = iter(np.concatenate([one.reply, one.best]) for one in read)
    whole, best, judged = [], [], []
    for example, new in zip(examples, fresh, strict=True):
        known = next(readings) if new else unseen.get(example.key)
        judged.append(known is not None)
        if known is None:
            known = np.zeros(2 * COUNT + 7, np.float32)
        whole.append(known[: COUNT + 7])
        best.append(known[COUNT + 7 :])
    return Material(
        examples,
        hits,
        np.array(rows, np.float64),
        np.array(whole, np.float64),
        np.array(best, np.float64),
        np.array([[float(label in e.labels) for label in LABELS] for e in examples]),
        np.array([[float(label not in e.doubted) for label in LABELS] for e in examples]),
        np.array([[e.calm, e.firm] for e in examples]),
        np.array([[float(e.stance == s) for s in STANCES] for e in examples]),
        np.array([[float(not e.stance_doubted)] * len(STANCES) for e in examples]),
        np.array([e.writer for e in examples]),
        np.array(judged),
    )


def unseen_judgements(folder: Path) -> dict[str, NDArray[np.float32]]:
    """For each reply the encoder was tuned on, what an encoder said of it that had not seen its writer."""
    path = folder / "model" / "unseen.npz"
    if not path.exists():
        path = DEFAULT / "model" / "unseen.npz"
    with np.load(path, allow_pickle=False) as data:
        rows = data["rows"].astype(np.float32)
        return {str(key): row for key, row in zip(data["keys"], rows, strict=True)}


def learn_letters(material: Material, index: NDArray[np.int_]) -> Linear:
    """The head over letters, cues and context, learned from some of the rows."""
    basis = Basis(material.rows[index])
    kinds = logistic(
        basis,
        np.hstack([material.labels, material.stance])[index],
        np.hstack([material.use, material.stance_use])[index],
        LETTERS_PENALTY,
        POSITIVE,
    )
    axes = ridge(basis, material.axes[index], LETTERS_PENALTY * 4)
    return Linear(np.hstack([kinds.weights, axes.weights]), np.hstack([kinds.bias, axes.bias]))


def unseen_letters(material: Material) -> Matrix:
    """What the letters say of every row, by heads that saw nothing of the row's writer: (n, 38)."""
    out = np.zeros((len(material.examples), COUNT + 7))
    names = sorted({str(writer) for writer in material.writer})
    fold = np.array([_fold(names, str(writer)) for writer in material.writer])
    for number in sorted(set(fold.tolist())):
        rows = np.flatnonzero(fold == number)
        out[rows] = learn_letters(material, np.flatnonzero(fold != number))(material.rows[rows])
    return out


def _fold(names: Sequence[str], writer: str) -> int:
    """Which writers are left out together: a few at a time, since learning takes minutes for thousands of replies."""
    return names.index(writer) % min(FOLDS, len(names))


def learn(material: Material, encoder_name: str, letters: Matrix, whole: Linear, shifts: Matrix) -> Heads:
    """All heads over what is judged of the material. `letters`: `unseen_letters` of it; `whole`: the letters' head to
    ship; `shifts` (labels,): by how much thresholds are moved for writers to come, in log odds."""
    rows = np.flatnonzero(material.judged)
    material, letters = material.part(rows), letters[rows]
    blend = np.zeros((4, COUNT))
    for column in range(COUNT):
        judges = np.stack([material.whole[:, column], material.best[:, column], letters[:, column]], 1)
        head = logistic(Basis(judges), material.labels[:, [column]], material.use[:, [column]], BLEND_PENALTY)
        blend[:3, column], blend[3, column] = head.weights[:, 0], head.bias[0]
    chance = chances(blend, material.whole, material.best, letters)
    best = np.array([_threshold(chance[:, i], material.labels[:, i], material.use[:, i]) for i in range(COUNT)])
    threshold = 1 / (1 + (1 - best) / best * np.exp(-shifts))
    basis = Basis(second_stage(chance, material.whole, letters))
    axes = ridge(basis, material.axes, SECOND_PENALTY)
    stance = logistic(basis, material.stance, material.stance_use, SECOND_PENALTY)
    guessed = both_axes(axes(second_stage(chance, material.whole, letters)), material.whole)
    stretch = np.stack([guessed.mean(0), _stretch(guessed, material.axes)])
    return Heads(encoder_name, whole, blend, threshold, axes, stance, stretch)


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


def _used(folder: Path, examples: Sequence[Example]) -> Iterator[tuple[Text, str]]:
    """Every text that people wrote for the bank and the matters beside it, with its language."""
    matters, chats = read_matters(DEFAULT)
    own = read_matters(folder)[0] if folder != DEFAULT else []
    situations = {(e.situation.client, e.situation.about, e.situation.lang) for e in examples}
    situations |= {(one.situation.client, one.situation.about, one.situation.lang) for one in (*matters, *own)}
    yield from ((Text(text), lang) for client, about, lang in sorted(situations) for text in (client, about))
    yield from ((Text(text), one.situation.lang) for one in (*matters, *own) for text in (*one.replies, *one.decoys))
    yield from ((Text(chat.text), chat.lang) for chat in chats)
    yield from ((Text(e.reply), e.situation.lang) for e in examples)


def train(folder: Path = DEFAULT) -> int:
    """Learn and write `model/` of a rubric folder; returns how many replies. Raises RubricError, EncoderMissing."""
    encoder = load_encoder(folder)
    material = gather(read_bank(folder), folder, encoder)
    whole = learn_letters(material, np.arange(len(material.examples)))
    save(
        learn(material, encoder.name, unseen_letters(material), whole, rounds.load(folder).shifts()),
        folder / "model" / FILE,
    )
    known.save(known.learn(_used(folder, material.examples)), folder / "model" / known.FILE)
    plain = json.dumps(learn_plain(material), indent=1)
    (folder / "model" / PLAIN_FILE).write_text(plain + "\n", encoding="utf-8")
    return len(material.examples)


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    print(f"learned from {train(where)} replies; written to {where / 'model'}")
