"""Every screen in Russian and in Ukrainian: no English word on it but names, keys and what a file calls things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from stage import Stage, WordScorer, app, conversation, say, seen, told, until
from textual.pilot import Pilot

from scoring.contract import Situation
from scoring.rubric import load_rubric
from simulator import i18n
from simulator.game import MAX_REPLY, Game
from simulator.handing import prepared
from simulator.mode import EXAM, LEARN, USUAL, Terms
from simulator.rating_desk import Desk
from simulator.ratings import Ratings, Sample
from simulator.scenario import library
from simulator.scenario.chart import Traffic, chart
from simulator.scenario.include import gather
from simulator.store.coaching import Coaching
from simulator.store.database import Store
from simulator.tui.coaching import CoachApp
from simulator.tui.mapping import MapApp
from simulator.tui.palette import Palette
from simulator.tui.preview import PreviewApp
from simulator.tui.rating import RateApp
from simulator.tui.screens.begin_at import BeginScreen
from simulator.tui.screens.briefing import BriefingScreen
from simulator.tui.screens.decide import DecideScreen
from simulator.tui.screens.feedback import FeedbackScreen
from simulator.tui.screens.help import HelpScreen
from simulator.tui.screens.hints import HintScreen
from simulator.tui.screens.history import HistoryScreen
from simulator.tui.screens.override import OverrideScreen
from simulator.tui.screens.preview import PreviewScreen
from simulator.tui.screens.preview_sheets import AccountSheet, ProblemSheet
from simulator.tui.screens.reminder import ReminderScreen
from simulator.tui.screens.review import ReviewScreen
from simulator.tui.screens.say import SayScreen
from simulator.tui.screens.submit import SubmitScreen
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.scenario_row import ScenarioRow

# Names of the program, of its languages and of keys.
KEYS = "Esc Enter Tab tab PgUp PgDn Ctrl Shift Home End Backspace Space Delete"
NAMES = {"calmfirm", "English", "json", "yaml", "CF", *KEYS.split()}
WORD = re.compile(r"[A-Za-z]{2,}")
# A narrow screen in one language, a wide one in the other: what stands on neither of the two is seldom there.
SIZES = {"ru": (80, 24), "uk": (160, 50)}
# Screens whose help was read in this language.
HELPED: set[tuple[str, type]] = set()
PLAYED = {"ru": "nash-sryv-sroka", "uk": "piznie-zamovlennia"}
DECIDED = "obeshchal-zaplatit"
SCENARIOS = Path(library.__file__).parents[2] / "scenarios"
FILE_KEYS = (
    "calm firm stance patience trust cost visit facts expects cue limits routes route always otherwise or better worse "
    "hostile sharp neutral respectful warm surrendered wavering partial holding anchored servile moralising dismissive"
)
REPLY = {
    "ru": "Понимаю вас. Почему так вышло? И хранение платное, дура.",
    "uk": "Понимаю вас. Чому так? І хранение платне, дура.",
}


class Shipped(Stage):
    """The shipped library and rubric, a scorer that needs no model."""

    def listing(self) -> library.Listing:
        return library.listing(SCENARIOS)

    def open(self, name: str, lang: str) -> library.Loaded:
        return library.open_scenario(name, lang, SCENARIOS)

    def rubric(self) -> Any:
        return load_rubric()


@pytest.fixture(params=["ru", "uk"])
def lang(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.use(request.param)
    yield request.param
    i18n.use("en")


@pytest.fixture
def size(lang: str) -> tuple[int, int]:
    return SIZES[lang]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "results.db")
    yield opened
    opened.close()


def english(program: Any, names: str = "") -> list[str]:
    """The lines with an English word on the screen and in its notices; the words in `names` are none."""
    known = NAMES | set(WORD.findall(names))
    lines = f"{seen(program)}\n{told(program)}".splitlines()
    return [line.strip() for line in lines if not known.issuperset(WORD.findall(line))]


async def clean(pilot: Pilot[Any], names: str = "") -> None:
    """The screen that is open, its help and its tooltips speak the interface's language."""
    program = pilot.app
    await pilot.pause()
    assert english(program, names) == []
    tips = [str(widget.tooltip) for widget in program.screen.walk_children() if widget.tooltip]
    assert [word for tip in tips for word in WORD.findall(tip) if word not in NAMES] == []
    kind = (i18n.current(), type(program.screen))
    if not isinstance(program.screen, HelpScreen) and kind not in HELPED:
        HELPED.add(kind)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(program.screen, HelpScreen))
        for _page in range(4):
            await pilot.pause()
            assert english(program, names) == []
            await pilot.press("pagedown")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(program.screen, HelpScreen))


async def opened(pilot: Pilot[Any], kind: type) -> Any:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    await pilot.pause()
    return pilot.app.screen


