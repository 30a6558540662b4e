"""Replies that try to be scored for what they do not do: none gets firm above 2.5 or praise for a move not made.

The rows (`gaming/*.jsonl`) were written without sight of the cues and the bank. `never`: moves that must not be
credited; `must`: faults any reader finds; `firm_at_most`, `calm_at_most`: limits of the axes. `open`: how a row still
gets through; such a row must be mended or stay listed, it cannot pass unseen. `both/*.jsonl`: for each client a reply
that cheats and an honest one, half of these without a word of the situation: what catches the one must spare the other.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scoring.contract import Earlier, Score, Situation
from scoring.scorer import Scorer

HERE = Path(__file__).parent / "gaming"
ROWS = [
    json.loads(line)
    for path in sorted(HERE.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]
OUR_FAULT = {True: "yes", False: "no", None: "unclear"}


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer.load()


def judged(scorer: Scorer, row: dict[str, Any]) -> Score:
    situation = Situation(
        lang=row["lang"],
        client=row["client"],
        about=row["situation"],
        our_fault=OUR_FAULT[row["our_fault"]],
        breach=row["breach"],
        earlier=Earlier(replies=tuple(row.get("earlier", ()))),
    )
    return scorer.score(row["reply"] * row.get("repeat", 1), situation)


def name(row: dict[str, Any]) -> str:
    return f"{row['lang']}-{row['kind']}-{row['reply'][:30]!r}"


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_a_vain_reply_earns_nothing(scorer: Scorer, row: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "open" in row:
        request.applymarker(pytest.mark.xfail(reason=row["open"], strict=True))
    score = judged(scorer, row)
    praised = sorted(set(row["never"]) & set(score.moves))
    unseen = sorted(set(row["must"]) - set(score.faults))
    assert score.firm <= row["firm_at_most"], (score.firm, score.moves)
    assert not praised
    assert not unseen, score.faults
    if row["calm_at_most"] is not None:
        assert score.calm <= row["calm_at_most"], score.faults


def test_cheats_are_caught_and_honest_replies_to_the_same_clients_spared(scorer: Scorer) -> None:
    caught, taken = [], 0
    for lang in ("en", "ru", "uk"):
        lines = (HERE / "both" / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()
        scores = [(row["kind"] == "honest", judged(scorer, row | {"earlier": ()})) for row in map(json.loads, lines)]
        cheats, honest = ([score for is_honest, score in scores if is_honest is kind] for kind in (False, True))
        assert len(cheats) == len(honest) == 40
        caught.append(sum(score.firm <= 2.5 for score in cheats))
        vain = {"gibberish", "no_sentence", "other_matter"}
        taken += sum(not vain.isdisjoint(score.caps) for score in honest)
    assert min(caught) >= 36, caught
    assert sum(caught) >= 116, caught
    assert taken <= 4


def test_there_are_enough_of_them_in_each_language() -> None:
    for lang in ("en", "ru", "uk"):
        held = [row for row in ROWS if row["lang"] == lang and "open" not in row]
        assert len(held) >= 40
