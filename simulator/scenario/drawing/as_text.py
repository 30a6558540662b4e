"""The chart in lines, for terminals, screen readers and diffs: every step with its ways on, then what is amiss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.i18n import _, ngettext, number
from simulator.scenario.chart import MARKS, SIGNS, Chart, Mark, Node, Traffic, WayOn
from simulator.scenario.problem import printable

_AMISS: tuple[Mark, ...] = ("orphan", "dead end", "emergency exit only", "missing")


def text(chart: Chart, traffic: Traffic) -> str:
    """The chart as plain text, with a line end after the last line."""
    return "\n".join(_lines(chart, traffic)) + "\n"


def _lines(chart: Chart, traffic: Traffic) -> Iterator[str]:
    steps = [node for node in chart.nodes.values() if node.kind == "step"]
    endings = [node for node in chart.nodes.values() if node.kind == "ending"]
    counted = ngettext("{count} step", "{count} steps", len(steps)).format(count=number(len(steps)))
    ends = ngettext("{count} ending", "{count} endings", len(endings)).format(count=number(len(endings)))
    yield f"{chart.title or chart.id} ({chart.id}): {counted}, {ends}"
    for node in steps:
        yield ""
        yield _heading(node)
        yield from _ways(node.ways, traffic)
    if chart.everywhere:
        yield ""
        yield _("at every step")
        yield from _ways(chart.everywhere, traffic)
    yield ""
    for node in endings:
        arrived = f" · {walks_told(traffic.arrivals[node.name])}" if node.name in traffic.arrivals else ""
        yield f"{_heading(node)}{arrived}"
    for mark in _AMISS:
        if names := chart.marked(mark):
            yield ""
            yield f"{_(SIGNS[mark])}, {_(MARKS[mark])}: {', '.join(map(printable, names))}"


def _heading(node: Node) -> str:
    name = printable(node.name)
    told = {"step": "{name}", "missing": _("missing {name}"), "ending": _("ending {name}")}[node.kind].format(name=name)
    outcome = f" ({printable(node.outcome)})" if node.outcome else ""
    marks = "".join(f" [{_(SIGNS[mark])}]" for mark in node.marks)
    return f"{told}{outcome}{marks}"


def _ways(ways: Iterable[WayOn], traffic: Traffic) -> Iterator[str]:
    for way in ways:
        numbered = "" if way.called == way.label else f"{way.called}: "
        closed = " (" + _("can never be taken") + ")" if not way.open else ""
        told = f"  [{traffic.told(way)}]" if traffic.measured and way.open else ""
        yield f"  {numbered}{way.label} → {printable(way.to)}{closed}{told}"


def walks_told(times: int) -> str:
    """How many walks there were: `31 walks`."""
    return ngettext("{count} walk", "{count} walks", times).format(count=number(times))
