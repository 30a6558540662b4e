"""All attempts at one conversation as a tree, with what was said at the picked turn."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.attempts import Attempt, partner, shared
from simulator.i18n import _, current, mark, ngettext
from simulator.retrying import refusal
from simulator.tui.beside import moment
from simulator.tui.fit import Fit
from simulator.tui.naming import Naming
from simulator.tui.screens.screen import CalmfirmScreen
from simulator.tui.text import lines, words
from simulator.tui.widgets.attempt_tree import AttemptTree
from simulator.tui.widgets.keys_line import KeysLine

if TYPE_CHECKING:
    from simulator.scenario.library import Loaded
    from simulator.store.rows import SessionRow


class AttemptsScreen(CalmfirmScreen):
    """Reads the family of a session behind the screen; `turn` of that session is picked first."""

    CSS_PATH = "attempts.tcss"
    AUTO_FOCUS = None
    HELP = mark(
        "Each row is an attempt at this conversation: its turns by number, then how it ended, with calm and firm over "
        "all its turns. A row bends off where a turn was answered again. ▲ and ▼ say whether the client took the "
        "reply well or badly. R answers the picked turn again; Enter shows two attempts side by side: the picked one "
        "and the one it came from, or the one marked with Space."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1, 0)", mark("Attempt above"), show=False, priority=True),
        Binding(
            "down,j", "step(1, 0)", mark("Move"), key_display="↑↓←→", priority=True, tooltip=mark("From turn to turn")
        ),
        Binding("left", "step(0, -1)", mark("Turn before"), show=False, priority=True),
        Binding("right", "step(0, 1)", mark("Turn after"), show=False, priority=True),
        Binding("home", "ends(False)", mark("First turn"), show=False, priority=True),
        Binding("end", "ends(True)", mark("Last turn"), show=False, priority=True),
        Binding("enter", "beside", mark("Side by side"), priority=True, tooltip=mark("Show two attempts turn by turn")),
        Binding(
            "space",
            "mark",
            mark("Mark"),
            show=False,
            priority=True,
            tooltip=mark("Mark this attempt to hold another beside"),
        ),
        Binding("r", "retry", mark("Retry"), tooltip=mark("Answer the picked turn again")),
        Binding("o", "open", mark("Open"), tooltip=mark("The debrief of this attempt; an unfinished one goes on")),
        Binding("escape", "app.pop_screen", mark("Back")),
    ]

    def __init__(self, session_id: int, turn: int = 1) -> None:
        super().__init__()
        self.session_id = session_id
        self.first_turn = turn
        self.rows: dict[int, SessionRow] = {}
        self.loaded: Loaded | None = None

    @property
    def drawn(self) -> AttemptTree:
        """The drawing."""
        return self.query_one(AttemptTree)

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(_("Attempts"), "bold"), id="heading")
        yield Static(Content.styled(_("Reading …"), "$quiet"), id="empty")
        yield Static(Fit(lambda width: self.drawn.head(width)), id="columns")
        with VerticalScroll(id="field", can_focus=False):
            yield AttemptTree(id="tree")
        with VerticalScroll(id="about", can_focus=False):
            yield Static(id="picked", classes="turn")
            yield Static(id="other", classes="turn")
        yield KeysLine()

    def on_mount(self) -> None:
        if not self.children:
            return  # left again before it was drawn
        self._shown(False)
        self.calmfirm.behind(self._read)

    def on_screen_resume(self) -> None:
        """Another attempt may have been made meanwhile."""
        if self.rows:
            self.calmfirm.behind(self._read)

    def _shown(self, there: bool) -> None:
        for one in ("#columns", "#field", "#about"):
            self.query_one(one).display = there
        self.query_one("#empty").display = not there

    def _read(self) -> None:
        from simulator.store.families import family
        from simulator.tui.retrying import opened

        try:
            store = self.calmfirm.store.get()
            rows = {row.id: row for row in store.family(self.session_id)}
            loaded = None
            with suppress(Exception):  # the tree is there without the scenario's texts too
                loaded = opened(self.calmfirm, next(iter(rows.values())))
            attempts = family(store, self.session_id, loaded.scenario if loaded else None)
        except Exception as error:  # no store, or one that cannot be read
            self.calmfirm.tell(self._say, _("The attempts cannot be read."), str(error))
            return
        self.calmfirm.tell(self._show, rows, attempts, loaded)

    def _say(self, title: str, rest: str) -> None:
        if self.is_attached:
            self.query_one("#empty", Static).update(lines(words(title, "bold"), words(rest, "$quiet")))

    def _show(self, rows: dict[int, SessionRow], attempts: tuple[Attempt, ...], loaded: Loaded | None) -> None:
        if not self.is_attached:
            return
        if not attempts:
            self._say(_("No attempts yet."), _("Answer a turn, and it appears here."))
            return
        before = (self.drawn.attempt, self.drawn.turn) if self.drawn.lanes else None
        self.rows, self.loaded = rows, loaded
        self._shown(True)
        if before is None:
            picked = next((one for one in attempts if one.session == self.session_id), attempts[0])
            turn = max(self.first_turn, picked.at)  # its own turn, though another was shown
        else:
            picked = next((one for one in attempts if one.session == before[0].session), attempts[0])
            turn = before[1]
        self.drawn.show(attempts, picked, turn)
        self.query_one("#columns", Static).update(Fit(lambda width: self.drawn.head(width)))
        self.drawn.focus(scroll_visible=False)
        count = ngettext("{count} attempt", "{count} attempts", len(attempts)).format(count=len(attempts))
        title = next(iter(rows.values())).title
        hint = "" if len(attempts) > 1 else "  ·  " + _("R answers the picked turn again")
        self.query_one("#heading", Static).update(
            Content.assemble((_("Attempts"), "bold"), words(f"  {title}  ·  {count}{hint}", "$quiet"))
        )
        self.refresh_bindings()

    @property
    def _naming(self) -> Naming:
        return self.calmfirm.naming(current(), self.loaded.rubric if self.loaded else None)

    @property
    def _speaker(self) -> str:
        return self.loaded.scenario.client.name if self.loaded else _("Client")

    @on(AttemptTree.Picked)
    def _picked(self, event: AttemptTree.Picked) -> None:
        tree = self.drawn
        attempt, turn, naming, speaker = tree.attempt, tree.turn, self._naming, self._speaker
        self.query_one("#picked", Static).update(Fit(lambda width: moment(attempt, turn, speaker, naming, width)))
        other = partner(tree.attempts, attempt, turn)
        beside = self.query_one("#other", Static)
        if other is not None and turn <= other.last:
            beside.update(Fit(lambda width: moment(other, turn, speaker, naming, width)))
        else:
            beside.update("")
        self.query_one("#about").scroll_home(animate=False)
        self.refresh_bindings()
        if event.go:
            self.action_beside()

    # Keys.

    def action_step(self, down: int, along: int) -> None:
        """To another attempt or turn."""
        self.drawn.step(down, along)

    def action_ends(self, last: bool) -> None:
        """To the first or last turn of the picked attempt."""
        self.drawn.ends(last)

    def action_mark(self) -> None:
        """Mark the picked attempt, or take its mark away."""
        tree = self.drawn
        if not tree.lanes:
            return
        same = tree.marked is not None and tree.marked.place == tree.attempt.place
        tree.marked = None if same else tree.attempt
        tree.refresh()

    def action_beside(self) -> None:
        """The picked attempt beside the marked one, else beside the one that it came from."""
        from simulator.tui.screens.beside import BesideScreen

        tree = self.drawn
        if not tree.lanes:
            return
        chosen, other = tree.attempt, tree.marked
        if other is None or other.place == chosen.place:
            other = partner(tree.attempts, chosen, tree.turn)
        if other is None:
            self.calmfirm.warn(_("There is one attempt so far: R answers the picked turn again."), "information")
            return
        left, right = sorted((chosen, other), key=lambda one: one.place)
        alike = shared(tree.attempts, left, right)
        self.app.push_screen(BesideScreen(left, right, alike, self._speaker, self._naming))

    def action_retry(self) -> None:
        """Answer the picked turn again."""
        from simulator.tui.retrying import retry_kept

        if (row := self._row()) is not None:
            retry_kept(self.calmfirm, row, self.drawn.turn)

    def action_open(self) -> None:
        """The debrief of the picked attempt; an unfinished one goes on."""
        from simulator.tui.playing import look_back

        row = self._row()
        if row is None:
            return
        if row.ending is not None:
            look_back(self.calmfirm, row)
        elif self.drawn.attempt.aside:
            self.calmfirm.warn(_("This attempt was set aside: R answers its last turn again."), "information")
        else:
            self.calmfirm.resume(row)

    def _row(self) -> SessionRow | None:
        number = self.drawn.attempt.session if self.drawn.lanes else None
        return self.rows.get(number) if number is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action in ("beside", "mark"):
            return len(self.rows) > 1
        if action == "retry":
            row = self._row() if self.is_mounted else None
            return row is not None and not refusal(row.terms.mode)
        return True
