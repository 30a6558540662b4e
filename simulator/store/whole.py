"""Whole conversations, as reports and exports take them out of the results."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from simulator.i18n import _
from simulator.record import read_turn
from simulator.session import Turn
from simulator.store import listing
from simulator.store.failure import StoreError
from simulator.store.rows import SessionRow
from simulator.store.tables import turns

if TYPE_CHECKING:
    from simulator.review import Comment

# A longer silence between two replies was a break, not practice.
LONGEST_THOUGHT = timedelta(minutes=10)
EVERYTHING = 1_000_000_000


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A turn in force and when it was kept (aware, in UTC)."""

    turn: Turn
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Whole:
    """A conversation with all its turns. `person`: who had it ("" when nobody said), `cohort`: the group that the
    person learns in ("" for none), `comments`: what coaches have said of it. `timed`: whether the turns' times are
    known; else each stands at the time of the last."""

    row: SessionRow
    turns: tuple[KeptTurn, ...]
    person: str = ""
    cohort: str = ""
    comments: tuple[Comment, ...] = ()
    timed: bool = True

    @property
    def played(self) -> tuple[Turn, ...]:
        """The turns alone."""
        return tuple(kept.turn for kept in self.turns)

    @property
    def own_turns(self) -> tuple[KeptTurn, ...]:
        """The turns that were answered here: all, but in a retry not those that it repeats from another attempt."""
        branch = self.row.branch
        return self.turns if branch is None else tuple(one for one in self.turns if one.turn.number >= branch.turn)

    @property
    def own(self) -> tuple[Turn, ...]:
        """The turns that were answered here, alone."""
        return tuple(kept.turn for kept in self.own_turns)

    @property
    def practised(self) -> timedelta:
        """Time spent on it: from the start to the last reply, a break of more than ten minutes counted as ten."""
        if not self.timed:
            return min(self.row.updated_at - self.row.started_at, LONGEST_THOUGHT * len(self.own_turns))
        moments = [self.row.started_at, *(kept.saved_at for kept in self.own_turns)]
        gaps = (after - before for before, after in pairwise(moments))
        return sum((min(max(gap, timedelta()), LONGEST_THOUGHT) for gap in gaps), timedelta())


def whole(connection: Connection, numbers: Iterable[int] | None = None) -> tuple[Whole, ...]:
    """The conversations with these session numbers, or all that have a turn, the first begun first.

    Raises StoreError for a number that no conversation has, and for a kept turn that cannot be read.
    """
    rows = {row.id: row for row in listing.history(connection, EVERYTHING)}
    wanted = sorted(rows) if numbers is None else list(dict.fromkeys(numbers))
    for number in wanted:
        if number not in rows:
            raise StoreError(
                _("There is no conversation {number}: `calmfirm history --json` lists them with their ids.").format(
                    number=number
                )
            )
    kept: dict[int, list[KeptTurn]] = {number: [] for number in wanted}
    query = (
        select(turns.c.session_id, turns.c.number, turns.c.saved_at, turns.c.turn)
        .where(turns.c.superseded_at.is_(None))
        .order_by(turns.c.session_id, turns.c.number)
    )
    for found in connection.execute(query):
        if found.session_id not in kept:
            continue
        try:
            turn = KeptTurn(read_turn(json.loads(found.turn)), datetime.fromisoformat(found.saved_at))
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(
                _(
                    "Turn {turn} of conversation {number} cannot be read ({error}): name the conversations to take "
                    "with --session."
                ).format(turn=found.number, number=found.session_id, error=error)
            ) from error
        kept[found.session_id].append(turn)
    found_all = (Whole(rows[number], tuple(kept[number]), rows[number].trainee.strip()) for number in wanted)
    return tuple(sorted(found_all, key=lambda one: (one.row.started_at, one.row.id)))
