"""The program in which a coach reads one submission: one screen, in the colours that were chosen for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.screen import Screen

from simulator.i18n import _, mark
from simulator.store.failure import StoreError
from simulator.tui.look import Look
from simulator.tui.screens.review import ReviewScreen
from simulator.tui.themes import TITLES

if TYPE_CHECKING:
    from simulator.store.coaching import Coaching
    from simulator.submission import Submission


class CoachApp(Look):
    """Shows a submission to the coach of this name, and keeps what the coach says."""

    CSS_PATH = "screens/review.tcss"  # the first screen's own CSS_PATH is not read
    EVERYWHERE: ClassVar[tuple[tuple[str, str], ...]] = (
        ("F1", mark("this help")),
        ("Ctrl+P", mark("command palette: themes")),
        ("Ctrl+Q", mark("quit; every comment that was written is kept")),
    )

    def __init__(self, coaching: Coaching, submission: Submission, coach: str) -> None:
        super().__init__()
        self.coaching = coaching
        self._review = ReviewScreen(coaching, submission, coach)

    def get_default_screen(self) -> Screen[Any]:
        """The one screen."""
        return self._review

    def on_ready(self) -> None:
        """Put on the remembered theme, once something is on the screen."""
        self.run_worker(self._dress, thread=True, exit_on_error=False)

    def _dress(self) -> None:
        try:
            name = self.coaching.store.setting("theme")
        except StoreError:
            return  # the colours are not worth a complaint
        if name in TITLES and self.is_running:
            self.call_later(setattr, self, "theme", name)

    def action_theme(self, name: str) -> None:
        """Change the colours, now and for the next starts."""
        super().action_theme(name)
        self.run_worker(lambda: self._keep(name), thread=True, exit_on_error=False)

    def _keep(self, name: str) -> None:
        try:
            self.coaching.store.set_setting("theme", name)
        except StoreError as error:
            if self.is_running:
                self.call_later(self.warn, _("The colours are not remembered. {problem}").format(problem=error))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers."""
        yield SystemCommand(_("Help"), _("What this screen shows and its keys"), self.action_help)
        yield from self.theme_commands()
        yield SystemCommand(_("Quit"), _("Leave; every comment that was written is kept"), self.action_quit)
