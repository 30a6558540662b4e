"""The library: scenarios to choose from, best results, and an unfinished conversation to go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import ListView, Static

from simulator.attempts_words import retried
from simulator.i18n import _, current, mark, ngettext
from simulator.tui.fit import Fit
from simulator.tui.outcomes import LANGUAGE_NAMES, when
from simulator.tui.screens.screen import CalmfirmScreen
from simulator.tui.text import lines, words
from simulator.tui.widgets.due import Due
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widgets.path_parts import StartHere
from simulator.tui.widgets.scenario_row import ScenarioRow, details

if TYPE_CHECKING:
    from simulator.paths.walked import Walked
    from simulator.scenario.library import Entry
    from simulator.store.database import SessionRow


class Unfinished(Static, can_focus=True):
    """The offer to go on with a conversation that was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "resume", mark("Continue"))]

    class Taken(Message):
        """The trainee goes on with it."""

    def show(self, row: SessionRow) -> None:
        """Offer this session."""
        self.update(Fit(lambda width: offer(row, width)))

    def action_resume(self) -> None:
        """Go on with it."""
        self.post_message(self.Taken())

    def on_click(self) -> None:
        """A click is as good as a key."""
        self.action_resume()


def offer(row: SessionRow, width: int) -> Content:
    """Title, turns, time and key on one line of `width` cells; a long title is cut."""
    head = Content.styled("▶ " + _("Continue") + "  ", "bold $focus")
    about = ngettext("after {count} turn, {when}", "after {count} turns, {when}", row.turns)
    about = about.format(count=row.turns, when=when(row.updated_at))
    if row.branch is not None:
        about = f"↳ {retried(row.branch.turn)}, {about}"
    rest = Content.assemble((f"  {about}", "$quiet"), ("   r", "bold $calm"))
    room = max(12, width - head.cell_length - rest.cell_length)
    return Content.assemble(head, words(row.title, "bold").truncate(room, ellipsis=True), rest)


class LanguageTab(Static):
    """One language of the library; a click chooses it."""

    class Chosen(Message):
        """This language was clicked."""

        def __init__(self, lang: str) -> None:
            super().__init__()
            self.lang = lang

    def __init__(self, lang: str) -> None:
        super().__init__(words(LANGUAGE_NAMES.get(lang, lang)), id=f"lang-{lang}", classes="lang")
        self.lang = lang

    def on_click(self) -> None:
        """Choose this language."""
        self.post_message(self.Chosen(self.lang))


