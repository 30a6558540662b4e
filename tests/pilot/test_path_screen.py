"""The Path screen and the library's suggestion for a first start, on a real store beside a library with a path."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from stage import SCENARIOS, Stage, WordScorer, app, seen, told, until
from textual.pilot import Pilot
from textual.widgets import OptionList

from simulator.game import Game
from simulator.scenario import library
from simulator.store.database import Store
from simulator.tui.app import CalmfirmApp
from simulator.tui.screens.briefing import BriefingScreen
from simulator.tui.screens.path import PathScreen
from simulator.tui.widgets.path_parts import Plays, Stages, StartHere

PATH = """\
path: 1
id: first
lang: en
title: First [b]days[/b]
holds: {calm: neutral, firm: wavering}
stages:
  - title: Ask before you judge
    principles: [ask]
    scenarios: [late-bike]
  - title: What happens next time
    principles: [consequence]
    scenarios: [later-bike]
    variants: [late-bike]
"""
ASKS = "Why did it take long?"


class Beside(Stage):
    """A stage whose library has two scenarios and, if there is `text`, a path beside them."""

    def __init__(self, root: Path, store: Store | Exception, text: str = PATH) -> None:
        super().__init__(scorer=WordScorer(), store=store)
        self.root = root
        shutil.copytree(SCENARIOS, root)
        bike = (root / "en" / "late-bike.yaml").read_text(encoding="utf-8")
        later = bike.replace("id: late-bike", "id: later-bike").replace("The bike nobody fetched", "Another bike")
        (root / "en" / "later-bike.yaml").write_text(later, encoding="utf-8")
        if text:
            (root / "paths" / "en").mkdir(parents=True)
            (root / "paths" / "en" / "first.yaml").write_text(text, encoding="utf-8")

    def listing(self) -> library.Listing:
        return library.listing(self.root)

    def open(self, name: str, lang: str) -> library.Loaded:
        return library.open_scenario(name, lang, self.root)

    def play(self, store: Store, reply: str = ASKS) -> None:
        """A finished conversation."""
        loaded = self.open("late-bike", "en")
        number = store.begin(loaded, "Ann")
        Game(loaded, WordScorer(), store, number).take(reply)
        store.finish(number, next(iter(loaded.scenario.endings)), "good")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "results.db")
    yield made
    made.close()


async def path(program: CalmfirmApp, pilot: Pilot[int]) -> PathScreen:
    await until(pilot, lambda: program.settled)
    await pilot.press("s")
    await until(pilot, lambda: isinstance(program.screen, PathScreen) and program.screen.plays)
    assert isinstance(program.screen, PathScreen)
    return program.screen


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_first_start_is_one_key_away(tmp_path: Path, store: Store, size: tuple[int, int]) -> None:
    program = app(Beside(tmp_path / "library", store))
    async with program.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(program.focused, StartHere) and "Start here" in seen(program))
        assert "First [b]days[/b]" in seen(program)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(program.screen, BriefingScreen) and program.screen.loaded)
        assert "The bike nobody fetched" in seen(program)


async def test_once_something_was_played_the_library_suggests_no_start(tmp_path: Path, store: Store) -> None:
    stage = Beside(tmp_path / "library", store)
    stage.play(store)
    program = app(stage)
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled and program.walks)
        await pilot.pause()
        assert "Start here" not in seen(program)
        assert "Path" in seen(program)  # its key


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_the_path_before_the_first_conversation(tmp_path: Path, store: Store, size: tuple[int, int]) -> None:
    program = app(Beside(tmp_path / "library", store))
    async with program.run_test(size=size) as pilot:
        screen = await path(program, pilot)
        await until(pilot, lambda: "you are here" in seen(program))
        shown = seen(program)
        assert "First [b]days[/b]" in shown
        assert "for later" in shown
        assert "Start here" in shown
        assert screen.query_one(Stages).highlighted == 0
        await pilot.press("down")
        await until(pilot, lambda: "This comes easier once “Ask before you judge” holds." in seen(program))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(program.screen, BriefingScreen) and program.screen.loaded)
        assert "Another bike" in seen(program)


async def test_a_stage_that_holds_is_shown_with_its_evidence_and_the_next_is_open(tmp_path: Path, store: Store) -> None:
    stage = Beside(tmp_path / "library", store)
    stage.play(store)
    program = app(stage)
    async with program.run_test(size=(160, 50)) as pilot:
        screen = await path(program, pilot)
        await until(pilot, lambda: "1 of 2 stages holds" in seen(program))
        assert screen.query_one(Stages).highlighted == 1
        assert "“The bike nobody fetched”, calm 3.5, firm 2.0" in seen(program)
        await pilot.press("up")
        await until(pilot, lambda: "Ask: “?”" in seen(program))


async def test_what_is_missing_is_named_and_a_conversation_moves_the_path_on(tmp_path: Path, store: Store) -> None:
    stage = Beside(tmp_path / "library", store)
    stage.play(store, "Only an idiot leaves a bike.")
    program = app(stage)
    async with program.run_test(size=(160, 50)) as pilot:
        screen = await path(program, pilot)
        await until(pilot, lambda: "Calm was 1.0 on average; it holds from 2.5 on." in seen(program))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(program.screen, BriefingScreen))
        stage.play(store)
        program.pop_screen()
        await until(pilot, lambda: "1 of 2 stages holds" in seen(program))
        assert program.screen is screen


async def test_the_other_scenarios_of_a_stage_are_reached_by_keys(tmp_path: Path, store: Store) -> None:
    program = app(Beside(tmp_path / "library", store))
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await path(program, pilot)
        await pilot.press("down", "right")
        await until(pilot, lambda: isinstance(program.focused, Plays) and len(screen.plays) == 2)
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(program.screen, BriefingScreen) and program.screen.loaded)
        assert "The bike nobody fetched" in seen(program)
        await pilot.press("escape")
        await until(pilot, lambda: program.screen is screen)
        await pilot.press("left")
        await until(pilot, lambda: isinstance(program.focused, Stages))


async def test_a_click_looks_and_starts_nothing(tmp_path: Path, store: Store) -> None:
    program = app(Beside(tmp_path / "library", store))
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await path(program, pilot)
        await pilot.click("#stages", offset=(8, 1))
        await until(pilot, lambda: screen.query_one("#stages", OptionList).highlighted == 1)
        await pilot.pause()
        assert program.screen is screen


async def test_another_path_is_a_key_away(tmp_path: Path, store: Store) -> None:
    stage = Beside(tmp_path / "library", store)
    other = PATH.replace("id: first", "id: second").replace("First [b]days[/b]", "Second path")
    (stage.root / "paths" / "en" / "second.yaml").write_text(other, encoding="utf-8")
    program = app(stage)
    async with program.run_test(size=(80, 24)) as pilot:
        await path(program, pilot)
        await pilot.press("o")
        await until(pilot, lambda: "Second path" in seen(program))
        await pilot.press("o")
        await until(pilot, lambda: "First [b]days[/b]" in seen(program))


async def test_without_a_path_the_library_has_no_key_for_it_and_the_screen_says_so(
    tmp_path: Path, store: Store
) -> None:
    program = app(Beside(tmp_path / "library", store, text=""))
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled)
        await pilot.press("s")
        await pilot.pause()
        assert not isinstance(program.screen, PathScreen)
        program.action_path()
        await until(pilot, lambda: "There is no learning path in this language yet." in seen(program))


async def test_a_broken_path_is_told_and_the_library_works(tmp_path: Path, store: Store) -> None:
    program = app(Beside(tmp_path / "library", store, text=PATH.replace("[ask]", "[asc]")))
    async with program.run_test(size=(160, 50)) as pilot:
        await until(pilot, lambda: "unknown principle" in told(program))
        assert "first.yaml:8:18" in told(program)
        await until(pilot, lambda: "The bike nobody fetched" in seen(program))


async def test_without_results_the_path_is_still_there(tmp_path: Path) -> None:
    program = app(Beside(tmp_path / "library", OSError("no disk")))
    async with program.run_test(size=(80, 24)) as pilot:
        await path(program, pilot)
        await until(pilot, lambda: "you are here" in seen(program))
