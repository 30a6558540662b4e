"""The trainee's own best sentence: the words that did most in the best reply. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.contract import CERTAIN
from scoring.text import Text
from simulator.debrief import own_words

if TYPE_CHECKING:
    from scoring.contract import Evidence, Score
    from simulator.session import Turn

# Words that were not the trainee's own to begin with.
_BORROWED = frozenset({"copied", "echo"})


@dataclass(frozen=True, slots=True)
class Best:
    """A sentence of the trainee's. `moves`: the labels that its words show, the surest first, at least one."""

    turn: Turn
    text: str
    moves: tuple[str, ...]


def best_sentence(turns: Sequence[Turn]) -> Best | None:
    """The sentence with most moves in the best reply: the one with the highest calm, firm and change of the client's
    mood together, the earliest of equals. Replies with a fault, ready replies and copies are left out.

    None when no reply of the trainee's own surely shows a move with words to quote.
    """
    found: Best | None = None
    worth = 0.0
    for turn in turns:
        if own_words(turn) and not _faulty(turn.score) and _BORROWED.isdisjoint(turn.score.caps):
            mood = sum(change.after - change.before for change in turn.changes)
            value = turn.score.calm + turn.score.firm + mood
            if (found is None or value > worth + 1e-9) and (best := _best_of(turn)) is not None:
                found, worth = best, value
    return found


def _faulty(score: Score) -> bool:
    return any(confidence >= CERTAIN for confidence in score.faults.values())


def _best_of(turn: Turn) -> Best | None:
    moves: dict[tuple[int, int], dict[str, float]] = {}
    spoiled = set()
    spans = [(span.start, span.end) for span in Text(turn.reply).sentences]
    for item in turn.score.evidence:
        home = _home(item, spans)
        if home is None:
            continue
        if item.label in turn.score.faults:
            spoiled.add(home)
        elif item.label in turn.score.moves and item.confidence >= CERTAIN:
            shown = moves.setdefault(home, {})
            shown[item.label] = max(item.confidence, shown.get(item.label, 0.0))
    clean = {span: shown for span, shown in moves.items() if span not in spoiled}
    if not clean:
        return None
    (start, end), shown = max(clean.items(), key=lambda one: (sum(one[1].values()), -one[0][0]))
    return Best(turn, turn.reply[start:end], tuple(sorted(shown, key=lambda label: -shown[label])))


def _home(item: Evidence, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The sentence that holds most of the words of a piece of evidence."""
    shared = {span: min(item.end, span[1]) - max(item.start, span[0]) for span in spans}
    best = max(shared, key=lambda span: (shared[span], -span[0]), default=None)
    return best if best is not None and shared[best] > 0 else None
