"""Tests that hold by a hair: a score within a quarter point of a band's edge, beyond which the test would fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from scoring.contract import CALM_BANDS, FIRM_BANDS, Score
from simulator.i18n import _, number

NEAR = 0.25
_STEP = 0.1


def near_edges(score: Score, passes: Callable[[Score], bool]) -> Iterator[tuple[str, str, str]]:
    """(message, axis, the band on the other side) for each edge that a score of this test lies near.

    `passes`: whether the test would pass with a score. An edge beyond which it passes all the same is of no matter.
    """
    for axis, value, bands in (("calm", score.calm, CALM_BANDS), ("firm", score.firm, FIRM_BANDS)):
        edge = min((1.5, 2.5, 3.5, 4.5), key=lambda one: abs(one - value))
        if abs(edge - value) > NEAR:
            continue
        lower, upper = bands[int(edge - 1.5)], bands[int(edge - 0.5)]
        other = edge - _STEP if value >= edge else edge
        moved = replace(score, calm=other) if axis == "calm" else replace(score, firm=other)
        if not passes(moved):
            beyond = lower if value >= edge else upper
            told = _("{axis} {value} is close to {edge}, the edge between {lower} and {upper}")
            yield (
                told.format(axis=axis, value=number(value, 1), edge=number(edge, 1), lower=lower, upper=upper),
                axis,
                beyond,
            )
