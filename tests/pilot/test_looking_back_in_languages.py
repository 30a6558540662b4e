"""Debrief, practice and attempts in Russian and Ukrainian: no English word is left on any of these screens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from stage import app, conversation, seen
from stage import until as soon
from textual.pilot import Pilot

from scoring.contract import Evidence, Score, Situation
from simulator import i18n
from simulator.practice.moments import drillable
from simulator.store.database import Store
from simulator.tui.practising import drill
from simulator.tui.screens.attempts import AttemptsScreen
from simulator.tui.screens.beside import BesideScreen
from simulator.tui.screens.briefing import BriefingScreen
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.drill import DrillScreen, Onward
from simulator.tui.screens.help import HelpScreen
from simulator.tui.screens.progress import ProgressScreen
from simulator.tui.screens.reflect import ReflectScreen
from simulator.tui.screens.rewrite import RewriteScreen
from simulator.tui.screens.take_along import ASKING
from simulator.tui.sources import Installed
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.reply_box import ReplyBox

SCENARIO = {"ru": "dlya-svoih", "uk": "skarha-bez-pidstav"}
GOOD = {"ru": "Понимаю вас. Что случилось?", "uk": "Розумію вас. Що сталося?"}
BAD = {"ru": "Вы сами виноваты.", "uk": "Ви самі винні."}
# Keys are called as they stand on the keyboard.
KEYS = {"Enter", "Esc", "esc", "PgUp", "PgDn", "Ctrl", "Shift", "enter", "space", "tab", "ctrl", "shift", "home",
        "end", "calmfirm", "Space", "Home", "End", "Tab"}  # fmt: skip
SIZES = {"ru": (160, 50), "uk": (80, 24)}


class Spoken:
    """A blaming reply and any other, told apart by the words above; the real rubric's names."""

    def score(self, reply: str, situation: Situation) -> Score:
        bad = reply in BAD.values()
        label = "blame" if bad else "ask"
        said = Evidence(label, 0, len(reply), reply, 0.9, "cue")
        return Score(
            moves={} if bad else {label: 0.9},
            faults={label: 0.9} if bad else {},
            calm=1.5 if bad else 4.0,
            firm=2.0,
            stance="moralising" if bad else "neutral",
            evidence=(said,),
            missing=tuple(key for key in situation.expects if key != label),
            caps=("blame",) if bad else (),
            layers="cues",
        )


