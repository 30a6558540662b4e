"""Answering a turn again in plain mode: the commands, the offer after the ending, both attempts turn by turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from simulator.attempts_words import beside, name, origin
from simulator.i18n import _, number
from simulator.retrying import RetryProblem, attempt, refusal
from simulator.wording import brief, safe

if TYPE_CHECKING:
    from simulator.game import Game
    from simulator.wording import Wording

RETRY, COMPARE = "/retry", "/compare"
_COMMAND = re.compile(r"(/retry|/compare)(?:\s+(\d{1,6}))?", re.IGNORECASE)

Again = Callable[["Game", int], "Game"]


def command(typed: str) -> tuple[str, int | None] | None:
    """(`/retry` or `/compare`, the number behind it) when a line is one of these commands."""
    found = _COMMAND.fullmatch(typed.strip())
    return (found[1].lower(), int(found[2]) if found[2] else None) if found else None


def retried(game: Game, turn: int | None, again: Again) -> Game:
    """The conversation before turn number `turn`, the last one where none is named. Raises RetryProblem, StoreError."""
    if told := refusal(game.terms.mode):
        raise RetryProblem(told)
    if not game.state.turns:
        raise RetryProblem(_("There is nothing to answer again before the first reply."))
    return again(game, turn if turn is not None else len(game.state.turns))


def before(game: Game) -> Iterator[str]:
    """Which attempt begins, and what was answered at its first turn before."""
    if not game.line:
        return
    mine, other = attempt(game), game.line[-1]
    yield f"{name(mine)}, {origin(mine)}."
    if game.again <= other.last:
        turn = other.turns[game.again - 1]
        yield _("Turn {number} again. Before: calm {calm}, firm {firm}: “{reply}”").format(
            number=game.again,
            calm=number(turn.score.calm, 1),
            firm=number(turn.score.firm, 1),
            reply=brief(turn.reply, 1_000),
        )


def compared(game: Game, wording: Wording) -> Iterator[str]:
    """A retry and the attempt that it branched from, turn by turn; a sentence where there is no other attempt."""
    if not game.line:
        yield _("There is one attempt so far: {command} and a turn's number answers it again.").format(command=RETRY)
        return
    yield from beside(game.line[-1], attempt(game), game.again - 1, safe(game.scenario.client.name), wording)


def offered(game: Game, ask: Callable[[str], str | None], tell: Callable[[str], None], again: Again) -> Game | None:
    """Ask which turn to answer again after the ending; None when none."""
    if refusal(game.terms.mode):
        return None
    last = len(game.state.turns)
    while True:
        try:
            typed = ask(_("To answer a turn again, type its number, 1 to {last}; Enter leaves: ").format(last=last))
        except KeyboardInterrupt:
            return None
        if typed is None or not typed.strip():
            return None
        text = typed.strip().removeprefix(RETRY).strip()
        if not (text.isdecimal() and len(text) < 7):
            continue
        try:
            return again(game, int(text))
        except RetryProblem as problem:
            tell(str(problem))
