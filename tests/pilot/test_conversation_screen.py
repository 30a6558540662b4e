"""The conversation: turns, meters, options, feedback, pauses, what goes wrong."""

from __future__ import annotations

import pytest
from stage import Stage, WordScorer, app, conversation, say, seen, to_conversation, to_end, told, until
from textual.widgets import Button

from simulator.game import MAX_REPLY
from simulator.session import Change
from simulator.tui import pace
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.feedback import FeedbackScreen
from simulator.tui.screens.library import LibraryScreen
from simulator.tui.screens.reminder import ReminderScreen
from simulator.tui.widgets import chat
from simulator.tui.widgets.bubble import ClientBubble, Typing, YouBubble
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.meter import Meter, joined
from simulator.tui.widgets.reply_box import ReplyBox


async def test_a_turn_shows_reply_score_reaction_mood_with_its_cause_and_the_fact() -> None:
    program = app()
    async with program.run_test(size=(80, 30)) as pilot:
        screen = await to_conversation(pilot)
        await until(pilot, lambda: "Forty-two pounds" in seen(program))
        await say(pilot, "I can see this is annoying. Why three weeks?")
        await until(pilot, lambda: "So what now?" in seen(program))
        shown = seen(program)
        assert "I can see¹ this is annoying. Why three weeks?²" in shown
        assert "✓ acknowledge" in shown
        assert "4.5 warm" in shown
        assert "My son was ill" in shown
        assert "You learn" in shown
        trust = screen.query_one("#trust", Meter)
        assert (trust.value, trust.change.after) == (7, 7)
        assert "▲2" in shown
        assert "You asked before you judged." in shown


async def test_every_turn_is_kept_before_it_is_shown() -> None:
    stage = Stage()
    program = app(stage)
    async with program.run_test() as pilot:
        await to_conversation(pilot)
        await say(pilot, "Why three weeks?")
        assert [turn.reply for turn in stage.store().turns[1]] == ["Why three weeks?"]


async def test_options_by_number_key() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await to_conversation(pilot)
        await say(pilot, "Why three weeks?")
        assert screen.query_one(Choices).display
        assert not screen.query_one(ReplyBox).display
        assert screen.focused is screen.query_one(Choices)
        await pilot.press("2")
        await until(pilot, lambda: screen.game.state.over)
        assert screen.game.state.ending == "gave"


async def test_options_by_mouse() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await to_conversation(pilot)
        await say(pilot, "Why three weeks?")
        await pilot.click(Choices, offset=(10, 3))
        await until(pilot, lambda: screen.game.state.over)
        assert screen.game.state.ending == "gave"


async def test_the_end_leads_to_the_debrief() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await to_end(pilot)
        await until(pilot, lambda: screen.query_one("#debrief").display)
        assert isinstance(screen.focused, Button)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(program.screen, DebriefScreen))


async def test_keys_that_send_and_that_break_the_line() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await to_conversation(pilot)
        box = screen.query_one(ReplyBox)
        await pilot.press("W", "h", "y", "ctrl+j", "w", "h", "y", "shift+enter", "?")
        assert box.text == "Why\nwhy\n?"
        assert box.size.height == 3
        await pilot.press("enter")
        await until(pilot, lambda: len(screen.game.state.turns) == 1)
        assert screen.game.state.turns[0].reply == "Why\nwhy\n?"
        assert box.text == ""


async def test_the_box_grows_to_six_lines_and_no_further() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await to_conversation(pilot)
        box = screen.query_one(ReplyBox)
        box.text = "\n".join(str(n) for n in range(40))
        await until(pilot, lambda: box.size.height == 6)


async def test_an_empty_reply_is_refused_with_a_word() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await to_conversation(pilot)
        screen.query_one(ReplyBox).text = "  \n "
        await pilot.press("enter")
        await until(pilot, lambda: "Type a reply first." in told(program))
        assert screen.game.state.turns == ()


