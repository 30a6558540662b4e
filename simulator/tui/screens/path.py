"""Path: the stages as a line, what holds with its evidence, where one is, what comes next. Nothing on it is locked."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.i18n import _, current, mark
from simulator.paths.walked import Reached, Walked
from simulator.scenario.library import Entry
from simulator.tui import path_look as look
from simulator.tui.fit import Fit
from simulator.tui.naming import Naming
from simulator.tui.paths import Walks, read
from simulator.tui.screens.screen import CalmfirmScreen
from simulator.tui.text import lines, words
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widgets.path_parts import Plays, Stages

# Rows from which each stage gets lines of its own for its evidence.
TALL = 36
LINES, OTHER = 3, 8


class PathScreen(CalmfirmScreen):
    """Reads practice behind the screen; looking changes nothing in it. `wanted`: a path's id, else the first one."""

    CSS_PATH = "path.tcss"
    AUTO_FOCUS = None
    HELP = mark(
        "A path through the scenarios, from calm to hard. ● holds, ▶ is where you are, ○ is for later, ↻ is due again. "
        "Enter opens what is suggested for the stage that is shown; → goes to its other scenarios. Nothing is locked: "
        "a later stage only comes easier once the one before it holds."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "stage(-1)", mark("Stage before"), show=False, tooltip=mark("The stage before")),
        Binding("down,j", "stage(1)", mark("Stages"), key_display="↑↓", tooltip=mark("The next stage")),
        Binding(
            "right",
            "others",
            mark("Scenarios"),
            key_display="→",
            priority=True,
            tooltip=mark("To the scenarios of this stage"),
        ),
        Binding("left", "back", mark("Stages"), show=False, priority=True, tooltip=mark("Back to the stages")),
        Binding(
            "pageup",
            "page(-1)",
            mark("Page up"),
            show=False,
            priority=True,
            tooltip=mark("Up in what is said of the stage"),
        ),
        Binding("pagedown", "page(1)", mark("Page down"), show=False, priority=True, tooltip=mark("Down in it")),
        Binding("o", "other", mark("Other path"), tooltip=mark("The next path of this language")),
        Binding(
            "p", "app.progress", mark("Progress"), tooltip=mark("How practice goes, what is due, what to play next")
        ),
        Binding("escape", "app.pop_screen", mark("Back")),
    ]

    def __init__(self, wanted: str = "") -> None:
        super().__init__()
        self.wanted = wanted
        self.walks: Walks = ()
        self.walked: Walked | None = None
        self.plays: tuple[Entry, ...] = ()

    @property
    def naming(self) -> Naming:
        """The rubric's words in the interface's language."""
        return self.calmfirm.naming(current())

    @property
    def lang(self) -> str:
        """The language that the library shows."""
        return self.calmfirm.library.lang or self.calmfirm.lang or "en"

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(_("Path"), "bold"), id="heading")
        yield Static(Content.styled(_("Reading …"), "$quiet"), id="empty")
        with Horizontal(id="columns"):
            yield Stages(id="stages", compact=True)
            with VerticalScroll(id="side", can_focus=False):
                yield Plays(id="plays", compact=True)
                yield Static(id="about")
        yield KeysLine()

    def on_mount(self) -> None:
        if self.children:  # else left again before it was drawn
            self.query_one("#columns").display = False

    def on_screen_resume(self) -> None:
        """Also back from a conversation: it may have changed where one stands."""
        if self.is_attached and self.children:
            read(self.calmfirm, self._show)

    def on_resize(self) -> None:
        """More or fewer rows for each stage."""
        if self.walked is not None:
            self._show_stages()

    def _show(self, walks: Walks) -> None:
        if not self.is_attached:
            return
        self.walks = tuple(one for one in walks if one.path.lang == self.lang)
        by_id = {one.path.id: one for one in self.walks}
        found = by_id.get(self.wanted) or next(iter(self.walks), None)
        again = found is not None and found == self.walked
        self.walked = found
        self.query_one("#empty").display = found is None
        self.query_one("#columns").display = found is not None
        if found is None:
            rest = _("A coach can write one beside the scenarios: docs/paths.md tells how.")
            title = _("There is no learning path in this language yet.")
            self.query_one("#empty", Static).update(lines(words(title, "bold"), words(rest, "$quiet")))
        elif not again:
            self.query_one("#heading", Static).update(Fit(partial(look.head, found)))
            self._show_stages(self._first(found))
            self.set_focus(self.query_one("#stages"), scroll_visible=False)
        self.refresh_bindings()

    @staticmethod
    def _first(found: Walked) -> int:
        """The stage to show first: where one is, else what is due, else the last."""
        places = (found.here, *found.visits, len(found.stages) - 1)
        return next(place for place in places if place is not None)

    def _show_stages(self, place: int | None = None) -> None:
        found, shown = self.walked, self.query_one("#stages", OptionList)
        if found is None:
            return
        kept = shown.highlighted if place is None else place
        tall = self.size.height >= max(TALL, LINES * len(found.stages) + OTHER) and self.has_class("-wide")
        shown.clear_options()
        shown.add_options(
            Option(Fit(partial(look.row, found, at, self.naming, tall))) for at in range(len(found.stages))
        )
        shown.highlighted = min(kept or 0, len(found.stages) - 1)

    @property
    def reached(self) -> Reached | None:
        """The stage that is shown."""
        place = self.query_one("#stages", OptionList).highlighted
        return None if self.walked is None or place is None else self.walked.stages[place]

    @on(OptionList.OptionHighlighted, "#stages")
    def _highlighted(self) -> None:
        found, walked = self.reached, self.walked
        place = self.query_one("#stages", OptionList).highlighted
        if found is None or walked is None or place is None:
            return
        there = {one.id: one for one in self.calmfirm.entries if one.lang == walked.path.lang}
        self.plays = tuple(there[one] for one in look.plays(found) if one in there)
        shown = self.query_one("#plays", OptionList)
        shown.clear_options()
        shown.add_options(Option(Fit(partial(look.play, found, one, self.naming))) for one in self.plays)
        shown.highlighted = 0 if self.plays else None
        self.query_one("#about", Static).update(Fit(partial(look.about, walked, place, self.naming)))
        self.query_one("#side").scroll_home(animate=False)

    @on(OptionList.OptionSelected, "#stages")
    def _play_suggested(self) -> None:
        if self.plays:
            self._open(self.plays[0])

    @on(OptionList.OptionSelected, "#plays")
    def _play(self, event: OptionList.OptionSelected) -> None:
        if event.option_index < len(self.plays):
            self._open(self.plays[event.option_index])

    def _open(self, entry: Entry) -> None:
        self.calmfirm.open_briefing(entry.id, entry.lang)

    def action_stage(self, step: int) -> None:
        """Through the stages, also before the list has the focus."""
        shown = self.query_one("#stages", OptionList)
        if self.focused is not shown:
            self.set_focus(shown, scroll_visible=False)
        shown.highlighted = max(0, min((shown.highlighted or 0) + step, shown.option_count - 1))

    def action_others(self) -> None:
        """To the scenarios of the stage that is shown."""
        self.set_focus(self.query_one("#plays"), scroll_visible=False)

    def action_back(self) -> None:
        """Back to the stages."""
        self.set_focus(self.query_one("#stages"), scroll_visible=False)

    def action_page(self, pages: int) -> None:
        """Move what is said of the stage."""
        side = self.query_one("#side")
        side.scroll_relative(y=pages * max(1, side.size.height - 2), animate=False)

    def action_other(self) -> None:
        """The next path of this language."""
        ids = [one.path.id for one in self.walks]
        if self.walked is not None and len(ids) > 1:
            self.wanted = ids[(ids.index(self.walked.path.id) + 1) % len(ids)]
            self._show(self.walks)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action == "other":
            return len(self.walks) > 1
        if action in ("stage", "others", "back"):
            return self.walked is not None
        return True
