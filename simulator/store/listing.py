"""Sessions as lists show them: with their number of turns and mean scores."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from simulator.store.rows import Best, SessionRow
from simulator.store.tables import sessions, turns


def unfinished(connection: Connection) -> tuple[SessionRow, ...]:
    """Sessions neither ended nor abandoned, the last played first."""
    open_ones = sessions.c.ended_at.is_(None) & sessions.c.abandoned_at.is_(None)
    return tuple(map(_row, connection.execute(_newest_first().where(open_ones))))


def history(connection: Connection, limit: int) -> tuple[SessionRow, ...]:
    """The `limit` last played sessions, newest first."""
    return tuple(map(_row, connection.execute(_newest_first().limit(limit))))


def best(connection: Connection) -> dict[tuple[str, str], Best]:
    """The best ended session of each (scenario id, language); of equals the first."""
    found: dict[tuple[str, str], Best] = {}
    ended = connection.execute(_newest_first().where(sessions.c.ended_at.is_not(None)))
    for row in reversed([_row(one) for one in ended]):
        assert row.ended_at is not None
        result = Best(row.outcome or "", row.calm, row.firm, row.ended_at)
        key = (row.scenario_id, row.lang)
        if key not in found or result.order > found[key].order:
            found[key] = result
    return found


def _newest_first() -> Select[Any]:
    means = (
        select(
            turns.c.session_id,
            func.count().label("turns"),
            func.avg(turns.c.calm).label("calm"),
            func.avg(turns.c.firm).label("firm"),
        )
        .where(turns.c.superseded_at.is_(None))
        .group_by(turns.c.session_id)
        .subquery()
    )
    # A session without a turn is left out: going on with it is starting anew.
    return (
        select(sessions, means.c.turns, means.c.calm, means.c.firm)
        .join(means, means.c.session_id == sessions.c.id)
        .order_by(sessions.c.updated_at.desc(), sessions.c.id.desc())
    )


def _row(row: Any) -> SessionRow:
    return SessionRow(
        id=row.id,
        scenario_id=row.scenario_id,
        lang=row.lang,
        title=row.title,
        started_at=datetime.fromisoformat(row.started_at),
        updated_at=datetime.fromisoformat(row.updated_at),
        ended_at=datetime.fromisoformat(row.ended_at) if row.ended_at else None,
        ending=row.ending,
        outcome=row.outcome,
        calm=round(row.calm, 1),
        firm=round(row.firm, 1),
        turns=row.turns,
        path=row.path,
        digest=row.digest,
        trainee=row.trainee,
    )
