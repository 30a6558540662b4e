"""What the debrief found, as JSON-ready data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simulator.debrief import turning
from simulator.debrief_models import pairs
from simulator.debrief_next import next_try
from simulator.debrief_own import best_sentence

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import Turn


def debrief_record(scenario: Scenario, trainee: str, turns: Sequence[Turn]) -> dict[str, Any]:
    """`turning` (turn, mood, jump, better) and `best_sentence` (turn, text, moves), or null; `try_next` (reason, key,
    turn or null, times); `model_answers` of the steps that were answered (step, turns, strong, weak, why)."""
    found, best, coming = turning(turns), best_sentence(turns), next_try(scenario, turns)
    return {
        "turning": None
        if found is None
        else {"turn": found.turn.number, "mood": found.mood, "jump": found.jump, "better": found.better},
        "best_sentence": None
        if best is None
        else {"turn": best.turn.number, "text": best.text, "moves": list(best.moves)},
        "try_next": {
            "reason": coming.reason,
            "key": coming.key,
            "turn": None if coming.turn is None else coming.turn.number,
            "times": coming.times,
        },
        "model_answers": [
            {"step": one.step, "turns": list(one.numbers), "strong": one.strong, "weak": one.weak, "why": one.why}
            for one in pairs(scenario, trainee, turns)
            if one.open
        ],
    }
