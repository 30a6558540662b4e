"""A drill: a moment, a reply, what it shows; five times; a summary."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from simulator.game import ReplyProblem
from simulator.i18n import _, current, mark
from simulator.practice.drill import Attempt, Drill
from simulator.practice.moments import Moment
from simulator.tui import drill_look as look
from simulator.tui.fit import Fit
from simulator.tui.naming import Naming
from simulator.tui.practising import Practised, drill, read
from simulator.tui.screens.screen import CalmfirmScreen
from simulator.tui.text import words
from simulator.tui.widgets.bubble import ClientBubble, YouBubble
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widgets.reply_box import ReplyBox


class Onward(Static, can_focus=True):
    """To the next moment, or out of the summary."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go", mark("Go on"), tooltip=mark("To the next moment"))]

    class Taken(Message):
        """The trainee goes on."""

    def action_go(self) -> None:
        """Go on."""
        self.post_message(self.Taken())

    def on_click(self) -> None:
        """A click is as good as a key."""
        self.action_go()


class DrillScreen(CalmfirmScreen):
    """Drives one `Drill`; opening moments and judging run behind the screen."""

    CSS_PATH = "drill.tcss"
    AUTO_FOCUS = None
    HELP = mark(
        "Single moments that ask for one principle. Answer the client in a sentence or two; you see at once whether "
        "the principle is in your words, and which of them show it. Where the scenario has a model answer, it comes "
        "after yours. Esc leaves; with three replies or more the drill counts all the same."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "again", mark("Another drill"), tooltip=mark("Five more on the same principle")),
        Binding("pageup", "page(-1)", mark("Page up"), show=False, priority=True, tooltip=mark("Up the page")),
        Binding("pagedown", "page(1)", mark("Page down"), show=False, priority=True, tooltip=mark("Down the page")),
        Binding("escape", "leave", mark("Leave"), priority=True),
    ]

    def __init__(self, made: Drill) -> None:
        super().__init__()
        self.drill = made
        self.busy = True  # until the moment is there
        self.finished = False

    @property
    def naming(self) -> Naming:
        """The rubric's words in the interface's language."""
        return self.calmfirm.naming(current())

    def compose(self) -> ComposeResult:
        yield Static(id="heading")
        with Horizontal(id="body"):
            with Vertical(id="talk"):
                with VerticalScroll(id="page", can_focus=False):
                    yield Static(id="scene")
                    yield Vertical(id="said")
                    yield Static(id="given")
                    with Vertical(id="below"):
                        yield Static(id="verdict")
                    yield Static(id="model")
                    yield Static(id="summary")
                yield ReplyBox()
                yield Onward(id="onward")
            with VerticalScroll(id="side", can_focus=False):
                yield Static(id="side-verdict")
        yield KeysLine()

    def on_mount(self) -> None:
        if not self.children:
            return  # left again before it was drawn
        self.query_one("#onward").display = False
        self.run_worker(self._open(), exit_on_error=False, group="drill")

    async def _open(self) -> None:
        """The next moment."""
        self.busy = True
        try:
            here: Moment = await asyncio.to_thread(self.drill.moment)
        except Exception as error:
            self.calmfirm.warn(_("This moment cannot be opened: {problem}").format(problem=error), "error")
            self.action_leave()
            return
        self._show(None)
        self.query_one("#heading", Static).update(look.head(self.drill, self.naming))
        scene = partial(look.scene, self.drill, here, self.naming)
        self.query_one("#scene", Static).update(Fit(scene))
        self.query_one("#given", Static).update(Fit(partial(look.given, here, self.drill.principle)))
        said = self.query_one("#said")
        await said.remove_children()
        await said.mount(*(ClientBubble(text, here.client) for text in here.state.words))
        self.query_one("#page").scroll_home(animate=False)
        box = self.query_one(ReplyBox)
        box.display = True
        self.query_one("#onward").display = False
        box.focus(scroll_visible=False)
        self.busy = False
        self.refresh_bindings()

    @on(ReplyBox.Sent)
    def _send(self, event: ReplyBox.Sent) -> None:
        if not self.busy and not self.drill.over:
            self.busy = True
            self.run_worker(self._judge(event.text), exit_on_error=False, group="drill")

    async def _judge(self, typed: str) -> None:
        box = self.query_one(ReplyBox)
        bubble = YouBubble(typed.strip())
        if typed.strip():
            await self.query_one("#said").mount(bubble)
            box.clear()
        try:
            attempt: Attempt = await asyncio.to_thread(self.drill.take, typed)
        except Exception as error:
            if bubble.is_attached:
                await bubble.remove()
            box.text = typed
            told = str(error) if isinstance(error, ReplyProblem) else _("The reply could not be judged: {problem}")
            self.calmfirm.warn(told.format(problem=error) if "{problem}" in told else told, "warning")
            self.busy = False
            return
        bubble.judge(attempt.turn, self.naming)
        self.query_one("#heading", Static).update(look.head(self.drill, self.naming))
        self._show(attempt)
        self._onward(_("See how it went") if self.drill.over else _("Next moment"))
        # On a small screen what the reply shows comes first; the moment is a page up.
        self.call_after_refresh(self.call_later, self._to_verdict)
        self.busy = False

    def _to_verdict(self) -> None:
        if self.is_attached and not self.has_class("-wide"):
            self.query_one("#verdict").scroll_visible(top=True, animate=False)

    def _show(self, attempt: Attempt | None) -> None:
        """What became of the reply: under it, at wide sizes beside it."""
        for which in ("#verdict", "#side-verdict", "#model"):
            self.query_one(which).display = attempt is not None
        self.query_one("#given").display = attempt is None
        self.query_one("#summary").display = False
        if attempt is None:
            return
        shown = partial(look.verdict, attempt, self.drill.principle, self.naming)
        for which in ("#verdict", "#side-verdict"):
            self.query_one(which, Static).update(Fit(shown))
        self.query_one("#model", Static).update(Fit(partial(look.model_answer, attempt)))
        self.query_one("#model").display = attempt.moment.says.model is not None

    def _onward(self, text: str) -> None:
        self.query_one(ReplyBox).display = False
        onward = self.query_one(Onward)
        onward.update(words(text, "bold"))
        onward.display = True
        onward.focus(scroll_visible=False)
        self.refresh_bindings()

    @on(Onward.Taken)
    def _next(self) -> None:
        if self.busy:
            return
        if self.finished:
            self.action_leave()
        elif self.drill.over:
            self._finish()
        else:
            self.run_worker(self._open(), exit_on_error=False, group="drill")

    def _finish(self) -> None:
        """The summary, once practice has been read with this drill in it."""
        self.finished = True
        read(self.calmfirm, self._summary, lambda _problem: self._summary(None))

    def _summary(self, practised: Practised | None) -> None:
        if not self.is_attached:
            return
        for which in ("#scene", "#said", "#given", "#verdict", "#model", "#side"):
            self.query_one(which).display = False
        standing = practised.picture.standing(self.drill.principle) if practised else None
        shown = self.query_one("#summary", Static)
        shown.display = True
        shown.update(Fit(partial(look.summary, self.drill, self.naming, standing)))
        self.query_one("#page").scroll_home(animate=False)
        self._onward(_("Done"))

    def action_again(self) -> None:
        """Five more moments on the same principle; those that have rested longest."""
        drill(self.calmfirm, self.drill.principle, self.drill.lang)

    def action_page(self, pages: int) -> None:
        """Move the page."""
        page = self.query_one("#page")
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)

    def action_leave(self) -> None:
        """Back to where it was called from; with enough replies the drill counts."""

        def close() -> None:
            try:
                self.drill.close()
            except Exception as error:
                self.calmfirm.tell(self.calmfirm.warn, str(error))

        self.calmfirm.behind(close)
        self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Another drill is offered after one."""
        return self.finished if action == "again" else True
