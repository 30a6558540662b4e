"""The library: listing, results, resuming, languages, failures."""

from __future__ import annotations

from threading import Event

import pytest
from stage import MemoryStore, Names, Stage, app, conversation, say, seen, to_conversation, to_end, told, until

from simulator.tui.screens.briefing import BriefingScreen
from simulator.tui.screens.history import HistoryScreen
from simulator.tui.screens.library import LibraryScreen, Unfinished
from simulator.tui.widgets.bubble import ClientBubble, FactNote, YouBubble
from simulator.tui.widgets.reply_box import ReplyBox
from simulator.tui.widgets.scenario_row import ScenarioRow


async def test_scenarios_are_listed_with_difficulty_and_length_and_enter_opens_the_briefing() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.screen.query(ScenarioRow))
        await until(pilot, lambda: "The bike nobody fetched" in seen(program))
        assert "●●○○○" in seen(program)
        assert "6 min" in seen(program)
        assert "not played yet" in seen(program)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(program.screen, BriefingScreen))


async def test_the_narrow_library_names_the_principles_in_each_row() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled)
        await until(pilot, lambda: "Trains: " in seen(program))
        (row,) = (line for line in seen(program).splitlines() if "Trains: " in line)
        assert row.split("Trains: ")[1].startswith("acknowledge, state rule, ask, consequence")
        await pilot.resize_terminal(30, 24)
        await until(pilot, lambda: any("Trains: " in line and "…" in line for line in seen(program).splitlines()))
        await pilot.resize_terminal(160, 50)
        await until(pilot, lambda: "You train" in seen(program) and "Trains: " not in seen(program))


async def test_names_of_a_rubric_that_comes_late_replace_the_keys() -> None:
    come = Event()

    class Named(Names):
        def name(self, label: str, lang: str) -> str:
            return f"the {label}"

    class Late(Stage):
        def rubric(self) -> Names:
            assert come.wait(20)
            return Named()

    program = app(Late(store=OSError("read-only")))
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Trains: acknowledge, state rule" in seen(program))
        come.set()
        await until(pilot, lambda: "Trains: the acknowledge, the state_rule" in seen(program))


async def test_the_wide_library_names_the_principles() -> None:
    program = app()
    async with program.run_test(size=(160, 50)) as pilot:
        await until(pilot, lambda: program.settled and "You train" in seen(program))
        assert "What acknowledge means" in seen(program)
        assert "3 steps, 3 endings" in seen(program)


async def test_another_language_by_key_and_by_mouse() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "The bike nobody fetched" in seen(program))
        await pilot.press("l")
        await until(pilot, lambda: "Велосипед, который забыли забрать" in seen(program))
        await pilot.click("#lang-en")
        await until(pilot, lambda: "The bike nobody fetched" in seen(program))


async def test_an_empty_library_says_what_to_do() -> None:
    program = app(Stage(empty=True))
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "There are no scenarios here yet." in seen(program))


async def test_a_left_conversation_is_offered_and_resumed_at_its_turn() -> None:
    stage = Stage()
    program = app(stage)
    async with program.run_test(size=(80, 24)) as pilot:
        await to_conversation(pilot)
        await say(pilot, "Why three weeks?")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(program.screen, LibraryScreen))
        await until(pilot, lambda: "Continue" in seen(program) and "after 1 turn" in seen(program))
    again = app(stage)
    async with again.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: again.settled and isinstance(again.screen.focused, Unfinished))
        await pilot.press("enter")
        screen = await conversation(pilot)
        assert [turn.reply for turn in screen.game.state.turns] == ["Why three weeks?"]
        assert screen.game.state.trust == 7
        await until(pilot, lambda: "My son was ill" in seen(again))
        order = [type(one) for one in screen.chat.children if one.id != "paged"]
        assert order == [ClientBubble, YouBubble, ClientBubble, FactNote, ClientBubble]
        (note,) = screen.chat.query(FactNote)
        assert "She spent two of the weeks in hospital" in str(note.render())
        assert screen.game.options


async def test_help_opens_over_the_palette_and_over_a_panel() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await to_conversation(pilot)
        for opening in ("ctrl+p", "f3"):
            await pilot.press(opening)
            await until(pilot, lambda: program.screen is not screen)
            await pilot.press("f1")
            await until(pilot, lambda: "Everywhere" in seen(program))
            await pilot.press("escape", "escape")
            await until(pilot, lambda: program.screen is screen)


async def test_starting_anew_sets_the_unfinished_one_aside() -> None:
    store = MemoryStore()
    program = app(Stage(store=store))
    async with program.run_test(size=(80, 24)) as pilot:
        await to_conversation(pilot)
        await say(pilot, "Why three weeks?")
        await pilot.press("escape")
        await until(pilot, lambda: program.unfinished)
        await to_conversation(pilot)
        assert store.unfinished() == ()
        assert store.dropped == {1}


async def test_the_best_result_shows_after_an_ending() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await to_end(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "★ Good ending" in seen(program))


async def test_without_a_store_one_sentence_says_so_and_play_goes_on() -> None:
    program = app(Stage(store=OSError("the folder is read-only")))
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Results cannot be saved: the folder is read-only" in told(program))
        await to_conversation(pilot)
        await say(pilot, "Why three weeks?")
        assert program.screen.game.state.trust == 7


async def test_a_disk_that_fills_up_does_not_end_the_conversation() -> None:
    store = MemoryStore()
    program = app(Stage(store=store))
    async with program.run_test(size=(80, 24)) as pilot:
        await to_conversation(pilot)
        store.full = True
        await say(pilot, "Why three weeks?")
        await until(pilot, lambda: "not saved. The disk is full" in told(program))
        assert len(program.screen.game.state.turns) == 1


@pytest.mark.parametrize("key", ["h", "р", "Р"])
async def test_letter_keys_do_the_same_under_a_cyrillic_layout(key: str) -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled)
        await pilot.press(key)
        if key.islower():
            await until(pilot, lambda: isinstance(program.screen, HistoryScreen))
        else:
            await pilot.pause()
            assert program.screen is program.library


async def test_what_is_typed_into_a_field_stays_cyrillic() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await to_conversation(pilot)
        await pilot.press(*"Їх")
        assert screen.query_one(ReplyBox).text == "Їх"
