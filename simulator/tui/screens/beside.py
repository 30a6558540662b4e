"""Two attempts at one conversation side by side, turn by turn from where their ways part."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.attempts import Attempt
from simulator.attempts_words import same_turns
from simulator.i18n import _, mark
from simulator.tui.beside import outcome_of, reply, sums, taken, title
from simulator.tui.fit import Fit
from simulator.tui.naming import Naming
from simulator.tui.screens.screen import CalmfirmScreen
from simulator.tui.text import lines, prose, words
from simulator.tui.widgets.keys_line import KeysLine


class BesideScreen(CalmfirmScreen):
    """`left` was begun before `right`; the first `shared` turns are the same in both."""

    CSS_PATH = "beside.tcss"
    AUTO_FOCUS = None
    HELP = mark(
        "Two attempts at the same conversation: on the left the one begun first. On top how each ended, with calm and "
        "firm over the turns that differ; ▲ and ▼ say by how much the right one is above or below the left one. "
        "Below, turn by turn, what was replied, how it was scored and taken, and what the client said to it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll(-2)", mark("Up"), show=False, priority=True),
        Binding(
            "down,j",
            "scroll(2)",
            mark("Scroll"),
            key_display="↑↓",
            priority=True,
            tooltip=mark("PgUp and PgDn by a page"),
        ),
        Binding("pageup", "page(-1)", mark("Page up"), show=False, priority=True),
        Binding("pagedown,space", "page(1)", mark("Page down"), show=False, priority=True),
        Binding("home", "ends(False)", mark("To the top"), show=False, priority=True),
        Binding("end", "ends(True)", mark("To the end"), show=False, priority=True),
        Binding("t", "tree", mark("Attempts"), tooltip=mark("All attempts at this conversation")),
        Binding("escape", "app.pop_screen", mark("Back")),
    ]

    def __init__(self, left: Attempt, right: Attempt, shared: int, speaker: str, naming: Naming) -> None:
        super().__init__()
        self.left, self.right = left, right
        self.shared = shared
        self.speaker = speaker
        self.naming = naming

    def compose(self) -> ComposeResult:
        """The two columns, row by row, so that the same turns stand at the same height."""
        left, right, shared = self.left, self.right, self.shared
        yield Static(
            Content.assemble((_("Side by side"), "bold"), words(f"  {same_turns(shared)}", "$quiet")), id="heading"
        )
        with VerticalScroll(id="page", can_focus=False), Vertical(id="body"):
            with Horizontal(classes="row"):
                yield self._top(left, None, "column")
                yield self._top(right, left, "column -right")
            parting = max((left, right), key=lambda one: one.last)
            if shared < parting.last:
                asked = parting.turns[shared].client
                yield Static(Fit(lambda width: self._asked(asked, width)), classes="line")
            for number in range(shared + 1, parting.last + 1):
                with Horizontal(classes="row"):
                    yield self._turn(left, number, "column")
                    yield self._turn(right, number, "column -right")
        yield KeysLine()

    def _top(self, one: Attempt, against: Attempt | None, classes: str) -> Vertical:
        shared = self.shared
        return Vertical(
            Static(
                Fit(lambda width: lines(title(one, width), outcome_of(one, width), sums(one, shared, against, width))),
                classes="line",
            ),
            classes=classes,
        )

    def _asked(self, said: tuple[str, ...], width: int) -> Content:
        head = Content.styled(_("{speaker} had said").format(speaker=self.speaker), "bold $quiet")
        return lines(head, *map(prose, said))

    def _turn(self, one: Attempt, number: int, classes: str) -> Vertical:
        head = Static(_("Turn {number}").format(number=number), classes="number", markup=False)
        if number > one.last:
            told = _("It had ended before.") if one.outcome is not None else _("Not answered yet.")
            return Vertical(head, Static(told, classes="none", markup=False), classes=classes)
        turn, naming = one.turns[number - 1], self.naming
        answers = [Static(prose(text), classes="client") for text in one.answer(number)]
        return Vertical(
            head,
            Static(reply(turn), classes="you"),
            Static(Fit(lambda width: taken(turn, naming, width)), classes="note"),
            *answers,
            classes=classes,
        )

    def action_scroll(self, rows: int) -> None:
        """Move both columns."""
        self.query_one("#page").scroll_relative(y=rows, animate=False)

    def action_page(self, pages: int) -> None:
        """Move both columns by most of a page."""
        page = self.query_one("#page")
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)

    def action_ends(self, last: bool) -> None:
        """To the top or to the end."""
        page = self.query_one("#page")
        page.scroll_end(animate=False) if last else page.scroll_home(animate=False)

    def action_tree(self) -> None:
        """All attempts at this conversation; where one came from there, back to it."""
        from simulator.tui.retrying import tree
        from simulator.tui.screens.attempts import AttemptsScreen

        self.app.pop_screen()
        if not isinstance(self.app.screen, AttemptsScreen):
            tree(self.calmfirm, self.right.session, self.shared + 1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without results that are kept there is no tree."""
        return action != "tree" or self.right.session is not None
