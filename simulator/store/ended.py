"""Finished conversations as learning paths see them: how calm and firm, which principles were kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from simulator.paths.walked import Ended
from simulator.store.tables import reviews, sessions, turns

if TYPE_CHECKING:
    from simulator.store.database import Store


def ended(store: Store) -> tuple[Ended, ...]:
    """Every finished conversation in the order of time, in whatever mode; attempts that begin at a turn of another one
    are left out. What has not been weighed yet shows no principle. Raises StoreError."""
    own = turns.c.choice.is_(None) & turns.c.picked.is_(False)
    means = (
        select(turns.c.session_id, func.avg(turns.c.calm).label("calm"), func.avg(turns.c.firm).label("firm"))
        .where(turns.c.superseded_at.is_(None), own)
        .group_by(turns.c.session_id)
        .subquery()
    )
    query = (
        select(sessions, means.c.calm, means.c.firm)
        .outerjoin(means, means.c.session_id == sessions.c.id)
        .where(sessions.c.ended_at.is_not(None), sessions.c.branched_from.is_(None))
        .order_by(sessions.c.ended_at, sessions.c.id)
    )
    of_sessions = select(
        reviews.c.session_id, reviews.c.principle, reviews.c.kept, reviews.c.missed, reviews.c.evidence
    )
    shown: dict[int, dict[str, tuple[int, int]]] = {}
    words: dict[int, dict[str, str]] = {}
    with store.reading() as connection:
        for row in connection.execute(of_sessions.where(reviews.c.session_id.is_not(None))):
            shown.setdefault(row.session_id, {})[row.principle] = (row.kept, row.missed)
            words.setdefault(row.session_id, {})[row.principle] = row.evidence
        return tuple(
            Ended(
                session=row.id,
                scenario_id=row.scenario_id,
                lang=row.lang,
                title=row.title,
                ended_at=datetime.fromisoformat(row.ended_at),
                mode=row.mode,
                outcome=row.outcome or "",
                calm=None if row.calm is None else round(row.calm, 2),
                firm=None if row.firm is None else round(row.firm, 2),
                shown=shown.get(row.id, {}),
                evidence=words.get(row.id, {}),
            )
            for row in connection.execute(query)
        )
