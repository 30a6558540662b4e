"""Above a rehearsed conversation: who speaks, in which file and at which step, and the client's meters."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from simulator.i18n import _
from simulator.rehearsal import Rehearsal
from simulator.session import Change, MoodMoved
from simulator.tui.text import words
from simulator.tui.widgets.meter import Meter, joined
from simulator.wording import brief

TITLE = 40


class RehearsalTop(Vertical):
    """Heading and meters; the meters are hidden until there is something to play."""

    def __init__(self, file: str, id: str) -> None:
        super().__init__(id=id)
        self.file = file

    def compose(self) -> ComposeResult:
        yield Static(words(self.file, "bold"), id="heading")
        yield Meter(_("Patience"), 0, id="patience")
        yield Meter(_("Trust"), 0, id="trust")

    def show(self, rehearsal: Rehearsal, moving: bool = False) -> None:
        """Where the conversation stands. `moving`: the meters go from where they stood to where they stand."""
        scenario, state = rehearsal.scenario, rehearsal.state
        at = _("ended in {ending}").format(ending=state.ending) if state.over else state.step or ""
        self.query_one("#heading", Static).update(
            Content.assemble(
                words(scenario.client.name, "bold"),
                ("  ·  ", "$quiet"),
                words(at, "bold $focus"),
                words(f"  ·  {self.file}  ·  {brief(scenario.title, TITLE)}", "$quiet"),
            )
        )
        events = rehearsal.exchanges[-1].events if rehearsal.exchanges else rehearsal.opening
        for meter in self.query(Meter):
            whole: Change | None = None
            for event in events:
                if isinstance(event, MoodMoved) and event.change.meter == meter.id:
                    whole = joined(whole, event.change)
            meter.rest()
            if whole is not None and moving:
                meter.move(whole)
            else:
                value: int = getattr(state, meter.id or "")
                meter.change, meter.value, meter.shown = whole, value, float(value)
