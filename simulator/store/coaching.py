"""What was submitted to a coach, what a coach was given, and the comments: on the trainee's side and the coach's."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, text

from simulator.exchange import ExchangeError, Fields
from simulator.i18n import _, ngettext
from simulator.review import WHOLE, Comment, comment_from, unfit
from simulator.store.failure import StoreError
from simulator.store.tables import comments, received, submissions
from simulator.submission import Submission, submission_from

if TYPE_CHECKING:
    from simulator.store.database import Store

_KEEP = """
    INSERT INTO comments (submission, number, coach, written_at, comment)
    VALUES (:submission, :number, :coach, :written_at, :comment)
    ON CONFLICT (submission, number, coach) DO UPDATE
    SET written_at = excluded.written_at, comment = excluded.comment
    WHERE excluded.written_at >= comments.written_at
"""


@dataclass(frozen=True, slots=True)
class Handed:
    """A conversation that was submitted: `session_id` in this database, `file` it was written into, time in UTC."""

    key: str
    session_id: int
    submitted_at: datetime
    name: str
    file: str


@dataclass(frozen=True, slots=True)
class Received:
    """A conversation that a coach was given. `comments` and `ratings`: how many the coaches have made."""

    submission: Submission
    received_at: datetime
    comments: int
    ratings: int


class Coaching:
    """The coaching side of a store. Every method raises StoreError when the database cannot be read or written."""

    def __init__(self, store: Store) -> None:
        self.store = store

    # The trainee's side.

    def hand_over(self, session_id: int, submission: Submission, file: str) -> None:
        """Remember what is being submitted, word for word; before the file is written, so that none goes out unseen."""
        values = {
            "key": submission.key,
            "session_id": session_id,
            "submitted_at": submission.submitted_at.isoformat(),
            "name": submission.name,
            "file": file,
            "document": _dumped(submission.as_dict()),
        }
        with self.store.writing() as connection:
            connection.execute(submissions.insert().values(values))

    def not_handed_over(self, key: str) -> None:
        """Forget a submission whose file could not be written."""
        with self.store.writing() as connection:
            connection.execute(submissions.delete().where(submissions.c.key == key))

    def handed(self, session_id: int | None = None) -> tuple[Handed, ...]:
        """What was submitted, of one session or of all, the first first."""
        query = select(
            submissions.c.key,
            submissions.c.session_id,
            submissions.c.submitted_at,
            submissions.c.name,
            submissions.c.file,
        ).order_by(submissions.c.submitted_at)
        if session_id is not None:
            query = query.where(submissions.c.session_id == session_id)
        with self.store.reading() as connection:
            return tuple(
                Handed(row.key, row.session_id, datetime.fromisoformat(row.submitted_at), row.name, row.file)
                for row in connection.execute(query)
            )

    def take_comments(self, key: str, given: Iterable[Comment]) -> tuple[int, int]:
        """Keep a coach's comments on a submission of this database; (session number, how many were kept).

        A later word of the same coach on the same turn takes the place of the earlier one. Raises ExchangeError when
        nothing with this key was submitted from here, or when a comment is about words that were not submitted.
        """
        given = tuple(given)
        with self.store.writing() as connection:
            row = connection.execute(
                select(submissions.c.session_id, submissions.c.document).where(submissions.c.key == key)
            ).one_or_none()
            if row is None:
                raise ExchangeError(
                    _(
                        "These comments are about a conversation that was not submitted from this database: "
                        "name the one that it was submitted from with --db or CALMFIRM_DB."
                    )
                )
            handed = _read(row.document)
            for one in given:
                _fit(one, handed)
            for one in given:
                connection.execute(text(_KEEP), _values(one))
            return int(row.session_id), len(given)

    def comments_on(self, session_id: int) -> tuple[Comment, ...]:
        """Every coach's comments on a session, by turn and time; the conversation as a whole comes last."""
        query = (
            select(comments).join(submissions, submissions.c.key == comments.c.submission)
            .where(submissions.c.session_id == session_id)
        )  # fmt: skip
        with self.store.reading() as connection:
            return _sorted(connection.execute(query))

    def commented(self) -> dict[int, int]:
        """How many comments each session has, of those that have any."""
        query = (
            select(submissions.c.session_id, func.count())
            .join(comments, submissions.c.key == comments.c.submission)
            .group_by(submissions.c.session_id)
        )
        with self.store.reading() as connection:
            return {int(row[0]): int(row[1]) for row in connection.execute(query)}

    # The coach's side.

    def receive(self, submission: Submission) -> bool:
        """Keep a submission that the coach was given; whether it is new. Raises ExchangeError when another one has its
        key."""
        whole = _dumped(submission.as_dict())
        with self.store.writing() as connection:
            before = connection.execute(
                select(received.c.document).where(received.c.key == submission.key)
            ).scalar_one_or_none()
            if before is not None:
                if before != whole:
                    raise ExchangeError(
                        _("This file has been changed since it was first taken in: ask the trainee to submit anew.")
                    )
                return False
            connection.execute(
                received.insert().values(key=submission.key, received_at=_now(), name=submission.name, document=whole)
            )
            return True

    def all_received(self) -> tuple[Received, ...]:
        """What the coach was given, the last first."""
        with self.store.reading() as connection:
            rows = connection.execute(select(received).order_by(received.c.received_at.desc())).all()
            said: dict[str, list[Comment]] = {}
            for one in _sorted(connection.execute(select(comments))):
                said.setdefault(one.key, []).append(one)
        return tuple(
            Received(
                _read(row.document),
                datetime.fromisoformat(row.received_at),
                len(said.get(row.key, ())),
                sum(one.override is not None for one in said.get(row.key, ())),
            )
            for row in rows
        )

    def received(self, start: str) -> Submission:
        """The submission whose key begins so. Raises ExchangeError when there is none, or more than one."""
        with self.store.reading() as connection:
            found = connection.execute(
                select(received.c.document).where(func.substr(received.c.key, 1, len(start)) == start)
            ).scalars()
            documents = list(found)
        if len(documents) != 1 or not start:
            raise ExchangeError(
                ngettext(
                    "{count} submission begins with {key}: `calmfirm coach list` shows their keys.",
                    "{count} submissions begin with {key}: `calmfirm coach list` shows their keys.",
                    len(documents),
                ).format(count=len(documents), key=start[:40])
                if documents
                else _("No submissions begin with {key}: `calmfirm coach list` shows their keys.").format(
                    key=start[:40]
                )
            )
        return _read(documents[0])

    def comment(self, said: Comment) -> None:
        """Keep a coach's own comment on a received submission, in the place of the coach's earlier one on that turn.

        Raises ExchangeError when it cannot be kept as it is.
        """
        handed = self.received(said.key)
        _fit(said, handed)
        with self.store.writing() as connection:
            connection.execute(text(_KEEP), _values(said))

    def take_back(self, key: str, number: int, coach: str) -> bool:
        """Forget a coach's comment on a turn; whether there was one."""
        which = (comments.c.submission == key) & (comments.c.number == number) & (comments.c.coach == coach)
        with self.store.writing() as connection:
            return bool(connection.execute(comments.delete().where(which)).rowcount)

    def comments_of(self, key: str) -> tuple[Comment, ...]:
        """The comments on a submission, by turn and time; the conversation as a whole comes last."""
        with self.store.reading() as connection:
            return _sorted(connection.execute(select(comments).where(comments.c.submission == key)))


