"""The hint ladder over the conversation: the principle, how others begin, the model answer; each when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from simulator.i18n import _, mark
from simulator.ladder import BEGINNING, MODEL, PRINCIPLE, Ladder, Rung
from simulator.tui.fit import hang
from simulator.tui.screens.over import OverScreen
from simulator.tui.text import lines, prose

if TYPE_CHECKING:
    from simulator.game import Game
    from simulator.tui.naming import Naming

TITLES = {
    PRINCIPLE: mark("The principle"),
    BEGINNING: mark("How others begin"),
    MODEL: mark("A reply that holds"),
}


def rung(one: Rung, naming: Naming, width: int) -> Content:
    """One hint with its title."""
    parts = [Content.styled(_(TITLES[one.kind]), "bold $quiet")]
    if one.text:
        parts.append(prose(one.text))
    else:
        parts += [
            hang(
                Content.assemble(("· ", "$calm"), (naming.name(move), "bold"), "  ", (naming.says(move), "$quiet")),
                width,
            )
            for move in one.moves
        ]
    return lines(*parts)


class HintScreen(OverScreen):
    """The rungs that were asked for, and what the next one is."""

    HEADING = mark("Hints")
    HELP = mark(
        "Each press of F5 goes one step further: the principle, how others begin, and, once you have replied at this "
        "moment yourself, a reply that holds. Hints are noted with your reply; they cost nothing."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5,enter", "climb", mark("Next hint"), key_display="F5", priority=True),
    ]

    def __init__(self, ladder: Ladder, game: Game, naming: Naming) -> None:
        super().__init__()
        self.ladder = ladder
        self.game = game
        self.naming = naming

    def text(self, width: int) -> Content:
        """What was asked for, then what comes next."""
        parts: list[Content] = []
        for one in self.ladder.asked:
            parts += [rung(one, self.naming, width), Content("")]
        parts.append(Content.styled(self._next(), "$quiet"))
        return lines(*parts)

    def _next(self) -> str:
        ladder = self.ladder
        if ladder.climbed == len(ladder.rungs):
            return _("That is all there is. Say it in your own words: a copy earns nothing.")
        coming = ladder.rungs[ladder.climbed]
        if coming.locked:
            return _("A reply that holds opens once you have tried one of your own here.")
        return _("Next, with F5: {hint}.").format(hint=_(TITLES[coming.kind]).lower())

    def action_climb(self) -> None:
        """The next hint."""
        self.ladder.climb()
        self.redraw()
        self.call_after_refresh(self.query_one("#sheet-page").scroll_end, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action == "climb":
            return self.ladder.more
        return super().check_action(action, parameters)
