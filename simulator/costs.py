"""What a client costs, in words and sums: running totals with their units, and the weighing against what it brings in.

Pure: reads a scenario and a state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator import session

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import Spent, State, Turn

# Signs that stand before a sum; any other unit stands after it.
_BEFORE = ("£", "$", "€")
_MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Total:
    """A running total. `begun`: what it was before the conversation; `grown`: what the conversation added so far;
    `price`: what the whole comes to in the unit of the worth, None when the scenario gives no price."""

    name: str
    label: str
    unit: str
    begun: int
    now: int
    price: int | None = None

    @property
    def grown(self) -> int:
        """What the conversation has added."""
        return self.now - self.begun

    @property
    def told(self) -> str:
        """The total with its unit."""
        return amount(self.now, self.unit)


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a client brings in against what it costs, in one unit. `left`: what remains; `beside`: costs without a
    price."""

    label: str
    unit: str
    worth: int
    cost: int
    priced: tuple[Total, ...]
    beside: tuple[Total, ...]

    @property
    def left(self) -> int:
        """What the client brings in, less what it costs; below zero when it costs more."""
        return self.worth - self.cost


def totals(scenario: Scenario, state: State) -> tuple[Total, ...]:
    """Every cost of the scenario as it stands now, in the order of the file; empty when it has none."""
    found = []
    for name, cost in scenario.costs.items():
        now = state.costs.get(name, cost.start)
        price = None if cost.price is None else round(now * cost.price.amount / cost.price.per)
        found.append(Total(name, session.say(scenario, state, cost.label), cost.unit, cost.start, now, price))
    return tuple(found)


def weighing(scenario: Scenario, state: State) -> Weighing | None:
    """What the client brings in against what it costs; None when the scenario names no worth."""
    if scenario.worth is None:
        return None
    found = totals(scenario, state)
    priced = tuple(one for one in found if one.price is not None)
    return Weighing(
        session.say(scenario, state, scenario.worth.label),
        scenario.worth.unit,
        scenario.worth.amount,
        sum(one.price or 0 for one in priced),
        priced,
        tuple(one for one in found if one.price is None),
    )


def dearest(turns: tuple[Turn, ...], name: str) -> tuple[Turn, Spent] | None:
    """The turn that added most to a cost, with what it added; None when no turn did."""
    adding = [(turn, one) for turn in turns for one in turn.spent if one.name == name and one.by > 0]
    return max(adding, key=lambda found: found[1].by, default=None)


def amount(value: int, unit: str) -> str:
    """A number with its unit: `£340`, `55 min`, `12 000 ₽`."""
    number = f"{abs(value):,}".replace(",", "," if unit in _BEFORE else " ")
    sign = _MINUS if value < 0 else ""
    if not unit:
        return f"{sign}{number}"
    return f"{sign}{unit}{number}" if unit in _BEFORE else f"{sign}{number} {unit}"


def added(value: int, unit: str) -> str:
    """A difference with its sign and unit: `+15 min`."""
    return amount(value, unit) if value < 0 else f"+{amount(value, unit)}"
