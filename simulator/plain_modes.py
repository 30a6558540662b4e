"""Learning, practising and exams line by line: ready replies by number, the hint ladder, the time for a reply."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from simulator.choosing import numbered
from simulator.i18n import _
from simulator.ladder import BEGINNING, MODEL, PRINCIPLE, Rung
from simulator.mode import CLOCK, SAYS, USUAL, told
from simulator.reply_clock import ReplyClock
from simulator.session import Event, MoodMoved
from simulator.wording import Wording, brief

if TYPE_CHECKING:
    from simulator.game import Game
    from simulator.ready import Ready

LONG = 2_000


class TimeUp(Exception):
    """The time for a reply has run out; `typed` is what stood there."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class Keeps(Protocol):
    """Where the time of the reply that is due is kept."""

    def due_at(self, number: int) -> datetime | None:
        """When the time for turn `number` runs out, if it is running."""
        ...

    def keep(self, number: int, due_at: datetime) -> None:
        """The time for turn `number` runs out then."""
        ...


# Shows a prompt and gives the next line typed within so many seconds, None at the end of input; raises TimeUp.
AskWithin = Callable[[str, float], "str | None"]


class PlainModes:
    """What the mode of `game` adds to a conversation in lines. `within`: how a line is asked for against the clock."""

    def __init__(
        self,
        game: Game,
        wording: Wording,
        tell: Callable[[str], None],
        within: AskWithin | None = None,
        kept: Keeps | None = None,
    ) -> None:
        self.game = game
        self.wording = wording
        self.tell = tell
        self.within = within
        self.kept = kept
        self.chosen: Ready | None = None
        self._offered = 0

    def told(self) -> Iterator[str]:
        """What the conversation is held under, unless it is the usual way."""
        terms = self.game.terms
        if terms != USUAL:
            yield f"{told(terms)}. {_(SAYS[terms.mode])}"
        if terms.seconds is not None:
            yield _(CLOCK)

    def offer(self) -> None:
        """While learning: the ready replies of a text step, once for each reply."""
        number = len(self.game.state.turns) + 1
        if self._offered == number:
            return
        self._offered, self.chosen = number, None
        for place, one in enumerate(self.game.help.offer(), 1):
            self.tell(_("Reply {number}: {text}").format(number=place, text=brief(one.text, LONG)))
        if self.game.help.ready:
            self.tell(_("Type a number to see what a reply does, or write your own."))

    def ask(self, prompt: str, ask: Callable[[str], str | None]) -> str | None:
        """The next line; in an exam with a clock within the time that is left. Raises TimeUp."""
        seconds = self.game.terms.seconds
        if seconds is None or self.within is None:
            return ask(prompt)
        number, now = len(self.game.state.turns) + 1, datetime.now(UTC)
        due_at = self.kept.due_at(number) if self.kept is not None else None
        clock = ReplyClock.begin(seconds, now, time.monotonic(), due_at)
        if self.kept is not None and due_at is None:
            self.kept.keep(number, clock.due_at)
        left = clock.left(time.monotonic())
        if left <= 0:
            at = clock.due_at.astimezone().strftime("%H:%M")
            self.tell(
                _(
                    "The time for this reply ran out at {time}, while you were away. The next has its whole time."
                ).format(time=at)
            )
            raise TimeUp("")
        told = _("{seconds} seconds. {prompt}").format(seconds=int(-(-left // 1)), prompt=prompt)
        return self.within(told, left)

    def take_number(self, typed: str) -> bool:
        """Tell what the ready reply with this number does; whether it was one."""
        ready = self.game.help.ready
        number = numbered(typed)
        if number is None or not ready:
            return False
        if not 1 <= number <= len(ready):
            self.tell(
                _("There is no reply {number}: type a number from 1 to {last}.").format(number=number, last=len(ready))
            )
            return True
        one = self.chosen = ready[number - 1]
        score = self.game.scorer.score(one.text, self.game.situation(picked=True))
        self.tell(_("This one holds.") if one.strong else _("This one does not hold."))
        for line in self.wording.score(score):
            self.tell(line)
        if one.why:
            self.tell(_("Why: {text}").format(text=brief(one.why, LONG)))
        self.tell(_("An empty line sends it as it stands. Another number shows another; or write your own."))
        return True

    def hint(self) -> None:
        """The next hint."""
        ladder = self.game.help.ladder
        if ladder is None:
            self.tell(_("There are no hints in an exam."))
            return
        rung = ladder.climb()
        if rung is not None:
            self.tell(self._told(rung))
        elif not ladder.rungs:
            self.tell(_("There is no hint here."))
        elif ladder.climbed < len(ladder.rungs):
            self.tell(_("A reply that holds opens once you have tried one of your own here."))
        else:
            self.tell(_("That is all there is. Say it in your own words: a copy earns nothing."))

    def _told(self, rung: Rung) -> str:
        text = brief(rung.text, LONG) or ", ".join(map(self.wording.name, rung.moves))
        told = {
            PRINCIPLE: _("Hint: {text}"),
            BEGINNING: _("How others begin: {text}"),
            MODEL: _("A reply that holds: {text}"),
        }
        return told[rung.kind].format(text=text)

    def events(self, happened: Iterable[Event]) -> Iterator[str]:
        """What happened; in an exam without the causes of the client's mood, which come at the end."""
        scenario = self.game.scenario
        if not self.game.terms.exam:
            yield from self.wording.events(scenario, happened)
            return
        for event in happened:
            if isinstance(event, MoodMoved):
                change = event.change
                told = (
                    _("{meter} rises from {before} to {after}.")
                    if change.after > change.before
                    else _("{meter} falls from {before} to {after}.")
                )
                meter = _("Patience") if change.meter == "patience" else _("Trust")
                yield told.format(meter=meter, before=change.before, after=change.after)
            else:
                yield from self.wording.events(scenario, (event,))
