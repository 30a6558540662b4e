"""What the store gives back: plain immutable rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

# From best to worst; what is in one set counts the same.
OUTCOME_RANKS: tuple[frozenset[str], ...] = (
    frozenset({"good"}),
    frozenset({"parted"}),
    frozenset({"partial"}),
    frozenset({"gave-away", "lost"}),
)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One kept conversation. Times are aware, in UTC. `ending` and `outcome` are None until an ending is reached.

    `calm` and `firm` are means over the turns (1.0-5.0, one decimal). `path` is the scenario's file when it was
    played, `digest` the sha256 (hex) of what stood in it, `trainee` the name that its texts were filled in with.
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
        }


@dataclass(frozen=True, slots=True)
class Best:
    """The best finished conversation of a scenario: its outcome, mean calm and firm (1.0-5.0), when it ended (UTC)."""

    outcome: str
    calm: float
    firm: float
    ended_at: datetime

    @property
    def order(self) -> tuple[int, float]:
        """Sorts better results after worse ones: by outcome, then by calm and firm together."""
        rank = next((place for place, group in enumerate(OUTCOME_RANKS) if self.outcome in group), len(OUTCOME_RANKS))
        return -rank, self.calm + self.firm
