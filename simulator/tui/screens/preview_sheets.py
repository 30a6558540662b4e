"""The coach's account and the problems over the preview, for narrow screens and long lists; they keep up with saves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from simulator.i18n import mark
from simulator.tui.screens.over import OverScreen
from simulator.tui.screens.reminder import ReminderScreen

if TYPE_CHECKING:
    from simulator.tui.screens.preview import PreviewScreen


class AccountSheet(OverScreen):
    """The coach's account of the picked turn."""

    HEADING = mark("Why this turn went as it did")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "dismiss", mark("Close"), show=False, priority=True),
        Binding("left", "turn(-1)", mark("Turn before")),
        Binding("right", "turn(1)", mark("Turn after")),
    ]

    def __init__(self, preview: PreviewScreen) -> None:
        super().__init__()
        self.preview = preview

    def text(self, width: int) -> Content:
        """What stands beside the conversation on a wide screen."""
        return self.preview.account_text(width)

    def action_turn(self, by: int) -> None:
        """Go to another turn, here and below."""
        self.preview.action_pick(by)
        self.query_one("#sheet-page").scroll_home(animate=False)


class ProblemSheet(OverScreen):
    """Everything that is wrong with the file."""

    HEADING = mark("What is wrong with the file")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f4", "dismiss", mark("Close"), show=False, priority=True)]

    def __init__(self, preview: PreviewScreen) -> None:
        super().__init__()
        self.preview = preview

    def text(self, width: int) -> Content:
        """All problems with ways to mend them."""
        return self.preview.problem_text(width)


def refresh(screen: Screen[object], preview: PreviewScreen) -> None:
    """Show a sheet that is open over the preview as things are now."""
    if isinstance(screen, ReminderScreen) and preview.rehearsal is not None:
        screen.scenario, screen.state = preview.rehearsal.scenario, preview.rehearsal.state
    if isinstance(screen, AccountSheet | ProblemSheet | ReminderScreen) and screen.is_mounted:
        screen.redraw()
