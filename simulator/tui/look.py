"""What every program with our screens has in common: the themes, how keys are printed, help, notices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Event, Key

from simulator.i18n import _, mark
from simulator.tui.layout import as_latin
from simulator.tui.palette import Palette
from simulator.tui.themes import DEFAULT, THEMES, TITLES
from simulator.wording import safe


class Look(App[int]):
    """An app that looks like the rest. `EVERYWHERE`: rows (key, what it does) that end the help of every screen."""

    TITLE = "calmfirm"
    EVERYWHERE: ClassVar[tuple[tuple[str, str], ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", mark("Help"), priority=True, tooltip=mark("What this screen shows and its keys")),
        Binding("ctrl+q", "quit", mark("Quit"), show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DEFAULT

    async def on_event(self, event: Event) -> None:
        """Letter keys do the same under a Cyrillic layout."""
        await super().on_event(as_latin(event, self.focused) if isinstance(event, Key) else event)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colour names, so that no stylesheet fails under a theme of someone else."""
        return dict(THEMES[0].variables)

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they are printed on the keyboard: `F1`, `Esc`; letters stay small."""
        shown = super().get_key_display(binding)
        if len(shown) > 1:
            shown = {"pgup": "PgUp", "pgdn": "PgDn"}.get(shown, shown[:1].upper() + shown[1:])
        return shown

    def warn(self, message: str, severity: str = "warning") -> None:
        """One clear sentence for whoever sits at the screen."""
        level: Any = severity
        self.notify(safe(message), severity=level, timeout=8, markup=False)

    def action_help(self) -> None:
        """What this screen shows and which keys it has."""
        from simulator.tui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.pop_screen()
        else:
            self.push_screen(HelpScreen(self.screen, self.EVERYWHERE))

    def action_command_palette(self) -> None:
        """Textual's palette in the interface's language."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_help_quit(self) -> None:
        """Ctrl+C does not quit; which key does."""
        self.notify(_("Ctrl+Q quits."), timeout=3, markup=False)

    def theme_commands(self) -> Iterable[SystemCommand]:
        """The themes, for the palette."""
        for name, title in TITLES.items():
            told = _("Theme: {theme}").format(theme=_(title))
            yield SystemCommand(told, _("Change the colours"), lambda name=name: self.action_theme(name))

    def action_next_theme(self) -> None:
        """The next of the three themes."""
        names = list(TITLES)
        place = names.index(self.theme) if self.theme in names else -1
        self.action_theme(names[(place + 1) % len(names)])

    def action_theme(self, name: str) -> None:
        """Change the colours."""
        self.theme = name
