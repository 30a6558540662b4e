"""A scenario played while it is being written: the conversation, what is wrong with the file, the coach's account."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Static

from simulator.beginning import Beginning
from simulator.game import ReplyProblem, clean
from simulator.i18n import _, mark
from simulator.rehearsal import Rehearsal
from simulator.scenario.problem import printable
from simulator.tui import coach
from simulator.tui.desk import open_desk
from simulator.tui.screens.reloading import ReloadingScreen
from simulator.tui.text import words
from simulator.tui.widgets.bubble import YouBubble
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widgets.proof_side import ProofSide
from simulator.tui.widgets.rehearsal_top import RehearsalTop
from simulator.tui.widgets.rehearsed import Rehearsed
from simulator.tui.widgets.reply_box import ReplyBox
from simulator.tui.widths import WIDTHS


class PreviewScreen(ReloadingScreen):
    """Plays `path` from `beginning`; every save is shown at once, with the same replies played again."""

    CSS_PATH = "preview.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    AUTO_FOCUS = ""  # what takes keys is known once there is something to play
    HELP = mark(
        "Keep this open beside your editor. Whenever you save the file, the same replies are played again to the same "
        "spot, and all that is wrong stands here until it is mended; the tests in the file are run too. For each "
        "reply you see the score, the labels with the words that show them, which route won and why the others did "
        "not, in the keys of your file. Nothing of a preview is kept in the results."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "account", mark("Why"), priority=True, tooltip=mark("Score, labels and routes of this turn")),
        Binding(
            "f3", "reminder", mark("Briefing"), show=False, priority=True, tooltip=mark("What the trainee is told")
        ),
        Binding(
            "f4",
            "problems",
            mark("Errors"),
            priority=True,
            tooltip=mark("What is wrong with the file, and ways to mend it"),
        ),
        Binding(
            "f5",
            "begin",
            mark("Start from"),
            priority=True,
            tooltip=mark("Start at any step, with your mood and facts"),
        ),
        Binding("f8", "back", mark("Undo"), priority=True, tooltip=mark("Take the last reply back, into the box")),
        Binding(
            "f9", "restart", mark("Again"), priority=True, tooltip=mark("Take all replies back and play from the start")
        ),
        Binding(
            "pageup", "scroll(-1)", mark("Back"), show=False, priority=True, tooltip=mark("Back in the conversation")
        ),
        Binding(
            "pagedown", "scroll(1)", mark("Forth"), show=False, priority=True, tooltip=mark("On in the conversation")
        ),
        Binding("ctrl+up", "pick(-1)", mark("Turn before"), show=False, priority=True, tooltip=mark("The turn before")),
        Binding("ctrl+down", "pick(1)", mark("Turn after"), show=False, priority=True, tooltip=mark("The turn after")),
        Binding("ctrl+q", "app.quit", mark("Quit"), priority=True, tooltip=mark("Leave; nothing of a preview is kept")),
    ]

    @property
    def talk(self) -> Rehearsed:
        """The conversation."""
        return self.query_one(Rehearsed)

    def __init__(self, path: Path, beginning: Beginning, trainee: str = "") -> None:
        super().__init__(path, beginning, trainee)
        self.busy = False

    def compose(self) -> ComposeResult:
        yield RehearsalTop(printable(self.path.name), id="top")
        yield Static(id="news")
        yield Static(id="strip")
        with Horizontal(id="body"):
            yield Rehearsed(id="talk")
            yield ProofSide(id="side")
        yield KeysLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Nothing is known yet."""
        self.set_class(True, "-empty")
        self.news(_("Reading {file} …").format(file=self.path.name))
        self.show_account()

    def renamed(self) -> None:
        """The rubric's words are there."""
        self.talk.renamed(self.naming)

    # The conversation.

    @on(ReplyBox.Sent)
    def _send(self, event: ReplyBox.Sent) -> None:
        if self.busy or self.rehearsal is None or self.rehearsal.state.over:
            return
        if not clean(event.text):
            self.preview.warn(_("Type a reply first."), "information")
            return
        self._take(event.text, clean(event.text))

    @on(Button.Pressed, "#decide")
    def _decide(self) -> None:
        now = self.rehearsal
        if now is not None and now.desk is not None and not self.busy:
            client = now.scenario.client.name, now.state.words[-1]
            open_desk(self.app, now.desk, client, self.talk.box, lambda: None, self._take)

    @on(Choices.Chosen)
    def _choose(self, event: Choices.Chosen) -> None:
        if not self.busy and self.rehearsal is not None and not self.rehearsal.state.over:
            self._take(event.key, event.text)

    def _take(self, typed: str, shown: str) -> None:
        self.busy = True
        self.work(self._play(typed, shown))

    async def _play(self, typed: str, shown: str) -> None:
        async with self.turn:
            try:
                if self.rehearsal is not None:
                    await self._judge(self.rehearsal, typed, shown)
            finally:
                self.busy = False

    async def _judge(self, rehearsal: Rehearsal, typed: str, shown: str) -> None:
        box = self.talk.box
        box.clear()
        bubble = await self.talk.saying(shown)
        try:
            exchange = await asyncio.to_thread(rehearsal.take, typed)
        except Exception as error:
            await bubble.remove()
            told = "{problem}" if isinstance(error, ReplyProblem) else _("The reply could not be judged: {problem}")
            self.preview.warn(told.format(problem=error), "error")
            if not rehearsal.options and not box.text:
                box.text = typed
            return
        self.talk.judged(bubble, exchange.turn, self.naming)
        self.picked = exchange.turn.number
        await self.redraw(moving=True)

    async def redraw(self, moving: bool = False) -> None:
        """Show everything as it is now. `moving`: the meters may move."""
        if (rehearsal := self.rehearsal) is None:
            return
        self.set_class(False, "-empty")
        await self.talk.show(rehearsal, self.naming, self.picked)
        self.query_one(RehearsalTop).show(rehearsal, moving)
        self.show_account()
        self.refresh_bindings()

    # What stands around it.

    def news(self, text: str, mended: str = "", style: str = "$quiet") -> None:
        """One line on what came of the last save."""
        told = " ".join(part for part in (mended, text) if part)
        line = Content.assemble((f"{datetime.now():%H:%M:%S}  ", "$quiet"), words(told, style))
        self.query_one("#news", Static).update(line if told else "")

    def show_problems(self) -> None:
        """What is wrong with the file, beside the conversation or above it."""
        if (proof := self.findings.all) is None:
            return
        strip = self.query_one("#strip", Static)
        strip.set_class(bool(proof.problems), "-filled")
        if proof.problems:
            strip.update(coach.problems_in_brief(proof, self.path.name))
        self.query_one(ProofSide).show_problems(self.problem_text if proof.problems else None)
        self._refresh_sheets()

    def problem_text(self, width: int) -> Content:
        """Everything that is wrong, for a column of this width."""
        return coach.problem_list(self.findings.all, self.path.name, width)

    def account_text(self, width: int) -> Content:
        """The coach's account, for a column of this width."""
        proof = self.findings.proof
        return coach.account(self.rehearsal, self.picked, proof.lines if proof is not None else None, width)

    def show_account(self) -> None:
        """The coach's account, beside the conversation and in an open sheet."""
        side = self.query_one(ProofSide)
        side.show_account(self.account_text)
        self._refresh_sheets()

    def _refresh_sheets(self) -> None:
        from simulator.tui.screens.preview_sheets import refresh

        refresh(self.app.screen, self)

    def _pick(self, number: int) -> None:
        self.picked = number
        self.talk.chat.pick(number)
        self.show_account()
        self.query_one(ProofSide).to_top()

    @on(YouBubble.Picked)
    def _picked(self, event: YouBubble.Picked) -> None:
        self._pick(event.number)
        if not self.has_class("-wide"):
            self.action_account()

    # Keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action in ("account", "reminder", "begin"):
            return self.rehearsal is not None
        if action in ("back", "restart", "pick"):
            return self.rehearsal is not None and bool(self.rehearsal.exchanges)
        return super().check_action(action, parameters)

    def action_pick(self, by: int) -> None:
        """Show the account of the turn before or after."""
        number = self.picked + by
        if self.rehearsal is not None and 0 < number <= len(self.rehearsal.exchanges):
            self._pick(number)
            self.talk.chat.show(number)

    def action_scroll(self, pages: int) -> None:
        """Move the conversation by most of a page."""
        self.talk.chat.scroll_relative(y=pages * max(1, self.talk.chat.size.height - 2), animate=False)

    def action_account(self) -> None:
        """The coach's account over the screen."""
        from simulator.tui.screens.preview_sheets import AccountSheet

        self.app.push_screen(AccountSheet(self))

    def action_problems(self) -> None:
        """The problems over the screen."""
        from simulator.tui.screens.preview_sheets import ProblemSheet

        self.app.push_screen(ProblemSheet(self))

    def action_reminder(self) -> None:
        """What the trainee is told, over the screen."""
        from simulator.tui.screens.reminder import ReminderScreen

        if self.rehearsal is not None:
            self.app.push_screen(ReminderScreen(self.rehearsal.scenario, self.rehearsal.state))

    def action_back(self) -> None:
        """Take the last reply back, into the box when that is empty."""
        if self.rehearsal is not None and not self.busy and self.rehearsal.exchanges:
            self.work(self._back(len(self.rehearsal.exchanges) - 1, into_box=True))

    def action_restart(self) -> None:
        """Take all replies back."""
        if self.rehearsal is not None and not self.busy:
            self.work(self._back(0))

    async def _back(self, played: int, into_box: bool = False) -> None:
        async with self.turn:
            if (rehearsal := self.rehearsal) is None:
                return
            taken = rehearsal.exchanges[played:]
            rehearsal.back_to(played)
            self.picked = played
            await self.redraw()
            box = self.talk.box
            if into_box and taken and not rehearsal.options and not box.text:
                box.text = taken[0].typed
                box.move_cursor(box.document.end)

    def action_begin(self) -> None:
        """Ask where to start."""
        from simulator.tui.screens.begin_at import BeginScreen

        if self.rehearsal is not None:
            self.app.push_screen(BeginScreen(self.rehearsal), self._begin)

    def _begin(self, wish: Beginning | None) -> None:
        if wish is not None and self.rehearsal is not None:
            self.beginning = wish
            self.work(self._begin_at(wish))

    async def _begin_at(self, wish: Beginning) -> None:
        async with self.turn:
            assert self.rehearsal is not None
            now = self.rehearsal
            self.rehearsal = Rehearsal(now.loaded, now.scorer, wish, self.trainee)
            self.picked = 0
            for note in self.rehearsal.notes:
                self.preview.warn(note)
            await self.redraw()
