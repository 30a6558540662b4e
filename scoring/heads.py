"""The second layer: what was learned from the example bank, as data, and what it says about a reply."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.contract import LABELS, STANCES
from scoring.features import Seen
from scoring.learn import Linear, sigmoid
from scoring.rubric import RubricError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

FILE = "heads.npz"
# Rounding before any threshold: the last bits of a float differ between machines, a score must not.
DIGITS = 3


@dataclass(frozen=True)
class Opinion:
    """What the heads think of a reply. `sure`: label -> 0.0-1.0, already put on a scale where 0.5 is the label's
    threshold. `place`: label -> index of the sentence that speaks most for it. `calm`, `firm`: 1.0-5.0."""

    sure: dict[str, float]
    place: dict[str, int]
    calm: float
    firm: float
    stance: str


@dataclass(frozen=True)
class Heads:
    """Heads over the features, and the second stage over the first's judgements.

    `reply`: labels, then stances, then calm and firm. `sentence`: labels. `blend` (3, labels): weight of the reply's
    logit, of the best sentence's logit, and bias. `threshold` (labels,): probability from which a label is shown.
    `axes` and `stance` read the second stage's input (`second_stage`). `stretch` (2, 2): mean and factor per axis.
    """

    encoder: str
    reply: Linear
    sentence: Linear
    blend: Matrix
    threshold: Matrix
    axes: Linear
    stance: Linear
    stretch: Matrix

    def judge(self, seen: Seen) -> Opinion:
        """The heads' opinion of one reply."""
        first = self.reply(seen.reply[None])[0]
        rows = self.sentence(seen.sentences)
        labels = len(LABELS)
        chance = self.chances(first[None, :labels], rows.max(0)[None])[0]
        inputs = second_stage(chance[None], first[None, labels:])
        calm, firm = self.stretched(self.axes(inputs))[0]
        stance = self.stance(inputs)[0]
        on_scale = scaled(chance, self.threshold)
        return Opinion(
            sure={label: round(float(on_scale[i]), DIGITS) for i, label in enumerate(LABELS)},
            place={label: int(np.round(rows[:, i], DIGITS).argmax()) for i, label in enumerate(LABELS)},
            calm=round(float(calm), DIGITS),
            firm=round(float(firm), DIGITS),
            stance=STANCES[int(np.round(stance, DIGITS).argmax())],
        )

    def chances(self, reply: Matrix, sentence: Matrix) -> Matrix:
        """Probability of each label, from the two kinds of logit, both (rows, labels)."""
        return sigmoid(reply * self.blend[0] + sentence * self.blend[1] + self.blend[2])

    def stretched(self, axes: Matrix) -> Matrix:
        """Axes (rows, 2) moved away from their mean, since regression draws them in; within 1.0-5.0."""
        moved: Matrix = self.stretch[0] + (axes - self.stretch[0]) * self.stretch[1]
        return moved.clip(1.0, 5.0)


def second_stage(chance: Matrix, rest: Matrix) -> Matrix:
    """Input of the second stage: label chances (rows, labels), then the first stage's stances and axes (rows, 7),
    then how many moves and faults there are and the products that the table of the axes speaks of."""
    moves, faults = chance[:, :19], chance[:, 19:]
    worst = faults[:, :7].max(1, keepdims=True)
    gives = faults[:, 7:].max(1, keepdims=True)
    count = moves.sum(1, keepdims=True)
    holds = moves[:, [2, 7, 8, 9, 10, 12]].max(1, keepdims=True)
    acts = moves[:, [6, 7, 8, 11, 14, 15, 17, 18]].max(1, keepdims=True)
    reason = moves[:, [3, 4, 5]].max(1, keepdims=True)
    return np.concatenate(
        [
            chance,
            sigmoid(rest[:, :5]),
            rest[:, 5:],
            count,
            worst,
            gives,
            holds * acts,
            holds * acts * reason,
            count * worst,
            count * gives,
        ],
        axis=1,
    )


def scaled(chance: Matrix, threshold: Matrix) -> Matrix:
    """Probabilities moved so that each label's own threshold lies at 0.5 (in log odds)."""
    safe = np.clip(chance, 1e-6, 1 - 1e-6)
    return sigmoid(np.log(safe / (1 - safe)) - np.log(threshold / (1 - threshold)))


def save(heads: Heads, path: Path) -> None:
    """Write the heads; the same heads give the same bytes."""
    arrays: dict[str, NDArray[Any]] = {
        "blend": heads.blend.astype(np.float32),
        "threshold": heads.threshold.astype(np.float32),
        "stretch": heads.stretch.astype(np.float32),
    }
    for name in ("reply", "sentence", "axes", "stance"):
        linear: Linear = getattr(heads, name)
        exact = np.float32 if name in ("axes", "stance") else np.float16
        arrays[f"{name}_weights"] = linear.weights.astype(exact)
        arrays[f"{name}_bias"] = linear.bias.astype(np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        meta = {"encoder": heads.encoder, "labels": LABELS, "stances": STANCES}
        archive.writestr(zipfile.ZipInfo("meta.json"), json.dumps(meta))
        for name, array in sorted(arrays.items()):
            buffer = io.BytesIO()
            np.save(buffer, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue(), zipfile.ZIP_DEFLATED)


@lru_cache(maxsize=4)
def load(path: Path) -> Heads:
    """The heads in a file. Raises RubricError when it is missing, damaged or made for other labels."""
    try:
        with zipfile.ZipFile(path) as archive:
            meta = json.loads(archive.read("meta.json"))
            if tuple(meta["labels"]) != LABELS or tuple(meta["stances"]) != STANCES:
                raise RubricError(f"{path}: was learned for other labels; train the rubric anew")
            arrays = {
                name.removesuffix(".npy"): _array(archive.read(name))
                for name in archive.namelist()
                if name.endswith(".npy")
            }
        parts = ("reply", "sentence", "axes", "stance")
        linear = {n: Linear(arrays[f"{n}_weights"], arrays[f"{n}_bias"]) for n in parts}
        return Heads(
            encoder=meta["encoder"],
            blend=arrays["blend"],
            threshold=arrays["threshold"],
            stretch=arrays["stretch"],
            **linear,
        )
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        if isinstance(error, RubricError):
            raise
        raise RubricError(f"{path}: the learned heads cannot be read ({error}); train the rubric anew") from error


def _array(data: bytes) -> Matrix:
    return np.asarray(np.load(io.BytesIO(data), allow_pickle=False), np.float64)
