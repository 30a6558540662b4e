"""Where a conversation can go: what the start reaches, and what has no way to an ending. No recursion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.scenario.include import Bundle
from simulator.scenario.outline import Outline, Part, is_choice, mapping, parts
from simulator.scenario.problem import shown
from simulator.scenario.ways import impossible

_NAMED = 5


def graph(bundle: Bundle, outline: Outline, meant: Mapping[str, str]) -> None:
    """Note steps and endings that cannot be reached and conversations that cannot end.

    `meant` gives a misspelt target its likely step, so that one slip is not told twice.
    """
    all_steps, endings = outline.step_names, outline.endings
    start = outline.data.get("start")
    if isinstance(start, str):
        start = meant.get(start, start)
    if not isinstance(start, str) or start not in all_steps or not (outline.has_targets and _whole(all_steps)):
        return
    own = {name: _own(step, meant) for name, step in outline.steps.items()}
    shared = {meant.get(target[1], target[1]) for one in outline.always if (target := one.target)}
    shared |= _limits(outline)
    reached = _reached([start, *shared], own)
    for name in all_steps:
        if name not in reached:
            bundle.problem(
                "CF404",
                ("steps", name),
                f"step {shown(name)} cannot be reached from {shown(start)}",
                "lead a route there, or drop it",
                key=True,
            )
    for name in endings:
        if name not in reached:
            bundle.problem(
                "CF405",
                ("endings", name),
                f"ending {shown(name)} cannot be reached from {shown(start)}",
                "lead a route there, or drop it",
                key=True,
            )
    can_end = _reached(endings, _reversed(own))
    stuck = [name for name in all_steps if name in reached and name not in can_end]
    emergency = bool(_reached(shared & all_steps.keys(), own) & can_end) or bool(shared & endings.keys())
    for group in _groups(stuck, own):
        names = ", ".join(shown(name) for name in group[:_NAMED]) + (", …" if len(group) > _NAMED else "")
        if emergency:
            bundle.problem(
                "CF407",
                ("steps", group[0]),
                f"from {names} only `always` or an empty meter leads to an ending",
                "lead one of the routes out",
                key=True,
            )
        else:
            bundle.problem(
                "CF406",
                ("steps", group[0]),
                f"no way leads from {names} to an ending",
                "lead one of the routes out",
                key=True,
            )


def _whole(all_steps: Mapping[str, Any]) -> bool:
    """Whether every step's ways are lists of parts; with a broken one, what can be reached is anyone's guess."""
    for step in all_steps.values():
        if not isinstance(step, dict):
            return False
        for key in ("routes", "options"):
            listed = step.get(key, [])
            if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
                return False
    return True


def _own(step: Part, meant: Mapping[str, str]) -> list[str]:
    """Where the step's own routes and options lead."""
    found: list[str] = []
    open_way = not is_choice(step)
    for _, option in parts(step.get("options")):
        if isinstance(to := option.get("to"), str):
            found.append(meant.get(to, to))
        else:
            open_way = True
    if open_way:
        for _, route in parts(step.get("routes")):
            last = "otherwise" in route
            to = route.get("otherwise" if last else "to")
            if isinstance(to, str) and not impossible(mapping(route.get("when"))):
                found.append(meant.get(to, to))
            if last:
                break
    return found


def _limits(outline: Outline) -> set[str]:
    """Endings of meters that some change of mood can bring down."""
    limits = {meter: name for meter, name in mapping(outline.data.get("limits")).items() if isinstance(name, str)}
    if not limits:
        return set()
    client = mapping(outline.data.get("client"))
    falls = {meter for meter in limits if str(client.get(meter, "")).strip() == "0"}
    moods = [mapping(one["mood"]) for one in outline.steps.values() if "mood" in one]
    moods += [mapping(one.data["mood"]) for one in outline.turnoffs if "mood" in one.data]
    for mood in moods:
        falls.update(meter for meter in limits if str(mood.get(meter, "")).strip().startswith("-"))
    return {name for meter, name in limits.items() if meter in falls}


def _reached(begin: Iterable[str], edges: Mapping[str, Iterable[str]]) -> set[str]:
    seen = set(begin)
    waiting = list(seen)
    while waiting:
        for name in edges.get(waiting.pop(), ()):
            if name not in seen:
                seen.add(name)
                waiting.append(name)
    return seen


def _reversed(edges: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    back: dict[str, list[str]] = {}
    for name, targets in edges.items():
        for target in targets:
            back.setdefault(target, []).append(name)
    return back


def _groups(stuck: list[str], edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The stuck steps, those that hang together in one group, in the order of the file."""
    back = _reversed(edges)
    place = {name: number for number, name in enumerate(stuck)}
    both = {name: [one for one in (*edges.get(name, ()), *back.get(name, ())) if one in place] for name in stuck}
    groups, done = [], set[str]()
    for name in stuck:
        if name not in done:
            group = _reached([name], both)
            done |= group
            groups.append(sorted(group, key=place.__getitem__))
    return groups
