"""The terminal program: one app, its themes, what loads behind the screens, and the ways between the screens."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.screen import Screen

from simulator.tui.late import Late
from simulator.tui.look import Look
from simulator.tui.naming import Naming
from simulator.tui.screens.library import LibraryScreen
from simulator.tui.sources import Installed, Sources
from simulator.tui.text import count
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
        ("F1", "this help"),
        ("Ctrl+P", "command palette: scenarios, themes, settings"),
        ("Tab", "to the next thing that takes keys"),
        ("Ctrl+Q", "quit; an unfinished conversation is kept"),
    )

    def __init__(
        self,
        sources: Sources,
        *,
        lang: str | None = None,
        scenario: str | None = None,
        typing: bool | None = None,
        trainee: str | None = None,
    ) -> None:
        super().__init__()
        self.sources = sources
        self.lang = lang
        self.first = scenario
        self.trainee = trainee
        if typing is None and os.environ.get("CALMFIRM_NO_TYPING"):
            typing = False
        self._typing_fixed = typing is not None
        self.typing = typing is not False
        self.entries: tuple[Entry, ...] = ()
        self.best: dict[tuple[str, str], Best] = {}
        self.unfinished: tuple[SessionRow, ...] = ()
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
            if listing.problems:
                first = listing.problems[0].render()
                many = count(len(listing.problems), "scenario file is", "scenario files are")
                self.tell(self.warn, f"{many} left out of the library. `calmfirm check` tells more.\n{first}")
        except Exception as error:  # shown instead of the list
            self.tell(self._show_entries, (), str(error) or type(error).__name__)
        self.store.run()
        if (store := self.store.value) is not None:
            try:
                self.tell(self._apply, store.setting("theme", DEFAULT), store.setting("typing", "on"))
                if news := store.news():
                    self.tell(self._show_news, news)
            except Exception as error:
                self.tell(self.warn, f"The settings could not be read: {error}")
            self.reread()
        else:
            self.tell(self.warn, f"Results cannot be saved: {self.store.problem}")
        self.rubric.run()
        if self.rubric.problem:
            self.tell(self.warn, f"The rubric's names could not be read: {self.rubric.problem}")
        else:
            self.tell(self.library.show_rows)
        self.scorer.run()
        if self.scorer.problem:
            self.tell(self.warn, f"Replies cannot be scored: {self.scorer.problem}", "error")
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
        except Exception as error:
            self.tell(self.warn, f"Past results could not be read: {error}")

    def _show_results(self, best: dict[tuple[str, str], Best], unfinished: tuple[SessionRow, ...]) -> None:
        self.best, self.unfinished = best, unfinished
        self.library.show_results()

    @property
    def library(self) -> LibraryScreen:
        """The first screen, below all others."""
        screen = self.screen_stack[0]
        assert isinstance(screen, LibraryScreen)
        return screen

    def naming(self, lang: str, own: Path | None = None) -> Naming:
        """The words of the rubric (a scenario's `own`, else the shipped one) in a language; plain keys while it is
        not there."""
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
                self.tell(self.warn, f"The setting is in force but could not be saved: {error}")

        self.behind(write)

    # Ways between the screens.

    def open_briefing(self, name: str, lang: str) -> None:
        """Show the briefing of a scenario (id or path)."""
        from simulator.tui.screens.briefing import BriefingScreen

        self.push_screen(BriefingScreen(name, lang))

    def begin(self, loaded: Loaded) -> None:
        """Start a conversation; an unfinished one of the same scenario is set aside."""
        from simulator.tui.playing import begin

        begin(self, loaded)

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

    def action_theme(self, name: str) -> None:
        """Change the colours, now and for the next starts."""
        self.theme = name
        self.remember("theme", name)

    def action_typing(self) -> None:
        """Switch the client's typing pause, now and for the next starts."""
        self.typing = not self.typing
        self.remember("typing", "on" if self.typing else "off")
        self.notify(f"The client's typing pause is {'on' if self.typing else 'off'}.", timeout=3, markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers: places, scenarios, settings."""
        yield SystemCommand("Help", "What this screen shows and its keys", self.action_help)
        yield SystemCommand("Library", "All scenarios", self.to_library)
        yield SystemCommand("History", "Past conversations and their debriefs", self.action_history)
        for name, title in TITLES.items():
            yield SystemCommand(f"Theme: {title}", "Change the colours", lambda name=name: self.action_theme(name))
        state = "off" if self.typing else "on"
        yield SystemCommand(f"Typing pause {state}", "The client's pause before each answer", self.action_typing)
        for entry in self.entries:
            yield SystemCommand(
                f"Play: {safe(entry.title).replace('[', '(').replace(']', ')')} ({entry.lang})",
                "Open the briefing",
                lambda entry=entry: self.open_briefing(entry.id, entry.lang),
            )
        yield SystemCommand("Quit", "Leave; an unfinished conversation is kept", self.action_quit)


def run(
    *,
    lang: str | None,
    db: str | None,
    library: Path | None,
    scenario: str | None = None,
    typing: bool | None = None,
    trainee: str | None = None,
) -> int:
    """Play in the terminal until the trainee quits; the exit code. `scenario`: id or path to open at once."""
    app = CalmfirmApp(Installed(db, library), lang=lang, scenario=scenario, typing=typing, trainee=trainee)
    app.run()
    return app.return_code or 0
