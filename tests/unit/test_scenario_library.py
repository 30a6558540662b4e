"""The library: listed fast and in order, broken files aside, and a scenario opened by name or path."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from scenario_base import BASE, changed

from simulator.scenario import library, listed
from simulator.scenario.library import Loaded, ScenarioError, default_root, entries, files, listing, open_scenario

RUSSIAN = changed("id: goryachiy-chay\nlang: ru\ntitle: Горячий чай\ndifficulty: 1")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for lang, name, text in (
        ("en", "example", BASE),
        ("en", "hard", changed("id: hard\ntitle: A hard one\ndifficulty: 4")),
        ("en", "also-easy", changed("id: also-easy\ntitle: After dark\ndifficulty: 2")),
        ("en", "shared", "vars: {x: y}"),
        ("ru", "goryachiy-chay", RUSSIAN),
    ):
        (tmp_path / lang).mkdir(exist_ok=True)
        (tmp_path / lang / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_entries_go_by_difficulty_and_then_title(root: Path) -> None:
    assert [one.id for one in entries(root)] == ["goryachiy-chay", "also-easy", "example", "hard"]
    assert [one.id for one in entries(root, "ru")] == ["goryachiy-chay"]
    assert entries(root, "uk") == ()


def test_an_entry_has_headings_and_counts(root: Path) -> None:
    entry = next(one for one in entries(root, "en") if one.id == "example")
    assert (entry.lang, entry.title, entry.trade, entry.difficulty, entry.minutes) == (
        "en", "Late keys", "holiday flats", 2, 5,
    )  # fmt: skip
    assert (entry.principles, entry.steps, entry.endings) == (("state_rule",), 2, 2)
    assert entry.path == root / "en" / "example.yaml"


def test_counts_include_included_steps(root: Path) -> None:
    (root / "en" / "shared.yaml").write_text("steps: {more: {client: x}}", encoding="utf-8")
    (root / "en" / "example.yaml").write_text(changed("include: [shared.yaml]"), encoding="utf-8")
    assert next(one.steps for one in entries(root, "en") if one.id == "example") == 3


@pytest.mark.parametrize(
    ("text", "code"),
    [("id: [", "CF107"), ("", "CF115"), (changed("title:"), "CF201"), (changed("difficulty: many"), "CF201")],
)
def test_a_broken_file_is_told_and_the_others_are_listed(root: Path, text: str, code: str) -> None:
    path = root / "en" / "broken.yaml"
    path.write_text(text, encoding="utf-8")
    found = listing(root, "en")
    assert [one.id for one in found.entries] == ["also-easy", "example", "hard"]
    assert [(one.file, one.code) for one in found.problems] == [(path, code)]


def test_a_folder_that_is_not_there_is_an_empty_library(tmp_path: Path) -> None:
    assert entries(tmp_path / "nowhere") == ()


def test_files_lists_every_yaml_file(root: Path) -> None:
    assert [path.name for path in files(root, "en")] == ["also-easy.yaml", "example.yaml", "hard.yaml", "shared.yaml"]


def test_a_changed_file_is_read_again(root: Path) -> None:
    entries(root)
    (root / "en" / "hard.yaml").write_text(changed("id: hard\ntitle: Another title\ndifficulty: 5"), encoding="utf-8")
    assert "Another title" in {one.title for one in entries(root)}


def test_open_by_id_by_path_and_by_text(root: Path) -> None:
    path = root / "en" / "hard.yaml"
    for name in ("hard", path, str(path)):
        loaded = open_scenario(name, "en", root)
        assert isinstance(loaded, Loaded)
        assert (loaded.scenario.id, loaded.path) == ("hard", path)
        assert len(loaded.digest) == 64


def test_open_finds_an_id_whose_file_has_another_name(root: Path) -> None:
    (root / "en" / "other.yaml").write_text(changed("id: renamed"), encoding="utf-8")
    assert open_scenario("renamed", "en", root).path.name == "other.yaml"


def test_an_unknown_id_names_the_nearest(root: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        open_scenario("exampel", "en", root)
    assert caught.value.problems[0].code == "CF100"
    assert str(caught.value) == (
        "There is no scenario `exampel`: did you mean `example`? `calmfirm list` shows all there are."
    )


def test_an_unknown_id_like_no_other_names_the_list(root: Path, tmp_path: Path) -> None:
    with pytest.raises(
        ScenarioError, match=r"^There is no scenario `zzzzzzzz`: `calmfirm list` shows all there are\.$"
    ):
        open_scenario("zzzzzzzz", "en", root)
    with pytest.raises(ScenarioError, match=r"^There is no scenario `hard`: the library .* is empty\.$"):
        open_scenario("hard", "en", tmp_path / "nowhere")


def test_a_missing_language_names_those_there_are(root: Path) -> None:
    with pytest.raises(ScenarioError, match=r"it is there in: ru"):
        open_scenario("goryachiy-chay", "uk", root)


@pytest.mark.parametrize("name", ["../en/example", "..", "", "a\0b", "/", "x" * 5000, "\x1b[2J"])
def test_odd_names_are_unknown_and_no_crash(root: Path, name: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        open_scenario(name, "en", root)
    assert "\x1b" not in str(caught.value)


def test_a_broken_scenario_raises_with_every_error_and_no_warning(root: Path) -> None:
    (root / "en" / "bad.yaml").write_text(
        changed("id: bad\ndifficulty: 9\nstart: openin\ntitle: a #b"), encoding="utf-8"
    )
    with pytest.raises(ScenarioError) as caught:
        open_scenario("bad", "en", root)
    assert [one.code for one in caught.value.problems] == ["CF205", "CF301"]
    assert str(caught.value).count("hint:") >= 1


def test_the_environment_names_another_library(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALMFIRM_LIBRARY", str(root))
    assert default_root() == root
    assert open_scenario("hard").scenario.title == "A hard one"


def test_the_shipped_library_is_found_beside_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CALMFIRM_LIBRARY", raising=False)
    assert default_root().name == "scenarios"
    assert (default_root() / "schema" / "scenario.schema.json").is_file()


def test_listing_brings_in_no_model(root: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from simulator.scenario.library import entries;"
        f"assert len(entries(Path({str(root)!r}))) == 4;"
        "print(sorted({'pydantic', 'jinja2', 'textual', 'sqlalchemy', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The next start of the program, with a cache of its own."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("CALMFIRM_CACHE", str(folder))
    monkeypatch.setattr(library, "_known", {})
    return folder / listed.NAME


def test_a_next_start_lists_without_reading_what_has_not_changed(
    root: Path, anew: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = listing(root)
    monkeypatch.setattr(library, "_known", {})
    read: list[str] = []
    monkeypatch.setattr(library, "_fresh", lambda path: read.append(path.stem) or (None, True))
    assert listing(root) == first
    assert read == ["shared"]  # no scenario: nothing is kept of it


def test_a_next_start_reads_what_has_changed(root: Path, anew: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listing(root)
    monkeypatch.setattr(library, "_known", {})
    (root / "en" / "hard.yaml").write_text(changed("id: hard\ntitle: Much harder\ndifficulty: 5"), encoding="utf-8")
    (root / "en" / "also-easy.yaml").unlink()
    assert [one.title for one in entries(root, "en")] == ["Late keys", "Much harder"]
    assert "After dark" not in anew.read_text(encoding="utf-8")


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"version": "0", "entries": []}', '{"entries": [[1, 2, {"id": 3}]]}'])
def test_what_was_kept_may_be_broken(root: Path, anew: Path, monkeypatch: pytest.MonkeyPatch, kept: str) -> None:
    anew.write_text(kept, encoding="utf-8")
    assert len(entries(root)) == 4
    monkeypatch.setenv("CALMFIRM_CACHE", str(anew / "no-folder"))
    monkeypatch.setattr(library, "_known", {})
    assert len(entries(root)) == 4
