"""A scenario played while it is being written: saves, errors that come and go, the coach's panel, other beginnings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from stage import SCENARIOS, Names, WordScorer, seen, told, until
from textual.pilot import Pilot
from textual.widgets import Input, Select

from simulator.beginning import Beginning
from simulator.tui.preview import PreviewApp
from simulator.tui.screens.begin_at import BeginScreen
from simulator.tui.screens.preview import PreviewScreen
from simulator.tui.screens.preview_sheets import AccountSheet, ProblemSheet
from simulator.tui.screens.reminder import ReminderScreen
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.meter import Meter
from simulator.tui.widgets.reply_box import ReplyBox

WIDE, NARROW = (160, 50), (80, 24)
ASKED = "Why did it take three weeks?"


class Parts:
    """Rubric and scorer for the preview; nothing else is asked for."""

    def __init__(self, scorer: Any = None) -> None:
        self._scorer = scorer or WordScorer()

    def rubric(self, folder: Path | None = None) -> Any:
        return Names()

    def scorer(self, folder: Path | None = None) -> Any:
        if isinstance(self._scorer, Exception):
            raise self._scorer
        return self._scorer


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of the late bike that the test may change."""
    path = tmp_path / "late-bike.yaml"
    path.write_text((SCENARIOS / "en" / "late-bike.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return path


def edit(path: Path, old: str, new: str) -> None:
    """Save the file with a piece of its text replaced, as an editor does that puts a new file in its place."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text.replace(old, new, 1), encoding="utf-8")
    beside.replace(path)


def preview(path: Path, beginning: Beginning | None = None, scorer: Any = None) -> PreviewApp:
    return PreviewApp(path, Parts(scorer), beginning)  # type: ignore[arg-type]


async def ready(pilot: Pilot[Any]) -> PreviewScreen:
    """The screen, once the file has been read, can be played and its tests have been run."""
    screen = pilot.app._preview
    await until(pilot, lambda: pilot.app.settled and screen.rehearsal and screen.findings.proof.tested)
    await pilot.pause()
    return screen


async def say(pilot: Pilot[Any], text: str) -> None:
    screen = pilot.app._preview
    played = len(screen.rehearsal.exchanges)
    screen.query_one(ReplyBox).text = text
    screen.query_one(ReplyBox).action_send()
    await until(pilot, lambda: len(screen.rehearsal.exchanges) > played and not screen.busy)
    await pilot.pause()


async def saved(pilot: Pilot[Any], path: Path, old: str, new: str) -> None:
    """Save a change and wait until it has been looked at and, where it can be, played and tested."""
    findings = pilot.app._preview.findings
    looks = findings.looks
    edit(path, old, new)
    await until(pilot, lambda: findings.looks > looks and (findings.proof.tested or findings.proof.loaded is None))
    await pilot.pause()


async def test_a_save_shows_the_new_words_and_plays_the_same_replies_again(file) -> None:
    program = preview(file)
    async with program.run_test(size=WIDE) as pilot:
        screen = await ready(pilot)
        await say(pilot, ASKED)
        assert screen.rehearsal.state.step == "terms"
        screen.query_one(ReplyBox).text = "half a dra"
        await saved(pilot, file, "My son was ill.", "My son had a fever.")
        shown = seen(program)
        assert "My son had a fever." in shown
        assert "My son was ill." not in shown
        assert shown.count(ASKED[:12]) >= 1
        assert "1 reply played again." in shown
        assert screen.rehearsal.state.step == "terms"
        assert screen.query_one(ReplyBox).text == "half a dra"


async def test_what_has_not_changed_stays_as_it_stands(file) -> None:
    program = preview(file)
    async with program.run_test(size=WIDE) as pilot:
        screen = await ready(pilot)
        await say(pilot, ASKED)
        before = list(screen.talk.chat.children)
        await saved(pilot, file, "So what now?", "What now?")
        after = list(screen.talk.chat.children)
        assert after[:-1] == before[:-1]
        assert after[-1] is not before[-1]


async def test_errors_stand_beside_the_conversation_and_go_when_they_are_mended(file) -> None:
    program = preview(file)
    async with program.run_test(size=WIDE) as pilot:
        screen = await ready(pilot)
        await say(pilot, ASKED)
        await saved(pilot, file, "patience: -6", "patiense: -6")
        shown = seen(program)
        assert "✗ 1 error" in shown
        assert "patiense" in shown
        assert "did you mean `patience`?" in shown
        assert "you play its last good version" in shown
        assert "My son was ill." in shown
        screen.query_one(Choices).action_choose(1)
        await until(pilot, lambda: len(screen.rehearsal.exchanges) == 2)
        await saved(pilot, file, "patiense: -6", "patience: -6")
        shown = seen(program)
        assert "patiense" not in shown
        assert "1 error mended." in shown
        assert "✗" not in shown.split("Turn 2")[0]
        assert len(screen.rehearsal.exchanges) == 2


async def test_a_file_with_errors_at_first_is_played_once_it_is_mended(file) -> None:
    edit(file, "start: counter", "start: countr")
    program = preview(file)
    async with program.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "did you mean `counter`?" in seen(program))
        assert "begins here once the file has no errors" in seen(program)
        assert not program._preview.query_one(ReplyBox).has_focus
        await saved(pilot, file, "start: countr", "start: counter")
        await until(pilot, lambda: "Forty-two pounds" in seen(program))
        assert program._preview.query_one(ReplyBox).has_focus


async def test_a_file_that_is_gone_is_told_and_taken_up_when_it_is_back(file) -> None:
    program = preview(file)
    async with program.run_test(size=WIDE) as pilot:
        await ready(pilot)
        text = file.read_text(encoding="utf-8")
        file.unlink()
        await until(pilot, lambda: "does not exist" in seen(program))
        file.write_text(text.replace("Forty-two", "Forty-three"), encoding="utf-8")
        await until(pilot, lambda: "Forty-three pounds" in seen(program) and "does not exist" not in seen(program))


async def test_an_included_file_counts_too(file) -> None:
    edit(file, "start: counter", "include: [shared.yaml]\nstart: counter")
    edit(file, "vars: {fee: £3}\n", "")
    program = preview(file)
    async with program.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "`shared.yaml` does not exist" in seen(program))
        (file.parent / "shared.yaml").write_text("vars: {fee: £3}\n", encoding="utf-8")
        screen = await ready(pilot)
        assert screen.findings.proof.files == (file, file.parent / "shared.yaml")
        (file.parent / "shared.yaml").write_text("vars: {fee: £4}\n", encoding="utf-8")
        await until(pilot, lambda: screen.rehearsal.scenario.vars["fee"] == "£4")


async def test_failing_tests_are_among_the_errors(file) -> None:
    program = preview(file)
    async with program.run_test(size=WIDE) as pilot:
        screen = await ready(pilot)
        assert screen.findings.all.errors == ()
        await saved(pilot, file, 'reply: "Why did it take three weeks?"', 'reply: "You idiot."')
        await until(pilot, lambda: "CF502" in seen(program))
        assert screen.rehearsal is not None
        await saved(pilot, file, 'reply: "You idiot."', 'reply: "Why did it take three weeks?"')
        await until(pilot, lambda: "CF502" not in seen(program))


async def test_the_panel_shows_score_labels_evidence_and_why_each_route_won_or_not(file) -> None:
    program = preview(file)
    async with program.run_test(size=WIDE) as pilot:
        screen = await ready(pilot)
        await say(pilot, "You idiot.")
        await until(pilot, lambda: "by route 2" in seen(program))
        shown = seen(program)
        for part in (
            "calm", "1.0  hostile", "insult", "0.90 cue", "“idiot”", "missing  acknowledge, ask", "route 1 → terms",
            "asks: hospital  the reply does not show ask", "route 2 → gone  taken", "line 45", "otherwise → terms",
            "would fit too", "Ended  gone",
        ):  # fmt: skip
            assert part in shown, part
        screen.action_back()
        await until(pilot, lambda: screen.query_one(ReplyBox).text == "You idiot.")
        await pilot.pause()
        assert "Next  counter" in seen(program)
        assert "expects  acknowledge, ask" in seen(program)


async def test_other_turns_are_looked_at_and_all_are_taken_back(file) -> None:
    program = preview(file)
    async with program.run_test(size=WIDE) as pilot:
        screen = await ready(pilot)
        await say(pilot, ASKED)
        screen.query_one(Choices).action_choose(1)
        await until(pilot, lambda: len(screen.rehearsal.exchanges) == 2 and "Turn 2" in seen(program))
        assert "by option hold" in seen(program)
        await pilot.press("ctrl+up")
        await until(pilot, lambda: "Turn 1" in seen(program))
        assert "Next" not in seen(program)
        await pilot.press("f9")
        await until(pilot, lambda: not screen.rehearsal.exchanges)
        assert (screen.query_one("#trust", Meter).value, screen.query_one("#trust", Meter).change) == (5, None)
        assert screen.query_one(ReplyBox).display


async def test_a_beginning_from_the_command_line_holds_over_saves(file) -> None:
    program = preview(file, Beginning("last", patience=2, facts=("hospital",)))
    async with program.run_test(size=WIDE) as pilot:
        screen = await ready(pilot)
        assert "And if I forget again?" in seen(program)
        assert "facts: hospital" in seen(program)
        assert screen.query_one("#patience", Meter).value == 2
        await saved(pilot, file, "And if I forget again?", "And if I forget?")
        await until(pilot, lambda: "And if I forget?" in seen(program))
        assert screen.rehearsal.state.patience == 2
        await saved(pilot, file, "  last:\n", "  late:\n")
        assert screen.findings.proof.loaded is None
        edit(file, "to: last", "to: late")
        await until(pilot, lambda: "There is no step `last`" in seen(program))
        assert screen.rehearsal.state.step == "counter"


async def test_starting_anywhere_from_the_screen(file) -> None:
    program = preview(file)
    async with program.run_test(size=NARROW) as pilot:
        screen = await ready(pilot)
        await say(pilot, ASKED)
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(program.screen, BeginScreen) and program.screen.query("#begin-trust"))
        form = program.screen
        assert form.query_one("#begin-step", Select).value == "terms"
        assert (form.query_one("#begin-trust", Input).value, form.query_one("#begin-facts", Input).value) == (
            "7",
            "hospital",
        )
        form.query_one("#begin-step", Select).value = "last"
        form.query_one("#begin-trust", Input).value = "12"
        form.action_begin()
        await until(pilot, lambda: "Trust is a number from 0 to 10, not `12`." in seen(program))
        form.query_one("#begin-trust", Input).value = "3"
        form.query_one("#begin-facts", Input).value = "hopsital"
        form.action_begin()
        await until(pilot, lambda: "did you mean `hospital`?" in seen(program))
        form.query_one("#begin-facts", Input).value = ""
        form.query_one("#begin-earlier", Input).value = "consequence, ask"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: program.screen is screen and screen.rehearsal.state.step == "last")
        assert screen.rehearsal.beginning == Beginning("last", 6, 3, earlier=("consequence", "ask"))
        assert "And if I forget again?" in seen(program)
        assert "Why did it" not in seen(program)


async def test_narrow_screens_show_errors_above_and_the_rest_in_sheets_that_keep_up(file) -> None:
    program = preview(file)
    async with program.run_test(size=NARROW) as pilot:
        await ready(pilot)
        await say(pilot, ASKED)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(program.screen, AccountSheet) and "by route 1" in seen(program))
        await saved(pilot, file, "- otherwise: gone", "- otherwise: gne")
        await pilot.press("f2")
        await until(pilot, lambda: "✗ 1 error" in seen(program) and "CF301" in seen(program))
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(program.screen, ProblemSheet) and "did you mean `gone`?" in seen(program))
        await saved(pilot, file, "- otherwise: gne", "- otherwise: gone")
        await until(pilot, lambda: "gne" not in seen(program))
        await pilot.press("f4", "f3")
        await until(pilot, lambda: isinstance(program.screen, ReminderScreen) and "a bike costs £3" in seen(program))
        await saved(pilot, file, "fee: £3", "fee: £5")
        await until(pilot, lambda: "a bike costs £5" in seen(program))


async def test_texts_of_the_file_are_no_markup(file) -> None:
    edit(file, "Forty-two pounds for", "'[b]Forty-two[/b] [/] фунтів [@click=app.quit]x[/] for'  #")
    program = preview(file)
    async with program.run_test(size=WIDE) as pilot:
        await ready(pilot)
        assert "[b]Forty-two[/b] [/] фунтів [@click=app.quit]x[/] for" in seen(program)
        await say(pilot, "[red]Why[/] [/]? " + "я" * 300)
        assert "[red]Why[/] [/]?" in seen(program)

        await saved(pilot, file, "start: counter", "start: '[/]'")
        assert "`[/]`" in seen(program)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_scorer_that_cannot_be_loaded_is_told_and_the_reply_stays(file, size) -> None:
    program = preview(file, scorer=ValueError("the rubric is damaged"))
    async with program.run_test(size=size) as pilot:
        await until(pilot, lambda: "Replies cannot be scored: the rubric is damaged" in told(program))
        screen = program._preview
        await until(pilot, lambda: screen.rehearsal is not None)
        screen.query_one(ReplyBox).text = "Why?"
        screen.query_one(ReplyBox).action_send()
        await until(pilot, lambda: "could not be judged" in told(program) and not screen.busy)
        assert screen.query_one(ReplyBox).text == "Why?"
        assert screen.rehearsal.exchanges == ()


async def test_an_empty_reply_and_one_after_the_end_are_refused(file) -> None:
    program = preview(file)
    async with program.run_test(size=NARROW) as pilot:
        screen = await ready(pilot)
        screen.query_one(ReplyBox).action_send()
        await until(pilot, lambda: "Type a reply first." in told(program))
        await say(pilot, "You idiot.")
        await until(pilot, lambda: "The conversation has ended." in seen(program))
        screen.query_one(ReplyBox).text = "Sorry."
        screen.query_one(ReplyBox).action_send()
        await pilot.pause()
        assert len(screen.rehearsal.exchanges) == 1
