"""`new`, `schema`, `explain`, `test` and the formats of `check`, as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import SPARE_KEY, FakeScorer

from scoring.contract import LABELS
from scoring.rubric import load_rubric
from scoring.scorer import Scorer
from simulator.cli import cli
from simulator.commands import new as new_command
from simulator.commands.findings import annotation
from simulator.scenario import schema
from simulator.scenario.check import check
from simulator.scenario.codes import CODES
from simulator.scenario.problem import Problem


@pytest.fixture(autouse=True)
def _known_scorer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Scorer, "load", classmethod(lambda cls, rubric=None, meaning=True: FakeScorer()))
    monkeypatch.delenv("CALMFIRM_LIBRARY", raising=False)
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, typed: str | None = None) -> Result:
    result = CliRunner().invoke(cli, list(arguments), input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def _at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        @staticmethod
        def isatty() -> bool:
            return True

    class Sys:
        stdin = Terminal()

    monkeypatch.setattr(new_command, "sys", Sys)


@pytest.mark.parametrize("command", ["new", "schema", "explain", "test", "check"])
def test_help_has_examples(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout


def test_new_by_flags_writes_a_scenario_that_passes(tmp_path: Path) -> None:
    result = run("new", "late-keys", "--shape", "parting", "--lang", "uk", "--title", "Ключі: знову", "--client", "Ян")
    assert result.exit_code == 0, result.output
    report = check(tmp_path / "late-keys.yaml")
    assert report.problems == ()
    assert report.loaded is not None
    scenario = report.loaded.scenario
    assert (scenario.id, scenario.lang, scenario.title, scenario.client.name) == (
        "late-keys",
        "uk",
        "Ключі: знову",
        "Ян",
    )
    assert (tmp_path / "scenario.schema.json").read_text(encoding="utf-8") == schema.text()
    first = (tmp_path / "late-keys.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=scenario.schema.json"


def test_new_asks_for_what_is_not_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _at_a_terminal(monkeypatch)
    answers = "2\nLate Keys\n\nru\nЦарапина\nАнна\n"
    result = run("new", typed=answers)
    assert result.exit_code == 0, result.output
    assert "for instance late-keys" in result.output
    report = check(tmp_path / "late-keys.yaml")
    assert report.problems == ()
    assert report.loaded is not None
    scenario = report.loaded.scenario
    assert (scenario.lang, scenario.title, scenario.client.name) == ("ru", "Царапина", "Анна")
    assert "own_fault" in scenario.principles


def test_new_takes_the_language_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "ru").mkdir()
    assert run("new", "ru/keys.yaml").exit_code == 0
    assert check(tmp_path / "ru" / "keys.yaml").problems == ()


def test_new_never_writes_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "keys.yaml").write_text("mine", encoding="utf-8")
    result = run("new", "keys")
    assert result.exit_code == 2
    assert "keys.yaml is there already; give another name." in result.stderr
    assert (tmp_path / "keys.yaml").read_text(encoding="utf-8") == "mine"


def test_new_refuses_a_name_that_no_scenario_can_have(tmp_path: Path) -> None:
    result = run("new", "Ключи")
    assert result.exit_code == 2
    assert "A scenario's name is a-z" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_schema_prints_and_writes(tmp_path: Path) -> None:
    assert run("schema").stdout == schema.text()
    assert run("schema", str(tmp_path)).exit_code == 0
    assert json.loads((tmp_path / "scenario.schema.json").read_text(encoding="utf-8")) == schema.schema()


def test_schema_of_a_rubric_offers_its_labels_and_what_they_say(tmp_path: Path) -> None:
    own = Path(__file__).parents[1] / "own_rubric" / "rubrics" / "salon"
    place = tmp_path / "own.json"
    assert run("schema", "--rubric", str(own), str(place)).exit_code == 0
    made = json.loads(place.read_text(encoding="utf-8"))["$defs"]["When"]["properties"]["shows"]["items"]
    rubric = load_rubric(own)
    assert set(rubric.labels) != set(LABELS)
    assert made["enum"] == [*rubric.labels]
    assert made["markdownEnumDescriptions"] == [rubric.says(label) for label in rubric.labels]
    (tmp_path / "rubric.yaml").write_text("labels: 3\n", encoding="utf-8")
    assert run("schema", "--rubric", str(tmp_path)).exit_code == 2


@pytest.mark.parametrize("typed", ["CF116", "cf116", "116"])
def test_explain_shows_both_examples(typed: str) -> None:
    told = run("explain", typed).stdout
    assert told.startswith("CF116 a text cut by a comment (warning)")
    assert "    summary: The tenant of flat #12 keeps the keys." in told
    assert told.index("Wrong:") < told.index("Right:")


def test_explain_lists_and_gives_json() -> None:
    lines = run("explain").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(CODES)
    found = json.loads(run("explain", "CF124", "--json").stdout)
    assert (found["code"], found["severity"], list(found["beside"])) == (
        "CF124",
        "warning",
        ["shared.yaml", "facts.yaml"],
    )


def test_explain_of_no_code_names_the_nearest() -> None:
    result = run("explain", "CF1166")
    assert result.exit_code == 2
    assert "There is no code `CF1166`. Did you mean CF116?" in result.stderr


def _failing(folder: Path) -> Path:
    text = SPARE_KEY.read_text(encoding="utf-8")
    path = folder / "spare-key.yaml"
    path.write_text(
        text.replace("{choice: hold, to: closing}", "{choice: hold, to: closing, calm: hostile}"), encoding="utf-8"
    )
    return path


def test_test_tells_failures_and_what_is_never_reached(tmp_path: Path) -> None:
    path = _failing(tmp_path)
    result = run("test", str(path))
    assert result.exit_code == 1
    assert "CF502" in result.stdout
    assert "expected calm hostile, it is respectful" in result.stdout
    assert "    note: the reply scored calm 4.0 (respectful)" in result.stdout
    assert "tests go through: steps" in result.stdout
    assert "never reached: spare-key.yaml:" in result.stdout
    assert run("test", str(SPARE_KEY)).exit_code == 0


def test_test_leaves_other_warnings_to_check(tmp_path: Path) -> None:
    path = tmp_path / "spare-key.yaml"
    text = SPARE_KEY.read_text(encoding="utf-8")
    path.write_text(text.replace("vars: {", "vars: {idle: x, ", 1), encoding="utf-8")
    assert "CF413" in run("check", str(path)).stdout
    told = run("test", str(path))
    assert "CF413" not in told.stdout
    assert told.exit_code == 0


def test_json_has_counts_coverage_and_notes(tmp_path: Path) -> None:
    found = json.loads(run("test", str(_failing(tmp_path)), "--format", "json").stdout)
    assert found["tests"]["failed"] == 1
    assert found["coverage"]["steps"]["all"] >= found["coverage"]["steps"]["reached"] > 0
    assert {"name", "file", "line"} == set(found["coverage"]["never"][0])
    assert found["problems"][0]["notes"][0].startswith("the reply scored")
    assert "coverage" not in json.loads(run("check", str(SPARE_KEY), "--format", "json").stdout)
    assert "coverage" in json.loads(run("check", str(SPARE_KEY), "--json", "--coverage").stdout)


def test_several_files_end_with_their_sum(tmp_path: Path) -> None:
    _failing(tmp_path)
    run("new", "late-keys", "--shape", "parting")
    last = run("check", str(tmp_path), "--no-tests").stdout.splitlines()[-1]
    assert last == "2 files: 0 errors, 0 warnings"
    assert "fail" in run("check", str(tmp_path)).stdout.splitlines()[-1]
    assert len(run("check", str(SPARE_KEY), "--no-tests").stdout.splitlines()) == 1


def test_github_format_is_one_command_a_problem(tmp_path: Path) -> None:
    lines = run("check", str(_failing(tmp_path)), "--format", "github").stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"::error file={tmp_path.as_posix()}/spare-key.yaml,line=")
    assert ",title=CF502::this test fails" in lines[0]
    assert "%0Athe reply scored" in lines[0]


def test_github_format_lets_no_text_begin_a_command_of_its_own() -> None:
    problem = Problem("CF202", "error", 3, 4, "100%\n::set-env::x\x1b[2J", "a,b: c", Path("a,b:c.yaml"))
    told = annotation(problem)
    assert "\n" not in told
    assert "\x1b" not in told
    assert told == "::error file=a%2Cb%3Ac.yaml,line=3,col=4,title=CF202::100%25%0A::set-env::x [2J%0Ahint: a,b: c"
