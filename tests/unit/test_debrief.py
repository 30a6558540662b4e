"""The debrief's findings: principles kept and missed, the turning point, where the points stand."""

from __future__ import annotations

import pytest

from scoring.contract import Evidence, Score
from simulator.debrief import principles, spots, turning
from simulator.session import Change, Turn


def turn(
    number: int,
    calm: float = 3.0,
    firm: float = 3.0,
    *,
    reply: str = "a reply",
    moves: tuple[str, ...] = (),
    missing: tuple[str, ...] = (),
    evidence: tuple[Evidence, ...] = (),
    moved: tuple[int, ...] = (),
) -> Turn:
    score = Score(dict.fromkeys(moves, 0.9), {}, calm, firm, "neutral", evidence, missing)
    changes = tuple(Change("trust", 5, 5 + by, "why") for by in moved)
    return Turn(number, "step", (), reply, None, False, score, "routes[0]", "next", changes, (), 5, 5)


def test_a_kept_principle_quotes_the_evidence_of_highest_confidence() -> None:
    reply = "What happened? And when did it happen?"
    weak = Evidence("ask", 0, 14, reply[0:14], 0.4, "cue")
    strong = Evidence("ask", 15, 38, reply[15:38], 0.9, "cue")
    (found,) = principles(["ask"], [turn(1, reply=reply, moves=("ask",), evidence=(weak, strong))])
    assert [(quote.number, quote.text) for quote in found.kept] == [(1, "And when did it happen?")]
    assert found.missed == ()


def test_a_missed_principle_quotes_the_reply_that_lacked_it() -> None:
    (found,) = principles(["ask"], [turn(1, reply="Pay now.", missing=("ask",)), turn(2, moves=("ask",), reply="Why?")])
    assert [(quote.number, quote.text) for quote in found.missed] == [(1, "Pay now.")]
    assert [quote.number for quote in found.kept] == [2]


def test_a_principle_that_was_never_called_for_is_neither() -> None:
    (found,) = principles(["trade"], [turn(1), turn(2)])
    assert (found.kept, found.missed) == ((), ())


def test_the_turning_point_is_the_largest_change_of_mood_and_score_together() -> None:
    found = turning([turn(1, moved=(2,)), turn(2, 4.0, 4.5, moved=(1,)), turn(3, 4.0, 4.5)])
    assert found is not None
    assert (found.turn.number, found.mood, found.jump, found.better) == (2, 1, 2.5, True)


def test_a_reply_that_angers_the_client_turns_it_for_the_worse() -> None:
    found = turning([turn(1, moved=(1,)), turn(2, 1.0, 3.0, moved=(-3, -2))])
    assert found is not None
    assert (found.turn.number, found.better) == (2, False)


def test_the_first_of_equal_changes_counts_and_none_when_nothing_moved() -> None:
    found = turning([turn(1, moved=(2,)), turn(2, moved=(-2,))])
    assert found is not None
    assert found.turn.number == 1
    assert turning([turn(1), turn(2)]) is None
    assert turning([]) is None


@pytest.mark.parametrize(
    ("calm", "firm", "place"), [(5, 1, (0, 0)), (1, 5, (40, 16)), (3, 3, (20, 8)), (5, 5, (40, 0))]
)
def test_a_point_stands_where_its_score_is(calm: float, firm: float, place: tuple[int, int]) -> None:
    (spot,) = spots([turn(1, calm, firm)], 41, 17)
    assert (spot.column, spot.row) == place


def test_equal_scores_give_points_that_can_each_be_read() -> None:
    made = spots([turn(number, 5, 5) for number in range(1, 30)], 41, 17)
    cells = [(spot.column + offset, spot.row) for spot in made for offset in range(len(str(spot.number)))]
    assert len(cells) == len(set(cells))
    assert all(0 <= column < 41 and 0 <= row < 17 for column, row in cells)


def test_more_points_than_cells_still_have_a_place() -> None:
    made = spots([turn(number) for number in range(1, 60)], 9, 5)
    assert len(made) == 59
