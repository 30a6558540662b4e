"""A submission before a coach: the turns, what was said, our score, and what the coaches say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.exchange import ExchangeError
from simulator.i18n import _, current, mark, ngettext
from simulator.origin_words import handed_in
from simulator.review import WHOLE, Comment
from simulator.store.failure import StoreError
from simulator.tui.comments import said
from simulator.tui.feedback import account
from simulator.tui.fit import Fit
from simulator.tui.keys import TranslatedKeys
from simulator.tui.lookback import turn_columns, turn_row
from simulator.tui.naming import Naming
from simulator.tui.outcomes import outcome, when
from simulator.tui.screens.override import OverrideScreen
from simulator.tui.screens.say import SayScreen
from simulator.tui.text import lines, prose, words
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widths import WIDTHS
from simulator.wording import brief

if TYPE_CHECKING:
    from scoring.rubric import Rubric
    from simulator.ratings import Judgement
    from simulator.session import Turn
    from simulator.store.coaching import Coaching
    from simulator.submission import Submission
    from simulator.tui.look import Look


class ReviewScreen(TranslatedKeys, Screen[None]):
    """What `coach` reads and says of a submission. Each comment is kept before the screen shows it."""

    CSS_PATH = "review.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    AUTO_FOCUS = "#list"
    HELP = mark(
        "Go through the turns with the arrows; the words that made each score are marked in the reply. C says "
        "something of the turn that is shown, W of the whole conversation, R rates the turn where our score is wrong: "
        "the trainee sees both ratings and your reason, and the bench that checks the scorer learns from it. "
        "What you say is kept at once; `calmfirm coach reply` writes the file for the trainee."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "turn(-1)", mark("Turn before"), show=False, priority=True),
        Binding("down,j", "turn(1)", mark("Turns"), key_display="↑↓", priority=True, tooltip=mark("The next turn")),
        Binding("c", "comment", mark("Comment"), tooltip=mark("Say something of this turn")),
        Binding("r", "rate", mark("Rate"), tooltip=mark("Rate this turn where our score is wrong")),
        Binding("w", "whole", mark("Whole"), tooltip=mark("Say something of the whole conversation")),
        Binding("x", "take_back", mark("Retract"), tooltip=mark("Forget what you have said of this turn")),
        Binding("pageup", "page(-1)", mark("Page up"), show=False, priority=True),
        Binding(
            "pagedown,space", "page(1)", mark("Page"), key_display="PgDn", priority=True, tooltip=mark("Down the page")
        ),
        Binding("escape", "app.quit", mark("Leave"), tooltip=mark("What has been said is kept")),
    ]

    def __init__(self, coaching: Coaching, submission: Submission, coach: str) -> None:
        super().__init__()
        self.coaching = coaching
        self.submission = submission
        self.coach = coach
        self.rubric: Rubric | None = None
        self.comments: tuple[Comment, ...] = ()
        self.number = 1

    @property
    def look(self) -> Look:
        """The app, as what it is."""
        return cast("Look", self.app)

    @property
    def naming(self) -> Naming:
        """The rubric's words in the interface's language."""
        return Naming(self.rubric, current())

    @property
    def turn(self) -> Turn:
        """The turn that is shown."""
        return self.submission.turns[self.number - 1].turn

    def compose(self) -> ComposeResult:
        given = self.submission
        head = Content.assemble(words(given.name, "bold $focus"), "  ", words(brief(given.title, 60), "bold"))
        turns = ngettext("{count} turn", "{count} turns", len(given.turns)).format(count=len(given.turns))
        came = handed_in((one.turn.origin for one in given.turns), given.retry_turn)
        facts = Content.assemble(
            outcome(given.outcome), (f"  ·  {turns}", "$quiet"), (f"  ·  {came}" if came else "", "$firm"),
            ("  ·  " + _("submitted {when}").format(when=when(given.submitted_at)), "$quiet"),
        )  # fmt: skip
        yield Static(lines(head, facts), id="heading")
        with Vertical(id="body"):
            with Vertical(id="left"):
                yield Static(Content.styled(turn_columns(_("Their words")), "bold $quiet"), id="turns-title")
                yield OptionList(id="list", compact=True)
                with VerticalScroll(id="case", can_focus=False):
                    yield Static(self._case(), id="about")
            with VerticalScroll(id="page", can_focus=False):
                yield Static(id="turn")
        yield KeysLine(show_command_palette=False)

    def _case(self) -> Content:
        given = self.submission
        first = given.turns[0].situation
        parts = [(_("Their note"), given.note), (_("What happened"), first.about), (_("The agreed rule"), first.rule)]
        rows = [line for title, text in parts if text.strip()
                for line in (Content.styled(title, "bold $quiet"), prose(text), Content(""))]  # fmt: skip
        return (
            lines(*rows)
            if rows
            else Content.styled(_("The case could not be opened when this was submitted."), "$quiet")
        )

    async def on_mount(self) -> None:
        """Show the first turn; names and comments come behind the screen."""
        self.query_one("#list", OptionList).add_options(
            Option(Fit(partial(self._row, one.turn))) for one in self.submission.turns
        )
        self.query_one("#list", OptionList).highlighted = 0
        self.run_worker(self._load(), exit_on_error=False)

    async def _load(self) -> None:
        from scoring.rubric import RubricError, load_rubric

        try:
            self.rubric = await asyncio.to_thread(load_rubric)
        except RubricError as error:
            self.look.warn(_("The rubric's names could not be read: {problem}").format(problem=error))
        await self._behind(lambda: None)

    def _row(self, turn: Turn, width: int) -> Content:
        own = [one for one in self.comments if one.number == turn.number]
        sign = Content.styled("✎ ", "bold $focus") if own else Content("  ")
        return sign + turn_row(turn, width - 2)

    def _show(self) -> None:
        if not self.is_attached:
            return
        self.query_one("#turn", Static).update(Fit(self._account))
        turns = self.query_one("#list", OptionList)
        for place, one in enumerate(self.submission.turns):
            turns.replace_option_prompt_at_index(place, Fit(partial(self._row, one.turn)))
        self.refresh_bindings()

    def _account(self, width: int) -> Content:
        one, naming = self.submission.turns[self.number - 1], self.naming
        mine = [said_of for said_of in self.comments if said_of.number == self.number]
        whole = [said_of for said_of in self.comments if said_of.number == WHOLE]
        scores = {self.number: one.turn.score}
        parts = [
            Content.styled(_("The client"), "bold $quiet"),
            *(prose(text) for text in one.turn.client),
            Content(""),
        ]
        for title, found in ((_("Coaches on this turn"), mine), (_("Coaches on the whole conversation"), whole)):
            if found:
                parts += [Content.styled(title, "bold $quiet"), said(found, scores, naming, width), Content("")]
        parts.append(account(one.turn, naming, width))
        return lines(*parts)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self.number = event.option_index + 1
        self._show()
        self.query_one("#page").scroll_home(animate=False)

    def action_turn(self, step: int) -> None:
        """The turn before or after."""
        if 0 < self.number + step <= len(self.submission.turns):
            self.query_one("#list", OptionList).highlighted = self.number + step - 1

    def action_page(self, pages: int) -> None:
        """Scroll the turn."""
        page = self.query_one("#page")
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)

    # What the coach says.

    def _mine(self, number: int) -> Comment | None:
        """What this coach has said of a turn."""
        return next((one for one in self.comments if (one.number, one.coach) == (number, self.coach)), None)

    def _begun(self, number: int) -> Comment:
        before = self._mine(number)
        if before is not None:
            return before
        reply = self.submission.turns[number - 1].turn.reply if number else ""
        return Comment(self.submission.key, number, self.coach, datetime.now(UTC), "", reply)

    def action_comment(self) -> None:
        """Say something of this turn."""
        self._ask(self.number, _("On turn {number}").format(number=self.number))

    def action_whole(self) -> None:
        """Say something of the whole conversation."""
        self._ask(WHOLE, _("On the whole conversation"))

    def _ask(self, number: int, title: str) -> None:
        begun = self._begun(number)

        async def answered(text: str | None) -> None:
            if text is not None:
                await self._keep(replace(begun, text=text))

        self.app.push_screen(SayScreen(title, begun.text), answered)

    def action_rate(self) -> None:
        """Rate this turn where our score is wrong."""
        if self.rubric is None:
            return
        begun = self._begun(self.number)

        async def answered(rated: tuple[Judgement | None, str] | None) -> None:
            if rated is not None:
                await self._keep(replace(begun, override=rated[0], reason=rated[1]))

        screen = OverrideScreen(self.turn, self.rubric, begun.override, begun.reason)
        self.app.push_screen(screen, answered)

    async def _keep(self, comment: Comment) -> None:
        if comment.override is None and not comment.text.strip():
            if self._mine(comment.number) is not None:  # emptied: nothing is left of it
                await self._forget(comment.number)
            return
        kept = replace(comment, written_at=datetime.now(UTC))
        await self._behind(lambda: self.coaching.comment(kept))

    async def action_take_back(self) -> None:
        """Forget what this coach has said of this turn."""
        await self._forget(self.number)

    async def _forget(self, number: int) -> None:
        await self._behind(lambda: self.coaching.take_back(self.submission.key, number, self.coach))

    async def _behind(self, work: Callable[[], object]) -> None:
        """Do what writes behind the screen, then read and show what is there."""

        def done() -> tuple[Comment, ...]:
            work()
            return self.coaching.comments_of(self.submission.key)

        try:
            self.comments = await asyncio.to_thread(done)
        except (StoreError, ExchangeError) as error:
            self.look.warn(_("This could not be kept. {problem}").format(problem=error), "error")
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action == "take_back":
            return self._mine(self.number) is not None
        return True
