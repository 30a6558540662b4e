"""What a report tells the trainee to take along: the own best sentence, one thing to try next, model answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simulator.debrief_models import pairs
from simulator.debrief_next import next_try
from simulator.debrief_own import best_sentence
from simulator.debrief_words import (
    BEST_TITLE,
    MODELS_TITLE,
    NEXT_TITLE,
    STRONG,
    WEAK,
    WHY,
    best_why,
    next_advice,
    next_name,
    next_where,
)
from simulator.i18n import _, ngettext

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import Turn
    from simulator.wording import Wording


def take_along(scenario: Scenario, trainee: str, turns: Sequence[Turn], wording: Wording) -> dict[str, Any]:
    """The values for the template: titles with their texts; model answers only of steps that the trainee answered."""
    best, coming = best_sentence(turns), next_try(scenario, turns)
    name = next_name(coming, wording).rstrip(".")
    return {
        "best_title": _(BEST_TITLE),
        "best": best,
        "best_where": _("Turn {number}.").format(number=best.turn.number) if best else "",
        "best_why": best_why(best, wording) if best else "",
        "next_title": _(NEXT_TITLE),
        "next_name": f"{name[:1].upper()}{name[1:]}",
        "next_advice": next_advice(coming),
        "next_where": next_where(coming),
        "models_title": _(MODELS_TITLE),
        "strong": _(STRONG),
        "weak": _(WEAK),
        "why": _(WHY),
        "models": [
            {
                "where": ngettext("Turn {numbers}", "Turns {numbers}", len(one.numbers)).format(
                    numbers=", ".join(map(str, one.numbers))
                ),
                "pair": one,
            }
            for one in pairs(scenario, trainee, turns)
            if one.open
        ],
    }
