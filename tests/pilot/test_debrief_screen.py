"""The debrief and the history: what they tell, and how one gets about in them."""

from __future__ import annotations

from stage import Stage, app, conversation, say, seen, to_conversation, to_end, until
from textual.widgets import OptionList

from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.screens.debrief import DebriefScreen, TurnList
from simulator.tui.screens.history import HistoryScreen
from simulator.tui.screens.library import LibraryScreen
from simulator.tui.widgets.plane import Plane


async def debrief(pilot):  # type: ignore[no-untyped-def]
    await to_end(pilot)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen) and pilot.app.screen.query_one(Plane).picked)
    return pilot.app.screen


async def test_it_tells_ending_lesson_turning_point_and_principles_with_own_words() -> None:
    program = app()
    async with program.run_test(size=(160, 50)) as pilot:
        await debrief(pilot)
        await until(pilot, lambda: "Paid, and back in spring" in seen(program))
        shown = seen(program)
        await pilot.press("pagedown")
        shown += seen(program)
        for text in ("★ Good ending", "A rule that comes with help", "The reply that turned it"):
            assert text in shown, text
        assert "“I can see”" in shown
        assert "“in full”" in shown
        assert "✓ acknowledge  kept" in shown
        assert "calm and firm" in shown
        assert "↑ calm" in shown


async def test_walking_the_turns_shows_each_turns_evidence_and_point() -> None:
    program = app()
    async with program.run_test(size=(160, 50)) as pilot:
        screen = await debrief(pilot)
        screen.query_one(TurnList).highlighted = 0
        await until(pilot, lambda: screen.query_one(Plane).picked == 1 and "Turn 1  ·" in seen(program))
        await pilot.press("down")
        await until(pilot, lambda: screen.query_one(Plane).picked == 2)
        await until(pilot, lambda: "Turn 2  ·" in seen(program))


async def test_a_click_on_a_point_picks_its_turn() -> None:
    program = app()
    async with program.run_test(size=(160, 50)) as pilot:
        screen = await debrief(pilot)
        plane = screen.query_one(Plane)
        from simulator.debrief import spots
        from simulator.tui.widgets.plane import AXIS

        columns, rows = plane._cells()
        spot = next(one for one in spots(plane.turns, columns, rows) if one.number == 3)
        await pilot.click(plane, offset=(spot.column + AXIS, spot.row))
        await until(pilot, lambda: plane.picked == 3)
        assert screen.query_one(TurnList).highlighted == 2


async def test_everything_can_be_reached_at_80_by_24() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await debrief(pilot)
        page = program.screen.query_one("#page")
        await until(pilot, lambda: page.scroll_y == 0 and "Good ending" in seen(program))
        passed = seen(program)
        for _ in range(5):
            await pilot.press("pagedown")
            passed += seen(program)
        for text in ("Good ending", "The reply that turned it", "Principles", "firm →", "Your words", "What worked"):
            assert text in passed, text


async def test_play_again_and_the_library() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await debrief(pilot)
        await pilot.press("p")
        screen = await conversation(pilot)
        assert screen.game.state.turns == ()
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(program.screen, LibraryScreen))


async def test_history_is_empty_at_first_and_says_so() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled)
        await pilot.press("h")
        await until(pilot, lambda: "No conversations yet." in seen(program))


async def test_history_shows_a_debrief_again() -> None:
    stage = Stage()
    program = app(stage)
    async with program.run_test(size=(80, 24)) as pilot:
        await to_end(pilot)
        await pilot.press("escape")
        await pilot.press("h")
        await until(pilot, lambda: "Good ending" in seen(program) and "3 turns" in seen(program))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(program.screen, DebriefScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(program.screen, LibraryScreen))


async def test_history_goes_on_with_an_unfinished_one() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await to_conversation(pilot)
        await say(pilot, "Why three weeks?")
        await pilot.press("escape")
        await until(pilot, lambda: program.unfinished)
        await pilot.press("h")
        await until(pilot, lambda: isinstance(program.screen, HistoryScreen))
        await until(pilot, lambda: program.screen.query_one(OptionList).display)
        assert "Not finished" in seen(program)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(program.screen, ConversationScreen))
