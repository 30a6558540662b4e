"""A scenario as a chart: its steps and endings, and the ways between them. Made from plain data, so that a file with
mistakes can be looked at too: that is when dead ends and missing targets are of use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.i18n import _, cut, mark, ngettext, number, quoted
from simulator.scenario.coverage import Place
from simulator.scenario.graph import spread
from simulator.scenario.include import Bundle
from simulator.scenario.outline import Outline, Part, Turnoff, is_choice, mapping, parts, picks
from simulator.scenario.phrase import condition
from simulator.scenario.problem import printable
from simulator.scenario.reach import Reached, reach
from simulator.scenario.ways import ways

Kind = Literal["step", "ending", "missing"]
Mark = Literal["start", "orphan", "dead end", "emergency exit only", "missing"]

MARKS: dict[Mark, str] = {
    "start": mark("the conversation starts here"),
    "orphan": mark("cannot be reached from the start"),
    "dead end": mark("no way from here to an ending"),
    "emergency exit only": mark("only `always` or an empty meter leads to an ending"),
    "missing": mark("is not in the file"),
}
SIGNS: dict[Mark, str] = {
    "start": mark("START"),
    "orphan": mark("ORPHAN"),
    "dead end": mark("DEAD END"),
    "emergency exit only": mark("EMERGENCY EXIT ONLY"),
    "missing": mark("MISSING"),
}
OPTION_TEXT = 60


@dataclass(frozen=True, slots=True)
class WayOn:
    """One way on. `place` names it (None: an empty meter); `step` is where it begins, None for every step.

    `label` is its condition in words, `called` its short name (`1`, `otherwise`, `hold`), `open` whether a reply can
    take it at all, `line` its line in `file`, from 1.
    """

    place: Place | None
    step: str | None
    called: str
    label: str
    to: str
    line: int
    file: str
    open: bool = True
    meter: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A step, an ending, or a target that is missing. `outcome` is an ending's. `line` is 0 for a missing one."""

    name: str
    kind: Kind
    line: int = 0
    file: str = ""
    outcome: str = ""
    choice: bool = False
    marks: tuple[Mark, ...] = ()
    ways: tuple[WayOn, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """`nodes` in the order of the file, missing ones last; `everywhere`: the ways that begin at every step."""

    id: str
    title: str
    start: str
    nodes: Mapping[str, Node]
    everywhere: tuple[WayOn, ...] = ()

    @property
    def ways(self) -> Iterator[WayOn]:
        """Every way on: those from every step, then each step's own."""
        yield from self.everywhere
        for node in self.nodes.values():
            yield from node.ways

    def marked(self, mark: Mark) -> list[str]:
        """Names of the nodes with this mark."""
        return [name for name, node in self.nodes.items() if mark in node.marks]


@dataclass(frozen=True, slots=True)
class Traffic:
    """How often things were come by, beside the chart. None: not measured.

    `tests` and `walks` count ways by their place; `cuts` counts walks that an empty meter ended, by the meter.
    `steps` and `endings` count arrivals of the walks.
    """

    tests: Mapping[Place, int] | None = None
    walks: Mapping[Place, int] | None = None
    cuts: Mapping[str, int] = field(default_factory=dict)
    arrivals: Mapping[str, int] = field(default_factory=dict)

    @property
    def measured(self) -> bool:
        """Whether there is anything to show."""
        return self.tests is not None or self.walks is not None

    def weight(self, way: WayOn) -> int | None:
        """How often a way was taken: by the walks if there were any, else by the tests."""
        if way.place is None:
            return None if self.walks is None else self.cuts.get(way.meter, 0)
        counts = self.tests if self.walks is None else self.walks
        return None if counts is None else counts.get(way.place, 0)

    def told(self, way: WayOn) -> str:
        """`2 tests, 31 walks`; empty when nothing was measured."""
        said = []
        if self.tests is not None and way.place is not None:
            tests = self.tests.get(way.place, 0)
            told = ngettext("{count} test", "{count} tests", tests).format(count=number(tests))
            said.append(told if tests else _("no test"))
        if self.walks is not None:
            said.append(walked(self.weight(way) or 0))
        return ", ".join(said)


def walked(times: int) -> str:
    """How often walks took a way."""
    return _("walked {count}×").format(count=number(times)) if times else _("never walked")


def chart(bundle: Bundle) -> Chart:
    """The chart of a scenario that was read; empty when nothing could be made of the file."""
    data = bundle.data or {}
    outline = Outline(data)
    start = data.get("start")
    start = start if isinstance(start, str) else ""
    closed, found = _closed(bundle, outline, start)
    turnoffs: dict[str | None, list[WayOn]] = {}
    for one in outline.turnoffs:
        if (way := _way(bundle, one, one.way not in closed)) is not None:
            turnoffs.setdefault(one.step, []).append(way)
    everywhere = (*turnoffs.pop(None, []), *_limits(bundle, data, found))
    nodes = [
        _node(bundle, name, "step", mapping(step), turnoffs.get(name, ())) for name, step in outline.step_names.items()
    ]
    nodes += [_node(bundle, name, "ending", mapping(one), ()) for name, one in outline.endings.items()
              if name not in outline.step_names]  # fmt: skip
    named = {node.name for node in nodes}
    wanted = [way.to for group in (everywhere, *turnoffs.values()) for way in group]
    missing = dict.fromkeys(name for name in ([start] if start else []) + wanted if name not in named)
    nodes += [Node(name, "missing", marks=("missing",)) for name in missing]
    reached = None if found is None else found.names | {way.to for way in everywhere if way.meter and way.open}
    title, name = data.get("title"), data.get("id")
    return Chart(
        id=printable(name) if isinstance(name, str) else bundle.main.path.stem,
        title=printable(title) if isinstance(title, str) else "",
        start=start,
        nodes=_marked(start, nodes, everywhere, reached),
        everywhere=everywhere,
    )


def _closed(bundle: Bundle, outline: Outline, start: str) -> tuple[set[Place], Reached | None]:
    """The ways that can never be taken, as `check` finds them, and what the start leads to (None without a start)."""
    noted = len(bundle.problems)
    dead = ways(bundle, outline)
    del bundle.problems[noted:]  # whoever wants the problems runs the check
    dead |= {place for name, step in outline.steps.items() for place in _untried(name, step)}
    if start not in outline.step_names:
        return dead, None
    found = reach(outline, start, {}, dead)
    return dead | {way for way, _why in found.idle}, found


def _node(bundle: Bundle, name: str, kind: Kind, data: Part, ways: Iterable[WayOn]) -> Node:
    source, local = bundle.source_of((f"{kind}s", name))
    outcome = data.get("outcome")
    return Node(
        name=name,
        kind=kind,
        line=source.place(local, key=True)[0],
        file=source.path.name,
        outcome=outcome if kind == "ending" and isinstance(outcome, str) else "",
        choice=is_choice(data),
        ways=tuple(ways),
    )


def _untried(name: str, step: Part) -> Iterator[Place]:
    """Routes that are never tried: behind otherwise, or behind options that all have their own `to`."""
    options = [option for _, option in parts(step.get("options"))]
    over = picks(step) and bool(options) and all("to" in option for option in options)
    for at, route in parts(step.get("routes")):
        if over:
            yield ("steps", name, "routes", at)
        over = over or "otherwise" in route


def _way(bundle: Bundle, one: Turnoff, free: bool) -> WayOn | None:
    target = one.target
    if target is None:
        return None
    part, at = str(one.way[-2]), int(one.way[-1]) + 1
    called, label = str(at), _("any reply")
    if target[0] == "otherwise":
        called, label = "otherwise", "otherwise"
    elif part == "options":
        key, text = one.data.get("key"), one.data.get("text")
        called = printable(key) if isinstance(key, str) else called
        label = _cut(text) if isinstance(text, str) else called
    elif one.when is not None:
        label = condition(one.when)
    if part == "always":
        called = f"always {at}"
    source, local = bundle.source_of(one.way)
    return WayOn(
        place=one.way,
        step=one.step,
        called=called,
        label=label,
        to=target[1],
        line=source.place(local)[0],
        file=source.path.name,
        open=free,
    )


def _limits(bundle: Bundle, data: Part, found: Reached | None) -> Iterator[WayOn]:
    client = mapping(data.get("client"))
    for meter, name in mapping(data.get("limits")).items():
        if isinstance(name, str) and name:
            falls = found is None or meter in found.falling or str(client.get(meter, "")).strip() == "0"
            line = bundle.main.place(("limits", meter))[0]
            label = _("{meter} at 0").format(meter=printable(meter))
            yield WayOn(None, None, label, label, name, line, bundle.main.path.name, falls, meter)


def _cut(text: str) -> str:
    return quoted(cut(" ".join(printable(text).split()), OPTION_TEXT))


def _marked(start: str, nodes: list[Node], everywhere: tuple[WayOn, ...], reached: set[str] | None) -> dict[str, Node]:
    """The nodes with what is notable about each. `reached`: what the start leads to, None when nobody knows."""
    ahead = {node.name: [way.to for way in node.ways if way.open] for node in nodes}
    shared = [way.to for way in everywhere if way.open]
    back: dict[str, list[str]] = {}
    for name, targets in ahead.items():
        for target in targets:
            back.setdefault(target, []).append(name)
    # A missing target may yet become an ending; the one who wrote it knows, so its way is no dead end.
    can_end = spread([node.name for node in nodes if node.kind != "step"], back)
    rescued = bool(can_end.intersection(shared))
    found = {}
    for node in nodes:
        marks: list[Mark] = list(node.marks)
        if node.name == start:
            marks.insert(0, "start")
        if reached is not None and node.kind != "missing" and node.name not in reached:
            marks.append("orphan")
        if node.name not in can_end:
            marks.append("emergency exit only" if rescued else "dead end")
        found[node.name] = Node(node.name, node.kind, node.line, node.file, node.outcome, node.choice, tuple(marks),
                                node.ways)  # fmt: skip
    return found
