"""What happens in a turn, in order: the events that the reducer gives and screens, plain mode and exports tell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """A meter that moved: `meter` is patience or trust, values 0-10, `because` is the cause in words."""

    meter: str
    before: int
    after: int
    because: str


@dataclass(frozen=True, slots=True)
class Spent:
    """What this client cost more by a turn (or less): `name` of the cost, the running totals before and after, what
    it is called and its unit, for reports that have no scenario."""

    name: str
    before: int
    after: int
    label: str
    unit: str

    @property
    def by(self) -> int:
        """The difference."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Said:
    """The client spoke. `reaction`: whether it answers the reply, rather than opens the next step."""

    text: str
    reaction: bool = False


@dataclass(frozen=True, slots=True)
class MoodMoved:
    """A meter moved."""

    change: Change


@dataclass(frozen=True, slots=True)
class CostGrew:
    """A running total of what the client costs has changed."""

    spent: Spent


@dataclass(frozen=True, slots=True)
class FactOut:
    """A fact came out: its name and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The conversation reached an ending."""

    ending: str


Event = Said | MoodMoved | CostGrew | FactOut | Ended
