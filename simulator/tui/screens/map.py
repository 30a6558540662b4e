"""The map of a scenario: steps, endings and the ways between them, with what is known of the one that is picked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from simulator.i18n import _, mark, ngettext
from simulator.scenario.chart import MARKS, SIGNS, Chart, Node, Traffic, WayOn
from simulator.scenario.drawing.arrange import drawing
from simulator.scenario.drawing.cards import EVERY, EVERY_TITLE
from simulator.tui.fit import Fit, hang
from simulator.tui.keys import TranslatedKeys
from simulator.tui.text import lines, words
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widgets.map_view import MapView
from simulator.tui.widths import WIDTHS

_NUMBERS = 9


class MapScreen(TranslatedKeys, Screen[None]):
    """Shows a chart. `here` picks a step first, else the start. `show` puts a changed chart in its place."""

    CSS_PATH = "map.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    AUTO_FOCUS = "MapView"
    HELP = mark(
        "Every box is a step, every double box an ending. A line runs from each way on to where it leads; a way back "
        "to an earlier column names its target with ↩ and has no line. Heavy lines are taken often, dotted ones never, "
        "as far as that was counted. What is said in full about the picked box stands beside the map. The mouse drags "
        "the map and picks boxes."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "next(1)", mark("Next"), tooltip=mark("The next step or ending of the file")),
        Binding("shift+tab", "next(-1)", mark("Back"), show=False, tooltip=mark("The step or ending before")),
        Binding(
            "1",
            "follow(1)",
            mark("Go"),
            key_display="1-9",
            tooltip=mark("Go where this way on of the picked step leads"),
        ),
        *(Binding(str(number), f"follow({number})", show=False) for number in range(2, _NUMBERS + 1)),
        Binding(
            "backspace", "return", mark("Return"), show=False, tooltip=mark("Back to the box that was picked before")
        ),
        Binding(
            "slash,ctrl+f", "find", mark("Find"), key_display="/", tooltip=mark("Find a step or ending by its name")
        ),
        Binding("z", "conditions", mark("Labels"), tooltip=mark("With the conditions of all ways, or names alone")),
        Binding("t", "app.next_theme", mark("Theme"), show=False, tooltip=mark("Dark, light, high contrast")),
        Binding("escape", "leave", mark("Leave"), tooltip=mark("Leave the map")),
    ]

    def __init__(self, chart: Chart, traffic: Traffic | None = None, here: str = "") -> None:
        super().__init__()
        self.chart = chart
        self.traffic = traffic or Traffic()
        self.picked = here or chart.start
        self.conditions = True
        self.note = ""
        self._trail: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static(id="heading")
        with Horizontal(id="body"):
            yield MapView(id="map")
            with VerticalScroll(id="beside", can_focus=False):
                yield Static(id="about")
        yield Input(placeholder=_("Name of a step or ending"), id="find")
        yield KeysLine()

    def on_mount(self) -> None:
        self.query_one("#find").display = False
        self.show(self.chart, self.traffic)

    def show(self, chart: Chart, traffic: Traffic | None = None) -> None:
        """Draw a chart in the place of the one before; the picked box stays if it is still there."""
        self.chart, self.traffic = chart, traffic or Traffic()
        if self.picked not in self._names():
            self.picked = chart.start if chart.start in chart.nodes else next(iter(self._names()), "")
        if not self.is_attached or not self.children:
            return
        self.query_one(MapView).show(drawing(chart, self.traffic, self.conditions))
        self._head()
        # Where the picked box is can be seen only once the map has its size.
        self.call_after_refresh(self.pick, self.picked)

    def tell(self, note: str) -> None:
        """A word beside the title, such as what is being counted; empty takes it away."""
        self.note = note
        if self.is_attached:
            self._head()

    def pick(self, name: str) -> None:
        """Pick a box and tell about it."""
        if not self.is_attached or name not in self._names():
            return
        self.picked = name
        self.query_one(MapView).pick(name)
        chart, traffic = self.chart, self.traffic
        self.query_one("#about", Static).update(Fit(lambda width: about(chart, traffic, name, width)))
        self.query_one("#beside").scroll_home(animate=False)

    def _names(self) -> list[str]:
        return [*self.chart.nodes, *([EVERY] if self.chart.everywhere else [])]

    def _head(self) -> None:
        nodes = self.chart.nodes.values()
        steps = sum(node.kind == "step" for node in nodes)
        endings = sum(node.kind == "ending" for node in nodes)
        told = ", ".join(
            (
                ngettext("{count} step", "{count} steps", steps).format(count=steps),
                ngettext("{count} ending", "{count} endings", endings).format(count=endings),
            )
        )
        heading = Content.assemble(words(self.chart.title or self.chart.id, "bold"), (f"  {told}", "$quiet"))
        if self.note:
            heading = Content.assemble(heading, (f"  {self.note}", "$firm"))
        self.query_one("#heading", Static).update(heading)

    def _ways(self) -> tuple[WayOn, ...]:
        return ways_of(self.chart, self.picked)

    def action_next(self, by: int) -> None:
        """The next box in the order of the file."""
        names = self._names()
        if names:
            place = names.index(self.picked) if self.picked in names else -1
            self._go(names[(place + by) % len(names)])

    def action_follow(self, number: int) -> None:
        """Where a way on of the picked box leads."""
        ways = self._ways()
        if number <= len(ways):
            self._go(ways[number - 1].to)

    def action_return(self) -> None:
        """Back along the trail."""
        if self._trail:
            self.pick(self._trail.pop())

    def action_start(self) -> None:
        """To the first step."""
        self._go(self.chart.start)

    def _go(self, name: str) -> None:
        if name != self.picked:
            self._trail.append(self.picked)
        self.pick(name)

    def action_find(self) -> None:
        """Ask for a name."""
        box = self.query_one("#find", Input)
        box.display = True
        box.value = ""
        box.focus()

    @on(Input.Submitted, "#find")
    def _found(self, event: Input.Submitted) -> None:
        wanted = event.value.strip().casefold()
        names = [name for name in self._names() if name != EVERY]
        # From the picked box on, so that the same word finds the next one.
        place = names.index(self.picked) + 1 if self.picked in names else 0
        found = [name for name in names[place:] + names[:place] if wanted in name.casefold()]
        self._close_find()
        if not wanted:
            return
        if found:
            self._go(found[0])
        else:
            told = _("No step or ending has “{text}” in its name.").format(text=event.value.strip()[:60])
            self.notify(told, markup=False)

    def _close_find(self) -> None:
        self.query_one("#find").display = False
        self.query_one(MapView).focus()

    @on(MapView.Picked)
    def _hit(self, event: MapView.Picked) -> None:
        self._go(event.name)

    def action_conditions(self) -> None:
        """With or without the conditions on the boxes."""
        self.conditions = not self.conditions
        self.show(self.chart, self.traffic)

    def action_leave(self) -> None:
        """Close the search, else the map."""
        if self.query_one("#find").display:
            self._close_find()
        elif len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self.app.exit(0)


def ways_of(chart: Chart, name: str) -> tuple[WayOn, ...]:
    """The ways on of a node, or those from every step."""
    return chart.everywhere if name == EVERY else chart.nodes[name].ways if name in chart.nodes else ()


def about(chart: Chart, traffic: Traffic, name: str, width: int) -> Content:
    """All that is known of a box, for a column of `width` cells."""
    node = chart.nodes.get(name)
    title = _(EVERY_TITLE) if node is None else name
    parts = [hang(words(title, "bold"), width, 0)]
    if node is not None:
        parts += [hang(one, width, 0) for one in _kind(node, traffic)]
    coming = [way for way in chart.ways if way.to == name and way.open]
    ways = ways_of(chart, name)
    for number, way in enumerate(ways, 1):
        key = f"{number} " if number <= _NUMBERS else "  "
        said = way.label if way.called in (way.label, str(number)) else f"{way.called}: {way.label}"
        if way.called.isdecimal() and way.called != str(number):
            said = _("route {condition}").format(condition=said)
        line = Content.assemble((key, "bold $calm"), words(said), ("  →  ", "$quiet"), words(way.to, "bold"))
        told = [] if way.open else [_("can never be taken")]
        told += [traffic.told(way)] if traffic.measured and way.open else []
        parts += [Content(""), hang(line, width, 2)]
        told.append(_("line {number}").format(number=way.line))
        parts.append(words(f"  {'; '.join(told)}", "$quiet"))
    if node is not None:
        parts += [Content(""), *(hang(one, width, 2) for one in _coming(coming))]
    return lines(*parts)


def _kind(node: Node, traffic: Traffic) -> Iterable[Content]:
    if node.kind == "ending":
        yield words(_("ending: {outcome}").format(outcome=node.outcome), "$quiet")
    for one in node.marks:
        yield Content.assemble((_(SIGNS[one]), "bold $calm" if one == "start" else "bold $bad"), f"  {_(MARKS[one])}")
    if node.line:
        yield words(_("{file}, line {number}").format(file=node.file, number=node.line), "$quiet")
    if node.name in traffic.arrivals:
        times = traffic.arrivals[node.name]
        told = ngettext("come to {count} time by the walks", "come to {count} times by the walks", times)
        yield words(told.format(count=times), "$quiet")


def _coming(ways: Iterable[WayOn]) -> Iterable[Content]:
    froms = dict.fromkeys(way.step if way.step is not None else _(EVERY_TITLE) for way in ways)
    if froms:
        yield Content.assemble((_("Comes from") + "  ", "$quiet"), words(", ".join(froms)))
    else:
        yield Content.styled(_("Nothing leads here."), "$quiet")
