"""Kept conversations for the tests of reports and exports: played, judged by `FakeScorer`, read back from a store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desk import FakeScorer, spare_key

from simulator.game import Game
from simulator.store.database import Store
from simulator.store.whole import Whole

HOLDS = "The rule is forty pounds a day. What happened on Sunday?"
RUDE = "Only an idiot keeps keys."


def play(store: Store, *replies: str, person: str = "Ann", title: str | None = None) -> int:
    """Play the spare-key scenario with these replies; the session's number."""
    loaded = spare_key()
    if title is not None:
        loaded = replace(loaded, scenario=loaded.scenario.model_copy(update={"title": title}))
    number = store.begin(loaded, person)
    game = Game(loaded, FakeScorer(), store, number, person)
    for reply in replies:
        game.take(reply)
    return number


def kept(folder: Path, *replies: str, person: str = "Ann", title: str | None = None) -> Whole:
    """One conversation, played and read back."""
    store = Store.open(folder / "results.db")
    try:
        number = play(store, *replies, person=person, title=title)
        (one,) = store.conversations([number])
        return one
    finally:
        store.close()