async def test_a_reply_over_the_limit_stays_in_the_box() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await to_conversation(pilot)
        box = screen.query_one(ReplyBox)
        box.text = "word " * (MAX_REPLY // 5 + 1)
        await until(pilot, lambda: "cut 5" in seen(program))
        box.text += "more"
        box.action_send()
        await until(pilot, lambda: "the limit is 20,000" in told(program))
        assert len(box.text) > MAX_REPLY
        assert screen.game.state.turns == ()


async def test_a_scorer_that_cannot_load_gives_the_reply_back() -> None:
    program = app(Stage(scorer=OSError("no cues")))
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await to_conversation(pilot)
        box = screen.query_one(ReplyBox)
        box.text = "Why three weeks?"
        box.action_send()
        await until(pilot, lambda: "could not be judged: no cues" in told(program))
        assert box.text == "Why three weeks?"
        assert not screen.query(YouBubble)
        assert not screen.busy


async def test_the_screen_says_when_only_patterns_judge() -> None:
    program = app(Stage(scorer=WordScorer(layers="cues")))
    async with program.run_test(size=(160, 50)) as pilot:
        await to_conversation(pilot)
        await say(pilot, "Why three weeks?")
        await until(pilot, lambda: "meaning model was not used" in seen(program))


async def test_a_reply_waits_as_a_bubble_while_it_is_judged() -> None:
    program = app(Stage(scorer=WordScorer(slow=0.4)))
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await to_conversation(pilot)
        box = screen.query_one(ReplyBox)
        box.text = "Why three weeks?"
        box.action_send()
        await until(pilot, lambda: "Why three weeks?" in seen(program) and "…" in seen(program))
        assert screen.busy
        await pilot.press("H", "m")
        assert box.text == "Hm"
        await until(pilot, lambda: not screen.busy)


async def test_the_typing_pause_ends_with_any_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "PAUSE_SECONDS", 60.0)
    program = app(typing=True)
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled)
        program.open_briefing("late-bike", "en")
        await until(pilot, lambda: program.screen.loaded)
        program.screen.action_start()
        await until(pilot, lambda: program.screen.query(Typing))
        await until(pilot, lambda: "Ms Ortega is typing" in seen(program))
        await pilot.press("x")
        await conversation(pilot)
        await until(pilot, lambda: "Forty-two pounds" in seen(program))


async def test_the_pause_grows_with_the_text_within_bounds() -> None:
    assert pace.pause("") == pytest.approx(0.3)
    assert pace.pause("x" * 90) == pytest.approx(0.6)
    assert pace.pause("x" * 9000) == pytest.approx(1.2)


async def test_feedback_reminder_and_the_way_out_by_keys() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await to_conversation(pilot)
        await say(pilot, "Why three weeks?")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(program.screen, FeedbackScreen) and "Would have helped" in seen(program))
        await pilot.press("escape", "f3")
        await until(pilot, lambda: isinstance(program.screen, ReminderScreen) and "The agreed rule" in seen(program))
        assert "She spent two of the weeks in hospital" in seen(program)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(program.screen, LibraryScreen))


async def test_the_footer_of_a_panel_says_that_it_scrolls_when_it_does() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await to_conversation(pilot)
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(program.screen, ReminderScreen))
        sheet = program.screen
        await until(pilot, lambda: "↑↓ Scroll" in seen(program).splitlines()[-1])
        await pilot.press("down")
        await until(pilot, lambda: sheet.query_one("#sheet-page").scroll_y == 1)
        await pilot.resize_terminal(160, 50)
        await until(pilot, lambda: sheet.query_one("#sheet-page").max_scroll_y == 0 and "Scroll" not in seen(program))


async def test_two_moves_of_a_meter_in_one_turn_are_shown_as_one_with_both_causes() -> None:
    first, second = Change("trust", 5, 7, "You asked."), Change("trust", 7, 6, "It is late.")
    assert joined(None, first) == first
    assert joined(first, second) == Change("trust", 5, 6, "You asked. It is late.")


async def test_a_click_on_a_reply_shows_its_feedback() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        await to_conversation(pilot)
        await say(pilot, "Why three weeks?")
        await pilot.click(".note")
        await until(pilot, lambda: isinstance(program.screen, FeedbackScreen))


async def test_wide_screens_show_feedback_beside_and_turns_can_be_walked() -> None:
    program = app()
    async with program.run_test(size=(160, 50)) as pilot:
        screen = await to_end(pilot)
        await until(pilot, lambda: "Turn 3" in seen(program))
        assert "What you have learned" in seen(program)
        await pilot.press("ctrl+up", "ctrl+up")
        await until(pilot, lambda: "Turn 1" in seen(program))
        assert screen.picked == 1


async def test_a_draft_survives_leaving() -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await to_conversation(pilot)
        await say(pilot, "I know.")
        screen.query_one(Choices).action_choose(1)
        await until(pilot, lambda: len(screen.game.state.turns) == 2 and not screen.busy)
        screen.query_one(ReplyBox).text = "Half a thought"
        await pilot.press("escape")
        await until(pilot, lambda: program.unfinished)
        program.resume(program.unfinished[0])
        screen = await conversation(pilot)
        assert screen.query_one(ReplyBox).text == "Half a thought"


async def test_old_bubbles_are_paged_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "KEPT", 4)
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await to_end(pilot)
        shown = len(screen.query(ClientBubble)) + len(screen.query(YouBubble))
        assert shown <= 4
        assert screen.query_one("#paged").display
