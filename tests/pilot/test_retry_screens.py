"""A turn answered again on the screens: from feedback, conversation, debrief and history; both beside each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from stage import Stage, app, conversation, say, seen, to_conversation, until

from simulator.mode import EXAM, Terms
from simulator.store.database import Store
from simulator.tui.screens.attempts import AttemptsScreen
from simulator.tui.screens.beside import BesideScreen
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.feedback import FeedbackScreen
from simulator.tui.screens.history import HistoryScreen
from simulator.tui.screens.reflect import ReflectScreen
from simulator.tui.screens.take_along import ASKING
from simulator.tui.widgets.choices import Choices

ASKED = "Why did it take three weeks? I can see this is annoying."
RUDE = "You idiot."


@pytest.fixture
def store(tmp_path: Path):
    opened = Store.open(tmp_path / "results.db")
    yield opened
    opened.close()


async def choose(pilot, number: int) -> None:
    screen = await conversation(pilot)
    turns = len(screen.game.state.turns)
    screen.query_one("#choices", Choices).action_choose(number)
    await until(pilot, lambda: not screen.busy and len(screen.game.state.turns) > turns)


async def debriefed(pilot) -> DebriefScreen:
    """The debrief, its question to the trainee passed over."""
    await until(pilot, lambda: isinstance(pilot.app.screen, (DebriefScreen, ReflectScreen)))
    await pilot.pause()
    await until(pilot, lambda: isinstance(pilot.app.screen, ReflectScreen) or not pilot.app.screen.has_class(ASKING))
    if isinstance(pilot.app.screen, ReflectScreen):
        pilot.app.screen.dismiss(None)
    await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen) and not pilot.app.screen.has_class(ASKING))
    assert isinstance(pilot.app.screen, DebriefScreen)
    return pilot.app.screen


async def retried(pilot, before) -> ConversationScreen:
    await until(pilot, lambda: pilot.app.screen is not before and isinstance(pilot.app.screen, ConversationScreen))
    return await conversation(pilot)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_turn_is_retried_from_the_feedback_and_both_stand_side_by_side(store: Store, size) -> None:
    program = app(Stage(store=store))
    async with program.run_test(size=size) as pilot:
        first = await to_conversation(pilot)
        await say(pilot, "Forty-two pounds it is.")
        await say(pilot, "1") if not first.game.options else await choose(pilot, 1)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(program.screen, FeedbackScreen))
        await pilot.press("left")
        await pilot.press("r")
        again = await retried(pilot, first)
        assert [turn.reply for turn in again.game.state.turns] == []
        await until(pilot, lambda: "Turn 1 again" in seen(program))
        assert "Forty-two pounds it is." in seen(program)
        await say(pilot, ASKED)
        await until(pilot, lambda: "Then and now" in seen(program) or again.chat.max_scroll_y > 0)
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(program.screen, BesideScreen))
        await until(pilot, lambda: "First attempt" in seen(program) and "Attempt 2" in seen(program))
        text = seen(program)
        assert "They part at the first turn." in text
        assert "calm 5.0" in " ".join(text.split()) or "▲" in text
        line = next(row for row in text.split("\n") if "Turn 1" in row)
        assert line.count("Turn 1") == 2  # the same turn of both at the same height
        await pilot.press("escape")
        await until(pilot, lambda: program.screen is again)
    assert [row.branch and row.branch.turn for row in store.history()] == [1, None]


async def test_the_picked_turn_is_retried_in_the_conversation(store: Store) -> None:
    program = app(Stage(store=store))
    async with program.run_test(size=(120, 40)) as pilot:
        first = await to_conversation(pilot)
        await say(pilot, ASKED)
        await choose(pilot, 1)
        await pilot.press("ctrl+up")
        await pilot.press("f8")
        again = await retried(pilot, first)
        assert again.game.again == 1
        await say(pilot, RUDE)
        assert again.game.state.ending == "gone"


async def test_from_the_debrief_to_a_retry_and_the_tree(store: Store) -> None:
    program = app(Stage(store=store))
    async with program.run_test(size=(120, 40)) as pilot:
        first = await to_conversation(pilot)
        await say(pilot, ASKED)
        await choose(pilot, 2)
        first.query_one("#debrief").press()
        await debriefed(pilot)
        await pilot.press("down", "r")
        again = await retried(pilot, program.screen_stack[0])
        assert again.game.again == 2
        assert again.game.state.turns[0].reply == ASKED
        await choose(pilot, 1)
        await say(pilot, "If it happens again, storage is due in full.")
        again.query_one("#debrief").press()
        await debriefed(pilot)
        await until(pilot, lambda: "from turn 2 of the first attempt" in seen(program))
        await pilot.press("t")
        await until(pilot, lambda: isinstance(program.screen, AttemptsScreen) and program.screen.drawn.lanes)
        tree = program.screen
        await until(pilot, lambda: "╰" in seen(program) and "2 attempts" in seen(program))
        assert tree.drawn.attempt.place == 2
        await pilot.press("up")
        assert (tree.drawn.attempt.place, tree.drawn.turn) == (1, 2)
        await pilot.press("left")
        assert tree.drawn.turn == 1
        await pilot.press("down")
        assert (tree.drawn.attempt.place, tree.drawn.turn) == (2, 2)
        await pilot.press("left")  # the turn before was answered in the first attempt
        assert (tree.drawn.attempt.place, tree.drawn.turn) == (1, 1)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(program.screen, BesideScreen) and "Turn 1 is the same" in seen(program))
        await pilot.press("escape")
        await until(pilot, lambda: program.screen is tree)
        await pilot.press("down", "o")
        await debriefed(pilot)


async def test_an_earlier_session_is_retried_from_the_history_with_the_mouse(store: Store) -> None:
    program = app(Stage(store=store))
    async with program.run_test(size=(100, 30)) as pilot:
        await to_conversation(pilot)
        await say(pilot, ASKED)
        await choose(pilot, 2)
        program.to_library()
        program.action_history()
        await until(pilot, lambda: isinstance(program.screen, HistoryScreen) and program.screen.rows)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(program.screen, AttemptsScreen) and program.screen.drawn.lanes)
        tree = program.screen
        await until(pilot, lambda: tree.drawn.size.width > 0 and tree.drawn.turn == 2)
        await pilot.pause()
        # The number of turn 1 stands at the fifth cell of the row, where there is room.
        await pilot.click("#tree", offset=(5, 0))
        assert tree.drawn.turn == 1
        await pilot.press("enter")
        assert isinstance(program.screen, AttemptsScreen)  # there is only one attempt
        await pilot.press("r")
        again = await retried(pilot, tree)
        await say(pilot, RUDE)
        assert again.game.state.over
    assert [row.outcome for row in store.history()] == ["lost", "gave-away"]


async def test_an_exam_offers_no_retry(store: Store) -> None:
    program = app(Stage(store=store), terms=Terms(EXAM))
    async with program.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: program.settled)
        program.begin(program.sources.open("late-bike", "en"), Terms(EXAM))
        screen = await conversation(pilot)
        await say(pilot, ASKED)
        assert screen.check_action("retry", ()) is False
        screen.action_retry()
        await pilot.pause()
        assert program.screen is screen
        await choose(pilot, 2)
        screen.query_one("#debrief").press()
        await debriefed(pilot)
        assert program.screen.check_action("retry", ()) is False
    assert len(store.history()) == 1


async def test_a_killed_branch_is_offered_in_the_library_and_knows_where_it_came_from(store: Store) -> None:
    program = app(Stage(store=store))
    async with program.run_test(size=(120, 40)) as pilot:
        first = await to_conversation(pilot)
        await say(pilot, ASKED)
        await choose(pilot, 2)
        from simulator.tui.retrying import retry

        retry(program, first.game, 2)
        await retried(pilot, first)
        await choose(pilot, 1)
    # Another start, as after the program was killed.
    program = app(Stage(store=store))
    async with program.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: program.settled and program.unfinished)
        await until(pilot, lambda: "retry from turn 2" in seen(program))
        await pilot.press("r")
        screen = await conversation(pilot)
        assert (screen.game.again, len(screen.game.line), len(screen.game.state.turns)) == (2, 1, 2)
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(program.screen, BesideScreen))


async def test_without_results_a_turn_is_retried_and_compared_too() -> None:
    program = app(Stage(store=RuntimeError("no room")))
    async with program.run_test(size=(120, 40)) as pilot:
        first = await to_conversation(pilot)
        await say(pilot, ASKED)
        await pilot.press("f8")
        again = await retried(pilot, first)
        await say(pilot, RUDE)
        assert again.game.state.over
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(program.screen, BesideScreen) and "Attempt 2" in seen(program))


async def test_long_conversations_keep_endings_and_the_picked_turn_in_sight(store: Store) -> None:
    from simulator.attempts import Attempt
    from simulator.tui.rails import hit, rails
    from simulator.tui.widgets.attempt_tree import AttemptTree

    program = app(Stage(store=store))
    async with program.run_test(size=(80, 24)) as pilot:
        await to_conversation(pilot)
        await say(pilot, ASKED)
        turn = program.screen.game.state.turns[0]
        from dataclasses import replace

        turns = tuple(replace(turn, number=number) for number in range(1, 61))
        family = (
            Attempt(1, turns, 1, outcome="good", title="Fine"),
            Attempt(2, turns[:50], 2, parent=1, at=40, outcome="lost", title="Gone"),
        )
        screen = program.screen
        tree = AttemptTree(id="long")
        await screen.mount(tree)
        tree.styles.width = 74
        tree.show(family, family[1], 45)
        await pilot.pause()
        rows = [strip.text for strip in tree.render_lines(tree.size.region)] if tree.size.height else []
        text = tree.render().plain.split("\n")
        assert all(len(row) <= 74 for row in text), rows
        assert "45" in text[2]
        assert "Client lost" in text[2]
        assert "Good ending" in text[0]
        grid = rails(tree.lanes)
        assert hit(grid, 5, 0) == (0, 1)
        assert hit(grid, 3, 1) is None
