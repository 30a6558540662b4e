"""Stubs for missing steps and endings: they fit into the file as it is laid out, and the scenario can be played."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario_base import BASE, changed

from simulator.scenario.check import check
from simulator.scenario.edit import EditRefused, write_all
from simulator.scenario.stub import Stubbed, stub

STEPS = BASE[BASE.index("steps:") : BASE.index("endings:")]
LEADS = STEPS.replace("      - otherwise: agreed\n    tests:\n      - {reply: What",
                      "      - otherwise: bargain\n    tests:\n      - {reply: What")  # fmt: skip
AIRY = LEADS.replace("  told:\n", "\n  # the second one\n  told:\n") + "# and that was all\n"


def made(folder: Path, text: str, *names: str, endings: tuple[str, ...] = ()) -> tuple[Stubbed, Path]:
    path = folder / "example.yaml"
    path.write_text(text, encoding="utf-8")
    found = stub(path, names, endings)
    if found.text is not None:
        write_all({path: found.text})
    return found, path


def test_a_missing_step_is_put_behind_the_last_one_and_can_be_played(tmp_path: Path) -> None:
    text = changed(LEADS)
    assert check(_written(tmp_path, text)).loaded is None
    found, path = made(tmp_path, text)
    assert found.made == (("step", "bargain"),)
    added = '  bargain:\n    client: "(stub) What does the client say here?"\n    routes:\n      - otherwise: agreed\n'
    assert path.read_text(encoding="utf-8") == text.replace("endings:\n", added + "endings:\n")
    report = check(path)
    assert report.loaded is not None, report.render()
    assert report.loaded.scenario.steps["bargain"].routes[0].target == "agreed"


def test_blank_lines_between_steps_and_comments_behind_them_are_kept(tmp_path: Path) -> None:
    text = changed(AIRY)
    _, path = made(tmp_path, text)
    after = path.read_text(encoding="utf-8")
    assert "to: agreed}\n\n  bargain:\n" in after
    assert "      - otherwise: agreed\n# and that was all\nendings:" in after


def test_an_ending_is_told_by_limits_or_by_hand(tmp_path: Path) -> None:
    text = changed(LEADS, "limits: {patience: walked-out}\n")
    found, path = made(tmp_path, text, endings=("bargain",))
    assert found.made == (("ending", "bargain"),)
    found, path = made(tmp_path, path.read_text(encoding="utf-8"))
    assert found.made == (("ending", "walked-out"),)
    assert check(path).loaded is not None


def test_a_slip_of_the_pen_is_told_and_not_made_unless_named(tmp_path: Path) -> None:
    text = changed(LEADS.replace("bargain", "tolld"))
    found, path = made(tmp_path, text)
    assert (found.made, found.slips, found.text) == ((), (("tolld", "told"),), None)
    found, path = made(tmp_path, text, "tolld")
    assert found.made == (("step", "tolld"),)
    assert check(path).loaded is not None


@pytest.mark.parametrize(
    "endings",
    [
        "endings: {agreed: {outcome: good, title: A, text: A, lesson: A}, "
        "lost: {outcome: lost, title: L, text: L, lesson: L}}\n",
        "endings: {\n  agreed: {outcome: good, title: A, text: A, lesson: A},\n"
        "  lost: {outcome: lost, title: L, text: L, lesson: L},  # the last\n}\n",
    ],
)
def test_a_section_in_braces_takes_stubs_too(tmp_path: Path, endings: str) -> None:
    found, path = made(tmp_path, changed(LEADS, endings), endings=("bargain",))
    assert found.made == (("ending", "bargain"),)
    assert check(path).loaded is not None


def test_a_scenario_without_endings_gets_one(tmp_path: Path) -> None:
    text = changed(STEPS.replace("otherwise: agreed", "otherwise: next"), "always: []\n")
    text = text[: text.index("endings:")].replace("to: agreed", "to: next")
    found, path = made(tmp_path, text)
    assert found.made == (("step", "next"),)
    report = check(path)
    assert report.loaded is not None, report.render()
    assert list(report.loaded.scenario.endings) == ["over"]


def test_stubs_speak_the_language_of_the_scenario(tmp_path: Path) -> None:
    _, path = made(tmp_path, changed(LEADS, "lang: uk\n"))
    assert "(заготовка) Що тут каже клієнт?" in path.read_text(encoding="utf-8")


def test_names_that_nothing_leads_to_are_refused_with_those_that_are_missing(tmp_path: Path) -> None:
    with pytest.raises(EditRefused, match="missing are: bargain"):
        made(tmp_path, changed(LEADS), "opening")
    found, _ = made(tmp_path, BASE)
    assert found == Stubbed(tmp_path / "example.yaml", (), (), (), None)


def test_a_name_that_is_none_does_not_keep_the_others_from_being_made(tmp_path: Path) -> None:
    text = changed(LEADS, "limits: {patience: Ушёл}\n")
    found, _ = made(tmp_path, text)
    assert (found.made, found.odd) == ((("step", "bargain"),), ("Ушёл",))
    with pytest.raises(EditRefused, match="no name"):
        made(tmp_path, text, "Ушёл")


def _written(folder: Path, text: str) -> Path:
    path = folder / "example.yaml"
    path.write_text(text, encoding="utf-8")
    return path
