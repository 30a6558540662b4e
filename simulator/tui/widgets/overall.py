"""What only the whole conversation shows: each principle with its findings, every quote a way to its turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from simulator.debrief import Quote
from simulator.i18n import _, mark, ngettext, quoted
from simulator.principles import Finding, Verdict
from simulator.principles_words import NAMES, NO_OCCASION, SAYS, STATES, TITLE
from simulator.tui.fit import Fit, hang
from simulator.wording import brief

# What was kept needs fewer proofs than what was missed.
PROOFS = 3
SIGNS = {"kept": ("✓", "$good"), "missed": ("✗", "$bad"), "mixed": ("◐", "$firm")}


def head(verdict: Verdict, width: int) -> Content:
    """The principle and whether it was kept, `width` cells wide."""
    sign, style = SIGNS[verdict.state]
    line = Content.assemble(
        (f"{sign} ", style), (_(NAMES[verdict.key]), f"bold {style}"), "  ", (_(STATES[verdict.state]), "$quiet")
    )
    return hang(line, width)


def sentence(finding: Finding, width: int) -> Content:
    """What was found, set in below its principle."""
    sign, style = SIGNS["kept" if finding.kept else "missed"]
    return hang(Content.assemble((f"  {sign} ", style), _(SAYS[finding.key])), width, 4)


def pointer(quote: Quote, focused: bool, width: int) -> Content:
    """One line: the turn that is pointed at, and as many of its words as fit."""
    told = _("turn {number}").format(number=quote.number)
    start = Content.styled(f"  {'›' if focused else ' '} {told}  ", "bold $focus")
    return start + Content(quoted(brief(quote.text, max(8, width - start.cell_length - 2))))


def idle(verdicts: Sequence[Verdict], width: int) -> Content:
    """The principles that had no occasion, in one paragraph."""
    names = "; ".join(_(NAMES[one.key]) for one in verdicts)
    return hang(Content.styled("· " + _("No occasion for: {principles}.").format(principles=names), "$quiet"), width)


def more(numbers: Sequence[int], width: int) -> Content:
    """The turns that are left out of a kept finding's quotes."""
    told = ngettext("also in turn {numbers}", "also in turns {numbers}", len(numbers))
    return hang(Content.styled("    " + told.format(numbers=", ".join(map(str, numbers))), "$quiet"), width, 4)


def shown(finding: Finding) -> tuple[tuple[Quote, ...], tuple[int, ...]]:
    """The quotes of a finding that are shown, and the turns of those that are not: all that was missed, of what was
    kept the first and the last."""
    quotes = finding.quotes
    if not finding.kept or len(quotes) <= PROOFS + 1:
        return quotes, ()
    first = (*quotes[: PROOFS - 1], quotes[-1])
    return first, tuple(dict.fromkeys(quote.number for quote in quotes if quote not in first))


class TurnLink(Static, can_focus=True):
    """A quote that leads to its turn. Focusing it shows the turn, Enter or a click goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", mark("To the turn"), show=False, tooltip=mark("Go to this turn's evidence")),
    ]

    class Shown(Message):
        """The turn `number` is to be shown; `go`: and brought into view."""

        def __init__(self, number: int, go: bool) -> None:
            super().__init__()
            self.number = number
            self.go = go

    def __init__(self, quote: Quote) -> None:
        super().__init__(Fit(lambda width: pointer(quote, self.has_focus, width)))
        self.quote = quote

    def _redrawn(self) -> None:
        self.update(Fit(lambda width: pointer(self.quote, self.has_focus, width)))

    def on_focus(self) -> None:
        """Show the turn beside it."""
        self._redrawn()
        self.post_message(self.Shown(self.quote.number, go=False))

    def on_blur(self) -> None:
        """Take the mark away."""
        self._redrawn()

    def on_click(self, event: events.Click) -> None:
        """Go to the turn."""
        self.action_go()

    def action_go(self) -> None:
        """Go to the turn."""
        self.post_message(self.Shown(self.quote.number, go=True))


class Overall(Vertical):
    """The verdicts, the ones without an occasion in one line at the end."""

    def __init__(self, verdicts: Sequence[Verdict], id: str) -> None:
        super().__init__(id=id)
        self.verdicts = tuple(verdicts)

    def compose(self) -> ComposeResult:
        """A heading, then each principle."""
        without = [one for one in self.verdicts if not one.findings]
        heading = Content.styled(_(TITLE), "bold $quiet")
        if len(without) < len(self.verdicts):
            heading += Content.assemble("   ", ("O", "bold $calm"), "  ", (_("there and back"), "$quiet"))
        yield Static(heading)
        for verdict in self.verdicts:
            if verdict.findings:
                yield from self._rows(verdict)
        if len(without) == len(self.verdicts):
            yield Static(Content.styled(f"· {_(NO_OCCASION)}", "$quiet"))
        elif without:
            yield Static(Fit(lambda width: idle(without, width)))

    def _rows(self, verdict: Verdict) -> Iterator[Static]:
        yield Static(Fit(lambda width: head(verdict, width)))
        told: set[Quote] = set()
        for found in verdict.findings:
            yield Static(Fit(lambda width, found=found: sentence(found, width)))  # type: ignore[misc]
            quotes, left_out = shown(found)
            # The same words under the next finding of a principle say nothing new.
            yield from (TurnLink(quote) for quote in quotes if quote not in told)
            told.update(quotes)
            if left_out:
                yield Static(Fit(lambda width, left_out=left_out: more(left_out, width)))  # type: ignore[misc]

    def step(self, by: int) -> bool:
        """Focus the quote `by` places from the focused one; False when none of them has the focus."""
        links = list(self.query(TurnLink))
        # `has_focus` and `focus()` wait until the app is idle: a held key would lose steps.
        if not isinstance(self.screen.focused, TurnLink):
            return False
        place = links.index(self.screen.focused) + by
        self.screen.set_focus(links[min(len(links) - 1, max(0, place))])
        return True
