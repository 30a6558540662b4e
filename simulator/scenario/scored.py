"""The scores of a file's tests: got all at once where the scorer can, and told in a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scoring.contract import Score, Situation, calm_band, firm_band

if TYPE_CHECKING:
    from simulator.game import Scores


def scored(scorer: Scores, replies: Sequence[tuple[str, Situation]]) -> list[Score]:
    """The scores of several replies, in order; all at once where the scorer can."""
    together = getattr(scorer, "score_many", None)
    if together is not None:
        return list(together(replies))
    return [scorer.score(reply, situation) for reply, situation in replies]


def told(score: Score) -> str:
    """A score in one line: both axes with their bands, the stance, the labels."""
    labels = ", ".join((*score.moves, *score.faults)) or "no labels"
    return (
        f"the reply scored calm {score.calm} ({calm_band(score.calm)}), firm {score.firm} ({firm_band(score.firm)}), "
        f"stance {score.stance}: {labels}"
    )


def route_called(name: str) -> str:
    """`routes[1]` as a coach counts: route 2."""
    part, _, number = name.rstrip("]").partition("[")
    if number.isdecimal():
        return f"{'route' if part == 'routes' else 'always'} {int(number) + 1}"
    return f"option {name.rpartition('.')[2]}"
