"""How thick a line is drawn for how often a way was taken."""

from __future__ import annotations

import math

THINNEST, THICKEST = 1.0, 7.0


def thickness(weight: int | None, most: int) -> float | None:
    """A width from 1.0 to 7.0, by the logarithm, so that a way taken seldom is seen beside one taken a thousand times.

    None when nothing was measured; 1.0 for a way that was never taken. `most`: the weight of the busiest way.
    """
    if weight is None:
        return None
    if weight <= 0 or most <= 0:
        return THINNEST
    share = math.log1p(weight) / math.log1p(most)
    return round(THINNEST + (THICKEST - THINNEST) * share, 1)
