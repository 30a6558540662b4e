"""A conversation that a trainee hands to a coach: all that is needed to judge it, and nothing else of the trainee's.

Pure: no files and no database. What is not submitted stays on the trainee's machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from scoring.contract import LANGUAGES, STANCES, Evidence, Score, Situation
from simulator import session
from simulator.exchange import ExchangeError, Fields
from simulator.i18n import _
from simulator.origin import OWN, Origin
from simulator.record import turn_record
from simulator.session import Change, Spent, Turn
from simulator.weighed import STATES, Weighed

if TYPE_CHECKING:
    from scoring.contract import Breach, OurFault
    from simulator.scenario.model import Scenario
    from simulator.session import State

MAX_TURNS = 1_000
NAME = 80
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class SubmittedTurn:
    """One exchange with what the reply was judged against."""

    turn: Turn
    situation: Situation


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted conversation. `key`: 32 hex digits, its own for each submission; `name`: who hands it in, as they
    sign; `note`: their word to the coach; `ending`: title of the ending, empty when none was reached; `retry_turn`: of
    a retry the first turn that was answered anew, else None, and `retry_of` when the attempt before was begun; times in
    UTC."""

    key: str
    name: str
    note: str
    submitted_at: datetime
    scenario: str
    lang: str
    title: str
    digest: str
    started_at: datetime
    ended_at: datetime | None
    ending: str
    outcome: str | None
    turns: tuple[SubmittedTurn, ...]
    retry_turn: int | None = None
    retry_of: datetime | None = None

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready document; `submission_from` reads it back."""
        return {
            "calmfirm": "submission",
            "version": 1,
            "key": self.key,
            "name": self.name,
            "note": self.note,
            "submitted_at": self.submitted_at.isoformat(),
            "scenario": self.scenario,
            "lang": self.lang,
            "title": self.title,
            "digest": self.digest,
            "started_at": self.started_at.isoformat(),
            "ended_at": self.ended_at.isoformat() if self.ended_at else None,
            "ending": self.ending,
            "outcome": self.outcome,
            "retry_of": (
                {"turn": self.retry_turn, "started_at": self.retry_of.isoformat()}
                if self.retry_turn is not None and self.retry_of is not None
                else None
            ),
            "turns": [{**turn_record(one.turn), "situation": _told(one.situation)} for one in self.turns],
        }


def replayed(scenario: Scenario, trainee: str, turns: Sequence[Turn]) -> tuple[tuple[Situation, ...], State]:
    """What each reply was judged against, by playing the turns again, and where that ended; fewer than turns when the
    scenario has changed since. `trainee`: the name that the texts were filled in with."""
    state, _events = session.start(scenario, trainee)
    found = []
    for turn in turns:
        if state.over or state.words != turn.client:
            break
        found.append(session.situation(scenario, state))
        try:
            state, _events = session.advance(
                scenario, state, turn.reply, turn.score, turn.choice, turn.guessed, turn.origin, turn.ticks
            )
        except ValueError:
            break
    return tuple(found), state


def with_situations(turns: Sequence[Turn], known: Sequence[Situation], lang: str) -> tuple[SubmittedTurn, ...]:
    """The turns with their situations; where none is known, with the client's words alone."""
    bare = (Situation(lang=lang, client="\n".join(turn.client)) for turn in turns[len(known) :])
    return tuple(SubmittedTurn(turn, about) for turn, about in zip(turns, (*known, *bare), strict=True))


def submission_from(document: dict[str, Any], place: str) -> Submission:
    """The submission in a document of somebody else's making. `place` is named in errors (the file).

    Raises ExchangeError for the first thing that is wrong.
    """
    fields = Fields(document, place)
    key = fields.text("key", 32)
    if len(key) != 32 or not _HEX.issuperset(key):
        raise fields.wrong("key", _("32 hexadecimal digits"))
    turns = tuple(_turn(one) for one in fields.listed("turns", MAX_TURNS))
    if not turns or [one.turn.number for one in turns] != list(range(1, len(turns) + 1)):
        raise fields.wrong("turns", _("the conversation's turns, numbered from 1"))
    started = moment(fields, "started_at")
    assert started is not None
    submitted = moment(fields, "submitted_at")
    assert submitted is not None
    retry = fields.inner("retry_of") if fields.given("retry_of") else None  # not there in a first attempt
    return Submission(
        key=key,
        name=fields.text("name", NAME),
        note=fields.text("note"),
        submitted_at=submitted,
        scenario=fields.text("scenario", 200),
        lang=fields.one_of("lang", LANGUAGES),
        title=fields.text("title", 1_000),
        digest=fields.text("digest", 128),
        started_at=started,
        ended_at=moment(fields, "ended_at", needed=False),
        ending=fields.text("ending", 1_000),
        outcome=fields.maybe("outcome", 40),
        turns=turns,
        retry_turn=retry.whole("turn", 1, len(turns)) if retry is not None else None,
        retry_of=moment(retry, "started_at") if retry is not None else None,
    )


