"""Content that is made for the width it gets: bars, hanging indents, texts cut to one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Fit(Visual):
    """Asks `make` for its content at each width (in cells), so that no screen has to watch its size."""

    def __init__(self, make: Callable[[int], Content]) -> None:
        self._make = make
        self._made: tuple[int, Content] = (-1, Content(""))

    def _at(self, width: int) -> Content:
        if self._made[0] != width:
            self._made = (width, self._make(width))
        return self._made[1]

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The content made for this width, as lines."""
        return self._at(width).render_strips(width, height, style, options) if width else []

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The width of what is made for all the room there is."""
        return self._at(container_width).get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The height of the content made for this width."""
        return self._at(width).get_height(rules, width) if width else 0


def chunks(parts: Sequence[Content], width: int, gap: str = "  ") -> Content:
    """The parts one after the other, `gap` between them; a part that no longer fits in `width` starts a new line."""
    rows: list[Content] = []
    for part in parts:
        if rows and rows[-1].cell_length + len(gap) + part.cell_length <= width:
            rows[-1] = Content.assemble(rows[-1], gap, part)
        else:
            rows.append(part)
    return Content("\n").join(rows)


def hang(content: Content, width: int, indent: int = 2) -> Content:
    """The content wrapped at `width`, every line after the first set in by `indent` cells."""
    first, *more = content.wrap(max(indent + 10, width))
    if not more:
        return content
    rest = content[len(first.plain) :]
    rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
    inset = Content(" " * indent)
    return Content("\n").join([first.rstrip(), *(inset + line.rstrip() for line in rest.wrap(max(10, width - indent)))])
