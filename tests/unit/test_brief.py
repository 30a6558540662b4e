"""Words shown in brief: cut between words, and never longer than there is room."""

from __future__ import annotations

import pytest

from simulator.wording import brief


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("because the lorry leaves", 40, "because the lorry leaves"),
        ("because the lorry leaves Brixham with what was ordered", 44, "because the lorry leaves Brixham with what…"),
        ("because the lorry, then the van", 20, "because the lorry…"),
        ("because the lorry leaves", 18, "because the lorry…"),
        ("бо нічне тісто вже стоїть", 18, "бо нічне тісто…"),
        ("x" * 50, 10, "x" * 9 + "…"),
        ("two\nlines  and more", 40, "two lines and more"),
    ],
)
def test_it_is_cut_between_words(text: str, limit: int, shown: str) -> None:
    assert brief(text, limit) == shown
    assert len(shown) <= limit
