"""What a drawing shows of each node: a card with a title and its ways on, two lines a way, fitted to a width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.i18n import _, mark
from simulator.scenario.chart import SIGNS, Chart, Node, Traffic, WayOn, walked
from simulator.scenario.drawing.as_text import walks_told
from simulator.scenario.problem import cells, printable

# The card of the ways that begin at every step; no name in a file has a NUL in it.
EVERY = "\0"
EVERY_TITLE = mark("at every step")
WIDE, NARROW = 46, 30


@dataclass(slots=True)
class Row:
    """Two lines of a card, `text` and `below`, from which ways lead to one target. `y` is the place of the first one.

    `wired`: whether a line is drawn to the target. `weight` as in Traffic.
    """

    text: str
    below: str
    to: str
    weight: int | None
    open: bool
    ways: tuple[WayOn, ...]
    wired: bool = False
    y: int = 0


@dataclass(slots=True)
class Card:
    """A node on the drawing, in cells. Lines come in at its first line, which is always even, and leave at odd ones."""

    name: str
    node: Node | None
    title: str
    foot: str
    rows: list[Row] = field(default_factory=list)
    note: str = ""
    x: int = 0
    y: int = 0
    width: int = 0

    @property
    def height(self) -> int:
        """Lines from the upper to the lower border, both included."""
        return 2 + 2 * len(self.rows) + bool(self.note)


def cards(chart: Chart, traffic: Traffic, conditions: bool, width: int) -> dict[str, Card]:
    """A card for each node, by name, and one for the ways that begin at every step, which comes last.

    `conditions`: a row for every way with its condition; else one for each target. `width` in cells.
    """
    found = {}
    for name, node in chart.nodes.items():
        foot = " ".join(_(SIGNS[one]) for one in node.marks)
        card = Card(name, node, printable(name), foot, note=printable(node.outcome) if node.kind == "ending" else "")
        if node.kind == "ending" and name in traffic.arrivals:
            card.note += f"{' · ' if card.note else ''}{walks_told(traffic.arrivals[name])}"
        card.rows = _rows(node.ways, traffic, conditions)
        found[name] = card
    if chart.everywhere:
        found[EVERY] = Card(EVERY, None, _(EVERY_TITLE), "", rows=_rows(chart.everywhere, traffic, conditions))
    for card in found.values():
        card.width = width
    return found


def _rows(ways: Iterable[WayOn], traffic: Traffic, conditions: bool) -> list[Row]:
    if conditions:
        return [_row((way,), traffic, conditions) for way in ways]
    groups: dict[tuple[str, bool], list[WayOn]] = {}
    for way in ways:
        groups.setdefault((way.to, way.open), []).append(way)
    return [_row(tuple(group), traffic, conditions) for group in groups.values()]


def _row(ways: tuple[WayOn, ...], traffic: Traffic, conditions: bool) -> Row:
    first = ways[0]
    weights = [weight for way in ways if (weight := traffic.weight(way)) is not None]
    if conditions:
        text = first.label if first.called == first.label else f"{first.called} {first.label}"
    else:
        text = " ".join("*" if way.called == "otherwise" else way.called.replace(" ", "") for way in ways)
    return Row(
        text=text,
        below="",
        to=first.to,
        weight=sum(weights) if weights else None,
        open=first.open,
        ways=ways,
    )


def below(row: Row, traffic: Traffic, back: bool) -> str:
    """The second line of a row: where it leads (`back`: to an earlier column), and how often it was taken."""
    told = [f"{'↩' if back else '→'} {printable(row.to)}"]
    if not row.open:
        told.append(_("never open"))
    elif traffic.walks is not None and row.weight is not None:
        told.append(walked(row.weight))
    if row.open and traffic.tests is not None and not any(traffic.tests.get(way.place or (), 0) for way in row.ways):
        told.append(_("no test"))
    return " · ".join(told)


def fitted(text: str, width: int) -> str:
    """The text in exactly `width` cells: cut with an ellipsis, or filled with blanks."""
    total, kept = 0, 0
    sizes = [cells(char) for char in text]
    if sum(sizes) <= width:
        return text + " " * (width - sum(sizes))
    for size in sizes:
        if total + size > width - 1:
            break
        total, kept = total + size, kept + 1
    return text[:kept] + "…" + " " * (width - 1 - total)
