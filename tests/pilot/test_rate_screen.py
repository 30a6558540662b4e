"""Rating on the screen: keys and mouse, written at once, taken up where it stopped, blind to other judgements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from stage import seen, told, until

from scoring.contract import Situation
from scoring.rubric import load_rubric
from simulator import i18n
from simulator import ratings as module
from simulator.rating_desk import Desk
from simulator.ratings import Judgement, Ratings, Sample
from simulator.tui.rating import RateApp
from simulator.tui.screens.help import HelpScreen
from simulator.tui.screens.rate import RateScreen
from simulator.tui.widgets.scale import Scale
from simulator.tui.widgets.ticks import Ticks

SALON = Path(__file__).resolve().parents[1] / "own_rubric" / "rubrics" / "salon"
SAMPLES = [
    Sample(
        "one", "We open at nine. Shall I book you in?", Situation(client="So when?", about="A salon.", breach="first")
    ),
    Sample("two", "[bold]Not my problem[/bold]", Situation(client="It is broken!", our_fault="yes")),
    Sample("three", "Запис діє п'ятнадцять хвилин.", Situation(lang="uk", client="Ну?", our_fault="unclear")),
]


def app(path: Path, rater: str = "olena", rubric: Path | None = None, samples: list[Sample] | None = None) -> RateApp:
    return RateApp(Desk(samples or SAMPLES, Ratings(path, rater, load_rubric(rubric))))


def screen(program: RateApp) -> RateScreen:
    assert isinstance(program.screen, RateScreen)
    return program.screen


def kept(path: Path) -> dict[str, Any]:
    """What the file has of each reply, by its raters."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {row["id"]: row["raters"] for row in map(json.loads, lines)}


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_ticks_and_three_numbers_make_a_rating(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "r.jsonl"
    program = app(path)
    async with program.run_test(size=size) as pilot:
        await until(pilot, lambda: "We open at nine" in seen(program))
        assert "reply 1 of 3" in seen(program)
        await pilot.press("down", "space", "4", "3")
        assert "[✓] asks" in seen(program)
        await pilot.press("enter")
        await until(pilot, lambda: "Give stance a number" in told(program))
        assert kept(path) == {}
        await pilot.press("4", "enter")
        await until(pilot, lambda: "Not my problem" in seen(program))
        assert kept(path)["one"]["olena"] == {
            "moves": ["ask"], "faults": [], "calm": 4, "firm": 3, "stance": "calm_firm", "rubric": "calm_firm 1.0",
        }  # fmt: skip
        assert "[bold]Not my problem[/bold]" in seen(program)
        assert "[✓]" not in seen(program)


async def test_nothing_is_shown_of_what_others_or_the_program_say(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    Ratings(path, "petro", load_rubric()).keep(SAMPLES[0], Judgement(frozenset({"ask"}), 5, 5, "calm_firm"))
    program = app(path)
    async with program.run_test(size=(160, 50)) as pilot:
        await until(pilot, lambda: "We open at nine" in seen(program))
        shown = seen(program)
        assert "petro" not in shown
        assert "[✓]" not in shown
        assert "rated" in shown
        assert all(scale.chosen is None for scale in screen(program).query(Scale))


async def test_back_skip_undo_and_going_on_later(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    program = app(path)
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "We open at nine" in seen(program))
        await pilot.press("s")
        await until(pilot, lambda: "Not my problem" in seen(program))
        await pilot.press("1", "1", "1", "enter")
        await until(pilot, lambda: "Запис діє" in seen(program))
        assert set(kept(path)) == {"two"}
        await pilot.press("b")
        await until(pilot, lambda: "Not my problem" in seen(program) and ", rated" in seen(program))
        await pilot.press("space")
        await until(pilot, lambda: "[✓]" in seen(program) and ", rated" not in seen(program))
        await pilot.press("u")
        await until(pilot, lambda: "[✓]" not in seen(program))
        await pilot.press("u")  # the rating itself
        await until(pilot, lambda: kept(path) == {})
        await pilot.press("enter")
        await until(pilot, lambda: set(kept(path)) == {"two"} and "Запис діє" in seen(program))
        await pilot.press("escape")
    again = app(path)
    async with again.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Запис діє" in seen(again))
        await pilot.press("3", "3", "5", "enter")
        await until(pilot, lambda: "That was the last reply" in seen(again))
        assert "1 reply is not rated yet" in seen(again)
        assert "calmfirm rubric agree" in seen(again)
        await pilot.press("enter")
        await until(pilot, lambda: "We open at nine" in seen(again))


async def test_a_rating_begun_is_not_left_unasked(tmp_path: Path) -> None:
    program = app(tmp_path / "r.jsonl")
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "We open at nine" in seen(program))
        await pilot.press("space", "escape")
        await until(pilot, lambda: "not written yet" in told(program))
        assert program.is_running
        await pilot.press("escape")
        await until(pilot, lambda: not program.is_running)
    assert program.return_code == 0


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_everything_can_be_clicked(tmp_path: Path, size: tuple[int, int]) -> None:
    program = app(tmp_path / "r.jsonl")
    async with program.run_test(size=size) as pilot:
        await until(pilot, lambda: "evading" in seen(program))
        ticks = screen(program).query_one(Ticks)
        for name, key in (("asks", "ask"), ("evading", "evade")):
            await pilot.click(Ticks, offset=where(program, ticks, f"[ ] {name}"))
            await until(pilot, lambda key=key: key in ticks.on)
        calm, stance = screen(program).query_one("#calm", Scale), screen(program).query_one("#stance", Scale)
        await pilot.click("#calm", offset=where(program, calm, "5 warm"))
        await until(pilot, lambda: calm.chosen == 5)
        await pilot.click("#stance", offset=where(program, stance, "2 servile"))
        await until(pilot, lambda: stance.chosen == 2)
        await pilot.click(Ticks, offset=where(program, ticks, "[✓] asks"))
        await until(pilot, lambda: ticks.on == {"evade"})


def where(program: RateApp, widget: Any, text: str) -> tuple[int, int]:
    """The place of a text inside a widget, as drawn."""
    for row, line in enumerate(seen(program).split("\n")):
        column = line.find(text)
        if column >= 0 and widget.region.contains(column, row):
            return column - widget.region.x + 1, row - widget.region.y
    raise AssertionError(f"{text} is not there")


async def test_the_arrows_reach_every_label_and_across(tmp_path: Path) -> None:
    program = app(tmp_path / "r.jsonl")
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "evading" in seen(program))
        ticks = screen(program).query_one(Ticks)
        visited = []
        for _ in range(40):
            assert ticks.current is not None
            visited.append(ticks.current.key)
            ticks.action_go(1)
        assert list(dict.fromkeys(visited)) == list(load_rubric().labels)
        ticks.action_go(-1000)
        ticks.action_across(1)
        assert ticks.current is not None
        assert ticks.current.key not in ("acknowledge", "ask")
        ticks.action_across(-1)
        assert ticks.current.key == "acknowledge"
        await pilot.press("end")
        assert ticks.current.key == "evade"


