"""The program that shows a scenario's map: one screen, in the colours of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.screen import Screen

from simulator.i18n import _, mark
from simulator.tui.look import Look
from simulator.tui.screens.map import MapScreen

if TYPE_CHECKING:
    from simulator.scenario.chart import Chart, Traffic


class MapApp(Look):
    """Shows a chart. `measure`: counts how often each way is taken, behind the screen; what it tells is shown."""

    CSS_PATH = "screens/map.tcss"  # the first screen's own CSS_PATH is not read
    EVERYWHERE: ClassVar[tuple[tuple[str, str], ...]] = (
        ("F1", mark("this help")),
        ("Ctrl+P", mark("command palette: themes")),
        ("Ctrl+Q", mark("quit")),
    )

    def __init__(self, chart: Chart, measure: Callable[[Callable[[str], None]], Traffic] | None = None) -> None:
        super().__init__()
        self.map = MapScreen(chart)
        self._measure = measure

    def get_default_screen(self) -> Screen[Any]:
        """The one screen."""
        return self.map

    def on_ready(self) -> None:
        """Begin to count once the map is there."""
        if self._measure is not None:
            self.map.tell(_("counting how often each way is taken …"))
            self.run_worker(self._count, thread=True, exit_on_error=False)

    def _count(self) -> None:
        assert self._measure is not None
        try:
            traffic = self._measure(lambda text: self._later(self.warn, text))
        except Exception as error:  # told instead of the numbers
            self._later(self._failed, str(error) or type(error).__name__)
            return
        self._later(self._counted, traffic)

    def _later(self, what: Callable[..., None], *values: Any) -> None:
        if self.is_running:
            self.call_later(what, *values)

    def _counted(self, traffic: Traffic) -> None:
        self.map.tell("")
        self.map.show(self.map.chart, traffic)

    def _failed(self, why: str) -> None:
        self.map.tell("")
        self.warn(_("The ways could not be counted: {problem}").format(problem=why), "error")

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers."""
        yield SystemCommand(_("Help"), _("What this screen shows and its keys"), self.action_help)
        yield from self.theme_commands()
        yield SystemCommand(_("Quit"), _("Leave the map"), self.action_quit)
