"""Whether one condition always holds when another does: for routes that can never win behind those before them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scoring.contract import CALM_BANDS, FIRM_BANDS
from simulator.scenario.outline import Part, mapping, words

EVERY = 0b11111
_ALL = ("shows", "avoids", "facts", "facts_hidden", "earlier", "not_earlier", "ticks", "leaves")
_AXES = {"calm": CALM_BANDS, "firm": FIRM_BANDS}


def covers(first: Part, second: Part) -> bool:
    """Whether every reply that meets `second` meets `first` too. May miss cases, never wrong in saying yes."""
    return covers_besides_bands(first, second) and all(
        bands(first.get(axis), axis, 0) & bands(second.get(axis), axis, EVERY) == bands(second.get(axis), axis, EVERY)
        for axis in _AXES
        if axis in first
    )


def covers_besides_bands(first: Part, second: Part) -> bool:
    """Like `covers`, with calm and firm left out of account."""
    for key, wish in first.items():
        if key not in _AXES and wish != second.get(key) and not _covered(key, wish, second):
            return False
    return True


def together(earlier: Sequence[tuple[int, Part]], when: Part) -> list[int]:
    """The numbers of the earlier routes that, taken together, win whenever `when` fits; empty when they do not.

    A single one that does so is named alone. A condition with neither band nor anything else (`otherwise`) is {}.
    """
    all_cells, left, winners = 0, 0, list[int]()
    for number, first in earlier:
        if not covers_besides_bands(first, when):
            continue
        all_cells = all_cells or cells(when, EVERY)
        left = left if winners else all_cells
        won = cells(first, 0)
        if not all_cells & ~won:
            return [number]
        if left & won:
            winners.append(number)
            left &= ~won
            if not left:
                return winners
    return []


def cells(when: Part, unknown: int) -> int:
    """The fields of the calm × firm plane that a condition's bands allow, a bit each. `unknown`: for a bad band."""
    calm, firm = (bands(when.get(axis), axis, unknown) if axis in when else EVERY for axis in _AXES)
    found = 0
    for number in range(5):
        if calm >> number & 1:
            found |= firm << 5 * number
    return found


def bands(wish: Any, axis: str, unknown: int = 0) -> int:
    """The bands that a wish such as `neutral or better` allows, a bit each, the worst first; `unknown` for no wish."""
    if not isinstance(wish, str):
        return unknown
    name, _, direction = wish.partition(" or ")
    if name not in _AXES[axis] or direction not in ("", "better", "worse"):
        return unknown
    at = _AXES[axis].index(name)
    if direction == "better":
        return EVERY >> at << at
    return (2 << at) - 1 if direction == "worse" else 1 << at


def _covered(key: str, wish: Any, second: Part) -> bool:
    got = second.get(key)
    if key in _ALL and isinstance(wish, list):
        given = _listed(got) | (_surely_shown(second) if key == "shows" else set())
        return given.issuperset(_listed(wish))
    if key == "shows_any" and isinstance(wish, list):
        wanted = _listed(wish)
        got_any = _listed(got)
        return not wanted or bool(wanted & _surely_shown(second)) or (bool(got_any) and got_any <= wanted)
    if key == "stance":
        wanted, given = _listed(wish), _listed(got)
        return not wanted or (bool(given) and given <= wanted)
    if key in ("counters", "costs", "mood", "ticked"):
        spans = mapping(got)
        return isinstance(wish, dict) and all(_inside(mapping(spans.get(name)), span) for name, span in wish.items())
    return key == "visits" and _inside(mapping(got), wish)


def _surely_shown(when: Part) -> set[str]:
    """Labels that every reply meeting a condition carries: those it shows, `ask` if it asks, the only one of any."""
    found = _listed(when.get("shows"))
    if "asks" in when:
        found.add("ask")
    if len(one := _listed(when.get("shows_any"))) == 1:
        found |= one
    return found


def _listed(value: Any) -> set[str]:
    return {value} if isinstance(value, str) else {item for _, item in words(value)}


def _inside(inner: Part, outer: Any) -> bool:
    """Whether a number within `inner` is always within `outer`."""
    if not isinstance(outer, dict):
        return False
    for key, beyond in (("at_least", 1), ("at_most", -1)):
        if key in outer:
            limit, got = number(outer[key]), number(inner.get(key))
            if limit is None or got is None or (got - limit) * beyond < 0:
                return False
    return True


def number(value: Any) -> int | None:
    """The whole number that a text is, or None."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
