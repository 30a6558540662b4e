"""Where the trainee types: grows from one line to six, Enter sends, Shift+Enter or Ctrl+J starts a new line."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from simulator.game import MAX_REPLY
from simulator.i18n import _, mark, ngettext, number

COUNT_FROM = 400


class ReplyBox(TextArea):
    """The reply box. A reply that is too long stays in it, with a word on how much to cut."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", mark("Send"), tooltip=mark("Send the reply")),
        Binding("shift+enter,ctrl+j", "newline", mark("New line"), show=False, tooltip=mark("New line")),
    ]

    class Sent(Message):
        """The trainee sends a reply."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class KeyPressed(Message):
        """Any key; the screen ends the client's typing pause."""

    def __init__(self, text: str = "") -> None:
        super().__init__(
            text,
            soft_wrap=True,
            compact=True,
            highlight_cursor_line=False,
            placeholder=_("Your reply …"),
            id="reply",
        )

    async def _on_key(self, event: events.Key) -> None:
        self.post_message(self.KeyPressed())
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.action_send()
            return
        await super()._on_key(event)

    def on_mount(self) -> None:
        self._count()

    def on_text_area_changed(self) -> None:
        """Keep the counter true."""
        self._count()

    def _count(self) -> None:
        length = len(self.text)
        over = length > MAX_REPLY
        self.set_class(over, "over")
        if over:
            told = _("{count} of {limit} characters: cut {excess}")
            self.border_subtitle = told.format(
                count=number(length), limit=number(MAX_REPLY), excess=number(length - MAX_REPLY)
            )
        else:
            told = ngettext("{count} character", "{count} characters", length).format(count=number(length))
            self.border_subtitle = told if length >= COUNT_FROM else ""

    def action_send(self) -> None:
        """Hand the text to the screen; it empties the box when it takes the reply."""
        self.post_message(self.Sent(self.text))

    def action_newline(self) -> None:
        """Start a new line at the cursor."""
        self.insert("\n")