async def begun(pilot: Pilot[Any], lang: str, terms: Terms, name: str = "") -> Any:
    program = pilot.app
    await until(pilot, lambda: program.settled)
    loaded = library.open_scenario(name or PLAYED[lang], "ru" if name else lang, SCENARIOS)
    program.begin(loaded, terms)
    return await conversation(pilot)


async def test_library_palette_and_history(lang: str, size: tuple[int, int], store: Store) -> None:
    program = app(Shipped(store=store), lang=lang)
    async with program.run_test(size=size) as pilot:
        await until(pilot, lambda: program.settled and program.screen.query(ScenarioRow))
        await clean(pilot)
        await pilot.press("ctrl+p")
        await opened(pilot, Palette)
        await until(pilot, lambda: i18n._("Library") in seen(program))
        titles = " ".join(f"{one.title} {one.lang}" for one in program.entries)
        assert english(program, titles) == []
        await pilot.press(*"zzzz")
        await until(pilot, lambda: i18n._("Nothing found") in seen(program))
        assert english(program, "zzzz") == []
        await pilot.press("escape", "escape")
        await until(pilot, lambda: not isinstance(program.screen, Palette))
        program.action_history()
        await opened(pilot, HistoryScreen)
        await until(pilot, lambda: i18n._("No conversations yet.") in seen(program))
        await clean(pilot)


async def test_an_unfinished_conversation_is_offered_and_told(lang: str, size: tuple[int, int], store: Store) -> None:
    program = app(Shipped(store=store), lang=lang)
    async with program.run_test(size=size) as pilot:
        screen = await begun(pilot, lang, USUAL)
        await say(pilot, REPLY[lang])
        screen.action_leave()
        await until(pilot, lambda: program.library.query_one("#unfinished").display)
        await clean(pilot)
        program.open_briefing(PLAYED[lang], lang)
        briefing = await opened(pilot, BriefingScreen)
        await until(pilot, lambda: briefing.loaded and briefing.query_one("#continue").display)
        await clean(pilot)
        await pilot.press("3", "t")
        await clean(pilot)
        program.action_history()
        await opened(pilot, HistoryScreen)
        await until(pilot, lambda: i18n.ngettext("{count} turn", "{count} turns", 1).format(count=1) in seen(program))
        await clean(pilot)


async def test_a_conversation_with_all_its_panels(lang: str, size: tuple[int, int], store: Store) -> None:
    program = app(Shipped(store=store), lang=lang)
    async with program.run_test(size=size) as pilot:
        screen = await begun(pilot, lang, USUAL)
        await clean(pilot)
        screen.action_hint()
        await opened(pilot, HintScreen)
        await pilot.press("f5", "f5")
        await clean(pilot)
        await pilot.press("escape")
        await say(pilot, REPLY[lang])
        await clean(pilot, REPLY[lang])
        screen.action_feedback()
        await opened(pilot, FeedbackScreen)
        await clean(pilot, REPLY[lang])
        await pilot.press("escape")
        screen.action_reminder()
        await opened(pilot, ReminderScreen)
        await clean(pilot)
        await pilot.press("escape")
        screen.query_one("#reply").text = "а" * (MAX_REPLY + 1)
        await pilot.press("enter")
        await until(pilot, lambda: told(program))
        assert english(program, REPLY[lang]) == []


@pytest.mark.parametrize("mode", [LEARN, EXAM])
async def test_learning_and_the_exam(lang: str, size: tuple[int, int], store: Store, mode: str) -> None:
    program = app(Shipped(store=store), lang=lang)
    async with program.run_test(size=size) as pilot:
        screen = await begun(pilot, lang, Terms(mode, 60 if mode == EXAM else None))
        await clean(pilot)
        if mode == LEARN:
            ready = screen.query_one("#ready", Choices)
            assert ready.display
            ready.action_choose(1)
            await until(pilot, lambda: screen.query_one("#picked").display)
            await until(pilot, lambda: "✓" in seen(program) or "✗" in seen(program))
        else:
            await say(pilot, REPLY[lang])
        await clean(pilot, REPLY[lang])


async def test_a_decision(lang: str, size: tuple[int, int], store: Store) -> None:
    program = app(Shipped(store=store), lang=lang)
    async with program.run_test(size=size) as pilot:
        screen = await begun(pilot, lang, USUAL, DECIDED)
        for _turn in range(12):
            if screen.game.desk is not None or screen.game.state.over:
                break
            turns = len(screen.game.state.turns)
            if screen.game.options:
                screen.query_one(Choices).action_choose(1)
                await until(pilot, lambda turns=turns: not screen.busy and len(screen.game.state.turns) > turns)
            else:
                await say(pilot, "Понимаю вас. Почему так вышло?")
        assert screen.game.desk is not None
        await clean(pilot)
        screen.query_one("#decide").press()
        await opened(pilot, DecideScreen)
        for key in ("tab", "tab", "ctrl+s"):
            await clean(pilot)
            await pilot.press(key)
        await clean(pilot)


