"""What can be come to from the start: facts, counters, meters and returns are held against what can have happened."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario_base import changed, checked

from simulator.scenario.check import Report
from simulator.scenario.cycles import in_cycles

HEAD = "  opening:\n    client: Well?\n    routes:\n"
NEXT = "  next:\n    client: And?\n    routes:\n"
ASKED = "      - {when: {asks: hospital}, to: agreed, reveal: [hospital]}\n"
BACK = "      - {when: {shows: [ask]}, to: agreed}\n      - otherwise: opening\n"


def _report(folder: Path, opening: str, following: str, *more: str) -> Report:
    return checked(folder, changed("always: []", f"steps:\n{HEAD}{opening}{NEXT}{following}", *more))


def _never(report: Report) -> list[tuple[int, str]]:
    return [(one.line, one.message.partition(": ")[2]) for one in report.problems if one.code == "CF409"]


@pytest.mark.parametrize(
    ("route", "why"),
    [
        ("{when: {facts: [hospital]}, to: lost}", "the fact `hospital` cannot be known here"),
        ("{when: {counters: {excuses: {at_least: 1}}}, to: lost}", "begins at 0 and nothing on the way raises it"),
        ("{when: {counters: {excuses: {at_most: -1}}}, to: lost}", "begins at 0 and nothing on the way lowers it"),
        ("{when: {mood: {patience: {at_least: 6}}}, to: lost}", "patience begins at 5 and nothing on the way raises"),
        ("{when: {visits: {at_least: 2}}, to: lost}", "no way leads back to this step"),
        ("{when: {earlier: [ask]}, to: lost}", "this is the first reply"),
    ],
)
def test_a_route_that_asks_for_what_cannot_have_happened_yet(tmp_path: Path, route: str, why: str) -> None:
    after = ASKED + "      - otherwise: agreed\n"
    report = _report(tmp_path, f"      - {route}\n      - otherwise: next\n", after)
    assert [why in told for _, told in _never(report)] == [True], report.render()


@pytest.mark.parametrize(
    ("route", "opening", "following"),
    [
        ("{when: {facts: [hospital]}, to: lost}", "", ASKED.replace("agreed", "opening")),
        ("{when: {counters: {excuses: {at_least: 1}}}, to: lost}", ", count: {excuses: +1}", ""),
        ("{when: {mood: {patience: {at_least: 6}}}, to: lost}", ', mood: {patience: 1, because: "x"}', ""),
        ("{when: {visits: {at_least: 2}}, to: lost}", "", ""),
        ("{when: {earlier: [ask]}, to: lost}", "", ""),
    ],
)  # fmt: skip
def test_the_same_route_is_fine_once_a_way_leads_back(tmp_path: Path, route: str, opening: str, following: str) -> None:
    report = _report(tmp_path, f"      - {route}\n      - {{otherwise: next{opening}}}\n", following + BACK)
    assert _never(report) == [], report.render()


def test_what_only_a_closed_route_leads_to_is_out_of_reach_and_the_hint_names_the_line(tmp_path: Path) -> None:
    report = _report(
        tmp_path,
        "      - {when: {visits: {at_least: 2}}, to: next}\n" + ASKED + "      - otherwise: agreed\n",
        "      - otherwise: lost\n",
    )
    found = {one.code: one for one in report.problems if one.code in ("CF404", "CF405")}
    assert "`next` cannot be reached" in found["CF404"].message
    assert "line 28" in found["CF404"].hint
    assert "only `next` leads here" in found["CF405"].hint


def test_a_loop_whose_only_way_out_is_closed_has_no_way_out(tmp_path: Path) -> None:
    following = "      - {when: {facts: [hospital]}, to: agreed}\n      - otherwise: opening\n"
    report = _report(tmp_path, "      - otherwise: next\n", following, "facts: {hospital: {text: x}}")
    assert "CF406" in [one.code for one in report.problems]


def test_a_fact_travels_through_always_and_through_options(tmp_path: Path) -> None:
    text = changed(
        "always:\n  - {when: {shows: [thank]}, to: next, reveal: [hospital]}",
        f"steps:\n{HEAD}      - otherwise: agreed\n"
        "  next:\n    client: And?\n    reply: choice\n    options:\n      - {key: a, text: A, to: last}\n"
        "      - {key: b, text: B, to: lost}\n"
        "  last:\n    client: Then?\n    routes:\n      - {when: {facts: [hospital]}, to: agreed}\n"
        "      - otherwise: lost\n",
    )
    report = checked(tmp_path, text)
    assert _never(report) == []
    assert "CF404" not in [one.code for one in report.problems]


@pytest.mark.parametrize(
    ("routes", "told"),
    [
        (
            "      - {when: {calm: neutral or better}, to: agreed}\n      - {when: {calm: sharp or worse}, to: lost}\n"
            "      - {when: {shows: [ask]}, to: told}\n      - otherwise: told\n",
            "routes 1 and 2 of the step win whenever it fits",
        ),
        ("      - {when: {shows: [insult, blame]}, to: agreed}\n      - otherwise: told\n", "always 1 is tried first"),
        (
            "      - {when: {calm: neutral or better}, to: lost}\n"
            "      - {when: {calm: warm, shows: [ask]}, to: agreed}\n      - otherwise: told\n",
            "route 1 of the step wins whenever it fits",
        ),
    ],
)
def test_routes_that_never_win(tmp_path: Path, routes: str, told: str) -> None:
    steps = f"steps:\n{HEAD}{routes}  told:\n    client: x\n    routes:\n      - otherwise: agreed\n"
    report = checked(tmp_path, changed(steps))
    assert [told in why for _, why in _never(report)] == [True], report.render()


def test_bands_that_leave_something_over_take_nothing_away(tmp_path: Path) -> None:
    routes = (
        "      - {when: {calm: respectful or better}, to: agreed}\n      - {when: {calm: sharp or worse}, to: lost}\n"
        "      - {when: {shows: [ask]}, to: agreed}\n      - otherwise: lost\n"
    )
    assert _never(checked(tmp_path, changed(f"steps:\n{HEAD}{routes}"))) == []


def test_thousands_of_steps_each_waiting_for_the_one_before(tmp_path: Path) -> None:
    facts = "facts:\n" + "".join(f"  f{n}: {{text: x}}\n" for n in range(300))
    steps = "".join(
        f"  s{n}:\n    client: x\n    routes:\n"
        f"      - {{when: {{visits: {{at_least: 2}}, facts: [f{n % 300}]}}, to: s{n + 1}}}\n"
        f"      - {{otherwise: s{n}, reveal: [f{n % 300}]}}\n"
        for n in range(2000)
    )
    text = changed(
        "always: []", facts, f"steps:\n{HEAD}      - otherwise: s0\n{steps}  s2000:\n    client: x\n    routes:\n"
        "      - {when: {shows: [ask]}, to: lost}\n      - otherwise: agreed\n",
    )  # fmt: skip
    report = checked(tmp_path, text)
    assert report.loaded is not None
    assert not {"CF404", "CF405", "CF409"} & {one.code for one in report.problems}


def test_circles_are_found_without_recursion() -> None:
    edges = {str(n): [str(n + 1)] for n in range(5000)} | {"5000": ["2500"], "alone": [], "self": ["self"]}
    found = in_cycles(edges)
    assert found == {*(str(n) for n in range(2500, 5001)), "self"}
