"""Scoring of replies against the calm-but-firm rubric: text and situation in, score with evidence out."""

import os

# Must be said before numpy is loaded. With as many BLAS threads as cores, each waits for the others whenever
# anything else runs: on a busy 2-core machine a score took 380 ms instead of 57.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "2" if (os.cpu_count() or 1) >= 4 else "1")

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
