"""Warnings about what a coach probably did not mean: forgotten bands, idle names, twins, brackets."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario_base import changed, checked, codes

from simulator.scenario.problem import Problem

HEAD = "steps:\n  opening:\n    client: Well?\n    routes:\n"


def _found(folder: Path, code: str, *fragments: str) -> list[Problem]:
    return [one for one in checked(folder, changed(*fragments)).problems if one.code == code]


@pytest.mark.parametrize(
    ("routes", "told"),
    [
        (["{calm: respectful}"], ["warm"]),
        (["{calm: neutral}"], ["respectful or warm"]),
        (["{calm: neutral}", "{calm: respectful or better}"], []),
        (["{calm: respectful or better}"], []),
        (["{calm: sharp}"], ["hostile"]),
        (["{calm: sharp or worse}"], []),
        (["{calm: hostile}"], []),
        (["{firm: partial}", "{firm: anchored}"], ["holding"]),
        (["{calm: respectful, shows: [ask]}", "{shows: [ask]}"], []),
        (["{calm: respectful, shows: [ask]}", "{shows: [thank]}"], ["warm"]),
        (["{calm: sharp or worse}", "{calm: respectful or better}"], []),
        (["{firm: wavering}", "{firm: holding or better}"], ["surrendered"]),
    ],
)
def test_bands_beyond_the_one_that_a_route_catches(tmp_path: Path, routes: list[str], told: list[str]) -> None:
    body = "".join(f"      - {{when: {when}, to: agreed}}\n" for when in routes)
    found = _found(tmp_path, "CF412", f"{HEAD}{body}      - otherwise: lost\n")
    assert [one.message.partition("even ")[2].partition(" falls")[0] for one in found] == told


def test_always_may_catch_what_a_step_leaves(tmp_path: Path) -> None:
    steps = f"{HEAD}      - {{when: {{calm: sharp}}, to: lost}}\n      - otherwise: agreed\n"
    assert _found(tmp_path, "CF412", "always:\n  - {when: {calm: hostile}, to: lost}", steps) == []


def test_idle_names_are_told_where_they_are_written(tmp_path: Path) -> None:
    text = changed("vars: {fee: £40, day: Monday}", "counters: {excuses: 0, calls: 0, seen: 0}",
                   f"{HEAD}      - {{when: {{counters: {{seen: {{at_least: 1}}}}}}, to: lost}}\n"
                   "      - {otherwise: agreed, say: '{{ day }}', count: {calls: 1}}\n")  # fmt: skip
    told = {one.code: one.message for one in checked(tmp_path, text).problems}
    assert "`fee`" in told["CF413"]
    assert "`calls`" in told["CF414"]
    assert "`seen`" in told["CF415"]
    assert "`hospital`" in told["CF416"]


def test_names_of_an_included_file_may_serve_others(tmp_path: Path) -> None:
    (tmp_path / "shared.yaml").write_text(
        "vars: {fee: £40}\ncounters: {calls: 0}\nfacts: {strike: {text: x, about: [train]}}\n", encoding="utf-8"
    )
    assert not {"CF413", "CF414", "CF415", "CF416"} & set(codes(checked(tmp_path, changed("include: [shared.yaml]"))))


def test_a_text_that_cannot_be_read_keeps_idle_names_unsaid(tmp_path: Path) -> None:
    text = changed("vars: {fee: £40}", "briefing:\n  situation: '{{ fee'\n  rule: x\n  goal: y")
    assert "CF413" not in codes(checked(tmp_path, text))


TESTS = HEAD + "      - {when: {shows: [ask]}, to: agreed}\n      - otherwise: lost\n    tests:\n"


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("{reply: What happened?, to: agreed}", "{reply: What happened?, to: lost}", 1),
        ("{reply: What happened?, to: agreed}", "{reply: what  happened, to: lost}", 1),
        ("{reply: What happened?, to: agreed}", "{reply: What happened?, to: agreed}", 0),
        ("{reply: What happened?, to: agreed}", "{reply: What happened?, to: lost, given: {visits: 2}}", 0),
        ("{reply: A, to: told, given: {visits: 2, trust: 3}}", "{reply: A, to: lost, given: {trust: 3, visits: 2}}", 1),
        ("{reply: '?', to: agreed}", "{reply: '!', to: lost}", 0),
    ],
)  # fmt: skip
def test_one_reply_for_two_routes(tmp_path: Path, first: str, second: str, count: int) -> None:
    found = _found(tmp_path, "CF506", f"{TESTS}      - {first}\n      - {second}\n")
    assert len(found) == count
    assert all("line 33" in one.message for one in found)


@pytest.mark.parametrize(
    ("client", "count"), [("[sighs]", 1), ('"[sighs]"', 0), ('["Well?"]', 0), ("[Well?, And?]", 0)]
)
def test_brackets_that_are_not_spoken(tmp_path: Path, client: str, count: int) -> None:
    steps = f"steps:\n  opening:\n    client: {client}\n    routes:\n      - otherwise: agreed\n"
    assert len(_found(tmp_path, "CF118", steps)) == count


def test_brackets_in_another_place_say_how_to_write_them(tmp_path: Path) -> None:
    (found,) = _found(tmp_path, "CF203", f"{HEAD}      - {{otherwise: agreed, say: [laughs]}}\n")
    assert found.hint == 'put the text in double quotes: "[laughs]"'


@pytest.mark.parametrize("width", [40, 80, 160])
def test_for_a_terminal_lines_break_between_words_and_the_caret_stays_under_its_place(
    tmp_path: Path, width: int
) -> None:
    long = "Очень длинная реплика клиента, " * 6
    (found,) = _found(tmp_path, "CF202", f"steps:\n  opening:\n    client: {long}\n    routes:\n"
                      f"      - {{otherwise: agreed, sya: {'x' * 200}}}\n")  # fmt: skip
    lines = found.render(width).splitlines()
    assert all(len(line) < width for line in lines if str(tmp_path) not in line)
    caret = next(number for number, line in enumerate(lines) if line.strip() == "^")
    assert lines[caret - 1][lines[caret].index("^") :].startswith("sya")
    flat = " ".join(found.render(width).split())
    assert " ".join(found.message.split()) in flat
    assert found.hint in flat
