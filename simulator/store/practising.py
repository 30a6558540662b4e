"""The trainee's practice in the results database: evidence, cards, drills. Reading it changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, func, select

from scoring.contract import Score
from simulator.practice.cards import Card, after
from simulator.practice.evidence import Evidence, Rating
from simulator.practice.kept import Kept, Played, Review
from simulator.store.tables import drill_replies, drills, reviews, sessions, settings, turns, weighed

if TYPE_CHECKING:
    from simulator.store.database import Store

GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Practice:
    """Reads and writes practice through an open store. Every method raises StoreError as the store's own do."""

    store: Store

    def unweighed(self) -> tuple[int, ...]:
        """Finished conversations whose evidence has not been taken yet, the first ended first.

        Attempts that begin at a turn of another conversation are left out: they answer anew what has just been shown.
        """
        query = (
            select(sessions.c.id)
            .outerjoin(weighed, weighed.c.session_id == sessions.c.id)
            .where(sessions.c.ended_at.is_not(None), weighed.c.session_id.is_(None), sessions.c.branched_from.is_(None))
            .order_by(sessions.c.ended_at, sessions.c.id)
        )
        with self.store.reading() as connection:
            return tuple(int(row.id) for row in connection.execute(query))

    def weigh(self, session_id: int, found: Iterable[Evidence]) -> None:
        """Keep what a finished conversation says of each principle, as of when it ended. A second time changes
        nothing."""
        with self.store.writing() as connection:
            ended = connection.execute(select(sessions.c.ended_at).where(sessions.c.id == session_id)).scalar()
            known = connection.execute(select(weighed.c.session_id).where(weighed.c.session_id == session_id)).first()
            if ended is None or known is not None:
                return
            connection.execute(weighed.insert().values(session_id=session_id, weighed_at=_now()))
            _add(connection, found, ended, session_id=session_id)

    def begin_drill(self, principle: str, lang: str, trainee: str = "") -> int:
        """Start a drill; its number."""
        values = {"principle": principle, "lang": lang, "trainee": trainee, "started_at": _now()}
        with self.store.writing() as connection:
            return int(connection.execute(drills.insert().values(values).returning(drills.c.id)).scalar_one())

    def save_reply(
        self, drill_id: int, number: int, scenario_id: str, step: str, reply: str, kept: bool, score: Score
    ) -> None:
        """Keep one reply of a drill, on the disk before this returns."""
        values = {
            "drill_id": drill_id,
            "number": number,
            "saved_at": _now(),
            "scenario_id": scenario_id,
            "step": step,
            "reply": reply,
            "kept": kept,
            "score": json.dumps(score.as_dict(), ensure_ascii=False),
        }
        with self.store.writing() as connection:
            connection.execute(drill_replies.insert().values(values))

    def finish_drill(self, drill_id: int, found: Evidence | None) -> None:
        """A drill is over, or was left. `found` None: too little was said to count. A second time changes nothing."""
        now = _now()
        with self.store.writing() as connection:
            changed = connection.execute(
                drills.update().where(drills.c.id == drill_id, drills.c.ended_at.is_(None)).values(ended_at=now)
            )
            if changed.rowcount and found is not None:
                _add(connection, (found,), now, drill_id=drill_id)

    def kept(self) -> Kept:
        """Everything that progress is made of."""
        with self.store.reading() as connection:
            goal = connection.execute(select(settings.c.value).where(settings.c.name == GOAL)).scalar()
            return Kept(
                reviews=tuple(_reviews(connection)),
                played=tuple(_played(connection)),
                days=_days(connection),
                begun=_begun(connection),
                drilled=_drilled(connection),
                drills=connection.execute(
                    select(func.count()).select_from(drills).where(drills.c.ended_at.is_not(None))
                ).scalar_one(),
                goal=int(goal) if goal is not None and goal.isdecimal() else 0,
            )

    def set_goal(self, days: int) -> None:
        """Remember how many days a week the trainee wants to practise, 1-7; 0 for no goal."""
        self.store.set_setting(GOAL, str(days))


