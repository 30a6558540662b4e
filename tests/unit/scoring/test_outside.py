"""Texts from elsewhere: two kinds told apart by an axis."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scoring.outside import auc, interval, main, read


def test_auc_is_how_often_the_higher_kind_is_higher() -> None:
    assert auc([3, 4], [1, 2]) == 1.0
    assert auc([1, 2], [3, 4]) == 0.0
    assert auc([1, 3], [2, 3]) == 0.375
    least, most = interval([1, 2, 3, 4, 5], [1, 2, 3, 3, 4])
    assert 0.0 <= least < auc([1, 2, 3, 4, 5], [1, 2, 3, 3, 4]) < most <= 1.0


def test_a_file_gives_one_line(tmp_path: Path) -> None:
    path = tmp_path / "kinds.jsonl"
    kind = ["Good morning, could you please have another look at it? Thank you!", "Thanks for writing, I am on it."]
    rude = ["You utter idiot.", "Shut up, you moron."]
    rows = [{"lang": "en", "text": text, "label": int(text in kind)} for text in (*kind, *rude)]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert main(path, "calm").startswith("kinds: 2 against 2, AUC of calm 1.000 (1.000-")


@pytest.mark.parametrize(
    "line", ["{", '{"lang": "en", "text": 1, "label": 1}', '{"lang": "de", "text": "a", "label": 1}']
)
def test_a_broken_line_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"lang": "en", "text": "a", "label": 1}\n' + line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.jsonl:2: a line is"):
        read(path)


def test_one_kind_alone_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text('{"lang": "en", "text": "a", "label": 1}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="both kinds"):
        read(path)
