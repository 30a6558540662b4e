"""A screen that plays a file again whenever it is saved, and has its tests run behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

from simulator.beginning import Beginning
from simulator.i18n import _, mark, ngettext
from simulator.proofs import Findings, Proof, tested
from simulator.rehearsal import Outdated, Rehearsal, told
from simulator.tui.keys import TranslatedKeys
from simulator.tui.naming import Naming

if TYPE_CHECKING:
    from simulator.scenario.library import Loaded
    from simulator.tui.preview import PreviewApp

LAST_GOOD = mark("The file has errors: you play its last good version.")


class ReloadingScreen(TranslatedKeys, Screen[None]):
    """Plays `path` from `beginning`. `rehearsal` is None until the file can be played; `picked` is the turn that is
    looked at, from 1, or 0. One at a time holds `turn`: a reply that is judged, or a save that is played again."""

    def __init__(self, path: Path, beginning: Beginning, trainee: str = "") -> None:
        super().__init__()
        self.path = path
        self.beginning = beginning
        self.trainee = trainee
        self.rehearsal: Rehearsal | None = None
        self.picked = 0
        self.findings = Findings()
        self.turn = asyncio.Lock()
        self._playing: Proof | None = None

    @property
    def preview(self) -> PreviewApp:
        """The app, as what it is."""
        return cast("PreviewApp", self.app)

    @property
    def naming(self) -> Naming:
        """The rubric's words in the interface's language."""
        if self._playing is None or self.rehearsal is None:
            return Naming()
        return self.preview.naming(self._playing)

    # What the subclass shows.

    def news(self, text: str, mended: str = "", style: str = "$quiet") -> None:
        """One line on what came of the last save."""
        raise NotImplementedError

    def show_problems(self) -> None:
        """What is wrong with the file."""
        raise NotImplementedError

    def show_account(self) -> None:
        """The account of the picked turn."""
        raise NotImplementedError

    async def redraw(self, moving: bool = False) -> None:
        """The conversation as it is now. `moving`: the meters may move."""
        raise NotImplementedError

    # The file.

    def work(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside the screen's messages."""
        self.run_worker(work, exit_on_error=False, group="play")

    def looked(self, proof: Proof) -> None:
        """The file has been read, for the first time or after a save."""
        mended = _mended(self.findings.looked(proof))
        self.show_problems()
        if proof.loaded is not None:
            self.work(self._reload(proof, self.findings.looks, mended))
        elif self.rehearsal is not None:
            self.news(_(LAST_GOOD), mended, "$firm")
        else:
            self.news("", mended)

    async def _reload(self, proof: Proof, look: int, mended: str) -> None:
        """Play the replies again with the file as it is now."""
        async with self.turn:
            if look != self.findings.looks or proof.loaded is None:
                return
            if (now := self.rehearsal) is None:
                self.rehearsal = Rehearsal(proof.loaded, self.preview.judge(proof), self.beginning, self.trainee)
                self._playing = proof
                self.news(_("Save the file in your editor: the conversation goes on here."), mended)
                for note in self.rehearsal.notes:
                    self.preview.warn(note)
                await self.redraw()
            elif self._same(proof):
                # Another file in the folder was saved, or an error was taken back.
                if mended:
                    self.news(_("Nothing has changed in what is played."), mended)
            else:
                await self._play_again(now, proof, proof.loaded, mended)
        self.call_after_refresh(self.preview.behind, lambda: self._test(proof, look))

    async def _play_again(self, now: Rehearsal, proof: Proof, loaded: Loaded, mended: str) -> None:
        """Show the change at once, with the scores that there were; then judge what has to be judged anew."""
        try:
            for recalled in (True, False):
                fresh, replay = await asyncio.to_thread(now.again, loaded, self.preview.judge(proof), recalled)
                before, self.rehearsal, self._playing = self.rehearsal, fresh, proof
                self.picked = min(self.picked or len(fresh.exchanges), len(fresh.exchanges))
                if recalled or before is None or fresh.exchanges != before.exchanges:
                    await self.redraw()
                if recalled:
                    drawn = asyncio.Event()
                    self.call_after_refresh(drawn.set)
                    await drawn.wait()
        except Exception as error:
            self.preview.warn(_("The replies could not be judged again: {problem}").format(problem=error), "error")
            return
        self.news(" ".join((*told(replay), *fresh.notes)) or _("Read again."), mended)

    def _same(self, proof: Proof) -> bool:
        now = self._playing
        return (
            now is not None
            and now.loaded is not None
            and proof.loaded is not None
            and (now.loaded.digest, now.rubric) == (proof.loaded.digest, proof.rubric)
        )

    def _test(self, proof: Proof, look: int) -> None:
        """Run the tests in the file, on a background thread; given up as soon as the file is saved again."""
        scorer = self.preview.judge(proof).until(lambda: self.findings.begun != look or not self.app.is_running)
        try:
            found = tested(proof, self.path, scorer)
        except Outdated:
            return
        except Exception as error:
            text = _("The tests in the file could not be run: {problem}").format(problem=error)
            self.preview.tell(self.preview.warn, text, "error")
            return
        self.preview.tell(self._tested, found, look)

    def _tested(self, found: Proof, look: int) -> None:
        if self.findings.tested(found, look):
            self.show_problems()
            self.show_account()


def _mended(errors: int) -> str:
    return (
        "" if not errors else ngettext("{count} error mended.", "{count} errors mended.", errors).format(count=errors)
    )
