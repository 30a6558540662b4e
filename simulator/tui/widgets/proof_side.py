"""What stands beside a conversation that is being written: what is wrong with the file, and the coach's account."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.tui.fit import Fit


class ProofSide(Vertical):
    """Problems above, the account below; each scrolls by itself."""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="problems", can_focus=False):
            yield Static(id="problem-list")
        with VerticalScroll(id="coach", can_focus=False):
            yield Static(id="coach-text")

    def show_problems(self, make: Callable[[int], Content] | None) -> None:
        """The problems as `make` words them for a width; None: there are none, and no room is taken."""
        self.query_one("#problems").display = make is not None
        if make is not None:
            self.query_one("#problem-list", Static).update(Fit(make))

    def show_account(self, make: Callable[[int], Content]) -> None:
        """The account as `make` words it for a width."""
        self.query_one("#coach-text", Static).update(Fit(make))

    def to_top(self) -> None:
        """Show the beginning of the account: it is about another turn."""
        self.query_one("#coach").scroll_home(animate=False)
