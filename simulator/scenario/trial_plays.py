"""The playthroughs of a scenario file: whole conversations, played side by side so that a scorer gets many replies at
once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.contract import Score
from simulator import session
from simulator.choosing import choose
from simulator.scenario.coverage import Tally
from simulator.scenario.include import Bundle
from simulator.scenario.problem import shown
from simulator.scenario.scored import route_called, scored, told
from simulator.scenario.tipping import tipping

if TYPE_CHECKING:
    from simulator.game import Scores
    from simulator.scenario.model import Playthrough, Scenario


class _Play:
    """One playthrough under way."""

    def __init__(self, scenario: Scenario, number: int, play: Playthrough) -> None:
        self.scenario = scenario
        self.number = number
        self.play = play
        self.state, _ = session.start(scenario)
        self.before = self.state
        self.reply = ""
        self.choice: str | None = None
        self.path = [self.state.step or ""]

    @property
    def goes_on(self) -> bool:
        return not self.state.over and len(self.state.turns) < len(self.play.replies)

    def due(self) -> str:
        """The reply that is due; at a choice step, the words of the option it picks."""
        typed = self.play.replies[len(self.state.turns)]
        self.reply, self.choice = typed, None
        if options := session.options(self.scenario, self.state):
            choice, _ = choose(typed, options)
            self.choice, self.reply = choice, dict(options)[choice]
        return self.reply

    def take(self, score: Score) -> session.Turn:
        self.before = self.state
        self.state, _ = session.advance(self.scenario, self.state, self.reply, score, self.choice)
        turn = self.state.turns[-1]
        self.path.append(turn.to)
        return turn


def plays(bundle: Bundle, scenario: Scenario, scorer: Scores, tally: Tally) -> int:
    """Play every playthrough and note those that fail; how many did. Raises whatever the scorer raises."""
    everyone = [_Play(scenario, number, play) for number, play in enumerate(scenario.playthroughs)]
    while going := [one for one in everyone if one.goes_on]:
        replies = [(one.due(), session.situation(scenario, one.state)) for one in going]
        for one, score in zip(going, scored(scorer, replies), strict=True):
            turn = one.take(score)
            tally.count(turn.step, turn.route, turn.to)
    return sum(not _as_wanted(bundle, one) for one in everyone)


def _as_wanted(bundle: Bundle, one: _Play) -> bool:
    ends, replies, state = one.play.ends, len(one.play.replies), one.state
    if state.ending == ends and len(state.turns) == replies:
        return True
    after = f"after reply {len(state.turns)} of {replies}"
    if not state.over:
        came = f"in {shown(ends)}; after its last reply it stands at {shown(state.step)}"
    elif state.ending == ends:
        came = f"in {shown(ends)} with its last reply; it ended there {after}"
    else:
        came = f"in {shown(ends)}; it ended in {shown(state.ending)}"
        came += f" {after}" if len(state.turns) < replies else ""
    hint = ""
    if state.ending != ends and state.turns:
        last = state.turns[-1]
        tipped = tipping(one.scenario, one.before, one.reply, last.score, one.choice, ends)
        hint = f"at the last reply {tipped}" if tipped else ""
    message = f"this playthrough was to end {came}"
    bundle.problem("CF503", ("playthroughs", one.number, "ends"), message, hint, notes=_notes(one))
    return False


def _notes(one: _Play) -> tuple[str, ...]:
    """Its way, and each turn's score; of a long one the last turns, where it went wrong."""
    path, turns = one.path, one.state.turns
    way = " → ".join(path if len(path) < 13 else [*path[:5], "…", *path[-6:]])
    lines = [
        f"reply {turn.number} at {turn.step}, {route_called(turn.route)}: {told(turn.score)}" for turn in turns[-6:]
    ]
    return (f"its way: {way}", *lines)
