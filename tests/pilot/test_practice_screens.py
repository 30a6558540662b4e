"""Progress, drills, and what is due in the library, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from stage import SCENARIOS, Stage, WordScorer, app, seen, told, until
from textual.pilot import Pilot
from textual.widgets import OptionList

from simulator.game import Game
from simulator.scenario.library import Loaded, open_scenario
from simulator.store import database, practising
from simulator.store.database import Store
from simulator.tui.app import CalmfirmApp
from simulator.tui.screens.briefing import BriefingScreen
from simulator.tui.screens.drill import DrillScreen, Onward
from simulator.tui.screens.progress import ProgressScreen
from simulator.tui.widgets.due import Due
from simulator.tui.widgets.progress_parts import Goal, NextCard
from simulator.tui.widgets.reply_box import ReplyBox


def on_stage(store: Store) -> Stage:
    """The stage with a real store."""
    return Stage(scorer=WordScorer(), store=store)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "results.db")
    yield made
    made.close()


def late_bike() -> Loaded:
    return open_scenario("late-bike", "en", SCENARIOS)


def play(store: Store, monkeypatch: pytest.MonkeyPatch, days_ago: float, reply: str = "Why did it take long?") -> None:
    """A finished conversation of some days ago."""
    at = datetime.now(UTC) - timedelta(days=days_ago)
    for module in (database, practising):
        monkeypatch.setattr(module, "_now", lambda: at.isoformat(timespec="microseconds"))
    loaded = late_bike()
    number = store.begin(loaded, "Ann")
    Game(loaded, WordScorer(), store, number).take(reply)
    store.finish(number, next(iter(loaded.scenario.endings)), "good")
    monkeypatch.undo()


async def progress(program: CalmfirmApp, pilot: Pilot[int]) -> ProgressScreen:
    await until(pilot, lambda: program.settled)
    program.action_progress()
    await until(pilot, lambda: isinstance(program.screen, ProgressScreen) and program.screen.practised is not None)
    assert isinstance(program.screen, ProgressScreen)
    return program.screen


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_before_the_first_conversation_it_says_what_will_be_here(store: Store, size: tuple[int, int]) -> None:
    program = app(on_stage(store))
    async with program.run_test(size=size) as pilot:
        screen = await progress(program, pilot)
        await until(pilot, lambda: "Nothing practised yet." in seen(program))
        await until(pilot, lambda: "not played this one yet" in seen(program))
        assert isinstance(program.focused, NextCard)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(program.screen, BriefingScreen))
        assert screen.next is not None


async def test_after_one_conversation(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    play(store, monkeypatch, 0)
    program = app(on_stage(store))
    async with program.run_test(size=(160, 50)) as pilot:
        screen = await progress(program, pilot)
        await until(pilot, lambda: "Kept on" in seen(program))
        assert "1 day this week" in seen(program)
        assert "the last conversation" in seen(program)
        assert [one.principle for one in screen.standings]
        assert not told(program)


async def test_what_is_due_is_in_the_library_and_comes_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    play(store, monkeypatch, 30)
    program = app(on_stage(store))
    async with program.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: program.settled and program.practised is not None)
        await until(pilot, lambda: program.library.query_one(Due).display)
        await until(pilot, lambda: "Due for practice" in seen(program))
        await pilot.click(Due)
        await until(pilot, lambda: isinstance(program.screen, ProgressScreen) and program.screen.practised)
        screen = program.screen
        assert isinstance(screen, ProgressScreen)
        assert all(one.due for one in screen.standings)
        assert screen.next is not None
        assert screen.next.reason == "due"


async def test_the_goal_is_set_by_key_and_by_click_and_remembered(store: Store) -> None:
    program = app(on_stage(store))
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await progress(program, pilot)
        await pilot.press("g")
        await pilot.click(Goal)
        await until(pilot, lambda: store.practice().kept().goal == 2)
        await until(pilot, lambda: "0 of 2 days this week" in seen(program))
        screen.action_goal(-1)
        screen.action_goal(-1)
        await until(pilot, lambda: store.practice().kept().goal == 0)


async def test_arrows_go_from_the_card_into_the_list_and_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    play(store, monkeypatch, 1)
    program = app(on_stage(store))
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await progress(program, pilot)
        await until(pilot, lambda: isinstance(program.focused, NextCard))
        screen.action_principle(1)
        assert isinstance(program.focused, OptionList)
        screen.action_principle(1)
        assert program.focused.highlighted == 1
        screen.action_principle(-1)
        screen.action_principle(-1)
        await until(pilot, lambda: isinstance(program.focused, NextCard))


async def test_a_click_on_a_principle_shows_it_and_starts_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(store, monkeypatch, 1)
    program = app(on_stage(store))
    async with program.run_test(size=(160, 50)) as pilot:
        screen = await progress(program, pilot)
        await until(pilot, lambda: screen.query_one(OptionList).option_count > 1)
        await pilot.pause()
        await pilot.click(OptionList, offset=(4, 1))
        await until(pilot, lambda: screen.query_one(OptionList).highlighted == 1)
        await pilot.pause()
        assert program.screen is screen
        await until(pilot, lambda: not told(program))


async def test_without_a_store_it_says_why(tmp_path: Path) -> None:
    from simulator.store.failure import StoreError

    program = app(Stage(store=StoreError("The disk is gone.")))
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled)
        program.action_progress()
        await until(pilot, lambda: "Progress cannot be read." in seen(program))
        await until(pilot, lambda: "The disk is gone." in seen(program))


async def answer(program: CalmfirmApp, pilot: Pilot[int], reply: str) -> None:
    screen = program.screen
    assert isinstance(screen, DrillScreen)
    await until(pilot, lambda: not screen.busy and screen.query_one(ReplyBox).display)
    done = len(screen.drill.attempts)
    box = screen.query_one(ReplyBox)
    box.text = reply
    box.action_send()
    await until(pilot, lambda: len(screen.drill.attempts) > done and screen.query_one(Onward).display)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_drill_from_first_moment_to_summary(
    store: Store, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.practice.moments.LEAST", 1)
    program = app(on_stage(store))
    async with program.run_test(size=size) as pilot:
        await until(pilot, lambda: program.settled)
        program.action_drill()
        await until(pilot, lambda: isinstance(program.screen, DrillScreen) and not program.screen.busy)
        screen = program.screen
        assert isinstance(screen, DrillScreen)
        many = len(screen.drill.places)
        for number in range(many):
            await answer(program, pilot, "I can see [this] is annoying 🙂 Почему?" if number == 0 else "You idiot.")
            if number == 0:
                await until(pilot, lambda: "“I can see”" in seen(program))
            screen.query_one(Onward).action_go()
        await until(pilot, lambda: f"1 of {many} repl" in seen(program))
        assert [one.principle for one in store.practice().kept().reviews] == [screen.drill.principle]
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(program.screen, DrillScreen))


async def test_an_empty_reply_asks_for_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.practice.moments.LEAST", 1)
    program = app(on_stage(store))
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled)
        program.action_drill()
        await until(pilot, lambda: isinstance(program.screen, DrillScreen) and not program.screen.busy)
        await pilot.press("enter")
        await until(pilot, lambda: "Type a reply first." in told(program))
        assert isinstance(program.screen, DrillScreen)
        assert not program.screen.drill.attempts


async def test_too_few_moments_are_told(store: Store) -> None:
    program = app(Stage(store=store, empty=True))
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled)
        program.action_drill()
        await until(pilot, lambda: "too few moments" in told(program))
