"""The conversation: bubbles, the client's meters, the reply box or the options, and the feedback beside them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Footer, Static

from simulator.game import MAX_REPLY, ReplyProblem, clean
from simulator.session import Event, FactOut, MoodMoved, Said, Turn, say
from simulator.tui.naming import Naming
from simulator.tui.pace import pause
from simulator.tui.screens.screen import CalmfirmScreen
from simulator.tui.text import words
from simulator.tui.widgets.bubble import ClientBubble, FactNote, Typing, YouBubble
from simulator.tui.widgets.chat import KEPT, Chat
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.meter import Meter
from simulator.tui.widgets.reply_box import ReplyBox
from simulator.tui.widgets.side import Side
from simulator.wording import brief

if TYPE_CHECKING:
    from simulator.game import Game, Taken


class ConversationScreen(CalmfirmScreen):
    """Drives one `Game`; whatever is slow (judging, keeping) runs behind the screen."""

    CSS_PATH = "conversation.tcss"
    AUTO_FOCUS = None
    HELP = (
        "Answer as you would to a real client. Under each reply stand calm (the form) and firm (the principle) "
        "from 1 to 5, then ✓ what worked, ✗ what broke it, ○ what would have helped. Underlined words carry a raised "
        "number that leads to the list in the feedback. The bars on top are the client's patience and trust, with "
        "what moved them. Some facts come out only if you ask. Everything is saved at once: Esc leaves, and you can "
        "continue later."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "feedback", "Feedback", priority=True, tooltip="The whole feedback on this turn"),
        Binding("f3", "reminder", "Briefing", priority=True, tooltip="The rule, the goal, what you may offer"),
        Binding("f4", "app.typing", "Pause", show=False, priority=True, tooltip="The client's typing pause on or off"),
        Binding("pageup", "scroll(-1)", "Back", show=False, priority=True, tooltip="Back in the conversation"),
        Binding("pagedown", "scroll(1)", "Forth", show=False, priority=True, tooltip="On in the conversation"),
        Binding("ctrl+up", "pick(-1)", "Turn before", show=False, priority=True, tooltip="Feedback on the turn before"),
        Binding("ctrl+down", "pick(1)", "Turn after", show=False, priority=True, tooltip="Feedback on the turn after"),
        Binding("escape", "leave", "Library", priority=True, tooltip="Leave; the conversation is kept"),
    ]

    def __init__(self, game: Game) -> None:
        super().__init__()
        self.game = game
        self.busy = True  # until the client has spoken
        self.picked = 0
        self._skip = asyncio.Event()

    @property
    def naming(self) -> Naming:
        """The rubric's words in the scenario's language."""
        return self.calmfirm.naming(self.game.scenario.lang, self.game.loaded.rubric)

    @property
    def speaker(self) -> str:
        """The client's name."""
        return self.game.scenario.client.name

    @property
    def chat(self) -> Chat:
        """The bubbles."""
        return self.query_one(Chat)

    def compose(self) -> ComposeResult:
        state = self.game.state
        with Vertical(id="top"):
            yield Static(id="heading")
            yield Meter("Patience", state.patience, id="patience")
            yield Meter("Trust", state.trust, id="trust")
        with Horizontal(id="body"):
            with Vertical(id="talk"):
                yield Chat(id="chat")
                with Vertical(id="answer"):
                    yield ReplyBox(self._draft())
                    yield Choices(id="choices")
                    yield Button("See the debrief", id="debrief")
            yield Side(id="side")
        yield Footer()

    def on_mount(self) -> None:
        if not self.children:
            return  # left again before it was drawn
        for hidden in ("#choices", "#debrief"):
            self.query_one(hidden).display = False
        self._show_side()
        self._head()
        self.query_one(ReplyBox).focus()
        self.run_worker(self._open(), exit_on_error=False, group="play")

    def _draft(self) -> str:
        return self.calmfirm.drafts.pop(self.game.session_id, "") if self.game.session_id is not None else ""

    async def _open(self) -> None:
        """The opening words; for a resumed conversation everything said so far, at once."""
        state = self.game.state
        if not state.turns:
            await self._unfold(self.game.opening)
            return
        revealed: tuple[str, ...] = ()
        for turn in state.turns[-KEPT // 3 :]:
            await self._recall(turn.client, revealed)
            await self.chat.add(YouBubble(turn.reply, turn, self.naming))
            revealed = turn.revealed
        await self._recall(state.words, revealed)
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
        if not text:
            self.calmfirm.warn("Type a reply first.", "information")
        elif len(text) > MAX_REPLY:
            self.calmfirm.warn(f"This reply has {len(text):,} characters; the limit is {MAX_REPLY:,}. Shorten it.")
        else:
            self.query_one(ReplyBox).clear()
            self._take(text, text)

    @on(Choices.Chosen)
    def _choose(self, event: Choices.Chosen) -> None:
        if not self.busy and not self.game.state.over:
            self._take(event.key, event.text)

    def _take(self, typed: str, shown: str) -> None:
        self.busy = True
        self._answer_with(None)
        self.run_worker(self._play(typed, shown), exit_on_error=False, group="play")

    async def _play(self, typed: str, shown: str) -> None:
        bubble = YouBubble(shown)
        await self.chat.add(bubble)
        self.chat.anchor()
        try:
            taken: Taken = await asyncio.to_thread(self.game.take, typed)
        except Exception as error:
            await bubble.remove()
            text = str(error) if isinstance(error, ReplyProblem) else f"The reply could not be judged: {error}"
            self.calmfirm.warn(text, "error")
            box = self.query_one(ReplyBox)
            if not box.text and not self.game.options:
                box.text = typed
            self._ready()
            return
        bubble.judge(taken.turn, self.naming)
        self._pick(taken.turn.number)
        for meter in self.query(Meter):
            meter.rest()
        await self._unfold(taken.events)

    async def _unfold(self, happened: tuple[Event, ...]) -> None:
        """Show what happened, in order, at the client's pace."""
        for event in happened:
            match event:
                case Said(text):
                    await self._wait(text)
                    await self.chat.add(ClientBubble(text, self.speaker))
                case MoodMoved(change):
                    self.query_one(f"#{change.meter}", Meter).move(change)
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
        elif self.game.options:
            self.query_one(Choices).offer(self.game.options)
            self._answer_with("#choices")
        else:
            self._answer_with("#reply")

    def _answer_with(self, which: str | None) -> None:
        """Show one way to answer; None: the reply box, to type ahead, unless options are being shown."""
        which = which or "#reply"
        for one in ("#reply", "#choices", "#debrief"):
            self.query_one(one).display = one == which
        self.query_one(which).focus(scroll_visible=False)

    # What stands in the conversation.

    def _head(self) -> None:
        scenario, state = self.game.scenario, self.game.state
        turn = "ended" if state.over else f"turn {len(state.turns) + 1}"
        self.query_one("#heading", Static).update(
            Content.assemble(
                words(self.speaker, "bold"), words(f"  ·  {brief(scenario.title, 48)}  ·  {turn}", "$quiet")
            )
        )

    def _pick(self, number: int) -> None:
        self.picked = number
        self.chat.pick(number)
        self._show_side()

    @property
    def turn(self) -> Turn | None:
        """The turn whose feedback is shown."""
        turns = self.game.state.turns
        return turns[self.picked - 1] if 0 < self.picked <= len(turns) else None

    def _show_side(self) -> None:
        self.query_one(Side).show(self.game.scenario, self.game.state, self.turn, self.naming)

    @on(YouBubble.Picked)
    def _picked(self, event: YouBubble.Picked) -> None:
        self._pick(event.number)
        if not self.has_class("-wide"):
            self.action_feedback()

    # Keys.

    @on(ReplyBox.KeyPressed)
    def on_key(self, event: events.Key | ReplyBox.KeyPressed) -> None:
        """Any key ends the client's pause."""
        self._skip.set()

    def action_pick(self, step: int) -> None:
        """Show the feedback of the turn before or after."""
        number = self.picked + step
        if 0 < number <= len(self.game.state.turns):
            self._pick(number)
            self.chat.show(number)

    def action_scroll(self, pages: int) -> None:
        """Move the conversation by most of a page."""
        self.chat.scroll_relative(y=pages * max(1, self.chat.size.height - 2), animate=False)

    def action_feedback(self) -> None:
        """The whole feedback on the shown turn, over the conversation."""
        from simulator.tui.screens.feedback import FeedbackScreen

        if self.turn is None:
            self.calmfirm.warn("There is feedback once you have replied.", "information")
        else:
            self.app.push_screen(FeedbackScreen(self.game.state.turns, self.picked, self.naming))

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
        self.calmfirm.to_library()
