"""What was said, as chat bubbles: the client on the left, the trainee on the right."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from simulator.session import Turn
from simulator.tui.feedback import note
from simulator.tui.fit import Fit
from simulator.tui.marks import marked, marks
from simulator.tui.naming import Naming
from simulator.tui.text import prose, words


class ClientBubble(Vertical):
    """The client's words. `name` is shown above when the client has not just spoken; empty: not shown."""

    def __init__(self, said: str, speaker: str = "") -> None:
        super().__init__(classes="client")
        self.said = said
        self.speaker = speaker

    def compose(self) -> ComposeResult:
        if self.speaker:
            yield Static(words(self.speaker), classes="speaker")
        yield Static(prose(self.said), classes="bubble")


class Typing(Static):
    """The sign that the client is about to speak."""

    def __init__(self, speaker: str) -> None:
        super().__init__(words(f"{speaker} is typing …"), classes="typing")


class FactNote(Static):
    """A fact that has come out, between the bubbles."""

    def __init__(self, text: str) -> None:
        super().__init__(Content.assemble(("You learn  ", "bold $focus"), prose(text)), classes="fact")


class YouBubble(Vertical):
    """The trainee's words; once judged, with their marks and the note of the score beneath."""

    class Picked(Message):
        """The trainee wants to see this turn's feedback."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, said: str, turn: Turn | None = None, naming: Naming | None = None) -> None:
        super().__init__(classes="you")
        self.said = said
        self.turn = turn
        self.naming = naming or Naming()

    def compose(self) -> ComposeResult:
        yield Static(self._words(), classes="bubble")
        yield Static(self._note(), classes="note")

    def judge(self, turn: Turn, naming: Naming) -> None:
        """Show what the score found in these words."""
        self.turn, self.naming = turn, naming
        self.query_one(".bubble", Static).update(self._words())
        self.query_one(".note", Static).update(self._note())
        self.query_one(".note", Static).tooltip = "Show this turn's feedback"

    def _words(self) -> Content:
        if self.turn is None:
            return words(self.said)
        score = self.turn.score
        return marked(self.turn.reply, marks(self.turn.reply, score.evidence, score.faults))

    def _note(self) -> Content | Fit:
        if self.turn is None:
            return Content.styled("…", "$quiet")
        score, naming = self.turn.score, self.naming
        return Fit(lambda width: note(score, naming, width))

    def on_click(self, event: events.Click) -> None:
        """A click anywhere on the reply shows its feedback."""
        if self.turn is not None:
            event.stop()
            self.post_message(self.Picked(self.turn.number))
