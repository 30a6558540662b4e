"""Which principles a scenario gives occasions for, read from its file's data with no model behind it.

Moves: those that the scenario names, and those that a step where one types expects. The principles of a whole
conversation: by what must be there for an occasion (docs/principles.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_BROKEN = ("first", "repeat")


def moments(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The steps at which one types and which expect a move, by move, in the order of the file."""
    found: dict[str, list[str]] = {}
    for name, step in _steps(data):
        if step.get("reply", "text") == "text":
            for move in _expected(step):
                found.setdefault(move, []).append(name)
    return {move: tuple(steps) for move, steps in found.items()}


def whole(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The principles of the whole conversation that have an occasion when the scenario is played, or may have one."""
    given = data.get("briefing")
    briefing: Mapping[str, Any] = given if isinstance(given, dict) else {}
    steps = [step for _, step in _steps(data)]
    expected = {move for step in steps for move in _expected(step)}
    named = data.get("principles")
    expected |= {one for one in named if isinstance(one, str)} if isinstance(named, list) else set()
    broken = any(one.get("breach") in _BROKEN for one in (briefing, *steps))
    again = len([step for step in steps if "state_rule" in _expected(step)]) > 1
    faults = {one.get("our_fault") for one in (briefing, *steps)}
    found = {
        "new_words": again,
        "warned_first": broken and bool(expected & {"consequence", "boundary"}),
        "carried_out": any(step.get("breach") == "repeat" for step in steps),
        "no_empty_threats": broken and "consequence" in expected,
        "fair_exchange": "trade" in expected,
        "thanked_for_keeping": any(step.get("breach") == "none" and "thank" in _expected(step) for step in steps),
        "found_out_first": bool(faults & {"yes", "unclear"}),
        "made_good": "yes" in faults,
        "thanked_for_telling": "yes" in faults,
    }
    return tuple(key for key, there in found.items() if there)


def _steps(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    steps = data.get("steps")
    for name, step in steps.items() if isinstance(steps, dict) else ():
        if isinstance(step, dict):
            yield str(name), step


def _expected(step: Mapping[str, Any]) -> tuple[str, ...]:
    expects = step.get("expects")
    return tuple(dict.fromkeys(one for one in expects if isinstance(one, str))) if isinstance(expects, list) else ()
