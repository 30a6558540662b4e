"""Submitting from the debrief, the coach's screen, and the comments back in the debrief."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from stage import SCENARIOS, Stage, WordScorer, app, seen, told, until
from textual.widgets import Input, TextArea

from simulator.exchange import read_document
from simulator.game import Game
from simulator.handing import prepared
from simulator.origin import Origin
from simulator.ratings import Judgement
from simulator.review import WHOLE, Comment
from simulator.scenario import library
from simulator.store.coaching import Coaching
from simulator.store.database import Store
from simulator.submission import Submission, submission_from
from simulator.tui.coaching import CoachApp
from simulator.tui.playing import look_back
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.override import OverrideScreen
from simulator.tui.screens.review import ReviewScreen
from simulator.tui.screens.say import SayScreen
from simulator.tui.screens.submit import SubmitScreen

REPLY = "Понимаю [b]вас[/b]. Но хранение платное?"


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "results.db")
    yield opened
    opened.close()


def played(store: Store) -> int:
    loaded = library.open_scenario("late-bike", "ru", SCENARIOS)
    session_id = store.begin(loaded, "Олена")
    game = Game(loaded, WordScorer(), store, session_id, "Олена")
    game.take(REPLY)
    assert game.state.over
    return session_id


def submission(store: Store, session_id: int) -> Submission:
    (whole,) = store.conversations([session_id])
    return prepared(whole, library.open_scenario("late-bike", "ru", SCENARIOS).scenario, "Олена К.", "Чи не твердо?")


async def debrief(pilot, store: Store):  # type: ignore[no-untyped-def]
    program = pilot.app
    await until(pilot, lambda: program.settled)
    look_back(program, store.history()[0])
    await until(pilot, lambda: isinstance(program.screen, DebriefScreen) and program.screen.query_one("#plane").picked)
    return program.screen


async def test_submitting_writes_what_was_said_and_nothing_else(store: Store, tmp_path: Path) -> None:
    session_id = played(store)
    played(store)
    store.set_setting("trainee", "Олена")
    program = app(Stage(store=store))
    async with program.run_test(size=(80, 24)) as pilot:
        await debrief(pilot, store)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(program.screen, SubmitScreen))
        screen = program.screen
        await until(pilot, lambda: screen.query_one("#name", Input).value == "Олена")
        assert "Nothing else of your practice" in seen(program)
        screen.query_one("#name", Input).value = ""
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: "Sign it" in seen(program))
        assert list(tmp_path.glob("*.json")) == []
        screen.query_one("#name", Input).value = "Олена К."
        screen.query_one("#note", Input).value = "Чи не твердо?"
        screen.query_one("#file", Input).value = str(tmp_path / "нет" / "x.json")
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: "No such file" in seen(program))
        assert Coaching(store).handed() == ()
        screen.query_one("#file", Input).value = str(tmp_path / "x.json")
        await pilot.press("enter")
        await until(pilot, lambda: "Give this file to your coach" in told(program))
        assert isinstance(program.screen, DebriefScreen)
    given = submission_from(read_document(tmp_path / "x.json", "submission"), "x.json")
    assert (given.name, given.note, given.lang) == ("Олена К.", "Чи не твердо?", "ru")
    assert [one.turn.reply for one in given.turns] == [REPLY]
    (handed,) = Coaching(store).handed()
    assert handed.key == given.key
    assert handed.session_id != session_id  # the last one was shown


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_comments_stand_with_the_turn_and_with_the_whole(store: Store, size: tuple[int, int]) -> None:
    session_id = played(store)
    given = submission(store, session_id)
    coaching = Coaching(store)
    coaching.hand_over(session_id, given, "x.json")
    now = datetime.now(UTC)
    rated = Judgement(frozenset({"acknowledge", "state_rule"}), 4, 5, "calm_firm")
    coaching.take_comments(
        given.key,
        [
            Comment(given.key, 1, "Ирина", now, "Сначала [b]спросить[/b].", REPLY, rated, "Правило названо."),
            Comment(given.key, WHOLE, "Ирина", now, "Хорошая работа!"),
        ],
    )
    program = app(Stage(store=store))
    async with program.run_test(size=size) as pilot:
        screen = await debrief(pilot, store)
        await until(pilot, lambda: screen.query_one("#coach-turn").display)

        def shown(part: str, words: str) -> bool:
            # again and again, since the parts above it may still be growing
            screen.query_one(part).scroll_visible(animate=False)
            return words in seen(program)

        await until(pilot, lambda: shown("#coach-turn", "Сначала [b]спросить[/b]."))
        await until(pilot, lambda: shown("#coach-turn", "Rated by the coach: calm 4 (ours"))
        await until(pilot, lambda: shown("#coach-whole", "Хорошая работа!"))
        await until(pilot, lambda: shown("#coach-whole", "turn 1 and the whole conversation"))


async def test_without_comments_nothing_is_said_of_coaches(store: Store) -> None:
    played(store)
    program = app(Stage(store=store))
    async with program.run_test(size=(160, 50)) as pilot:
        screen = await debrief(pilot, store)
        await pilot.pause(0.2)
        assert "Your coach" not in seen(program)
        assert not screen.query_one("#coach-whole").display


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_coach_comments_rates_and_takes_back(store: Store, size: tuple[int, int]) -> None:
    given = submission(store, played(store))
    coaching = Coaching(store)
    coaching.receive(given)
    program = CoachApp(coaching, given, "Ирина")
    async with program.run_test(size=size) as pilot:
        screen = program.screen
        assert isinstance(screen, ReviewScreen)
        await until(pilot, lambda: screen.rubric is not None)
        await until(pilot, lambda: "Понимаю [b]вас[/b]" in seen(program))
        await pilot.press("c")
        await until(pilot, lambda: isinstance(program.screen, SayScreen))
        program.screen.query_one(TextArea).text = "Спросите [i]сначала[/i]."
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Спросите [i]сначала[/i]." in seen(program))
        await until(pilot, lambda: seen(program).count("✎") == 2)  # in the list and at the comment

        await pilot.press("r")
        await until(pilot, lambda: isinstance(program.screen, OverrideScreen))
        over = program.screen
        assert over.rated.labels == given.turns[0].turn.score.labels
        await until(pilot, lambda: "Why you rate so" in seen(program))
        await pilot.press("5", "4")
        await pilot.press("enter")
        await until(pilot, lambda: "Say why" in seen(program))
        over.query_one("#reason", Input).value = "Правило названо."
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: screen.comments and screen.comments[0].override is not None)
        (kept,) = coaching.comments_of(given.key)
        assert kept.override is not None
        assert (kept.override.calm, kept.override.firm, kept.reason) == (5, 4, "Правило названо.")
        assert kept.text == "Спросите [i]сначала[/i]."

        await pilot.press("r")
        await until(pilot, lambda: isinstance(program.screen, OverrideScreen))
        await pilot.press("x")
        await until(pilot, lambda: screen.comments and screen.comments[0].override is None)
        assert coaching.comments_of(given.key)[0].text == "Спросите [i]сначала[/i]."
        await pilot.press("x")
        await until(pilot, lambda: coaching.comments_of(given.key) == ())

        await pilot.press("w")
        await until(pilot, lambda: isinstance(program.screen, SayScreen))
        await pilot.press("escape")
        assert coaching.comments_of(given.key) == ()


async def test_a_comment_that_cannot_be_kept_is_said(store: Store) -> None:
    given = submission(store, played(store))
    coaching = Coaching(store)  # nothing received: as if it had been deleted meanwhile
    program = CoachApp(coaching, given, "Ирина")
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.screen.rubric is not None)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(program.screen, SayScreen))
        program.screen.query_one(TextArea).text = "Хорошо."
        await pilot.press("ctrl+s")
        await until(pilot, lambda: any("could not be kept" in one.message for one in program._notifications))


async def test_a_damaged_database_is_told_of_on_the_screen(tmp_path: Path) -> None:
    place = tmp_path / "results.db"
    first = Store.open(place)
    played(first)
    first.close()
    data = bytearray(place.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    place.write_bytes(bytes(data))
    again = Store.open(place)
    program = app(Stage(store=again))
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "was damaged" in told(program))
        assert "calmfirm restore" in told(program)
    again.close()


async def test_a_coach_sees_how_it_came_about(store: Store) -> None:
    given = submission(store, played(store))
    (first,) = given.turns
    helped = replace(first, turn=replace(first.turn, origin=Origin(hints=("principle", "model"))))
    again = replace(given, turns=(helped,), retry_turn=1, retry_of=given.started_at)
    for one, helpless in ((again, False), (given, True)):
        program = CoachApp(Coaching(store), one, "Ирина")
        async with program.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda program=program: "Понимаю [b]вас[/b]" in seen(program))
            assert ("answered again from turn 1, 2 hints" not in seen(program)) is helpless