class LibraryScreen(CalmfirmScreen):
    """All scenarios of one language, easiest first."""

    HELP = mark(
        "Choose a conversation. The dots are its difficulty, ★ a good ending reached before. "
        "Enter opens the briefing; nothing starts before you say so. A conversation that you left is kept: "
        "R continues it at the turn where you stopped."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "resume", mark("Continue"), tooltip=mark("Go on with the unfinished conversation")),
        Binding("l", "language", mark("Language"), tooltip=mark("Scenarios in another language")),
        Binding("s", "path", mark("Path"), tooltip=mark("A learning path: what holds, where you are, what comes next")),
        Binding(
            "p", "app.progress", mark("Progress"), tooltip=mark("How practice goes, what is due, what to play next")
        ),
        Binding("h", "app.history", mark("History"), tooltip=mark("Past conversations")),
        Binding("t", "app.next_theme", mark("Theme"), tooltip=mark("Dark, light, high contrast")),
        Binding("q", "app.quit", mark("Quit")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.lang = ""
        self._touched = False
        self._problem = ""

    def compose(self) -> ComposeResult:
        with Horizontal(id="brand"):
            yield Static(
                Content.assemble(
                    ("calm", "bold $calm"),
                    ("firm", "bold $firm"),
                    ("  " + _("soft in form, firm in principle"), "$quiet"),
                ),
                id="name",
            )
            yield Horizontal(id="languages")
        yield Unfinished(id="unfinished")
        yield StartHere(id="start")
        yield Due(id="due")
        with Horizontal(id="shelves"):
            yield ListView(id="scenarios")
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="about")
        yield Static(Content.styled(_("Looking for scenarios …"), "$quiet"), id="empty")
        yield KeysLine()

    def on_mount(self) -> None:
        self.query_one("#unfinished").display = False
        self.query_one("#start").display = False
        self.query_one("#due").display = False
        self.query_one("#shelves").display = False

    def on_key(self, event: events.Key) -> None:
        """Once the trainee moves about, the offer to continue no longer takes the focus."""
        self._touched = True

    def on_screen_resume(self) -> None:
        """Back from a conversation: its result may be a new best, or it may wait to be continued."""
        if self.calmfirm.store.value is not None:
            self.calmfirm.behind(self.calmfirm.reread)

    def show_entries(self, problem: str = "") -> None:
        """The library's scenarios have been read; `problem`: why they could not be."""
        entries, self._problem = self.calmfirm.entries, problem
        if not entries:
            title = _("The library could not be read.") if problem else _("There are no scenarios here yet.")
            rest = problem or _("Put scenario files into scenarios/<language>/ of the library folder.")
            self.query_one("#empty", Static).update(lines(Content.styled(title, "bold"), words(rest, "$quiet")))
            return
        languages = [lang for lang in LANGUAGE_NAMES if any(entry.lang == lang for entry in entries)]
        tabs = self.query_one("#languages")
        tabs.remove_children()
        if len(languages) > 1:
            tabs.mount_all(LanguageTab(lang) for lang in languages)
        wanted = self.lang or self.calmfirm.lang or current()
        self.query_one("#empty").display = False
        self.query_one("#shelves").display = True
        self.show_language(wanted if wanted in languages else languages[0])

    async def speak_anew(self) -> None:
        """The interface's language has changed: say everything in it, and show its own scenarios where there are
        any."""
        kept, self.lang = self.lang, ""
        await self.recompose()
        self.on_mount()
        if kept:
            languages = {entry.lang for entry in self.calmfirm.entries}
            self.lang = current() if current() in languages else kept
        self.show_entries(self._problem)
        self.show_results()
        self.show_due()

    def show_language(self, lang: str) -> None:
        """Fill the list with the scenarios of a language."""
        self.lang = lang
        for tab in self.query(LanguageTab):
            tab.set_class(tab.lang == lang, "-on")
        self.run_worker(self._fill(), exclusive=True, group="fill", exit_on_error=False)

    async def _fill(self) -> None:
        shelf = self.query_one("#scenarios", ListView)
        await shelf.clear()
        naming = self.calmfirm.naming(current())
        await shelf.extend(
            ScenarioRow(entry, self.calmfirm.best.get((entry.id, entry.lang)), naming)
            for entry in self.calmfirm.entries
            if entry.lang == self.lang
        )
        shelf.index = 0
        self.show_start()
        if not (isinstance(self.focused, (Unfinished, StartHere)) and self.focused.display):
            shelf.focus()

    def show_results(self) -> None:
        """Best results and unfinished sessions have been read (again)."""
        self.show_rows()
        offer = self.query_one(Unfinished)
        offer.display = bool(self.calmfirm.unfinished)
        if self.calmfirm.unfinished:
            offer.show(self.calmfirm.unfinished[0])
            if not self._touched:
                offer.focus()
        elif self.focused is offer:
            self.query_one("#scenarios").focus()
        self.refresh_bindings()

    def show_due(self) -> None:
        """What is due has been read (again)."""
        practised = self.calmfirm.practised
        if practised is not None:
            self.query_one(Due).show(practised.due, self.calmfirm.naming(current()))

    @property
    def walked(self) -> Walked | None:
        """The first path of the language that is shown; None without one, or before results have been read."""
        return next((one for one in self.calmfirm.walks if one.path.lang == self.lang), None)

    def show_start(self) -> None:
        """For a first start: the path's first scenario. Once something has been played it is gone."""
        found, practised, start = self.walked, self.calmfirm.practised, self.query_one(StartHere)
        first = self._first(found) if found is not None and practised is not None and practised.picture.empty else None
        start.display = first is not None and not self.calmfirm.unfinished
        if found is not None and first is not None and start.display:
            start.show(found, first.title)
            if not self._touched:
                start.focus()
        elif self.focused is start:
            self.query_one("#scenarios").focus()
        self.refresh_bindings()

    def _first(self, found: Walked) -> Entry | None:
        offer = found.next
        names = {entry.id: entry for entry in self.calmfirm.entries if entry.lang == self.lang}
        return names.get(offer.scenario) if offer is not None else None

    @on(StartHere.Taken)
    def _start(self) -> None:
        found = self.walked
        if found is not None and (first := self._first(found)) is not None:
            self.calmfirm.open_briefing(first.id, first.lang)

    def action_path(self) -> None:
        """The learning path of this language."""
        self.calmfirm.action_path()

    def show_rows(self) -> None:
        """Write results and names anew: they are read after the list is there."""
        self.show_due()
        for row in self.query(ScenarioRow):
            row.show(self.calmfirm.best.get((row.entry.id, row.entry.lang)), self.calmfirm.naming(current()))
        self._show_details()

    @on(ListView.Highlighted)
    def _show_details(self) -> None:
        row = self.query_one("#scenarios", ListView).highlighted_child
        if isinstance(row, ScenarioRow):
            best = self.calmfirm.best.get((row.entry.id, row.entry.lang))
            naming = self.calmfirm.naming(current())
            self.query_one("#about", Static).update(Fit(lambda width: details(row.entry, best, naming, width)))

    @on(ListView.Selected)
    def _open(self, event: ListView.Selected) -> None:
        if isinstance(event.item, ScenarioRow):
            self.calmfirm.open_briefing(event.item.entry.id, event.item.entry.lang)

    @on(Unfinished.Taken)
    def action_resume(self) -> None:
        """Go on with the latest unfinished conversation."""
        if self.calmfirm.unfinished:
            self.calmfirm.resume(self.calmfirm.unfinished[0])

    @on(LanguageTab.Chosen)
    def _choose_language(self, event: LanguageTab.Chosen) -> None:
        self.show_language(event.lang)

    def action_language(self) -> None:
        """The next language that has scenarios."""
        tabs = [tab.lang for tab in self.query(LanguageTab)]
        if tabs:
            self.show_language(tabs[(tabs.index(self.lang) + 1) % len(tabs)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action == "resume":
            return bool(self.calmfirm.unfinished)
        if action == "path":
            return bool(self.calmfirm.shelf.of(self.lang))
        if action == "language":
            return len(self.query(LanguageTab)) > 1
        return True
