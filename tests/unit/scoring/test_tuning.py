"""Learning the encoder; runs where the `tune` group is installed."""

from __future__ import annotations

from typing import Any

import pytest

torch: Any = pytest.importorskip("torch")

from scoring.bank import read_bank  # noqa: E402
from scoring.own.later import BESIDE, parts  # noqa: E402
from scoring.rubric import DEFAULT  # noqa: E402


def test_later_writers_are_learned_beside_twice_as_many_earlier_replies() -> None:
    examples = read_bank(DEFAULT)
    writers = sorted({one.writer for one in examples})
    later, beside = parts(examples, writers[1:])
    assert {examples[number].writer for number in later} == {writers[0]}
    assert len(beside) == BESIDE * len(later)
    assert not {*later} & {*beside}
    assert parts(examples, writers) == ([], [])
