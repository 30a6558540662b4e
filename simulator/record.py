"""A finished turn as JSON-ready data: the shape that the store keeps and `play --replies --json` prints."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from scoring.contract import Score
from simulator.origin import Origin
from simulator.session import Change, Spent, Turn
from simulator.weighed import Weighed


def turn_record(turn: Turn) -> dict[str, Any]:
    """Everything about a turn as plain lists, mappings, texts and numbers; `score` is `Score.as_dict`."""
    return {
        "number": turn.number,
        "step": turn.step,
        "client": list(turn.client),
        "reply": turn.reply,
        "choice": turn.choice,
        "guessed": turn.guessed,
        "score": turn.score.as_dict(),
        "route": turn.route,
        "to": turn.to,
        "changes": [change_record(change) for change in turn.changes],
        "revealed": list(turn.revealed),
        "patience": turn.patience,
        "trust": turn.trust,
        "origin": turn.origin.as_dict(),
        "decided": turn.decided,
        "ticks": list(turn.ticks),
        "weighed": [one.as_dict() for one in turn.weighed],
        "spent": [asdict(one) for one in turn.spent],
    }


def change_record(change: Change) -> dict[str, Any]:
    """A meter's move as a mapping: meter, before, after (0-10), because."""
    return {"meter": change.meter, "before": change.before, "after": change.after, "because": change.because}


def read_turn(data: dict[str, Any]) -> Turn:
    """The turn that `turn_record` wrote. Raises KeyError, TypeError or ValueError when `data` is no such mapping."""
    known = {name: data[name] for name in ("number", "step", "reply", "choice", "guessed", "route", "to")}
    return Turn(
        **known,
        client=tuple(data["client"]),
        score=Score.from_dict(data["score"]),
        changes=tuple(Change(**one) for one in data["changes"]),
        revealed=tuple(data["revealed"]),
        patience=int(data["patience"]),
        trust=int(data["trust"]),
        origin=Origin.from_dict(data.get("origin")),
        # Turns that were kept before there were decide steps have none of these.
        decided=data.get("decided", ""),
        weighed=tuple(Weighed(**one) for one in data.get("weighed", ())),
        spent=tuple(Spent(**one) for one in data.get("spent", ())),
    )
