"""The conversation: bubbles, the client's meters, the reply box or the options, and the feedback beside them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from simulator.game import MAX_REPLY, ReplyProblem, clean
from simulator.i18n import _, mark, number
from simulator.mode import NAMES
from simulator.session import Event, FactOut, MoodMoved, Said, say
from simulator.tui.costs_look import strip as costs_strip
from simulator.tui.fit import Fit
from simulator.tui.pace import pause
from simulator.tui.screens.shown_turn import ShownTurnScreen
from simulator.tui.text import words
from simulator.tui.widgets.bubble import ClientBubble, FactNote, Typing, YouBubble, sent_note
from simulator.tui.widgets.chat import KEPT, Chat
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widgets.meter import Meter
from simulator.tui.widgets.reply_box import ReplyBox
from simulator.tui.widgets.side import Side
from simulator.wording import brief

if TYPE_CHECKING:
    from simulator.game import Game, Taken
    from simulator.tui.writing import Writing


class ConversationScreen(ShownTurnScreen):
    """Drives one `Game`; whatever is slow (judging, keeping) runs behind the screen."""

    CSS_PATH = "conversation.tcss"
    AUTO_FOCUS = None
    HELP = mark(
        "Answer as you would to a real client. Under each reply stand calm (the form) and firm (the principle) "
        "from 1 to 5, then ✓ what worked, ✗ what broke it, ○ what would have helped. Underlined words carry a raised "
        "number that leads to the list in the feedback. The bars on top are the client's patience and trust, with "
        "what moved them. Some facts come out only if you ask. Everything is saved at once: Esc leaves, and you can "
        "continue later."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "feedback", mark("Feedback"), priority=True, tooltip=mark("The whole feedback on this turn")),
        Binding(
            "f3", "reminder", mark("Briefing"), priority=True, tooltip=mark("The rule, the goal, what you may offer")
        ),
        Binding(
            "f4",
            "app.typing",
            mark("Pause"),
            show=False,
            priority=True,
            tooltip=mark("The client's typing pause on or off"),
        ),
        Binding(
            "pageup", "scroll(-1)", mark("Back"), show=False, priority=True, tooltip=mark("Back in the conversation")
        ),
        Binding(
            "pagedown", "scroll(1)", mark("Forth"), show=False, priority=True, tooltip=mark("On in the conversation")
        ),
        Binding(
            "ctrl+up",
            "pick(-1)",
            mark("Turn before"),
            show=False,
            priority=True,
            tooltip=mark("Feedback on the turn before"),
        ),
        Binding(
            "ctrl+down",
            "pick(1)",
            mark("Turn after"),
            show=False,
            priority=True,
            tooltip=mark("Feedback on the turn after"),
        ),
        Binding("escape", "leave", mark("Library"), priority=True, tooltip=mark("Leave; the conversation is kept")),
        *ShownTurnScreen.KEYS,
    ]

    def __init__(self, game: Game, writing: Writing | None = None) -> None:
        super().__init__(writing)
        self.game = game
        self.busy = True  # until the client has spoken
        self._skip = asyncio.Event()

    @property
    def speaker(self) -> str:
        """The client's name."""
        return self.game.scenario.client.name

    def compose(self) -> ComposeResult:
        state = self.game.state
        with Vertical(id="top"):
            yield Static(id="heading")
            yield Meter(_("Patience"), state.patience, id="patience")
            yield Meter(_("Trust"), state.trust, id="trust")
            yield Static(id="strip")
        with Horizontal(id="body"):
            with Vertical(id="talk"):
                yield Chat(id="chat")
                with Vertical(id="answer"):
                    yield from self.compose_answers(self._draft())
                    yield Button(_("See the debrief"), id="debrief")
            yield Side(id="side")
        yield KeysLine()

    def on_mount(self) -> None:
        if not self.children:
            return  # left again before it was drawn
        for hidden in ("#choices", "#debrief"):
            self.query_one(hidden).display = False
        self._show_side()
        self._head()
        # At once: `focus` comes later, and would take the keys from ready replies that are shown by then.
        self.set_focus(self.query_one(ReplyBox), scroll_visible=False)
        self.run_worker(self._open(), exit_on_error=False, group="play")

    def _draft(self) -> str:
        before = self.writing.before if self.writing is not None else None
        kept = before.draft if before is not None and before.number == len(self.game.state.turns) + 1 else ""
        return self.calmfirm.drafts.pop(self.game.session_id, kept) if self.game.session_id is not None else ""

    async def _open(self) -> None:
        """The opening words; for a resumed conversation everything said so far, at once."""
        state = self.game.state
        if not state.turns:
            await self._unfold(self.game.opening)
            await self.tell_before()
            return
        revealed: tuple[str, ...] = ()
        for turn in state.turns[-KEPT // 3 :]:
            await self._recall(turn.client, revealed)
            await self.chat.add(self.bubble(turn))
            revealed = turn.revealed
        await self._recall(state.words, revealed)
        await self.tell_before()
        self._pick(len(state.turns))
        self._ready()

    async def _recall(self, said: tuple[str, ...], revealed: tuple[str, ...]) -> None:
        """The client's words between two replies; what came out stands where it stood: before the step's own words."""
        scenario, state = self.game.scenario, self.game.state
        bubbles = [ClientBubble(text, self.speaker) for text in said]
        notes = [FactNote(say(scenario, state, scenario.facts[fact].text)) for fact in revealed]
        for shown in (*bubbles[:-1], *notes, *bubbles[-1:]):
            await self.chat.add(shown)

    # A turn.

    @on(ReplyBox.Sent)
    def _send(self, event: ReplyBox.Sent) -> None:
        if self.busy or self.game.state.over:
            self._skip.set()
            return
        text = clean(event.text)
        if not text and self.send_picked():
            return
        if not text:
            self.calmfirm.warn(_("Type a reply first."), "information")
        elif len(text) > MAX_REPLY:
            told = _("This reply has {count} characters; the limit is {limit}. Shorten it.")
            self.calmfirm.warn(told.format(count=number(len(text)), limit=number(MAX_REPLY)))
        else:
            self.query_one(ReplyBox).clear()
            self.send(text)

    def send(self, typed: str, shown: str | None = None, *, picked: bool = False, timed_out: bool = False) -> None:
        """Take a reply; it is shown as it was typed unless `shown` says otherwise."""
        self._take(typed, clean(typed) if shown is None else shown, picked, timed_out)

    @on(Choices.Chosen, "#choices")
    def _choose(self, event: Choices.Chosen) -> None:
        if not self.busy and not self.game.state.over:
            self._take(event.key, event.text)

    def _take(self, typed: str, shown: str, picked: bool = False, timed_out: bool = False) -> None:
        self.busy = True
        self.sent()
        self._answer_with(None)
        self.run_worker(self._play(typed, shown, picked, timed_out), exit_on_error=False, group="play")

    async def _play(self, typed: str, shown: str, picked: bool, timed_out: bool) -> None:
        bubble = YouBubble(shown)
        await self.chat.add(bubble)
        self.chat.anchor()
        try:
            taken: Taken = await asyncio.to_thread(self.game.take, typed, picked=picked, timed_out=timed_out)
        except Exception as error:
            await bubble.remove()
            told = "{problem}" if isinstance(error, ReplyProblem) else _("The reply could not be judged: {problem}")
            self.calmfirm.warn(told.format(problem=error), "error")
            box = self.query_one(ReplyBox)
            if not box.text and not self.game.options and not picked:
                box.text = typed
            self.refused()
            self._ready()
            return
        self.answered(taken.turn.number)
        if self.game.terms.exam:
            bubble.settle(sent_note(taken.turn))
        else:
            bubble.judge(taken.turn, self.naming)
        self._pick(taken.turn.number)
        for meter in self.query(Meter):
            meter.rest()
        await self.tell_difference(taken.turn)
        await self._unfold(taken.events)

    async def _unfold(self, happened: tuple[Event, ...]) -> None:
        """Show what happened, in order, at the client's pace."""
        for event in happened:
            match event:
                case Said(text):
                    await self._wait(text)
                    await self.chat.add(ClientBubble(text, self.speaker))
                case MoodMoved(change):
                    # In an exam the cause is feedback, and comes at the end.
                    shown = replace(change, because="") if self.game.terms.exam else change
                    self.query_one(f"#{change.meter}", Meter).move(shown)
                case FactOut(_, text):
                    await self.chat.add(FactNote(text))
        self._ready()

    async def _wait(self, text: str) -> None:
        if not self.calmfirm.typing:
            return
        self._skip.clear()
        sign = Typing(self.speaker)
        await self.chat.add(sign)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._skip.wait(), pause(text))
        await sign.remove()

    def _ready(self) -> None:
        """The trainee's turn, or the end."""
        self.busy = False
        self.chat.to_end()
        self._head()
        self._show_side()
        if self.game.state.over:
            self._answer_with("#debrief")
        else:
            if self.game.options:
                self.query_one("#choices", Choices).offer(self.game.options)
            self._answer_with(self.due())

    def _answer_with(self, which: str | None) -> None:
        """Show one way to answer; None: the reply box, to type ahead, unless options are being shown."""
        which = which or "#reply"
        others = (one for one in ("#reply", "#choices", "#ready", "#decide", "#debrief") if one != which)
        self.swap(self.query_one(which), *map(self.query_one, others))

    # What stands in the conversation.

    def _head(self) -> None:
        scenario, state = self.game.scenario, self.game.state
        turn = _("ended") if state.over else _("turn {number}").format(number=len(state.turns) + 1)
        strip = self.query_one("#strip", Static)
        strip.display = bool(scenario.costs)
        strip.update(Fit(lambda width: costs_strip(scenario, state, width)))
        self.query_one("#heading", Static).update(
            Content.assemble(
                words(self.speaker, "bold"),
                words(f"  ·  {brief(scenario.title, 48)}  ·  {turn}", "$quiet"),
                words(f"  ·  {_(NAMES[self.game.terms.mode])}", "$quiet"),
            )
        )

    # Keys.

    @on(ReplyBox.KeyPressed)
    def on_key(self, event: events.Key | ReplyBox.KeyPressed) -> None:
        """Any key ends the client's pause."""
        self._skip.set()

    def action_scroll(self, pages: int) -> None:
        """Move the conversation by most of a page."""
        self.chat.scroll_relative(y=pages * max(1, self.chat.size.height - 2), animate=False)

    def action_reminder(self) -> None:
        """The rule, the goal and what has been learned, over the conversation."""
        from simulator.tui.screens.reminder import ReminderScreen

        self.app.push_screen(ReminderScreen(self.game.scenario, self.game.state))

    @on(Button.Pressed, "#debrief")
    def _debrief(self) -> None:
        from simulator.tui.screens.debrief import DebriefScreen

        self.app.switch_screen(DebriefScreen(self.game))

    def action_leave(self) -> None:
        """Back to the library; the conversation stays where it is."""
        box = self.query_one(ReplyBox)
        if self.game.session_id is not None and box.text and not self.game.state.over:
            self.calmfirm.drafts[self.game.session_id] = box.text
        if self.clock is not None:
            self.calmfirm.warn(_("The exam goes on later. Its clock does not stop for this reply."), "information")
        self.calmfirm.to_library()
