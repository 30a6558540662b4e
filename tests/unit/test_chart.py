"""The chart of a scenario, and the drawings of it that other programs read."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from scenario_base import BASE, changed

from simulator.scenario.chart import Chart, Traffic, chart
from simulator.scenario.drawing.as_dot import dot
from simulator.scenario.drawing.as_mermaid import mermaid
from simulator.scenario.drawing.as_svg import svg
from simulator.scenario.drawing.as_text import text
from simulator.scenario.drawing.weights import THICKEST, THINNEST, thickness
from simulator.scenario.include import gather
from simulator.scenario.phrase import condition

CIRCLE = """\
steps:
  opening:
    client: Well?
    routes:
      - when: {shows: [ask]}
        to: left
      - when: {shows: [thank]}
        to: nowhere
      - otherwise: agreed
      - when: {shows: [blame]}
        to: agreed
  left:
    client: Left.
    routes: [{otherwise: right}]
  right:
    client: Right.
    routes: [{otherwise: left}]
  alone:
    client: Nobody comes.
    routes: [{otherwise: agreed}]
"""


def charted(folder: Path, *fragments: str) -> Chart:
    path = folder / "example.yaml"
    path.write_text(changed(*fragments) if fragments else BASE, encoding="utf-8")
    return chart(gather(path))


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ({"calm": "neutral or better", "shows": ["ask", "ease"]}, "calm neutral or better · shows ask, ease"),
        ({"stance": "servile", "avoids": ["blame"]}, "avoids blame · stance servile"),
        ({"stance": ["servile", "neutral"]}, "stance servile or neutral"),
        ({"visits": {"at_least": "3"}}, "visit 3 or more"),
        ({"counters": {"n": {"at_least": "1", "at_most": "3"}}, "mood": {"trust": {"at_most": "2"}}},
         "n 1 to 3 · trust 2 or less"),
        ({"counters": {"n": {"at_least": "2", "at_most": "2"}}}, "n exactly 2"),
        ({"choice": "hold", "asks": "train"}, "picks hold · asks about train"),
        ({"facts": "not a list", "visits": "x", "calm": ["y"]}, "visit ?"),
        ({}, "any reply"),
    ],
)  # fmt: skip
def test_a_condition_reads_like_speech(when: dict[str, object], said: str) -> None:
    assert condition(when) == said


def test_every_way_on_is_there_with_its_condition_and_line(tmp_path: Path) -> None:
    found = charted(tmp_path)
    ways = [(way.step, way.called, way.label, way.to) for way in found.ways]
    assert ways == [
        (None, "always 1", "shows insult", "lost"),
        ("opening", "1", "asks about hospital", "told"),
        ("opening", "otherwise", "otherwise", "agreed"),
        ("told", "otherwise", "otherwise", "agreed"),
    ]
    line = next(way.line for way in found.ways if way.called == "1")
    assert "asks: hospital" in BASE.splitlines()[line - 1]
    assert not any(mark != "start" for node in found.nodes.values() for mark in node.marks)


def test_what_is_amiss_is_marked_in_a_file_with_mistakes(tmp_path: Path) -> None:
    found = charted(tmp_path, CIRCLE, "always: []\n")
    assert found.marked("start") == ["opening"]
    assert found.marked("dead end") == ["left", "right"]
    assert found.marked("missing") == ["nowhere"]
    assert found.marked("orphan") == ["alone", "lost"]
    closed = [way.called for way in found.ways if not way.open]
    assert closed == ["4"]  # behind otherwise


def test_steps_that_only_an_emergency_ends_are_told_apart(tmp_path: Path) -> None:
    found = charted(tmp_path, CIRCLE)
    assert found.marked("dead end") == []
    assert found.marked("emergency exit only") == ["left", "right"]


def test_the_ending_of_a_meter_that_never_falls_is_an_orphan(tmp_path: Path) -> None:
    falls = "limits: {trust: lost}\nalways: []\n"
    assert charted(tmp_path, falls).marked("orphan") == ["lost"]
    mood = BASE[BASE.index("steps:") : BASE.index("endings:")].replace(
        "        reveal: [hospital]", "        reveal: [hospital]\n        mood: {trust: -5, because: No.}"
    )
    assert charted(tmp_path, falls, mood).marked("orphan") == []


@pytest.mark.parametrize(
    "data", ["", "- a", "steps: 3\nendings: [x]\nstart: [y]\n", "steps: {a: 1, b: {routes: {}}}\n"]
)
def test_a_file_of_any_shape_can_be_drawn(tmp_path: Path, data: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(data, encoding="utf-8")
    found = chart(gather(path))
    for drawn in (text, mermaid, dot, svg):
        assert drawn(found, Traffic())


def test_traffic_weighs_ways_and_says_so(tmp_path: Path) -> None:
    found = charted(tmp_path, "limits: {patience: lost}\n")
    ways = {way.called: way for way in found.ways}
    one = ways["1"].place
    assert one is not None
    none, tests = Traffic(), Traffic(tests={one: 1})
    both = Traffic(tests={one: 1}, walks={one: 1200}, cuts={"patience": 7})
    assert (none.weight(ways["1"]), none.told(ways["1"]), none.measured) == (None, "", False)
    assert (tests.weight(ways["1"]), tests.told(ways["1"])) == (1, "1 test")
    assert (both.weight(ways["1"]), both.told(ways["1"])) == (1200, "1 test, walked 1,200×")
    assert both.weight(ways["patience at 0"]) == 7
    assert both.told(ways["otherwise"]) == "no test, never walked"


def test_thickness_grows_with_use_between_its_bounds() -> None:
    widths = [thickness(number, 1000) for number in (0, 1, 10, 100, 1000)]
    assert widths == sorted(widths, key=lambda one: one or 0)
    assert (widths[0], widths[-1]) == (THINNEST, THICKEST)
    assert thickness(None, 10) is None


def test_text_names_marks_and_numbers(tmp_path: Path) -> None:
    found = charted(tmp_path, CIRCLE, "always: []\n")
    place = next(way.place for way in found.ways if way.to == "left")
    told = text(found, Traffic(tests={}, walks={place: 3} if place else {}))
    assert "opening [START]" in told
    assert "  1: shows ask → left  [no test, walked 3×]" in told
    assert "(can never be taken)" in told
    assert "DEAD END, no way from here to an ending: left, right" in told
    assert "MISSING, is not in the file: nowhere" in told


def test_mermaid_and_dot_have_every_node_and_way(tmp_path: Path) -> None:
    found = charted(tmp_path, CIRCLE)
    ways = sum(1 for _ in found.ways)
    flow = mermaid(found, Traffic())
    assert len(re.findall(r"-\.?->\|", flow)) == ways
    assert len(re.findall(r"^  n\d+[\[({]", flow, re.MULTILINE)) == len(found.nodes)
    drawn = dot(found, Traffic())
    assert drawn.count(" -> ") == ways
    assert drawn.count("{") == drawn.count("}") == 1


def test_mermaid_and_dot_draw_busy_ways_thicker_and_idle_ones_broken(tmp_path: Path) -> None:
    found = charted(tmp_path)
    busy = next(way.place for way in found.ways if way.called == "1")
    traffic = Traffic(walks={busy: 50} if busy else {})
    flow = mermaid(found, traffic)
    assert "linkStyle 0 stroke-width:7px" in flow
    assert flow.count("-.->") == 3
    drawn = dot(found, traffic)
    assert drawn.count('penwidth="7"') == 1
    assert drawn.count('style="dashed"') == 3


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    title = 'title: "{init}%%\\"]; <script>alert(1)</script> & `x` \\\\ \\u202e"\n'
    option = (
        "steps:\n  opening:\n    client: Well?\n    reply: choice\n    options:\n"
        '      - {key: a, text: "\\"] --> end <img src=x onerror=1> & #quot; \\\\", to: agreed}\n'
        "      - {key: b, text: No., to: lost}\n"
    )
    found = charted(tmp_path, title, option)
    flow = mermaid(found, Traffic())
    label = next(line for line in flow.splitlines() if "onerror" in line)
    assert label.count('"') == 2
    assert "<img" not in label
    assert "{init}" not in flow
    picture = svg(found, Traffic())
    ElementTree.fromstring(picture)
    assert "<script" not in picture
    assert "<img" not in picture
    for drawn in (flow, picture, text(found, Traffic()), dot(found, Traffic())):
        assert "\u202e" not in drawn
    line = next(one for one in dot(found, Traffic()).splitlines() if "onerror" in one)
    assert len(re.findall(r'(?<!\\)(?:\\\\)*"', line)) % 2 == 0


def test_svg_links_ways_back_and_names_lines(tmp_path: Path) -> None:
    found = charted(tmp_path, CIRCLE)
    root = ElementTree.fromstring(svg(found, Traffic()))
    space = "{http://www.w3.org/2000/svg}"
    ids = {one.get("id") for one in root.iter(f"{space}g")} - {None}
    links = [str(one.get("href")) for one in root.iter(f"{space}a")]
    assert len(links) == sum(1 for _ in found.ways)
    assert {link.removeprefix("#") for link in links} <= ids
    titles = {one.text for one in root.iter(f"{space}title")}
    assert any(title and "1 shows ask → left (example.yaml:" in title for title in titles)
