"""Where a conversation can go: what the start reaches, and what has no way to an ending. No recursion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.i18n import _
from simulator.scenario.include import Bundle
from simulator.scenario.outline import Outline, mapping
from simulator.scenario.problem import shown
from simulator.scenario.reach import SHARED, Reached, reach
from simulator.scenario.ways import Dead

_NAMED = 5


def graph(bundle: Bundle, outline: Outline, meant: Mapping[str, str], dead: Dead) -> None:
    """Note steps and endings that cannot be reached, ways that never can be taken, conversations that cannot end.

    `meant` gives a misspelt target its likely step, so that one slip is not told twice; `dead` holds the ways that
    are known never to be taken.
    """
    start = outline.data.get("start")
    if isinstance(start, str):
        start = meant.get(start, start)
    if not isinstance(start, str) or start not in outline.step_names:
        return
    if not (outline.has_targets and _whole(outline.step_names)):
        return
    found = reach(outline, start, meant, dead)
    for way, why in found.idle:
        bundle.problem(
            "CF409", (*way, "when"), _("this route can never be taken: {reason}").format(reason=why), "", key=True
        )
    limits = mapping(outline.data.get("limits"))
    client = mapping(outline.data.get("client"))
    empty = {meter for meter in limits if meter in found.falling or str(client.get(meter, "")).strip() == "0"}
    last = {name for meter, name in limits.items() if meter in empty and isinstance(name, str)}
    _unreached(bundle, outline, start, meant, found.names | last, dead)
    _stuck(bundle, outline, found, last)


def _unreached(
    bundle: Bundle, outline: Outline, start: str, meant: Mapping[str, str], reached: set[str], dead: Dead
) -> None:
    """Note steps and endings that the start does not lead to, and what of the file seems to lead there."""
    missed = [("step", "steps", name) for name in outline.step_names if name not in reached]
    missed += [("ending", "endings", name) for name in outline.endings if name not in reached]
    if not missed:
        return
    leading: dict[str, str] = {}
    wanted = {name for *_kind, name in missed}
    for one in outline.turnoffs:
        target = one.target
        if target is not None and (name := meant.get(target[1], target[1])) in wanted and name != one.step:
            if one.step is None or one.step in reached:
                line = bundle.line(one.way).rpartition(":")[2]
                leading[name] = _("the way on line {line} leads here, and can never be taken").format(line=line)
            else:
                leading.setdefault(
                    name, _("only {step} leads here, and that is out of reach itself").format(step=shown(one.step))
                )
    for kind, section, name in missed:
        hint = leading.get(name, _("lead a route there, or drop it"))
        message = (
            _("step {name} cannot be reached from {start}")
            if kind == "step"
            else _("ending {name} cannot be reached from {start}")
        ).format(name=shown(name), start=shown(start))
        bundle.problem("CF404" if kind == "step" else "CF405", (section, name), message, hint, key=True)


def _stuck(bundle: Bundle, outline: Outline, found: Reached, last: set[str]) -> None:
    """Note steps from which no way leads to an ending. `last`: the endings of meters that can be emptied."""
    own = {name: [one for one in targets if one != SHARED] for name, targets in found.taken.items() if name != SHARED}
    shared = {*found.taken.get(SHARED, ()), *last}
    can_end = spread(outline.endings, _reversed(own))
    stuck = [name for name in outline.step_names if name in found.names and name not in can_end]
    emergency = not shared.isdisjoint(can_end)
    for group in _groups(stuck, own):
        names = ", ".join(shown(name) for name in group[:_NAMED]) + (", …" if len(group) > _NAMED else "")
        if emergency:
            bundle.problem(
                "CF407",
                ("steps", group[0]),
                _("from {names} only `always` or an empty meter leads to an ending").format(names=names),
                _("lead one of the routes out"),
                key=True,
            )
        else:
            bundle.problem(
                "CF406",
                ("steps", group[0]),
                _("no way leads from {names} to an ending").format(names=names),
                _("lead one of the routes out"),
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


def spread(begin: Iterable[str], edges: Mapping[str, Iterable[str]]) -> set[str]:
    """Every name that the edges lead to from where one begins, the beginning among them."""
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
            group = spread([name], both)
            done |= group
            groups.append(sorted(group, key=place.__getitem__))
    return groups
