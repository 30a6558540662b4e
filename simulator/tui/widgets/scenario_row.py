"""A scenario in the library's list, and the account of it beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import ListItem, Static

from simulator.tui.fit import hang
from simulator.tui.gauge import dots, gauge
from simulator.tui.naming import Naming
from simulator.tui.outcomes import outcome, when
from simulator.tui.text import count, lines, words

if TYPE_CHECKING:
    from simulator.scenario.library import Entry
    from simulator.store.database import Best


class ScenarioRow(ListItem):
    """Title, difficulty and length on one line; summary; trade with the best result so far; what it trains."""

    def __init__(self, entry: Entry, best: Best | None, naming: Naming) -> None:
        super().__init__()
        self.entry = entry
        self.best = best
        self.naming = naming

    def compose(self) -> ComposeResult:
        with Horizontal(classes="head"):
            yield Static(words(self.entry.title), classes="title")
            yield Static(
                Content.assemble(dots(self.entry.difficulty), (f"  {self.entry.minutes:>2} min", "$quiet")),
                classes="facts",
            )
        yield Static(words(self.entry.summary, "$quiet"), classes="summary")
        yield Static(self._last(), classes="last")
        yield Static(self._trains(), classes="trains")  # the account beside the list, where there is one, says it

    def _last(self) -> Content:
        trade = words(self.entry.trade, "$quiet")
        if self.best is None:
            return Content.assemble(trade, ("  ·  not played yet", "$quiet"))
        return Content.assemble(trade, ("  ·  best  ", "$quiet"), result(self.best))

    def _trains(self) -> Content:
        names = ", ".join(map(self.naming.name, self.entry.principles))
        return words(f"Trains: {names}" if names else "", "$quiet")

    def show(self, best: Best | None, naming: Naming) -> None:
        """A new best result, or the rubric's names have come."""
        self.best, self.naming = best, naming
        for last in self.query(".last").results(Static):
            last.update(self._last())
        for trains in self.query(".trains").results(Static):
            trains.update(self._trains())


def result(best: Best) -> Content:
    """A best result in a few words."""
    return Content.assemble(
        outcome(best.outcome),
        ("   calm ", "$quiet"),
        (f"{best.calm:.1f}", "bold $calm"),
        ("  firm ", "$quiet"),
        (f"{best.firm:.1f}", "bold $firm"),
    )


def details(entry: Entry, best: Best | None, naming: Naming, width: int) -> Content:
    """Everything the library knows of a scenario, `width` cells wide."""
    parts = [
        words(entry.title, "bold"),
        words(entry.trade, "$quiet"),
        Content(""),
        words(entry.summary),
        Content(""),
        Content.assemble(("Difficulty  ", "$quiet"), dots(entry.difficulty)),
        Content.assemble(("Length      ", "$quiet"), f"about {entry.minutes} minutes"),
        Content.assemble(
            ("Story       ", "$quiet"),
            f"{count(entry.steps, 'step', 'steps')}, {count(entry.endings, 'ending', 'endings')}",
        ),
        Content(""),
        Content.styled("You train", "bold $quiet"),
    ]
    for key in entry.principles:
        says = naming.says(key)
        parts.append(Content.assemble(("· ", "$calm"), naming.name(key)))
        if says:
            parts.append(hang(Content.styled(f"  {says}", "$quiet"), width))
    parts += [Content(""), Content.styled("Best result", "bold $quiet")]
    if best is None:
        parts.append(Content.styled("Not played yet.", "$quiet"))
    else:
        parts += [
            outcome(best.outcome),
            Content.assemble("Calm  ", gauge(best.calm, 5, 20, "$calm"), (f"  {best.calm:.1f}", "bold $calm")),
            Content.assemble("Firm  ", gauge(best.firm, 5, 20, "$firm"), (f"  {best.firm:.1f}", "bold $firm")),
            Content.styled(when(best.ended_at), "$quiet"),
        ]
    return lines(*parts)