class Shelf(Installed):
    """The shipped scenarios and rubric, a store of the test's own, and a quick scorer."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._made = store

    def store(self) -> Store:
        return self._made

    def scorer(self, folder: Path | None = None) -> Any:
        return Spoken()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "results.db")
    yield opened
    opened.close()


async def until(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    """As everywhere, with the time that the real library and rubric take."""
    await soon(pilot, holds, 60)


def english(text: str) -> set[str]:
    """Words of Latin letters in a text, but for keys and ids."""
    return {word for word in re.findall(r"[A-Za-z][A-Za-z'’-]+", text) if word not in KEYS and "-" not in word}


async def read(pilot: Pilot[Any], helped: set[type]) -> None:
    """Every page of the screen, and once its help with all keys."""
    program = pilot.app
    await pilot.pause()
    for _page in range(12):
        assert english(seen(program)) == set(), seen(program)
        before = seen(program)
        await pilot.press("pagedown")
        await pilot.pause()
        if seen(program) == before:
            break
    if type(program.screen) in helped:
        return
    helped.add(type(program.screen))
    program.action_help()
    await until(pilot, lambda: isinstance(program.screen, HelpScreen))
    await pilot.pause()
    keys = [one for one in program.screen_stack[-2].active_bindings.values() if one.binding.show or one.tooltip]
    told = " ".join(f"{one.binding.description} {one.tooltip}" for one in keys)
    assert english(told) == set(), told
    assert english(seen(program)) == set(), seen(program)
    await pilot.press("escape")
    await until(pilot, lambda: not isinstance(program.screen, HelpScreen))


async def answered(pilot: Pilot[Any], lang: str, first: str) -> ConversationScreen:
    """The conversation played on to its ending."""
    screen = await conversation(pilot)
    typed = first
    while not screen.game.state.over:
        turns = len(screen.game.state.turns)
        if screen.game.options:
            screen.query_one("#choices", Choices).action_choose(1)
        else:
            box = screen.query_one(ReplyBox)
            box.text = typed
            box.action_send()
            typed = BAD[lang]
        await until(pilot, lambda turns=turns: not screen.busy and len(screen.game.state.turns) > turns)
        await pilot.pause()
    return screen


async def debriefed(pilot: Pilot[Any], screen: ConversationScreen, helped: set[type]) -> DebriefScreen:
    screen.query_one("#debrief").press()
    await until(pilot, lambda: isinstance(pilot.app.screen, (DebriefScreen, ReflectScreen)))
    await pilot.pause()
    await until(pilot, lambda: isinstance(pilot.app.screen, ReflectScreen) or not pilot.app.screen.has_class(ASKING))
    if isinstance(pilot.app.screen, ReflectScreen):
        await read(pilot, helped)
        await pilot.press("1", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen) and not pilot.app.screen.has_class(ASKING))
    assert isinstance(pilot.app.screen, DebriefScreen)
    return pilot.app.screen


@pytest.mark.parametrize(("lang", "size"), SIZES.items())
async def test_looking_back_on_a_conversation_and_its_retry(store: Store, lang: str, size: tuple[int, int]) -> None:
    i18n.use(lang)
    helped: set[type] = set()
    program = app(Shelf(store), lang=lang)
    async with program.run_test(size=size) as pilot:
        await until(pilot, lambda: program.settled)
        program.open_briefing(SCENARIO[lang], lang)
        await until(pilot, lambda: isinstance(program.screen, BriefingScreen) and program.screen.loaded)
        program.screen.action_start()
        debrief = await debriefed(pilot, await answered(pilot, lang, GOOD[lang]), helped)
        await read(pilot, helped)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(program.screen, RewriteScreen))
        await read(pilot, helped)
        box = program.screen.query_one(ReplyBox)
        box.text = GOOD[lang] + " " + GOOD[lang]
        box.action_send()
        await until(pilot, lambda: program.screen.query_one("#change").display)
        await read(pilot, helped)
        await pilot.press("escape")
        await until(pilot, lambda: program.screen is debrief)
        await read(pilot, helped)
        debrief.go(2)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(program.screen, ConversationScreen))
        await debriefed(pilot, await answered(pilot, lang, GOOD[lang]), helped)
        await read(pilot, helped)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(program.screen, AttemptsScreen) and program.screen.drawn.lanes)
        await read(pilot, helped)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(program.screen, BesideScreen))
        await read(pilot, helped)


@pytest.mark.parametrize(("lang", "size"), SIZES.items())
async def test_a_drill_and_the_progress_it_makes(store: Store, lang: str, size: tuple[int, int]) -> None:
    i18n.use(lang)
    helped: set[type] = set()
    program = app(Shelf(store), lang=lang)
    async with program.run_test(size=size) as pilot:
        await until(pilot, lambda: program.settled)
        program.action_progress()
        await until(pilot, lambda: isinstance(program.screen, ProgressScreen) and program.screen.practised is not None)
        await read(pilot, helped)
        assert "ask" in drillable(program.entries, lang)
        drill(program, "ask", lang)
        await until(pilot, lambda: isinstance(program.screen, DrillScreen) and not program.screen.busy)
        screen = program.screen
        assert isinstance(screen, DrillScreen)
        while not screen.drill.over:
            await until(pilot, lambda: not screen.busy and screen.query_one(ReplyBox).display)
            await read(pilot, helped)
            box = screen.query_one(ReplyBox)
            box.text = GOOD[lang] if len(screen.drill.attempts) % 2 else BAD[lang]
            box.action_send()
            await until(pilot, lambda: screen.query_one(Onward).display)
            await read(pilot, helped)
            screen.query_one(Onward).action_go()
        await until(pilot, lambda: screen.query_one("#summary").display)
        await read(pilot, helped)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(program.screen, ProgressScreen))
        await until(pilot, lambda: not program.screen.practised.picture.empty)
        await read(pilot, helped)