def _add(
    connection: Connection,
    found: Iterable[Evidence],
    at: str,
    session_id: int | None = None,
    drill_id: int | None = None,
) -> None:
    for one in found:
        values = {
            "session_id": session_id,
            "drill_id": drill_id,
            "principle": one.principle,
            "kept": one.kept,
            "missed": one.missed,
            "rating": one.rating,
            "reviewed_at": at,
            "evidence": json.dumps([words.as_dict() for words in one.words], ensure_ascii=False),
            "stability": 0.0,
            "difficulty": 0.0,
            "due_at": at,
        }
        connection.execute(reviews.insert().values(values))
        _deal(connection, one.principle, at)


def _deal(connection: Connection, principle: str, since: str) -> None:
    """Write the principle's cards from `since` on: what came before that time stays as it is, and an older
    conversation that is weighed late lets everything after it follow anew."""
    ours = reviews.c.principle == principle
    newest_first = (reviews.c.reviewed_at.desc(), reviews.c.id.desc())
    last = connection.execute(
        select(reviews).where(ours, reviews.c.reviewed_at < since).order_by(*newest_first).limit(1)
    ).first()
    card = None if last is None else _card(last)
    later = select(reviews).where(ours, reviews.c.reviewed_at >= since)
    for row in connection.execute(later.order_by(reviews.c.reviewed_at, reviews.c.id)).all():
        card = after(card, cast("Rating", row.rating), _moment(row.reviewed_at))
        values = {
            "stability": card.stability,
            "difficulty": card.difficulty,
            "due_at": card.due.isoformat(timespec="microseconds"),
        }
        connection.execute(reviews.update().where(reviews.c.id == row.id).values(values))


def _card(row: Any) -> Card:
    return Card(_moment(row.reviewed_at), _moment(row.due_at), row.stability, row.difficulty)


def _reviews(connection: Connection) -> Iterable[Review]:
    query = (
        select(reviews, sessions.c.title)
        .outerjoin(sessions, sessions.c.id == reviews.c.session_id)
        .order_by(reviews.c.reviewed_at, reviews.c.id)
    )
    for row in connection.execute(query):
        card = _card(row)
        title = row.title or ""
        yield Review(row.principle, row.kept, row.missed, row.rating, card.reviewed, card, title, row.evidence)


def _played(connection: Connection) -> Iterable[Played]:
    means = (
        select(turns.c.session_id, func.avg(turns.c.calm).label("calm"), func.avg(turns.c.firm).label("firm"))
        .where(turns.c.superseded_at.is_(None))
        .group_by(turns.c.session_id)
        .subquery()
    )
    query = (
        select(sessions.c.scenario_id, sessions.c.lang, sessions.c.ended_at, means.c.calm, means.c.firm)
        .join(means, means.c.session_id == sessions.c.id)
        .where(sessions.c.ended_at.is_not(None), sessions.c.branched_from.is_(None))
        .order_by(sessions.c.ended_at, sessions.c.id)
    )
    for row in connection.execute(query):
        yield Played(row.scenario_id, row.lang, _moment(row.ended_at), round(row.calm, 2), round(row.firm, 2))


def _days(connection: Connection) -> frozenset[date]:
    # Ten minutes are near enough: every time zone is a whole number of quarters of an hour away.
    found: set[str] = set()
    for column in (turns.c.saved_at, drill_replies.c.saved_at):
        found.update(connection.execute(select(func.substr(column, 1, 15)).distinct()).scalars())
    return frozenset(datetime.fromisoformat(f"{one}0+00:00").astimezone().date() for one in found)


def _begun(connection: Connection) -> dict[tuple[str, str], datetime]:
    query = (
        select(sessions.c.scenario_id, sessions.c.lang, func.max(sessions.c.updated_at).label("at"))
        .where(sessions.c.id.in_(select(turns.c.session_id)))
        .group_by(sessions.c.scenario_id, sessions.c.lang)
    )
    return {(row.scenario_id, row.lang): _moment(row.at) for row in connection.execute(query)}


def _drilled(connection: Connection) -> dict[tuple[str, str, str], datetime]:
    at = func.max(drill_replies.c.saved_at).label("at")
    query = (
        select(drill_replies.c.scenario_id, drills.c.lang, drill_replies.c.step, at)
        .join(drills, drills.c.id == drill_replies.c.drill_id)
        .group_by(drill_replies.c.scenario_id, drills.c.lang, drill_replies.c.step)
    )
    rows: Sequence[Any] = connection.execute(query).all()
    return {(row.scenario_id, row.lang, row.step): _moment(row.at) for row in rows}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
