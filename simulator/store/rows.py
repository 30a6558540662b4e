"""What the store gives back: plain immutable rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.mode import LEARN, PRACTISE, USUAL, Terms

# From best to worst; what is in one set counts the same.
OUTCOME_RANKS: tuple[frozenset[str], ...] = (
    frozenset({"good"}),
    frozenset({"parted"}),
    frozenset({"partial"}),
    frozenset({"gave-away", "lost"}),
)


@dataclass(frozen=True, slots=True)
class Branch:
    """Where an attempt branched off: the session it was taken from, when that was begun (aware, UTC), and the first
    turn (from 1) that was answered anew. The turns before it are the other session's, repeated."""

    session: int
    turn: int
    started_at: datetime

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready mapping; the time as ISO 8601 in UTC."""
        return {"session": self.session, "turn": self.turn, "started_at": self.started_at.isoformat()}


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One kept conversation. Times are aware, in UTC. `ending` and `outcome` are None until an ending is reached.

    `calm` and `firm` are means over the turns (1.0-5.0, one decimal). `path` is the scenario's file when it was
    played, `digest` the sha256 (hex) of what stood in it, `trainee` the name that its texts were filled in with.
    `terms`: the mode that it was held in; `hints`: how many were asked for; `picked`: how many replies were ready ones.
    `branch` is None for a first attempt; else `turns`, `calm` and `firm` count the repeated turns too.
    """

    id: int
    scenario_id: str
    lang: str
    title: str
    started_at: datetime
    updated_at: datetime
    ended_at: datetime | None
    ending: str | None
    outcome: str | None
    calm: float
    firm: float
    turns: int
    path: str = ""
    digest: str = ""
    trainee: str = ""
    branch: Branch | None = None
    terms: Terms = USUAL
    hints: int = 0
    picked: int = 0

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready mapping; times as ISO 8601 in UTC."""
        return {
            "id": self.id,
            "scenario": self.scenario_id,
            "lang": self.lang,
            "title": self.title,
            "started_at": self.started_at.isoformat(),
            "updated_at": self.updated_at.isoformat(),
            "ended_at": self.ended_at.isoformat() if self.ended_at else None,
            "ending": self.ending,
            "outcome": self.outcome,
            "calm": self.calm,
            "firm": self.firm,
            "turns": self.turns,
            "mode": self.terms.mode,
            "seconds": self.terms.seconds,
            "hints": self.hints,
            "picked": self.picked,
            "retry_of": self.branch.as_dict() if self.branch else None,
        }


@dataclass(frozen=True, slots=True)
class Best:
    """The best finished conversation of a scenario: its outcome, mean calm and firm (1.0-5.0), when it ended (UTC).
    `retry`: whether it was reached by answering a turn again; `mode`: learn, practise or exam."""

    outcome: str
    calm: float
    firm: float
    ended_at: datetime
    retry: bool = False
    mode: str = PRACTISE

    @property
    def order(self) -> tuple[bool, int, bool, float]:
        """Sorts better results after worse ones: own words above replies that stood ready, then by outcome, a first
        attempt's above a retry's, then by calm and firm together."""
        rank = next((place for place, group in enumerate(OUTCOME_RANKS) if self.outcome in group), len(OUTCOME_RANKS))
        return self.mode != LEARN, -rank, not self.retry, self.calm + self.firm
