"""Renaming: every place where the name stands, and not one character besides."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from scenario_base import BASE, changed

from simulator.scenario.check import check
from simulator.scenario.edit import EditRefused, write_all
from simulator.scenario.include import gather
from simulator.scenario.library import ScenarioError
from simulator.scenario.rename import rename

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("??/*.yaml"))
ODD = """\
start: 'opening'   # opening comes first
limits: {patience: agreed,trust:   "agreed"}
playthroughs:
- {name: opening, replies: [opening], ends: agreed}
"""
SHARED = """\
always:
  - {when: {shows: [insult]}, to: lost}
endings:
  lost: {outcome: lost, title: L, text: L, lesson: L}
"""


def written(folder: Path, text: str, name: str = "example.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


def lines_changed(before: str, after: str) -> list[str]:
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_every_place_changes_and_nothing_else(tmp_path: Path) -> None:
    text = changed(ODD)
    path = written(tmp_path, text)
    found = rename(path, "opening", "first-words")
    assert (found.kind, found.places) == ("step", {path: 2})
    assert lines_changed(text, found.files[path]) == [
        "-start: 'opening'   # opening comes first",
        "+start: 'first-words'   # opening comes first",
        "-  opening:",
        "+  first-words:",
    ]
    assert found.comments == ((path, text.splitlines().index("start: 'opening'   # opening comes first") + 1),)
    ended = rename(path, "agreed", "paid")
    assert ended.kind == "ending"
    assert 'limits: {patience: paid,trust:   "paid"}' in ended.files[path]
    assert "- {name: opening, replies: [opening], ends: paid}" in ended.files[path]
    assert "agreed" not in ended.files[path]


def test_nothing_is_written_before_it_is_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, BASE)
    found = rename(path, "told", "heard")
    assert path.read_text(encoding="utf-8") == BASE
    write_all(found.files)
    assert path.read_text(encoding="utf-8") == BASE.replace("told", "heard")
    assert not [one for one in check(path).problems if one.severity == "error"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_shipped_scenario_comes_back_byte_for_byte(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    data = gather(copy).data
    assert data
    # The step most spoken of and an ending; of one scenario, every name.
    most = max(data["steps"], key=path.read_text(encoding="utf-8").count)
    names = (*data["steps"], *data["endings"]) if path == SHIPPED[0] else (most, next(iter(data["endings"])))
    for name in names:
        write_all(rename(copy, name, "renamed-for-a-while").files)
        assert name not in (gather(copy).data or {})["steps"]
        write_all(rename(copy, "renamed-for-a-while", name).files)
        assert copy.read_bytes() == path.read_bytes()


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    text = "\ufeff" + BASE.replace("\n", "\r\n")
    path = written(tmp_path, text)
    write_all(rename(path, "told", "heard").files)
    assert path.read_bytes() == text.replace("told", "heard").encode("utf-8")


def test_an_included_file_is_changed_with_every_scenario_that_includes_it(tmp_path: Path) -> None:
    shared = written(tmp_path, SHARED, "shared.yaml")
    main = changed(
        "include: [shared.yaml]\n",
        "always: []\n",
        "endings:\n  agreed: {outcome: good, title: A, text: A, lesson: A}\n",
    )
    one = written(tmp_path, main)
    two = written(tmp_path, main.replace("id: example", "id: other") + "limits: {patience: lost}\n", "other.yaml")
    found = rename(one, "lost", "gone")
    assert set(found.files) == {shared, two}
    write_all(found.files)
    assert shared.read_text(encoding="utf-8") == SHARED.replace("to: lost", "to: gone").replace("  lost:", "  gone:")
    assert "limits: {patience: gone}" in two.read_text(encoding="utf-8")


def test_a_shared_file_is_left_alone_when_another_scenario_has_its_own(tmp_path: Path) -> None:
    written(tmp_path, "always:\n  - {when: {shows: [insult]}, to: lost}\n", "shared.yaml")
    one = written(tmp_path, changed("include: [shared.yaml]\n", "always: []\n"))
    written(tmp_path, changed("include: [shared.yaml]\n", "always: []\n", "id: other\n"), "other.yaml")
    with pytest.raises(EditRefused, match=r"other\.yaml includes the same file and has a `lost` of its own"):
        rename(one, "lost", "gone")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("openin", "x", "did you mean `opening`"),
        ("opening", "told", r"a step `told` already \(example.yaml:37\)"),
        ("opening", "lost", "a ending `lost` already|an ending `lost` already"),
        ("opening", "Two Words", "no name"),
        ("opening", "", "no name"),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_a_sentence(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(EditRefused, match=said):
        rename(written(tmp_path, BASE), old, new)


def test_a_file_that_cannot_be_read_surely_is_not_touched(tmp_path: Path) -> None:
    path = written(tmp_path, BASE + "summary: He said: no.\n")
    with pytest.raises((EditRefused, ScenarioError)) as refused:
        rename(path, "opening", "first")
    assert "CF" in str(refused.value)


def test_when_one_file_cannot_be_written_all_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = written(tmp_path, "a: 1\n", "a.yaml"), written(tmp_path, "b: 1\n", "b.yaml")
    from simulator.scenario import edit

    def write(path: Path, text: str) -> None:
        if path == two:
            raise OSError(28, "No space left on device", str(path))
        path.write_text(text, encoding="utf-8")

    monkeypatch.setattr(edit, "write_whole", write)
    with pytest.raises(OSError, match="No space left"):
        write_all({one: "a: 2\n", two: "b: 2\n"})
    assert (one.read_text(), two.read_text()) == ("a: 1\n", "b: 1\n")