async def test_labels_and_bands_are_named_in_the_interfaces_language_and_the_rubrics_own(tmp_path: Path) -> None:
    i18n.use("uk")
    program = app(tmp_path / "r.jsonl", rubric=SALON, samples=[SAMPLES[2]])
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "просить завдаток" in seen(program))
        shown = seen(program)
        assert "чує клієнта" in shown
        assert "шанобливо" in shown
        assert "спокійна й тверда" in shown
        assert "ображеність" not in shown  # left out
        await pilot.press("end")
        await until(pilot, lambda: "Talks about other clients" in seen(program))


@pytest.mark.parametrize("size", [(40, 12), (110, 30), (200, 24)])
async def test_any_text_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    texts = ["[/] [@click=app.quit]x[/] [red", "a" * 3000, "漢字 🙂 " * 40, "שלום\u202e مرحبا\x1b[2J", "1\n2\n\n3"]
    samples = [Sample(n, text, Situation(client=text, about=text)) for n, text in enumerate(texts)]
    program = app(tmp_path / "r.jsonl", rater="[b]o[/b]", samples=samples)
    async with program.run_test(size=size) as pilot:
        for number in range(len(texts)):
            await until(pilot, lambda number=number: screen(program).desk.at == number)
            await pilot.press("space", "pageup", "pagedown")
            assert "\x1b" not in seen(program)
            await pilot.press("s")
        await until(pilot, lambda: "last reply" in seen(program))
        await pilot.resize_terminal(80, 24)
        await pilot.press("b")
        await until(pilot, lambda: screen(program).desk.at == len(texts) - 1)


async def test_a_full_disk_is_told_and_the_rating_stays_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    program = app(tmp_path / "r.jsonl")
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "We open at nine" in seen(program))
        monkeypatch.setattr(module.os, "fsync", full)
        await pilot.press("1", "2", "3", "enter")
        await until(pilot, lambda: "could not be written" in told(program))
        assert "No space left on device" in told(program)
        assert "We open at nine" in seen(program)
        monkeypatch.undo()
        await pilot.press("enter")
        await until(pilot, lambda: set(kept(tmp_path / "r.jsonl")) == {"one"})


async def test_help_and_themes(tmp_path: Path) -> None:
    remembered: list[str] = []
    desk = Desk(SAMPLES, Ratings(tmp_path / "r.jsonl", "olena", load_rubric()))
    program = RateApp(desk, lambda: "paper", remembered.append)
    async with program.run_test(size=(160, 50)) as pilot:
        await until(pilot, lambda: program.theme == "paper")
        program.action_next_theme()
        await until(pilot, lambda: remembered == ["contrast"])
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(program.screen, HelpScreen) and "Give the scale" in seen(program))
        assert "every rating that was written is kept" in seen(program)
