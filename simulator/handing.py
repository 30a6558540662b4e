"""Submitting a conversation: from the results into a file that the trainee gives to a coach."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.exchange import write_document
from simulator.i18n import _
from simulator.session import ending_texts
from simulator.submission import Submission, replayed, with_situations

if TYPE_CHECKING:
    from scoring.contract import Situation
    from simulator.scenario.model import Scenario
    from simulator.store.database import Store
    from simulator.store.whole import Whole


def prepared(whole: Whole, scenario: Scenario | None, name: str, note: str = "") -> Submission:
    """A conversation as it is submitted, signed with `name`. `scenario` None: it cannot be opened any more, so the
    agreed rule and the case are left out."""
    row, turns = whole.row, whole.played
    known: tuple[Situation, ...] = ()
    ending = ""
    if scenario is not None:
        known, state = replayed(scenario, row.trainee, turns)
        if state.over and state.ending == row.ending:
            ending = ending_texts(scenario, state)[0]
    return Submission(
        key=uuid.uuid4().hex,
        name=" ".join(name.split()),
        note=note.strip(),
        submitted_at=datetime.now(UTC),
        scenario=row.scenario_id,
        lang=row.lang,
        title=row.title,
        digest=row.digest,
        started_at=row.started_at,
        ended_at=row.ended_at,
        ending=ending or row.ending or "",
        outcome=row.outcome,
        turns=with_situations(turns, known, row.lang),
        retry_turn=row.branch.turn if row.branch else None,
        retry_of=row.branch.started_at if row.branch else None,
    )


def file_name(submission: Submission) -> str:
    """A name for the file that says whose and what it is, without anything a file system minds."""
    name = "".join(char if char.isalnum() else "-" for char in submission.name).strip("-")[:40]
    return f"{submission.scenario}-{name or 'practice'}-{submission.key[:8]}.json"


def hand_over(store: Store, session_id: int, submission: Submission, path: Path) -> None:
    """Write the file that goes to the coach, and remember what is in it.

    Raises FileExistsError when there is one already, OSError, StoreError; then nothing has been submitted.
    """
    from simulator.store.coaching import Coaching

    if path.exists():
        raise FileExistsError(17, _("is there already: name another file"), str(path))
    coaching = Coaching(store)
    coaching.hand_over(session_id, submission, str(path.absolute()))
    try:
        write_document(path, submission.as_dict())
    except BaseException:
        coaching.not_handed_over(submission.key)
        raise