def turn_from(fields: Fields) -> Turn:
    """The turn that `record.turn_record` wrote. Raises ExchangeError."""
    reply = fields.text("reply")
    return Turn(
        number=fields.whole("number", 1, MAX_TURNS),
        step=fields.text("step", 200),
        client=fields.texts("client"),
        reply=reply,
        choice=fields.maybe("choice", 200),
        guessed=fields.flag("guessed"),
        score=_score(fields.inner("score"), reply),
        route=fields.text("route", 200),
        to=fields.text("to", 200),
        changes=tuple(
            Change(
                one.one_of("meter", ("patience", "trust")),
                one.whole("before", 0, session.METER_TOP),
                one.whole("after", 0, session.METER_TOP),
                one.text("because"),
            )
            for one in fields.listed("changes", 10)
        ),
        revealed=fields.texts("revealed", 200),
        patience=fields.whole("patience", 0, session.METER_TOP),
        trust=fields.whole("trust", 0, session.METER_TOP),
        origin=_origin(fields),
        decided=fields.text("decided", default=""),
        weighed=_weighed(fields),
        spent=_spent(fields),
    )


def _weighed(fields: Fields) -> tuple[Weighed, ...]:
    if not fields.given("weighed"):  # handed in before there were decide steps
        return ()
    return tuple(
        Weighed(
            one.text("key", 60),
            one.text("text"),
            one.one_of("state", STATES),
            one.text("paper"),
            one.text("words"),
            one.text("why"),
        )
        for one in fields.listed("weighed", 100)
    )


def _spent(fields: Fields) -> tuple[Spent, ...]:
    if not fields.given("spent"):
        return ()
    most = 10**12
    return tuple(
        Spent(
            one.text("name", 60),
            one.whole("before", -most, most),
            one.whole("after", -most, most),
            one.text("label", 1_000),
            one.text("unit", 100),
        )
        for one in fields.listed("spent", 100)
    )


def _origin(fields: Fields) -> Origin:
    if not fields.given("origin"):  # handed in before there were modes
        return OWN
    told = fields.inner("origin")
    return Origin(
        hints=told.texts("hints", 40, 10),
        shown=told.texts("shown", most=20),
        picked=told.flag("picked"),
        timed_out=told.flag("timed_out"),
    )


def moment(fields: Fields, key: str, needed: bool = True) -> datetime | None:
    """A time in UTC; None where nothing stands, unless it is `needed`. Raises ExchangeError."""
    text = fields.text(key, 40) if needed else fields.maybe(key, 40)
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise fields.wrong(key, _("a time like 2026-11-22T10:00:00+00:00")) from None


def _turn(fields: Fields) -> SubmittedTurn:
    turn = turn_from(fields)
    about = fields.inner("situation")
    return SubmittedTurn(
        turn,
        Situation(
            lang=about.one_of("lang", LANGUAGES),
            client=about.text("client"),
            rule=about.text("rule"),
            about=about.text("about"),
            our_fault=cast("OurFault", about.one_of("our_fault", ("yes", "no", "unclear"))),
            breach=cast("Breach", about.one_of("breach", ("none", "first", "repeat"))),
            expects=about.texts("expects", 60),
        ),
    )


def _score(fields: Fields, reply: str) -> Score:
    layers = fields.one_of("layers", ("full", "cues"))
    return Score(
        moves=fields.shares("moves"),
        faults=fields.shares("faults"),
        calm=fields.number("calm", 1, 5),
        firm=fields.number("firm", 1, 5),
        stance=fields.one_of("stance", STANCES),
        evidence=tuple(_evidence(one, reply) for one in fields.listed("evidence", 2_000)),
        missing=fields.texts("missing", 60),
        caps=fields.texts("caps", 60),
        rubric=fields.text("rubric", 200),
        rubric_version=fields.text("rubric_version", 200),
        rubric_hash=fields.text("rubric_hash", 200),
        layers="full" if layers == "full" else "cues",
    )


def _evidence(fields: Fields, reply: str) -> Evidence:
    start, end = fields.whole("start", 0, len(reply)), fields.whole("end", 0, len(reply))
    if reply[start:end] != fields.text("text") or start >= end:
        raise ExchangeError(
            _("{place} does not point at words of the reply: ask for the file once more.").format(place=fields.place)
        )
    source = fields.one_of("source", ("cue", "meaning"))
    return Evidence(
        label=fields.text("label", 60),
        start=start,
        end=end,
        text=reply[start:end],
        confidence=fields.number("confidence", 0, 1),
        source="cue" if source == "cue" else "meaning",
    )


def _told(about: Situation) -> dict[str, Any]:
    return {
        "lang": about.lang,
        "client": about.client,
        "rule": about.rule,
        "about": about.about,
        "our_fault": about.our_fault,
        "breach": about.breach,
        "expects": list(about.expects),
    }
