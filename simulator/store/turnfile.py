"""Adding a turn to a session inside a write transaction."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, func, select

from simulator.i18n import ngettext
from simulator.session import Turn
from simulator.store.branches import inherit
from simulator.store.failure import StoreError
from simulator.store.tables import pending_replies, sessions, turns


def add(connection: Connection, session_id: int, turn: Turn, record: dict[str, Any], now: str) -> None:
    """Insert `turn` (its JSON-ready form is `record`), set aside what it replaces, touch the session at `now` (ISO).

    Raises StoreError when the session or the turn before it is not there.
    """
    in_force = (turns.c.session_id == session_id) & turns.c.superseded_at.is_(None)
    last = connection.execute(select(func.max(turns.c.number)).where(in_force)).scalar_one() or 0
    if not last and turn.number > 1:
        last = inherit(connection, session_id, turn.number)
    if turn.number > last + 1:
        raise StoreError(
            ngettext(
                "Turn {turn} does not follow on the {count} kept one: this conversation has been gone on with in "
                "another window, and only that one is saved.",
                "Turn {turn} does not follow on the {count} kept ones: this conversation has been gone on with in "
                "another window, and only that one is saved.",
                last,
            ).format(turn=turn.number, count=last)
        )
    whole = json.dumps(record, ensure_ascii=False)
    if turn.number <= last:
        same = select(turns.c.turn).where(in_force, turns.c.number == turn.number)
        if connection.execute(same).scalar_one() == whole:
            return
        connection.execute(turns.update().where(in_force, turns.c.number >= turn.number).values(superseded_at=now))
    score = turn.score
    connection.execute(
        turns.insert().values(
            session_id=session_id,
            number=turn.number,
            saved_at=now,
            reply=turn.reply,
            choice=turn.choice,
            guessed=turn.guessed,
            calm=score.calm,
            firm=score.firm,
            rubric=score.rubric,
            rubric_version=score.rubric_version,
            rubric_hash=score.rubric_hash,
            score=json.dumps(record["score"], ensure_ascii=False),
            turn=whole,
            hints=len(turn.origin.hints),
            picked=turn.origin.picked,
        )
    )
    connection.execute(pending_replies.delete().where(pending_replies.c.session_id == session_id))
    connection.execute(sessions.update().where(sessions.c.id == session_id).values(updated_at=now))
