"""The one thing to try next, chosen by a rule (docs/debrief.md): what broke most, else what the whole conversation
lacked, else the move that was missing most often. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scoring.contract import CERTAIN, LABELS
from simulator.debrief import own_words
from simulator.principles import over_all

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import Turn

# The middle of both axes; a reply below it has lost something.
MIDDLE = 3.0
# A fault that cost nothing to be seen still counts, below every one that did.
LEAST = 0.1

Reason = Literal["fault", "principle", "move", "no_hints", "nothing"]


@dataclass(frozen=True, slots=True)
class NextTry:
    """What to try. `key`: the fault that broke most, the finding over the whole conversation, or the move that was
    missing; empty for `no_hints` (the same without hints) and `nothing` (nothing was missing). `turn`: where it would
    have helped. `times`: in how many replies it was so."""

    reason: Reason
    key: str = ""
    turn: Turn | None = None
    times: int = 0


def next_try(scenario: Scenario, turns: Sequence[Turn]) -> NextTry:
    """The one thing for these turns. Replies in the trainee's own words decide; where there are none, all do."""
    own = [turn for turn in turns if own_words(turn)] or list(turns)
    return (
        _fault(own)
        or _principle(scenario, turns)
        or _move(scenario, own)
        or NextTry("no_hints" if any(turn.origin.hints for turn in turns) else "nothing")
    )


def cost(turn: Turn) -> float:
    """What a broken reply cost: points of the client's mood that were lost, and what calm and firm lie below the
    middle. At least 0.1."""
    lost = -sum(change.after - change.before for change in turn.changes)
    under = max(0.0, MIDDLE - turn.score.calm) + max(0.0, MIDDLE - turn.score.firm)
    return max(LEAST, max(0, lost) + under)


def _fault(turns: Sequence[Turn]) -> NextTry | None:
    shown: dict[str, list[Turn]] = {}
    for turn in turns:
        for label, confidence in turn.score.faults.items():
            if confidence >= CERTAIN:
                shown.setdefault(label, []).append(turn)
    if not shown:
        return None
    key = max(_in_order(shown), key=lambda label: sum(map(cost, shown[label])))
    return NextTry("fault", key, max(shown[key], key=cost), len(shown[key]))


def _principle(scenario: Scenario, turns: Sequence[Turn]) -> NextTry | None:
    verdicts = over_all(scenario, turns)
    for state in ("missed", "mixed"):
        for verdict in verdicts:
            if verdict.state == state:
                failed = next(found for found in verdict.findings if not found.kept)
                return NextTry("principle", failed.key, turns[failed.quotes[-1].number - 1], 1)
    return None


def _move(scenario: Scenario, turns: Sequence[Turn]) -> NextTry | None:
    lacked: dict[str, list[Turn]] = {}
    for turn in turns:
        for label in turn.score.missing:
            lacked.setdefault(label, []).append(turn)
    if not lacked:
        return None
    key = max(_in_order(lacked), key=lambda label: (len(lacked[label]), label in scenario.principles))
    where = min(lacked[key], key=lambda turn: turn.score.calm + turn.score.firm)
    return NextTry("move", key, where, len(lacked[key]))


def _in_order(labels: Iterable[str]) -> list[str]:
    """In the codebook's order, labels of a coach's own rubric last."""
    return sorted(labels, key=lambda label: LABELS.index(label) if label in LABELS else len(LABELS))
