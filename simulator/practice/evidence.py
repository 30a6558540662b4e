"""What a finished conversation or drill says about each principle: kept, partly, or missed, with the words. Pure.

A principle is a move of the codebook, or one of those that only a whole conversation shows. Replies that were picked
from options say nothing here: recognising a good reply is not finding one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from scoring.contract import LABELS
from simulator.debrief import words_for
from simulator.i18n import cut
from simulator.principles import JUDGES, Verdict, over_all

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import Turn

Rating = Literal["kept", "partly", "missed"]

# Of all occasions; between the two it is "partly".
KEPT_FROM = 0.75
MISSED_TO = 0.25
# Words that are kept as evidence: so many of each kind, so long.
QUOTES = 2
LONGEST = 240


@dataclass(frozen=True, slots=True)
class Words:
    """The trainee's words at one occasion: `turn` counts from 1. `finding` names what was found of a principle of the
    whole conversation (`principles_words.SAYS`), empty for a move."""

    turn: int
    kept: bool
    text: str
    finding: str = ""

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; `read_words` reads it back."""
        return {"turn": self.turn, "kept": self.kept, "text": self.text, "finding": self.finding}


def read_words(data: dict[str, Any]) -> Words:
    """What `Words.as_dict` wrote. Raises KeyError or TypeError when `data` is no such mapping."""
    return Words(data["turn"], data["kept"], data["text"], data["finding"])


@dataclass(frozen=True, slots=True)
class Evidence:
    """One principle in one conversation or drill: on how many occasions it was kept and missed, with some words."""

    principle: str
    kept: int
    missed: int
    words: tuple[Words, ...] = ()

    @property
    def rating(self) -> Rating:
        """What it counts as for spaced practice."""
        return rating(self.kept, self.missed)


def rating(kept: int, missed: int) -> Rating:
    """Kept on three occasions of four or more: "kept"; on one of four or fewer: "missed"; else "partly".

    Raises ValueError when there was no occasion.
    """
    if kept + missed <= 0:
        raise ValueError("no occasion")
    share = kept / (kept + missed)
    return "kept" if share >= KEPT_FROM else "missed" if share <= MISSED_TO else "partly"


def of_conversation(turns: Sequence[Turn], scenario: Scenario | None) -> tuple[Evidence, ...]:
    """Every principle that had an occasion, moves first, in the order of codebook and debrief.

    `scenario` None: it is no longer as it was played, so that only the moves can be told.
    """
    typed = [turn for turn in turns if turn.choice is None and not turn.origin.picked]
    verdicts: tuple[Verdict, ...] = ()
    if scenario is not None and typed and all(turn.step in scenario.steps for turn in turns):
        verdicts = over_all(scenario, turns)
    return (*of_replies(typed), *(_of_verdict(one) for one in verdicts if one.findings))


def of_replies(turns: Sequence[Turn]) -> tuple[Evidence, ...]:
    """The moves of these replies: shown, or missing where they would have helped."""
    found: list[Evidence] = []
    there = {label for turn in turns for label in (*turn.score.moves, *turn.score.missing)}
    for label in sorted(there, key=_place):
        kept = [Words(turn.number, True, _cut(words_for(label, turn))) for turn in turns if label in turn.score.moves]
        missed = [
            Words(turn.number, False, _cut(turn.reply))
            for turn in turns
            if label in turn.score.missing and label not in turn.score.moves
        ]
        found.append(Evidence(label, len(kept), len(missed), (*missed[-QUOTES:], *kept[-QUOTES:])))
    return tuple(found)


def _of_verdict(verdict: Verdict) -> Evidence:
    words = [
        Words(one.quotes[-1].number, one.kept, _cut(one.quotes[-1].text), one.key)
        for one in sorted(verdict.findings, key=lambda one: one.kept)
    ]
    kept = sum(one.kept for one in verdict.findings)
    return Evidence(verdict.key, kept, len(verdict.findings) - kept, tuple(words[: 2 * QUOTES]))


def whole(principle: str) -> bool:
    """Whether only a whole conversation shows this principle."""
    return principle in JUDGES


def in_order(principles: Iterable[str]) -> list[str]:
    """Moves in the codebook's order, then those of a coach's own rubric by name, then those of whole conversations."""
    return sorted(principles, key=_place)


_LABEL_PLACE = {label: place for place, label in enumerate(LABELS)}
_WHOLE_PLACE = {key: 2_000 + place for place, key in enumerate(JUDGES)}


def _place(principle: str) -> tuple[int, str]:
    return _LABEL_PLACE.get(principle, _WHOLE_PLACE.get(principle, 1_000)), principle


def _cut(text: str) -> str:
    return cut(" ".join(text.split()), LONGEST)
