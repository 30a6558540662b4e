"""Which words of a reply speak for a label: from a logit a piece to one stretch of whole words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

# A neighbour belongs to the stretch while it is at most this much less sure than the surest piece (in log odds).
DROP = 2.2
GAP = 2
DIGITS = 2


def spot(logits: NDArray[np.float32], places: Sequence[tuple[int, int]], plain: str) -> Span:
    """The stretch around the surest piece. `logits`: one a piece, at least one; `places`: each piece's place."""
    sure = logits.round(DIGITS)
    top = int(sure.argmax())
    floor = float(sure[top]) - DROP
    first = last = top
    for step, edge in ((-1, 0), (1, len(sure) - 1)):
        at, missed = top, 0
        while at != edge and missed <= GAP:
            at += step
            if sure[at] >= floor:
                missed = 0
                first, last = min(first, at), max(last, at)
            else:
                missed += 1
    start, end = places[first][0], max(places[last][1], places[first][0] + 1)
    while start > 0 and _inside(plain[start - 1]) and _inside(plain[start]):
        start -= 1
    while end < len(plain) and _inside(plain[end]) and _inside(plain[end - 1]):
        end += 1
    piece = plain[start:end]
    start += len(piece) - len(piece.lstrip(" \n.,;:!?…"))
    end = start + len(plain[start:end].rstrip(" \n,;:"))
    return Span(start, max(end, start + 1))


def _inside(char: str) -> bool:
    return char.isalnum() or char in "'-"
