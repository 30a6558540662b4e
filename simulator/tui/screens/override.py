"""A coach's rating of a turn, in the place of ours: it begins where our score stands, and needs a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from scoring.contract import CALM_BANDS, FIRM_BANDS, STANCES
from simulator.i18n import _, current, mark
from simulator.rating_desk import SCALES, chosen
from simulator.ratings import Judgement
from simulator.review import judgement_of
from simulator.tui.keys import TranslatedKeys
from simulator.tui.text import words
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widgets.scale import Scale
from simulator.tui.widgets.ticks import Tick, Ticks
from simulator.tui.widths import WIDTHS
from simulator.wording import brief

if TYPE_CHECKING:
    from scoring.rubric import Rubric
    from simulator.session import Turn


class OverrideScreen(TranslatedKeys, ModalScreen[tuple[Judgement | None, str] | None]):
    """Gives (rating, reason); (None, "") when the rating was taken back; None when it was left."""

    CSS_PATH = "override.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    AUTO_FOCUS = "Ticks"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "keep", mark("Keep"), priority=True, tooltip=mark("Keep this rating")),
        *(
            Binding(str(number), f"rate({number})", mark("Rate"), key_display="1-5", show=number == 1,
                    tooltip=mark("Give the scale with the ▸ this number"))
            for number in range(1, 6)
        ),
        Binding("c", "scale('calm')", mark("Calm"), show=False),
        Binding("f", "scale('firm')", mark("Firm"), show=False),
        Binding("t", "scale('stance')", mark("Stance"), show=False),
        Binding("tab", "app.focus_next", mark("Reason"), tooltip=mark("To the reason, and back")),
        Binding("x", "ours", mark("As scored"), tooltip=mark("Take the rating back: our score stands")),
        Binding("escape", "dismiss(None)", mark("Cancel"), priority=True),
    ]  # fmt: skip
    HELP = mark(
        "It begins with our own score. Tick what you see and untick what you do not; 1-5 rates the scale with the ▸, "
        "C, F and T choose it. Say why: the trainee sees both ratings and your reason."
    )

    def __init__(self, turn: Turn, rubric: Rubric, before: Judgement | None, reason: str) -> None:
        super().__init__()
        self.turn = turn
        self.rubric = rubric
        self.reason = reason
        self.due = SCALES[0]
        ours = judgement_of(turn.score)
        # Labels of another rubric cannot be ticked here.
        self.rated = before or replace(ours, labels=ours.labels & frozenset(rubric.labels))

    def compose(self) -> ComposeResult:
        title = _("Turn {number}: “{reply}”").format(number=self.turn.number, reply=brief(self.turn.reply, 200))
        with Vertical(id="sheet"):
            yield Static(words(title, "bold"), id="sheet-title")
            with VerticalScroll(id="labels", can_focus=False):
                yield Ticks(id="ticks")
            yield Scale("calm", "$calm")
            yield Scale("firm", "$firm")
            yield Scale("stance", "$focus")
            yield Static(_("Why you rate so"), id="why", markup=False)
            yield Input(self.reason, id="reason", compact=True, max_length=2_000)
            yield Static(id="problem")
        yield KeysLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Our score, or what the coach has given before."""
        self._show()

    def _show(self) -> None:
        rubric, lang = self.rubric, current()
        self.query_one(Ticks).offer(
            [Tick(key, rubric.name(key, lang), rubric.says(key, lang), key in rubric.faults) for key in rubric.labels],
            self.rated.labels,
        )
        names = {
            "calm": [rubric.band_name("calm", band, lang) for band in CALM_BANDS],
            "firm": [rubric.band_name("firm", band, lang) for band in FIRM_BANDS],
            "stance": [rubric.name(stance, lang) for stance in STANCES],
        }
        for scale in self.query(Scale):
            name = scale.id or ""
            scale.offer(names[name], chosen(self.rated, name), name == self.due)

    @on(Ticks.Toggled)
    def _tick(self, event: Ticks.Toggled) -> None:
        self.rated = self.rated.toggled(event.key)
        self._show()

    @on(Scale.Picked)
    def _pick(self, event: Scale.Picked) -> None:
        self.due = event.scale
        self.action_rate(event.number)

    def action_rate(self, number: int) -> None:
        """Give the scale that is due this number (1-5), and go on to the next."""
        if self.due == "calm":
            self.rated = replace(self.rated, calm=number)
        elif self.due == "firm":
            self.rated = replace(self.rated, firm=number)
        else:
            self.rated = replace(self.rated, stance=STANCES[number - 1])
        self.due = SCALES[min(SCALES.index(self.due) + 1, len(SCALES) - 1)]
        self._show()

    def action_scale(self, name: str) -> None:
        """The next number is for this scale."""
        self.due = name
        self._show()

    def action_ours(self) -> None:
        """Take the rating back."""
        self.dismiss((None, ""))

    def action_keep(self) -> None:
        """Hand the rating over; a reason is needed."""
        reason = self.query_one("#reason", Input).value.strip()
        if not reason:
            self.query_one("#problem", Static).update(Content.styled(_("Say why: the trainee will ask."), "$bad"))
            self.query_one("#reason").focus()
            return
        self.dismiss((self.rated, reason))

    def on_input_changed(self) -> None:
        """What was wrong is being mended."""
        self.query_one("#problem", Static).update("")
