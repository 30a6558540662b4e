"""A rehearsed conversation: bubbles, of which only those that have changed are drawn anew, and the ways to answer."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Static

from simulator.i18n import _, mark
from simulator.rehearsal import Rehearsal
from simulator.session import Turn
from simulator.tui.naming import Naming
from simulator.tui.script import Line, common, drawn, script
from simulator.tui.widgets.bubble import YouBubble
from simulator.tui.widgets.chat import Chat
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.reply_box import ReplyBox

OVER = mark("The conversation has ended. F8 takes the last reply back, F9 starts again, F5 starts anywhere.")


class Rehearsed(Vertical):
    """Sends on what its reply box and its options send."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._shown: tuple[Line, ...] = ()

    def compose(self) -> ComposeResult:
        yield Chat(id="chat")
        with Vertical(id="answer"):
            yield ReplyBox()
            yield Choices(id="choices")
            yield Button(_("Read the papers and decide"), id="decide")
            yield Static(_(OVER), id="over", markup=False)

    @property
    def chat(self) -> Chat:
        """The bubbles."""
        return self.query_one(Chat)

    @property
    def box(self) -> ReplyBox:
        """Where the coach types as a trainee would."""
        return self.query_one(ReplyBox)

    async def show(self, rehearsal: Rehearsal, naming: Naming, picked: int) -> None:
        """The conversation as it is now, turn `picked` set off from the others (0: none)."""
        new = script(rehearsal)
        kept = common(self._shown, new)
        with self.app.batch_update():
            if kept < len(self._shown):
                kept = await self.chat.cut(kept)
            for line in new[kept:]:
                await self.chat.add(drawn(line, naming))
        self._shown = new
        self.chat.pick(picked)
        self.chat.to_end()
        self._answer(rehearsal)

    async def saying(self, text: str) -> YouBubble:
        """Show a reply that is being judged."""
        bubble = YouBubble(text)
        await self.chat.add(bubble)
        self.chat.anchor()
        return bubble

    def judged(self, bubble: YouBubble, turn: Turn, naming: Naming) -> None:
        """Show what came of the reply in a bubble."""
        bubble.judge(turn, naming)
        self._shown = (*self._shown, Line("you", (turn.reply,), turn=turn))

    def renamed(self, naming: Naming) -> None:
        """Word the notes anew."""
        for bubble in self.query(YouBubble):
            if bubble.turn is not None:
                bubble.judge(bubble.turn, naming)

    def _answer(self, rehearsal: Rehearsal) -> None:
        which = "#reply"
        if rehearsal.state.over:
            which = "#over"
        elif rehearsal.options:
            which = "#choices"
            self.query_one(Choices).offer(rehearsal.options)
        elif rehearsal.desk is not None:
            which = "#decide"
        for one in ("#reply", "#choices", "#decide", "#over"):
            self.query_one(one).display = one == which
        if which != "#over":
            self.query_one(which).focus(scroll_visible=False)
