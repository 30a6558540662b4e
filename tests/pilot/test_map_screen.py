"""The map: what is seen, keys, mouse, sizes, and what happens when counting fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from stage import seen, told, until
from textual.pilot import Pilot
from textual.widgets import Input

from simulator.scenario.chart import Chart, Traffic, chart
from simulator.scenario.drawing.cards import EVERY
from simulator.scenario.include import gather
from simulator.tui.mapping import MapApp
from simulator.tui.screens.map import MapScreen
from simulator.tui.widgets.map_view import LEFT, TOP, MapView

TEXT = """\
calmfirm: 1
id: ключи
lang: ru
title: Ключи [b]на столе[/b]
limits: {patience: lost}
client: {patience: 0}
start: opening
steps:
  opening:
    client: Ну?
    reply: choice
    options:
      - {key: half, text: "Давайте [пополам], и забудем", to: second}
      - {key: hold, text: Нет., to: third}
  second:
    client: И?
    routes:
      - when: {calm: neutral or better, shows: [state_rule]}
        to: third
      - otherwise: opening
  third:
    client: Что?
    routes:
      - when: {shows: [ask]}
        to: gone
      - otherwise: good
  lonely:
    client: Никого.
    routes: [{otherwise: lonely}]
endings:
  good: {outcome: good, title: Т, text: Т, lesson: Т}
  lost: {outcome: lost, title: Т, text: Т, lesson: Т}
