"""One question before the debrief: which of the own replies turned it? Arrows, a number or a click pick; Esc skips."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.debrief_pick import Picked
from simulator.debrief_words import QUESTION, QUESTION_SAYS
from simulator.i18n import _, mark, quoted
from simulator.tui.fit import Fit
from simulator.tui.keys import TranslatedKeys
from simulator.tui.text import lines, words
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widths import WIDTHS
from simulator.wording import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.session import Turn

# Two rows of the trainee's own words are enough to know a reply again.
ROWS = 2


def choice(turn: Turn, speaker: str, width: int) -> Content:
    """A reply to pick, `width` cells wide: its number, what the client had said, the trainee's words. No scores: they
    would answer for the trainee."""
    head = f"{turn.number:>2}  "
    inset = " " * len(head)
    room = max(20, width - len(head))
    said = turn.client[-1] if turn.client else ""
    asked = Content.assemble((f"{brief(speaker, 30)}  ", "bold $quiet"), (brief(said, room), "$quiet"))
    return lines(
        Content.assemble((head, "bold $focus"), asked.truncate(room, ellipsis=True)),
        *(Content.assemble(inset, row) for row in own_words(turn.reply, room)),
    )


def own_words(reply: str, room: int) -> list[Content]:
    """The trainee's words in ROWS rows at most, `room` cells wide; what is left out ends in an ellipsis."""
    if not reply:
        return [words(_("(no reply)"))]
    rows: list[Content] = []
    # Long words leave rows unfilled: shorten until the end, with its ellipsis, is in sight.
    for limit in range(room * ROWS - ROWS, 0, -max(1, room // 8)):
        rows = words(quoted(brief(reply, limit))).wrap(room)
        if len(rows) <= ROWS:
            break
    return rows[:ROWS]


class ReflectScreen(TranslatedKeys, Screen[Picked]):
    """Gives what was picked; a question that is skipped is answered too: with no turn."""

    CSS_PATH = "reflect.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    AUTO_FOCUS = "#replies"
    HELP = mark(
        "Pick the reply that, as you see it, decided how the conversation went: with the arrows and Enter, with its "
        "number, or with a click. Your answer is compared with what the client's mood and the scores show. Esc goes "
        "straight to the debrief. You are asked once for each conversation."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", mark("Up"), show=False, priority=True, tooltip=mark("The reply before")),
        Binding("down,j", "move(1)", mark("Choose"), key_display="↑↓", priority=True, tooltip=mark("The next reply")),
        Binding("enter", "pick", mark("This one"), priority=True, tooltip=mark("Answer, and see the debrief")),
        *(Binding(str(number), f"go({number})", mark("Reply"), show=False) for number in range(1, 10)),
        Binding("escape", "skip", mark("Skip"), priority=True, tooltip=mark("To the debrief without an answer")),
    ]

    def __init__(self, turns: tuple[Turn, ...], speaker: str, scenario: str) -> None:
        super().__init__()
        self.turns = turns
        self.speaker = speaker
        self.scenario = scenario

    def compose(self) -> ComposeResult:
        """The question, and the replies."""
        title = Content.assemble((_("Debrief"), "bold"), "  ", words(self.scenario, "$quiet"))
        yield Static(title, id="heading")
        with Vertical(id="body"):
            yield Static(Content.styled(_(QUESTION), "bold $focus"), id="question")
            yield Static(Content.styled(_(QUESTION_SAYS), "$quiet"), id="says")
            yield OptionList(*self._options(), id="replies", compact=True)
        yield KeysLine()

    def _options(self) -> Iterator[Option]:
        for turn in self.turns:
            if turn.number > 1:
                yield Option("", disabled=True)  # a row of room that no highlight fills
            yield Option(Fit(partial(choice, turn, self.speaker)))

    @property
    def number(self) -> int:
        """The reply that is highlighted, from 1."""
        return (self.query_one("#replies", OptionList).highlighted or 0) // 2 + 1

    def on_mount(self) -> None:
        """The first reply is where one begins to read."""
        if self.children:  # else left again before it was drawn
            self.query_one("#replies", OptionList).highlighted = 0

    def action_move(self, step: int) -> None:
        """The reply before or after; the ends hold."""
        self.action_go(min(len(self.turns), max(1, self.number + step)))

    def action_go(self, number: int) -> None:
        """To the reply with this number."""
        if number <= len(self.turns):
            self.query_one("#replies", OptionList).highlighted = (number - 1) * 2

    def action_pick(self) -> None:
        """This one."""
        self.dismiss(Picked(self.number))

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(Picked(event.option_index // 2 + 1))

    def action_skip(self) -> None:
        """No answer."""
        self.dismiss(Picked(None))
