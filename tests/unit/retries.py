"""Kept conversations with retries, for tests of what is told of attempts."""

from __future__ import annotations

from desk import FakeScorer, spare_key

from simulator.branching import branch
from simulator.game import Game
from simulator.store.database import Store


def play(store: Store, *replies: str, person: str = "Ann") -> Game:
    """A first attempt at the spare-key scenario with these replies."""
    loaded = spare_key()
    game = Game(loaded, FakeScorer(), store, store.begin(loaded, person), person)
    for reply in replies:
        game.take(reply)
    return game


def retry(store: Store, game: Game, number: int, *replies: str) -> Game:
    """Another attempt from turn `number` of a kept game."""
    assert game.session_id is not None
    new = branch(store, game.session_id, number, game, lambda text: None)
    for reply in replies:
        new.take(reply)
    return new
