"""Conversations as xAPI 1.0.3 statements, for a learning record store: begun, each reply with its evidence, ended.

A statement's id follows from what it tells, so sending it twice gives the store nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5

from simulator.origin import OWN
from simulator.record import change_record
from simulator.store.whole import KeptTurn, Whole
from simulator.wording import safe

# .invalid belongs to nobody and never will (RFC 2606): an address for names, not for pages.
BASE = "https://calmfirm.invalid/xapi/"
NOBODY = "trainee"
VERBS = {
    "initialized": "http://adlnet.gov/expapi/verbs/initialized",
    "answered": "http://adlnet.gov/expapi/verbs/answered",
    "completed": "http://adlnet.gov/expapi/verbs/completed",
}
# What a record store shows of a verb to its readers, whatever language was spoken here.
DISPLAYS = {
    "initialized": {"en": "initialized", "ru": "начал(а)", "uk": "розпочав(-ла)"},
    "answered": {"en": "answered", "ru": "ответил(а)", "uk": "відповів(-ла)"},
    "completed": {"en": "completed", "ru": "завершил(а)", "uk": "завершив(-ла)"},
}
SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
QUESTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
# A conversation that ends one of these ways reached its aim; `partial` is neither success nor failure.
SUCCESS = {"good": True, "parted": True, "gave-away": False, "lost": False}


def statements(one: Whole, base: str = BASE, mail: str | None = None) -> Iterator[dict[str, Any]]:
    """The statements of one conversation, in order of time.

    `base`: the address that names people, scenarios and extensions begin with, ending in `/`. `mail`: the person's
    mail address as identification; without it the person is an account under `base`, by the name given.
    """
    row = one.row
    actor = _actor(one, base, mail)
    registration = _registration(one, base, actor)
    scenario = _scenario(one, base)

    def statement(key: str, verb: str, activity: dict[str, Any], moment: str, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = {
            "registration": str(registration),
            "platform": "calmfirm",
            "language": row.lang,
            "contextActivities": {"grouping": [{"id": scenario["id"], "objectType": "Activity"}]},
        }
        if row.digest:
            context["revision"] = row.digest
        context["extensions"] = {f"{base}extensions/mode": row.terms.mode}
        if row.terms.seconds is not None:
            context["extensions"][f"{base}extensions/seconds"] = row.terms.seconds
        if row.branch is not None:
            context["extensions"][f"{base}extensions/retry"] = {
                "of": str(_registration(one, base, actor, row.branch.started_at)),
                "turn": row.branch.turn,
            }
        if one.cohort:
            context["extensions"][f"{base}extensions/cohort"] = safe(one.cohort)
        return {
            "id": str(uuid5(registration, key)),
            "actor": actor,
            "verb": {"id": VERBS[verb], "display": DISPLAYS[verb]},
            "object": activity,
            **more,
            "context": context,
            "timestamp": moment,
        }

    yield statement("initialized", "initialized", scenario, row.started_at.isoformat())
    # What a retry repeats was told with the attempt before: an LRS must not count it twice.
    for kept in one.own_turns:
        key = f"turn {kept.turn.number} {kept.saved_at.isoformat()}"
        activity = _step(one, kept, base)
        yield statement(key, "answered", activity, kept.saved_at.isoformat(), result=_answer(kept, base))
    if row.ended_at is not None:
        moment = row.ended_at.isoformat()
        yield statement(f"completed {moment}", "completed", scenario, moment, result=_ending(one, base))


def duration(length: timedelta) -> str:
    """A length of time as ISO 8601 has it, to the hundredth of a second (as xAPI compares them): `PT75.50S`."""
    return f"PT{length.total_seconds():.2f}S"


def _actor(one: Whole, base: str, mail: str | None) -> dict[str, Any]:
    name = safe(one.person).strip() or NOBODY
    if mail is not None:
        return {"objectType": "Agent", "name": name, "mbox": f"mailto:{mail}"}
    return {"objectType": "Agent", "name": name, "account": {"homePage": f"{base}people", "name": name}}


def _registration(one: Whole, base: str, actor: dict[str, Any], begun: datetime | None = None) -> UUID:
    who = actor.get("mbox") or actor["account"]["name"]
    parts = (base, who, one.row.lang, one.row.scenario_id, (begun or one.row.started_at).isoformat())
    return uuid5(NAMESPACE_URL, "\n".join(parts))


def _scenario(one: Whole, base: str) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": _address(base, one),
        "definition": {"type": SIMULATION, "name": {one.row.lang: safe(one.row.title)}},
    }


def _step(one: Whole, kept: KeptTurn, base: str) -> dict[str, Any]:
    turn = kept.turn
    return {
        "objectType": "Activity",
        "id": f"{_address(base, one)}/steps/{quote(turn.step, safe='')}",
        "definition": {
            "type": QUESTION,
            "interactionType": "long-fill-in" if turn.choice is None else "other",
            "name": {one.row.lang: safe(turn.step)},
            "description": {one.row.lang: safe("\n".join(turn.client))},
        },
    }


def _address(base: str, one: Whole) -> str:
    return f"{base}scenarios/{quote(one.row.lang, safe='')}/{quote(one.row.scenario_id, safe='')}"


def _answer(kept: KeptTurn, base: str) -> dict[str, Any]:
    turn, score = kept.turn, kept.turn.score
    named = {
        "calm": score.calm,
        "firm": score.firm,
        "stance": score.stance,
        "moves": score.moves,
        "faults": score.faults,
        "evidence": [item.as_dict() for item in score.evidence],
        "missing": list(score.missing),
        "caps": list(score.caps),
        "rubric": {"name": score.rubric, "version": score.rubric_version, "hash": score.rubric_hash},
        "layers": score.layers,
        "mood": {"patience": turn.patience, "trust": turn.trust, "changes": [*map(change_record, turn.changes)]},
    }
    if turn.origin != OWN:
        named["origin"] = turn.origin.as_dict()
    if turn.decided:
        named["decision"] = {
            "option": turn.choice,
            "decided": turn.decided,
            "signs": [one.as_dict() for one in turn.weighed],
        }
    elif turn.choice is not None:
        named["choice"] = {"option": turn.choice, "guessed": turn.guessed}
    if turn.spent:
        named["cost"] = [asdict(spent) for spent in turn.spent]
    return {
        "score": _score(score.calm, score.firm),
        "response": turn.reply,
        "extensions": {f"{base}extensions/{name}": value for name, value in named.items()},
    }


def _ending(one: Whole, base: str) -> dict[str, Any]:
    row = one.row
    result: dict[str, Any] = {
        "completion": True,
        "duration": duration(one.practised),
        "score": _score(row.calm, row.firm),
        "extensions": {
            f"{base}extensions/calm": row.calm,
            f"{base}extensions/firm": row.firm,
            f"{base}extensions/ending": row.ending,
            f"{base}extensions/outcome": row.outcome,
        },
    }
    if row.outcome in SUCCESS:
        result["success"] = SUCCESS[row.outcome]
    return result


def _score(calm: float, firm: float) -> dict[str, float]:
    """One number, where xAPI wants one: the weaker axis, since neither makes up for the other."""
    weaker = min(calm, firm)
    return {"scaled": round((weaker - 1) / 4, 4), "raw": weaker, "min": 1.0, "max": 5.0}
