"""Axes and stance from cues alone, with no numpy: a small linear table learned from the same example bank."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from operator import mul
from pathlib import Path

from scoring.contract import LABELS, STANCES, Situation
from scoring.rubric import RubricError

FILE = "cues.json"
DIGITS = 3


@dataclass(frozen=True)
class PlainHeads:
    """`weights`: for calm, firm and each stance, one number per input of `inputs`; `bias` likewise."""

    weights: dict[str, tuple[float, ...]]
    bias: dict[str, float]

    def judge(self, sure: dict[str, float], situation: Situation, words: int) -> tuple[float, float, tuple[str, ...]]:
        """(calm 1.0-5.0, firm 1.0-5.0, stances, the likeliest first) from each label's certainty."""
        row = inputs(sure, situation, words)
        total = {
            name: round(self.bias[name] + sum(map(mul, weights, row)), DIGITS) for name, weights in self.weights.items()
        }
        stances = tuple(sorted(STANCES, key=lambda name: -total[name]))
        return min(5.0, max(1.0, total["calm"])), min(5.0, max(1.0, total["firm"])), stances


def inputs(sure: dict[str, float], situation: Situation, words: int) -> list[float]:
    """The inputs of the table, in its order."""
    return [
        *(sure[label] for label in LABELS),
        float(situation.our_fault == "yes"),
        float(situation.breach != "none"),
        min(words, 60) / 60,
        float(words < 6),
        sum(sure[label] for label in LABELS[:19]),
        max(sure[label] for label in LABELS[19:]),
    ]


@lru_cache(maxsize=4)
def load_plain(folder: Path) -> PlainHeads:
    """The table of a rubric folder. Raises RubricError when it is missing or damaged."""
    path = folder / "model" / FILE
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        weights = {str(k): tuple(map(float, v)) for k, v in data["weights"].items()}
        bias = {str(k): float(v) for k, v in data["bias"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RubricError("{path}: cannot be read ({error}); train the rubric anew", path=path, error=error) from error
    if set(weights) != {"calm", "firm", *STANCES} or set(bias) != set(weights):
        raise RubricError("{path}: was learned for other labels; train the rubric anew", path=path)
    return PlainHeads(weights, bias)
