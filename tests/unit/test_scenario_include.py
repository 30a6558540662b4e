"""Files that a scenario includes: what is merged, what wins, what is refused, and whose place a problem names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from scenario_base import BASE, changed, checked, codes

from simulator.scenario.check import check

PART = """\
vars: {late_fee: £99, deposit: £200}
counters: {calls: 2}
facts:
  illness: {text: He was ill.}
always:
  - when: {shows: [shout]}
    to: hung-up
steps:
  told:
    client: From the part.
    routes:
      - otherwise: agreed
  extra:
    client: The extra step. {{ late_fee }} and {{ deposit }}.
    routes:
      - when: {shows: [ask]}
        to: agreed
        reveal: [illness]
      - otherwise: lost
    tests:
      - {reply: x, to: lost}
endings:
  hung-up: {outcome: lost, title: T, text: X, lesson: L}
"""
MAIN = changed(
    "include: [part.yaml]\nvars: {late_fee: £40}",
    BASE[BASE.index("steps:") : BASE.index("endings:")].replace("- otherwise: agreed\n    tests:\n      - {reply: It",
                                                                "- otherwise: extra\n    tests:\n      - {reply: It")
    .replace("{reply: It is forty pounds., to: agreed}", "{reply: It is forty pounds., to: extra}"),
)  # fmt: skip


def test_parts_are_merged_and_the_file_itself_wins(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text(PART, encoding="utf-8")
    report = checked(tmp_path, MAIN)
    assert report.problems == ()
    assert report.loaded is not None
    scenario = report.loaded.scenario
    assert scenario.vars == {"late_fee": "£40", "deposit": "£200"}
    assert scenario.steps["told"].client == "And now?"
    assert set(scenario.steps) == {"opening", "told", "extra"}
    assert set(scenario.endings) == {"agreed", "lost", "hung-up"}
    assert scenario.counters == {"excuses": 0, "calls": 2}
    assert [route.target for route in scenario.always] == ["lost", "hung-up"]


def test_the_first_listed_include_wins_over_the_next(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("vars: {x: from a}", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("vars: {x: from b, y: from b}", encoding="utf-8")
    report = checked(tmp_path, changed("include: [a.yaml, b.yaml]"))
    assert report.loaded is not None
    assert report.loaded.scenario.vars == {"x": "from a", "y": "from b"}


def test_a_file_reached_twice_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("include: [c.yaml]", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("include: [c.yaml]", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("always: [{when: {shows: [shout]}, to: lost}]", encoding="utf-8")
    report = checked(tmp_path, changed("include: [a.yaml, b.yaml]"))
    assert report.loaded is not None, report.render()
    assert len(report.loaded.scenario.always) == 2


def test_the_digest_changes_with_an_include(tmp_path: Path) -> None:
    part = tmp_path / "part.yaml"
    part.write_text(PART, encoding="utf-8")
    first, again = checked(tmp_path, MAIN).loaded, checked(tmp_path, MAIN).loaded
    part.write_text(PART.replace("He was ill", "He was well"), encoding="utf-8")
    changed_part = checked(tmp_path, MAIN).loaded
    assert first is not None
    assert again is not None
    assert changed_part is not None
    assert first.digest == again.digest != changed_part.digest


def test_problems_inside_an_include_name_its_place(tmp_path: Path) -> None:
    part = tmp_path / "part.yaml"
    part.write_text(
        PART.replace("to: hung-up", "to: hung-upp")
        .replace("{{ deposit }}", "{{ depositt }}")
        .replace("[ask]", "[askk]"),
        encoding="utf-8",
    )
    problems = checked(tmp_path, MAIN).problems
    assert {(one.file, one.code, one.line, one.column) for one in problems if one.severity == "error"} == {
        (part, "CF301", 7, 9),
        (part, "CF307", 14, 51),
        (part, "CF204", 16, 24),
    }


def test_a_circle_is_told_with_its_way(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("include: [b.yaml]", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("include: [example.yaml]", encoding="utf-8")
    report = checked(tmp_path, changed("include: [a.yaml]"))
    assert codes(report) == ["CF123"]
    assert "example.yaml → a.yaml → b.yaml → example.yaml" in report.problems[0].message
    assert report.problems[0].file == tmp_path / "b.yaml"


def test_a_file_that_includes_itself(tmp_path: Path) -> None:
    assert codes(checked(tmp_path, changed("include: [example.yaml]"))) == ["CF123"]


@pytest.mark.parametrize(
    "name",
    ["../outside.yaml", "/etc/passwd", "/etc/x.yaml", "a/../../outside.yaml", "~/x.yaml", r"..\x.yaml", "C:x.yaml"],
)
def test_an_include_stays_in_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.yaml").write_text("vars: {secret: yes}", encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    report = checked(home, changed(f"include: ['{name}']"))
    assert codes(report) == ["CF121"]
    assert report.loaded is None


def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("vars: {secret: yes}", encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    os.symlink(tmp_path / "outside.yaml", home / "inside.yaml")
    assert codes(checked(home, changed("include: [inside.yaml]"))) == ["CF121"]


def test_a_part_in_a_folder_below_may_be_included(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "sums.yaml").write_text("vars: {x: y}", encoding="utf-8")
    assert checked(tmp_path, changed("include: [parts/sums.yaml]")).problems == ()


def test_a_missing_include_names_the_nearest_file(tmp_path: Path) -> None:
    (tmp_path / "shared.yaml").write_text("vars: {x: y}", encoding="utf-8")
    problem = checked(tmp_path, changed("include: [sharde.yaml]")).problems[0]
    assert (problem.code, problem.hint) == ("CF122", "did you mean `shared.yaml`?")


def test_what_a_part_cannot_give_is_told(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text("title: Another\nvarz: {x: y}\nsteps: [x]", encoding="utf-8")
    report = checked(tmp_path, changed("include: [part.yaml]"))
    assert codes(report) == ["CF124", "CF202", "CF203"]
    assert report.problems[1].hint == "did you mean `vars`?"


def test_a_broken_part_breaks_the_scenario(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text("vars: {x: [", encoding="utf-8")
    report = checked(tmp_path, changed("include: [part.yaml]"))
    assert report.loaded is None
    assert report.problems[0].file == tmp_path / "part.yaml"


def test_too_many_includes(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"p{number}.yaml").write_text(f"include: [p{number + 1}.yaml]", encoding="utf-8")
    assert "CF125" in codes(checked(tmp_path, changed("include: [p0.yaml]")))


def test_a_part_on_its_own_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "part.yaml"
    path.write_text(PART, encoding="utf-8")
    assert codes(check(path)) == ["CF126"]
