"""A route's condition as a coach would say it in one line: `calm neutral or better · shows ask · visit 3 or later`."""

from __future__ import annotations

from typing import Any

from simulator.i18n import _, mark
from simulator.scenario.outline import Part, mapping, words
from simulator.scenario.problem import one_of, printable

BETWEEN = " · "
_LISTS = {
    "shows": mark("shows {names}"),
    "shows_any": mark("shows any of {names}"),
    "avoids": mark("avoids {names}"),
    "facts": mark("knows {names}"),
    "facts_hidden": mark("does not know {names}"),
    "earlier": mark("earlier {names}"),
    "not_earlier": mark("never yet {names}"),
    "ticks": mark("ticks {names}"),
    "leaves": mark("leaves {names}"),
}


def condition(when: Part) -> str:
    """The parts of a condition, most telling first. Takes plain data of any shape; what makes no sense is left out."""
    said = [f"{axis} {wished(band)}" for axis in ("calm", "firm") if isinstance(band := when.get(axis), str)]
    for key, sentence in _LISTS.items():
        if named := [one for _number, one in words(when.get(key))]:
            said.append(_(sentence).format(names=", ".join(named)))
    stance = when.get("stance")
    stances = [stance] if isinstance(stance, str) else [one for _number, one in words(stance)]
    if stances:
        said.append(_("stance {names}").format(names=one_of(stances)))
    if isinstance(choice := when.get("choice"), str):
        said.append(_("picks {name}").format(name=choice))
    if isinstance(fact := when.get("asks"), str):
        said.append(_("asks about {name}").format(name=fact))
    said += [f"{bounds(span)} {name}" for name, span in mapping(when.get("ticked")).items()]
    for key in ("counters", "costs", "mood"):
        said += [f"{name} {bounds(span)}" for name, span in mapping(when.get(key)).items()]
    if "visits" in when:
        said.append(_("visit {bounds}").format(bounds=bounds(when["visits"])))
    return printable(BETWEEN.join(said)) or _("any reply")


def wished(band: str) -> str:
    """A wish for a band: `neutral`, `neutral or better`, `sharp or worse`."""
    name, _or, direction = band.partition(" or ")
    if direction == "better":
        return _("{band} or better").format(band=name)
    return _("{band} or worse").format(band=name) if direction == "worse" else band


def bounds(span: Any) -> str:
    """`3 or more`, `2 or less`, `1 to 3`, `exactly 2`."""
    low, high = mapping(span).get("at_least"), mapping(span).get("at_most")
    if low is not None and high is not None:
        return _("exactly {low}").format(low=low) if low == high else _("{low} to {high}").format(low=low, high=high)
    if low is not None:
        return _("{low} or more").format(low=low)
    return _("{high} or less").format(high=high) if high is not None else "?"