"""


@pytest.fixture
def found(tmp_path: Path) -> Chart:
    path = tmp_path / "ключи.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return chart(gather(path))


def screen_of(pilot: Pilot[Any]) -> MapScreen:
    screen = pilot.app.screen
    assert isinstance(screen, MapScreen)
    return screen


def view(pilot: Pilot[Any]) -> MapView:
    return screen_of(pilot).query_one(MapView)


async def ready(pilot: Pilot[Any]) -> None:
    await until(pilot, lambda: view(pilot).picked and "START" in seen(pilot.app))


@pytest.mark.parametrize("size", [(80, 24), (160, 50), (40, 12)])
async def test_the_start_is_in_sight_with_all_about_it(found: Chart, size: tuple[int, int]) -> None:
    app = MapApp(found)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: view(pilot).picked == "opening" and "the conversation starts here" in seen(app))
        shown = seen(app)
        assert "Ключи [b]на столе[/b]" in shown
        assert "╭─ opening ─" in shown
        if size[1] > 12:
            assert "“Давайте [пополам], и забудем”" in shown
            assert "ключи.yaml, line 9" in shown


async def test_keys_walk_from_box_to_box(found: Chart) -> None:
    app = MapApp(found)
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        screen = screen_of(pilot)
        await pilot.press("2")
        assert screen.picked == "third"
        assert "Comes from  opening, second" in seen(app)
        await pilot.press("1")
        assert screen.picked == "gone"
        assert "MISSING" in seen(app)
        await pilot.press("9")
        assert screen.picked == "gone"
        await pilot.press("backspace")
        assert screen.picked == "third"
        await pilot.press("home")
        assert screen.picked == "opening"
        names = []
        for _ in range(len(found.nodes) + 2):
            await pilot.press("tab")
            names.append(screen.picked)
        assert names == ["second", "third", "lonely", "good", "lost", "gone", EVERY, "opening", "second"]
        await pilot.press("shift+tab")
        assert screen.picked == "opening"


async def test_the_picked_box_comes_into_sight(found: Chart) -> None:
    app = MapApp(found)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2", "2")
        await pilot.pause()
        assert screen_of(pilot).picked == "good"
        assert "╔═ good ═" in seen(app)
        assert view(pilot).scroll_offset.x > 0


async def test_arrows_pan_and_stop_at_the_edge(found: Chart) -> None:
    app = MapApp(found)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        place = view(pilot)
        await pilot.press("right", "right", "down")
        assert place.scroll_offset == (16, 3)
        await pilot.press("left", "left", "left", "up", "up")
        assert place.scroll_offset == (0, 0)


async def test_the_mouse_drags_and_picks(found: Chart) -> None:
    app = MapApp(found)
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        place = view(pilot)
        assert place.canvas is not None
        card = place.canvas.drawing.cards["second"]
        await pilot.click(MapView, offset=(card.x + LEFT + 3, card.y + TOP))
        await until(pilot, lambda: screen_of(pilot).picked == "second")
        before = place.scroll_offset
        await pilot.mouse_down(MapView, offset=(40, 20))
        await pilot.hover(MapView, offset=(25, 20))
        await pilot.mouse_up(MapView, offset=(25, 20))
        assert place.scroll_offset.x == before.x + 15
        assert screen_of(pilot).picked == "second"


async def test_find_goes_to_the_next_name_with_the_word(found: Chart) -> None:
    app = MapApp(found)
    async with app.run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        screen = screen_of(pilot)
        await pilot.press("slash")
        screen.query_one(Input).value = "LO"
        await pilot.press("enter")
        assert screen.picked == "lonely"
        await pilot.press("slash")
        screen.query_one(Input).value = "lo"
        await pilot.press("enter")
        assert screen.picked == "lost"
        await pilot.press("slash")
        screen.query_one(Input).value = "[nope]"
        await pilot.press("enter")
        assert "No step or ending has “[nope]” in its name." in told(app)
        assert (screen.picked, screen.query_one(Input).display) == ("lost", False)
        await pilot.press("slash", "escape")
        assert not screen.query_one(Input).display
        await pilot.press("escape")
    assert app.return_code == 0


async def test_names_alone_and_back(found: Chart) -> None:
    app = MapApp(found)
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        place = view(pilot)
        wide = place.virtual_size.width
        await pilot.press("z")
        assert place.virtual_size.width < wide
        assert place.picked == "opening"
        await pilot.press("z")
        assert place.virtual_size.width == wide


async def test_what_was_counted_is_shown_when_it_is_there(found: Chart) -> None:
    place = found.nodes["opening"].ways[1].place
    assert place is not None

    def measure(tell: Any) -> Traffic:
        tell("Judged by [word] patterns alone.")
        return Traffic(tests={place: 2}, walks={place: 40})

    app = MapApp(found, measure)
    async with app.run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: "2 tests, walked 40×" in seen(app))
        assert "counting" not in seen(app)
        assert "━" in seen(app)
        assert "Judged by [word] patterns alone." in told(app)


async def test_a_failed_count_is_told_and_the_map_stays(found: Chart) -> None:
    def measure(tell: Any) -> Traffic:
        raise ValueError("case.yaml:3:1: CF301 there is no [step]")

    app = MapApp(found, measure)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "could not be counted" in told(app))
        assert "CF301 there is no [step]" in told(app)
        assert "╭─ opening ─" in seen(app)


async def test_a_changed_chart_takes_the_place_of_the_one_before(found: Chart, tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(TEXT.replace("lonely", "fourth"), encoding="utf-8")
    changed = chart(gather(path))
    app = MapApp(found)
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        screen = screen_of(pilot)
        screen.pick("third")
        screen.show(changed)
        await pilot.pause()
        assert screen.picked == "third"
        screen.pick("fourth")
        screen.show(found)
        await pilot.pause()
        assert screen.picked == "opening"


async def test_help_names_the_keys_of_the_map(found: Chart) -> None:
    app = MapApp(found)
    async with app.run_test(size=(120, 45)) as pilot:
        await ready(pilot)
        await pilot.press("f1")
        await until(pilot, lambda: "Every box is a step" in seen(app))
        shown = seen(app)
        assert "1-9" in shown
        assert "Move about on the map" in shown


async def test_an_empty_file_is_an_empty_map(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text("", encoding="utf-8")
    app = MapApp(chart(gather(path)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("tab", "1", "home", "backspace", "z", "right")
        assert "0 steps, 0 endings" in seen(app)
