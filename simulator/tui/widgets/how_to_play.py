"""How the conversation is to be held: the mode, what it means, and for an exam the time for each reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from simulator.i18n import _
from simulator.mode import CLOCK, EXAM, LONGEST, MODES, NAMES, OFFERED, SAYS, SHORTEST, USUAL, Terms, read_terms
from simulator.tui.text import words
from simulator.tui.widgets.pick_one import PickOne

if TYPE_CHECKING:
    from simulator.scenario.library import Loaded
    from simulator.tui.app import CalmfirmApp


class HowToPlay(Vertical):
    """Two rows to choose from and a sentence. `asked`: what the command line asked for; it comes first."""

    class Changed(Message):
        """Another mode or time was chosen."""

    def __init__(self, asked: Terms | None, id: str) -> None:
        super().__init__(id=id)
        self._asked = asked
        self._mode = USUAL.mode
        self._seconds: int | None = None
        self._times: tuple[int | None, ...] = OFFERED

    def compose(self) -> ComposeResult:
        titles = (_("Mode"), _("Time for each reply"))
        yield PickOne("mode", titles[0], numbered=True)
        yield PickOne("time", titles[1])
        yield Static(id="how-says")

    @property
    def terms(self) -> Terms:
        """What is chosen."""
        return Terms(self._mode, self._seconds if self._mode == EXAM else None)

    def offer(self, mode: str, seconds: int | None) -> None:
        """Begin with this mode and time, unless the command line asked for others."""
        if self._asked is not None:
            mode, seconds = self._asked.mode, self._asked.seconds
        self._mode, self._seconds = mode, seconds
        self._times = OFFERED if seconds in OFFERED else (None, *sorted({seconds or 0, *filter(None, OFFERED)}))
        self._draw()

    def choose(self, place: int) -> None:
        """The mode at this place."""
        self._mode = MODES[place]
        self._draw()

    def next_time(self) -> None:
        """The next time, in a circle."""
        if self._mode == EXAM:
            self._seconds = self._times[(self._times.index(self._seconds) + 1) % len(self._times)]
            self._draw()

    @on(PickOne.Picked)
    def _picked(self, event: PickOne.Picked) -> None:
        event.stop()
        if event.row == "mode":
            self._mode = MODES[event.place]
        else:
            self._seconds = self._times[event.place]
        self._draw()

    def _draw(self) -> None:
        self.query_one("#mode", PickOne).offer([_(NAMES[mode]) for mode in MODES], MODES.index(self._mode))
        times = self.query_one("#time", PickOne)
        times.display = self._mode == EXAM
        names = [_("no limit") if one is None else _("{seconds} s").format(seconds=one) for one in self._times]
        times.offer(names, self._times.index(self._seconds))
        told = _(SAYS[self._mode])
        if self.terms.seconds is not None:
            told += " " + _(CLOCK)
        self.query_one("#how-says", Static).update(words(told))
        self.post_message(self.Changed())


def kept_terms(app: CalmfirmApp, loaded: Loaded) -> tuple[str, int | None]:
    """The mode that was chosen last, and the time for a reply that was last chosen for this scenario. Runs on a
    background thread."""
    try:
        store = app.store.get()
        mode, text = store.setting("mode", USUAL.mode), store.setting(_name(loaded), "")
    except Exception:  # nothing is kept: nothing was chosen
        return app.mode or USUAL.mode, None
    fits = text.isdecimal() and len(text) < 6 and SHORTEST <= int(text) <= LONGEST
    return app.mode or read_terms(mode, None).mode, int(text) if fits else None


def keep_terms(app: CalmfirmApp, loaded: Loaded, terms: Terms) -> None:
    """Remember the mode for the next conversations, and an exam's time for the next exam in this scenario."""
    app.asked_terms = None
    app.mode = terms.mode
    app.remember("mode", terms.mode)
    if terms.exam:
        app.remember(_name(loaded), str(terms.seconds or ""))


def _name(loaded: Loaded) -> str:
    return f"time {loaded.scenario.lang}/{loaded.scenario.id}"
