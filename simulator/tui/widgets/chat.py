"""The bubbles of a conversation: stays at the end, names the client once in a row, lets old bubbles go."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from simulator.i18n import ngettext
from simulator.tui.widgets.bubble import ClientBubble, YouBubble

KEPT = 200


class Chat(VerticalScroll, can_focus=False):
    """Everything said, up to the last `KEPT` bubbles."""

    def __init__(self, id: str) -> None:
        super().__init__(Static(id="paged"), id=id)
        self._gone = 0

    def on_mount(self) -> None:
        self.query_one("#paged").display = False
        self.anchor()

    def on_resize(self) -> None:
        """Anchoring alone leaves the scrollbar where it was before the answer's box changed its height."""
        if not self._anchor_released:
            self.to_end()

    def to_end(self) -> None:
        """Show the last bubble, once it has its size."""
        self.call_after_refresh(self.scroll_end, animate=False)

    async def add(self, widget: Widget) -> None:
        """Put something under what stands there."""
        last = self.children[-1]
        if isinstance(widget, ClientBubble) and isinstance(last, ClientBubble):
            widget.speaker = ""
        await self.mount(widget)
        spare = len(self.children) - 1 - KEPT
        if spare > 0:
            await self.remove_children(self.children[1 : 1 + spare])
            self._gone += spare
            paged = self.query_one("#paged", Static)
            paged.display = True
            told = ngettext(
                "{count} earlier message: all turns are in the debrief",
                "{count} earlier messages: all turns are in the debrief",
                self._gone,
            )
            paged.update(told.format(count=self._gone))

    async def cut(self, kept: int) -> int:
        """Take away all but the first `kept` things that were added; how many of them are still here, 0 when bubbles
        that are to stay have been let go: then everything is taken away."""
        here = kept - self._gone
        if here <= 0:
            self._gone, here, kept = 0, 0, 0
            self.query_one("#paged").display = False
        await self.remove_children(self.children[1 + here :])
        return kept

    def pick(self, number: int) -> None:
        """Set the reply of this turn off from the others."""
        for bubble in self.query(YouBubble):
            bubble.set_class(bubble.turn is not None and bubble.turn.number == number, "-picked")

    def show(self, number: int) -> None:
        """Scroll to the reply of this turn, if it is still here."""
        for bubble in self.query(YouBubble):
            if bubble.turn is not None and bubble.turn.number == number:
                bubble.scroll_visible()
