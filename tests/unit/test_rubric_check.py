"""`rubric check` tells everything that is wrong with a rubric at its place; `show` and `train` say what there is."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_own_rubric import SALON, changed, copy

from scoring.rubric import DEFAULT, load_rubric
from simulator.cli import cli
from simulator.commands.rubric_check import check_rubric
from simulator.commands.rubric_findings import CODES, WARNINGS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rubrics.md"
SITUATION = '{"s":"1","lang":"en","client":"c","situation":"s","our_fault":false,"breach":"none"}'
ROW = '{"r":"a","s":"1","reply":"Thanks for waiting.","marks":{"thank":"Thanks"},"calm":4,"firm":2,"stance":"neutral"}'


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["rubric", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def found(folder: Path) -> list[str]:
    """`file:line:col code` of everything that is wrong, what was learned left out."""
    problems = check_rubric(folder, learned=False).problems
    return [f"{one.file.relative_to(folder)}:{one.line}:{one.column} {one.code}" for one in problems]


def test_the_shipped_rubric_and_the_one_of_the_tests_have_no_errors() -> None:
    assert check_rubric(DEFAULT, learned=False).problems == []
    assert check_rubric(SALON, learned=False).errors == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("rubric.yaml", 'version: "2"', "", "rubric.yaml:2:1 RB202"),
        ("rubric.yaml", "leave_out:", "leaveout:", "rubric.yaml:5:1 RB201"),
        ("rubric.yaml", "[grievance, over", "[grievence, over", "rubric.yaml:5:13 RB204"),
        ("rubric.yaml", "extends: calm_firm", "extends: /etc", "rubric.yaml:4:10 RB203"),
        ("rubric.yaml", "  deposit:\n    kind: move", "  deposit:\n    kind: mov", "rubric.yaml:7:3 RB202"),
        ("rubric.yaml", "  deposit:", "  Deposit:", "rubric.yaml:7:3 RB206"),
        ("rubric.yaml", "  deposit:", "  servile:", "rubric.yaml:7:3 RB206"),
        ("rubric.yaml", "firm: +0.6", "firm: much", "rubric.yaml:11:20 RB205"),
        ("rubric.yaml", "firm: +0.6", "warm: +0.6", "rubric.yaml:11:14 RB201"),
        ("rubric.yaml", "name: {en: gossip}", "name: {en: no}", "rubric.yaml:15:16 RB203"),
        ("rubric.yaml", "name: {en: gossip}", "name: gossip", "rubric.yaml:15:11 RB203"),
        ("rubric.yaml", "name: {en: gossip}", "name: {en: asks for a deposit}", "rubric.yaml:15:16 RB207"),
        ("rubric.yaml", "label: gossip", "label: deposit", "rubric.yaml:18:13 RB204"),
        ("rubric.yaml", "at_most: 2.0", "at_most: 0", "rubric.yaml:18:42 RB205"),
        ("rubric.yaml", "[state_rule, deposit", "[state_rule, gossip", "rubric.yaml:20:31 RB204"),
        ("rubric.yaml", "  breach_repeat:", "  breach_third:", "rubric.yaml:20:3 RB201"),
        ("rubric.yaml", "caps:", "caps: {", "rubric.yaml:18:5 CF107"),
        ("cues/en.yaml", "label: gossip", "label: gosip", "cues/en.yaml:11:12 RB204"),
        ("cues/en.yaml", "key: gossip_others", "key: deposit_asked", "cues/en.yaml:10:10 RB303"),
        ("cues/en.yaml", "sure: 0.9", "sure: 9", "cues/en.yaml:4:11 RB205"),
        ("cues/en.yaml", "(need|take", "(need|(take", "cues/en.yaml:6:9 RB301"),
        ("cues/en.yaml", "The river leaves a deposit of sand.", "You pay a deposit.", "cues/en.yaml:8:12 RB302"),
        ("cues/en.yaml", "Please leave a small", "Please bring the", "cues/en.yaml:7:52 RB302"),
        ("cues/en.yaml", 'miss: ["Our clients book online."]', "", "cues/en.yaml:10:5 RB202"),
        ("cues/en.yaml", "unless:", "unles:", "cues/en.yaml:9:5 RB201"),
        ("cues/uk.yaml", "cues:", "negation: []\ncues:", "cues/uk.yaml:1:11 RB203"),
    ],
)
def test_each_mistake_is_told_at_its_place(tmp_path: Path, file: str, old: str, new: str, place: str) -> None:
    folder = changed(copy(tmp_path), old, new, file)
    assert place in found(folder), found(folder)


def test_a_label_without_a_cue_and_a_language_without_a_text_are_warnings(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    changed(folder, "label: gossip", "label: blame", "cues/en.yaml")
    told = found(folder)
    assert "rubric.yaml:12:3 RB304" in told
    assert "rubric.yaml:15:5 RB208" in told  # gossip has no name in uk, which has cues
    assert not any("RB208" in one and ":9:" in one for one in told)  # ru has none, so no text is missed
    assert check_rubric(folder, learned=False).errors == 0


def test_the_exit_code_says_whether_there_are_errors(tmp_path: Path) -> None:
    folder = changed(copy(tmp_path), "firm: +0.6", "firm: 9")
    result = run("check", str(folder), "--json")
    assert result.exit_code == 2
    (problem,) = [one for one in json.loads(result.stdout)["problems"] if one["severity"] == "error"]
    assert (problem["code"], problem["line"], problem["column"]) == ("RB205", 11, 20)
    assert f"{folder}/rubric.yaml:11:20: RB205" in run("check", str(folder)).stdout


def test_every_mistake_comes_in_one_pass_rubric_yaml_first(tmp_path: Path) -> None:
    folder = changed(copy(tmp_path), "firm: +0.6", "firm: 9")
    changed(folder, "sure: 0.9", "sure: x", "cues/en.yaml")
    (folder / "cues" / "de.yaml").write_text("cues: []\n")
    files = [one.split(":")[0] for one in found(folder) if "RB208" not in one]
    assert files == ["rubric.yaml", "cues/de.yaml", "cues/en.yaml"]


@pytest.mark.parametrize(
    ("lines", "place", "told"),
    [
        ([SITUATION, "{"], "bank/me.jsonl:2:2 RB401", "is not JSON"),
        ([ROW], "bank/me.jsonl:1:1 RB401", "does not stand above"),
        ([SITUATION, ROW.replace('"Thanks"', '"Cheers"')], "bank/me.jsonl:2:1 RB401", "not in the reply"),
        ([SITUATION, ROW.replace('"thank"', '"thnk"')], "bank/me.jsonl:2:1 RB401", "unknown labels"),
        ([SITUATION, ROW.replace(',"calm":4', "")], "bank/me.jsonl:2:1 RB401", "'calm' is missing"),
        ([SITUATION, ROW, ROW], "bank/me.jsonl:3:2 RB401", "is also in"),
    ],
)
def test_rows_of_the_bank_are_checked(tmp_path: Path, lines: list[str], place: str, told: str) -> None:
    folder = copy(tmp_path)
    (folder / "bank").mkdir()
    (folder / "bank" / "me.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert place in found(folder), found(folder)
    assert any(told in one.message for one in check_rubric(folder, learned=False).problems)


def test_a_bank_may_mark_the_rubrics_own_labels(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "bank").mkdir()
    own = ROW.replace("Thanks for waiting.", "We take a deposit.").replace('"thank":"Thanks"', '"deposit":"deposit"')
    (folder / "bank" / "me.jsonl").write_text(f"{SITUATION}\n{own}\n", encoding="utf-8")
    assert not any("RB4" in one for one in found(folder))


def test_learned_files_that_are_damaged_are_told(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "model").mkdir()
    (folder / "model" / "cues.json").write_text("{}")
    (problem,) = [one for one in check_rubric(folder).problems if one.code == "RB501"]
    assert "cues.json" in problem.message
    assert "calmfirm rubric train" in problem.hint


def test_a_folder_that_is_no_rubric_is_told(tmp_path: Path) -> None:
    result = run("check", str(tmp_path))
    assert result.exit_code == 2
    assert "rubric.yaml:1:1: CF101 the file does not exist" in result.stdout


def test_a_whole_rubric_without_extends_must_bring_everything(tmp_path: Path) -> None:
    folder = changed(copy(tmp_path), "extends: calm_firm\n", "")
    told = found(folder)
    for part in ("stances", "bands"):
        assert any(f"`{part}` is missing" in one.message for one in check_rubric(folder, learned=False).problems), told
    full = tmp_path / "full"
    shutil.copytree(DEFAULT, full, ignore=shutil.ignore_patterns("bank", "encoder.npz", "unseen.npz"))
    assert found(full) == []


def test_show_prints_labels_sayings_weights_examples_version_and_hash() -> None:
    text = run("show", str(SALON)).stdout
    assert f"salon 2, hash {load_rubric(SALON).digest}" in text
    assert re.search(
        r"deposit: asks for a deposit\n\s+Asks for a deposit before .*\n\s+adds firm \+0.6\n\s+For inst", text
    )
    assert "holds calm at 2 or less" in text
    assert "grievance" not in text
    data = json.loads(run("show", str(SALON), "gossip", "--json").stdout)
    assert (data["kind"], data["breaks"], data["added"], data["caps"]) == (
        "fault", "calm", True, [{"axis": "calm", "at_most": 2.0}],
    )  # fmt: skip
    assert data["cues"]["en"][0]["hit"] == ["Another client said you are always late."]
    shipped = run("show", "cave_in", "--lang", "uk").stdout
    assert "здача позицій" in shipped
    assert "holds firm at 2 or less" in shipped
    assert len(json.loads(run("show", "--json").stdout)["labels"]) == 31


def test_show_names_the_nearest_label() -> None:
    result = run("show", "cavein")
    assert result.exit_code == 2
    assert "did you mean `cave_in`?" in result.stderr
    assert run("show", "a", "b", "c").exit_code == 2


def test_training_refuses_a_rubric_with_errors_before_it_learns(tmp_path: Path) -> None:
    folder = changed(copy(tmp_path), "firm: +0.6", "firm: 9")
    result = run("train", str(folder))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "RB205" in result.stderr
    assert not (folder / "model").exists()


def test_training_writes_what_it_learned_and_tells_the_new_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The learning itself takes minutes and is tested on its own; here is what is done around it."""
    folder = copy(tmp_path)

    def learn(where: Path) -> int:
        (where / "model").mkdir()
        shutil.copy(DEFAULT / "model" / "cues.json", where / "model" / "cues.json")
        return 51

    monkeypatch.setattr("scoring.train.train", learn)
    before = load_rubric(folder).digest
    result = run("train", str(folder))
    assert result.exit_code == 0
    after = load_rubric(folder).digest
    assert before != after
    assert f"the hash was {before} and is {after}" in result.stdout
    assert "Learned from 51 replies" in result.stdout


def test_the_page_has_every_code_under_its_name_and_weight() -> None:
    told = dict(re.findall(r"(?m)^\| (RB\d{3}) \| ([^|]+?) \|", DOCS.read_text(encoding="utf-8")))
    assert told == {code: f"{name} (warning)" if code in WARNINGS else name for code, name in CODES.items()}
