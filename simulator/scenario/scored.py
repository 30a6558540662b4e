"""The scores of a file's tests: got all at once where the scorer can, and told in a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scoring.contract import Score, Situation, calm_band, firm_band
from simulator.i18n import _, number

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
    said = _("the reply scored calm {calm} ({calm_band}), firm {firm} ({firm_band}), stance {stance}: {labels}")
    return said.format(
        calm=number(score.calm, 1),
        calm_band=calm_band(score.calm),
        firm=number(score.firm, 1),
        firm_band=firm_band(score.firm),
        stance=score.stance,
        labels=", ".join((*score.moves, *score.faults)) or _("no labels"),
    )


def route_called(name: str) -> str:
    """`routes[1]` as a coach counts: route 2."""
    part, _bracket, at = name.rstrip("]").partition("[")
    if not at.isdecimal():
        return _("option {key}").format(key=name.rpartition(".")[2])
    told = _("route {number}") if part == "routes" else _("always {number}")
    return told.format(number=int(at) + 1)
