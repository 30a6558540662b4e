"""The playthroughs of a scenario file: whole conversations, played side by side so that a scorer gets many replies at
once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.contract import Score
from simulator import session
from simulator.choosing import choose
from simulator.i18n import _
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
        self.state, _events = session.start(scenario)
        self.before = self.state
        self.reply = ""
        self.choice: str | None = None
        self.ticks: tuple[str, ...] = ()
        self.stuck = ""
        self.path = [self.state.step or ""]

    @property
    def goes_on(self) -> bool:
        return not (self.state.over or self.stuck) and len(self.state.turns) < len(self.play.replies)

    def fits(self) -> bool:
        """Whether the reply that is due is of the kind that its step asks for; if not, `stuck` says why."""
        typed = self.play.replies[len(self.state.turns)]
        name = self.state.step or ""
        step = self.scenario.steps[name]
        if isinstance(typed, str) or step.reply != "decide":
            if isinstance(typed, str) != (step.reply == "decide"):
                return True
            told = _("step {name} takes a text")
            if step.reply == "decide":
                told = _("step {name} takes {example}")
            self.stuck = told.format(name=shown(name), example="{choice: …, ticks: [..], reply: …}")
        elif typed.choice not in (keys := [one.key for one in step.options]):
            told = _("step {name} has no option {key}, but {keys}")
            self.stuck = told.format(name=shown(name), key=shown(typed.choice), keys=", ".join(keys))
        elif strange := set(typed.ticks).difference(keys := [one.key for one in step.signs]):
            told = _("step {name} has no sign {key}, but {keys}")
            self.stuck = told.format(name=shown(name), key=shown(min(strange)), keys=", ".join(keys))
        return not self.stuck

    def due(self) -> str:
        """The reply that is due; at a choice step, the words of the option it picks."""
        typed = self.play.replies[len(self.state.turns)]
        if not isinstance(typed, str):
            self.reply, self.choice, self.ticks = typed.reply, typed.choice, typed.ticks
            return self.reply
        self.reply, self.choice, self.ticks = typed, None, ()
        if options := session.options(self.scenario, self.state):
            choice, _guessed = choose(typed, options)
            self.choice, self.reply = choice, dict(options)[choice]
        return self.reply

    def take(self, score: Score) -> session.Turn:
        self.before = self.state
        self.state, _events = session.advance(
            self.scenario, self.state, self.reply, score, self.choice, ticks=self.ticks
        )
        turn = self.state.turns[-1]
        self.path.append(turn.to)
        return turn


def plays(bundle: Bundle, scenario: Scenario, scorer: Scores, tally: Tally) -> int:
    """Play every playthrough and note those that fail; how many did. Raises whatever the scorer raises."""
    everyone = [_Play(scenario, number, play) for number, play in enumerate(scenario.playthroughs)]
    while going := [one for one in everyone if one.goes_on and one.fits()]:
        replies = [(one.due(), session.situation(scenario, one.state)) for one in going]
        for one, score in zip(going, scored(scorer, replies), strict=True):
            turn = one.take(score)
            tally.count(turn.step, turn.route, turn.to)
    return sum(not _as_wanted(bundle, one) for one in everyone)


def _as_wanted(bundle: Bundle, one: _Play) -> bool:
    ends, replies, state = one.play.ends, len(one.play.replies), one.state
    if state.ending == ends and len(state.turns) == replies:
        return True
    if not state.over:
        message = _("this playthrough was to end in {ending}; after its last reply it stands at {step}")
    elif state.ending == ends:
        message = _(
            "this playthrough was to end in {ending} with its last reply; it ended there after reply {number} of "
            "{count}"
        )
    elif len(state.turns) < replies:
        message = _("this playthrough was to end in {ending}; it ended in {other} after reply {number} of {count}")
    else:
        message = _("this playthrough was to end in {ending}; it ended in {other}")
    message = message.format(
        ending=shown(ends), step=shown(state.step), other=shown(state.ending), number=len(state.turns), count=replies
    )
    hint = _("reply {number}: {why}").format(number=len(state.turns) + 1, why=one.stuck) if one.stuck else ""
    if not hint and state.ending != ends and state.turns:
        last = state.turns[-1]
        tipped = tipping(one.scenario, one.before, one.reply, last.score, one.choice, ends, one.ticks)
        hint = _("at the last reply {hint}").format(hint=tipped) if tipped else ""
    bundle.problem("CF503", ("playthroughs", one.number, "ends"), message, hint, notes=_notes(one))
    return False


def _notes(one: _Play) -> tuple[str, ...]:
    """Its way, and each turn's score; of a long one the last turns, where it went wrong."""
    path, turns = one.path, one.state.turns
    way = " → ".join(path if len(path) < 13 else [*path[:5], "…", *path[-6:]])
    said = _("reply {number} at {step}, {route}: {score}")
    lines = [
        said.format(number=turn.number, step=turn.step, route=route_called(turn.route), score=told(turn.score))
        for turn in turns[-6:]
    ]
    return (_("its way: {way}").format(way=way), *lines)
