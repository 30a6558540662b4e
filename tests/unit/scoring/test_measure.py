"""How sure labels were shown against how often the bank's raters saw them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from scoring.contract import FAULTS, MOVES
from scoring.measure import BANDS, Said, sureness


def one(*labels: str, doubted: tuple[str, ...] = ()) -> Any:
    return SimpleNamespace(labels=frozenset(labels), doubted=frozenset(doubted))


def said(**sure: float) -> Said:
    return sure, 3.0, 3.0, "neutral"


def test_each_label_that_was_shown_counts_once_in_the_band_of_its_sureness() -> None:
    material: Any = SimpleNamespace(examples=[one("ask"), one(), one("ask", "blame"), one("thank")])
    found = [said(ask=0.95), said(ask=0.95, blame=0.5), said(ask=0.7, blame=1.0), said(thank=0.69)]
    assert sureness(material, found, MOVES) == [(1, 1.0), (1, 1.0), (2, 0.5)]
    assert sureness(material, found, FAULTS) == [(1, 0.0), (0, 0.0), (1, 1.0)]
    assert len(BANDS) == 3


def test_a_label_on_which_the_raters_differ_is_no_evidence() -> None:
    material: Any = SimpleNamespace(examples=[one(doubted=("blame",)), one("blame")])
    assert sureness(material, [said(blame=0.8), said(blame=0.8)], FAULTS)[1] == (1, 1.0)
