"""Textual's command palette in the interface's language."""

from __future__ import annotations

from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.widgets.option_list import Option

from simulator.i18n import _, mark

# Textual's own words for the palette's keys; they are looked up where they are shown.
KEYS = (mark("palette"), mark("Open the command palette"), mark("Exit the command palette"))


class Palette(CommandPalette):
    """The palette, with its own words for what Textual says in English."""

    def __init__(self) -> None:
        super().__init__(id="--command-palette", placeholder=_("Search for commands …"))

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """After a moment without a match, say so."""
        self._stop_no_matches_countdown()

        def tell() -> None:
            if search_value:
                none = Option(Content.styled(_("Nothing found"), "$quiet"), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(none)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, tell)
