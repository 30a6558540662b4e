"""Where everything stands on a drawing, in cells of a terminal: columns of cards, and between them lines that bend at
right angles. One line gathers all ways to the same target, so that a busy ending does not fill the drawing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

from simulator.scenario.chart import Chart, Traffic
from simulator.scenario.drawing.cards import EVERY, NARROW, WIDE, Card, below, cards
from simulator.scenario.drawing.layers import columns, ordered

GAP = 2
TRACK = 2
# Beyond so many steps a line only joins neighbouring columns; the others would take more room than the cards.
MANY = 300
REACH = 3

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wire:
    """A straight piece of line to `to`, from `begin` to `end` (x, y), both included. `weight` as in Traffic, summed
    over the ways that share it; `arrow`: whether it ends at the card."""

    begin: Point
    end: Point
    to: str
    weight: int | None
    arrow: bool = False


@dataclass(slots=True)
class Drawing:
    """Cards and lines with their places. `most`: the greatest weight of a single way."""

    title: str
    cards: dict[str, Card]
    wires: list[Wire] = field(default_factory=list)
    width: int = 0
    height: int = 0
    most: int = 0


@dataclass(slots=True)
class _Slot:
    """A place in a column: a card, or the lane of a line that passes by (`card` None). Lines come in at `y`."""

    to: str
    card: Card | None
    y: int = 0
    weight: int | None = None  # a lane's

    @property
    def height(self) -> int:
        return self.card.height if self.card else 2


@dataclass(slots=True)
class _Net:
    """What a gap between two columns carries to one slot: (y, weight) of each line that comes in."""

    goal: _Slot
    comes: list[tuple[int, int | None]] = field(default_factory=list)

    @property
    def span(self) -> tuple[int, int]:
        ys = [y for y, _ in self.comes] + [self.goal.y]
        return min(ys), max(ys)

    @property
    def weight(self) -> int | None:
        known = [weight for _, weight in self.comes if weight is not None]
        return sum(known) if known else None


def drawing(chart: Chart, traffic: Traffic, conditions: bool = True, width: int | None = None) -> Drawing:
    """The chart with everything in its place. `conditions` as in `cards`; `width`: of a card, in cells."""
    found = cards(chart, traffic, conditions, width or (WIDE if conditions else NARROW))
    edges = {name: tuple(dict.fromkeys(row.to for row in card.rows if row.open)) for name, card in found.items()}
    own = {name: targets for name, targets in edges.items() if name != EVERY}
    column = columns(chart.start, list(own), own)
    if EVERY in found:
        column[EVERY] = 0
    _choose_wires(found, column, traffic)
    layers = _slots(found, column)
    weights = [weight for way in chart.ways if (weight := traffic.weight(way)) is not None]
    result = Drawing(chart.title or chart.id, found, most=max(weights, default=0))
    _stack(layers)
    _across(result, layers)
    for card in found.values():
        result.width = max(result.width, card.x + card.width)
        result.height = max(result.height, card.y + card.height)
    result.height = max([result.height, *(max(wire.begin[1], wire.end[1]) + 1 for wire in result.wires)])
    return result


def _choose_wires(found: Mapping[str, Card], column: Mapping[str, int], traffic: Traffic) -> None:
    many = len(found) > MANY
    for name, card in found.items():
        for row in card.rows:
            span = column[row.to] - column[name]
            row.wired = row.open and name != EVERY and span > 0 and (not many or span <= REACH)
            row.below = below(row, traffic, back=span <= 0 and name != EVERY)


def _slots(found: Mapping[str, Card], column: Mapping[str, int]) -> list[list[_Slot]]:
    """The columns, each with its cards and lanes, top to bottom."""
    last = max(column.values(), default=0)
    slots: list[dict[str, _Slot]] = [{} for _ in range(last + 1)]
    for name, card in found.items():
        slots[column[name]][name] = _Slot(name, card)
    links = set[tuple[str, str]]()
    for name, card in found.items():
        for row in card.rows:
            if not row.wired:
                continue
            before = name
            for number in range(column[name] + 1, column[row.to]):
                lane = f"{row.to}\0{number}"  # no name in a file has a NUL in it
                slots[number].setdefault(lane, _Slot(row.to, None))
                links.add((before, lane))
                before = lane
            links.add((before, row.to))
    names = ordered([list(layer) for layer in slots], sorted(links))
    return [[layer[name] for name in order] for layer, order in zip(slots, names, strict=True)]


def _stack(layers: list[list[_Slot]]) -> None:
    """Give every slot its y: close together, each column pushed down to where its lines come from."""
    comes: dict[int, list[int]] = {}
    for number, layer in enumerate(layers):
        y, wished = 0, []
        for slot in layer:
            slot.y = y
            if id(slot) in comes:
                wished.append(median(comes[id(slot)]) - y)
            y += slot.height + GAP
            y += y % 2
        push = max(0, int(median(wished)) // 2 * 2) if wished else 0
        for slot in layer:
            slot.y += push
            if slot.card is not None:
                slot.card.y = slot.y
                for place, row in enumerate(slot.card.rows):
                    row.y = slot.y + 1 + 2 * place
        if number + 1 < len(layers):
            for net in _nets(layer, layers[number + 1]):
                comes.setdefault(id(net.goal), []).extend(y for y, _ in net.comes)


def _nets(left: list[_Slot], right: list[_Slot]) -> list[_Net]:
    """What leads from one column to the next, by where it goes in there."""
    goals = {slot.to: _Net(slot) for slot in right}
    for slot in left:
        if slot.card is None:
            if slot.to in goals:
                goals[slot.to].comes.append((slot.y + 1, slot.weight))
            continue
        for row in slot.card.rows:
            if row.wired and row.to in goals:
                goals[row.to].comes.append((row.y, row.weight))
    return [net for net in goals.values() if net.comes]


def _across(result: Drawing, layers: list[list[_Slot]]) -> None:
    """Give every column its x, and draw what leads from each to the next."""
    x = 0
    for number, layer in enumerate(layers):
        width = max((slot.card.width for slot in layer if slot.card), default=0)
        for slot in layer:
            if slot.card is not None:
                slot.card.x = x
            else:
                result.wires.append(Wire((x, slot.y), (x, slot.y + 1), slot.to, slot.weight))
                result.wires.append(Wire((x, slot.y + 1), (x + width, slot.y + 1), slot.to, slot.weight))
        if number + 1 == len(layers):
            return
        nets = _nets(layer, layers[number + 1])
        tracks = _tracks(nets)
        right = x + width
        after = right + TRACK * (max(tracks, default=0) + 1) + 2
        for net, track in zip(nets, tracks, strict=True):
            net.goal.weight = net.weight
            _draw(result, net, right - 1, right + 1 + TRACK * track, after)
        x = after


def _draw(result: Drawing, net: _Net, left: int, at: int, right: int) -> None:
    to = net.goal.to
    for y, weight in net.comes:
        result.wires.append(Wire((left, y), (at, y), to, weight))
    low, high = net.span
    result.wires.append(Wire((at, low), (at, high), to, net.weight))
    entry = net.goal.y
    result.wires.append(Wire((at, entry), (right - 1, entry), to, net.weight, arrow=net.goal.card is not None))
    if net.goal.card is None:
        result.wires.append(Wire((right - 1, entry), (right, entry), to, net.weight))


def _tracks(nets: list[_Net]) -> list[int]:
    """A track for each net, none shared by two that would touch; short ones lie nearer the left."""
    taken: list[list[tuple[int, int]]] = []
    found = [0] * len(nets)
    for number in sorted(range(len(nets)), key=lambda one: (nets[one].span[1] - nets[one].span[0], nets[one].span)):
        low, high = nets[number].span
        free = (track for track, spans in enumerate(taken) if all(high < begin or low > end for begin, end in spans))
        track = next(free, len(taken))
        if track == len(taken):
            taken.append([])
        taken[track].append((low, high))
        found[number] = track
    return found
