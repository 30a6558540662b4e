"""Sessions as lists show them: with their number of turns and mean scores."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from simulator.mode import read_terms
from simulator.store.rows import Best, Branch, SessionRow
from simulator.store.tables import sessions, turns

# SQLite takes so many values in one statement everywhere.
_BATCH = 500


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
        result = Best(row.outcome or "", row.calm, row.firm, row.ended_at, row.branch is not None, row.terms.mode)
        key = (row.scenario_id, row.lang)
        if key not in found or result.order > found[key].order:
            found[key] = result
    return found


def family(connection: Connection, session_id: int) -> tuple[SessionRow, ...]:
    """The conversation that a session began with or as, and every attempt that branched from it, the first begun first;
    only those with a turn."""
    links = {row.id: row.branched_from for row in connection.execute(select(sessions.c.id, sessions.c.branched_from))}

    def root(number: int) -> int:
        while links.get(number) is not None:
            number = links[number]
        return number

    wanted = root(session_id)
    inside = [number for number in links if root(number) == wanted]
    found: list[SessionRow] = []
    for start in range(0, len(inside), _BATCH):
        batch = _newest_first().where(sessions.c.id.in_(inside[start : start + _BATCH]))
        found += map(_row, connection.execute(batch))
    return tuple(sorted(found, key=lambda row: row.id))


def _newest_first() -> Select[Any]:
    means = (
        select(
            turns.c.session_id,
            func.count().label("turns"),
            func.avg(turns.c.calm).label("calm"),
            func.avg(turns.c.firm).label("firm"),
            func.sum(turns.c.hints).label("hints"),
            func.count().filter(turns.c.picked).label("picked"),
        )
        .where(turns.c.superseded_at.is_(None))
        .group_by(turns.c.session_id)
        .subquery()
    )
    # A session without a turn is left out: going on with it is starting anew.
    origin = sessions.alias("origin")
    return (
        select(
            sessions,
            means.c.turns,
            means.c.calm,
            means.c.firm,
            means.c.hints,
            means.c.picked,
            origin.c.started_at.label("origin_started_at"),
        )
        .join(means, means.c.session_id == sessions.c.id)
        .outerjoin(origin, origin.c.id == sessions.c.branched_from)
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
        branch=_branch(row),
        terms=read_terms(row.mode, row.reply_seconds),
        hints=row.hints or 0,
        picked=row.picked,
    )


def _branch(row: Any) -> Branch | None:
    if row.branched_from is None:
        return None
    return Branch(row.branched_from, row.branched_at, datetime.fromisoformat(row.origin_started_at))
