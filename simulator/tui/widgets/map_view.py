"""The map of a scenario: a drawing larger than the screen, moved about under it."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from simulator.i18n import mark
from simulator.scenario.drawing.arrange import Drawing
from simulator.scenario.drawing.canvas import Canvas
from simulator.scenario.drawing.cards import Card

ACROSS, DOWN = 8, 3
# Blank cells around the drawing.
LEFT, TOP = 2, 1


class MapView(ScrollView, can_focus=True):
    """Shows a drawing and which card is picked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"map--{part}"
        for part in ("blank", "wire", "busy", "idle", "border", "title", "label", "closed", "below", "foot", "picked")
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", f"pan(0, -{DOWN})", mark("Pan"), key_display="↑↓←→", tooltip=mark("Move about on the map")),
        Binding("down", f"pan(0, {DOWN})", show=False),
        Binding("left", f"pan(-{ACROSS}, 0)", show=False),
        Binding("right", f"pan({ACROSS}, 0)", show=False),
        Binding("pageup", "page(0, -1)", mark("A screen up or down"), show=False, tooltip=mark("A screen up or down")),
        Binding("pagedown", "page(0, 1)", mark("A screen up or down"), show=False, tooltip=mark("A screen up or down")),
        # Where others scroll to the top, the map goes to where the conversation starts.
        Binding("home", "screen.start", mark("Start"), show=False, tooltip=mark("To the first step")),
        Binding(
            "ctrl+left", "page(-1, 0)", mark("A screen"), show=False, tooltip=mark("A screen to the left or right")
        ),
        Binding(
            "ctrl+right", "page(1, 0)", mark("A screen"), show=False, tooltip=mark("A screen to the left or right")
        ),
    ]

    class Picked(Message):
        """A card was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.canvas: Canvas | None = None
        self.picked = ""
        self._held: tuple[int, int] | None = None
        self._dragged = False

    def show(self, drawing: Drawing) -> None:
        """Put another drawing under the screen; the place stays."""
        self.canvas = Canvas(drawing)
        self.virtual_size = Size(self.canvas.width + 2 * LEFT, self.canvas.height + 2 * TOP)
        self.refresh()

    def pick(self, name: str, animate: bool = False) -> None:
        """Mark a card and bring it into sight."""
        self.picked = name
        card = self._card(name)
        if card is not None:
            # With some of what is around it, where there is room.
            region = Region(card.x + LEFT - 2, card.y + TOP - 1, card.width + 8, card.height + 2)
            self.scroll_to_region(region, animate=animate, force=True)
        self.refresh()

    def _card(self, name: str) -> Card | None:
        return self.canvas.drawing.cards.get(name) if self.canvas else None

    def action_pan(self, across: int, down: int) -> None:
        """Move by so many cells."""
        self.scroll_relative(across, down, animate=False)

    def action_page(self, across: int, down: int) -> None:
        """Move by nearly a screen."""
        size = self.scrollable_content_region.size
        self.scroll_relative(across * (size.width - ACROSS), down * (size.height - DOWN), animate=False)

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        width = self.scrollable_content_region.width
        blank = self.get_component_rich_style("map--blank")
        if self.canvas is None:
            return Strip.blank(width, blank)
        scroll_x, scroll_y = self.scroll_offset
        begin = scroll_x - LEFT
        pad = min(width, max(0, -begin))
        segments = [Segment(" " * pad, blank)] if pad else []
        pieces = self.canvas.line(y + scroll_y - TOP, max(0, begin), max(0, begin + width))
        segments += [Segment(piece.text, self._style(piece.part, piece.owner)) for piece in pieces]
        return Strip(segments).adjust_cell_length(width, blank)

    def _style(self, part: str, owner: str) -> Style:
        style = self.get_component_rich_style(f"map--{part}")
        if owner and owner == self.picked:
            style += Style(bgcolor=self.get_component_rich_style("map--picked").bgcolor)
        return style

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the map."""
        self._held, self._dragged = (event.screen_x, event.screen_y), False
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag it."""
        if self._held is None:
            return
        across, down = self._held[0] - event.screen_x, self._held[1] - event.screen_y
        if across or down:
            self._dragged = True
            self._held = (event.screen_x, event.screen_y)
            self.scroll_relative(across, down, animate=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go; without having dragged, pick the card that was hit."""
        held, self._held = self._held, None
        self.release_mouse()
        if held is None or self._dragged or self.canvas is None:
            return
        offset = event.get_content_offset(self)
        if offset is None:
            return
        name = self.canvas.at(offset.x + self.scroll_offset.x - LEFT, offset.y + self.scroll_offset.y - TOP)
        if name:
            self.post_message(self.Picked(name))
