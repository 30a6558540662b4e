"""The debrief of a kept conversation, in plain lines or as data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.commands.failure import Failed
from simulator.i18n import _

if TYPE_CHECKING:
    from simulator.debrief_pick import Picked
    from simulator.rewriting import Rewrite
    from simulator.scenario.model import Scenario
    from simulator.store.database import Store
    from simulator.wording import Wording


class Kept:
    """A conversation with its scenario and what was done in its debrief. Raises Failed for a conversation that is not
    over, or whose scenario is not there as it was played; StoreError."""

    def __init__(self, store: Store, number: int, library: Path | None) -> None:
        from simulator.reports.sources import scenarios

        (self.whole,) = store.conversations([number])
        if self.whole.row.ending is None:
            raise Failed(
                _("Conversation {number} is not finished: its debrief comes with its ending.").format(number=number)
            )
        scenario = scenarios(library)(self.whole)
        if scenario is None:
            raise Failed(
                _("The scenario of conversation {number} is not there as it was played.").format(number=number)
            )
        self.scenario: Scenario = scenario
        looked = store.looking_back(number)
        self.picked, self.rewrites = looked.picked(), looked.rewrites()

    def lines(self) -> Iterator[str]:
        """Ending, turns, principles, what to take along, replies written anew."""
        from simulator.debrief_lines import rewritten, take_along
        from simulator.submission import replayed

        one, scenario, wording = self.whole, self.scenario, self._wording()
        turns, trainee = one.played, one.row.trainee
        _known, state = replayed(scenario, trainee, turns)
        if state.over:
            yield from wording.ending(scenario, state)
            yield ""
        yield from wording.debrief(scenario, turns)
        attempted = {turns[again.number - 1].step for again in self.rewrites if again.number <= len(turns)}
        yield from take_along(wording, scenario, trainee, turns, self.picked, attempted)
        for again in self.rewrites:
            if again.number <= len(turns):
                yield ""
                yield _("Turn {number} anew: “{reply}”").format(number=again.number, reply=_one_line(again))
                yield from rewritten(wording, turns[again.number - 1], again)

    def _wording(self) -> Wording:
        from scoring.rubric import load_rubric
        from simulator.wording import Wording

        return Wording(load_rubric())

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: the conversation, what the debrief found, the pick (turn, or null) and the rewrites."""
        from simulator.debrief_record import debrief_record
        from simulator.record import turn_record

        return {
            **self.whole.row.as_dict(),
            "turns": [turn_record(turn) for turn in self.whole.played],
            "debrief": debrief_record(self.scenario, self.whole.row.trainee, self.whole.played),
            "picked": _picked(self.picked),
            "rewrites": [
                {"turn": one.number, "reply": one.reply, "score": one.score.as_dict()} for one in self.rewrites
            ],
        }


def _one_line(one: Rewrite) -> str:
    from simulator.wording import brief

    return brief(one.reply, 400)


def _picked(pick: Picked | None) -> dict[str, Any]:
    return {"asked": pick is not None, "turn": None if pick is None else pick.number}
