"""The shipped rubric is whole, and a broken one is refused with its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scoring.contract import LABELS, LANGUAGES, STANCES
from scoring.cues import failing_examples, load_cues
from scoring.rubric import DEFAULT, RubricError, digest, load_rubric


def test_every_label_and_stance_is_named_in_every_language() -> None:
    rubric = load_rubric()
    names = {lang: [rubric.name(key, lang) for key in (*LABELS, *STANCES)] for lang in LANGUAGES}
    for lang, each in names.items():
        assert len(set(each)) == len(each), f"two labels have the same name in {lang}"
    assert not set(names["en"]) & set(names["ru"])
    assert all(rubric.says(key, lang) for key in (*LABELS, *STANCES) for lang in LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cue_treats_its_own_examples_as_it_says(lang: str) -> None:
    cues = load_cues(DEFAULT, lang)
    assert failing_examples(cues) == []
    assert {cue.label for cue in cues.cues} | {"shout"} == set(LABELS)
    keys = [cue.key for cue in cues.cues]
    assert len(set(keys)) == len(keys)


def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "rubric"
    shutil.copytree(DEFAULT, folder, ignore=shutil.ignore_patterns("bank"))
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rubric.yaml", "labels:", "lables:", "missing"),
        ("rubric.yaml", "at_most: 1.4", "at_most: 9", "cannot use"),
        ("rubric.yaml", "name: calm_firm", "name: [calm_firm", "rubric.yaml:"),
        ("rubric.yaml", "name: calm_firm", "name: &a calm_firm\nother: *a", "aliases"),
    ],
)
def test_a_broken_rubric_is_refused(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    folder = copied(tmp_path)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RubricError, match=said):
        load_rubric(folder)


def test_a_cue_without_miss_examples_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "cues" / "en.yaml"
    path.write_text("cues:\n- {key: x, label: thank, any: [thanks], hit: [thanks]}\n", encoding="utf-8")
    with pytest.raises(RubricError, match="hit and miss"):
        load_cues(folder, "en")


def test_the_hash_changes_with_a_cue_but_not_with_line_ends(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = digest(folder)
    path = folder / "cues" / "en.yaml"
    text = path.read_bytes()
    path.write_bytes(text.replace(b"\n", b"\r\n"))
    assert digest(folder) == before
    path.write_bytes(text + b"\n# a remark\n")
    assert digest(folder) != before


def test_the_hash_changes_with_every_learned_file_that_scores_depend_on(tmp_path: Path) -> None:
    # What only learning reads may change freely.
    learned = {path.name for path in (DEFAULT / "model").iterdir()} - {"unseen.npz", "rounds.npz"}
    (tmp_path / "model").mkdir()
    for name in learned:
        (tmp_path / "model" / name).write_bytes(b"as it was")
    for name in sorted(learned):
        before = digest(tmp_path)
        (tmp_path / "model" / name).write_bytes(b"otherwise")
        assert digest(tmp_path) != before, name
