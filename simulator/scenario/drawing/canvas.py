"""A drawing as lines of characters, each piece with the part it plays, for a screen to colour. Lines are made when they
are asked for: a map of thousands of steps is never drawn whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from simulator.scenario.drawing.arrange import Drawing, Wire
from simulator.scenario.drawing.cards import Card, fitted
from simulator.scenario.drawing.weights import THICKEST, thickness
from simulator.scenario.problem import cells

Part = Literal["blank", "wire", "busy", "idle", "border", "title", "label", "closed", "below", "foot"]
_N, _E, _S, _W = 1, 2, 4, 8
_IDLE, _PLAIN, _BUSY = 0, 1, 2
_LIGHT = "·╵╶╰╷│╭├╴╯─┴╮┤┬┼"
_HEAVY = "·╹╺┗╻┃┏┣╸┛━┻┓┫┳╋"
_DOTTED = {_E | _W: "┄", _N | _S: "┆"}
_PARTS: tuple[Part, ...] = ("idle", "wire", "busy")
# From this share of the greatest thickness on a line is drawn heavy.
_HEAVY_FROM = 0.6


class Piece(NamedTuple):
    """Some cells of a line: their text, the part they play, and the card they belong to (empty for none)."""

    text: str
    part: Part
    owner: str


@dataclass(slots=True)
class _Cell:
    ways: int = 0
    level: int = _IDLE
    arrow: bool = False


class Canvas:
    """The lines of a drawing. `width` and `height` in cells."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.width, self.height = drawing.width, drawing.height
        self._cards: dict[int, list[Card]] = {}
        for card in drawing.cards.values():
            for y in range(card.y, card.y + card.height):
                self._cards.setdefault(y, []).append(card)
        self._wires: dict[int, dict[int, _Cell]] = {}
        for wire in drawing.wires:
            self._lay(wire)

    def line(self, y: int, begin: int = 0, end: int | None = None) -> list[Piece]:
        """The pieces of a line from column `begin` up to `end`, left to right; empty outside the drawing."""
        end = self.width if end is None else min(end, self.width)
        if not 0 <= y < self.height or begin >= end:
            return []
        pieces: list[Piece] = []
        at = begin
        for card in sorted(self._cards.get(y, ()), key=lambda one: one.x):
            if card.x + card.width <= begin or card.x >= end:
                continue
            pieces += self._between(y, at, card.x)
            pieces += _window(_of_card(card, y - card.y), begin - card.x, end - card.x)
            at = min(card.x + card.width, end)
        return pieces + self._between(y, at, end)

    def at(self, x: int, y: int) -> str:
        """The name of the card at a cell; empty for none."""
        for card in self._cards.get(y, ()):
            if card.x <= x < card.x + card.width:
                return card.name
        return ""

    def text(self) -> str:
        """The whole drawing as plain text."""
        lines = ("".join(piece.text for piece in self.line(y)).rstrip() for y in range(self.height))
        return "\n".join(lines) + "\n"

    def _between(self, y: int, begin: int, end: int) -> list[Piece]:
        row = self._wires.get(y, {})
        pieces: list[Piece] = []
        for x in range(begin, end):
            cell = row.get(x)
            part: Part = "blank" if cell is None else _PARTS[cell.level]
            char = " " if cell is None else _glyph(cell)
            if pieces and pieces[-1].part == part:
                pieces[-1] = Piece(pieces[-1].text + char, part, "")
            else:
                pieces.append(Piece(char, part, ""))
        return pieces

    def _lay(self, wire: Wire) -> None:
        width = thickness(wire.weight, self.drawing.most)
        level = _PLAIN
        if wire.weight == 0:
            level = _IDLE
        elif width is not None and width >= _HEAVY_FROM * THICKEST:
            level = _BUSY
        (x, y), (to_x, to_y) = wire.begin, wire.end
        if y == to_y:
            row = self._wires.setdefault(y, {})
            for at in range(x, to_x + 1):
                _join(row, at, (_W if at > x else 0) | (_E if at < to_x else 0), level)
            if wire.arrow:
                row[to_x].arrow = True
        else:
            for at in range(y, to_y + 1):
                ways = (_N if at > y else 0) | (_S if at < to_y else 0)
                _join(self._wires.setdefault(at, {}), x, ways, level)


def _window(pieces: list[Piece], begin: int, end: int) -> list[Piece]:
    """The pieces between two columns, counted from where they begin."""
    if begin <= 0 and end >= sum(_cells(piece.text) for piece in pieces):
        return pieces
    found, at = [], 0
    for piece in pieces:
        kept = ""
        for char in piece.text:
            size = cells(char)
            # Half of a wide character is a blank.
            if begin <= at and at + size <= end:
                kept += char
            elif at < end and at + size > begin:
                kept += " "
            at += size
        if kept:
            found.append(Piece(kept, piece.part, piece.owner))
    return found


def _join(row: dict[int, _Cell], x: int, ways: int, level: int) -> None:
    cell = row.setdefault(x, _Cell())
    cell.ways |= ways
    cell.level = max(cell.level, level)


def _glyph(cell: _Cell) -> str:
    if cell.arrow:
        return "▶"
    if cell.level == _IDLE and cell.ways in _DOTTED:
        return _DOTTED[cell.ways]
    return (_HEAVY if cell.level == _BUSY else _LIGHT)[cell.ways]


def _of_card(card: Card, line: int) -> list[Piece]:
    if line == 0 or line == card.height - 1:
        return _edge(card, line == 0)
    inner = card.width - 4
    upright = _sides(card)[3]
    side = Piece(upright, "border", card.name)
    if not card.rows:
        return [side, Piece(f" {fitted(card.note, inner)} ", "below", card.name), side]
    row = card.rows[(line - 1) // 2]
    if line % 2 == 0:
        return [side, Piece(f" {fitted(row.below, inner)} ", "below", card.name), side]
    port = Piece("├" if row.wired else upright, "border", card.name)
    return [side, Piece(f" {fitted(row.text, inner)} ", "label" if row.open else "closed", card.name), port]


def _edge(card: Card, upper: bool) -> list[Piece]:
    """The upper border with the title, or the lower one with what is notable."""
    above, under, flat, _ = _sides(card)
    text, corners = (card.title, above) if upper else (card.foot, under)
    part: Part = "title" if upper else "foot"
    inner = card.width - 2
    cut = fitted(text, min(inner - 4, _cells(text))) if text else ""
    filled = flat * (inner - 3 - _cells(cut) if text else inner - 1)
    middle = [Piece(f" {cut} ", part, card.name)] if text else []
    return [Piece(corners[0] + flat, "border", card.name), *middle, Piece(filled + corners[1], "border", card.name)]


def _sides(card: Card) -> tuple[str, str, str, str]:
    """(upper corners, lower corners, level line, upright line) of a card's border."""
    kind = card.node.kind if card.node else "step"
    if kind == "ending":
        return "╔╗", "╚╝", "═", "║"
    return ("╭╮", "╰╯", "┄", "┆") if kind == "missing" else ("╭╮", "╰╯", "─", "│")


def _cells(text: str) -> int:
    return sum(map(cells, text))
