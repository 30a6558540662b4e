"""Tuning what a text is about: which replies are laid beside which."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from scoring.contract import Situation
from scoring.own.reader import Near
from scoring.text import Text
from scoring.topic_learn import Row

torch: Any = pytest.importorskip("torch")


def rows() -> list[Row]:
    near = Near(np.zeros(0, np.int32), np.zeros((0, 4), np.float16))
    return [
        Row(Text(f"Reply {number}"), Situation(lang=lang, client="Well?", our_fault=fault), (), "w", near)
        for number in range(200)
        for lang, fault in ((("en", "no") if number % 2 else ("uk", "yes")),)
    ]


def test_a_batch_is_of_one_language_and_holds_no_reply_twice() -> None:
    from scoring.own.about import BATCH, SMALLEST, _batches

    batches = list(_batches(rows(), random.Random(3)))
    assert {len({row.lang for row in batch}) for batch in batches} == {1}
    assert all(SMALLEST <= len(batch) <= BATCH for batch in batches)
    said = [row.text.raw for batch in batches for row in batch]
    assert len(said) == len(set(said)) > 200 - 4 * SMALLEST
    assert [row.text.raw for batch in _batches(rows(), random.Random(3)) for row in batch] == said


def test_texts_of_like_length_are_read_together_and_none_is_left_out() -> None:
    from scoring.own.about import TOGETHER, _alike

    lengths = np.random.default_rng(1).integers(1, 200, 3 * TOGETHER + 5).tolist()
    groups = list(_alike(lengths))
    assert sorted(number for group in groups for number in group) == list(range(len(lengths)))
    spans = [max(lengths[number] for number in group) - min(lengths[number] for number in group) for group in groups]
    assert max(spans) < 80
