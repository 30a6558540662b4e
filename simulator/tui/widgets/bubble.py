"""What was said, as chat bubbles: the client on the left, the trainee on the right."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from simulator.i18n import _
from simulator.session import Turn
from simulator.tui.decision_look import counts, head
from simulator.tui.feedback import note
from simulator.tui.fit import Fit
from simulator.tui.marks import marked, marks
from simulator.tui.naming import Naming
from simulator.tui.text import lines, prose, words


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
        super().__init__(words(_("{name} is typing …").format(name=speaker)), classes="typing")


class FactNote(Static):
    """A fact that has come out, between the bubbles."""

    def __init__(self, text: str) -> None:
        super().__init__(Content.assemble((_("You learn") + "  ", "bold $focus"), prose(text)), classes="fact")


class Aside(Static):
    """A word of the program's between the bubbles."""

    def __init__(self, note: Content) -> None:
        super().__init__(note, classes="fact")


def sent_note(turn: Turn) -> str:
    """What stands under a reply that is not judged before the end."""
    return _("time was up") if turn.origin.timed_out else _("sent")


class YouBubble(Vertical):
    """The trainee's words; once judged, with their marks and the note of the score beneath."""

    class Picked(Message):
        """The trainee wants to see this turn's feedback."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, said: str, turn: Turn | None = None, naming: Naming | None = None, note: str = "…") -> None:
        super().__init__(classes="you")
        self.said = said
        self.waiting = note
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
        self.query_one(".note", Static).tooltip = _("Show this turn's feedback")

    def settle(self, note: str) -> None:
        """The reply is kept and not judged before the trainee's eyes."""
        self.waiting = note
        self.query_one(".note", Static).update(self._note())

    def _words(self) -> Content:
        if not self.said:
            return Content.styled(_("(no reply)"), "italic $quiet")
        if self.turn is None:
            return words(self.said)
        score = self.turn.score
        said = marked(self.turn.reply, marks(self.turn.reply, score.evidence, score.faults))
        return lines(head(self.turn), said) if self.turn.decided else said

    def _note(self) -> Content | Fit:
        if self.turn is None:
            return Content.styled(self.waiting, "$quiet")
        turn, naming = self.turn, self.naming
        if turn.decided:
            return Fit(lambda width: lines(counts(turn, width), note(turn.score, naming, width)))
        return Fit(lambda width: note(turn.score, naming, width))

    def on_click(self, event: events.Click) -> None:
        """A click anywhere on the reply shows its feedback."""
        if self.turn is not None:
            event.stop()
            self.post_message(self.Picked(self.turn.number))
