"""Conversations as JSON Lines, one a line with all its turns; `calmfirm report --from` reads them back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from scoring.contract import LANGUAGES
from simulator.exchange import ExchangeError, Fields
from simulator.i18n import _
from simulator.mode import LONGEST, MODES, SHORTEST, USUAL, Terms, read_terms
from simulator.record import turn_record
from simulator.store.rows import Branch, SessionRow
from simulator.store.whole import KeptTurn, Whole
from simulator.submission import MAX_TURNS, moment, turn_from

FORMAT = "calmfirm-conversation-1"
NAME = 200


def conversation_record(one: Whole) -> dict[str, Any]:
    """JSON-ready: format, person, cohort, what `SessionRow.as_dict` tells with the scenario's digest, and the turns as
    `turn_record` tells them, each with `saved_at` (ISO 8601, UTC). Paths of this machine are left out."""
    return {
        "format": FORMAT,
        "person": one.person,
        "cohort": one.cohort,
        "session": {**one.row.as_dict(), "digest": one.row.digest},
        "turns": [{**turn_record(kept.turn), "saved_at": kept.saved_at.isoformat()} for kept in one.turns],
    }


def read_conversation(data: Any, place: str) -> Whole:
    """The conversation that `conversation_record` wrote; `place` is named in errors. Raises ExchangeError."""
    fields = Fields(data, place)
    fields.one_of("format", (FORMAT,))
    session = fields.inner("session")
    turns = tuple(KeptTurn(turn_from(one), _when(one, "saved_at")) for one in fields.listed("turns", MAX_TURNS))
    if [kept.turn.number for kept in turns] != list(range(1, len(turns) + 1)) or not turns:
        raise fields.wrong("turns", _("the conversation's turns, numbered from 1"))
    person = fields.text("person", NAME).strip()
    row = SessionRow(
        id=session.whole("id", 0, 2**53),
        scenario_id=session.text("scenario", 200),
        lang=session.one_of("lang", LANGUAGES),
        title=session.text("title", 1_000),
        started_at=_when(session, "started_at"),
        updated_at=_when(session, "updated_at"),
        ended_at=moment(session, "ended_at", needed=False),
        ending=session.maybe("ending", 200),
        outcome=session.maybe("outcome", 40),
        calm=round(sum(kept.turn.score.calm for kept in turns) / len(turns), 1),
        firm=round(sum(kept.turn.score.firm for kept in turns) / len(turns), 1),
        turns=len(turns),
        digest=session.text("digest", 128),
        trainee=person,
        branch=_branch(session, len(turns)),
        terms=_terms(session),
        hints=sum(len(kept.turn.origin.hints) for kept in turns),
        picked=sum(kept.turn.origin.picked for kept in turns),
    )
    return Whole(row, turns, person, fields.text("cohort", NAME).strip())


def _terms(session: Fields) -> Terms:
    if not session.given("mode"):  # written before there were modes
        return USUAL
    seconds = session.whole("seconds", SHORTEST, LONGEST) if session.given("seconds") else None
    return read_terms(session.one_of("mode", MODES), seconds)


def _branch(session: Fields, turns: int) -> Branch | None:
    if not session.given("retry_of"):  # a first attempt, or written before there were retries
        return None
    told = session.inner("retry_of")
    return Branch(told.whole("session", 0, 2**53), told.whole("turn", 1, turns), _when(told, "started_at"))


def read_lines(path: Path) -> Iterator[Whole]:
    """The conversations of a file. Raises ExchangeError for a line that is none, OSError when it cannot be read."""
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            data = json.loads(line)
            json.dumps(data, ensure_ascii=False).encode()  # halves of characters would fail later, without the place
        except (ValueError, RecursionError) as error:
            raise ExchangeError(
                _("{place}:1: is not JSON: make the file anew with `calmfirm export --jsonl`.").format(place=place)
            ) from error
        yield read_conversation(data, place)


def _when(fields: Fields, key: str) -> datetime:
    found = moment(fields, key)
    assert found is not None
    return found
