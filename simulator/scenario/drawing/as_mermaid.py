"""The chart as a Mermaid flowchart, which GitHub, GitLab and many wikis draw."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.i18n import _
from simulator.scenario.chart import SIGNS, Chart, Mark, Node, Traffic, WayOn
from simulator.scenario.drawing.weights import thickness
from simulator.scenario.problem import printable

_SHAPES = {"step": ("[", "]"), "ending": ("([", "])"), "missing": ("{{", "}}")}
_CLASSES: dict[Mark, str] = {
    "start": "start", "orphan": "orphan", "dead end": "deadend", "emergency exit only": "deadend", "missing": "missing",
}  # fmt: skip
_NO_BRACES = str.maketrans("{}", "()")
_STYLES = (
    "classDef start stroke-width:3px",
    "classDef orphan stroke:#b3261e,stroke-dasharray:2 3",
    "classDef deadend stroke:#b3261e,stroke-width:3px",
    "classDef missing fill:#f9dedc,stroke:#b3261e,color:#410e0b",
)


def mermaid(chart: Chart, traffic: Traffic) -> str:
    """The flowchart's source, with a line end after the last line."""
    return "\n".join(_lines(chart, traffic)) + "\n"


def _lines(chart: Chart, traffic: Traffic) -> Iterator[str]:
    # Names such as `end` are words of Mermaid, so nodes are numbered.
    ids = {name: f"n{number}" for number, name in enumerate(chart.nodes)}
    # Braces after %% would begin a directive.
    yield f"%% {printable(chart.title or chart.id).translate(_NO_BRACES)}"
    yield "flowchart LR"
    for node in chart.nodes.values():
        opening, closing = _SHAPES[node.kind]
        yield f'  {ids[node.name]}{opening}"{_title(node)}"{closing}'
    links = [(ids[node.name], way) for node in chart.nodes.values() for way in node.ways]
    if chart.everywhere:
        yield f'  every{{{{"{_escaped(_("at every step"))}"}}}}'
        links += [("every", way) for way in chart.everywhere]
    styles = []
    for number, (begin, way) in enumerate(links):
        yield f'  {begin} {_arrow(way, traffic)}|"{_label(way, traffic)}"| {ids[way.to]}'
        width = thickness(traffic.weight(way), _most(links, traffic))
        if width is not None and width > 1:
            styles.append(f"  linkStyle {number} stroke-width:{width:g}px")
    yield from styles
    yield from (f"  {style}" for style in _STYLES)
    for node in chart.nodes.values():
        for mark in node.marks:
            yield f"  class {ids[node.name]} {_CLASSES[mark]}"


def _most(links: list[tuple[str, WayOn]], traffic: Traffic) -> int:
    return max((traffic.weight(way) or 0 for _, way in links), default=0)


def _arrow(way: WayOn, traffic: Traffic) -> str:
    return "-->" if way.open and traffic.weight(way) != 0 else "-.->"


def _title(node: Node) -> str:
    told = [node.name, *([f"({node.outcome})"] if node.outcome else [])]
    told += [_(SIGNS[mark]) for mark in node.marks if mark != "start"]
    return "<br>".join(map(_escaped, told))


def _label(way: WayOn, traffic: Traffic) -> str:
    told = [way.label if way.called == way.label else f"{way.called}: {way.label}"]
    told += [_("can never be taken")] if not way.open else [said] if (said := traffic.told(way)) else []
    return "<br>".join(map(_escaped, told))


def _escaped(text: str) -> str:
    # `#` begins an entity, and a backquote would make Markdown of the label.
    safe = printable(text).replace("#", "#35;").replace("&", "#amp;").replace('"', "#quot;").replace("`", "#96;")
    return safe.replace("<", "#lt;").replace(">", "#gt;")
