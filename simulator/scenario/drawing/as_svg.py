"""The chart as a picture (SVG): needs no other program to be drawn, and follows the reader's light or dark colours."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from simulator.i18n import _
from simulator.scenario.chart import MARKS, Chart, Traffic
from simulator.scenario.drawing.arrange import Drawing, Wire, drawing
from simulator.scenario.drawing.cards import Card, Row, fitted
from simulator.scenario.drawing.weights import thickness
from simulator.scenario.problem import printable

# A cell in pixels, with the margin around the drawing.
ACROSS, DOWN, MARGIN = 7.3, 17.0, 24.0
CARD = 80
_UNMEASURED = 1.6
# Plain colours: half of the programs that draw SVG know no CSS variables.
_COLOURS = """
svg{{background:{ground}}}text{{fill:{ink}}}.quiet{{fill:{quiet}}}.wire{{stroke:{line}}}.tip{{fill:{line}}}
rect{{fill:{card};stroke:{line}}}.ending rect{{stroke:{good}}}.bad rect{{stroke:{bad}}}.bad .foot{{fill:{bad}}}
.ground{{fill:{ground};stroke:none}}
"""
_LIGHT = {
    "ground": "#f7f3ea", "card": "#fffdf7", "ink": "#26302f", "quiet": "#5c6263", "line": "#7d8a86",
    "good": "#11695f", "bad": "#ac3123",
}  # fmt: skip
_DARK = {
    "ground": "#11171b", "card": "#1a2329", "ink": "#dde5e4", "quiet": "#9aa9ae", "line": "#7f9097",
    "good": "#74c7b8", "bad": "#ec8f7d",
}  # fmt: skip
_STYLE = f"""
svg{{font-family:'DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:12px}}text{{white-space:pre}}
.title,.foot{{font-weight:bold}}.wire{{fill:none;stroke-linecap:round}}.never{{stroke-dasharray:2 5}}
rect{{stroke-width:1.2}}.ending rect{{stroke-width:2.5}}.start rect{{stroke-width:3}}
.missing rect,.orphan rect{{stroke-dasharray:3 4}}.closed{{text-decoration:line-through}}
a:hover text{{text-decoration:underline}}
{_COLOURS.format(**_LIGHT)}
@media (prefers-color-scheme:dark){{{_COLOURS.format(**_DARK)}}}
"""


def svg(chart: Chart, traffic: Traffic) -> str:
    """The picture's source, with a line end after the last line."""
    return "\n".join(_lines(drawing(chart, traffic, width=CARD))) + "\n"


def _lines(drawn: Drawing) -> Iterator[str]:
    width, height = drawn.width * ACROSS + 2 * MARGIN, drawn.height * DOWN + 3 * MARGIN
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img">'
    )
    yield f"<title>{_safe(drawn.title)}</title><style>{_STYLE}</style>"
    yield '<rect class="ground" width="100%" height="100%"/>'
    yield f'<text class="title" x="{MARGIN:g}" y="{MARGIN:g}" font-size="15">{_safe(drawn.title)}</text>'
    yield f'<g transform="translate({MARGIN:g} {2 * MARGIN:g})">'
    for wire in drawn.wires:
        yield _wire(wire, drawn.most)
    ids = {name: f"card-{number}" for number, name in enumerate(drawn.cards)}
    for card in drawn.cards.values():
        yield from _card(card, ids)
    yield "</g></svg>"


def _wire(wire: Wire, most: int) -> str:
    (x, y), (to_x, to_y) = ((across * ACROSS, (down + 0.5) * DOWN) for across, down in (wire.begin, wire.end))
    width = thickness(wire.weight, most) or _UNMEASURED
    never = " never" if wire.weight == 0 else ""
    tip = ""
    if wire.arrow:
        to_x += 0.2 * ACROSS
        size = 3 + width / 2
        tip = f'<path class="tip" d="M{to_x:.1f} {to_y - size:.1f}l{ACROSS:.1f} {size:.1f}l-{ACROSS:.1f} {size:.1f}z"/>'
    return f'<path class="wire{never}" stroke-width="{width:g}" d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}"/>{tip}'


def _card(card: Card, ids: dict[str, str]) -> Iterator[str]:
    left, top = card.x * ACROSS, card.y * DOWN
    marks = card.node.marks if card.node else ()
    classes = [card.node.kind if card.node else "every", *("start" for mark in marks if mark == "start")]
    if "orphan" in marks:
        classes.append("orphan")
    if any(mark != "start" for mark in marks):
        classes.append("bad")
    yield f'<g id="{ids[card.name]}" class="{" ".join(classes)}">'
    told = [card.title, *(_(MARKS[mark]) for mark in marks)]
    if card.node and card.node.line:
        told.append(f"{card.node.file}:{card.node.line}")
    yield f"<title>{_safe(' · '.join(told))}</title>"
    outset = DOWN * 0.25
    yield (
        f'<rect x="{left:.1f}" y="{top - outset:.1f}" width="{card.width * ACROSS:.1f}" '
        f'height="{card.height * DOWN + 2 * outset:.1f}" rx="6"/>'
    )
    inner = card.width - 4
    yield _text(left, top, fitted(card.title, inner), "title")
    for row in card.rows:
        yield from _row(row, left, inner, ids)
    if card.note:
        yield _text(left, top + DOWN, fitted(card.note, inner), "quiet")
    if card.foot:
        yield _text(left, top + (card.height - 1) * DOWN, fitted(card.foot, inner), "foot")
    yield "</g>"


def _row(row: Row, left: float, inner: int, ids: dict[str, str]) -> Iterator[str]:
    y = row.y * DOWN
    whole = "\n".join(f"{way.called} {way.label} → {way.to} ({way.file}:{way.line})" for way in row.ways)
    yield f"<g><title>{_safe(whole)}</title>"
    yield _text(left, y, fitted(row.text, inner), "label" if row.open else "closed")
    target = _text(left, y + DOWN, fitted(row.below, inner), "quiet")
    yield f'<a href="#{ids[row.to]}">{target}</a></g>' if row.to in ids else f"{target}</g>"


def _text(left: float, top: float, text: str, kind: str) -> str:
    x, y = left + 2 * ACROSS, top + DOWN * 0.5 + 4
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{_safe(text.rstrip())}</text>'


def _safe(text: str) -> str:
    return escape("\n".join(printable(line) for line in text.split("\n")))
