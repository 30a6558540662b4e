"""Playing a file of replies without anyone at the keyboard: one reply a line, until an ending or the last line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from simulator import deciding_words, session
from simulator.debrief_lines import take_along
from simulator.debrief_record import debrief_record
from simulator.game import Game, ReplyProblem, Taken
from simulator.i18n import _
from simulator.plain import said
from simulator.principles import over_all, verdict_record
from simulator.record import turn_record
from simulator.wording import Wording


@dataclass(frozen=True, slots=True)
class Played:
    """What came of the replies: each turn with the options it was picked from, `refused` lines as (line number from 1,
    why), and the replies that were left when the conversation ended."""

    game: Game
    taken: tuple[tuple[Taken, tuple[tuple[str, str], ...]], ...]
    refused: tuple[tuple[int, str], ...]
    unused: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: scenario, lang, turns, ending (or null), principles over the whole conversation, debrief
        (`debrief_record`), refused, unused_replies."""
        scenario, state = self.game.scenario, self.game.state
        return {
            "scenario": scenario.id,
            "lang": scenario.lang,
            "turns": [turn_record(taken.turn) for taken, _options in self.taken],
            "ending": _ending(self.game),
            "patience": state.patience,
            "trust": state.trust,
            "costs": dict(state.costs),
            "principles": [verdict_record(verdict) for verdict in over_all(scenario, state.turns)],
            "debrief": debrief_record(scenario, state.trainee, state.turns),
            "refused": [{"line": line, "message": message} for line, message in self.refused],
            "unused_replies": list(self.unused),
        }

    def transcript(self, wording: Wording) -> Iterator[str]:
        """The conversation in lines, as plain mode shows it."""
        scenario = self.game.scenario
        yield from wording.briefing(scenario, session.start(scenario, self.game.state.trainee)[0])
        yield ""
        yield from wording.events(scenario, self.game.opening)
        for taken, options in self.taken:
            yield from wording.options(options)
            yield from said(taken.turn, options)
            if taken.turn.decided:
                yield from deciding_words.decision(taken.turn)
            scores = wording.score(taken.turn.score)
            yield _("Turn {turn}. {score}").format(turn=taken.turn.number, score=next(scores))
            yield from scores
            yield ""
            yield from wording.events(scenario, taken.events)
        yield ""
        if self.game.state.over:
            yield from wording.ending(scenario, self.game.state)
            yield ""
            yield from wording.debrief(scenario, self.game.state.turns)
            yield from deciding_words.weighing(scenario, self.game.state)
            yield from take_along(wording, scenario, self.game.state.trainee, self.game.state.turns)
        else:
            yield _("The replies ended after turn {turn}, before an ending.").format(turn=len(self.taken))
        if self.unused:
            yield _("Replies not used, because the conversation had ended: {count}.").format(count=len(self.unused))


def play_lines(game: Game, lines: Iterable[str]) -> Played:
    """Give `game` one reply a line; blank lines are skipped, a line that cannot be taken is noted and passed over.

    Raises TemplateProblem when a text of the scenario cannot be filled in, and what the game's store raises.
    """
    taken = []
    refused = []
    unused = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if game.state.over:
            unused.append(line.strip())
            continue
        options = game.options
        try:
            taken.append((game.take(line), options))
        except ReplyProblem as problem:
            refused.append((number, str(problem)))
    return Played(game, tuple(taken), tuple(refused), tuple(unused))


def _ending(game: Game) -> dict[str, str] | None:
    state = game.state
    if state.ending is None:
        return None
    title, text, lesson = session.ending_texts(game.scenario, state)
    outcome = game.scenario.endings[state.ending].outcome
    return {"id": state.ending, "outcome": outcome, "title": title, "text": text, "lesson": lesson}
