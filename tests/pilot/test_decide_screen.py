"""A decide step on the screen: papers, signs, options and reason by key and mouse, on small and large terminals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from stage import MemoryStore, Stage, app, conversation, say, seen, to_conversation, until
from textual.pilot import Pilot
from textual.widgets import Button

from simulator.mode import EXAM, Terms
from simulator.scenario.check import check
from simulator.scenario.library import Loaded
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.decide import DecideScreen
from simulator.tui.screens.hints import HintScreen
from simulator.tui.widgets.clock import Clock
from simulator.tui.widgets.papers import PaperList
from simulator.tui.widgets.reply_box import ReplyBox
from simulator.tui.widgets.tick_list import TickList

FILE = Path(__file__).parents[1] / "unit" / "scenarios" / "quarter-end.yaml"
REASON = "You paid late twice, I can see that in the account. What else? From now on we work against prepayment."


class AtDesk(Stage):
    """Every scenario is the one with a dossier; `change`: what is otherwise in its text."""

    def __init__(self, *change: tuple[str, str], **parts: Any) -> None:
        super().__init__(**parts)
        self.change = change

    def open(self, name: str, lang: str) -> Loaded:
        loaded = check(FILE).loaded
        assert loaded is not None
        scenario = loaded.scenario
        for old, new in self.change:
            scenario = scenario.model_validate_json(scenario.model_dump_json().replace(old, new))
        return replace(loaded, scenario=scenario)


async def to_desk(pilot: Pilot[Any]) -> tuple[ConversationScreen, DecideScreen]:
    screen = await to_conversation(pilot)
    if not screen.game.state.turns:
        await say(pilot, "The April account is open. What happened?")
    return screen, await open_desk(pilot, screen)


async def open_desk(pilot: Pilot[Any], screen: ConversationScreen) -> DecideScreen:
    await until(pilot, lambda: screen.focused is screen.query_one("#decide"))
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, DecideScreen) and pilot.app.screen.query_one("#paper"))
    await pilot.pause()
    shown = pilot.app.screen
    assert isinstance(shown, DecideScreen)
    return shown


async def to(pilot: Pilot[Any], shown: DecideScreen, key: str, name: str) -> None:
    await pilot.press(key)
    await until(pilot, lambda: shown.focused is not None and shown.focused.id == name)


@pytest.mark.parametrize("size", [(160, 50), (40, 12)])
async def test_a_decision_by_keys_alone(size: tuple[int, int]) -> None:
    stage = AtDesk()
    program = app(stage)
    async with program.run_test(size=size) as pilot:
        screen, shown = await to_desk(pilot)
        assert "Friday, my" in seen(program)
        await pilot.press("2")
        await until(pilot, lambda: "14 April" in seen(program))
        await to(pilot, shown, "tab", "sign-list")
        await pilot.press("1", "2", "3", "3")
        await to(pilot, shown, "tab", "option-list")
        await pilot.press("down", "enter")
        await to(pilot, shown, "tab", "reply")
        shown.query_one(ReplyBox).text = REASON
        await pilot.press("enter")
        await until(pilot, lambda: screen.game.state.over)
        turn = screen.game.state.turns[-1]
        assert (turn.choice, turn.ticks, turn.reply) == ("terms", ("promises", "late"), REASON)
        assert stage.store().turns[1][-1] == turn


@pytest.mark.parametrize(("size", "both"), [((80, 24), False), ((160, 50), True)])
async def test_one_page_at_a_time_on_a_small_terminal_and_all_side_by_side_on_a_large_one(
    size: tuple[int, int], both: bool
) -> None:
    program = app(AtDesk())
    async with program.run_test(size=size) as pilot:
        _screen, shown = await to_desk(pilot)
        assert ("He pays late." in seen(program)) is both
        assert ("Keep him, as it is." in seen(program)) is both
        await to(pilot, shown, "tab", "sign-list")
        await until(pilot, lambda: "He pays late." in seen(program))
        assert ("my word on it" in seen(program)) is both
        await to(pilot, shown, "shift+tab", "paper-list")
        await until(pilot, lambda: "my word on it" in seen(program))


async def test_a_decision_by_mouse_alone() -> None:
    program = app(AtDesk())
    async with program.run_test(size=(80, 24)) as pilot:
        screen, shown = await to_desk(pilot)
        await pilot.click("#paper-list", offset=(4, 1))
        await until(pilot, lambda: "14 April" in seen(program))
        await pilot.click("#tab-signs")
        await until(pilot, lambda: shown.query_one("#sign-list").has_focus)
        await pilot.click("#sign-list", offset=(4, 1))
        assert shown.query_one("#sign-list", TickList).ticked == ("late",)
        assert "(1 ticked)" in seen(program)
        await pilot.click("#tab-decision")
        await until(pilot, lambda: shown.query_one("#option-list").has_focus)
        await pilot.click("#option-list", offset=(4, 2))
        shown.query_one(ReplyBox).text = REASON
        await pilot.click("#decide")
        await until(pilot, lambda: screen.game.state.over)
        assert (screen.game.state.turns[-1].choice, screen.game.state.turns[-1].ticks) == ("part", ("late",))


async def test_what_is_missing_is_said_and_nothing_is_sent() -> None:
    program = app(AtDesk())
    async with program.run_test(size=(80, 24)) as pilot:
        screen, shown = await to_desk(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Pick what is to become" in seen(program))
        await until(pilot, lambda: shown.query_one("#option-list").has_focus)
        await pilot.press("3", "ctrl+s")
        await until(pilot, lambda: "Give the reason" in seen(program))
        assert len(screen.game.state.turns) == 1


async def test_what_was_ticked_and_written_is_there_again_after_leaving_and_in_the_draft() -> None:
    store = MemoryStore()
    program = app(AtDesk(store=store))
    async with program.run_test(size=(80, 24)) as pilot:
        screen, shown = await to_desk(pilot)
        await to(pilot, shown, "tab", "sign-list")
        await pilot.press("2")
        await to(pilot, shown, "tab", "option-list")
        await pilot.press("3")
        shown.query_one(ReplyBox).text = "Because | of"
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        await until(pilot, lambda: "Because" in store.pending(1).kept.draft)
        again = await open_desk(pilot, screen)
        assert again.query_one("#sign-list", TickList).ticked == ("late",)
        assert again.query_one("#option-list", TickList).ticked == ("part",)
        assert again.query_one(ReplyBox).text == "Because | of"
        again.action_decide()
        await until(pilot, lambda: screen.game.state.over)
        assert screen.query_one(ReplyBox).text == ""


async def test_the_signs_are_judged_beside_the_reply_and_the_costs_weighed_at_the_end() -> None:
    program = app(AtDesk())
    async with program.run_test(size=(160, 50)) as pilot:
        screen, shown = await to_desk(pilot)
        shown.query_one("#sign-list", TickList).on = frozenset({"promises", "scope"})
        shown.query_one("#option-list", TickList).on = frozenset({"part"})
        shown.query_one(ReplyBox).text = REASON
        shown.action_decide()
        await until(pilot, lambda: screen.game.state.over and not screen.busy)
        await until(pilot, lambda: "signs 1 of 3" in seen(program))  # drawn a moment after it is there
        text = seen(program)
        for told in (
            "Part with him.",
            "signs 1 of 3",
            "March 14 April 2 May",
            "No paper speaks of extra work",
            "275 min",
        ):
            assert told in text, told
        screen.query_one("#debrief", Button).press()
        await until(pilot, lambda: isinstance(program.screen, DebriefScreen) and program.screen.query_one("#weighed"))
        weighed = program.screen.query_one("#weighed")

        def left() -> bool:
            # A debrief goes to its top once it is laid out, whenever that is.
            weighed.scroll_visible(animate=False)
            return "£42 is left" in seen(program)

        await until(pilot, left)
        assert "+35 min in this conversation" in seen(program)


async def test_the_costs_stand_in_one_line_on_a_small_terminal() -> None:
    program = app(AtDesk())
    async with program.run_test(size=(80, 24)) as pilot:
        await to_conversation(pilot)
        await until(pilot, lambda: "Costs  Time 245 min  Nerves 0" in seen(program))
        await say(pilot, "The April account is open. What happened?")
        await until(pilot, lambda: "275 min ▲30 min" in seen(program))


async def test_hints_and_an_exam_without_a_clock_at_the_desk() -> None:
    program = app(AtDesk())
    async with program.run_test(size=(80, 24)) as pilot:
        await to_desk(pilot)
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(program.screen, HintScreen))
        await until(pilot, lambda: "What he pays is in the account." in seen(program))
    program = app(AtDesk())
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled)
        program.begin(AtDesk().open("", ""), Terms(EXAM, 30))
        screen = await conversation(pilot)
        assert screen.query_one(Clock).display
        await say(pilot, "The April account is open. What happened?")
        shown = await open_desk(pilot, screen)
        assert screen.clock is None
        assert shown.query_one(PaperList).has_focus


async def test_cyrillic_and_text_that_looks_like_markup() -> None:
    change = (
        ("His e-mail", "Его письмо [b]от второго[/b]"),
        (
            "He pays late.",
            "Платит позже, чем договаривались, и каждый раз находит этому новое, ещё более длинное объяснение",
        ),
        ("Part with him.", "Расстаться"),
        ("March", "Март"),
    )
    program = app(AtDesk(*change))
    async with program.run_test(size=(60, 20)) as pilot:
        _screen, shown = await to_desk(pilot)
        assert "Его письмо [b]от второго[/b]" in seen(program)
        await pilot.press("2")
        await until(pilot, lambda: "Март" in seen(program))
        await to(pilot, shown, "tab", "sign-list")
        await until(pilot, lambda: "длинное объяснение" in " ".join(seen(program).split()))
        await to(pilot, shown, "tab", "option-list")
        await until(pilot, lambda: "Расстаться" in seen(program))
