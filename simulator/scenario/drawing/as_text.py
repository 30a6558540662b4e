"""The chart in lines, for terminals, screen readers and diffs: every step with its ways on, then what is amiss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.scenario.chart import MARKS, Chart, Mark, Node, Traffic, WayOn
from simulator.scenario.problem import printable

SIGNS: dict[Mark, str] = {
    "start": "START",
    "orphan": "ORPHAN",
    "dead end": "DEAD END",
    "emergency exit only": "EMERGENCY EXIT ONLY",
    "missing": "MISSING",
}
_AMISS: tuple[Mark, ...] = ("orphan", "dead end", "emergency exit only", "missing")


def text(chart: Chart, traffic: Traffic) -> str:
    """The chart as plain text, with a line end after the last line."""
    return "\n".join(_lines(chart, traffic)) + "\n"


def _lines(chart: Chart, traffic: Traffic) -> Iterator[str]:
    steps = [node for node in chart.nodes.values() if node.kind == "step"]
    endings = [node for node in chart.nodes.values() if node.kind == "ending"]
    yield f"{chart.title or chart.id} ({chart.id}): {_count(len(steps), 'step')}, {_count(len(endings), 'ending')}"
    for node in steps:
        yield ""
        yield _heading(node)
        yield from _ways(node.ways, traffic)
    if chart.everywhere:
        yield ""
        yield "at every step"
        yield from _ways(chart.everywhere, traffic)
    yield ""
    for node in endings:
        arrived = f" · {_count(traffic.arrivals[node.name], 'walk')}" if node.name in traffic.arrivals else ""
        yield f"{_heading(node)}{arrived}"
    for mark in _AMISS:
        if names := chart.marked(mark):
            yield ""
            yield f"{SIGNS[mark]}, {MARKS[mark]}: {', '.join(map(printable, names))}"


def _heading(node: Node) -> str:
    kind = {"step": "", "missing": "missing ", "ending": "ending "}[node.kind]
    outcome = f" ({printable(node.outcome)})" if node.outcome else ""
    marks = "".join(f" [{SIGNS[mark]}]" for mark in node.marks)
    return f"{kind}{printable(node.name)}{outcome}{marks}"


def _ways(ways: Iterable[WayOn], traffic: Traffic) -> Iterator[str]:
    for way in ways:
        numbered = "" if way.called == way.label else f"{way.called}: "
        closed = " (can never be taken)" if not way.open else ""
        told = f"  [{traffic.told(way)}]" if traffic.measured and way.open else ""
        yield f"  {numbered}{way.label} → {printable(way.to)}{closed}{told}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
