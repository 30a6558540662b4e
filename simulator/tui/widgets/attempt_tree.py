"""The drawn tree of attempts: rows of turns, at the end of each how it ended. One turn is picked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from simulator.attempts import Attempt, Lane, lanes, mean, owner
from simulator.i18n import _, number
from simulator.tui.outcomes import outcome
from simulator.tui.rails import DOWN, ROOMY, TIGHT, Cell, column, hit, path, rails, width
from simulator.tui.text import lines

GAP = 3
STYLES = {"rail": "$line", "start": "$quiet", "node": "bold $ink", "rise": "$good", "fall": "$bad", "still": "$quiet"}
ON_PATH = {"rail": "$calm", "start": "$calm", "node": "bold $calm"}


class AttemptTree(Widget, can_focus=True):
    """Shows attempts; `row` and `turn` say what is picked, `marked` which other attempt is to be held beside it.

    The turns move under the picked one where there are more than fit; the endings stay in sight.
    """

    class Picked(Message):
        """Another turn is picked; `go`: and was pressed twice."""

        def __init__(self, go: bool = False) -> None:
            super().__init__()
            self.go = go

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.lanes: tuple[Lane, ...] = ()
        self.row = self.turn = 0
        self.marked: Attempt | None = None

    def show(self, attempts: Sequence[Attempt], picked: Attempt, turn: int) -> None:
        """Draw these attempts, `turn` of one of them picked where it was answered."""
        self.lanes = lanes(attempts)
        self.styles.height = DOWN * (len(self.lanes) - 1) + 1
        self.pick(picked, turn)

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """The attempts shown, in the order they were begun."""
        return tuple(sorted((lane.attempt for lane in self.lanes), key=lambda one: one.place))

    @property
    def attempt(self) -> Attempt:
        """The picked attempt."""
        return self.lanes[self.row].attempt

    def pick(self, attempt: Attempt, turn: int, go: bool = False) -> None:
        """Pick a turn; of a turn that an attempt only repeats, where it was answered."""
        mine = owner(self.attempts, attempt, min(max(1, turn), attempt.last))
        self.row = next(row for row, lane in enumerate(self.lanes) if lane.attempt.place == mine.place)
        self.turn = min(max(turn, mine.at), mine.last)
        self.refresh()
        self.call_after_refresh(self._into_view)
        self.post_message(self.Picked(go))

    def step(self, down: int, along: int) -> None:
        """Pick the attempt so many rows below, or the turn so many further along."""
        if not self.lanes:
            return
        row = min(max(0, self.row + down), len(self.lanes) - 1)
        if row != self.row:
            one = self.lanes[row].attempt
            self.pick(one, min(max(self.turn, one.at), one.last))
        elif along and 1 <= self.turn + along <= self.attempt.last:
            self.pick(self.attempt, self.turn + along)

    def ends(self, last: bool) -> None:
        """Pick the first or the last turn of the attempt."""
        if self.lanes:
            self.pick(self.attempt, self.attempt.last if last else self.attempt.at)

    def _into_view(self) -> None:
        if isinstance(self.parent, Widget) and self.lanes:
            place = self.virtual_region
            self.parent.scroll_to_region(Region(place.x, place.y + DOWN * self.row - 1, 1, 3), animate=False)

    def _spread(self, wide: int) -> tuple[int, int, int]:
        """For `wide` cells in all: cells from turn to turn, how many are shown of the turns, how many are passed."""
        room = max(TIGHT * 3, wide - GAP - _leaf_width(self.lanes))
        across = ROOMY if width(self.lanes, ROOMY) <= room else TIGHT
        full = width(self.lanes, across)
        # With the turn after the picked one in sight, where there is one.
        passed = max(0, min(full - room, column(self.turn + 1, across) + 2 - room))
        return across, min(full, room), passed

    def head(self, wide: int) -> Content:
        """The headings of the columns, for the same width."""
        shown = self._spread(wide)[1] if self.lanes else 0
        return Content.styled(_("Turns").ljust(shown + GAP) + _leaf_head(self.lanes), "bold $quiet")

    def render(self) -> Content:
        """The tree as it is now."""
        if not self.lanes or not self.size.width:
            return Content("")
        across, shown, passed = self._spread(self.size.width)
        way = path(self.lanes, self.row, self.turn)
        rows = []
        for y, cells in enumerate(rails(self.lanes, across)):
            runs = self._runs(cells[passed : passed + shown], way)
            drawn = Content("").join(Content.styled(text, style) for text, style in runs)
            rows.append(drawn if y % DOWN else Content.assemble(drawn, " " * GAP, self._leaf(y // DOWN)))
        return lines(*rows)

    def _runs(self, cells: Sequence[Cell], way: frozenset[tuple[int, int]]) -> list[tuple[str, str]]:
        runs: list[tuple[str, str]] = []
        for cell in cells:
            style = STYLES.get(cell.part, "")
            if cell.part and ((cell.row, cell.turn) in way or cell.part == "start"):
                style = ON_PATH.get(cell.part, style)
            if cell.part == "node" and (cell.row, cell.turn) == (self.row, self.turn):
                style = "bold reverse $focus" if self.has_focus else "bold reverse $quiet"
            if runs and runs[-1][1] == style:
                runs[-1] = (runs[-1][0] + cell.text, style)
            else:
                runs.append((cell.text, style))
        return runs

    def _leaf(self, row: int) -> Content:
        attempt = self.lanes[row].attempt
        marked = self.marked is not None and attempt.place == self.marked.place
        sign = "›" if row == self.row else "+" if marked else " "
        end = ending(attempt)
        return Content.assemble(
            (f"{sign} {attempt.place:>{_places(self.lanes)}}  ", "bold" if sign == " " else "bold $focus"),
            end,
            " " * (_ending_width(self.lanes) - end.cell_length + 2),
            *((_mean(attempt, axis).rjust(wide), f"bold ${axis}") for axis, wide in _axes()),
        )

    def on_focus(self) -> None:
        """The picked turn stands out more."""
        self.refresh()

    def on_blur(self) -> None:
        """The picked turn stands back."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Pick the turn that was hit; at the end of a row its last turn. Twice goes on to the pair."""
        offset = event.get_content_offset(self)
        if offset is None or not self.lanes:
            return
        across, shown, passed = self._spread(self.size.width)
        found = hit(rails(self.lanes, across), offset.x + passed, offset.y) if offset.x < shown + 1 else None
        row, rest = divmod(offset.y, DOWN)
        if found is None and not rest and row < len(self.lanes) and offset.x > shown:
            found = row, self.lanes[row].attempt.last
        if found is not None:
            self.pick(self.lanes[found[0]].attempt, found[1], go=event.chain == 2)


