"""How thresholds fare with the writers who come next, and by how much they are moved for it.

An encoder that has learned from all writers is surer of some labels than those that had to judge them unseen, by whose
word thresholds are set. So each time writers are added (`scoring.own.later`), what the scorer says of their replies
before it learns from them is kept beside what the raters say. A label's threshold is moved to where F1 over all these
rounds is best, drawn towards `USUAL`, since few positives make that place noisy.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.arrays import get_arrays, write_arrays
from scoring.contract import LABELS
from scoring.rubric import DEFAULT

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = "rounds.npz"
# In log odds: how far a threshold is moved of which nothing is known, and where it may go.
USUAL = 0.4
PLACES = np.round(np.arange(-1.2, 1.65, 0.1), 1)
# So many positives weigh as much as USUAL. Chosen, as the two above, on the first three rounds, each left out in turn.
PRIOR = 200
SMOOTH = np.array([0.5, 1, 1.5, 2, 1.5, 1, 0.5]) / 8


@dataclass(frozen=True)
class Rounds:
    """Replies by writers not yet learned from. `said` (n, labels): log odds of each label against its threshold before
    that was moved; `truth` (n, labels): what the raters say; `use` (n, labels): where they agree; `round` (n,)."""

    said: NDArray[np.float16]
    truth: NDArray[np.bool_]
    use: NDArray[np.bool_]
    round: NDArray[np.int8]

    def and_another(self, said: NDArray[np.float64], truth: NDArray[np.bool_], use: NDArray[np.bool_]) -> Rounds:
        """With one round more."""
        number = np.full(len(said), self.round.max(initial=0) + 1, np.int8)
        return Rounds(
            np.concatenate([self.said, said.astype(np.float16)]),
            np.concatenate([self.truth, truth]),
            np.concatenate([self.use, use]),
            np.concatenate([self.round, number]),
        )

    def shifts(self) -> NDArray[np.float64]:
        """By how much each label's threshold is moved, in log odds, (labels,)."""
        return np.array([_shift(self.said[:, i], self.truth[:, i], self.use[:, i]) for i in range(self.said.shape[1])])


def _shift(said: NDArray[np.float16], truth: NDArray[np.bool_], use: NDArray[np.bool_]) -> float:
    shown = (said[:, None].astype(np.float64) >= PLACES) & use[:, None]
    seen = (truth & use)[:, None]
    f1 = 2 * (shown & seen).sum(0) / np.maximum(1, shown.sum(0) + seen.sum())
    edge = len(SMOOTH) // 2
    best = PLACES[np.convolve(np.pad(f1, edge, mode="edge"), SMOOTH, "valid").argmax()]
    share = seen.sum() / (seen.sum() + PRIOR)
    return float(share * best + (1 - share) * USUAL)


def load(folder: Path = DEFAULT) -> Rounds:
    """A rubric's own rounds, else those of the shipped one. Raises RubricError for a damaged file."""
    path = folder / "model" / FILE
    if not path.exists():
        path = DEFAULT / "model" / FILE
    if not path.exists():
        none = np.zeros((0, len(LABELS)), np.bool_)
        return Rounds(none.astype(np.float16), none, none, np.zeros(0, np.int8))
    return Rounds(*get_arrays(path, "said", "truth", "use", "round"))


def save(rounds: Rounds, path: Path) -> None:
    """Write the rounds; the same rounds give the same bytes."""
    arrays: dict[str, NDArray[Any]] = {name: getattr(rounds, name) for name in ("said", "truth", "use", "round")}
    write_arrays(path, arrays)
