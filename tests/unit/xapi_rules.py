"""What xAPI 1.0.3, part two, demands of the kinds of statements that are made here; every breach by its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

# 2.4: properties of each object; an unknown one makes a store refuse the statement (2.2).
STATEMENT = {"id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority", "version",
             "attachments"}  # fmt: skip
RESULT = {"score", "success", "completion", "response", "duration", "extensions"}
CONTEXT = {"registration", "instructor", "team", "contextActivities", "revision", "platform", "language", "statement",
           "extensions"}  # fmt: skip
DEFINITION = {"name", "description", "type", "moreInfo", "extensions", "interactionType", "correctResponsesPattern",
              "choices", "scale", "source", "target", "steps"}  # fmt: skip
INTERACTIONS = {"true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert",
                "numeric", "other"}  # fmt: skip
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
DURATION = re.compile(r"P(\d+W|(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?)")


def breaches(statement: dict[str, Any]) -> list[str]:
    """Everything that the specification forbids; empty for a valid statement."""
    return list(_statement(statement))


def _statement(one: dict[str, Any]) -> Iterator[str]:
    yield from _keys("statement", one, STATEMENT, {"actor", "verb", "object"})
    yield from _nulls("statement", one)
    yield from _uuid("id", one["id"])
    yield from _agent(one["actor"])
    yield from _keys("verb", one["verb"], {"id", "display"}, {"id"})
    yield from _iri("verb.id", one["verb"]["id"])
    yield from _map("verb.display", one["verb"].get("display", {}))
    yield from _activity("object", one["object"])
    yield from _result(one.get("result", {}))
    yield from _context(one.get("context", {}))
    moment = datetime.fromisoformat(one["timestamp"])
    if moment.tzinfo is None or one["timestamp"].endswith("-00:00") or "T" not in one["timestamp"]:
        yield f"timestamp: {one['timestamp']} is not RFC 3339 with a zone"


def _agent(actor: dict[str, Any]) -> Iterator[str]:
    yield from _keys("actor", actor, {"objectType", "name", "mbox", "mbox_sha1sum", "openid", "account"}, set())
    if len({"mbox", "mbox_sha1sum", "openid", "account"} & actor.keys()) != 1:
        yield "actor: exactly one identifier"
    if "mbox" in actor and not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", actor["mbox"]):
        yield "actor.mbox: not a mailto IRI"
    if "account" in actor:
        yield from _keys("actor.account", actor["account"], {"homePage", "name"}, {"homePage", "name"})
        yield from _iri("actor.account.homePage", actor["account"]["homePage"])
        if not actor["account"]["name"]:
            yield "actor.account.name: empty"


def _activity(place: str, one: dict[str, Any]) -> Iterator[str]:
    yield from _keys(place, one, {"objectType", "id", "definition"}, {"id"})
    yield from _iri(f"{place}.id", one["id"])
    about = one.get("definition", {})
    yield from _keys(f"{place}.definition", about, DEFINITION, set())
    for key in ("name", "description"):
        yield from _map(f"{place}.definition.{key}", about.get(key, {}))
    if "type" in about:
        yield from _iri(f"{place}.definition.type", about["type"])
    if "interactionType" in about and about["interactionType"] not in INTERACTIONS:
        yield f"{place}.definition.interactionType: {about['interactionType']}"


def _result(one: dict[str, Any]) -> Iterator[str]:
    yield from _keys("result", one, RESULT, set())
    for key, kind in (("success", bool), ("completion", bool), ("response", str)):
        if key in one and not isinstance(one[key], kind):
            yield f"result.{key}: not {kind.__name__}"
    if "duration" in one and not DURATION.fullmatch(one["duration"]):
        yield f"result.duration: {one['duration']}"
    score = one.get("score")
    if score is not None:
        yield from _keys("result.score", score, {"scaled", "raw", "min", "max"}, set())
        if not -1 <= score["scaled"] <= 1 or not score["min"] <= score["raw"] <= score["max"]:
            yield f"result.score: {score}"
    yield from _extensions("result", one)


def _context(one: dict[str, Any]) -> Iterator[str]:
    yield from _keys("context", one, CONTEXT, set())
    if "registration" in one:
        yield from _uuid("context.registration", one["registration"])
    if "language" in one and not LANGUAGE_TAG.fullmatch(one["language"]):
        yield f"context.language: {one['language']}"
    for kind, listed in one.get("contextActivities", {}).items():
        if kind not in ("parent", "grouping", "category", "other"):
            yield f"contextActivities.{kind}"
        for each in listed:
            yield from _activity(f"contextActivities.{kind}", each)
    yield from _extensions("context", one)


def _extensions(place: str, one: dict[str, Any]) -> Iterator[str]:
    for key in one.get("extensions", {}):
        yield from _iri(f"{place}.extensions", key)


def _keys(place: str, one: dict[str, Any], allowed: set[str], needed: set[str]) -> Iterator[str]:
    for key in one.keys() - allowed:
        yield f"{place}.{key}: not allowed"
    for key in needed - one.keys():
        yield f"{place}.{key}: missing"


def _nulls(place: str, value: Any) -> Iterator[str]:
    """2.2: null nowhere but in extensions."""
    if value is None:
        yield f"{place}: null"
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "extensions":
                yield from _nulls(f"{place}.{key}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nulls(place, inner)


def _iri(place: str, text: str) -> Iterator[str]:
    parts = urlsplit(text)
    if not parts.scheme or not (parts.netloc or parts.path) or re.search(r'[\s<>"{}|\\^`]', text):
        yield f"{place}: {text!r} is no IRI"


def _map(place: str, one: dict[str, str]) -> Iterator[str]:
    for tag, text in one.items():
        if not LANGUAGE_TAG.fullmatch(tag) or not isinstance(text, str):
            yield f"{place}: {tag!r}"


def _uuid(place: str, text: str) -> Iterator[str]:
    if str(UUID(text)) != text.lower():
        yield f"{place}: {text!r} is no UUID"
