from __future__ import annotations

import pytest
from desk import FakeScorer, spare_key
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.contract import Situation
from simulator.game import MAX_REPLY, Game, ReplyProblem, clean
from simulator.session import Turn


class Shelf:
    """Keeps what it is given; refuses when `full`."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.finished: list[tuple[int, str, str]] = []
        self.full = False

    def save_turn(self, session_id: int, turn: Turn) -> None:
        if self.full:
            raise OSError("full")
        self.turns.append(turn)

    def finish(self, session_id: int, ending: str, outcome: str) -> None:
        self.finished.append((session_id, ending, outcome))


def test_a_game_is_played_to_its_end_and_every_turn_is_kept() -> None:
    shelf = Shelf()
    game = Game(spare_key(), FakeScorer(), shelf, 5, "Ann")
    assert game.opening[-1].text == "Good evening, Ann. I need a key, now."
    assert game.take("The rule: a key is £40.").turn.to == "terms"
    picked = game.take("that will be forty pounds, here is the receipt").turn
    assert (picked.choice, picked.guessed, picked.reply) == ("hold", True, "It is forty pounds, and here is a receipt.")
    game.take("Bring it to this desk.")
    assert game.state.ending == "agreed"
    assert [turn.number for turn in shelf.turns] == [1, 2, 3]
    assert shelf.finished == [(5, "agreed", "good")]
    with pytest.raises(ValueError, match="ended"):
        game.take("Hello?")


def test_a_turn_that_cannot_be_kept_leaves_the_game_where_it_stood() -> None:
    shelf = Shelf()
    game = Game(spare_key(), FakeScorer(), shelf, 1)
    shelf.full = True
    before = game.state
    with pytest.raises(OSError, match="full"):
        game.take("A key is £40.")
    assert game.state == before
    shelf.full = False
    assert game.take("A key is £40.").turn.number == 1


@pytest.mark.parametrize("typed", ["", "  \n ", "\x00\x1b", "x" * (MAX_REPLY + 1)])
def test_empty_and_oversized_replies_are_refused(typed: str) -> None:
    game = Game(spare_key(), FakeScorer())
    with pytest.raises(ReplyProblem):
        game.take(typed)
    assert game.state.turns == ()


def test_the_longest_reply_is_taken() -> None:
    assert len(Game(spare_key(), FakeScorer()).take("x" * MAX_REPLY).turn.reply) == MAX_REPLY


def test_a_number_that_is_no_option_is_refused_rather_than_guessed() -> None:
    game = Game(spare_key(), FakeScorer())
    game.take("Hello.")
    with pytest.raises(ReplyProblem, match="from 1 to 3"):
        game.take("7")
    assert game.take("3").turn.choice == "hold"


def test_replay_reaches_the_same_state_without_scoring_or_keeping() -> None:
    played = Game(spare_key(), FakeScorer(), trainee="Ann")
    played.take("When does your train leave?")
    played.take("hold")
    turns = [(turn.reply, turn.choice, turn.guessed, turn.score) for turn in played.state.turns]
    scorer, shelf = FakeScorer(), Shelf()
    again = Game(spare_key(), scorer, shelf, 1, "Ann")
    assert again.replay(turns) == 2
    assert again.state == played.state
    assert (scorer.asked, shelf.turns) == ([], [])


def test_replay_finishes_a_session_that_was_stopped_before_its_ending_was_kept() -> None:
    played = Game(spare_key(), FakeScorer())
    played.take("Hello.")
    played.take("waive")
    turns = [(turn.reply, turn.choice, turn.guessed, turn.score) for turn in played.state.turns]
    shelf = Shelf()
    Game(spare_key(), FakeScorer(), shelf, 9).replay(turns)
    assert shelf.finished == [(9, "gave-away", "gave-away")]


def test_replay_stops_at_the_first_turn_that_does_not_fit() -> None:
    score = FakeScorer().score("x", Situation())
    game = Game(spare_key(), FakeScorer())
    assert game.replay([("Hello.", None, False, score), ("x", "no-such-option", False, score)]) == 1
    assert game.state.step == "terms"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("10\u00a0000\tpounds", "10 000 pounds"),
        ("one\u2028two", "one\ntwo"),
        ("\x1b[31mred\x07", "[31mred"),
        ("\u202eright to left", "right to left"),
        ("\ud800half", "half"),
        ("👩\u200d🔧 ❤\ufe0f", "👩\u200d🔧 ❤\ufe0f"),
        ("  [bold]її[/]  ", "[bold]її[/]"),
    ],
)
def test_clean_keeps_words_and_drops_what_steers_a_terminal(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=60), max_size=8))
def test_no_reply_crashes_a_game(replies: list[str]) -> None:
    game = Game(spare_key(), FakeScorer())
    for reply in replies:
        if game.state.over:
            break
        turns = len(game.state.turns)
        try:
            taken = game.take(reply)
        except ReplyProblem:
            assert len(game.state.turns) == turns
            continue
        assert taken.turn.number == turns + 1
        assert taken.turn.reply == clean(taken.turn.reply)
        taken.turn.reply.encode()
    assert game.state.over or game.state.step in game.scenario.steps