async def test_submitting_and_a_coach_who_reads_it(lang: str, size: tuple[int, int], store: Store) -> None:
    loaded = library.open_scenario(PLAYED[lang], lang, SCENARIOS)
    number = store.begin(loaded, "Олена")
    game = Game(loaded, WordScorer(), store, number, "Олена")
    game.take(REPLY[lang])
    (whole,) = store.conversations([number])
    given = prepared(whole, loaded.scenario, "Олена К.", "Як я впоралася?")
    names = f"{REPLY[lang]} {loaded.scenario.id} calmfirm coach reply"
    program = app(Shipped(store=store), lang=lang)
    async with program.run_test(size=size) as pilot:
        await until(pilot, lambda: program.settled)
        program.push_screen(SubmitScreen(game, number))
        screen = await opened(pilot, SubmitScreen)
        await clean(pilot, names)
        screen.query_one("#name").value = ""
        screen.action_submit()
        await clean(pilot, names)
    coach = CoachApp(Coaching(store), given, "Ирина")
    async with coach.run_test(size=size) as pilot:
        await opened(pilot, ReviewScreen)
        await until(pilot, lambda: coach.screen.rubric is not None)
        await clean(pilot, names)
        await pilot.press("c")
        await opened(pilot, SayScreen)
        await clean(pilot, names)
        await pilot.press("escape", "r")
        await opened(pilot, OverrideScreen)
        await clean(pilot, names)
        await pilot.press("ctrl+s")
        await clean(pilot, names)


async def test_rating(lang: str, size: tuple[int, int], tmp_path: Path) -> None:
    samples = [
        Sample("one", "Понимаю. Запишу вас на девять?", Situation(lang="ru", client="Ну?", about="Салон.")),
        Sample("two", "Не знаю.", Situation(lang="ru", client="Ну?", breach="first", our_fault="unclear")),
    ]
    program = RateApp(Desk(samples, Ratings(tmp_path / "r.jsonl", "Ирина", load_rubric())))
    async with program.run_test(size=size) as pilot:
        await until(pilot, lambda: "Понимаю" in seen(program))
        await clean(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: told(program))
        await clean(pilot)
        await pilot.press("s", "s")
        await until(pilot, lambda: i18n._("That was the last reply.") in seen(program))
        await clean(pilot, f"{tmp_path} r.jsonl calmfirm rubric agree")


def pieces(text: str) -> str:
    """The words of a text, and what is left of them where a box, a panel or an edge cuts them off."""
    words = set(WORD.findall(text))
    return " ".join({part for word in words for at in range(len(word)) for part in (word[at:], word[: at + 1])})


async def test_the_map(lang: str, size: tuple[int, int]) -> None:
    path = library.path_of(PLAYED[lang], lang, SCENARIOS)
    names = pieces(path.read_text(encoding="utf-8") + path.name)
    program = MapApp(chart(gather(path)), lambda tell: Traffic())
    async with program.run_test(size=size) as pilot:
        await until(pilot, lambda: program.map.picked)
        await clean(pilot, names)
        await pilot.press("slash")
        await clean(pilot, names)


async def test_a_scenario_that_is_being_written(lang: str, size: tuple[int, int], tmp_path: Path) -> None:
    text = library.path_of(PLAYED[lang], lang, SCENARIOS).read_text(encoding="utf-8")
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    # What the account names are keys of the file, and of the rubric that its conditions are written in.
    names = pieces(f"{text} {path.name} {' '.join(load_rubric().labels)} {FILE_KEYS}")
    program = PreviewApp(path, Shipped())  # type: ignore[arg-type]
    async with program.run_test(size=size) as pilot:
        await until(pilot, lambda: program.screen.rehearsal is not None)
        screen = await opened(pilot, PreviewScreen)
        await until(pilot, lambda: not screen.query_one("#reply").has_class("-hidden"))
        await clean(pilot, names)
        screen.query_one("#reply").text = REPLY[lang]
        await pilot.press("enter")
        await until(pilot, lambda: screen.picked == 1)
        await clean(pilot, names + REPLY[lang])
        await pilot.press("f2")
        await opened(pilot, AccountSheet)
        await clean(pilot, names + REPLY[lang])
        await pilot.press("escape", "f5")
        await opened(pilot, BeginScreen)
        await clean(pilot, names + REPLY[lang])
        await pilot.press("escape", "f4")
        await opened(pilot, ProblemSheet)
        await clean(pilot, names + REPLY[lang])


async def test_the_language_is_changed_on_the_screen_and_kept(store: Store) -> None:
    program = app(Shipped(store=store), lang="en")
    async with program.run_test(size=(160, 50)) as pilot:
        await until(pilot, lambda: program.settled and "History" in seen(program))
        program.action_speak("uk")
        await until(pilot, lambda: "Історія" in seen(program))
        await until(pilot, lambda: store.setting("language", "") == "uk")
        await until(pilot, lambda: program.screen.query(ScenarioRow))
