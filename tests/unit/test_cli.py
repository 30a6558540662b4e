from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import LIBRARY, SPARE_KEY, FakeScorer

from scoring.scorer import Scorer
from simulator import __version__
from simulator.cli import cli
from simulator.session import Turn
from simulator.store.database import Store
from simulator.store.failure import StoreError


@pytest.fixture(autouse=True)
def _known_scorer(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(Scorer, "load", classmethod(lambda cls, rubric=None, meaning=True: FakeScorer()))
    monkeypatch.setenv("CALMFIRM_LIBRARY", str(LIBRARY))
    monkeypatch.delenv("CALMFIRM_DB", raising=False)
    # Nothing may reach the real results of whoever runs the tests.
    monkeypatch.setattr("simulator.store.place.default_location", lambda: tmp_path / "default.db")


def run(*arguments: str, typed: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(cli, list(arguments), input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def replies(tmp_path) -> Path:
    path = tmp_path / "replies.txt"
    path.write_text("\ufeffThe rule is £40. Питання?\r\n\r\n3\r\nHere.\r\nmore\r\n", encoding="utf-8")
    return path


def test_version_and_help() -> None:
    assert run("--version").stdout.strip().endswith(__version__)
    for command in ([], ["play"], ["list"], ["score"], ["check"], ["history"]):
        result = run(*command, "--help")
        assert result.exit_code == 0
        assert "Examples:" in result.stdout


@pytest.mark.parametrize("arguments", [[], ["play", "spare-key"]])
def test_without_a_terminal_it_says_so_and_names_the_two_other_ways(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "calmfirm play ID --plain" in result.stderr
    assert "--replies FILE" in result.stderr
    assert result.stdout == ""


def test_list_as_json_and_as_text(tmp_path, monkeypatch) -> None:
    (row,) = json.loads(run("list", "--json").stdout)
    assert row == {
        "id": "spare-key", "lang": "en", "title": "The spare key", "difficulty": 1, "minutes": 3, "steps": 3,
        "endings": 3, "principles": ["state_rule", "ask"],
    }  # fmt: skip
    assert "The spare key" in run("list").stdout
    assert json.loads(run("list", "--lang", "uk", "--json").stdout) == []
    (tmp_path / "empty").mkdir()
    assert "no scenarios" in run("list", "--library", str(tmp_path / "empty")).stdout
    (tmp_path / "empty" / "en").mkdir()
    (tmp_path / "empty" / "en" / "broken.yaml").write_text("title: [")
    result = run("list", "--json", "--library", str(tmp_path / "empty"))
    assert (result.exit_code, json.loads(result.stdout)) == (1, [])
    assert "broken.yaml:" in result.stderr


def test_play_a_file_of_replies(replies) -> None:
    result = run("play", "spare-key", "--replies", str(replies), "--json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert data["ending"]["id"] == "agreed"
    assert data["turns"][0]["reply"] == "The rule is £40. Питання?"
    assert data["unused_replies"] == ["more"]
    text = run("play", str(SPARE_KEY), "--replies", "-", typed=replies.read_bytes())
    assert text.exit_code == 0
    assert "Ending: A key and a receipt (good ending)" in text.stdout


def test_a_file_of_replies_is_kept_only_when_a_database_is_named(replies, tmp_path, monkeypatch) -> None:
    run("play", "spare-key", "--replies", str(replies))
    assert json.loads(run("history", "--json").stdout) == []
    named = str(tmp_path / "named.db")
    run("play", "spare-key", "--replies", str(replies), "--db", named)
    (row,) = json.loads(run("history", "--json", "--db", named).stdout)
    assert (row["scenario"], row["outcome"], row["turns"]) == ("spare-key", "good", 3)
    monkeypatch.setenv("CALMFIRM_DB", named)
    run("play", "spare-key", "--replies", str(replies))
    assert len(json.loads(run("history", "--json").stdout)) == 2
    assert len(json.loads(run("--db", str(tmp_path / "other.db"), "history", "--json").stdout)) == 0


def test_a_line_that_cannot_be_taken_makes_the_exit_code_1(tmp_path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("Hello.\n77\nhold\n")
    result = run("play", "spare-key", "--replies", str(path))
    assert result.exit_code == 1
    assert "line 2: There is no option 77" in result.stderr


def test_a_store_that_fails_midway_costs_no_transcript(replies, tmp_path, monkeypatch) -> None:
    db = tmp_path / "full.db"
    kept, closed = Store.save_turn, []

    def save_turn(store: Store, session_id: int, turn: Turn) -> None:
        if turn.number > 1:
            raise StoreError("The disk is full.")
        kept(store, session_id, turn)

    monkeypatch.setattr(Store, "save_turn", save_turn)
    close = Store.close
    monkeypatch.setattr(Store, "close", lambda store: (closed.append(store), close(store)))
    result = run("play", "spare-key", "--replies", str(replies), "--json", "--db", str(db))
    assert result.exit_code == 1
    assert json.loads(result.stdout)["ending"]["id"] == "agreed"
    assert result.stderr.splitlines() == ["From here on this conversation is not saved. The disk is full."]
    assert len(closed) == 1
    (row,) = json.loads(run("history", "--json", "--db", str(db)).stdout)
    assert (row["turns"], row["ending"]) == (1, None)


def test_the_screens_open_with_the_name_though_the_default_database_cannot_be_used(monkeypatch) -> None:
    opened: list[dict[str, object]] = []
    monkeypatch.setattr("simulator.commands.playing.need_terminal", lambda *told: None)
    monkeypatch.setattr("simulator.tui.app.run", lambda **options: opened.append(options) or 0)
    monkeypatch.setattr("simulator.store.place.default_location", lambda: Path("/dev/null/x.db"))
    result = run("play", "spare-key", "--name", "Ann")
    assert result.exit_code == 0
    assert result.stderr.startswith("Your name is not remembered. ")
    assert [one["trainee"] for one in opened] == ["Ann"]
    named = run("play", "spare-key", "--name", "Ann", "--db", "/dev/null/y.db")
    assert (named.exit_code, len(opened)) == (2, 1)


def test_an_unknown_scenario_is_one_sentence_without_a_place() -> None:
    result = run("play", "spare-kye", "--plain")
    assert result.stderr == (
        "There is no scenario `spare-kye`: did you mean `spare-key`? `calmfirm list` shows all there are.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["play", "spare-kye", "--plain"], "spare-key"),
        (["play", "spare-key", "--lang", "uk", "--plain"], "it is there in: en"),
        (["play", "spare-key", "--replies", "/no/such/file"], "No such file"),
        (["play", "/no/such/file.yaml", "--plain"], "/no/such/file.yaml"),
        (["play", "spare-key", "--plain", "--replies", "-"], "take one"),
        (["play", "spare-key", "--json"], "--replies"),
        (["play", "spare-key", "--resume"], "--plain"),
        (["history", "--db", "/dev/null/x.db"], "--db or CALMFIRM_DB"),
        (["play", "spare-key", "--plain", "--db", "/dev/null/x.db"], "--db or CALMFIRM_DB"),
        (["check", "/no/such/file.yaml"], "/no/such/file.yaml"),
        (["score", "--jsonl", "text"], "leave TEXT out"),
        (["nonsense"], "No such command"),
    ],
)
def test_bad_input_is_one_clear_message_and_exit_code_2(arguments: list[str], part: str) -> None:
    result = run(*arguments, typed="")
    assert result.exit_code == 2
    assert part in result.stderr.replace("\n", " ")
    assert result.stdout == ""


def test_replies_that_are_not_utf8_are_named_with_their_line(tmp_path) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes("Hello.\nПривіт\n".encode("cp1251"))
    result = run("play", "spare-key", "--replies", str(path))
    assert result.exit_code == 2
    assert "line 2" in result.stderr
    assert "UTF-8" in result.stderr


def test_plain_from_a_pipe_is_kept_and_goes_on_with_resume(tmp_path) -> None:
    db = str(tmp_path / "p.db")
    first = run("play", "spare-key", "--plain", "--db", db, "--name", "Ann", typed="The rule?\n")
    assert first.exit_code == 0
    assert "Mr Lund: Good evening, Ann. I need a key, now." in first.stdout
    assert "--resume" in first.stdout
    anew = run("play", "spare-key", "--plain", "--db", db, typed="")
    assert "Your goal" in anew.stdout
    second = run("play", "spare-key", "--plain", "--resume", "--db", db, typed="hold\nHere.\n")
    assert second.exit_code == 0
    assert "You go on after turn 1" in second.stdout
    assert "Ending: A key and a receipt" in second.stdout
    (row,) = json.loads(run("history", "--json", "--db", db).stdout)
    assert (row["turns"], row["outcome"]) == (3, "good")
    third = run("play", "spare-key", "--plain", "--resume", "--db", db, typed="")
    assert "no conversation to go on with" in third.stderr
    assert "Your goal" in third.stdout


def test_resume_of_a_scenario_that_changed_goes_on_where_it_still_fits(tmp_path) -> None:
    db, path = str(tmp_path / "p.db"), tmp_path / "spare-key.yaml"
    path.write_text(SPARE_KEY.read_text(encoding="utf-8"), encoding="utf-8")
    run("play", str(path), "--plain", "--db", db, typed="Hello.\nhold\n")
    path.write_text(path.read_text(encoding="utf-8").replace("hold", "keep"), encoding="utf-8")
    result = run("play", str(path), "--plain", "--resume", "--db", db, typed="waive\n")
    assert "you go on after turn 1 of 2" in result.stderr
    assert "A key for nothing" in result.stdout
    (row,) = json.loads(run("history", "--json", "--db", db).stdout)
    assert (row["turns"], row["ending"]) == (2, "gave-away")


def test_db_none_keeps_nothing(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("play", "spare-key", "--plain", "--db", "none", typed="Hello.\n")
    assert result.exit_code == 0
    assert "kept" not in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_check_exit_codes_and_json(tmp_path) -> None:
    good = run("check", str(SPARE_KEY), "--json", "--no-tests")
    assert good.exit_code == 0
    assert json.loads(good.stdout) == {"file": str(SPARE_KEY), "problems": []}
    text = SPARE_KEY.read_text(encoding="utf-8")
    (tmp_path / "en").mkdir()
    broken = tmp_path / "en" / "spare-key.yaml"
    broken.write_text(text.replace("to: gave-away", "to: gave-awya", 1).replace("minutes", "minuets"), encoding="utf-8")
    result = run("check", str(broken), "--json")
    assert result.exit_code == 2
    found = json.loads(result.stdout)
    assert len(found["problems"]) >= 2
    assert {"code", "severity", "line", "column", "message", "hint"} <= set(found["problems"][0])
    assert isinstance(json.loads(run("check", str(tmp_path), "--json").stdout), list)
    plain = run("check", str(broken))
    assert plain.exit_code == 2
    assert f"{broken}:" in plain.stdout
    assert "^" in plain.stdout
    broken.write_text(
        text.replace("{choice: hold, to: closing}", "{choice: hold, to: closing, calm: hostile}"), encoding="utf-8"
    )
    assert run("check", str(broken)).exit_code == 1
    assert run("check", str(broken), "--no-tests").exit_code == 0


def test_check_of_a_folder_without_scenarios_says_so(tmp_path) -> None:
    result = run("check", str(tmp_path))
    assert result.exit_code == 2
    assert "no scenario files" in result.stderr


def test_check_of_a_folder_leaves_included_parts_to_their_scenario(tmp_path) -> None:
    (tmp_path / "spare-key.yaml").write_text(SPARE_KEY.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "shared.yaml").write_text("vars: {fee: £40}\n", encoding="utf-8")
    result = run("check", str(tmp_path), "--json")
    assert [Path(row["file"]).name for row in json.loads(result.stdout)] == ["spare-key.yaml"]


def test_history_tells_what_was_played(tmp_path) -> None:
    assert "No conversations yet" in run("history").stdout
    run("play", "spare-key", "--plain", typed="Hello.\nwaive\n")
    run("play", "spare-key", "--plain", typed="Hello.\n")
    lines = run("history").stdout.splitlines()
    assert len(lines) == 2
    assert "not finished" in lines[0]
    assert "1 turn " in lines[0]
    assert "everything given away" in lines[1]
    assert len(run("history", "--limit", "1").stdout.splitlines()) == 1
