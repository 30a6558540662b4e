"""The terminal program: one app, its themes, what loads behind the screens, and the ways between the screens."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.screen import Screen

from simulator.i18n import _, mark, ngettext, use
from simulator.mode import USUAL, Terms
from simulator.paths.shelf import Shelf, shelf
from simulator.tui.late import Late
from simulator.tui.look import Look
from simulator.tui.naming import Naming
from simulator.tui.offered import offered
from simulator.tui.paths import Walks, walks
from simulator.tui.practising import Practised, drill, now
from simulator.tui.screens.library import LibraryScreen
from simulator.tui.sources import Installed, Sources
from simulator.tui.themes import DEFAULT, TITLES
from simulator.wording import safe

if TYPE_CHECKING:
    from simulator.game import Scores
    from simulator.scenario.library import Entry, Loaded
    from simulator.store.database import Best, SessionRow, Store
    from simulator.tui.naming import Words


class CalmfirmApp(Look):
    """The simulator. `typing` None: as remembered, unless CALMFIRM_NO_TYPING is set. `trainee` None: as remembered."""

    CSS_PATH = "screens/library.tcss"  # the first screen's own CSS_PATH is not read
    ENABLE_COMMAND_PALETTE = True
    EVERYWHERE: ClassVar[tuple[tuple[str, str], ...]] = (
        ("F1", mark("this help")),
        ("Ctrl+P", mark("command palette: scenarios, themes, settings")),
        ("Tab", mark("to the next thing that takes keys")),
        ("Ctrl+Q", mark("quit; an unfinished conversation is kept")),
    )

    def __init__(
        self,
        sources: Sources,
        *,
        lang: str | None = None,
        scenario: str | None = None,
        typing: bool | None = None,
        trainee: str | None = None,
        terms: Terms | None = None,
    ) -> None:
        super().__init__()
        self.asked_terms = terms
        self.mode: str | None = None  # as last chosen since the start; before that, as remembered
        self.gauge = True
        self.sources = sources
        self.lang = lang
        self.first = scenario
        self.opening: Callable[[CalmfirmApp], None] | None = None
        self.trainee = trainee
        if typing is None and os.environ.get("CALMFIRM_NO_TYPING"):
            typing = False
        self._typing_fixed = typing is not None
        self.typing = typing is not False
        self.entries: tuple[Entry, ...] = ()
        self.best: dict[tuple[str, str], Best] = {}
        self.unfinished: tuple[SessionRow, ...] = ()
        self.practised: Practised | None = None
        self.shelf = Shelf()
        self.walks: Walks = ()
        self.store: Late[Store] = Late(sources.store)
        self.rubric = Late(sources.rubric)
        self.scorer = Late(sources.scorer)
        self._own: dict[Path, tuple[Late[Words], Late[Scores]]] = {}
        self.settled = False
        self.drafts: dict[int, str] = {}

    def get_default_screen(self) -> Screen[Any]:
        """The library is where everyone starts."""
        return LibraryScreen()

    def on_ready(self) -> None:
        """Begin loading once something is on the screen."""
        self.call_after_refresh(self.behind, self._load)
        if self.first is not None:
            self.open_briefing(self.first, self.lang or "en")

    def behind(self, work: Callable[[], Any]) -> None:
        """Run `work` on a thread of its own."""
        self.run_worker(work, thread=True, exit_on_error=False)

    def tell(self, what: Callable[..., Any], *values: Any) -> None:
        """Call `what` on the screen's thread, from a background thread; nothing happens after the app has closed."""
        if self.is_running:
            self.call_later(what, *values)

    # Loading, in the order in which it is needed.

    def _load(self) -> None:
        try:
            listing = self.sources.listing()
            self.tell(self._show_entries, listing.entries)
            self.shelf = shelf(listing.entries)
            if self.shelf.problems:
                first = self.shelf.problems[0].render()
                told = _("A learning path is left out. `calmfirm check` tells more.")
                self.tell(self.warn, f"{told}\n{first}")
            if listing.problems:
                first = listing.problems[0].render()
                told = ngettext(
                    "{count} scenario file is left out of the library. `calmfirm check` tells more.",
                    "{count} scenario files are left out of the library. `calmfirm check` tells more.",
                    len(listing.problems),
                ).format(count=len(listing.problems))
                self.tell(self.warn, f"{told}\n{first}")
        except Exception as error:  # shown instead of the list
            self.tell(self._show_entries, (), str(error) or type(error).__name__)
        self.store.run()
        if (store := self.store.value) is not None:
            try:
                self.tell(self._apply, store.setting("theme", DEFAULT), store.setting("typing", "on"))
                self.gauge = store.setting("gauge", "on") != "off"
                if news := store.news():
                    self.tell(self._show_news, news)
            except Exception as error:
                self.tell(self.warn, _("The settings could not be read: {problem}").format(problem=error))
            self.reread()
        else:
            self.tell(self.warn, _("Results cannot be saved: {problem}").format(problem=self.store.problem))
        self.rubric.run()
        if self.rubric.problem:
            told = _("The rubric's names could not be read: {problem}").format(problem=self.rubric.problem)
            self.tell(self.warn, told)
        else:
            self.tell(self.library.show_rows)
        if self.opening is not None:
            self.tell(self.opening, self)
        self.scorer.run()
        if self.scorer.problem:
            told = _("Replies cannot be scored: {problem}").format(problem=self.scorer.problem)
            self.tell(self.warn, told, "error")
        self.tell(self._settle)

    def _show_news(self, news: str) -> None:
        # A damaged database is told of for as long as it takes to read it.
        self.notify(safe(news), severity="error", timeout=60, markup=False)

    def _settle(self) -> None:
        # What is loaded stays; collecting over it again would only cause hitches while typing.
        gc.collect()
        gc.freeze()
        self.settled = True

    def _show_entries(self, entries: tuple[Entry, ...], problem: str = "") -> None:
        self.entries = entries
        self.library.show_entries(problem)

    def _apply(self, theme: str, typing: str) -> None:
        if theme in TITLES:
            self.theme = theme
        if not self._typing_fixed:
            self.typing = typing != "off"

    def reread(self) -> None:
        """Read best results and unfinished sessions again. Runs on a background thread."""
        if (store := self.store.value) is None:
            return
        try:
            self.tell(self._show_results, store.best(), store.unfinished())
            practised = now(self)
            self.tell(self._show_practice, practised)
            self.tell(self._show_walks, walks(self, practised))
        except Exception as error:
            self.tell(self.warn, _("Past results could not be read: {problem}").format(problem=error))

    def _show_results(self, best: dict[tuple[str, str], Best], unfinished: tuple[SessionRow, ...]) -> None:
        self.best, self.unfinished = best, unfinished
        for screen in self.screen_stack:
            if (show := getattr(screen, "show_ways", None)) is not None:
                show()  # a briefing that was opened before the results had been read
        self.library.show_results()

    def _show_practice(self, practised: Practised) -> None:
        self.practised = practised
        self.library.show_due()

    def _show_walks(self, found: Walks) -> None:
        self.walks = found
        self.library.show_start()

    @property
    def library(self) -> LibraryScreen:
        """The first screen, below all others."""
        screen = self.screen_stack[0]
        assert isinstance(screen, LibraryScreen)
        return screen

    def naming(self, lang: str, own: Path | None = None) -> Naming:
        """The words of the rubric (a scenario's `own`, else the shipped one) in a language, on screens the
        interface's; plain keys while it is not there."""
        return Naming((self._own[own][0] if own in self._own else self.rubric).value, lang)

    def judge(self, own: Path | None) -> Late[Scores]:
        """The scorer for a scenario's `own` rubric, else the shipped one. Runs on a background thread."""
        if own is None:
            return self.scorer
        if own not in self._own:
            self._own[own] = Late(lambda: self.sources.rubric(own)), Late(lambda: self.sources.scorer(own))
            for late in self._own[own]:
                late.run()
        return self._own[own][1]

    def remember(self, name: str, value: str) -> None:
        """Keep a setting for the next start."""

        def write() -> None:
            try:
                self.store.get().set_setting(name, value)
            except Exception as error:
                told = _("The setting is in force but could not be saved: {problem}").format(problem=error)
                self.tell(self.warn, told)

        self.behind(write)

    # Ways between the screens.

    def open_briefing(self, name: str, lang: str) -> None:
        """Show the briefing of a scenario (id or path)."""
        from simulator.tui.screens.briefing import BriefingScreen

        self.push_screen(BriefingScreen(name, lang))

    def begin(self, loaded: Loaded, terms: Terms = USUAL) -> None:
        """Start a conversation; an unfinished one of the same scenario is set aside."""
        from simulator.tui.playing import begin

        begin(self, loaded, terms)

    def resume(self, row: SessionRow) -> None:
        """Go on with an unfinished conversation at the turn where it stopped."""
        from simulator.tui.playing import resume

        resume(self, row)

    def to_library(self) -> None:
        """Leave whatever is open above the library."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_history(self) -> None:
        """Past conversations."""
        from simulator.tui.screens.history import HistoryScreen

        if not isinstance(self.screen, HistoryScreen):
            self.push_screen(HistoryScreen())

    def action_progress(self) -> None:
        """How practice goes, what is due, what to play next."""
        from simulator.tui.screens.progress import ProgressScreen

        if not isinstance(self.screen, ProgressScreen):
            self.push_screen(ProgressScreen())

    def action_path(self, name: str = "") -> None:
        """A learning path (by id, else the first of the language): what holds, where one is, what comes next."""
        from simulator.tui.screens.path import PathScreen

        if not isinstance(self.screen, PathScreen):
            self.push_screen(PathScreen(name))

    def action_drill(self) -> None:
        """A drill on the principle that needs it most."""
        drill(self, None, self.library.lang or self.lang or "en")

    def action_theme(self, name: str) -> None:
        """Change the colours, now and for the next starts."""
        self.theme = name
        self.remember("theme", name)

    def action_speak(self, code: str) -> None:
        """Change the interface's language, now and for the next starts. What is open was made in another one: all
        begins again at the library."""
        from simulator.store.kept_language import SETTING

        use(code)
        self.remember(SETTING, code)
        self.to_library()
        self.run_worker(self.library.speak_anew(), exit_on_error=False)

    def action_typing(self) -> None:
        """Switch the client's typing pause, now and for the next starts."""
        self.typing = not self.typing
        self.remember("typing", "on" if self.typing else "off")
        told = _("The client's typing pause is on.") if self.typing else _("The client's typing pause is off.")
        self.notify(told, timeout=3, markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers: places, settings, scenarios."""
        return offered(self)


def run(
    *,
    lang: str | None,
    db: str | None,
    library: Path | None,
    scenario: str | None = None,
    typing: bool | None = None,
    trainee: str | None = None,
    terms: Terms | None = None,
    first: Callable[[CalmfirmApp], None] | None = None,
) -> int:
    """Play in the terminal until the trainee quits; the exit code. `scenario`: id or path to open at once; `terms`:
    the mode that its briefing offers first; `first`: what to open once the library is there."""
    app = CalmfirmApp(Installed(db, library), lang=lang, scenario=scenario, typing=typing, trainee=trainee, terms=terms)
    app.opening = first
    app.run()
    return app.return_code or 0
