"""What a ready reply does: its words with their marks, the score, the author's sentence; then go on or look further."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from scoring.contract import Score
from simulator.i18n import _
from simulator.ready import Ready
from simulator.tui.feedback import note
from simulator.tui.fit import Fit, hang
from simulator.tui.marks import marked, marks
from simulator.tui.naming import Naming
from simulator.tui.text import lines, words


def explained(one: Ready, score: Score, naming: Naming, width: int) -> Content:
    """The account of a ready reply, `width` cells wide."""
    sign, style, verdict = (
        ("✓", "$good", _("This one holds.")) if one.strong else ("✗", "$bad", _("This one does not hold."))
    )
    parts = [
        Content.assemble((f"{sign} {verdict}", f"bold {style}")),
        marked(one.text, marks(one.text, score.evidence, score.faults)),
        note(score, naming, width),
    ]
    if one.why:
        parts.append(hang(Content.assemble((_("Why") + "  ", "bold $quiet"), words(one.why)), width, 5))
    return lines(*parts)


class Picked(Vertical):
    """The account with its two buttons: `#go-on` sends the reply as it stands, `#others` shows the ready replies."""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="picked-page", can_focus=False):
            yield Static(id="picked-text")
        with Horizontal(id="picked-ways"):
            yield Button(_("Send this one"), id="go-on", compact=True)
            yield Button(_("Look at the others (F7)"), id="others", compact=True)

    def wait(self, one: Ready) -> None:
        """Show the reply while it is being judged."""
        self.query_one("#picked-text", Static).update(words(one.text))

    def tell(self, one: Ready, score: Score, naming: Naming) -> None:
        """Show what the reply does."""
        self.query_one("#picked-text", Static).update(Fit(lambda width: explained(one, score, naming, width)))
        self.query_one("#picked-page", VerticalScroll).scroll_home(animate=False)
