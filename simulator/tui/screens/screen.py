"""What the screens of the app have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from simulator.tui.keys import TranslatedKeys
from simulator.tui.widths import WIDTHS

if TYPE_CHECKING:
    from simulator.tui.app import CalmfirmApp


class CalmfirmScreen(TranslatedKeys, Screen[None]):
    """A screen that knows its app and uses two columns where there is room."""

    HORIZONTAL_BREAKPOINTS = WIDTHS

    @property
    def calmfirm(self) -> CalmfirmApp:
        """The app, as what it is."""
        return cast("CalmfirmApp", self.app)