def ending(attempt: Attempt) -> Content:
    """How an attempt ended, with its sign."""
    if attempt.outcome is None and attempt.aside:
        return Content.styled("– " + _("Set aside"), "$quiet")
    return outcome(attempt.outcome)


def _places(shown: Sequence[Lane]) -> int:
    return len(str(len(shown)))


def _ending_width(shown: Sequence[Lane]) -> int:
    return max([ending(lane.attempt).cell_length for lane in shown] + [len(_("Ending"))])


def _leaf_width(shown: Sequence[Lane]) -> int:
    return 4 + _places(shown) + _ending_width(shown) + 2 + sum(wide for _axis, wide in _axes())


def _leaf_head(shown: Sequence[Lane]) -> str:
    first = " " * (4 + _places(shown)) + _("Ending").ljust(_ending_width(shown) + 2)
    (_calm, calm), (_firm, firm) = _axes()
    return first + _("calm").rjust(calm) + _("firm").rjust(firm)


def _axes() -> tuple[tuple[str, int], tuple[str, int]]:
    """The axes with the cells of their columns, a gap before the second."""
    return ("calm", max(4, len(_("calm")))), ("firm", max(4, len(_("firm"))) + 2)


def _mean(attempt: Attempt, axis: str) -> str:
    return number(mean(attempt.turns, axis) or 0, 1)
