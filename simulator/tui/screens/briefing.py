"""The briefing: who the client is, what happened, the rule, the goal, what may be offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from simulator.i18n import _, mark, ngettext
from simulator.mode import USUAL, told
from simulator.tui.briefing import case, task
from simulator.tui.fit import Fit
from simulator.tui.gauge import dots
from simulator.tui.screens.screen import CalmfirmScreen
from simulator.tui.text import lines, words
from simulator.tui.widgets.how_to_play import HowToPlay, keep_terms, kept_terms
from simulator.tui.widgets.keys_line import KeysLine

if TYPE_CHECKING:
    from simulator.scenario.library import Loaded
    from simulator.session import State
    from simulator.store.database import SessionRow


class BriefingScreen(CalmfirmScreen):
    """Opens a scenario (id or path) behind the screen and shows what the trainee has to know."""

    CSS_PATH = "briefing.tcss"
    HELP = mark(
        "Read who the client is, the rule that was agreed, and what you may offer. You can look at all this again "
        "during the conversation (F3). Enter starts it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", mark("Library")),
        Binding("s", "start", mark("Start"), tooltip=mark("Start the conversation")),
        Binding("c", "resume", mark("Continue"), tooltip=mark("Go on where you stopped")),
        Binding("1", "mode(0)", mark("Mode"), key_display="1-3", tooltip=mark("Learn, practise or exam")),
        Binding("2", "mode(1)", mark("Practise"), show=False),
        Binding("3", "mode(2)", mark("Exam"), show=False),
        Binding("t", "time", mark("Time"), tooltip=mark("The time for each reply in an exam")),
        Binding("up,k", "scroll(-1)", mark("Up"), show=False),
        Binding("down,j", "scroll(1)", mark("Down"), show=False),
        Binding("pageup", "scroll(-10)", mark("Page up"), show=False),
        Binding("pagedown,space", "scroll(10)", mark("More"), key_display="PgDn"),
    ]

    def __init__(self, name: str, lang: str) -> None:
        super().__init__()
        self.scenario_name = name
        self.lang = lang
        self.loaded: Loaded | None = None
        self._leaving = False

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(_("Opening the scenario …"), "$quiet"), id="title")
        with VerticalScroll(id="page", can_focus=False), Horizontal(id="columns"):
            yield Static(id="case")
            yield Static(id="task")
        with Vertical(id="foot"):
            yield HowToPlay(self.calmfirm.asked_terms, id="how")
            with Horizontal(id="ways"):
                yield Button(_("Start the conversation"), id="start", variant="primary")
                yield Button(_("Continue"), id="continue")
        yield KeysLine()

    def on_mount(self) -> None:
        if not self.children:
            return  # left again before it was drawn
        self.query_one("#foot").display = False
        self.query_one("#continue").display = False
        self.calmfirm.behind(self._open)

    def _open(self) -> None:
        from simulator import session

        try:
            loaded = self.calmfirm.sources.open(self.scenario_name, self.lang)
            state, _opening = session.start(loaded.scenario)
            held = kept_terms(self.calmfirm, loaded)
        except Exception as error:  # a broken file is the coach's to mend; say where
            self.calmfirm.tell(self._fail, str(error) or type(error).__name__)
            return
        self.calmfirm.tell(self._show, loaded, state, held)

    def _fail(self, problem: str) -> None:
        if self.is_attached:
            self.query_one("#title", Static).update(Content.styled(_("This scenario cannot be played."), "bold $bad"))
            self.query_one("#case", Static).update(words(problem))

    def _show(self, loaded: Loaded, state: State, held: tuple[str, int | None]) -> None:
        if not self.is_attached:
            return
        self.loaded = loaded
        scenario = loaded.scenario
        about = _("about {count} min").format(count=scenario.minutes)
        facts = Content.assemble(dots(scenario.difficulty), ("  ", ""), (about, "$quiet"))
        self.query_one("#title", Static).update(lines(words(scenario.title, "bold"), facts))
        try:
            left = case(scenario, state)
            task(scenario, state, 80)
        except ValueError as error:
            self._fail(str(error))
            return
        self.query_one("#case", Static).update(left)
        self.query_one("#task", Static).update(Fit(lambda width: task(scenario, state, width)))
        self.query_one("#foot").display = True
        self.query_one(HowToPlay).offer(*held)
        self.show_ways()

    def show_ways(self) -> None:
        """Start, or go on with what is unfinished, once both the scenario and the results have been read."""
        if self.loaded is None or not self.is_attached:
            return
        row = self.unfinished
        again = self.query_one("#continue", Button)
        again.display = row is not None
        if row is not None:
            label = ngettext("Continue after {count} turn", "Continue after {count} turns", row.turns)
            label = label.format(count=row.turns)
            again.label = Content(label if row.terms == USUAL else f"{label} ({told(row.terms)})")
            again.variant = "primary"
            start = self.query_one("#start", Button)
            start.label = Content(_("Start anew"))
            start.variant = "default"
            again.focus()
        else:
            self.query_one("#start").focus()
        self.refresh_bindings()

    @property
    def unfinished(self) -> SessionRow | None:
        """The unfinished conversation of this scenario, if there is one."""
        if self.loaded is None:
            return None
        key = (self.loaded.scenario.id, self.loaded.scenario.lang)
        return next((row for row in self.calmfirm.unfinished if (row.scenario_id, row.lang) == key), None)

    @on(Button.Pressed, "#start")
    def action_start(self) -> None:
        """Start a new conversation."""
        if self.loaded is not None and not self._leaving:
            self._leaving = True
            terms = self.query_one(HowToPlay).terms
            keep_terms(self.calmfirm, self.loaded, terms)
            self.calmfirm.begin(self.loaded, terms)

    @on(Button.Pressed, "#continue")
    def action_resume(self) -> None:
        """Go on with the unfinished one."""
        row = self.unfinished
        if row is not None and not self._leaving:
            self._leaving = True
            self.calmfirm.resume(row)

    def action_mode(self, place: int) -> None:
        """Choose the mode."""
        self.query_one(HowToPlay).choose(place)

    def action_time(self) -> None:
        """The next of the times for a reply."""
        self.query_one(HowToPlay).next_time()

    @on(HowToPlay.Changed)
    def _how(self) -> None:
        self.refresh_bindings()

    def action_scroll(self, rows: int) -> None:
        """Move the text; the focus stays on the button."""
        self.query_one("#page").scroll_relative(y=rows, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action == "start":
            return self.loaded is not None
        if action == "mode":
            return self.loaded is not None
        if action == "time":
            return self.loaded is not None and self.query_one(HowToPlay).terms.exam
        if action == "resume":
            return self.unfinished is not None
        if action == "scroll":
            return self.query_one("#page").max_scroll_y > 0
        return True
