"""Thresholds are moved for writers to come by how they fared with writers who came before."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scoring import rounds
from scoring.contract import LABELS
from scoring.learn import log_odds
from scoring.rounds import USUAL, Rounds
from scoring.rubric_files import RubricError


def drawn(lay: float, positives: int) -> Rounds:
    """One label, seen so often: its replies lie about 1.5 above `lay`, four times as many others as far below it."""
    rng = np.random.default_rng(7)
    said = np.concatenate([rng.normal(lay + 1.5, 0.8, positives), rng.normal(lay - 1.5, 0.8, 4 * positives)])
    truth = np.arange(len(said)) < positives
    return nothing(1).and_another(said[:, None], truth[:, None], np.ones((len(said), 1), np.bool_))


def nothing(labels: int) -> Rounds:
    none = np.zeros((0, labels), np.bool_)
    return Rounds(none.astype(np.float16), none, none, np.zeros(0, np.int8))


@pytest.mark.parametrize("lay", [-0.6, 0.0, 0.9])
def test_a_threshold_goes_where_later_writers_were_judged_best(lay: float) -> None:
    # Where there are more of the others, F1 is best a little nearer to its own: at ln 4 * 0.8² / 3 in this case.
    assert drawn(lay, 4000).shifts()[0] == pytest.approx(lay + 0.29, abs=0.15)


def test_few_positives_move_it_little() -> None:
    assert drawn(-0.6, 3).shifts()[0] == pytest.approx(USUAL, abs=0.05)
    assert nothing(2).shifts().tolist() == [USUAL, USUAL]


def test_replies_on_which_raters_differ_do_not_count() -> None:
    one = drawn(0.9, 4000)
    odd = np.full((9000, 1), 5.0)
    unsure = one.and_another(odd, np.zeros((9000, 1), np.bool_), np.zeros((9000, 1), np.bool_))
    assert unsure.shifts().tolist() == one.shifts().tolist()
    assert sorted(set(unsure.round.tolist())) == [1, 2]


def test_rounds_come_back_from_their_file_and_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    path = tmp_path / "model" / rounds.FILE
    rounds.save(drawn(0.9, 50), path)
    assert rounds.load(tmp_path).shifts().tolist() == drawn(0.9, 50).shifts().tolist()
    path.write_bytes(b"PK damaged")
    with pytest.raises(RubricError, match=r"rounds\.npz"):
        rounds.load(tmp_path)


def test_a_rubric_without_rounds_takes_the_shipped_ones(tmp_path: Path) -> None:
    shipped = rounds.load()
    assert rounds.load(tmp_path).shifts().tolist() == shipped.shifts().tolist()
    assert shipped.said.shape[1] == len(LABELS)
    assert len(set(shipped.round.tolist())) >= 3


def test_log_odds_are_finite() -> None:
    assert log_odds(np.array([0.0, 0.5, 1.0])) == pytest.approx([-13.8155, 0, 13.8155], abs=1e-3)
