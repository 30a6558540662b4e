"""Conversations built turn by turn, for tests of what only a whole conversation shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scoring.contract import FAULTS, Evidence, Score
from simulator.principles import Exchange, Finding, Talk, judge
from simulator.session import Change, Turn


def turn(
    number: int, reply: str, *labels: str, firm: float = 3.0, sure: float = 0.9, moved: int = 0, to: str = "next"
) -> Turn:
    """A turn whose reply shows these labels; `label=words` points at words of it."""
    moves: dict[str, float] = {}
    faults: dict[str, float] = {}
    evidence = []
    for given in labels:
        label, _, words = given.partition("=")
        (faults if label in FAULTS else moves)[label] = sure
        if words:
            start = reply.index(words)
            evidence.append(Evidence(label, start, start + len(words), words, sure, "cue"))
    score = Score(moves, faults, 3.0, firm, "neutral", tuple(evidence))
    changes = (Change("trust", 5, 5 + moved, "why"),) if moved else ()
    return Turn(number, "step", (), reply, None, False, score, "routes[0]", to, changes, (), 5, 5)


def said(reply: str, *labels: str, **more: Any) -> Exchange:
    """A reply in its moment: `breach`, `our_fault`, `expects`, `broken`, `outcome`, else as `turn` takes it."""
    moment = {key: more.pop(key) for key in ("breach", "our_fault", "expects", "broken", "outcome") if key in more}
    return Exchange(turn(1, reply, *labels, **more), **moment)


def talk(*exchanges: Exchange, marked: bool = True) -> Talk:
    """The exchanges as a conversation, numbered from 1."""
    numbered = (replace(one, turn=replace(one.turn, number=number)) for number, one in enumerate(exchanges, 1))
    return Talk(tuple(numbered), marked)


def seen(principle: str, conversation: Talk) -> list[tuple[str, bool, tuple[int, ...]]]:
    """(key, kept, turns) of each finding of a principle."""
    return [(found.key, found.kept, found.turns) for found in findings(principle, conversation)]


def findings(principle: str, conversation: Talk) -> tuple[Finding, ...]:
    """The findings of a principle."""
    return next(one.findings for one in judge(conversation) if one.key == principle)
