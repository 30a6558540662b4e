"""Ticks held against the signs of a decide step: how many are right, wrong and missed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.scenario.condition import within

if TYPE_CHECKING:
    from simulator.scenario.decide import Sign, Ticked


@dataclass(frozen=True, slots=True)
class Ticks:
    """`right`: ticked and they hold; `wrong`: ticked and they do not; `missed`: they hold and were not ticked."""

    right: int
    wrong: int
    missed: int


def counted(signs: Iterable[Sign], ticked: Collection[str]) -> Ticks:
    """The ticks of one decision. `ticked`: keys of signs."""
    right = wrong = missed = 0
    for sign in signs:
        if sign.key in ticked:
            right, wrong = (right + 1, wrong) if sign.holds == "yes" else (right, wrong + 1)
        else:
            missed += sign.holds == "yes"
    return Ticks(right, wrong, missed)


def as_wished(wish: Ticked, found: Ticks) -> bool:
    """Whether the ticks keep to all bounds of a wish."""
    pairs = ((wish.right, found.right), (wish.wrong, found.wrong), (wish.missed, found.missed))
    return all(span is None or within(value, span) for span, value in pairs)
