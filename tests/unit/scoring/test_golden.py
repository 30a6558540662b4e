"""The same rubric gives the same scores, to the byte, in every process and on every machine."""

from __future__ import annotations

import json

import pytest

from scoring.contract import LANGUAGES, Score
from scoring.scorer import Scorer
from tests.unit.scoring.golden.__main__ import COMMAND, kept, replies, scored


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    loaded = Scorer.load()
    assert loaded.layers == "full", loaded.why
    return loaded


@pytest.mark.parametrize("lang", LANGUAGES)
def test_scores_are_the_kept_ones_to_the_byte(lang: str, scorer: Scorer) -> None:
    now = scored(lang, scorer)
    if now.encode("utf-8") == kept(lang).read_bytes():
        return
    pytest.fail(
        f"{difference(kept(lang).read_text(encoding='utf-8'), now)}\n"
        f"If the rubric was meant to change, write {kept(lang).name} anew and read what changed: {COMMAND}"
    )


def difference(before: str, now: str) -> str:
    """The first reply that scores otherwise, with the parts that differ."""
    pairs = list(zip(before.splitlines(), now.splitlines(), strict=False))
    for number, (old, new) in enumerate(pairs, 1):
        if old == new:
            continue
        row, was, is_now = json.loads(new), json.loads(old)["score"], json.loads(new)["score"]
        parts = [f"{key}: {was.get(key)} -> {is_now.get(key)}" for key in is_now if was.get(key) != is_now.get(key)]
        return "\n".join((f"line {number}, {row['reply'][:60]!r}:", *parts))
    return f"{len(before.splitlines())} replies are kept, {len(now.splitlines())} are there now."


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_are_about_twenty_replies_a_language_all_different(lang: str) -> None:
    found = [reply for reply, _ in replies(lang)]
    assert 20 <= len(found) == len(set(found))
    assert {given.lang for _, given in replies(lang)} == {lang}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_kept_scores_are_whole_scores_of_the_same_replies(lang: str) -> None:
    rows = [json.loads(line) for line in kept(lang).read_text(encoding="utf-8").splitlines()]
    assert [row["reply"] for row in rows] == [reply for reply, _ in replies(lang)]
    assert all(Score.from_dict(row["score"]).as_dict() == row["score"] for row in rows)


def test_a_difference_names_the_reply_and_what_changed() -> None:
    old = '{"reply": "Hm.", "score": {"calm": 3.0, "firm": 1.0}}\n'
    new = '{"reply": "Hm.", "score": {"calm": 3.0, "firm": 1.5}}\n'
    assert difference(old, new) == "line 1, 'Hm.':\nfirm: 1.0 -> 1.5"
    assert difference(old, old + new) == "1 replies are kept, 2 are there now."
