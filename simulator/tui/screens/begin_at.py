"""Where a preview starts: any step, with the mood, facts, counters and earlier labels that the coach sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Select, Static

from simulator.beginning import Beginning, BeginningProblem, counter, meter, unknown, visit
from simulator.i18n import _, mark
from simulator.tui.keys import TranslatedKeys
from simulator.tui.widgets.keys_line import KeysLine

if TYPE_CHECKING:
    from simulator.rehearsal import Rehearsal


class BeginScreen(TranslatedKeys, ModalScreen[Beginning | None]):
    """Filled in with where the conversation stands now. Gives the beginning that is wished; None: none."""

    CSS_PATH = "begin_at.tcss"
    AUTO_FOCUS = "Select"
    HELP = mark("What you leave empty is as at the start of the scenario. Esc closes this without starting anew.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f5", "dismiss", mark("Close"), priority=True),
        Binding("ctrl+s", "begin", mark("Start here"), priority=True, tooltip=mark("Start with what is set")),
        Binding("f9", "usual", mark("Usual start"), priority=True, tooltip=mark("Start as a trainee does")),
    ]

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__()
        self.rehearsal = rehearsal

    def compose(self) -> ComposeResult:
        scenario, state = self.rehearsal.scenario, self.rehearsal.state
        at = state.step or self.rehearsal.beginning.step or scenario.start
        counters = " ".join(f"{name}={state.counters.get(name, 0)}" for name in scenario.counters)
        facts = " ".join(name for name in scenario.facts if name in state.facts)
        with Vertical(id="begin"):
            yield Static(_("Start from"), id="begin-title")
            with VerticalScroll(id="begin-page", can_focus=False):
                with Horizontal(classes="field"):
                    yield Label(_("Step"))
                    names = [(Content(name), name) for name in scenario.steps]
                    yield Select(names, value=at, allow_blank=False, compact=True, id="begin-step")
                with Horizontal(classes="field"):
                    for name, title, value in (
                        ("patience", _("Patience"), state.patience),
                        ("trust", _("Trust"), state.trust),
                        ("visit", _("Visit"), 1),
                    ):
                        yield Label(title)
                        yield Input(str(value), compact=True, max_length=4, id=f"begin-{name}")
                if scenario.counters:
                    yield from _named(_("Counters"), "counters", counters, "")
                if scenario.facts:
                    none = _("none; there are: {facts}").format(facts=", ".join(scenario.facts))
                    yield from _named(_("Facts out"), "facts", facts, none)
                earlier = _("labels of earlier replies, for instance {label}").format(label="consequence")
                yield from _named(_("Earlier"), "earlier", "", earlier)
            yield Static(id="begin-problem", markup=False)
            with Horizontal(id="begin-buttons"):
                yield Button(_("Start here"), id="begin-here", compact=True)
                yield Button(_("Usual start"), id="begin-usual", compact=True)
        yield KeysLine(show_command_palette=False)

    @on(Input.Submitted)
    @on(Button.Pressed, "#begin-here")
    def action_begin(self) -> None:
        """Start with what is set, or say what makes no sense."""
        try:
            wish = self._wish()
        except BeginningProblem as problem:
            self._refuse(str(problem))
            return
        if wrong := unknown(self.rehearsal.scenario, wish):
            self._refuse(wrong[0])
            return
        self.dismiss(wish)

    @on(Button.Pressed, "#begin-usual")
    def action_usual(self) -> None:
        """Start as a trainee does."""
        self.dismiss(Beginning())

    def _refuse(self, text: str) -> None:
        self.query_one("#begin-problem", Static).update(text)

    def _wish(self) -> Beginning:
        step = self.query_one("#begin-step", Select).value
        return Beginning(
            step=step if isinstance(step, str) else None,
            patience=meter(self._typed("patience"), _("Patience")),
            trust=meter(self._typed("trust"), _("Trust")),
            facts=_names(self._typed("facts")),
            counters=dict(map(counter, _names(self._typed("counters")))),
            visits=visit(self._typed("visit")),
            earlier=_names(self._typed("earlier")),
        )

    def _typed(self, name: str) -> str:
        found = list(self.query(f"#begin-{name}").results(Input))
        return found[0].value if found else ""

    def on_click(self, event: events.Click) -> None:
        """A click beside the panel closes it."""
        if event.widget is self:
            self.dismiss(None)


def _named(title: str, name: str, value: str, placeholder: str) -> ComposeResult:
    with Horizontal(classes="field"):
        yield Label(title)
        yield Input(value, placeholder=placeholder, compact=True, id=f"begin-{name}")


def _names(typed: str) -> tuple[str, ...]:
    return tuple(typed.replace(",", " ").split())
