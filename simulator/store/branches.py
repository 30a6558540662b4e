"""Attempts that begin at a turn of another: a session of its own, with the turns before it copied in.

The copy is made together with the first reply of its own, in one transaction: a branch in which nothing was answered
holds nothing and is listed nowhere, one that was interrupted is as whole as any other session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, insert, literal, select

from simulator.i18n import _
from simulator.mode import EXAM, PRACTISE
from simulator.retrying import refusal
from simulator.store.failure import StoreError
from simulator.store.tables import sessions, turns

if TYPE_CHECKING:
    from simulator.scenario.library import Loaded

# What a branch has of its own; everything else about a session (mode, person, ...) it takes over.
_OWN = frozenset({"id", "ended_at", "ending", "outcome", "abandoned_at"})


def begin(connection: Connection, session_id: int, number: int, loaded: Loaded, now: str) -> int:
    """Begin an attempt from turn `number` of a session, in the scenario as it is `loaded` now; its session number.

    A turn that the session itself only repeats is taken from where it was answered. Raises StoreError when there is no
    such turn, and for a conversation that may not be retried.
    """
    origin = owner(connection, session_id, number)
    source = connection.execute(select(sessions).where(sessions.c.id == origin)).mappings().one()
    if told := refusal(str(source["mode"])):
        raise StoreError(told)
    values: dict[str, Any] = {name: value for name, value in source.items() if name not in _OWN}
    values |= {
        "title": loaded.scenario.title,
        "path": str(loaded.path.absolute()),
        "digest": loaded.digest,
        "started_at": now,
        "updated_at": now,
        "branched_from": origin,
        "branched_at": number,
    }
    if values["mode"] == EXAM:  # an exam is one attempt; what comes of another is practice
        values |= {"mode": PRACTISE, "reply_seconds": None}
    return int(connection.execute(sessions.insert().values(values).returning(sessions.c.id)).scalar_one())


def owner(connection: Connection, session_id: int, number: int) -> int:
    """The session in which turn `number` of this session was answered: itself, or one that it branched from.

    Raises StoreError when the session or the turn is not there.
    """
    query = select(sessions.c.id, sessions.c.branched_from, sessions.c.branched_at)
    row = connection.execute(query.where(sessions.c.id == session_id)).one_or_none()
    while row is not None and row.branched_from is not None and number < row.branched_at:
        row = connection.execute(query.where(sessions.c.id == row.branched_from)).one_or_none()
    if row is None:
        raise StoreError(
            _("There is no conversation {number}: `calmfirm history` lists them with their numbers.").format(
                number=session_id
            )
        )
    last = connection.execute(select(func.max(turns.c.number)).where(_in_force(row.id))).scalar_one() or 0
    if not 1 <= number <= last:
        raise StoreError(
            _("Conversation {number} has no turn {turn}: its last is {last}.").format(
                number=session_id, turn=number, last=last
            )
        )
    return int(row.id)


def inherit(connection: Connection, session_id: int, number: int) -> int:
    """Copy the turns before turn `number` into a branch that begins there and is still empty; how many there are now.
    Other sessions stay as they are."""
    branch = connection.execute(
        select(sessions.c.branched_from, sessions.c.branched_at).where(sessions.c.id == session_id)
    ).one_or_none()
    if branch is None or branch.branched_from is None or branch.branched_at != number:
        return 0
    columns = [column for column in turns.c if column.name not in ("id", "session_id")]
    earlier = select(literal(session_id), *columns).where(_in_force(branch.branched_from), turns.c.number < number)
    copied = insert(turns).from_select(["session_id", *(column.name for column in columns)], earlier)
    return int(connection.execute(copied).rowcount)


def _in_force(session_id: int) -> Any:
    return (turns.c.session_id == session_id) & turns.c.superseded_at.is_(None)
