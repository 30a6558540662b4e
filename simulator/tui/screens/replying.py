"""How a reply is given: ready replies and the live gauge to learn, hints on a ladder, the clock of an exam."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Button, TextArea

from simulator.game import clean
from simulator.i18n import _, current, mark
from simulator.reply_clock import ReplyClock, minutes
from simulator.tui.desk import open_desk
from simulator.tui.screens.again import AgainScreen
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.clock import Clock
from simulator.tui.widgets.live import Live
from simulator.tui.widgets.picked import Picked
from simulator.tui.widgets.reply_box import ReplyBox

if TYPE_CHECKING:
    from scoring.contract import Score
    from simulator.game import Game
    from simulator.ready import Ready
    from simulator.tui.naming import Naming
    from simulator.tui.writing import Writing

TICK_SECONDS = 0.2


class ReadyReplies(Choices):
    """The replies to choose from while learning."""


class ReplyingScreen(AgainScreen):
    """The part of a conversation that differs from mode to mode. `writing` keeps what is being written; None: nothing
    is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f5",
            "hint",
            mark("Hint"),
            priority=True,
            tooltip=mark("A hint for this reply; each press goes a step further"),
        ),
        Binding(
            "f6",
            "gauge",
            mark("Gauge"),
            show=False,
            priority=True,
            tooltip=mark("Calm and firm while you type, on or off"),
        ),
        Binding(
            "f7", "others", mark("Replies"), show=False, priority=True, tooltip=mark("Look at the ready replies again")
        ),
    ]

    game: Game
    busy: bool

    def __init__(self, writing: Writing | None = None) -> None:
        super().__init__()
        self.writing = writing
        self.clock: ReplyClock | None = None
        self.chosen: Ready | None = None
        self._stuck = False  # the clock has sent a reply that could not be taken: the trainee sends it again

    @property
    def naming(self) -> Naming:
        """The rubric's words in the interface's language."""
        return self.calmfirm.naming(current(), self.game.loaded.rubric)

    def compose_answers(self, draft: str) -> ComposeResult:
        """Everything that a reply is given with."""
        yield Clock(id="clock")
        yield Picked(id="picked")
        yield ReplyBox(draft)
        yield Choices(id="choices")
        yield Button(_("Read the papers and decide"), id="decide")
        yield ReadyReplies(id="ready")  # after the others: as a kind of choices it would be found before them
        yield Live("live", self._judged, lambda: self.naming)

    def on_mount(self) -> None:
        """Nothing of it is there before it is due."""
        if not self.children:
            return
        for one in ("#clock", "#picked", "#ready", "#live", "#decide"):
            self.query_one(one).display = False
        self.query_one(ReadyReplies).border_title = _("Which reply would you send?")
        if self.game.terms.seconds is not None:
            self.set_interval(TICK_SECONDS, self._tick)

    # What the conversation asks for.

    def due(self) -> str:
        """A reply is due: start its clock; which widget answers (`#ready`, `#choices` or `#reply`)."""
        self.chosen = None
        self._show_gauge()
        if self.game.options:
            way = "#choices"
        elif self.game.desk is not None:
            way = "#decide"
        elif self.game.help.ready:
            self.query_one(ReadyReplies).offer([(str(n), one.text) for n, one in enumerate(self.game.help.offer())])
            way = "#ready"
        else:
            way = "#reply"
        self._begin_clock()
        self.refresh_bindings()
        return way

    def sent(self) -> None:
        """A reply is on its way: no clock, no help."""
        self.clock = None
        self.chosen = None
        for one in ("#clock", "#picked", "#ready"):
            self.query_one(one).display = False
        self.query_one(Live).rest()

    def answered(self, number: int) -> None:
        """Turn `number` is kept."""
        self._stuck = False
        if self.writing is not None:
            self.writing.done(number)

    def refused(self) -> None:
        """The reply could not be taken; a clock that has run out does not send it again by itself."""
        self._stuck = self.game.terms.seconds is not None

    def swap(self, shown: Widget, *hidden: Widget) -> None:
        """Show and focus one thing, then hide others: hiding what has the focus would send it anywhere."""
        shown.display = True
        self.set_focus(shown, scroll_visible=False)
        for one in hidden:
            one.display = False

    def send(self, typed: str, shown: str | None = None, *, picked: bool = False, timed_out: bool = False) -> None:
        """Take this reply. The conversation says how; `shown`: what the trainee says by it, if not what is typed."""
        raise NotImplementedError

    # A decision.

    @on(Button.Pressed, "#decide")
    def _open_desk(self, event: Button.Pressed) -> None:
        event.stop()
        lying = self.game.desk
        if lying is not None and not self.busy:
            client = self.game.scenario.client.name, self.game.state.words[-1]
            open_desk(self.app, lying, client, self.query_one(ReplyBox), self.action_hint, self.send)

    # To learn: ready replies.

    @on(Choices.Chosen, "#ready")
    def _pick_ready(self, event: Choices.Chosen) -> None:
        event.stop()
        if self.busy:
            return
        one = self.game.help.ready[int(event.key)]
        self.chosen = one
        panel = self.query_one(Picked)
        panel.wait(one)
        panel.display = True
        box = self.query_one(ReplyBox)
        box.placeholder = _("Write your own …, or Enter to send the one you picked")
        self.swap(box, self.query_one(ReadyReplies))
        self._show_gauge()
        self.refresh_bindings()
        self.run_worker(self._explain(one), exit_on_error=False, group="explain", exclusive=True)

    async def _explain(self, one: Ready) -> None:
        situation = self.game.situation(picked=True)
        try:
            score = await asyncio.to_thread(self.game.scorer.score, one.text, situation)
        except Exception as error:
            self.calmfirm.warn(_("The reply could not be judged: {problem}").format(problem=error), "error")
            return
        if self.is_attached and self.chosen is one:
            self.query_one(Picked).tell(one, score, self.naming)

    @on(Button.Pressed, "#go-on")
    def _go_on(self, event: Button.Pressed) -> None:
        event.stop()
        self.send_picked()

    def send_picked(self) -> bool:
        """Send the ready reply that was picked as it stands; False when none was."""
        one = self.chosen
        if one is None or self.busy:
            return False
        self.send(one.text, picked=True)
        return True

    @on(Button.Pressed, "#others")
    def action_others(self) -> None:
        """Back to the ready replies; what is typed stays."""
        if self.chosen is None or self.busy:
            return
        self.chosen = None
        self.swap(self.query_one(ReadyReplies), self.query_one(ReplyBox), self.query_one(Picked))
        self._show_gauge()
        self.refresh_bindings()

    # Hints.

    def action_hint(self) -> None:
        """The hint ladder of the reply that is due."""
        ladder = self.game.help.ladder
        if self.busy or self.game.state.over or ladder is None:
            return
        if not ladder.rungs:
            self.calmfirm.warn(_("There is no hint here."), "information")
            return
        from simulator.tui.screens.hints import HintScreen

        if not ladder.climbed:
            ladder.climb()
        self.app.push_screen(HintScreen(ladder, self.game, self.naming))

    # The gauge.

    def _judged(self, text: str) -> Score:
        return self.game.scorer.score(clean(text), self.game.situation())

    def _show_gauge(self) -> None:
        live = self.query_one(Live)
        box = self.query_one(ReplyBox)
        game = self.game
        # While the ready replies are being looked at, there is nothing typed to judge.
        typed = not game.options and game.desk is None
        typing = not game.state.over and typed and (self.chosen is not None or not game.help.ready)
        live.display = game.terms.learn and typing
        live.turn(self.calmfirm.gauge)
        if live.display:
            live.typed(box.text)

    def action_gauge(self) -> None:
        """Calm and firm while typing, on or off, now and for the next conversations."""
        self.calmfirm.gauge = not self.calmfirm.gauge
        self.calmfirm.remember("gauge", "on" if self.calmfirm.gauge else "off")
        self._show_gauge()

    @on(TextArea.Changed, "#reply")
    def _typed(self, event: TextArea.Changed) -> None:
        live = self.query_one(Live)
        if live.display and not self.busy:
            live.typed(event.text_area.text)
        self._keep_draft()

    def _keep_draft(self) -> None:
        if self.writing is not None and not self.busy and not self.game.state.over:
            due_at = self.clock.due_at if self.clock else None
            self.writing.note(len(self.game.state.turns) + 1, self.query_one(ReplyBox).text, due_at)

    # The clock.

    def _begin_clock(self) -> None:
        seconds = self.game.terms.seconds
        # Papers are read without a clock.
        if seconds is None or self.game.state.over or self.game.desk is not None:
            return
        before = self.writing.before if self.writing is not None else None
        now, number = datetime.now(UTC), len(self.game.state.turns) + 1
        due_at = before.due_at if before is not None and before.number == number else None
        self.clock = ReplyClock.begin(seconds, now, time.monotonic(), due_at)
        if due_at is not None:
            self._tell_away(due_at, self.clock.left(time.monotonic()))
        if self.writing is not None:
            self.writing.before = None
        self.query_one(Clock).display = True
        self._keep_draft()
        self._tick()

    def _tell_away(self, due_at: datetime, left: float) -> None:
        if left > 0:
            text = _("The clock went on while you were away: {time} is left for this reply.").format(time=minutes(left))
        else:
            at = due_at.astimezone().strftime("%H:%M")
            text = _(
                "The time for this reply ran out at {time}, while you were away: what stood in the box is sent. The "
                "next reply has its whole time."
            ).format(time=at)
        self.calmfirm.warn(text, "information")

    def _tick(self) -> None:
        if self.clock is None or self.busy or not self.is_attached:
            return
        left = self.clock.left(time.monotonic())
        choices = self.query_one("#choices", Choices)
        self.query_one(Clock).show(left, self.clock.seconds, marked=choices.display)
        if left > 0 or self._stuck:
            return
        if self.game.options:
            key, text = self.game.options[choices.highlighted or 0]
            self.send(key, text, timed_out=True)
        else:
            box = self.query_one(ReplyBox)
            typed = box.text
            box.clear()
            self.send(typed, timed_out=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if not self.is_mounted:
            return super().check_action(action, parameters)
        terms = self.game.terms
        if action == "hint":
            return not terms.exam and not self.game.state.over
        if action == "gauge":  # its own line names the key
            return terms.learn
        if action == "others":
            return self.chosen is not None
        return super().check_action(action, parameters)
