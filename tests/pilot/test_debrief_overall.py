"""What only the whole conversation shows, in the debrief: it is told, and every quote leads to its turn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stage import Stage, WordScorer, app, say, seen, to_conversation, until

from scoring.contract import Evidence, Score
from simulator.debrief import Quote
from simulator.game import Game
from simulator.session import Turn
from simulator.tui.screens.debrief import DebriefScreen, TurnList
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.overall import Overall, TurnLink, pointer
from simulator.tui.widgets.plane import Plane

RULE = "Storage is due after seven days: that is £3 a day."


async def debrief(pilot, first: str = f"I can see it annoys you. {RULE} Why three weeks?"):  # type: ignore[no-untyped-def]
    screen = await to_conversation(pilot)
    await say(pilot, first)
    screen.query_one(Choices).action_choose(1)
    await until(pilot, lambda: not screen.busy and len(screen.game.state.turns) == 2)
    await say(pilot, f"{RULE} And in full, if it happens again.")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen) and pilot.app.screen.query_one(Plane).picked)
    return pilot.app.screen


async def test_findings_are_told_with_their_turns_and_words() -> None:
    program = app()
    async with program.run_test(size=(160, 50)) as pilot:
        await debrief(pilot)
        program.screen.query_one(Overall).scroll_visible(top=True, animate=False)
        await until(pilot, lambda: "· No occasion for: A warning" in seen(program))
        shown = seen(program)
        assert "◐ The rule again, in new words  kept in part" in shown
        assert "✗ You said the rule again in the same words" in shown
        assert "turn 3  “seven days”" in shown
        assert "· No occasion for: A warning before the consequence;" in shown


async def test_the_keyboard_goes_through_the_quotes_and_to_a_turn_and_back() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await debrief(pilot)
        links = list(screen.query(TurnLink))
        plane = screen.query_one(Plane)
        await pilot.press("o")
        await until(pilot, lambda: links[0].has_focus and plane.picked == links[0].quote.number)
        await until(pilot, lambda: f"› turn {links[0].quote.number}" in seen(program))
        await pilot.press("down")
        await until(pilot, lambda: links[1].has_focus and plane.picked == links[1].quote.number)
        assert links[1].quote.number != links[0].quote.number
        await pilot.press("enter")
        await until(pilot, lambda: f"Turn {links[1].quote.number}  ·" in seen(program))
        assert screen.query_one(TurnList).highlighted == links[1].quote.number - 1
        await pilot.press("up")
        await until(pilot, lambda: links[0].has_focus and f"› turn {links[0].quote.number}" in seen(program))
        await pilot.press("o")
        await until(pilot, lambda: screen.query_one(TurnList).has_focus)


async def test_no_step_is_lost_when_keys_come_fast() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await debrief(pilot)
        links = list(screen.query(TurnLink))
        screen.action_overall()
        for _ in links[1:]:
            screen.action_turn(1)
        await until(pilot, lambda: links[-1].has_focus)


async def test_the_ends_of_the_quotes_hold() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await debrief(pilot)
        links = list(screen.query(TurnLink))
        await pilot.press("o", "up", "up")
        await until(pilot, lambda: links[0].has_focus)
        await pilot.press(*["down"] * (len(links) + 2))
        await until(pilot, lambda: links[-1].has_focus)


async def test_a_click_on_a_quote_goes_to_its_turn() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await debrief(pilot)
        link = next(one for one in screen.query(TurnLink) if one.quote.number == 3)
        link.scroll_visible(animate=False)
        await pilot.pause()
        await pilot.click(link, offset=(6, 0))
        await until(pilot, lambda: screen.query_one(Plane).picked == 3 and "Turn 3  ·" in seen(program))


async def test_without_an_occasion_the_key_leads_to_that_line() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await to_conversation(pilot)
        await say(pilot, "You idiot.")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(program.screen, DebriefScreen))
        assert not program.screen.query(TurnLink)
        await pilot.press("o")
        await until(pilot, lambda: "· No occasion for warnings" in seen(program))


TEXTS = ["[bold]x[/bold] [/] [link=a]", "щ" * 400, "Хранение — три фунта в день. " * 40, "👩‍🔧 שלום", "a\nb c"]


@pytest.mark.parametrize("size", [(160, 50), (40, 12)])
async def test_any_words_are_shown_as_they_are(size: tuple[int, int]) -> None:
    program = app()
    async with program.run_test(size=size) as pilot:
        await until(pilot, lambda: program.settled)
        game = Game(Stage().open("late-bike", "en"), WordScorer())
        given = tuple(gift(number, text) for number, text in enumerate(TEXTS * 3, 1))
        game.state = replace(game.state, turns=given, step=None, ending="agreed")
        program.push_screen(DebriefScreen(game))
        await until(pilot, lambda: program.screen.query_one(Plane).picked)
        await pilot.pause()
        links = list(program.screen.query(TurnLink))
        assert [link.quote.number for link in links] == list(range(1, len(given) + 1))
        await pilot.press("o")
        await until(pilot, lambda: "turn 1  “[bold]x" in seen(program))
        for link in links:
            link.focus()
            await until(pilot, lambda number=link.quote.number: program.screen.query_one(Plane).picked == number)
            assert link.size.height == 1


@pytest.mark.parametrize("width", [20, 34, 90])
def test_a_quote_is_one_line_without_what_steers_a_terminal(width: int) -> None:
    for text in (*TEXTS, "\u202eabc\t\x1b[31mred"):
        line = pointer(Quote(12, text), False, width)
        assert line.cell_length <= max(width, 24)
        assert not any(part in line.plain for part in ("\n", "\t", "\x1b", "\u202e"))
        assert line.plain.startswith("    turn 12  “")
        assert line.plain.endswith("”")


def gift(number: int, text: str) -> Turn:
    evidence = (Evidence("cave_in", 0, len(text), text, 0.9, "cue"),)
    score = Score({}, {"cave_in": 0.9}, 3.0, 1.0, "servile", evidence)
    return Turn(number, "counter", (), text, None, False, score, "routes[0]", "terms", (), (), 5, 5)
