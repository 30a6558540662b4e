"""The scenarios that `calmfirm new` begins: whole, without a warning, with tests that pass and leave nothing out."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.contract import LANGUAGES
from scoring.scorer import Scorer
from simulator.scenario.check import check
from simulator.scenario.starting import SHAPES, StartProblem, begun, name_of, schema_for, stories

EVERY = [(lang, shape) for lang in LANGUAGES for shape in SHAPES]


@pytest.fixture(scope="module", params=[True, False], ids=["full", "cues"])
def scorer(request: pytest.FixtureRequest) -> Scorer:
    return Scorer.load(meaning=request.param)


@pytest.mark.parametrize(("lang", "shape"), EVERY)
def test_a_starter_passes_check_and_its_tests_go_everywhere(
    lang: str, shape: str, scorer: Scorer, tmp_path: Path
) -> None:
    (tmp_path / lang).mkdir()
    path = tmp_path / lang / "my-case.yaml"
    path.write_text(begun(shape, lang, "my-case"), encoding="utf-8")
    report = check(path, scorer)
    assert report.render() == ""
    assert report.tried is not None
    assert report.tried.coverage.idle == ()
    assert report.loaded is not None
    assert report.loaded.scenario.lang == lang


def test_starters_of_a_shape_are_the_same_scenario_in_each_language(tmp_path: Path) -> None:
    for shape in SHAPES:
        shapes = set()
        for lang in LANGUAGES:
            path = tmp_path / f"{shape}.yaml"
            path.write_text(begun(shape, lang, shape), encoding="utf-8")
            loaded = check(path).loaded
            assert loaded is not None
            scenario = loaded.scenario
            routes = [
                (name, route.target, route.when) for name, step in scenario.steps.items() for route in step.routes
            ]
            shapes.add(repr((routes, scenario.limits, scenario.principles, scenario.client.patience)))
        assert len(shapes) == 1, shape


@pytest.mark.parametrize(
    ("title", "client"),
    [
        ("Keys: the return", "O'Neill"),
        ("[sighs] “Late” #3", "Анна: Белова"),
        ("no", "12:30"),
        ("{{ 7 }}", "- x"),
        ("a\nb\x1b c\u202e", "*star*"),
    ],
)
def test_any_title_and_name_can_be_written(title: str, client: str, tmp_path: Path) -> None:
    path = tmp_path / "my-case.yaml"
    path.write_text(begun("complaint", "en", "my-case", title=title, client=client), encoding="utf-8")
    report = check(path)
    assert report.loaded is not None, report.render()
    shown = " ".join("".join(char if char.isprintable() else " " for char in title).split())
    assert (report.loaded.scenario.title, report.loaded.scenario.client.name) == (shown, client)


@pytest.mark.parametrize(
    ("name", "near"),
    [("Late Keys", "late-keys"), ("1st", "late-keys"), ("ключи", "late-keys"), ("a" * 61, "a" * 60), ("", "late-keys")],
)
def test_a_name_that_is_none_is_refused_with_one_like_it(name: str, near: str) -> None:
    with pytest.raises(StartProblem) as raised:
        name_of(name)
    assert raised.value.near == near
    assert near in str(raised.value)


def test_words_that_are_too_long_are_refused() -> None:
    with pytest.raises(StartProblem, match="The title has 121 characters; 120 are enough"):
        begun("complaint", "en", "x", title="x" * 121)


def test_the_schema_is_that_of_the_library_or_one_beside_the_file(tmp_path: Path) -> None:
    assert schema_for(tmp_path) == ("scenario.schema.json", tmp_path / "scenario.schema.json")
    (tmp_path / "scenario.schema.json").touch()
    assert schema_for(tmp_path) == ("scenario.schema.json", None)
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "scenario.schema.json").touch()
    (tmp_path / "uk").mkdir()
    assert schema_for(tmp_path / "uk") == ("../schema/scenario.schema.json", None)


def test_every_starter_has_a_story_of_its_own() -> None:
    assert {lang: set(shapes) for lang, shapes in stories().items()} == {lang: set(SHAPES) for lang in LANGUAGES}
