"""A decide step line by line: papers are read by number, then signs, option and reason are asked for one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from simulator import deciding_words
from simulator.deciding import PART, DecisionProblem, Desk, read_option, read_ticks, typed
from simulator.i18n import _

if TYPE_CHECKING:
    from simulator.wording import Wording

Ask = Callable[[str], "str | None"]
Tell = Callable[[str], None]
# What begins so is a command of plain mode (/retry, /compare).
COMMAND = "/"
_PAPER = re.compile(r"[pP]\s*(\d{1,4})")
_Found = TypeVar("_Found")


class _Whole(Exception):
    """A line that is for whoever plays, as it stands: a whole decision, or a command that leaves this one."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class PlainDecision:
    """One decision. `aside`: given what was typed, does what it asks for besides (a hint) and says whether it did."""

    def __init__(self, lying: Desk, wording: Wording, ask: Ask, tell: Tell, aside: Callable[[str], bool]) -> None:
        self.lying = lying
        self.wording = wording
        self.ask = ask
        self.tell = tell
        self.aside = aside

    def line(self) -> str | None:
        """The decision in one line, as `Game.take` takes it; None at the end of the input."""
        self._lines(deciding_words.desk(self.wording, self.lying))
        self.tell(_("To read a paper, type p and its number, for instance p 1; at any time."))
        try:
            ticks = self._asked(_("Signs that hold (for instance 1 3, - for none): "), self._ticks)
            if ticks is None:
                return None
            choice = self._asked(_("Option: "), lambda text: read_option(text, self.lying))
            if choice is None:
                return None
            reason = self._asked(_("Your reason, as you say it to the client: "), lambda text: text)
        except _Whole as one:
            return one.line
        return None if reason is None else typed(choice, ticks, reason)

    def _ticks(self, text: str) -> tuple[str, ...]:
        # Whoever knows the short form may give all three parts at once.
        if text.count(PART) >= 2:
            raise _Whole(text)
        return read_ticks(text, self.lying)

    def _asked(self, prompt: str, read: Callable[[str], _Found]) -> _Found | None:
        """What was typed, once it makes sense; None at the end of the input."""
        while (text := self.ask(prompt)) is not None:
            text = text.strip()
            if not text or self._paper(text) or self.aside(text):
                continue
            if text.startswith(COMMAND):
                raise _Whole(text)
            try:
                return read(text)
            except DecisionProblem as problem:
                self.tell(str(problem))
        return None

    def _paper(self, text: str) -> bool:
        found = _PAPER.fullmatch(text)
        if found is None:
            return False
        number = int(found[1])
        if 1 <= number <= len(self.lying.papers):
            self._lines(deciding_words.paper(self.lying.papers[number - 1]))
        else:
            most = len(self.lying.papers)
            self.tell(_("There is no paper {number}: there are {most}.").format(number=number, most=most))
        return True

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.tell(line)
