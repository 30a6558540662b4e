"""Ratings are written at once and whole, raters may share a file, and every step of the way can be taken back."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scoring.contract import Situation
from scoring.rubric import load_rubric
from simulator import ratings as module
from simulator.rating_desk import Desk, chosen
from simulator.ratings import Judgement, Ratings, RatingsError, Sample, begin_at, shuffled

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = [
    Sample(f"r{n}", f"reply {n} «так»", Situation(lang="uk", client="Ну?", our_fault="unclear")) for n in range(6)
]
WHOLE = Judgement(frozenset({"ask", "insult"}), 2, 3, "moralising")


def ratings(path: Path, rater: str = "olena") -> Ratings:
    return Ratings(path, rater, load_rubric())


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_rating_is_a_row_that_says_everything(tmp_path: Path) -> None:
    kept = ratings(tmp_path / "x.jsonl")
    kept.keep(SAMPLES[0], WHOLE)
    assert rows(kept.path) == [{
        "id": "r0", "lang": "uk", "situation": "", "our_fault": None, "breach": "none", "client": "Ну?",
        "reply": "reply 0 «так»",
        "raters": {"olena": {"moves": ["ask"], "faults": ["insult"], "calm": 2, "firm": 3, "stance": "moralising",
                             "rubric": "calm_firm 1.0"}},
    }]  # fmt: skip
    assert "«так»" in kept.path.read_text(encoding="utf-8")
    assert ratings(kept.path).given(SAMPLES[0]) == WHOLE
    assert ratings(kept.path, "petro").given(SAMPLES[0]) is None


def test_raters_share_a_file_without_losing_each_others_ratings(tmp_path: Path) -> None:
    one, two = ratings(tmp_path / "x.jsonl"), ratings(tmp_path / "x.jsonl", "petro")
    one.keep(SAMPLES[0], WHOLE)
    two.keep(SAMPLES[0], Judgement(frozenset(), 5, 5, "calm_firm"))
    two.keep(SAMPLES[1], WHOLE)
    one.keep(SAMPLES[0], None)
    (first, second) = rows(one.path)
    assert list(first["raters"]) == ["petro"]  # type: ignore[call-overload]
    assert second["id"] == "r1"
    two.keep(SAMPLES[0], None)
    assert [row["id"] for row in rows(one.path)] == ["r1"]


def test_rows_of_someone_else_are_left_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": 7, "reply": "x", "note": "mine", "a": {"calm": 3}}\n', encoding="utf-8")
    ratings(path).keep(SAMPLES[0], WHOLE)
    assert rows(path)[0] == {"id": 7, "reply": "x", "note": "mine", "a": {"calm": 3}}


@pytest.mark.parametrize(
    ("line", "told"),
    [("{", ":1:2: is not JSON"), ("[]", "no rated reply"), ('{"id": 1.5}', "no rated reply"),
     ('{"id": 1, "raters": []}', "raters is no object")],
)  # fmt: skip
def test_another_file_is_refused_with_its_place(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(RatingsError, match=told):
        ratings(path)
    assert path.read_text() == line + "\n"


def test_an_id_that_stands_for_another_reply_is_refused(tmp_path: Path) -> None:
    kept = ratings(tmp_path / "x.jsonl")
    kept.keep(SAMPLES[0], WHOLE)
    with pytest.raises(RatingsError, match="another reply"):
        Desk([Sample("r0", "other words", Situation())], kept)


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(SAMPLES, ratings(tmp_path / "x.jsonl"))
    rate(desk, "ask")
    before = desk.ratings.path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", full)
    desk.toggle("thank")
    for number in (5, 4, 3):
        desk.rate(number)
    with pytest.raises(OSError, match="No space"):
        desk.write()
    assert desk.ratings.path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["x.jsonl"]
    assert (desk.at, desk.draft.labels) == (1, {"thank"})
    monkeypatch.undo()
    desk.write()
    assert desk.rated == 2


WRITER = """
import sys
from pathlib import Path
sys.path[:0] = [{tests!r}]
from test_ratings import SAMPLES, WHOLE, ratings
kept = ratings(Path({path!r}))
for number in range(10_000):
    kept.keep(SAMPLES[number % 6], WHOLE)
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_a_kill_loses_no_rating_that_was_written(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    code = WRITER.format(tests=str(Path(__file__).parent), path=str(path))
    writer = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    try:
        for wanted in range(8):
            assert writer.stdout.readline().strip() == str(wanted)
        time.sleep(0.01)
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
    kept = ratings(path)
    assert [kept.given(one) for one in SAMPLES] == [WHOLE] * 6


def test_the_order_is_the_same_each_time_and_new_replies_do_not_disturb_it() -> None:
    order = [one.name for one in shuffled(SAMPLES)]
    assert order == [one.name for one in shuffled(reversed(SAMPLES))]
    assert order != [one.name for one in SAMPLES]
    more = [one.name for one in shuffled([*SAMPLES, Sample("new", "x", Situation())])]
    assert [name for name in more if name != "new"] == order


def rate(desk: Desk, *labels: str, numbers: tuple[int, ...] = (4, 3, 2)) -> None:
    """Tick, give the three numbers, write."""
    for label in labels:
        desk.toggle(label)
    for number in numbers:
        desk.rate(number)
    desk.write()


def test_three_numbers_go_to_calm_firm_and_stance(tmp_path: Path) -> None:
    desk = Desk(SAMPLES, ratings(tmp_path / "x.jsonl"))
    assert (desk.due, desk.draft.missing) == ("calm", "calm")
    desk.rate(4)
    assert (desk.due, desk.draft.missing) == ("firm", "firm")
    desk.rate(1)
    desk.rate(2)
    assert (desk.draft.calm, desk.draft.firm, desk.draft.stance, desk.draft.missing) == (4, 1, "servile", None)
    desk.rate(5)  # stays at the stance, to be put right
    assert desk.draft.stance == "neutral"
    assert [chosen(desk.draft, name) for name in ("calm", "firm", "stance")] == [4, 1, 5]
    desk.due = "calm"
    desk.rate(2)
    assert desk.draft.calm == 2


def test_the_rating_goes_on_where_it_stopped(tmp_path: Path) -> None:
    desk = Desk(SAMPLES, ratings(tmp_path / "x.jsonl"))
    rate(desk, "ask")
    desk.go(1)  # skipped
    rate(desk)
    assert desk.at == 3
    again = Desk(SAMPLES, ratings(tmp_path / "x.jsonl"))
    assert (again.at, again.rated) == (3, 2)
    for _ in range(3):
        rate(again)
    assert again.sample is None
    again.begin()
    assert again.at == 1  # the skipped one
    rate(again)
    assert begin_at(SAMPLES, again.ratings) == 6


def test_whatever_was_done_can_be_taken_back_one_by_one(tmp_path: Path) -> None:
    desk = Desk(SAMPLES, ratings(tmp_path / "x.jsonl"))
    rate(desk, "ask")
    desk.toggle("thank")
    desk.undo()
    assert (desk.at, desk.draft, desk.rated) == (1, Judgement(), 1)
    desk.undo()  # the rating that was written
    assert (desk.at, desk.draft.stance, desk.rated) == (0, "servile", 0)
    assert not desk.written
    desk.undo()
    assert desk.draft.missing == "stance"
    for _ in range(3):
        desk.undo()
    assert desk.draft == Judgement()
    assert not desk.undoable
    desk.undo()


def test_taking_back_a_second_rating_brings_back_the_first(tmp_path: Path) -> None:
    desk = Desk(SAMPLES, ratings(tmp_path / "x.jsonl"))
    rate(desk, "ask")
    first = desk.ratings.given(SAMPLES[0])
    desk.go(-1)
    assert desk.written
    rate(desk, "thank", numbers=())
    assert desk.ratings.given(SAMPLES[0]) != first
    desk.undo()
    assert desk.ratings.given(SAMPLES[0]) == first
    assert desk.draft.labels == {"ask", "thank"}
    assert desk.begun
