"""One example reply that two tests of a step send on different ways."""

from __future__ import annotations

import re
from typing import Any

from simulator.i18n import _
from simulator.scenario.include import Bundle
from simulator.scenario.outline import Outline, Part, parts
from simulator.scenario.problem import shown

_NO_LETTER = re.compile(r"[\W_]+")


def twins(bundle: Bundle, outline: Outline) -> None:
    """Note tests whose reply, in the same state, an earlier test of the step expects to lead elsewhere."""
    for name, step in outline.steps.items():
        if len(step.get("tests") or ()) < 2:
            continue
        seen: dict[Any, tuple[int, Part]] = {}
        for number, test in parts(step.get("tests")):
            said = test.get("reply", test.get("choice"))
            if not isinstance(said, str) or not isinstance(test.get("to"), str):
                continue
            key = (_NO_LETTER.sub(" ", said.casefold()).strip() or said, _frozen(test.get("given") or {}))
            first = seen.setdefault(key, (number, test))
            if first[1]["to"] != test["to"]:
                _note(bundle, name, number, said, test, first)


def _note(bundle: Bundle, name: str, number: int, said: str, test: Part, first: tuple[int, Part]) -> None:
    key = "reply" if "reply" in test else "choice"
    line = bundle.line(("steps", name, "tests", first[0])).rpartition(":")[2]
    wanted, other = shown(test["to"]), shown(first[1]["to"])
    message = _("this {key} is to lead to {wanted}, and the same {key} on line {line} is to lead to {other}").format(
        key=key, wanted=wanted, line=line, other=other
    )
    if said != first[1].get(key):
        message = _(
            "this {key} is to lead to {wanted}, and line {line} has it with other signs, leading to {other}"
        ).format(key=key, wanted=wanted, line=line, other=other)
    hint = _("only one can be right: drop the other, or say with given: in which state each holds")
    bundle.problem("CF506", ("steps", name, "tests", number, key), message, hint)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(sorted((key, _frozen(one)) for key, one in value.items()))
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
