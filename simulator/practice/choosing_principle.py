"""Which principle a drill or a command means: by key, by name, or the one that needs it most. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from simulator.practice.evidence import KEPT_FROM, in_order
from simulator.practice.picture import Picture
from simulator.scenario.problem import nearest

# A first drill, before anything is known of the trainee: what most conversations need first.
FIRST = ("acknowledge", "state_rule", "ask")


def most_needed(found: Picture | None, drillable: Mapping[str, int]) -> str | None:
    """The move to drill: due the longest, else the weakest, else what is good to begin with; None when there is no
    moment for any."""
    if found is not None:
        weak = (one for one in found.weakest if one.recent.share < KEPT_FROM)
        for standing in (*found.due, *weak):
            if standing.principle in drillable:
                return standing.principle
        if known := [one for one in found.standings if one.principle in drillable]:
            return min(known, key=lambda one: (one.due_on, one.recent.share)).principle
    return next((one for one in (*FIRST, *in_order(drillable)) if one in drillable), None)


def meant(typed: str, keys: Iterable[str], name: Callable[[str], str]) -> tuple[str | None, str | None]:
    """(the principle whose key or name was typed, None for none; then the key that is most like it, or None)."""
    wanted = _plain(typed)
    known = list(keys)
    for key in known:
        if wanted in (_plain(key), _plain(name(key))):
            return key, None
    likes = {_plain(key): key for key in known} | {_plain(name(key)): key for key in known}
    near = nearest(wanted, list(likes))
    return None, likes[near] if near else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
