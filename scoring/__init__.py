"""Scoring of replies against the calm-but-firm rubric: text and situation in, score with evidence out."""

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
