"""A route's condition as a coach would say it in one line: `calm neutral or better · shows ask · visit 3 or later`."""

from __future__ import annotations

from typing import Any

from simulator.scenario.outline import Part, mapping, words
from simulator.scenario.problem import printable

BETWEEN = " · "
_LISTS = {
    "shows": "shows {}",
    "shows_any": "shows any of {}",
    "avoids": "avoids {}",
    "facts": "knows {}",
    "facts_hidden": "does not know {}",
    "earlier": "earlier {}",
    "not_earlier": "never yet {}",
}


def condition(when: Part) -> str:
    """The parts of a condition, most telling first. Takes plain data of any shape; what makes no sense is left out."""
    said = [f"{axis} {band}" for axis in ("calm", "firm") if isinstance(band := when.get(axis), str)]
    for key, sentence in _LISTS.items():
        if named := [one for _, one in words(when.get(key))]:
            said.append(sentence.format(", ".join(named)))
    stance = when.get("stance")
    stances = [stance] if isinstance(stance, str) else [one for _, one in words(stance)]
    if stances:
        said.append(f"stance {' or '.join(stances)}")
    if isinstance(choice := when.get("choice"), str):
        said.append(f"picks {choice}")
    if isinstance(fact := when.get("asks"), str):
        said.append(f"asks about {fact}")
    for key in ("counters", "mood"):
        said += [f"{name} {bounds(span)}" for name, span in mapping(when.get(key)).items()]
    if "visits" in when:
        said.append(f"visit {bounds(when['visits'])}")
    return printable(BETWEEN.join(said)) or "any reply"


def bounds(span: Any) -> str:
    """`3 or more`, `2 or less`, `1 to 3`, `exactly 2`."""
    low, high = mapping(span).get("at_least"), mapping(span).get("at_most")
    if low is not None and high is not None:
        return f"exactly {low}" if low == high else f"{low} to {high}"
    if low is not None:
        return f"{low} or more"
    return f"{high} or less" if high is not None else "?"
