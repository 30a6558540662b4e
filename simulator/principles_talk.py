"""A conversation as its principles are judged: each turn with what the scenario says of that moment, and the verdicts.

Pure. A reply counts as what its score says; the scenario says whose fault it was and when the client broke the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scoring.contract import CALM_FAULTS, CERTAIN, FIRM_FAULTS, Breach, OurFault
from simulator.debrief import Quote, words_for

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import Turn

State = Literal["kept", "missed", "mixed", "no_occasion"]

RANK: dict[str, int] = {"none": 0, "first": 1, "repeat": 2}
# From here on a reply is in the band "holding" (codebook).
HOLDING = 3.5
_CODEBOOK_FAULTS = frozenset((*CALM_FAULTS, *FIRM_FAULTS))


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn in its moment. `breach`, `our_fault`, `expects`: as the scenario has them there. `broken`: whether the
    step itself says that the client breaks the rule, not only the briefing. `outcome`: of the ending it led to."""

    turn: Turn
    breach: Breach = "none"
    our_fault: OurFault = "no"
    expects: tuple[str, ...] = ()
    broken: bool = False
    outcome: str | None = None

    @property
    def parted(self) -> bool:
        """Whether the cooperation ended here, on the client's breach."""
        return self.outcome == "parted" and self.broken and self.our_fault != "yes"

    @property
    def taken_well(self) -> bool:
        """Whether the client's meters rose, all told."""
        return sum(change.after - change.before for change in self.turn.changes) > 0

    def shows(self, *labels: str) -> bool:
        """Whether the reply shows one of these labels; a fault only when it is more than a guess."""
        return any(self._shows(label) for label in labels)

    def _shows(self, label: str) -> bool:
        score = self.turn.score
        if label in _CODEBOOK_FAULTS:
            return score.faults.get(label, 0.0) >= CERTAIN
        return label in score.moves

    def quote(self, *labels: str) -> Quote:
        """The words of the first of these labels that the reply shows; the whole reply when it shows none."""
        shown = next((label for label in labels if self._shows(label)), None)
        return Quote(self.turn.number, words_for(shown, self.turn) if shown else self.turn.reply)


@dataclass(frozen=True, slots=True)
class Talk:
    """A whole conversation. `marked`: whether the scenario's steps say where the client breaks the rule."""

    exchanges: tuple[Exchange, ...]
    marked: bool = True

    def went_on(self, place: int) -> bool:
        """Whether the client broke the rule anew before the reply at `place` (from 0)."""
        if place == 0:
            return False
        before, now = self.exchanges[place - 1 : place + 1]
        return RANK[now.breach] > RANK[before.breach]

    def kept_again(self, place: int) -> bool:
        """Whether the client had stopped breaking the rule before the reply at `place` (from 0)."""
        if place == 0:
            return False
        before, now = self.exchanges[place - 1 : place + 1]
        return RANK[now.breach] == 0 < RANK[before.breach]

    def showing(self, *labels: str) -> Iterator[tuple[int, Exchange]]:
        """(place, exchange) of the replies that show one of these labels."""
        return ((place, one) for place, one in enumerate(self.exchanges) if one.shows(*labels))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was done, or failed to be done, over several turns.

    `key` names its sentence (`principles_words`). `quotes`: the trainee's words, in the order of the turns, at least
    one; the last is where it was decided.
    """

    key: str
    kept: bool
    quotes: tuple[Quote, ...]

    @property
    def turns(self) -> tuple[int, ...]:
        """Numbers of the turns that it points at, each once, in order."""
        return tuple(dict.fromkeys(quote.number for quote in self.quotes))


@dataclass(frozen=True, slots=True)
class Verdict:
    """One principle over the whole conversation; without findings it had no occasion."""

    key: str
    findings: tuple[Finding, ...]

    @property
    def state(self) -> State:
        """`kept`, `missed`, `mixed` when some of each was found, `no_occasion` when nothing was."""
        found = {finding.kept for finding in self.findings}
        if not found:
            return "no_occasion"
        return "mixed" if len(found) == 2 else "kept" if True in found else "missed"


def finding(key: str, kept: bool, quotes: Iterable[Quote]) -> tuple[Finding, ...]:
    """One finding of all the quotes, by turn; none when there are none."""
    ordered = sorted(dict.fromkeys(quotes), key=lambda quote: quote.number)
    return (Finding(key, kept, tuple(ordered)),) if ordered else ()


def talk(scenario: Scenario, turns: Sequence[Turn]) -> Talk:
    """The turns of a conversation in this scenario, each with what the scenario says of its step."""
    return Talk(
        tuple(_exchange(scenario, turn) for turn in turns),
        any(step.breach is not None for step in scenario.steps.values()),
    )


def _exchange(scenario: Scenario, turn: Turn) -> Exchange:
    step, briefing, ending = scenario.steps[turn.step], scenario.briefing, scenario.endings.get(turn.to)
    return Exchange(
        turn=turn,
        breach=step.breach or briefing.breach,
        our_fault=step.our_fault or briefing.our_fault,
        expects=step.expects,
        broken=step.breach in ("first", "repeat"),
        outcome=ending.outcome if ending else None,
    )
