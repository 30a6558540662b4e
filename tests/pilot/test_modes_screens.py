"""Learn, practise, exam on the screen: keys and mouse, what is shown and what is not, the clock, coming back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from stage import MemoryStore, Stage, app, conversation, say, seen, told, until
from textual.pilot import Pilot

from simulator.mode import EXAM, LEARN, PRACTISE, Terms
from simulator.scenario.library import Loaded
from simulator.scenario.model import ModelAnswer
from simulator.store.pending import Pending
from simulator.tui.screens.briefing import BriefingScreen
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.feedback import FeedbackScreen
from simulator.tui.screens.hints import HintScreen
from simulator.tui.screens.reflect import ReflectScreen
from simulator.tui.screens.replying import ReadyReplies
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.clock import Clock, remaining
from simulator.tui.widgets.live import Live
from simulator.tui.widgets.pick_one import PickOne
from simulator.tui.widgets.picked import Picked
from simulator.tui.widgets.reply_box import ReplyBox

STRONG = "I can see that this is annoying, Ms Ortega. After seven days storage is due. What kept you away?"
WEAK = "Forget the money, this one is on us, and the next one as well."


class Modelled(Stage):
    """The stage whose first step has model answers."""

    def open(self, name: str, lang: str) -> Loaded:
        loaded = super().open(name, lang)
        step = loaded.scenario.steps["counter"]
        model = ModelAnswer(strong=STRONG, weak=WEAK, why="It hears her and keeps the rule.")
        steps = {**loaded.scenario.steps, "counter": step.model_copy(update={"model": model})}
        return replace(loaded, scenario=loaded.scenario.model_copy(update={"steps": steps}))


async def briefing(pilot: Pilot[Any]) -> BriefingScreen:
    program = pilot.app
    await until(pilot, lambda: program.settled)
    program.open_briefing("late-bike", "en")
    await until(pilot, lambda: isinstance(program.screen, BriefingScreen) and program.screen.loaded)
    assert isinstance(program.screen, BriefingScreen)
    return program.screen


async def begin(pilot: Pilot[Any], terms: Terms) -> ConversationScreen:
    screen = await briefing(pilot)
    pilot.app.begin(screen.loaded, terms)
    return await conversation(pilot)


async def to_choose(pilot: Pilot[Any], screen: ConversationScreen) -> None:
    """The ready replies stand on the screen and take keys."""
    shown = screen.query_one(ReadyReplies)
    await until(pilot, lambda: screen.focused is shown and shown.region.height > 2)
    await pilot.pause()


async def test_the_mode_is_chosen_by_key_and_by_mouse_and_remembered() -> None:
    store = MemoryStore()
    program = app(Stage(store=store))
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await briefing(pilot)
        await until(pilot, lambda: "● 2 Practise" in seen(program))
        await pilot.press("3")
        await until(pilot, lambda: "Time for each reply" in seen(program))
        await pilot.press("t")
        await until(pilot, lambda: "● 30 s" in seen(program))
        row = seen(program).splitlines()[screen.query_one("#time", PickOne).region.y]
        time = screen.query_one("#time", PickOne)
        await pilot.click("#time", offset=(row.index("60 s") - time.region.x, 0))
        await until(pilot, lambda: "● 60 s" in seen(program))
        await pilot.click("#mode", offset=(8, 0))
        await until(pilot, lambda: "● 1 Learn" in seen(program))
        await pilot.press("3", "s")
        talk = await conversation(pilot)
        assert talk.game.terms == Terms(EXAM, 60)
        assert store.rows[1].terms == Terms(EXAM, 60)
        await until(pilot, lambda: store.settings.get("mode") == EXAM)
        program.to_library()
        await briefing(pilot)
        await until(pilot, lambda: "● 3 Exam" in seen(program) and "● 60 s" in seen(program))


async def test_what_the_command_line_asks_for_comes_first() -> None:
    program = app(terms=Terms(EXAM, 45))
    async with program.run_test(size=(80, 24)) as pilot:
        await briefing(pilot)
        await until(pilot, lambda: "● 45 s" in seen(program))


async def test_learning_chooses_first_explains_and_goes_on_with_the_picked_reply() -> None:
    program = app(Modelled())
    async with program.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot, Terms(LEARN))
        await to_choose(pilot, screen)
        assert not screen.query_one(ReplyBox).display
        place = [one.text for one in screen.game.help.ready].index(STRONG) + 1
        await pilot.press(str(place))
        await until(pilot, lambda: "This one holds." in seen(program))
        assert "It hears her and keeps the rule." in seen(program)
        assert "✓ acknowledge" in seen(program)
        assert not screen.game.state.turns
        await pilot.press("enter")
        await until(pilot, lambda: len(screen.game.state.turns) == 1 and not screen.busy)
        assert screen.game.state.turns[0].reply == STRONG
        assert screen.game.state.turns[0].origin.picked
        assert not screen.query_one(Picked).display


async def test_learning_by_mouse_looks_at_the_others_and_sends_one() -> None:
    program = app(Modelled())
    async with program.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot, Terms(LEARN))
        await to_choose(pilot, screen)
        await pilot.click(ReadyReplies, offset=(10, 1))
        await until(pilot, lambda: screen.query_one(Picked).display and "holds" in seen(program))
        await pilot.click("#others")
        await to_choose(pilot, screen)
        await pilot.press("2")
        await until(pilot, lambda: screen.chosen is screen.game.help.ready[1])
        await pilot.pause()
        await pilot.click("#go-on")
        await until(pilot, lambda: len(screen.game.state.turns) == 1)
        assert screen.game.state.turns[0].origin.picked


async def test_after_a_pick_an_own_reply_may_be_written_and_is_the_trainees_own() -> None:
    program = app(Modelled())
    async with program.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot, Terms(LEARN))
        await to_choose(pilot, screen)
        await pilot.press("1")
        await until(pilot, lambda: screen.query_one(ReplyBox).display)
        await say(pilot, "Why three weeks?")
        (turn,) = screen.game.state.turns
        assert (turn.reply, turn.origin.picked) == ("Why three weeks?", False)
        assert STRONG in turn.origin.shown


async def test_the_gauge_follows_typing_is_off_by_one_key_and_stays_off() -> None:
    store = MemoryStore()
    program = app(Modelled(store=store))
    async with program.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot, Terms(LEARN))
        await to_choose(pilot, screen)
        await pilot.press("1")
        await until(pilot, lambda: screen.query_one(Live).display)
        screen.query_one(ReplyBox).text = "I can see this is hard. Why?"
        await until(pilot, lambda: "4.5 warm" in seen(program).splitlines()[screen.query_one(Live).region.y])
        await pilot.press("f6")
        await until(pilot, lambda: "F6 shows calm and firm" in seen(program))
        await until(pilot, lambda: store.settings.get("gauge") == "off")
    again = app(Modelled(store=store))
    async with again.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot, Terms(LEARN))
        assert again.gauge is False


async def test_a_slow_judge_does_not_hold_keys_up() -> None:
    from stage import WordScorer

    program = app(Modelled(scorer=WordScorer(slow=0.4)))
    async with program.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot, Terms(LEARN))
        await to_choose(pilot, screen)
        await pilot.press("1")
        await until(pilot, lambda: screen.query_one(ReplyBox).display)
        screen.query_one(ReplyBox).text = "Why"
        await pilot.pause(0.45)  # the judge is at work now
        await pilot.press("a", "b")
        assert "ab" in screen.query_one(ReplyBox).text


async def test_practice_has_no_gauge_and_no_ready_replies() -> None:
    program = app(Modelled())
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, Terms(PRACTISE))
        assert screen.query_one(ReplyBox).display
        assert not screen.query_one(ReadyReplies).display
        assert not screen.query_one(Live).display
        assert not screen.query_one(Clock).display


async def test_hints_climb_by_one_key_and_are_told_with_the_turn() -> None:
    program = app(Modelled())
    async with program.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot, Terms(PRACTISE))
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(program.screen, HintScreen) and "The principle" in seen(program))
        assert "How others begin" not in seen(program).replace("how others begin", "")
        await pilot.press("f5")
        await until(pilot, lambda: "I can see that this is annoying" in seen(program))
        assert "What kept you away" not in seen(program)
        assert "opens once you have tried" in seen(program)
        await pilot.press("escape")
        await say(pilot, "Why three weeks?")
        assert screen.game.state.turns[0].origin.hints == ("principle", "beginning")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(program.screen, FeedbackScreen))
        assert "2 hints: the principle, how others begin" in seen(program)
        assert "What kept you away" not in seen(program)
        await pilot.press("m")
        await until(pilot, lambda: "What kept you away" in seen(program))


async def test_an_exam_shows_neither_hints_nor_scores_nor_causes_before_its_end() -> None:
    program = app(Modelled(store=MemoryStore(asks=True)))
    async with program.run_test(size=(160, 50)) as pilot:
        screen = await begin(pilot, Terms(EXAM))
        await pilot.press("f5")
        await say(pilot, "I can see this is annoying. Why three weeks?")
        await pilot.press("f2")
        await pilot.pause()
        shown = seen(program)
        assert isinstance(program.screen, ConversationScreen)
        for hidden in ("acknowledge", "warm", "You asked before you judged", "4.5"):
            assert hidden not in shown
        assert "Feedback comes at the end of the exam." in shown
        assert "▲2" in shown
        assert not screen.query_one(Clock).display
        screen.query_one("#choices", Choices).action_choose(2)
        await until(pilot, lambda: screen.game.state.over and screen.query_one("#debrief").display)
        program.switch_screen(DebriefScreen(screen.game))
        # The debrief asks its question first.
        await until(pilot, lambda: isinstance(program.screen, ReflectScreen))
        await pilot.press("escape")
        await until(pilot, lambda: "Judged by the rubric" in seen(program))
        assert "acknowledge" in seen(program)


async def test_the_clock_sends_what_is_typed_and_silence_and_the_marked_option() -> None:
    program = app(Modelled())
    async with program.run_test(size=(80, 50)) as pilot:
        screen = await begin(pilot, Terms(EXAM, 30))
        await until(pilot, lambda: "left" in seen(program))
        screen.query_one(ReplyBox).text = "I can see"
        screen.clock = replace(screen.clock, ends=0.0)
        await until(pilot, lambda: len(screen.game.state.turns) == 1 and not screen.busy)
        (first,) = screen.game.state.turns
        assert (first.reply, first.origin.timed_out) == ("I can see", True)
        await until(pilot, lambda: "time was up" in seen(program))
        assert screen.clock.left(screen.clock.ends - 30) == 30
        screen.clock = replace(screen.clock, ends=0.0)
        await until(pilot, lambda: len(screen.game.state.turns) == 2 and not screen.busy)
        assert screen.game.state.turns[1].choice == "hold"
        assert screen.game.state.turns[1].origin.timed_out
        screen.clock = replace(screen.clock, ends=0.0)
        await until(pilot, lambda: screen.game.state.over)
        assert screen.game.state.turns[2].reply == ""
        await until(pilot, lambda: "(no reply)" in seen(program))


async def test_what_is_typed_in_an_exam_is_kept_while_it_is_typed() -> None:
    store = MemoryStore()
    program = app(Modelled(store=store))
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, Terms(EXAM, 60))
        screen.query_one(ReplyBox).text = "Half a thou"
        await until(pilot, lambda: store.desks[1].kept and store.desks[1].kept.draft == "Half a thou")
        assert store.desks[1].kept.due_at == screen.clock.due_at


async def away(since: timedelta, draft: str) -> tuple[MemoryStore, Any]:
    """An exam left at its second reply with a draft, whose time ran out `since` ago (or runs out later)."""
    store = MemoryStore()
    program = app(Modelled(store=store))
    async with program.run_test(size=(80, 24)) as pilot:
        await begin(pilot, Terms(EXAM, 60))
        await say(pilot, "Why three weeks?")
        screen = await conversation(pilot)
        screen.query_one("#choices", Choices).action_choose(1)
        await until(pilot, lambda: len(screen.game.state.turns) == 2 and not screen.busy)
    store.desks[1].kept = Pending(3, draft, datetime.now(UTC) - since)
    return store, app(Modelled(store=store))


async def test_time_that_ran_out_while_away_sends_the_draft_and_says_so() -> None:
    store, program = await away(timedelta(minutes=5), "If it happens again,")
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled and program.unfinished)
        program.resume(program.unfinished[0])
        await until(pilot, lambda: len(store.turns[1]) == 3)
        assert (store.turns[1][2].reply, store.turns[1][2].origin.timed_out) == ("If it happens again,", True)
        assert "while you were away" in told(program)


async def test_coming_back_in_time_gives_what_is_left_and_no_more() -> None:
    _store, program = await away(timedelta(seconds=-40), "If it")
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled and program.unfinished)
        program.resume(program.unfinished[0])
        screen = await conversation(pilot)
        assert screen.query_one(ReplyBox).text == "If it"
        assert 0 < (screen.clock.due_at - datetime.now(UTC)).total_seconds() <= 40
        assert "The clock went on while you were away" in told(program)


async def test_a_reply_that_cannot_be_judged_is_not_sent_by_the_clock_for_ever() -> None:
    class Broken:
        calls = 0

        def score(self, reply: str, situation: object) -> object:
            Broken.calls += 1
            raise RuntimeError("no scorer")

    program = app(Modelled(scorer=Broken()))
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, Terms(EXAM, 30))
        screen.query_one(ReplyBox).text = "Why?"
        screen.clock = replace(screen.clock, ends=0.0)
        await until(pilot, lambda: Broken.calls == 1 and not screen.busy)
        await pilot.pause(0.8)
        assert Broken.calls == 1
        assert screen.query_one(ReplyBox).text == "Why?"


def test_the_last_seconds_are_told_in_words_too() -> None:
    assert "0:09" in remaining(9, 60, 80).plain
    assert "then what stands here is sent" in remaining(9, 60, 80).plain
    assert "marked one" in remaining(9, 60, 80, marked=True).plain
    assert all(remaining(left, 60, 76).cell_length <= 76 for left in (60, 9, 0))
