"""The program that plays a scenario while it is being written: one screen, and what loads and watches behind it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.screen import Screen

from simulator.beginning import Beginning
from simulator.i18n import _, current, mark
from simulator.proofs import Proof, look
from simulator.rehearsal import Remembering
from simulator.tui.late import Late, LateScorer
from simulator.tui.look import Look
from simulator.tui.naming import Naming
from simulator.tui.screens.preview import PreviewScreen
from simulator.tui.sources import Sources
from simulator.tui.themes import TITLES
from simulator.watching import follow

if TYPE_CHECKING:
    from simulator.game import Scores
    from simulator.tui.naming import Words


class PreviewApp(Look):
    """Plays the file at `path`. `theme`: reads the remembered theme, behind the screen; `remember`: keeps another."""

    CSS_PATH = "screens/preview.tcss"  # the first screen's own CSS_PATH is not read
    EVERYWHERE: ClassVar[tuple[tuple[str, str], ...]] = (
        ("F1", mark("this help")),
        ("Ctrl+P", mark("command palette: themes, and what the keys do")),
        ("Ctrl+Q", mark("quit; nothing of a preview is kept")),
    )

    def __init__(
        self,
        path: Path,
        sources: Sources,
        beginning: Beginning | None = None,
        trainee: str = "",
        theme: Callable[[], str] | None = None,
        remember: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self.path = path
        self.sources = sources
        self.stop = Event()
        self.settled = False
        self._theme, self._remember = theme, remember
        self._judges: dict[object, tuple[Late[Words], Remembering]] = {}
        self._preview = PreviewScreen(path, beginning or Beginning(), trainee)

    def get_default_screen(self) -> Screen[Any]:
        """The one screen."""
        return self._preview

    def on_ready(self) -> None:
        """Begin to watch once something is on the screen."""
        self.behind(self._watch)
        self.behind(self._dress)

    def on_unmount(self) -> None:
        """Let the watching thread go."""
        self.stop.set()

    def behind(self, work: Callable[[], Any]) -> None:
        """Run `work` on a thread of its own."""
        self.run_worker(work, thread=True, exit_on_error=False)

    def tell(self, what: Callable[..., Any], *values: Any) -> None:
        """Call `what` on the screen's thread, from a background thread; nothing happens after the app has closed."""
        if self.is_running:
            self.call_later(what, *values)

    def _watch(self) -> None:
        try:
            follow((self.path,), self._look, self.stop)
        except Exception as error:  # the screen must say it, whatever it is
            self.tell(self.warn, _("The file can no longer be watched: {problem}").format(problem=error), "error")

    def _look(self) -> tuple[Path, ...]:
        self._preview.findings.begun += 1
        proof = look(self.path)
        self.tell(self._preview.looked, proof)
        return proof.files

    def _dress(self) -> None:
        if self._theme is not None and (name := self._theme()) in TITLES:
            self.tell(setattr, self, "theme", name)

    def _settle(self) -> None:
        # What is loaded stays; collecting over it again would only cause hitches while typing.
        gc.collect()
        gc.freeze()
        self.settled = True

    def judge(self, proof: Proof) -> Remembering:
        """The scorer for a file, which begins to load when it is first asked for; a rubric of the scenario's own is
        loaded again when its files have changed."""
        return self._judge(proof)[1]

    def naming(self, proof: Proof) -> Naming:
        """The words of the file's rubric; plain keys while it is not there."""
        return Naming(self._judge(proof)[0].value, current())

    def _judge(self, proof: Proof) -> tuple[Late[Words], Remembering]:
        own = proof.loaded.rubric if proof.loaded is not None else None
        key = (own, tuple(sorted(proof.rubric.items())))
        if key not in self._judges:
            words: Late[Words] = Late(self.sources.rubric if own is None else lambda: self.sources.rubric(own))
            scorer: Late[Scores] = Late(self.sources.scorer if own is None else lambda: self.sources.scorer(own))
            self._judges[key] = words, Remembering(LateScorer(scorer))
            self.behind(lambda: self._load_judge(words, scorer))
        return self._judges[key]

    def _load_judge(self, words: Late[Words], scorer: Late[Scores]) -> None:
        words.run()
        self.tell(self._preview.renamed)
        scorer.run()
        if scorer.problem:
            self.tell(self.warn, _("Replies cannot be scored: {problem}").format(problem=scorer.problem), "error")
        self.tell(self._settle)

    def action_theme(self, name: str) -> None:
        """Change the colours, now and for the next starts."""
        super().action_theme(name)
        if (remember := self._remember) is not None:
            self.behind(lambda: remember(name))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers."""
        preview = self._preview
        yield SystemCommand(_("Help"), _("What this screen shows and its keys"), self.action_help)
        if screen is preview:
            yield SystemCommand(_("Start from …"), _("Any step, with the mood and facts you set"), preview.action_begin)
            yield SystemCommand(_("Problems"), _("What is wrong with the file"), preview.action_problems)
            yield SystemCommand(_("Take back"), _("Undo the last reply"), preview.action_back)
            yield SystemCommand(_("Play from the start"), _("Take all replies back"), preview.action_restart)
        yield from self.theme_commands()
        yield SystemCommand(_("Quit"), _("Leave; nothing of a preview is kept"), self.action_quit)
