"""What the command palette offers: places, settings, scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from simulator.i18n import LANGUAGES, _
from simulator.wording import safe

if TYPE_CHECKING:
    from simulator.tui.app import CalmfirmApp


def offered(app: CalmfirmApp) -> Iterator[SystemCommand]:
    """One row of the palette after the other, in the interface's language."""
    yield SystemCommand(_("Help"), _("What this screen shows and its keys"), app.action_help)
    yield SystemCommand(_("Library"), _("All scenarios"), app.to_library)
    yield SystemCommand(_("Progress"), _("How practice goes, what is due, what to play next"), app.action_progress)
    yield SystemCommand(_("Path"), _("What holds, where you are, what comes next"), app.action_path)
    yield SystemCommand(_("Drill"), _("A few single replies on the principle that needs it most"), app.action_drill)
    yield SystemCommand(_("History"), _("Past conversations and their debriefs"), app.action_history)
    yield from app.theme_commands()
    for code, name in LANGUAGES.items():
        title = _("Language: {language}").format(language=name)
        yield SystemCommand(title, _("Of screens, help and reports"), lambda code=code: app.action_speak(code))
    title = _("Typing pause off") if app.typing else _("Typing pause on")
    yield SystemCommand(title, _("The client's pause before each answer"), app.action_typing)
    for entry in app.entries:
        yield SystemCommand(
            _("Play: {title} ({lang})").format(title=_unmarked(entry.title), lang=entry.lang),
            _("Open the briefing"),
            lambda entry=entry: app.open_briefing(entry.id, entry.lang),
        )
    yield SystemCommand(_("Quit"), _("Leave; an unfinished conversation is kept"), app.action_quit)


def _unmarked(title: str) -> str:
    """A title for the palette, which would read brackets as markup."""
    return safe(title).replace("[", "(").replace("]", ")")
