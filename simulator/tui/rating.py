"""The program that a coach rates replies with: one screen, in the colours that were chosen for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.screen import Screen

from simulator.i18n import _, mark
from simulator.tui.look import Look
from simulator.tui.screens.rate import RateScreen
from simulator.tui.themes import TITLES

if TYPE_CHECKING:
    from simulator.rating_desk import Desk


class RateApp(Look):
    """Goes through the samples of a desk. `theme`: reads the remembered theme, behind the screen;
    `remember`: keeps another one."""

    CSS_PATH = "screens/rate.tcss"  # the first screen's own CSS_PATH is not read
    EVERYWHERE: ClassVar[tuple[tuple[str, str], ...]] = (
        ("F1", mark("this help")),
        ("Ctrl+P", mark("command palette: themes")),
        ("Ctrl+Q", mark("quit; every rating that was written is kept")),
    )

    def __init__(
        self,
        desk: Desk,
        theme: Callable[[], str] | None = None,
        remember: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self._rate = RateScreen(desk)
        self._remembered = theme
        self._remember = remember

    def get_default_screen(self) -> Screen[Any]:
        """The one screen."""
        return self._rate

    def on_ready(self) -> None:
        """Put on the remembered theme, once something is on the screen."""
        if self._remembered is not None:
            self.run_worker(self._dress, thread=True, exit_on_error=False)

    def _dress(self) -> None:
        assert self._remembered is not None
        name = self._remembered()
        if name in TITLES and self.is_running:
            self.call_later(setattr, self, "theme", name)

    def action_theme(self, name: str) -> None:
        """Change the colours, now and for the next starts."""
        super().action_theme(name)
        if (remember := self._remember) is not None:
            self.run_worker(lambda: remember(name), thread=True, exit_on_error=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers."""
        yield SystemCommand(_("Help"), _("What this screen shows and its keys"), self.action_help)
        yield from self.theme_commands()
        yield SystemCommand(_("Quit"), _("Leave; every rating that was written is kept"), self.action_quit)
