"""The debrief: the ending and its lesson, the calm × firm plane, the turning point, principles, every turn."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from simulator.debrief import principles, turning
from simulator.principles import over_all
from simulator.session import ending_texts
from simulator.tui.feedback import account
from simulator.tui.fit import Fit
from simulator.tui.lookback import TURN_COLUMNS, ending, kept_and_missed, turn_row, turned
from simulator.tui.naming import Naming
from simulator.tui.screens.screen import CalmfirmScreen
from simulator.tui.text import words
from simulator.tui.widgets.coach_says import CoachSays, read_comments
from simulator.tui.widgets.overall import Overall, TurnLink
from simulator.tui.widgets.plane import Plane

if TYPE_CHECKING:
    from simulator.game import Game
    from simulator.review import Comment


class TurnList(OptionList):
    """The turns; highlighting one shows its evidence."""


class DebriefScreen(CalmfirmScreen):
    """Looks back on a finished `Game`."""

    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = None  # focusing scrolls; the ending is what one sees first
    HELP = (
        "Each number on the plane is one of your turns: the higher, the calmer; the further right, the firmer. "
        "The upper right corner is where you want to be. Go through the turns with the arrows, or click a number, "
        "to see the words that made the score. What only the whole conversation shows stands below the ending: O leads "
        "there and back, the arrows go through it, Enter goes to the turn."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "turn(-1)", "Turn before", show=False, priority=True, tooltip="The turn before"),
        Binding("down,j", "turn(1)", "Turns", key_display="↑↓", priority=True, tooltip="The next turn"),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True, tooltip="Up the page"),
        Binding("pagedown,space", "page(1)", "Page down", show=False, priority=True, tooltip="Down the page"),
        Binding("o", "overall", "Overall", tooltip="The whole conversation, and back"),
        Binding("p", "again", "Play again"),
        Binding("s", "submit", "Submit", tooltip="Write this conversation into a file for your coach"),
        Binding("escape", "library", "Library"),
        Binding("h", "app.history", "History", show=False),
    ]

    def __init__(self, game: Game) -> None:
        super().__init__()
        self.game = game

    @property
    def naming(self) -> Naming:
        """The rubric's words in the scenario's language."""
        return self.calmfirm.naming(self.game.scenario.lang, self.game.loaded.rubric)

    def compose(self) -> ComposeResult:
        state, scenario = self.game.state, self.game.scenario
        assert state.ending is not None
        result = scenario.endings[state.ending].outcome
        yield Static(Content.assemble(("Debrief  ", "bold"), words(scenario.title, "$quiet")), id="heading")
        with VerticalScroll(id="page", can_focus=False), Horizontal(id="columns"):
            with Vertical(id="story"):
                yield Static(ending(ending_texts(scenario, state), result), id="ending")
                found, kept = turning(state.turns), principles(scenario.principles, state.turns)
                naming = self.naming
                yield Static(Fit(lambda width: turned(found, width)), id="turning")
                yield CoachSays("coach-whole", whole=True)
                yield Overall(over_all(scenario, state.turns), id="overall")
                yield Static(Fit(lambda width: kept_and_missed(kept, naming, width)), id="principles")
            with Vertical(id="turns"):
                yield Plane(state.turns, self.naming, id="plane")
                yield Static(Content.styled(TURN_COLUMNS, "bold $quiet"), id="turns-title")
                yield TurnList(id="list", compact=True)
                yield Static(id="account")
                yield CoachSays("coach-turn")
        yield Footer()

    def on_mount(self) -> None:
        if not self.children:
            return  # left again before it was drawn
        shown = self.query_one(TurnList)
        shown.add_options(Option(Fit(partial(turn_row, turn))) for turn in self.game.state.turns)
        found = turning(self.game.state.turns)
        shown.highlighted = found.turn.number - 1 if found is not None else 0
        shown.focus(scroll_visible=False)
        read_comments(self.calmfirm, self.game, self._commented)
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
        self.query_one(TurnList).highlighted = event.number - 1
        if event.go:
            self.query_one("#account").scroll_visible(top=True)

    def action_page(self, pages: int) -> None:
        """Move the whole debrief."""
        page = self.query_one("#page")
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)

    def action_again(self) -> None:
        """The same scenario from the start."""
        self.calmfirm.begin(self.game.loaded)

    def action_submit(self) -> None:
        """Write this conversation into a file for a coach."""
        from simulator.tui.screens.submit import SubmitScreen

        if self.game.session_id is None:
            self.calmfirm.warn("This conversation was not saved, so it cannot be submitted.", "information")
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
