"""How far the scorer agrees with human raters on the same replies, with how sure that figure is. Pure statistics.

The scorer is treated as one more rater: each figure is the mean of its agreement with every human who rated. Intervals
are 95 % percentile intervals of a bootstrap over replies with a fixed seed, so the same ratings give the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np

from scoring.contract import STANCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

ROUNDS = 1000
SEED = 20
BLOCK = 50  # rounds worked on at once, to bound the memory
# Used less often than this by all raters together, a label says nothing about the scorer.
LEAST = 10
# The lower end of kappa's interval under which a label is not fit to be scored (Landis and Koch: "fair" ends here).
FIT = 0.4
SCALE = (1, 2, 3, 4, 5)
Verdict = Literal["fit", "not fit", "too few"]


@dataclass(frozen=True, slots=True)
class Rating:
    """One rater's judgement of one reply. `calm`, `firm`: whole numbers from 1 to 5."""

    labels: frozenset[str]
    calm: int
    firm: int
    stance: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; None where it is not defined (nobody ever used the label)."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """One label. `used`: by all humans together. `raters_f1`, `raters_kappa`: of the humans with one another, None for
    a single human."""

    label: str
    used: int
    f1: Estimate
    kappa: Estimate
    raters_f1: float | None
    raters_kappa: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ScaleAgreement:
    """calm, firm or stance. `confusion[i][j]`: how many ratings were `categories[i]` by a human and `categories[j]` by
    the scorer."""

    name: str
    categories: tuple[int | str, ...]
    kappa: Estimate
    raters_kappa: float | None
    confusion: tuple[tuple[int, ...], ...]
    verdict: Verdict


class Calibration:
    """The scorer `said` against `raters` (name -> a rating for each reply, None where the reply was not rated)."""

    def __init__(
        self, said: Sequence[Rating], raters: Mapping[str, Sequence[Rating | None]], labels: Sequence[str]
    ) -> None:
        self.said = said
        self.raters = raters
        self._labels = tuple(labels)
        self._ours = _labels_of(said, self._labels)
        self._theirs = {name: _labels_of(rows, self._labels) for name, rows in raters.items()}
        self._rated = {name: np.array([row is not None for row in rows]) for name, rows in raters.items()}
        self._pairs = list(combinations(raters, 2))

    def labels(self) -> list[LabelAgreement]:
        """The agreement on every label, in the order in which they were given."""
        one = np.ones((1, len(self.said)))
        f1, kappa = self._each_label(one)
        spread = [self._each_label(weights) for weights in _resamples(len(self.said))]
        f1_low, f1_high = _interval(np.concatenate([each for each, _ in spread]))
        low, high = _interval(np.concatenate([each for _, each in spread]))
        humans = [_label_figures(one, self._theirs[a], self._theirs[b], self._rated[a] & self._rated[b])
                  for a, b in self._pairs]  # fmt: skip
        human_f1 = _mean(np.array([pair[0][0] for pair in humans])) if humans else None
        human_kappa = _mean(np.array([pair[1][0] for pair in humans])) if humans else None
        found = []
        for i, label in enumerate(self._labels):
            used = int(sum(sets[:, i].sum() for sets in self._theirs.values()))
            estimate = Estimate(_plain(kappa[0, i]), _plain(low[i]), _plain(high[i]))
            found.append(
                LabelAgreement(
                    label,
                    used,
                    Estimate(_plain(f1[0, i]), _plain(f1_low[i]), _plain(f1_high[i])),
                    estimate,
                    None if human_f1 is None else _plain(human_f1[i]),
                    None if human_kappa is None else _plain(human_kappa[i]),
                    _verdict(used, estimate),
                )
            )
        return found

    def scale(self, name: Literal["calm", "firm", "stance"]) -> ScaleAgreement:
        """The agreement on an axis (quadratic weights) or on the stance (plain kappa)."""
        categories: tuple[int | str, ...] = STANCES if name == "stance" else SCALE
        size = len(categories)
        ours = _places(self.said, name, categories)
        theirs = {rater: _places(rows, name, categories) for rater, rows in self.raters.items()}
        cost = _cost(size, name != "stance")

        def kappas(weights: Matrix) -> Matrix:
            return np.stack([_kappa(weights, ours, theirs[r], self._rated[r], cost) for r in self.raters], 1)

        value = _mean_of_defined(kappas(np.ones((1, len(self.said)))))
        low, high = _interval(
            np.concatenate([_mean_of_defined(kappas(weights)) for weights in _resamples(len(self.said))])[:, None]
        )
        humans = [
            _kappa(np.ones((1, len(self.said))), theirs[a], theirs[b], self._rated[a] & self._rated[b], cost)[0]
            for a, b in self._pairs
        ]
        confusion = np.zeros((size, size), np.int64)
        for rater, places in theirs.items():
            np.add.at(confusion, (places[self._rated[rater]], ours[self._rated[rater]]), 1)
        estimate = Estimate(_plain(value[0]), _plain(low[0]), _plain(high[0]))
        agreed = _mean_of_defined(np.array([humans])) if humans else None
        return ScaleAgreement(
            name,
            categories,
            estimate,
            None if agreed is None else _plain(agreed[0]),
            tuple(tuple(map(int, row)) for row in confusion),
            _verdict(int(confusion.sum()), estimate),
        )

    def micro_f1(self, labels: Sequence[str]) -> tuple[float, float | None]:
        """F1 over all uses of these labels together: (the scorer's, that of the humans with one another)."""
        at = [self._labels.index(label) for label in labels]

        def f1(one: Matrix, two: Matrix, rated: NDArray[np.bool_]) -> float:
            a, b = one[rated][:, at], two[rated][:, at]
            used = a.sum() + b.sum()
            return float(2 * (a * b).sum() / used) if used else 0.0

        ours = [f1(self._ours, self._theirs[r], self._rated[r]) for r in self.raters]
        humans = [f1(self._theirs[a], self._theirs[b], self._rated[a] & self._rated[b]) for a, b in self._pairs]
        return sum(ours) / len(ours), sum(humans) / len(humans) if humans else None

    def worst(self, count: int) -> list[tuple[int, float]]:
        """(number of the reply, distance) of the `count` replies on which scorer and raters are furthest apart."""
        apart = []
        for number, ours in enumerate(self.said):
            found = [distance(ours, row) for rows in self.raters.values() if (row := rows[number]) is not None]
            if found:
                apart.append((number, sum(found) / len(found)))
        return sorted((one for one in apart if one[1] > 0), key=lambda one: (-one[1], one[0]))[:count]

    def _each_label(self, weights: Matrix) -> tuple[Matrix, Matrix]:
        """Mean over raters of F1 and kappa of each label: (rounds, labels) each."""
        pairs = [_label_figures(weights, self._ours, self._theirs[r], self._rated[r]) for r in self.raters]
        return _mean(np.stack([f1 for f1, _ in pairs])), _mean(np.stack([kappa for _, kappa in pairs]))


def distance(one: Rating, two: Rating) -> float:
    """How far two ratings of a reply are apart: points on calm and on firm, one for each label that only one of them
    has, one for another stance."""
    points = abs(one.calm - two.calm) + abs(one.firm - two.firm)
    return float(points + len(one.labels ^ two.labels) + (one.stance != two.stance))


def _labels_of(rows: Sequence[Rating | None], labels: Sequence[str]) -> Matrix:
    return np.array([[float(row is not None and label in row.labels) for label in labels] for row in rows])


def _places(rows: Sequence[Rating | None], name: str, categories: Sequence[int | str]) -> NDArray[np.int_]:
    place = {category: number for number, category in enumerate(categories)}
    return np.array([0 if row is None else place[getattr(row, name)] for row in rows])


def _label_figures(weights: Matrix, one: Matrix, two: Matrix, rated: NDArray[np.bool_]) -> tuple[Matrix, Matrix]:
    """(F1, kappa) of each label, (rounds, labels) each; NaN where they are not defined. `weights`: (rounds, replies),
    how often each reply counts."""
    counts = weights[:, rated]
    one, two = one[rated], two[rated]
    total = counts.sum(1, keepdims=True)
    first, second, both = counts @ one, counts @ two, counts @ (one * two)
    with np.errstate(divide="ignore", invalid="ignore"):
        f1: Matrix = 2 * both / (first + second)
        apart = (first + second - 2 * both) / total
        by_chance = (first * (total - second) + second * (total - first)) / total**2
        kappa: Matrix = 1 - apart / by_chance
    kappa[by_chance <= 0] = np.nan
    return f1, kappa


def _kappa(
    weights: Matrix, one: NDArray[np.int_], two: NDArray[np.int_], rated: NDArray[np.bool_], cost: Matrix
) -> Matrix:
    """Cohen's kappa (rounds,) of two ratings by category number, each disagreement weighed by `cost`; NaN where no
    disagreement can be expected."""
    size = len(cost)
    counts = weights[:, rated]
    total = counts.sum(1)
    cells = np.eye(size * size)[one[rated] * size + two[rated]]
    seen = (counts @ cells).reshape(-1, size, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = (seen * cost).sum((1, 2)) / total
        by_chance = np.einsum("ri,rj,ij->r", seen.sum(2), seen.sum(1), cost) / total**2
        kappa: Matrix = np.where(by_chance > 0, 1 - apart / by_chance, np.nan)
    return kappa


def _cost(size: int, weighted: bool) -> Matrix:
    place = np.arange(size)
    far = np.abs(place[:, None] - place[None]) / (size - 1)
    cost: Matrix = far**2 if weighted else (far > 0).astype(np.float64)
    return cost


def _resamples(count: int) -> Iterator[Matrix]:
    """Rounds of drawing `count` replies with replacement, as how often each was drawn: blocks of (BLOCK, count)."""
    # The raw stream of PCG64 is the same in every version of numpy; its other methods need not be.
    source = np.random.PCG64(SEED)
    for _ in range(ROUNDS // BLOCK):
        raw = source.random_raw(BLOCK * count).reshape(BLOCK, count)
        drawn = ((raw >> np.uint64(11)).astype(np.float64) * 2.0**-53 * count).astype(np.int64)
        yield np.array([np.bincount(row, minlength=count) for row in drawn], np.float64)


def _interval(spread: Matrix) -> tuple[Matrix, Matrix]:
    """Ends of the middle 95 % of each column, rounds where the figure is not defined left out; NaN without any."""
    ends = np.full((2, spread.shape[1]), np.nan)
    for column in range(spread.shape[1]):
        known = spread[:, column][~np.isnan(spread[:, column])]
        if len(known):
            ends[:, column] = np.percentile(known, [2.5, 97.5])
    return ends[0], ends[1]


def _mean(figures: Matrix) -> Matrix:
    """Mean over the first axis of what is defined; NaN where nothing is."""
    known = ~np.isnan(figures)
    with np.errstate(invalid="ignore"):
        mean: Matrix = np.where(known, figures, 0.0).sum(0) / known.sum(0)
    return mean


def _mean_of_defined(figures: Matrix) -> Matrix:
    return _mean(figures.T)


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 4)


def _verdict(used: int, kappa: Estimate) -> Verdict:
    if used < LEAST or kappa.low is None:
        return "too few"
    return "fit" if kappa.low >= FIT else "not fit"
