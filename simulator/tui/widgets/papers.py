"""The papers of a dossier: their titles in a list, the one under the cursor to read beneath."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.i18n import mark
from simulator.tui.fit import Fit
from simulator.tui.paper_look import heading, paper

if TYPE_CHECKING:
    from simulator.deciding import Sheet


def _title(number: int, sheet: Sheet, width: int) -> Content:
    return Content.assemble((f"{number}  ", "bold $calm"), heading(sheet)).truncate(width, ellipsis=True)


class PaperList(OptionList):
    """The titles; a number key opens a paper."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "open(1)", mark("Paper"), key_display="1-9", tooltip=mark("Read the paper with this number")),
        *(Binding(str(n), f"open({n})", show=False) for n in range(2, 10)),
    ]

    def action_open(self, number: int) -> None:
        """Read the paper with this number."""
        if number <= self.option_count:
            self.highlighted = number - 1


class Papers(Vertical):
    """List and reading room."""

    def __init__(self, sheets: Sequence[Sheet], id: str) -> None:
        super().__init__(id=id)
        self.sheets = sheets

    def compose(self) -> ComposeResult:
        yield PaperList(
            *(Option(Fit(partial(_title, number, sheet))) for number, sheet in enumerate(self.sheets, 1)),
            id="paper-list",
            compact=True,
        )
        with VerticalScroll(id="reading", can_focus=False):
            yield Static(id="paper")

    def on_mount(self) -> None:
        """The first paper lies open."""
        self.query_one(PaperList).highlighted = 0

    @on(OptionList.OptionHighlighted)
    def _open(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if not self.query("#paper"):
            return  # the desk is being cleared
        sheet = self.sheets[event.option_index]
        self.query_one("#paper", Static).update(Fit(partial(paper, sheet)))
        self.query_one("#reading").scroll_home(animate=False)

    def page(self, pages: int) -> None:
        """Go on in the paper by most of a page."""
        room = self.query_one("#reading")
        room.scroll_relative(y=pages * max(1, room.size.height - 2), animate=False)
