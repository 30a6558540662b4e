"""A turn of the debrief written anew: the new reply is scored at once, beside the first one. Nothing else changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.game import MAX_REPLY, clean
from simulator.i18n import _, mark, number
from simulator.rewriting import Rewrite, about, changed
from simulator.tui.debrief_look import difference_of, title
from simulator.tui.feedback import account
from simulator.tui.fit import Fit, hang
from simulator.tui.screens.screen import CalmfirmScreen
from simulator.tui.text import lines, prose, words
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widgets.reply_box import ReplyBox
from simulator.wording import brief

if TYPE_CHECKING:
    from scoring.contract import Score
    from simulator.game import Game
    from simulator.session import Turn
    from simulator.tui.naming import Naming


class RewriteScreen(CalmfirmScreen):
    """Writes turn `number` of a finished `game` anew. `done` is told of each reply that was scored."""

    CSS_PATH = "rewrite.tcss"
    AUTO_FOCUS = "#reply"
    HELP = mark(
        "Write the reply as you would today; Enter scores it beside your first one. Your conversation stays as it was: "
        "this is practice, and it is kept as practice. Write as often as you like; a copy of a model answer earns "
        "nothing. To see how the client would have gone on, answer the turn again with R in the debrief."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", mark("Page up"), show=False, priority=True, tooltip=mark("Up the page")),
        Binding(
            "pagedown", "page(1)", mark("Scroll"), key_display="PgUp/PgDn", priority=True, tooltip=mark("Down the page")
        ),
        Binding("escape", "app.pop_screen", mark("Debrief"), priority=True, tooltip=mark("Back to the debrief")),
    ]

    def __init__(self, game: Game, number: int, naming: Naming, done: Callable[[Rewrite], None]) -> None:
        super().__init__()
        self.game = game
        self.turn: Turn = game.state.turns[number - 1]
        self.naming = naming
        self.done = done
        self.busy = False

    def compose(self) -> ComposeResult:
        """The moment, the two replies side by side, the reply box."""
        turn, naming = self.turn, self.naming
        # The client's mood is not told here: the new reply is not answered.
        first = replace(turn, changes=())
        head = _("Turn {number} anew").format(number=turn.number)
        yield Static(Content.assemble((head, "bold"), "  ", words(self.game.scenario.title, "$quiet")), id="heading")
        with VerticalScroll(id="page", can_focus=False):
            yield Static(Fit(self._asked), id="asked")
            yield Static(id="change")
            with Horizontal(id="both"):
                with Vertical(classes="column"):
                    yield Static(title(_("Your first reply")))
                    yield Static(Fit(lambda width: account(first, naming, width)), classes="account")
                with Vertical(classes="column -right"):
                    yield Static(title(_("Anew")))
                    yield Static(self._waiting(), id="second", classes="account")
        with Vertical(id="answer"):
            yield ReplyBox()
        yield KeysLine()

    def on_mount(self) -> None:
        """Nothing has changed yet."""
        if self.children:
            self.query_one("#change").display = False

    def _asked(self, width: int) -> Content:
        speaker = self.game.scenario.client.name
        rows = [
            hang(Content.assemble(words(f"{brief(speaker, 40)}  ", "bold $quiet"), prose(text)), width)
            for text in self.turn.client
        ]
        return lines(*rows)

    def _waiting(self) -> Content:
        return Content.styled(
            _("Write the reply below as you would today. Enter scores it here, beside the first one."), "$quiet"
        )

    @on(ReplyBox.Sent)
    def _send(self, event: ReplyBox.Sent) -> None:
        text = clean(event.text)
        if self.busy:
            return
        if not text:
            self.calmfirm.warn(_("Type a reply first."), "information")
        elif len(text) > MAX_REPLY:
            told = _("This reply has {count} characters; the limit is {limit}. Shorten it.")
            self.calmfirm.warn(told.format(count=number(len(text)), limit=number(MAX_REPLY)))
        else:
            self.busy = True
            self.query_one("#second", Static).update(Content.styled("…", "$quiet"))
            self.run_worker(self._judge(text), exit_on_error=False, group="rewrite")

    async def _judge(self, text: str) -> None:
        try:
            score = await asyncio.to_thread(self._scored, text)
        except Exception as error:
            self.query_one("#second", Static).update(self._waiting())
            self.calmfirm.warn(_("The reply could not be judged: {problem}").format(problem=error), "error")
        else:
            self._show(Rewrite(self.turn.number, text, score))
        finally:
            self.busy = False

    def _scored(self, text: str) -> Score:
        state = self.game.state
        return self.game.scorer.score(text, about(self.game.scenario, state.trainee, state.turns, self.turn.number))

    def _show(self, second: Rewrite) -> None:
        first, naming = self.turn, self.naming
        found = changed(first.score, second.score)
        told = replace(first, reply=second.reply, score=second.score, changes=(), guessed=False)
        change = self.query_one("#change", Static)
        change.display = True
        change.update(Fit(lambda width: difference_of(first, second, found, naming, width)))
        self.query_one("#second", Static).update(Fit(lambda width: account(told, naming, width)))
        self.query_one("#page").scroll_home(animate=False)
        self.done(second)

    def action_page(self, pages: int) -> None:
        """Move both columns."""
        page = self.query_one("#page")
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the page wherever the pointer is."""
        self.query_one("#page").scroll_down(animate=False)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the page wherever the pointer is."""
        self.query_one("#page").scroll_up(animate=False)
