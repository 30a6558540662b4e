"""Linear heads learned with numpy alone: many logistic regressions at once, and ridge regression.

Both work in the basis of the features' principal directions, where the curvature of the loss is bounded by a
diagonal; that bound as a step makes plain accelerated descent converge in tens of rounds, with no randomness.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

ROUNDS = 150
SURE = 1e-6  # nearer to 0 and 1 no probability is taken to lie


@dataclass(frozen=True)
class Linear:
    """Scores = rows @ weights + bias; weights (features, outputs), bias (outputs,)."""

    weights: NDArray[np.float64]
    bias: NDArray[np.float64]

    def __call__(self, rows: NDArray[np.floating]) -> Matrix:
        return np.asarray(rows, np.float64) @ self.weights + self.bias


class Basis:
    """Principal directions of a feature matrix (rows, features), reusable for several heads over the same rows."""

    def __init__(self, rows: NDArray[np.floating]) -> None:
        data = np.asarray(rows, np.float64)
        self.mean = data.mean(0)
        data = data - self.mean
        count, width = data.shape
        if count <= width:
            values, vectors = np.linalg.eigh(data @ data.T)
            keep = values > max(values[-1], 1e-12) * 1e-9
            root = np.sqrt(values[keep])
            self.coordinates = vectors[:, keep] * root
            self.directions = data.T @ (vectors[:, keep] / root)
        else:
            values, vectors = np.linalg.eigh(data.T @ data)
            keep = values > max(values[-1], 1e-12) * 1e-9
            self.directions = vectors[:, keep]
            self.coordinates = data @ self.directions
        self.energy = (self.coordinates**2).sum(0)

    def back(self, weights: Matrix, bias: Matrix) -> Linear:
        """The head for the original features."""
        full = self.directions @ weights
        return Linear(full, bias - self.mean @ full)


def logistic(basis: Basis, targets: Matrix, use: Matrix, penalty: float, positive: float = 1.0) -> Linear:
    """One logistic head per column. `targets` and `use` are (rows, outputs), 0.0-1.0; `use` 0 leaves a cell out.

    `penalty`: weight of the squared norm. `positive`: how much more a positive counts than a negative.
    """
    count = use * np.where(targets > 0.5, positive, 1.0)
    top = max(1.0, positive)
    step = 1.0 / (0.25 * top * basis.energy[:, None] + penalty)
    bias_step = 1.0 / np.maximum(0.25 * count.sum(0), 1e-9)
    share = np.clip((targets * count).sum(0) / np.maximum(count.sum(0), 1e-9), 1e-4, 1 - 1e-4)
    weights = ahead = np.zeros((basis.coordinates.shape[1], targets.shape[1]))
    bias = bias_ahead = np.log(share / (1 - share))
    for number in range(ROUNDS):
        wrong = count * (sigmoid(basis.coordinates @ ahead + bias_ahead) - targets)
        new = ahead - step * (basis.coordinates.T @ wrong + penalty * ahead)
        new_bias = bias_ahead - bias_step * wrong.sum(0)
        momentum = number / (number + 3)
        ahead, bias_ahead = new + momentum * (new - weights), new_bias + momentum * (new_bias - bias)
        weights, bias = new, new_bias
    return basis.back(weights, bias)


def ridge(basis: Basis, targets: Matrix, penalty: float) -> Linear:
    """Least squares with a squared-norm penalty; `targets` (rows, outputs)."""
    mean = targets.mean(0)
    weights = (basis.coordinates.T @ (targets - mean)) / (basis.energy[:, None] + penalty)
    return basis.back(weights, mean)


def log_odds(chance: Matrix) -> Matrix:
    """Of probabilities, within about -14 to 14."""
    safe = np.clip(chance, SURE, 1 - SURE)
    found: Matrix = np.log(safe / (1 - safe))
    return found


def sigmoid(values: NDArray[np.floating]) -> Matrix:
    """1 / (1 + e^-x), safe for large x."""
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(values, np.float64)))
