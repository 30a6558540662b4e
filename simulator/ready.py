"""Replies that stand ready at a text step: for learning by choosing, for the hint ladder, for looking back. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from simulator import session
from simulator.choosing import likeness
from simulator.scenario import vouched

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario, Step
    from simulator.session import State

MOST = 3
# Two replies more alike than this would be one choice.
ALIKE = 0.6
_CLAUSE_END = re.compile(r"[.,;:!?…–—](?=\s)")
FEWEST, LONGEST = 5, 14


@dataclass(frozen=True, slots=True)
class Ready:
    """A reply to choose. `strong`: whether it holds; `why`: the author's sentence on what makes the difference."""

    text: str
    strong: bool
    why: str = ""


def strong(scenario: Scenario, state: State, step: Step) -> str | None:
    """A reply that holds at a step: the author's model answer, else the best that the step's tests vouch for."""
    text = step.model.strong if step.model is not None else vouched.good(step)
    return session.say(scenario, state, text) if text else None


def ready(scenario: Scenario, state: State) -> tuple[Ready, ...]:
    """Two or three replies to choose from at the text step that is due: one that holds and one or two that do not.

    Their order gives nothing away and is the same every time. Empty where the scenario has no contrast to offer, at
    a choice step and after the end.
    """
    if state.step is None or scenario.steps[state.step].reply != "text":
        return ()
    step = scenario.steps[state.step]
    best = strong(scenario, state, step)
    if best is None:
        return ()
    why = step.model.why if step.model is not None else ""
    weak = [session.say(scenario, state, step.model.weak)] if step.model is not None else []
    # Beside a long good reply only a poor one of some length is a choice at all.
    for text in sorted(vouched.poor(step), key=lambda one: abs(len(one) - len(best))):
        if len(weak) < MOST - 1 and all(likeness(text, other) < ALIKE for other in (best, *weak)):
            weak.append(text)
    if not weak:
        return ()
    found = [
        Ready(best, True, why),
        *(Ready(text, False, why if step.model and not n else "") for n, text in enumerate(weak)),
    ]
    return tuple(sorted(found, key=lambda one: _shuffled(scenario.id, state.step or "", one.text)))


def _shuffled(*parts: str) -> bytes:
    return sha256("\0".join(parts).encode()).digest()


def beginning(reply: str) -> str | None:
    """The first words of a reply, cut where a clause ends, else between words; None when there is too little to cut.

    No more than half of the words are told.
    """
    text = " ".join(reply.split())
    words = text.split(" ")
    most = min(LONGEST, len(words) // 2)
    if most < 2:
        return None
    for end in _CLAUSE_END.finditer(text):
        cut = text[: end.start()]
        if min(FEWEST, most) <= len(cut.split()) <= most:
            return f"{cut} …"
    first = words[: min(most, 8)]
    # A trailing "to" or "и" leads nowhere.
    while len(first) > 2 and len(first[-1]) < 4:
        first.pop()
    return f"{' '.join(first).rstrip(',;:–—')} …"
