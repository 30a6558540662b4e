"""translate, script and twee as commands: files written, sentences for what is wrong, exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result
from desk import SPARE_KEY, FakeScorer

from scoring.scorer import Scorer
from simulator.cli import cli


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(Scorer, "load", classmethod(lambda cls, rubric=None, meaning=True: FakeScorer()))
    home = tmp_path / "library"
    (home / "en").mkdir(parents=True)
    shutil.copy(SPARE_KEY, home / "en")
    monkeypatch.setenv("CALMFIRM_LIBRARY", str(home))
    monkeypatch.chdir(tmp_path)
    return home


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert result.exit_code == code, result.output
    return result


def fill(path: Path) -> None:
    file = polib.pofile(str(path))
    for one in file:
        one.msgstr = one.msgstr or f"{one.msgid} (рус.)"
    file.save()


def test_a_scenario_is_translated_from_start_to_play(library: Path) -> None:
    said = run("translate", "extract", "spare-key", "--to", "ru").stdout
    assert "0 translated" in said
    po = library / "ru" / "spare-key.po"
    assert "has no translations yet" in run("translate", "merge", "spare-key", "--to", "ru", code=2).stderr
    fill(po)
    (row,) = json.loads(run("translate", "status", "--json").stdout)
    assert (row["done"], row["missing"], row["merged"]) == (row["texts"], 0, "no")
    assert "0 without a translation" in run("translate", "merge", "spare-key", "--to", "ru").stdout
    assert "  yes" in run("translate", "status").stdout
    assert "The spare key (рус.)" in run("list", "--lang", "ru").stdout
    assert "0 warnings" in run("check", str(library / "ru" / "spare-key.yaml"), "--no-tests").stdout
    source = library / "en" / "spare-key.yaml"
    source.write_text(source.read_text().replace("title: The spare key", "title: Another key"))
    assert "CF601" in run("check", str(source), "--no-tests").stdout
    run("translate", "extract", "spare-key", "--to", "ru")
    assert "doubtful: title" in run("translate", "merge", "spare-key", "--to", "ru").stdout


def test_what_a_scenario_includes_is_translated_in_a_file_of_its_own(library: Path) -> None:
    source = library / "en" / "spare-key.yaml"
    text = source.read_text()
    begin, end = text.index("facts:\n"), text.index("limits:")
    (library / "en" / "shared.yaml").write_text(text[begin:end])
    source.write_text(text[:begin] + "include: [shared.yaml]\n" + text[end:])
    run("translate", "extract", "spare-key", "--to", "uk")
    fill(library / "uk" / "spare-key.po")
    fill(library / "uk" / "shared.po")
    run("translate", "merge", "spare-key", "--to", "uk")
    assert "His train leaves at six. (рус.)" in (library / "uk" / "shared.yaml").read_text()
    assert "CF60" not in run("check", str(library / "uk" / "spare-key.yaml"), "--no-tests").stdout


def test_wrong_uses_of_translate_are_one_sentence(library: Path) -> None:
    for arguments, words in [
        (("extract", "spare-kye", "--to", "ru"), "did you mean `spare-key`"),
        (("extract", "spare-key", "--to", "en"), "is in en already"),
        (("merge", "spare-key", "--to", "ru"), "run `calmfirm translate extract"),
    ]:
        stderr = run("translate", *arguments, code=2).stderr
        assert words in stderr
        assert len(stderr.strip().split("\n")) == 1
    assert "no translations yet" in run("translate", "status").stdout
    run("translate", "extract", "spare-key", "--to", "ru")
    (library / "ru" / "spare-key.po").write_text('msgid "a\n')
    assert "spare-key.po:1:1: this line is not PO" in run("translate", "status", code=2).stderr


def test_a_script_goes_to_a_file_by_its_ending_or_to_the_terminal(library: Path, tmp_path: Path) -> None:
    assert run("script", "spare-key").stdout.startswith("# The spare key\n")
    run("script", "spare-key", "--out", "review.html")
    assert (tmp_path / "review.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run("script", "spare-key", "--format", "html").stdout.startswith("<!doctype html>")


def test_twee_there_and_back_with_what_was_left_behind(library: Path, tmp_path: Path) -> None:
    told = run("twee", "export", "spare-key", "--out", "key.twee").stderr
    assert "3 × changes of patience and trust" in told
    assert "is there already" in run("twee", "export", "spare-key", "--out", "key.twee", code=2).stderr
    out = str(library / "en" / "again.yaml")
    back = run("twee", "import", "key.twee", "--out", out)
    assert "3 steps, 3 endings" in back.stderr
    assert "typed reply" in back.stderr
    assert "again" in run("list").stdout
    assert run("twee", "import", "key.twee").stdout.startswith("calmfirm: 1\n")
    (tmp_path / "no.twee").write_text("hello")
    assert "no passage" in run("twee", "import", "no.twee", code=2).stderr


def test_every_command_has_examples() -> None:
    for command in (["script"], ["twee"], ["twee", "export"], ["twee", "import"], ["translate"],
                    ["translate", "extract"], ["translate", "status"], ["translate", "merge"]):  # fmt: skip
        assert "Examples:" in run(*command, "--help").stdout
