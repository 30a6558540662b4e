"""The results database: every turn is in it, durably, before anyone sees what came of the turn.

One SQLite file, by default in the platform's data folder. SQLAlchemy is imported when a store is opened, not before:
it costs a quarter of a second.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scoring.contract import Score
from simulator.i18n import _
from simulator.mode import USUAL, Terms
from simulator.origin import Origin
from simulator.record import turn_record
from simulator.store import place
from simulator.store.failure import StoreError, failures
from simulator.store.place import NOTHING_KEPT, default_location, place_of
from simulator.store.rows import Best, SessionRow

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Engine

    from simulator.scenario.library import Loaded
    from simulator.session import Turn
    from simulator.store.looking_back import LookingBack
    from simulator.store.outbox import Outbox
    from simulator.store.pending import PendingReply
    from simulator.store.practising import Practice
    from simulator.store.whole import Whole

__all__ = ["NOTHING_KEPT", "Best", "SessionRow", "Store", "StoreError", "default_location", "place_of"]

TOLD_ASIDE = "damaged-told"


class Store:
    """Kept conversations and settings. May be used from several threads, and the file by several processes.

    Every method raises StoreError when the database cannot be read or written.
    """

    def __init__(self, engine: Engine, location: Path) -> None:
        from simulator.store.sqlite import writing

        self.location = location
        self._engine = engine
        self._writer = writing(engine)

    @classmethod
    def open(cls, location: str | Path | None = None) -> Store:
        """The store in a file, which is made when it is not there.

        `location` None: CALMFIRM_DB, else the platform's data folder. Raises StoreError when the file cannot be
        used, and for the word `none`, by which a trainee asks that nothing be kept. A damaged database is set aside
        and a new one begun; `news` tells so.
        """
        path = place_of(location)
        with failures(path):
            from simulator.store.damage import set_aside_if_damaged
            from simulator.store.sqlite import APPLICATION_ID, connect

            if path.is_dir():
                raise StoreError(
                    _("{folder} is a folder: name a file in it with --db or CALMFIRM_DB.").format(folder=path)
                )
            path.parent.mkdir(parents=True, exist_ok=True)
            set_aside_if_damaged(path, path == place.default_location(), APPLICATION_ID)
            return cls(connect(path), path)

    def close(self) -> None:
        """Let go of the file; the store cannot be used afterwards."""
        self._engine.dispose()

    def news(self) -> str:
        """What has happened to the database and has not been told yet, in a sentence or two; empty for nothing. Told
        once."""
        from simulator.store import damage

        aside = damage.aside_of(self.location)
        known = set(self.setting(TOLD_ASIDE).split("/"))
        untold = tuple(one for one in aside if one.name not in known)
        if not untold:
            return ""
        with suppress(StoreError):  # on a full disk it is told again
            self.set_setting(TOLD_ASIDE, "/".join(one.name for one in aside))
        return damage.told(self.location, untold)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read transaction, for the queries of the other files of this room."""
        with failures(self.location), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction: on the disk when the block ends, undone when it raises."""
        with failures(self.location), self._writer.begin() as connection:
            yield connection

    def raw(self) -> sqlite3.Connection:
        """A connection of its own, for what cannot be done inside a transaction. Raises sqlite3.Error."""
        from simulator.store.sqlite import bare

        return bare(self.location)

    def begin(self, loaded: Loaded, trainee: str = "", terms: Terms = USUAL) -> int:
        """Start a session; its number. `trainee`: the name that the scenario's texts are filled in with."""
        from simulator.store.tables import sessions

        now = _now()
        scenario = loaded.scenario
        values = {
            "scenario_id": scenario.id,
            "lang": scenario.lang,
            "title": scenario.title,
            "path": str(loaded.path.absolute()),
            "digest": loaded.digest,
            "trainee": trainee,
            "mode": terms.mode,
            "reply_seconds": terms.seconds,
            "started_at": now,
            "updated_at": now,
        }
        with failures(self.location), self._writer.begin() as connection:
            added = connection.execute(sessions.insert().values(values).returning(sessions.c.id))
            return int(added.scalar_one())

    def branch(self, session_id: int, number: int, loaded: Loaded) -> int:
        """Begin an attempt from turn `number` of a session, in the scenario as `loaded`; its session number.

        Nothing of it is listed before its first reply is kept. Raises StoreError when there is no such turn.
        """
        from simulator.store import branches

        with failures(self.location), self._writer.begin() as connection:
            return branches.begin(connection, session_id, number, loaded, _now())

    def family(self, session_id: int) -> tuple[SessionRow, ...]:
        """The first attempt that a session belongs to and all that branched from it, in the order they were begun."""
        from simulator.store import listing

        with self.reading() as connection:
            return listing.family(connection, session_id)

    def save_turn(self, session_id: int, turn: Turn) -> None:
        """Keep a finished turn, on the disk before this returns.

        Keeping the same turn again changes nothing. Another turn with a number that is taken sets the old one and
        those after it aside (they stay in the file). Raises StoreError when the turn before it is missing.
        """
        from simulator.store import turnfile

        with failures(self.location), self._writer.begin() as connection:
            turnfile.add(connection, session_id, turn, turn_record(turn), _now())

    def finish(self, session_id: int, ending: str, outcome: str) -> None:
        """Keep that a session has reached an ending. A finished session stays as it is."""
        from simulator.store.tables import sessions

        now = _now()
        change = (
            sessions.update()
            .where(sessions.c.id == session_id, sessions.c.ended_at.is_(None))
            .values(ending=ending, outcome=outcome, ended_at=now, updated_at=now)
        )
        with failures(self.location), self._writer.begin() as connection:
            connection.execute(change)

    def abandon(self, session_id: int) -> None:
        """The trainee does not want to go on with this session: it stays in the history, unfinished."""
        from simulator.store.tables import sessions

        change = (
            sessions.update()
            .where(sessions.c.id == session_id, sessions.c.ended_at.is_(None))
            .values(abandoned_at=_now())
        )
        with failures(self.location), self._writer.begin() as connection:
            connection.execute(change)

    def unfinished(self) -> tuple[SessionRow, ...]:
        """Sessions with at least one turn that can be gone on with, the last played first."""
        from simulator.store import listing

        with failures(self.location), self._engine.connect() as connection:
            return listing.unfinished(connection)

    def history(self, limit: int = 50) -> tuple[SessionRow, ...]:
        """The `limit` last played sessions with at least one turn, newest first."""
        from simulator.store import listing

        with failures(self.location), self._engine.connect() as connection:
            return listing.history(connection, limit)

    def best(self) -> dict[tuple[str, str], Best]:
        """The best finished session of each scenario, by (scenario id, language)."""
        from simulator.store import listing

        with failures(self.location), self._engine.connect() as connection:
            return listing.best(connection)

    def stored_turns(self, session_id: int) -> tuple[tuple[str, str | None, bool, Score, Origin, tuple[str, ...]], ...]:
        """(reply, option's key, whether it was guessed, score, origin, ticked signs) of each turn, in order: what
        `Game.replay` takes."""
        with failures(self.location), self._engine.connect() as connection:
            rows = self._turns(connection, session_id)
        try:
            return tuple(
                (
                    row.reply,
                    row.choice,
                    bool(row.guessed),
                    Score.from_dict(json.loads(row.score)),
                    Origin.from_dict((kept := json.loads(row.turn)).get("origin")),
                    tuple(kept.get("ticks", ())),
                )
                for row in rows
            )
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(
                _(
                    "A kept turn of session {number} in {file} cannot be read ({error}): start the scenario anew."
                ).format(number=session_id, file=self.location, error=error)
            ) from error

    def conversations(self, numbers: Iterable[int] | None = None) -> tuple[Whole, ...]:
        """Whole conversations, by session number or all that have a turn, the first begun first."""
        from simulator.store.whole import whole

        with failures(self.location), self._engine.connect() as connection:
            return whole(connection, numbers)

    def outbox(self, lrs: str) -> Outbox:
        """The statements on their way to the learning record store at this address."""
        from simulator.store.outbox import Outbox

        return Outbox(self._engine, self._writer, self.location, lrs)

    def pending(self, session_id: int) -> PendingReply:
        """The reply that is being written in a session."""
        from simulator.store.pending import PendingReply

        return PendingReply(self, session_id)

    def attempted(self, scenario_id: str, lang: str, trainee: str) -> frozenset[str]:
        """The steps of a scenario at which this trainee has replied before, in words of their own."""
        from simulator.store.attempted import attempted

        return attempted(self, scenario_id, lang, trainee)

    def looking_back(self, session_id: int) -> LookingBack:
        """What the trainee did in the debrief of a session."""
        from simulator.store.looking_back import LookingBack

        return LookingBack(self, session_id)

    def practice(self) -> Practice:
        """What has been practised: evidence by principle, when each is due, drills."""
        from simulator.store.practising import Practice

        return Practice(self)

    def setting(self, name: str, default: str = "") -> str:
        """A remembered setting, or `default`."""
        from sqlalchemy import select

        from simulator.store.tables import settings

        with failures(self.location), self._engine.connect() as connection:
            value = connection.execute(select(settings.c.value).where(settings.c.name == name)).scalar_one_or_none()
        return default if value is None else str(value)

    def set_setting(self, name: str, value: str) -> None:
        """Remember a setting."""
        from sqlalchemy import text

        with failures(self.location), self._writer.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO settings (name, value) VALUES (:name, :value) "
                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
                ),
                {"name": name, "value": value},
            )

    def _turns(self, connection: Connection, session_id: int) -> list[Any]:
        from sqlalchemy import select

        from simulator.store.tables import turns

        query = (
            select(turns.c.reply, turns.c.choice, turns.c.guessed, turns.c.score, turns.c.turn)
            .where(turns.c.session_id == session_id, turns.c.superseded_at.is_(None))
            .order_by(turns.c.number)
        )
        return list(connection.execute(query))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
