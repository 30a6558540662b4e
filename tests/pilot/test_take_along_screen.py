"""The debrief's question, what it gives to take along, and replies written anew, with keys and the mouse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from stage import MemoryStore, Stage, app, say, seen, to_conversation, told, until
from textual.widgets import OptionList

from simulator.debrief_pick import Picked
from simulator.origin import Origin
from simulator.session import start
from simulator.store.database import Store
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.reflect import ReflectScreen, own_words
from simulator.tui.screens.rewrite import RewriteScreen
from simulator.tui.screens.take_along import NextBlock
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.reply_box import ReplyBox

GOOD = "I can see this is annoying. Why did it take three weeks?"
MODEL = "I can see that forty-two pounds comes as a surprise."


async def ended(pilot, first: str = GOOD, last: str = "Again? You idiot."):  # type: ignore[no-untyped-def]
    """A finished conversation, its debrief opened; whatever comes first."""
    screen = await to_conversation(pilot)
    await say(pilot, first)
    screen.query_one("#choices", Choices).action_choose(1)
    await until(pilot, lambda: not screen.busy and len(screen.game.state.turns) == 2)
    await say(pilot, last)
    await until(pilot, lambda: screen.query_one("#debrief").display)
    await pilot.press("enter")
    return screen.game


async def asked(pilot) -> ReflectScreen:  # type: ignore[no-untyped-def]
    await until(pilot, lambda: isinstance(pilot.app.screen, ReflectScreen) and pilot.app.screen.focused)
    return pilot.app.screen


async def told_all(pilot) -> DebriefScreen:  # type: ignore[no-untyped-def]
    program = pilot.app
    await until(pilot, lambda: isinstance(program.screen, DebriefScreen) and not program.screen.has_class("-asking"))
    await pilot.pause()
    return pilot.app.screen


async def read_through(pilot) -> str:  # type: ignore[no-untyped-def]
    page = pilot.app.screen.query_one("#page")
    text = seen(pilot.app)
    for _ in range(12):
        if page.scroll_y >= page.max_scroll_y:
            break
        await pilot.press("pagedown")
        text += seen(pilot.app)
    return text


async def rewriting(pilot) -> RewriteScreen:  # type: ignore[no-untyped-def]
    await pilot.press("w")
    await until(pilot, lambda: isinstance(pilot.app.screen, RewriteScreen) and pilot.app.screen.focused)
    return pilot.app.screen


async def write(pilot, text: str) -> None:  # type: ignore[no-untyped-def]
    screen = pilot.app.screen
    box = screen.query_one(ReplyBox)
    box.text = text
    box.action_send()
    await until(pilot, lambda: screen.query_one("#change").display and not screen.busy)
    await pilot.pause()


async def test_the_question_comes_before_anything_of_the_answer() -> None:
    program = app(Stage(store=MemoryStore(asks=True)))
    async with program.run_test(size=(80, 24)) as pilot:
        await ended(pilot)
        await asked(pilot)
        await until(pilot, lambda: "Which reply turned it?" in seen(program))
        shown = seen(program)
        assert "I can see this is annoying" in shown
        assert "Forty-two pounds for a bike" in shown
        for hidden in ("for the better", "for the worse", "client lost", "Client lost", "best sentence", "4.5", "3.0"):
            assert hidden not in shown, hidden


@pytest.mark.parametrize("room", [20, 60, 72, 100, 101, 102])
def test_a_long_reply_ends_in_sight_with_its_ellipsis(room: int) -> None:
    reply = "You're free to choose, Ray, and I'd understand it. With us the hake comes cut and pin-boned the morning "
    rows = own_words(reply * 3, room)
    assert len(rows) == 2
    assert all(row.cell_length <= room for row in rows)
    assert rows[-1].plain.endswith("…”")
    assert own_words("Why?", room)[0].plain == "“Why?”"


async def test_the_pick_is_compared_and_kept_and_not_asked_for_again(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "results.db")
    program = app(Stage(store=store))
    async with program.run_test(size=(80, 30)) as pilot:
        game = await ended(pilot)
        screen = await asked(pilot)
        await pilot.press("down", "up", "up", "down")
        assert screen.number == 2
        await pilot.press("1", "enter")
        await told_all(pilot)
        text = await read_through(pilot)
        assert "You picked turn 1. It mattered too: it moved things the other way." in text
        assert "Yours, turn 1" in text
        assert "▼ Turn 3  for the worse" in text
        assert "✗ insult  “idiot”" in text
        await until(pilot, lambda: store.looking_back(game.session_id).picked() == Picked(1))
        await pilot.press("escape")
        await pilot.press("h")
        await until(pilot, lambda: "Client lost" in seen(program))
        await pilot.press("enter")
        await told_all(pilot)
        assert "You picked turn 1." in await read_through(pilot)
    store.close()


async def test_a_click_picks_and_escape_skips() -> None:
    store = MemoryStore(asks=True)
    program = app(Stage(store=store))
    async with program.run_test(size=(80, 24)) as pilot:
        await ended(pilot)
        screen = await asked(pilot)
        rows = screen.query_one("#replies", OptionList)
        await pilot.click(rows, offset=(10, 7))  # the third reply's second line
        await told_all(pilot)
        assert "You saw it" in await read_through(pilot)
        await until(pilot, lambda: store.debriefs[1].answer == Picked(3))
        await ended(pilot)
        await asked(pilot)
        await pilot.press("escape")
        await told_all(pilot)
        assert "picked" not in await read_through(pilot)
        await until(pilot, lambda: store.debriefs[2].answer == Picked(None))


async def test_one_reply_alone_is_no_question() -> None:
    program = app(Stage(store=MemoryStore(asks=True)))
    async with program.run_test(size=(80, 24)) as pilot:
        await to_conversation(pilot)
        await say(pilot, "You idiot.")
        await pilot.press("enter")
        await told_all(pilot)
        assert "The reply that turned it" in await read_through(pilot)


async def test_best_sentence_next_thing_and_model_answers_are_told() -> None:
    program = app()
    async with program.run_test(size=(160, 60)) as pilot:
        await ended(pilot)
        screen = await told_all(pilot)
        text = await read_through(pilot)
        assert "“I can see this is annoying.”" in text
        assert "It does one thing that holds: acknowledge." in text
        assert "→ Instead of insult" in text
        assert "It would have helped in turn 3, where you wrote “Again? You idiot.”" in text
        screen.go(1)
        await until(pilot, lambda: "✓ A reply that holds" in seen(program))
        await pilot.press("m")
        await until(pilot, lambda: "What makes the difference" in seen(program))
        line = next(line for line in seen(program).split("\n") if "A reply that holds" in line)
        assert "✗ One that does not" in line
        assert "Ms Ortega" in seen(program)


async def test_the_next_thing_leads_to_its_turn_by_key_and_by_click() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await ended(pilot, "You are here.", "You idiot.")
        screen = await told_all(pilot)
        screen.go(1)
        await pilot.press("n")
        await until(pilot, lambda: screen.number == 3 and "Turn 3  ·" in seen(program))
        screen.go(1)
        block = screen.query_one(NextBlock)
        block.scroll_visible(animate=False)
        await pilot.pause()
        await pilot.click(block, offset=(4, 1))
        await until(pilot, lambda: screen.number == 3)


async def test_a_reply_is_written_anew_scored_beside_the_first_and_kept(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "results.db")
    program = app(Stage(store=store))
    async with program.run_test(size=(160, 50)) as pilot:
        game = await ended(pilot)
        await asked(pilot)
        await pilot.press("escape")
        debrief = await told_all(pilot)
        turns = game.state.turns
        debrief.go(3)
        await rewriting(pilot)
        shown = seen(program)
        assert "Turn 3 anew" in shown
        assert "And if I forget again?" in shown
        await pilot.press("enter")
        await until(pilot, lambda: "Type a reply first." in told(program))
        await write(pilot, "If it happens again, storage is due in full.")
        shown = seen(program)
        for part in ("What changed", "calm 1.0 → 3.0 ▲2", "✓ Gone: insult", "✓ New: consequence", "✓ New: state rule"):
            assert part in shown, part
        await write(pilot, "You idiot, storage.")
        assert "✓ New: state rule" in seen(program)
        assert "Gone: insult" not in seen(program)
        await pilot.press("escape")
        await until(pilot, lambda: program.screen is debrief)
        await until(pilot, lambda: "Written anew" in seen(program))
        assert game.state.turns == turns
        kept = store.looking_back(game.session_id)
        await until(pilot, lambda: [one.number for one in kept.rewrites()] == [3, 3])
        assert kept.rewrites()[0].reply == "If it happens again, storage is due in full."
        await pilot.press("escape")
        await pilot.press("h")
        await until(pilot, lambda: "Client lost" in seen(program))
        await pilot.press("enter")
        reopened = await told_all(pilot)
        reopened.go(3)
        await until(pilot, lambda: "“You idiot, storage.”" in seen(program))
    store.close()


async def test_a_ready_reply_keeps_the_model_closed_until_one_is_written() -> None:
    program = app()
    async with program.run_test(size=(160, 60)) as pilot:
        game = await ended(pilot)
        first = game.state.turns[0]
        picked = replace(first, origin=Origin(picked=True))
        game.attempted = frozenset()
        game.state = replace(game.state, turns=(picked, *game.state.turns[1:]))
        program.pop_screen()
        program.push_screen(DebriefScreen(game))
        screen = await told_all(pilot)
        screen.go(1)
        await until(pilot, lambda: "Model answers open once you have tried" in seen(program))
        assert MODEL not in seen(program)
        await rewriting(pilot)
        await write(pilot, "Why three weeks?")
        await pilot.press("escape")
        await until(pilot, lambda: "✓ A reply that holds" in seen(program))


async def test_a_disk_that_is_full_is_told_and_the_debrief_goes_on() -> None:
    store = MemoryStore(asks=True)
    program = app(Stage(store=store))
    async with program.run_test(size=(80, 24)) as pilot:
        await ended(pilot)
        store.looking_back(1).full = True
        await asked(pilot)
        await pilot.press("enter")
        await told_all(pilot)
        await until(pilot, lambda: "What you do in this debrief is not saved" in told(program))
        assert "You picked turn 1" in await read_through(pilot)


async def test_a_changed_scenario_is_told_when_a_turn_is_written_anew() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        game = await ended(pilot)
        await told_all(pilot)
        changed = start(game.scenario)[0]
        first = replace(game.state.turns[0], client=(*changed.words, "More."))
        game.state = replace(game.state, turns=(first, *game.state.turns[1:]))
        program.screen.go(1)
        screen = await rewriting(pilot)
        box = screen.query_one(ReplyBox)
        box.text = "Why?"
        box.action_send()
        await until(pilot, lambda: "The scenario has changed since" in told(program))
        assert box.text == "Why?"


@pytest.mark.parametrize("size", [(40, 12), (160, 50)])
async def test_any_words_are_shown_as_they_are(size: tuple[int, int]) -> None:
    rude = "[bold]x[/] [link=a] \u202e" + "щ" * 300 + " 👩‍🔧 I can see.\nWhy?"
    program = app(Stage(store=MemoryStore(asks=True)))
    async with program.run_test(size=size) as pilot:
        await ended(pilot, rude)
        await asked(pilot)
        await until(pilot, lambda: "[bold]x[/]" in seen(program))
        await pilot.press("enter")
        screen = await told_all(pilot)
        await read_through(pilot)
        screen.go(1)
        await rewriting(pilot)
        await write(pilot, rude)
        program.screen.query_one("#page").scroll_home(animate=False)
        if size[1] > 12:
            await until(pilot, lambda: "Both are judged alike." in seen(program))