def _fit(said: Comment, handed: Submission) -> None:
    """Raises ExchangeError when a comment is incomplete or about words that were not submitted."""
    if problem := unfit(said):
        raise ExchangeError(problem)
    if said.number == WHOLE:
        return
    if said.number > len(handed.turns):
        raise ExchangeError(
            _("There is no turn {turn}: the conversation has {count}.").format(
                turn=said.number, count=len(handed.turns)
            )
        )
    if handed.turns[said.number - 1].turn.reply != said.reply:
        raise ExchangeError(
            _("The comment on turn {number} is about another reply: nothing was taken in.").format(number=said.number)
        )


def _values(said: Comment) -> dict[str, Any]:
    return {
        "submission": said.key,
        "number": said.number,
        "coach": said.coach,
        "written_at": said.written_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "comment": _dumped(said.as_dict()),
    }


def _sorted(rows: Any) -> tuple[Comment, ...]:
    found = [_comment(row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.number == WHOLE, one.number, one.written_at)))


def _comment(row: Any) -> Comment:
    try:
        return comment_from(
            Fields(json.loads(row.comment), _("comment {number}").format(number=row.id)), row.submission
        )
    except ValueError as error:
        raise StoreError(_("A kept comment cannot be read ({error}).").format(error=error)) from error


def _read(document: str) -> Submission:
    try:
        return submission_from(json.loads(document), _("a kept submission"))
    except ValueError as error:
        raise StoreError(_("A kept submission cannot be read ({error}).").format(error=error)) from error


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
