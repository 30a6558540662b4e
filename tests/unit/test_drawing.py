"""Where things stand on a drawing: nothing overlaps, every line arrives, and each line of characters is whole."""

from __future__ import annotations

import time
from collections import defaultdict
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.scenario.chart import Chart, Node, Traffic, WayOn
from simulator.scenario.drawing.arrange import Drawing, drawing
from simulator.scenario.drawing.canvas import Canvas
from simulator.scenario.drawing.cards import EVERY, fitted
from simulator.scenario.drawing.layers import columns
from simulator.scenario.problem import cells


def made(edges: dict[int, list[int]], endings: int = 1) -> Chart:
    """A chart of numbered steps; a target from `len(edges)` on is an ending."""
    many = len(edges)
    nodes = {}
    for number, targets in edges.items():
        name = f"s{number}"
        ways = tuple(
            WayOn(("steps", name, "routes", at), name, str(at + 1), f"condition {at}", f"s{to}", 1, "x.yaml")
            for at, to in enumerate(targets)
        )
        nodes[name] = Node(name, "step", 1, "x.yaml", ways=ways)
    for number in range(many, many + endings):
        nodes[f"s{number}"] = Node(f"s{number}", "ending", 1, "x.yaml", "good")
    every = (WayOn(("always", 0), None, "always 1", "shows insult", f"s{many}", 1, "x.yaml"),)
    return Chart("made", "Made", "s0", nodes, every)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    many = draw(st.integers(1, 14))
    endings = draw(st.integers(1, 4))
    edges = {
        number: draw(st.lists(st.integers(0, many + endings - 1), min_size=0, max_size=5)) for number in range(many)
    }
    return made(edges, endings)


@settings(max_examples=60, deadline=None)
@given(charts(), st.booleans())
def test_every_drawing_is_sound(chart: Chart, conditions: bool) -> None:
    drawn = drawing(chart, Traffic(), conditions)
    assert set(drawn.cards) == {*chart.nodes, EVERY}
    _nothing_overlaps(drawn)
    _lines_arrive(drawn)
    canvas = Canvas(drawn)
    lines = [canvas.line(y) for y in range(canvas.height)]
    for line in lines:
        assert sum(cells(char) for piece in line for char in piece.text) == canvas.width
    for y in range(0, canvas.height, 5):
        whole = "".join(piece.text for piece in lines[y])
        part = "".join(piece.text for piece in canvas.line(y, 7, 40))
        assert part == whole[7 : min(40, canvas.width)]


def _nothing_overlaps(drawn: Drawing) -> None:
    taken: dict[tuple[int, int], str] = {}
    for card in drawn.cards.values():
        assert card.y % 2 == 0
        assert all(row.y % 2 == 1 for row in card.rows)
        for x in range(card.x, card.x + card.width):
            for y in range(card.y, card.y + card.height):
                assert taken.setdefault((x, y), card.name) == card.name
    for wire in drawn.wires:
        (x, y), (to_x, to_y) = wire.begin, wire.end
        touched = {taken.get((across, down)) for across in range(x, to_x + 1) for down in range(y, to_y + 1)} - {None}
        # A line touches the border of the card that it leaves, and no card besides.
        assert len(touched) <= 1
        assert not touched or (taken.get((x, y)) in touched and taken.get((x + 1, y)) not in touched)


def _lines_arrive(drawn: Drawing) -> None:
    """From the border beside each wired row, the lines to its target hang together up to the arrow."""
    near: dict[tuple[str, int, int], set[tuple[str, int, int]]] = defaultdict(set)
    arrows = set()
    for wire in drawn.wires:
        (x, y), (to_x, to_y) = wire.begin, wire.end
        points = [(wire.to, a, b) for a in range(x, to_x + 1) for b in range(min(y, to_y), max(y, to_y) + 1)]
        for one, other in pairwise(points):
            near[one].add(other)
            near[other].add(one)
        if wire.arrow:
            arrows.add((wire.to, to_x, to_y))
    for card in drawn.cards.values():
        for row in card.rows:
            if not row.wired:
                continue
            goal = drawn.cards[row.to]
            begin = (row.to, card.x + card.width - 1, row.y)
            seen, waiting = {begin}, [begin]
            while waiting:
                for point in near[waiting.pop()] - seen:
                    seen.add(point)
                    waiting.append(point)
            assert (row.to, goal.x - 1, goal.y) in seen & arrows


@settings(max_examples=60, deadline=None)
@given(charts())
def test_no_two_lines_run_along_each_other(chart: Chart) -> None:
    along: dict[tuple[int, int, bool], str] = {}
    for wire in drawing(chart, Traffic()).wires:
        (x, y), (to_x, to_y) = wire.begin, wire.end
        level = y == to_y
        # Ends belong to corners, where a line may turn beside another.
        inner = [(a, y) for a in range(x + 1, to_x)] if level else [(x, b) for b in range(y + 1, to_y)]
        for a, b in inner:
            assert along.setdefault((a, b, level), wire.to) == wire.to


def test_a_way_back_has_no_line_and_says_so() -> None:
    drawn = drawing(made({0: [1], 1: [0, 2]}), Traffic())
    back, on = drawn.cards["s1"].rows
    assert (back.wired, back.below) == (False, "↩ s0")
    assert (on.wired, on.below) == (True, "→ s2")


def test_columns_follow_the_longest_way_and_survive_circles() -> None:
    found = columns("a", ["a", "b", "c", "d"], {"a": ["b", "c"], "b": ["c"], "c": ["a", "d"]})
    assert found == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_names_alone_gather_the_ways_to_one_target() -> None:
    chart = made({0: [1, 2, 1], 1: [2]})
    rows = drawing(chart, Traffic(), conditions=False).cards["s0"].rows
    assert [(row.text, row.to) for row in rows] == [("1 3", "s1"), ("2", "s2")]


def test_heavy_plain_and_idle_lines_differ_without_colour() -> None:
    chart = made({0: [1, 2], 1: [2], 2: [3]})
    places = {way.to: way.place for way in chart.nodes["s0"].ways}
    told = Canvas(drawing(chart, Traffic(walks={places["s1"]: 900}))).text()  # type: ignore[dict-item]
    assert "━" in told
    assert "┄" in told
    assert "━" not in Canvas(drawing(chart, Traffic())).text()


def test_wide_characters_keep_the_border_in_line() -> None:
    assert fitted("日本語", 5) == "日本…"
    assert fitted("日本語", 6) == "日本語"
    assert fitted("日本語", 4) == "日… "
    assert fitted("Ключи", 7) == "Ключи  "


def test_a_drawing_of_thousands_of_steps_is_made_in_seconds() -> None:
    many = 3_000
    edges = {n: [min(n + 1, many), min(n + 7, many), max(n - 3, 0)] for n in range(many)}
    begin = time.process_time()
    canvas = Canvas(drawing(made(edges), Traffic()))
    assert canvas.line(5, 100_000, 100_080)
    assert time.process_time() - begin < 12
