"""The attempts of one conversation, read out of the results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from simulator import session
from simulator.attempts import Attempt
from simulator.store.tables import sessions
from simulator.submission import replayed

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.store.database import Store
    from simulator.store.whole import Whole


def family(store: Store, session_id: int, scenario: Scenario | None) -> tuple[Attempt, ...]:
    """Every attempt at the conversation that a session belongs to, the first begun first.

    `scenario`: tells how the endings are called and what was said last; None leaves that out. Raises StoreError.
    """
    rows = store.family(session_id)
    wholes = {one.row.id: one for one in store.conversations([row.id for row in rows])}
    places = {row.id: place for place, row in enumerate(rows, 1)}
    with store.reading() as connection:
        query = select(sessions.c.id).where(sessions.c.abandoned_at.is_not(None))
        aside = {row.id for row in connection.execute(query)}
    return tuple(_attempt(wholes[row.id], places, row.id in aside, scenario) for row in rows)


def _attempt(one: Whole, places: dict[int, int], aside: bool, scenario: Scenario | None) -> Attempt:
    row, turns = one.row, one.played
    words: tuple[str, ...] = ()
    title = row.ending
    if scenario is not None:
        known, state = replayed(scenario, row.trainee, turns)
        if len(known) == len(state.turns) == len(turns):
            words = state.words
            title = session.ending_texts(scenario, state)[0] if state.over else title
    return Attempt(
        place=places[row.id],
        turns=turns,
        session=row.id,
        parent=places.get(row.branch.session) if row.branch else None,
        at=row.branch.turn if row.branch else 1,
        words=words,
        title=title,
        outcome=row.outcome,
        begun=row.started_at,
        aside=aside and row.ended_at is None,
    )
