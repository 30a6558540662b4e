"""Scoring of replies against the calm-but-firm rubric: text and situation in, score with evidence out."""

import os

# Must be said before numpy is loaded. A BLAS with as many threads as cores waits for itself whenever anything else
# runs (380 ms a score instead of 57 on a busy 2-core machine); the encoder has threads of its own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from scoring.contract import (
    CALM_BANDS,
    FAULTS,
    FIRM_BANDS,
    LABELS,
    MOVES,
    STANCES,
    Earlier,
    Evidence,
    Score,
    Situation,
    calm_band,
    firm_band,
)

__all__ = [
    "CALM_BANDS",
    "FAULTS",
    "FIRM_BANDS",
    "LABELS",
    "MOVES",
    "STANCES",
    "Earlier",
    "Evidence",
    "Score",
    "Situation",
    "calm_band",
    "firm_band",
]
