"""The commands around a trainee's own data and a coach, run as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import LIBRARY, FakeScorer

from scoring.scorer import Scorer
from simulator.cli import cli


@pytest.fixture(autouse=True)
def _known_scorer(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(Scorer, "load", classmethod(lambda cls, rubric=None, meaning=True: FakeScorer()))
    monkeypatch.setenv("CALMFIRM_LIBRARY", str(LIBRARY))
    monkeypatch.delenv("CALMFIRM_DB", raising=False)
    monkeypatch.setattr("simulator.store.place.default_location", lambda: tmp_path / "default.db")
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, typed: str | None = None, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, list(arguments), input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert result.exit_code == code, result.output
    return result


def practised(*replies: str, name: str = "Олена") -> None:
    typed = "".join(f"{one}\n" for one in replies or ("The rule is £40. Питання?", "hold", "Here."))
    run("--db", "t.db", "play", "spare-key", "--name", name, "--replies", "-", typed=typed)


def test_a_conversation_goes_to_the_coach_and_back() -> None:
    practised()
    told = run("--db", "t.db", "submit", "--name", "Олена К.", "--note", "Чи не твердо?", "--out", "out.json").stdout
    assert "3 turns, signed Олена К." in told
    assert "taken in" in run("--db", "c.db", "coach", "take", "out.json").stdout
    assert "was there already" in run("--db", "c.db", "coach", "take", "out.json").stdout
    (row,) = json.loads(run("--db", "c.db", "coach", "list", "--json").stdout)
    assert (row["name"], row["turns"], row["comments"]) == ("Олена К.", 3, 0)
    key = row["key"][:6]
    assert "--coach NAME" in run("--db", "c.db", "coach", "comment", key, "1", "So.", code=2).stderr
    run("--db", "c.db", "coach", "comment", key, "1", "Спитайте \x1b[31mспершу.", "--coach", "Ірина")
    run("--db", "c.db", "coach", "comment", key, "0", "Well done.")  # the name is remembered
    wrong = run("--db", "c.db", "coach", "comment", key, "1", "--firm", "5", code=2)
    assert "reason" in wrong.stderr
    labels = run("--db", "c.db", "coach", "comment", key, "1", "--labels", "aks", "--reason", "x", code=2)
    assert "did you mean `ask`" in labels.stderr
    run("--db", "c.db", "coach", "comment", key, "2", "--firm", "5", "--reason", "She holds it.")
    shown = run("--db", "c.db", "coach", "show", key).stdout
    assert "Note: Чи не твердо?" in shown
    assert "Rated by the coach: calm 4 (ours 4.0), firm 5 (ours 2.0)" in shown
    assert "\x1b" not in shown
    run("--db", "c.db", "coach", "reply", key, "--out", "back.json")
    told = run("--db", "t.db", "comments", "back.json").stdout
    assert "Ірина on turn 1, “The rule is £40. Питання?”:" in told
    assert "Because: She holds it." in told
    assert "Ірина on the whole conversation:" in told
    (found,) = json.loads(run("--db", "t.db", "comments", "--json").stdout)
    assert [one["turn"] for one in found["comments"]] == [1, 2, 0]
    assert "1 rated reply" in run("--db", "c.db", "coach", "ratings", "--out", "rated.jsonl").stdout
    assert json.loads(Path("rated.jsonl").read_text())["raters"]["Ірина"]["firm"] == 5
    assert "not submitted from this database" in run("--db", "c.db", "comments", "back.json", code=2).stderr


def test_bad_files_and_numbers_are_a_sentence() -> None:
    practised()
    Path("x.json").write_text('{"calmfirm": "submission", "version": 1}')
    for arguments, told in (
        (["coach", "take", "x.json"], "x.json: key must be"),
        (["coach", "review", "zz", "--coach", "I"], "No submissions begin with zz"),
        (["comments", "x.json"], "a coach's comments is needed here"),
        (["submit", "99"], "There is no conversation 99"),
        (["submit", "--name", " "], "sign with --name"),
        (["submit", "--out", "no/x.json"], "There is no folder"),
        (["restore", "x.json", "--yes"], "is damaged"),
        (["data", "export", "--out", "no/mine.json"], "no/mine.json: No such file"),
        (["backup", "no/my.backup"], "no/my.backup"),
        (["coach", "ratings"], "No turn has been rated"),
    ):
        result = run("--db", "t.db", *arguments, code=2)
        assert told in result.stderr
        assert result.stderr.count("\n") == 1


def test_data_is_taken_along_and_deleted_only_when_that_is_meant() -> None:
    practised()
    practised(name="Petro")
    run("--db", "t.db", "data", "export", "--out", "mine.json")
    tables = json.loads(Path("mine.json").read_text())["tables"]
    assert [one["trainee"] for one in tables["sessions"]] == ["Олена", "Petro"]
    assert "there already" in run("--db", "t.db", "data", "export", "--out", "mine.json", code=2).stderr
    named = json.loads(run("--db", "t.db", "data", "export", "--name", "Petro").stdout)["tables"]
    assert {one["session_id"] for one in named["turns"]} == {2}
    refused = run("--db", "t.db", "data", "delete", code=2)
    assert "2 conversations" in refused.stdout
    assert "say --yes" in refused.stderr
    assert len(json.loads(run("--db", "t.db", "history", "--json").stdout)) == 2
    run("--db", "t.db", "data", "delete", "--name", "Petro", "--yes")
    (row,) = json.loads(run("--db", "t.db", "history", "--json").stdout)
    assert row["id"] == 1
    run("--db", "t.db", "data", "delete", "--yes")
    assert json.loads(run("--db", "t.db", "history", "--json").stdout) == []
    assert "Питання".encode() not in Path("t.db").read_bytes()
    assert "nothing to delete" in run("--db", "t.db", "data", "delete").stdout


def test_a_backup_and_a_damaged_database() -> None:
    practised()
    assert "1 conversation copied" in run("--db", "t.db", "backup", "my.backup").stdout
    assert "--force" in run("--db", "t.db", "backup", "my.backup", code=2).stderr
    data = bytearray(Path("t.db").read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    Path("t.db").write_bytes(bytes(data))
    told = run("--db", "t.db", "history")
    assert "No conversations yet" in told.stdout
    assert "was damaged" in told.stderr
    assert run("--db", "t.db", "history").stderr == ""
    assert "say --yes" in run("--db", "t.db", "restore", "my.backup", code=2).stderr
    told = run("--db", "t.db", "restore", "my.backup", "--yes")
    assert "1 conversation restored" in told.stdout
    assert len(json.loads(run("--db", "t.db", "history", "--json").stdout)) == 1
    assert "1 old database file" not in run("--db", "t.db", "data", "delete", "--session", "1", "--yes").stdout
    run("--db", "t.db", "data", "delete", "--yes")
    assert not list(Path().glob("t.db.*-*"))


@pytest.mark.parametrize(
    "command",
    [["submit"], ["comments"], ["backup"], ["restore"], ["data"], ["data", "export"], ["data", "delete"], ["coach"]]
    + [["coach", one] for one in ("take", "list", "show", "comment", "review", "reply", "ratings")],
)
def test_each_command_shows_examples(command: list[str]) -> None:
    assert "Examples:" in run(*command, "--help").stdout
