"""A scenario in the library's list, and the account of it beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import ListItem, Static

from simulator.i18n import _, ngettext, number
from simulator.mode import NAMES, PRACTISE
from simulator.tui.fit import hang
from simulator.tui.gauge import dots, gauge
from simulator.tui.naming import Naming
from simulator.tui.outcomes import outcome, when
from simulator.tui.text import lines, words

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
        length = _("{count} min").format(count=f"{self.entry.minutes:>2}")
        with Horizontal(classes="head"):
            yield Static(words(self.entry.title), classes="title")
            yield Static(
                Content.assemble(dots(self.entry.difficulty), (f"  {length}", "$quiet")),
                classes="facts",
            )
        yield Static(words(self.entry.summary, "$quiet"), classes="summary")
        yield Static(self._last(), classes="last")
        yield Static(self._trains(), classes="trains")  # the account beside the list, where there is one, says it

    def _last(self) -> Content:
        trade = words(self.entry.trade, "$quiet")
        if self.best is None:
            return Content.assemble(trade, ("  ·  " + _("not played yet"), "$quiet"))
        return Content.assemble(trade, ("  ·  " + _("best") + "  ", "$quiet"), result(self.best))

    def _trains(self) -> Content:
        names = ", ".join(map(self.naming.name, self.entry.principles))
        return words(_("Trains: {principles}").format(principles=names) if names else "", "$quiet")

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
        (" " + _("on a retry") if best.retry else "", "$quiet"),
        ("   " + _("calm") + " ", "$quiet"),
        (number(best.calm, 1), "bold $calm"),
        ("  " + _("firm") + " ", "$quiet"),
        (number(best.firm, 1), "bold $firm"),
        (f"  {_(NAMES[best.mode]).lower()}" if best.mode != PRACTISE else "", "$quiet"),
    )


def details(entry: Entry, best: Best | None, naming: Naming, width: int) -> Content:
    """Everything the library knows of a scenario, `width` cells wide."""
    parts = [
        words(entry.title, "bold"),
        words(entry.trade, "$quiet"),
        Content(""),
        words(entry.summary),
        Content(""),
        *_facts(entry),
        Content(""),
        Content.styled(_("You train"), "bold $quiet"),
    ]
    for key in entry.principles:
        says = naming.says(key)
        parts.append(Content.assemble(("· ", "$calm"), naming.name(key)))
        if says:
            parts.append(hang(Content.styled(f"  {says}", "$quiet"), width))
    parts += [Content(""), Content.styled(_("Best result"), "bold $quiet")]
    if best is None:
        parts.append(Content.styled(_("Not played yet."), "$quiet"))
    else:
        parts += [
            outcome(best.outcome),
            *_axes(best),
            Content.styled(when(best.ended_at) + (", " + _("on a retry") if best.retry else ""), "$quiet"),
            Content.styled(_(NAMES[best.mode]), "$quiet"),
        ]
    return lines(*parts)


def _facts(entry: Entry) -> list[Content]:
    """Difficulty, length and story, their values one under the other."""
    length = ngettext("about {count} minute", "about {count} minutes", entry.minutes).format(count=entry.minutes)
    steps = ngettext("{count} step", "{count} steps", entry.steps).format(count=entry.steps)
    endings = ngettext("{count} ending", "{count} endings", entry.endings).format(count=entry.endings)
    rows = (
        (_("Difficulty"), dots(entry.difficulty)),
        (_("Length"), Content(length)),
        (_("Story"), Content(f"{steps}, {endings}")),
    )
    wide = max(len(title) for title, _told in rows)
    return [Content.assemble((f"{title:<{wide}}  ", "$quiet"), told) for title, told in rows]


def _axes(best: Best) -> list[Content]:
    rows = ((_("Calm"), "$calm", best.calm), (_("Firm"), "$firm", best.firm))
    wide = max(len(title) for title, _style, _value in rows)
    return [
        Content.assemble(f"{title:<{wide}}  ", gauge(value, 5, 20, style), (f"  {number(value, 1)}", f"bold {style}"))
        for title, style, value in rows
    ]
