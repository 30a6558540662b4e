"""The debrief: the ending and its lesson, the calm × firm plane, the turning point, principles, every turn."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator import result_words
from simulator.attempts_words import name, origin
from simulator.debrief import principles, turning
from simulator.i18n import _, mark
from simulator.principles import over_all
from simulator.retrying import attempt, refusal
from simulator.session import ending_texts
from simulator.tui.costs_look import weighed
from simulator.tui.feedback import account
from simulator.tui.fit import Fit
from simulator.tui.lookback import ending, kept_and_missed, turn_columns, turn_row
from simulator.tui.screens.take_along import TakeAlongScreen
from simulator.tui.text import words
from simulator.tui.widgets.coach_says import CoachSays, read_comments
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widgets.overall import Overall, TurnLink
from simulator.tui.widgets.plane import Plane

if TYPE_CHECKING:
    from simulator.review import Comment


class TurnList(OptionList):
    """The turns; highlighting one shows its evidence."""


class DebriefScreen(TakeAlongScreen):
    """Looks back on a finished `Game`."""

    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = ""  # focusing scrolls and shows a turn; the question and the ending come first
    HELP = mark(
        "Each number on the plane is one of your turns: the higher, the calmer; the further right, the firmer. "
        "The upper right corner is where you want to be. Go through the turns with the arrows, or click a number, "
        "to see the words that made the score. What only the whole conversation shows stands below the ending: O leads "
        "there and back, the arrows go through it, Enter goes to the turn. W writes the shown turn's reply anew and "
        "scores it beside the first one; N goes to the turn where the one thing to try next would have helped, M to "
        "the model answers."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "turn(-1)", mark("Turn before"), show=False, priority=True, tooltip=mark("The turn before")),
        Binding("down,j", "turn(1)", mark("Turns"), key_display="↑↓", priority=True, tooltip=mark("The next turn")),
        Binding("pageup", "page(-1)", mark("Page up"), show=False, priority=True, tooltip=mark("Up the page")),
        Binding(
            "pagedown,space", "page(1)", mark("Page down"), show=False, priority=True, tooltip=mark("Down the page")
        ),
        *TakeAlongScreen.KEYS,
        Binding("o", "overall", mark("Overall"), show=False, tooltip=mark("The whole conversation, and back")),
        Binding("r", "retry", mark("Retry"), tooltip=mark("Answer the picked turn again; this attempt is kept")),
        Binding("c", "compare", mark("Compare"), tooltip=mark("This retry beside the attempt that it branched from")),
        Binding("t", "attempts", mark("Attempts"), tooltip=mark("All attempts at this conversation, as a tree")),
        Binding("p", "again", mark("Again"), tooltip=mark("Play the scenario again from its start")),
        Binding("s", "submit", mark("Submit"), tooltip=mark("Write this conversation into a file for your coach")),
        Binding("escape", "library", mark("Leave"), tooltip=mark("To the library")),
        Binding("h", "app.history", mark("History"), show=False),
    ]

    def compose(self) -> ComposeResult:
        state, scenario = self.game.state, self.game.scenario
        assert state.ending is not None
        result = scenario.endings[state.ending].outcome
        which = attempt(self.game)
        told = f"  ·  {name(which)}, {origin(which)}" if self.game.line else ""
        title = words(f"{scenario.title}{told}", "$quiet")
        yield Static(Content.assemble((_("Debrief") + "  ", "bold"), title), id="heading")
        with VerticalScroll(id="page", can_focus=False), Horizontal(id="columns"):
            with Vertical(id="story"):
                yield Static(ending(ending_texts(scenario, state), result), id="ending")
                held = "\n".join(result_words.result(self.game.terms, state.turns))
                yield Static(words(held, "$quiet"), id="held")
                kept, naming = principles(scenario.principles, state.turns), self.naming
                yield from self.compose_story()
                yield CoachSays("coach-whole", whole=True)
                if scenario.costs:
                    yield Static(Fit(lambda width: weighed(scenario, state, width)), id="weighed")
                yield Overall(over_all(scenario, state.turns), id="overall")
                yield Static(Fit(lambda width: kept_and_missed(kept, naming, width)), id="principles")
            with Vertical(id="turns"):
                yield Plane(state.turns, self.naming, id="plane")
                yield Static(Content.styled(turn_columns(), "bold $quiet"), id="turns-title")
                yield TurnList(id="list", compact=True)
                yield Static(id="account")
                yield CoachSays("coach-turn")
                yield from self.compose_turn()
        yield KeysLine(show_command_palette=False)

    def on_mount(self) -> None:
        if not self.children:
            return  # left again before it was drawn
        shown = self.query_one(TurnList)
        shown.add_options(Option(Fit(partial(turn_row, turn))) for turn in self.game.state.turns)
        found = turning(self.game.state.turns)
        shown.highlighted = found.turn.number - 1 if found is not None else 0
        read_comments(self.calmfirm, self.game, self._commented)
        self.open_debrief()

    def revealed(self) -> None:
        """The turns take the keys, and the page begins at its top."""
        self.query_one(TurnList).focus(scroll_visible=False)
        # Highlighting brings the list into view; what comes first is the ending.
        self.call_after_refresh(self.call_later, self.query_one("#page").scroll_home, animate=False)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._show(event.option_index + 1)

    def _show(self, number: int) -> None:
        self.query_one(Plane).picked = number
        self.query_one("#coach-turn", CoachSays).about(number)
        turn = self.game.state.turns[number - 1]
        naming = self.naming
        self.query_one("#account", Static).update(Fit(lambda width: account(turn, naming, width)))
        self.tell_turn()

    def _commented(self, comments: tuple[Comment, ...]) -> None:
        if self.is_attached:
            scores = {turn.number: turn.score for turn in self.game.state.turns}
            for place in self.query(CoachSays):
                place.offer(comments, scores, self.naming)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.query_one("#account").scroll_visible(top=True)

    @on(Plane.Picked)
    def _picked(self, event: Plane.Picked) -> None:
        self.query_one(TurnList).highlighted = event.number - 1

    def action_turn(self, step: int) -> None:
        """The turn before or after; on a small screen the list comes into view. Among the quotes: the next quote."""
        if self.query_one(Overall).step(step):
            return
        shown = self.query_one(TurnList)
        place = (shown.highlighted or 0) + step
        if 0 <= place < shown.option_count:
            shown.highlighted = place
        self.query_one("#turns-title").scroll_visible(top=True, animate=False)

    def action_overall(self) -> None:
        """To the first quote of what only the whole conversation shows, and back to the turns."""
        links = self.query(TurnLink)
        if isinstance(self.focused, TurnLink):
            self.query_one(TurnList).focus()
        elif links:
            self.set_focus(links.first())
        else:
            self.query_one(Overall).scroll_visible(top=True, animate=False)

    @on(TurnLink.Shown)
    def _linked(self, event: TurnLink.Shown) -> None:
        if event.go:
            self.go(event.number)
        else:
            self.query_one(TurnList).highlighted = event.number - 1

    def go(self, number: int) -> None:
        """Show a turn and bring its evidence into view."""
        self.query_one(TurnList).highlighted = number - 1
        self.query_one("#account").scroll_visible(top=True)

    def action_page(self, pages: int) -> None:
        """Move the whole debrief."""
        page = self.query_one("#page")
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)

    @property
    def number(self) -> int:
        """The turn that is shown, from 1."""
        return (self.query_one(TurnList).highlighted or 0) + 1

    def action_retry(self) -> None:
        """Answer the picked turn again."""
        from simulator.tui.retrying import retry

        retry(self.calmfirm, self.game, self.number)

    def action_compare(self) -> None:
        """This retry beside the attempt that it branched from."""
        from simulator.tui.retrying import compare

        compare(self.calmfirm, self.game)

    def action_attempts(self) -> None:
        """All attempts at this conversation."""
        from simulator.tui.retrying import tree

        tree(self.calmfirm, self.game.session_id, self.number)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action == "retry":
            return not refusal(self.game.terms.mode)
        if action == "compare":
            return bool(self.game.line)
        return super().check_action(action, parameters)

    def action_again(self) -> None:
        """The same scenario from the start."""
        self.calmfirm.begin(self.game.loaded, self.game.terms)

    def action_submit(self) -> None:
        """Write this conversation into a file for a coach."""
        from simulator.tui.screens.submit import SubmitScreen

        if self.game.session_id is None:
            self.calmfirm.warn(_("This conversation was not saved, so it cannot be submitted."), "information")
        else:
            self.app.push_screen(SubmitScreen(self.game, self.game.session_id))

    def action_library(self) -> None:
        """Back to the library."""
        self.calmfirm.to_library()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the page wherever the pointer is."""
        self.query_one("#page").scroll_down(animate=False)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the page wherever the pointer is."""
        self.query_one("#page").scroll_up(animate=False)
