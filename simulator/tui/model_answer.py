"""The model answers of a step as content: a reply that holds, one that does not, and what makes the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from simulator import session
from simulator.i18n import _
from simulator.ready import strong
from simulator.tui.text import lines, prose

if TYPE_CHECKING:
    from simulator.game import Game
    from simulator.session import Turn


def holds(game: Game, turn: Turn) -> str | None:
    """A reply that holds at the step of a turn; None when the scenario has none there."""
    step = game.scenario.steps.get(turn.step)
    return None if step is None or step.reply != "text" else strong(game.scenario, game.state, step)


def model_answer(game: Game, turn: Turn) -> Content:
    """The model answers of a turn's step; empty when there are none."""
    best = holds(game, turn)
    if best is None:
        return Content("")
    parts = [Content.styled(_("A reply that holds"), "bold $good"), prose(best)]
    model = game.scenario.steps[turn.step].model
    if model is not None:
        weak = session.say(game.scenario, game.state, model.weak)
        parts += [Content(""), Content.styled(_("One that does not"), "bold $bad"), prose(weak)]
        if model.why:
            parts += [Content(""), Content.styled(_("What makes the difference"), "bold $quiet"), prose(model.why)]
    return lines(*parts)
