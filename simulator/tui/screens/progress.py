"""Progress: this week, what to play next, calm and firm over time, every principle with its course and words."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.i18n import _, current, mark
from simulator.practice.evidence import in_order
from simulator.practice.moments import drillable
from simulator.practice.next_best import Suggestion
from simulator.practice.picture import Standing
from simulator.practice.said import called
from simulator.tui import progress_look as look
from simulator.tui.fit import Fit
from simulator.tui.naming import Naming
from simulator.tui.practising import Practised, drill, read, set_goal, shelf, suggestion, suggestion_for
from simulator.tui.screens.screen import CalmfirmScreen
from simulator.tui.text import lines, words
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widgets.progress_parts import Goal, NextCard, Principles

# Rows of the chart of calm and firm: as many as the screen's height leaves.
LEAST_ROWS, MOST_ROWS, OTHER_ROWS = 7, 15, 34
DETAIL_ROWS = 5
# Seconds until what was shown at once is read again.
REST = 0.5
WEEK_ROWS = 4


class ProgressScreen(CalmfirmScreen):
    """Reads practice behind the screen; looking changes nothing in it."""

    CSS_PATH = "progress.tcss"
    AUTO_FOCUS = None  # focusing scrolls; the week is what one sees first
    HELP = mark(
        "How your practice goes, held only against your own past. ● is calm, ◆ is firm, each from 1 to 5. A principle "
        "with ↻ is due: it comes back in a scenario that trains it, before it fades. Enter plays what is suggested, or "
        "practises the principle in the list; D drills it with a few single replies. G sets how many days a week you "
        "want to practise, from 1 to 7, then none."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "up,k", "principle(-1)", mark("Principle before"), show=False, priority=True, tooltip=mark("The one before")
        ),
        Binding(
            "down,j", "principle(1)", mark("Principles"), key_display="↑↓", priority=True, tooltip=mark("The next one")
        ),
        Binding("pageup", "page(-1)", mark("Page up"), show=False, priority=True, tooltip=mark("Up the page")),
        Binding(
            "pagedown,space", "page(1)", mark("Page down"), show=False, priority=True, tooltip=mark("Down the page")
        ),
        Binding("d", "drill", mark("Drill"), tooltip=mark("Five single replies on the principle that is shown")),
        Binding("g", "goal(1)", mark("Goal"), tooltip=mark("One day a week more; after seven none")),
        Binding("G", "goal(-1)", mark("Fewer"), show=False, tooltip=mark("One day a week fewer")),
        Binding("h", "app.history", mark("History"), show=False, tooltip=mark("Past conversations")),
        Binding("escape", "app.pop_screen", mark("Back")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.practised: Practised | None = None
        self.standings: tuple[Standing, ...] = ()
        self.next: Suggestion | None = None
        self._goal = 0
        self._saving = 0  # goals that are on their way to the store

    @property
    def naming(self) -> Naming:
        """The rubric's words in the interface's language."""
        return self.calmfirm.naming(current())

    @property
    def lang(self) -> str:
        """The language that is practised: the one that the library shows."""
        return self.calmfirm.library.lang or self.calmfirm.lang or "en"

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(_("Progress"), "bold"), id="heading")
        yield Static(Content.styled(_("Reading …"), "$quiet"), id="empty")
        with VerticalScroll(id="page", can_focus=False), Horizontal(id="columns"):
            with Vertical(id="story"):
                yield Goal(id="week")
                yield Static(look.title(_("Next for you")), id="next-title")
                yield NextCard(id="next")
                yield Static(look.title(_("Calm and firm")), id="axes-title")
                yield Static(id="axes")
                yield Static(look.title(_("Days of practice in the last twelve weeks")), id="weeks-title")
                yield Static(id="weeks")
            with Vertical(id="principles"):
                yield Static(look.title(_("Principles, what is due and what is weak first")), id="list-title")
                yield Principles(id="list", compact=True)
                yield Static(id="detail")
                yield Static(id="idle")
        yield KeysLine()

    def on_mount(self) -> None:
        if not self.children:
            return  # left again before it was drawn
        self.query_one("#page").display = False

    def on_screen_resume(self) -> None:
        """What was read for the library is there at once; whatever has been added since follows. Also back from a
        conversation or a drill."""
        if not self.is_attached or not self.children:
            return
        if self.practised is None and self.calmfirm.practised is not None:
            self._show(self.calmfirm.practised)
            # Reading a long history at once would only slow the drawing.
            self.set_timer(REST, self._read)
        else:
            self._read()

    def _read(self) -> None:
        read(self.calmfirm, self._show, self._fail)

    def _fail(self, problem: str) -> None:
        if self.is_attached:
            told = lines(words(_("Progress cannot be read."), "bold"), words(problem, "$quiet"))
            self.query_one("#empty", Static).update(told)

    def _show(self, practised: Practised) -> None:
        before = self.practised
        if not self.is_attached or (
            before is not None and (before.kept, before.picture.today) == (practised.kept, practised.picture.today)
        ):
            return
        again, self.practised = before is not None, practised
        found = practised.picture
        if not self._saving:
            self._goal = found.rhythm.goal
        self.next = suggestion(self.calmfirm, practised, self.lang)
        self.query_one("#page").display = True
        self._show_empty()
        self._show_week()
        self._show_next()
        for part in ("#axes-title", "#axes"):
            self.query_one(part).display = bool(found.conversations)
        self.query_one("#axes", Static).update(Fit(self._axes))
        for part in ("#weeks-title", "#weeks"):
            self.query_one(part).display = not found.empty
        self._show_principles()
        if not again:
            self.query_one("#next").focus(scroll_visible=False)
            self.call_after_refresh(self.call_later, self.query_one("#page").scroll_home, animate=False)
        self.refresh_bindings()

    def _show_empty(self) -> None:
        assert self.practised is not None
        empty = self.query_one("#empty", Static)
        empty.display = self.practised.picture.empty
        title = words(_("Nothing practised yet."), "bold")
        rest = _(
            "After your first conversation this page shows how calm and firm you are over time, which principles you "
            "keep, and what to practise next."
        )
        empty.update(lines(title, words(rest, "$quiet")))

    def _show_week(self) -> None:
        assert self.practised is not None
        rhythm = self.practised.picture.rhythm
        self.query_one("#week", Static).update(Fit(partial(look.week, rhythm)))
        self.query_one("#weeks", Static).update(look.weeks(rhythm, WEEK_ROWS))

    def _show_next(self) -> None:
        practised, found, naming = self.practised, self.next, self.naming
        for part in ("#next-title", "#next"):
            self.query_one(part).display = found is not None
        if practised is not None and found is not None:
            card = partial(look.next_card, found, naming, practised.picture)
            self.query_one("#next", Static).update(Fit(card))

    def _axes(self, width: int) -> Content:
        assert self.practised is not None
        rows = max(LEAST_ROWS, min(MOST_ROWS, self.size.height - OTHER_ROWS))
        return look.axes(self.practised.picture, width, rows)

    def _show_principles(self) -> None:
        assert self.practised is not None
        shown = self.query_one("#list", OptionList)
        before = self.standing.principle if self.standing else ""
        self.standings = look.due_first(self.practised.picture)
        shown.clear_options()
        shown.add_options(Option(Fit(partial(look.row, one, self.naming))) for one in self.standings)
        for part in ("#list-title", "#list", "#detail"):
            self.query_one(part).display = bool(self.standings)
        names = [one.principle for one in self.standings]
        if names:
            shown.highlighted = names.index(before) if before in names else 0
        there = {one for entry in shelf(self.calmfirm, self.lang) for one in entry.trains}
        others = [called(one, self.naming.name) for one in in_order(there - set(names))]
        idle = self.query_one("#idle", Static)
        idle.display = bool(others) and bool(names)
        idle.update(Fit(partial(look.idle, others)))

    @property
    def standing(self) -> Standing | None:
        """The principle that is shown."""
        place = self.query_one("#list", OptionList).highlighted
        return self.standings[place] if place is not None and place < len(self.standings) else None

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        found = self.standing
        if found is None:
            return
        can = found.principle in drillable(self.calmfirm.entries, self.lang)
        detail = partial(look.detail, found, self.naming, can)
        self.query_one("#detail", Static).update(Fit(lambda width: detail(width, DETAIL_ROWS)))
        self.refresh_bindings()

    @on(NextCard.Taken)
    def _play(self) -> None:
        if self.next is not None:
            self.calmfirm.open_briefing(str(self.next.entry.id), self.next.entry.lang)

    @on(OptionList.OptionSelected)
    def _practise(self) -> None:
        found = self.standing
        if found is None or self.practised is None:
            return
        if found.principle in drillable(self.calmfirm.entries, self.lang):
            self.action_drill()
            return
        fitting = suggestion_for(self.calmfirm, self.practised, self.lang, found.principle)
        if fitting is None:
            self.calmfirm.warn(_("No scenario of this language trains it yet."), "information")
        else:
            self.calmfirm.open_briefing(fitting.entry.id, fitting.entry.lang)

    def action_drill(self) -> None:
        """A drill on the principle that is shown; without one, on what needs it most."""
        drill(self.calmfirm, self.standing.principle if self.standing else None, self.lang)

    @on(Goal.Clicked)
    def _goal_clicked(self) -> None:
        self.action_goal(1)

    def action_goal(self, by: int) -> None:
        """Another goal: one day a week more or fewer; beyond seven and below one there is none."""
        if self.practised is None:
            return
        self._goal = (self._goal + by) % 8
        self._saving += 1
        set_goal(self.calmfirm, lambda: self._goal, self._goal_saved)

    def _goal_saved(self) -> None:
        self._saving -= 1
        read(self.calmfirm, self._show, self._fail)

    def action_principle(self, step: int) -> None:
        """From the scenario to play into the list, and through it."""
        shown = self.query_one("#list", OptionList)
        if not self.standings:
            return
        place = shown.highlighted or 0
        if self.focused is not shown:
            if step > 0:
                # `focus()` waits until the app is idle: a held key would lose steps.
                self.set_focus(shown, scroll_visible=False)
                self._reveal()
            return
        if place + step < 0:
            self.set_focus(self.query_one("#next"), scroll_visible=False)
            self.query_one("#page").scroll_home(animate=False)
        elif place + step < len(self.standings):
            shown.highlighted = place + step
            self._reveal()

    def _reveal(self) -> None:
        if not self.has_class("-wide"):
            self.query_one("#list-title").scroll_visible(top=True, animate=False)

    def action_page(self, pages: int) -> None:
        """Move the whole page."""
        page = self.query_one("#page")
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action == "principle":
            return bool(self.standings)
        if action == "drill":
            there = drillable(self.calmfirm.entries, self.lang)
            return bool(there) and (self.standing is None or self.standing.principle in there)
        return True

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the page wherever the pointer is."""
        self.query_one("#page").scroll_down(animate=False)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the page wherever the pointer is."""
        self.query_one("#page").scroll_up(animate=False)
