"""A reply written anew while looking back: what it is judged against, and what it changed. Pure.

The conversation stays as it was; nobody answers, and nothing comes of it but the score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scoring.contract import Score, Situation
from simulator import session
from simulator.debrief_models import pairs, stood
from simulator.i18n import _

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import Turn


class RewriteProblem(ValueError):
    """A turn that cannot be judged anew; the message says why."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Another reply at turn `number` (from 1), with its score."""

    number: int
    reply: str
    score: Score


@dataclass(frozen=True, slots=True)
class Changed:
    """What the second reply changed. `calm`, `firm`: differences, may be negative; the rest are labels: moves that came
    and went, faults that went and came."""

    calm: float
    firm: float
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    mended: tuple[str, ...]
    broken: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the two are judged alike."""
        return not (self.calm or self.firm or self.gained or self.lost or self.mended or self.broken)


def about(scenario: Scenario, trainee: str, turns: Sequence[Turn], number: int) -> Situation:
    """What another reply at turn `number` (from 1) is judged against: what the first one was, and the model answers
    beside it may not be copied. Raises RewriteProblem when the scenario has changed since."""
    before = stood(scenario, trainee, turns)
    if not 1 <= number <= len(before):
        raise RewriteProblem(_("The scenario has changed since: turn {turn} is not as it was.").format(turn=number))
    turn = turns[number - 1]
    known = session.situation(scenario, before[number - 1])
    models = [one for one in pairs(scenario, trainee, turns[:number], {turn.step}) if one.step == turn.step]
    shown = [text for one in models for text in (one.strong, one.weak) if text]
    return replace(known, given=tuple(dict.fromkeys((*known.given, *turn.origin.shown, *shown))))


def changed(before: Score, after: Score) -> Changed:
    """What is different in the second judgement."""
    return Changed(
        calm=round(after.calm - before.calm, 1),
        firm=round(after.firm - before.firm, 1),
        gained=tuple(label for label in after.moves if label not in before.moves),
        lost=tuple(label for label in before.moves if label not in after.moves),
        mended=tuple(label for label in before.faults if label not in after.faults),
        broken=tuple(label for label in after.faults if label not in before.faults),
    )
