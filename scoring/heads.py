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

from scoring.arrays import put_arrays
from scoring.contract import LABELS, MOVES, STANCES
from scoring.learn import Linear, log_odds, sigmoid
from scoring.rubric import RubricError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

FILE = "heads.npz"
# Rounding before any threshold: the last bits of a float differ between machines, a score must not.
DIGITS = 3
COUNT = len(LABELS)
# The encoder is tuned to give the axes about -1..1.
AXIS_MIDDLE, AXIS_SPREAD = 3.0, 1.3
_HOLDS = [LABELS.index(m) for m in ("state_rule", "consequence", "trade", "boundary", "decline", "own_fault")]
_ACTS = [
    LABELS.index(m) for m in ("ease", "consequence", "trade", "investigate", "amends", "prevent", "next_step", "route")
]
_REASONS = [LABELS.index(m) for m in ("explain_why", "impact", "client_stake")]


@dataclass(frozen=True)
class Opinion:
    """What the heads think of a reply. `sure`: label -> 0.0-1.0, on a scale where 0.5 is the label's threshold.
    `calm`, `firm`: 1.0-5.0. `stances`: the likeliest first."""

    sure: dict[str, float]
    calm: float
    firm: float
    stances: tuple[str, ...]


@dataclass(frozen=True)
class Heads:
    """`letters`: labels, stances, calm and firm from `features`. `blend` (4, labels): weight of the encoder's logit
    for the reply, of its best piece, of `letters`, and a bias. `threshold` (labels,): probability from which a label
    is shown. `axes` and `stance` read `second_stage`. `stretch` (2, 2): mean and factor of each axis."""

    encoder: str
    letters: Linear
    blend: Matrix
    threshold: Matrix
    axes: Linear
    stance: Linear
    stretch: Matrix

    def judge(self, reply: NDArray[np.float32], best: NDArray[np.float32], row: NDArray[np.float32]) -> Opinion:
        """The opinion of one reply: the encoder's outputs (38,) and best pieces (labels,), and its features."""
        whole, letters = np.asarray(reply, np.float64)[None], self.letters(row[None])
        chance = chances(self.blend, whole, np.asarray(best, np.float64)[None], letters)
        inputs = second_stage(chance, whole, letters)
        calm, firm = self.stretched(both_axes(self.axes(inputs), whole))[0]
        on_scale = scaled(chance[0], self.threshold)
        stances = both_stances(self.stance(inputs), whole)[0].round(DIGITS)
        return Opinion(
            sure={label: round(float(on_scale[i]), DIGITS) for i, label in enumerate(LABELS)},
            calm=round(float(calm), DIGITS),
            firm=round(float(firm), DIGITS),
            stances=tuple(STANCES[place] for place in np.argsort(-stances, kind="stable").tolist()),
        )

    def stretched(self, axes: Matrix) -> Matrix:
        """Axes (rows, 2) moved away from their mean, since regression draws them in; within 1.0-5.0."""
        moved: Matrix = self.stretch[0] + (axes - self.stretch[0]) * self.stretch[1]
        return moved.clip(1.0, 5.0)


def chances(blend: Matrix, whole: Matrix, best: Matrix, letters: Matrix) -> Matrix:
    """Probability of each label (rows, labels)."""
    return sigmoid(whole[:, :COUNT] * blend[0] + best * blend[1] + letters[:, :COUNT] * blend[2] + blend[3])


def second_stage(chance: Matrix, whole: Matrix, letters: Matrix) -> Matrix:
    """Input of the second stage: label chances, both judges' stances and axes, how many moves and how bad a fault
    there is, and the products that the codebook's table of the axes speaks of (rule and action and reason)."""
    moves, faults = chance[:, : len(MOVES)], chance[:, len(MOVES) :]
    count = moves.sum(1, keepdims=True)
    rude, gives = faults[:, :7].max(1, keepdims=True), faults[:, 7:].max(1, keepdims=True)
    holds = chance[:, _HOLDS].max(1, keepdims=True)
    acts = chance[:, _ACTS].max(1, keepdims=True)
    reasons = chance[:, _REASONS].max(1, keepdims=True)
    judges = [np.concatenate([sigmoid(j[:, COUNT : COUNT + 5]), j[:, COUNT + 5 :]], 1) for j in (whole, letters)]
    more = [count, rude, gives, holds * acts, holds * acts * reasons, count * rude, count * gives]
    return np.concatenate([chance, *judges, *more], axis=1)


def both_axes(second: Matrix, whole: Matrix) -> Matrix:
    """Axes (rows, 2): the second stage's and the encoder's own, half and half, since the second stage was learned over
    an encoder that had seen less and trusts this one too little."""
    return 0.5 * second + 0.5 * (whole[:, -2:] * AXIS_SPREAD + AXIS_MIDDLE)


def both_stances(second: Matrix, whole: Matrix) -> Matrix:
    """Chance of each stance (rows, stances), half and half likewise."""
    one = sigmoid(second)
    two = np.exp(whole[:, COUNT:-2] - whole[:, COUNT:-2].max(1, keepdims=True))
    both: Matrix = 0.5 * one / one.sum(1, keepdims=True) + 0.5 * two / two.sum(1, keepdims=True)
    return both


def scaled(chance: Matrix, threshold: Matrix) -> Matrix:
    """Probabilities moved so that each label's own threshold lies at 0.5 (in log odds)."""
    return sigmoid(log_odds(chance) - log_odds(threshold))


def save(heads: Heads, path: Path) -> None:
    """Write the heads; the same heads give the same bytes."""
    arrays: dict[str, NDArray[Any]] = {
        name: getattr(heads, name).astype(np.float32) for name in ("blend", "threshold", "stretch")
    }
    for name in ("letters", "axes", "stance"):
        linear: Linear = getattr(heads, name)
        arrays[f"{name}_weights"] = linear.weights.astype(np.float16 if name == "letters" else np.float32)
        arrays[f"{name}_bias"] = linear.bias.astype(np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        meta = {"encoder": heads.encoder, "labels": LABELS, "stances": STANCES}
        archive.writestr(zipfile.ZipInfo("meta.json"), json.dumps(meta))
        put_arrays(archive, arrays)


@lru_cache(maxsize=4)
def load(path: Path) -> Heads:
    """The heads in a file. Raises RubricError when it is missing, damaged or made for other labels."""
    try:
        with zipfile.ZipFile(path) as archive:
            meta = json.loads(archive.read("meta.json"))
            if tuple(meta["labels"]) != LABELS or tuple(meta["stances"]) != STANCES:
                raise RubricError("{path}: was learned for other labels; train the rubric anew", path=path)
            arrays = {
                name.removesuffix(".npy"): _array(archive.read(name))
                for name in archive.namelist()
                if name.endswith(".npy")
            }
        letters, axes, stance = (
            Linear(arrays[f"{name}_weights"], arrays[f"{name}_bias"]) for name in ("letters", "axes", "stance")
        )
        return Heads(meta["encoder"], letters, arrays["blend"], arrays["threshold"], axes, stance, arrays["stretch"])
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        if isinstance(error, RubricError):
            raise
        told = "{path}: the learned heads cannot be read ({error}); train the rubric anew"
        raise RubricError(told, path=path, error=error) from error


def _array(data: bytes) -> Matrix:
    return np.asarray(np.load(io.BytesIO(data), allow_pickle=False), np.float64)
