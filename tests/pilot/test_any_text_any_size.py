"""No text breaks the screens, no size does, and themes and settings are remembered."""

from __future__ import annotations

import pytest
from stage import MemoryStore, Stage, app, say, seen, to_conversation, to_end, until
from textual.widgets import Static

from simulator.tui.screens.feedback import FeedbackScreen
from simulator.tui.screens.help import HelpScreen
from simulator.tui.themes import THEMES, TITLES
from simulator.tui.widgets.bubble import YouBubble

TEXTS = (
    "[bold]no[/bold] [/] [@click=app.quit]x[/] [red",
    "Well 🙂 👨‍👩‍👧 fine 🇺🇦 ✅",
    "Ждать неприятно. Їжак і ґудзик.",
    "a" * 400,
    "שלום עליכם, مرحبا بكم",
    "one\ntwo\n\n\nthree",
    "漢字" * 60,
    "{{ client.name }} {% if %} $calm @x %s",
)


@pytest.mark.parametrize(("size", "texts"), [((80, 24), TEXTS), ((160, 50), TEXTS[-3:])], ids=["80x24", "160x50"])
async def test_any_reply_is_shown_as_it_was_typed(size: tuple[int, int], texts: tuple[str, ...]) -> None:
    program = app()
    async with program.run_test(size=size) as pilot:
        for text in texts:
            screen = await to_conversation(pilot)
            await say(pilot, text)
            assert screen.game.state.turns[0].reply == text
            shown = screen.query_one(YouBubble).query_one(".bubble", Static)
            await until(pilot, lambda shown=shown: shown.size.width > 0)
            assert shown.region.right <= size[0]
            assert str(shown.content) == text
            screen.action_feedback()
            await until(pilot, lambda: isinstance(program.screen, FeedbackScreen))
            program.to_library()


async def test_a_broken_scenario_is_told_in_its_own_words() -> None:
    program = app(Stage(broken=True))
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled)
        program.open_briefing("late-bike", "en")
        await until(pilot, lambda: "cannot be played" in seen(program))
        assert "[bold]titel[/bold]" in seen(program)
        await pilot.press("escape")


async def test_a_scenario_named_at_the_start_opens_at_once() -> None:
    program = app(scenario="late-bike", lang="ru")
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Ирина Сергеевна" in seen(program))


async def test_resizing_back_and_forth_keeps_the_conversation() -> None:
    program = app()
    async with program.run_test(size=(160, 50)) as pilot:
        screen = await to_end(pilot)
        assert screen.query_one("#side").display
        for size in ((80, 24), (40, 12), (220, 60), (110, 30), (80, 24)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda size=size: screen.size.width == size[0])
        await until(pilot, lambda: not screen.query_one("#side").display)
        assert len(screen.query(YouBubble)) == 3
        await pilot.press("enter")
        for size in ((40, 12), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()


@pytest.mark.parametrize("name", TITLES)
def test_every_theme_can_be_read(name: str) -> None:
    theme = next(one for one in THEMES if one.name == name)
    for ink in ("ink", "quiet", "calm", "firm", "good", "bad", "focus"):
        least = 7.0 if name == "contrast" else 4.5
        assert contrast(theme.variables[ink], theme.background) >= least, ink
    for ground in ("client-bubble", "you-bubble", "selected"):
        assert contrast(theme.variables["ink"], theme.variables[ground]) >= 7.0, ground
        for ink in ("good", "bad"):
            assert contrast(theme.variables[ink], theme.variables[ground]) >= 4.5, (ink, ground)


def contrast(one: str, two: str | None) -> float:
    """WCAG contrast ratio of two colours (#rrggbb)."""
    assert two is not None

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


async def test_theme_and_typing_pause_are_remembered() -> None:
    store = MemoryStore()
    program = app(Stage(store=store), typing=None)
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: program.settled)
        await pilot.press("t")
        program.action_typing()
        await until(pilot, lambda: store.settings == {"theme": "paper", "typing": "off"})
    again = app(Stage(store=store), typing=None)
    async with again.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: again.settled)
        assert again.theme == "paper"
        assert not again.typing


async def test_the_environment_switches_the_pause_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALMFIRM_NO_TYPING", "1")
    assert not app(typing=None).typing
    assert app(typing=True).typing


async def test_help_on_every_screen_names_its_keys() -> None:
    program = app()
    async with program.run_test(size=(160, 50)) as pilot:
        await until(pilot, lambda: program.settled)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(program.screen, HelpScreen) and "Past conversations" in seen(program))
        await pilot.press("escape")
        await to_conversation(pilot)
        await pilot.press("f1")
        await until(pilot, lambda: "Send the reply" in seen(program) and "Ctrl+P" in seen(program))
        await pilot.press("f1")
        await until(pilot, lambda: not isinstance(program.screen, HelpScreen))


async def test_the_palette_offers_scenarios_and_themes() -> None:
    program = app()
    async with program.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: program.settled)
        titles = [command.title for command in program.get_system_commands(program.screen)]
        assert "Play: The bike nobody fetched (en)" in titles
        assert sum(title.startswith("Theme:") for title in titles) == 3
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "Search for commands" in seen(program))
