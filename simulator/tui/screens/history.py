"""Past conversations, newest first; Enter shows a debrief again or goes on with an unfinished one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.attempts_words import retried
from simulator.i18n import _, mark, ngettext, number
from simulator.mode import USUAL, told
from simulator.origin_words import helped_told
from simulator.tui.fit import Fit
from simulator.tui.outcomes import outcome, when
from simulator.tui.playing import look_back
from simulator.tui.screens.screen import CalmfirmScreen
from simulator.tui.text import lines, words
from simulator.tui.widgets.keys_line import KeysLine
from simulator.wording import brief

if TYPE_CHECKING:
    from simulator.store.database import SessionRow

LIMIT = 200


def history_row(row: SessionRow, width: int) -> Content:
    """One conversation: title, when, how it ended, scores, in two lines of `width` cells."""
    moment = when(row.updated_at)
    title = words(brief(row.title, max(20, width - 22)), "bold")
    gap = " " * max(2, min(width, 100) - title.cell_length - len(moment) - 1)
    turns = ngettext("{count} turn", "{count} turns", row.turns).format(count=row.turns)
    parts = [outcome(row.outcome), Content.styled(f"  ·  {turns}", "$quiet")]
    if row.branch is not None:
        parts.append(Content.styled(f"  ·  ↳ {retried(row.branch.turn)}", "$quiet"))
    parts += [Content.styled(f"  ·  {text}", "$quiet") for text in held(row)]
    if row.turns:
        parts.append(
            Content.assemble(
                ("  ·  " + _("calm") + " ", "$quiet"),
                (number(row.calm, 1), "bold $calm"),
                ("  " + _("firm") + " ", "$quiet"),
                (number(row.firm, 1), "bold $firm"),
            )
        )
    return lines(Content.assemble(title, gap, (moment, "$quiet")), Content("").join(parts))


def held(row: SessionRow) -> list[str]:
    """The mode, when it is not free practice, and the help that there was."""
    parts = (told(row.terms) if row.terms != USUAL else "", helped_told(row.hints, row.picked))
    return [text for text in parts if text]


class HistoryScreen(CalmfirmScreen):
    """Reads the store behind the screen."""

    CSS_PATH = "history.tcss"
    HELP = mark(
        "Every conversation you have had. Enter shows its debrief again, or continues one that you left. "
        "T shows all attempts at it; there any turn can be answered again."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "t",
            "attempts",
            mark("Attempts"),
            tooltip=mark("All attempts at this conversation; R there answers a turn again"),
        ),
        Binding("escape", "app.pop_screen", mark("Library")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[SessionRow, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(_("History"), "bold"), id="heading")
        yield Static(Content.styled(_("Reading …"), "$quiet"), id="empty")
        yield OptionList(id="past", compact=True)
        yield KeysLine()

    def on_mount(self) -> None:
        if not self.children:
            return  # left again before it was drawn
        self.query_one("#past").display = False
        self.calmfirm.behind(self._read)

    def _read(self) -> None:
        try:
            rows = self.calmfirm.store.get().history(LIMIT)
        except Exception as error:  # no store, or one that cannot be read
            self.calmfirm.tell(self._say, _("Past conversations cannot be read."), str(error))
            return
        self.calmfirm.tell(self._show, rows)

    def _say(self, title: str, rest: str) -> None:
        if self.is_attached:
            self.query_one("#empty", Static).update(lines(words(title, "bold"), words(rest, "$quiet")))

    def _show(self, rows: tuple[SessionRow, ...]) -> None:
        if not self.is_attached:
            return
        self.rows = rows
        if not rows:
            self._say(_("No conversations yet."), _("Play one from the library; it appears here turn by turn."))
            return
        self.query_one("#empty").display = False
        past = self.query_one("#past", OptionList)
        past.display = True
        past.add_options(Option(Fit(partial(history_row, row))) for row in rows)
        past.highlighted = 0
        past.focus()

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        row = self.rows[event.option_index]
        if row.ending is not None:
            look_back(self.calmfirm, row)
        elif any(one.id == row.id for one in self.calmfirm.unfinished):
            self.calmfirm.resume(row)
        else:
            self.action_attempts()  # set aside for a newer one: its turns can be answered again there

    def action_attempts(self) -> None:
        """All attempts at the highlighted conversation."""
        from simulator.tui.retrying import tree

        place = self.query_one("#past", OptionList).highlighted
        if place is not None and place < len(self.rows):
            tree(self.calmfirm, self.rows[place].id, self.rows[place].turns)
