"""The main screens look as they did."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.app import App

Compare = Callable[[App[int], str], Awaitable[None]]


@pytest.mark.parametrize(("columns", "rows", "theme"), [(80, 24, "harbour"), (160, 50, "harbour"), (80, 24, "paper")])
async def test_main_screens(snapshot: Compare, columns: int, rows: int, theme: str) -> None:
    from stage import MemoryStore, Stage, app, conversation, say, until

    from simulator.tui.screens.briefing import BriefingScreen
    from simulator.tui.screens.conversation import ConversationScreen
    from simulator.tui.screens.debrief import DebriefScreen
    from simulator.tui.screens.feedback import FeedbackScreen
    from simulator.tui.widgets.choices import Choices
    from simulator.tui.widgets.plane import Plane
    from simulator.tui.widgets.reply_box import ReplyBox

    store = MemoryStore()
    store.settings["theme"] = theme
    program = app(Stage(store=store))
    tag = f"{theme}-{columns}x{rows}"
    async with program.run_test(size=(columns, rows)) as pilot:
        program.animation_level = "none"
        await until(pilot, lambda: program.settled)
        await snapshot(program, f"library-{tag}")
        program.open_briefing("late-bike", "en")
        await until(pilot, lambda: isinstance(program.screen, BriefingScreen) and program.screen.loaded)
        await snapshot(program, f"briefing-{tag}")
        assert isinstance(program.screen, BriefingScreen)
        program.screen.action_start()
        screen = await conversation(pilot)
        assert isinstance(screen, ConversationScreen)
        screen.query_one(ReplyBox).cursor_blink = False
        # The thumb of an anchored scrollbar settles within half a row, not always on the same half.
        screen.chat.styles.scrollbar_visibility = "hidden"
        await say(pilot, "I can see this is [annoying]. Why did it take three weeks? Storage is due, Ms Ortega 🙂")
        await snapshot(program, f"options-{tag}")
        screen.query_one(Choices).action_choose(1)
        await until(pilot, lambda: not screen.busy and len(screen.game.state.turns) == 2)
        screen.query_one(ReplyBox).text = "A reply\nin two lines"
        await snapshot(program, f"conversation-{tag}")
        screen.action_feedback()
        await until(pilot, lambda: isinstance(program.screen, FeedbackScreen))
        await snapshot(program, f"feedback-{tag}")
        program.pop_screen()
        await say(pilot, "Again? You idiot.")
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(program.screen, DebriefScreen) and program.screen.query_one(Plane).picked)
        await snapshot(program, f"debrief-{tag}")
