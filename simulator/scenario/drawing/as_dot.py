"""The chart in the DOT language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.i18n import _
from simulator.scenario.chart import SIGNS, Chart, Node, Traffic, WayOn
from simulator.scenario.drawing.weights import thickness
from simulator.scenario.problem import printable

_EVERY = "(at every step)"


def dot(chart: Chart, traffic: Traffic) -> str:
    """The graph's source, with a line end after the last line."""
    return "\n".join(_lines(chart, traffic)) + "\n"


def _lines(chart: Chart, traffic: Traffic) -> Iterator[str]:
    yield f"digraph {_quoted(chart.id)} {{"
    yield '  graph [rankdir="LR", fontname="sans-serif"]'
    yield '  node [shape="box", style="rounded", fontname="sans-serif"]'
    yield '  edge [fontname="sans-serif", fontsize="10"]'
    for node in chart.nodes.values():
        yield f"  {_quoted(node.name)} [{_attributes(_look(node))}]"
    if chart.everywhere:
        yield f"  {_quoted(_EVERY)} [{_attributes({'label': _('at every step'), 'shape': 'plaintext'})}]"
    most = max((traffic.weight(way) or 0 for way in chart.ways), default=0)
    for way in chart.ways:
        begin = _EVERY if way.step is None else way.step
        yield f"  {_quoted(begin)} -> {_quoted(way.to)} [{_attributes(_line(way, traffic, most))}]"
    yield "}"


def _look(node: Node) -> dict[str, str]:
    told = [node.name, *([f"({node.outcome})"] if node.outcome else [])]
    told += [_(SIGNS[mark]) for mark in node.marks if mark != "start"]
    look = {"label": "\n".join(told)}
    if node.kind == "ending":
        look |= {"shape": "oval", "style": "solid"}
    if node.kind == "missing":
        look |= {"shape": "hexagon", "style": "dashed"}
    if "start" in node.marks:
        look |= {"penwidth": "3"}
    if "orphan" in node.marks:
        look |= {"style": "dotted"}
    if any(mark != "start" for mark in node.marks):
        look |= {"color": "#b3261e", "fontcolor": "#b3261e"}
    return look


def _line(way: WayOn, traffic: Traffic, most: int) -> dict[str, str]:
    told = [way.label if way.called == way.label else f"{way.called}: {way.label}"]
    told += [_("can never be taken")] if not way.open else [said] if (said := traffic.told(way)) else []
    look = {"label": "\n".join(told)}
    weight = traffic.weight(way)
    if (width := thickness(weight, most)) is not None:
        look["penwidth"] = f"{width:g}"
    if not way.open or weight == 0:
        look["style"] = "dashed"
    return look


def _attributes(values: dict[str, str]) -> str:
    return ", ".join(f"{name}={_quoted(value)}" for name, value in values.items())


def _quoted(text: str) -> str:
    # Graphviz reads entities and backslashes inside quotes; a line end is written as \n.
    lines = (printable(line).replace("&", "&amp;").replace("\\", "\\\\") for line in text.split("\n"))
    return '"' + "\\n".join(lines).replace('"', '\\"') + '"'
