"""A coach's own rubric, end to end: two labels more, two fewer, weights and caps of its own, named by a scenario."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scoring.contract import FAULTS, LABELS, MOVES, Situation
from scoring.cues import load_cues
from scoring.rubric import DEFAULT, RubricError, Weight, digest, load_rubric
from scoring.scorer import Scorer
from simulator.cli import cli
from simulator.scenario.check import Report, check
from simulator.tui.naming import Naming
from simulator.wording import Wording

HOME = Path(__file__).resolve().parents[1] / "own_rubric"
SALON = HOME / "rubrics" / "salon"
CUT = HOME / "en" / "late-cut.yaml"
REPEAT = Situation(breach="repeat")


@pytest.fixture(autouse=True)
def _by_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The encoder is not what is tested here, and takes a second to load."""
    load = Scorer.load.__func__  # type: ignore[attr-defined]
    monkeypatch.setattr(Scorer, "load", classmethod(lambda cls, rubric=None, meaning=True: load(cls, rubric, False)))


def run(*arguments: str, typed: str = "") -> Result:
    result = CliRunner().invoke(cli, list(arguments), input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "salon"
    shutil.copytree(SALON, folder)
    return folder


def changed(folder: Path, old: str, new: str, file: str = "rubric.yaml") -> Path:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_the_labels_are_the_codebooks_but_two_and_its_own() -> None:
    rubric = load_rubric(SALON)
    assert rubric.moves == (*MOVES, "deposit")
    assert rubric.faults == (*(one for one in FAULTS if one not in ("grievance", "overpromise")), "gossip")
    assert rubric.added == ("deposit", "gossip")
    assert rubric.breaks["gossip"] == "calm"
    assert rubric.weights == {"deposit": Weight(0.0, 0.6)}
    assert [rubric.name("deposit", lang) for lang in ("en", "uk", "ru")] == [
        "asks for a deposit", "просить завдаток", "asks for a deposit",
    ]  # fmt: skip
    # What is not written comes from the shipped one.
    shipped = load_rubric()
    assert rubric.name("ask", "ru") == shipped.name("ask", "ru")
    assert rubric.expects["breach_repeat"] == ("state_rule", "deposit", "next_step")
    assert rubric.expects["fault_yes"] == shipped.expects["fault_yes"]
    assert {cap.label for cap in rubric.caps} == {cap.label for cap in shipped.caps} - {"grievance", "overpromise"} | {
        "gossip"
    }


def test_an_added_label_is_found_named_weighed_and_pointed_at() -> None:
    own, shipped = Scorer.load(SALON), Scorer.load()
    reply = "Sunday is full. From now on we take a deposit of £20."
    one, two = own.score(reply, REPEAT), shipped.score(reply, REPEAT)
    assert one.moves["deposit"] == 0.9
    (words,) = [item.text for item in one.evidence if item.label == "deposit"]
    assert words == "take a deposit of £20"
    assert one.firm == pytest.approx(min(5.0, two.firm + 0.6))
    assert one.calm == two.calm
    assert "deposit" not in one.missing
    assert "deposit" in own.score("Sunday is full.", REPEAT).missing
    assert "deposit" not in own.score("We do not take a deposit.", REPEAT).labels
    assert (one.rubric, one.rubric_version) == ("salon", "2")
    assert one.rubric_hash != two.rubric_hash
    assert any(
        "asks for a deposit, in “take a deposit of £20”" in line for line in Wording(own.rubric, "en").score(one)
    )


def test_an_added_fault_holds_its_axis_down() -> None:
    scorer = Scorer.load(SALON)
    score = scorer.score("Thank you for waiting. Another client said you are wonderful, I can see why.", Situation())
    assert "gossip" in score.faults
    assert score.calm <= 2.0
    assert "gossip" in score.caps
    assert "Held down by: gossip, whatever else the reply does." in list(Wording(scorer.rubric, "en").score(score))
    assert Naming(scorer.rubric).breaks("gossip") == "calm"


def test_a_label_that_is_left_out_is_never_shown_nor_capped() -> None:
    reply = "We are sick of clients like you. I guarantee it will never ever happen again."
    shipped = Scorer.load().score(reply, Situation())
    assert {"grievance", "overpromise"} <= shipped.faults.keys()
    own = Scorer.load(SALON).score(reply, Situation())
    assert not {"grievance", "overpromise"} & {*own.faults, *own.caps, *(item.label for item in own.evidence)}


def test_moves_that_are_left_out_still_hold_something(tmp_path: Path) -> None:
    folder = changed(copy(tmp_path), "leave_out: [grievance", f"leave_out: [{', '.join(MOVES)}, grievance")
    changed(folder, "breach_repeat: [state_rule, deposit, next_step]", "breach_repeat: [deposit]")
    reply = "Orders close at noon on Tuesday, because the van is loaded at night. I will call you at five."
    own, shipped = Scorer.load(folder).score(reply, Situation()), Scorer.load().score(reply, Situation())
    assert own.moves == {}
    assert own.firm == shipped.firm
    assert "nothing_held" not in own.caps


def test_other_languages_have_their_own_cues_and_the_shipped_ones() -> None:
    scorer = Scorer.load(SALON)
    score = scorer.score("Дякую за дзвінок. Наступний запис робимо за завдатком.", Situation(lang="uk"))
    assert {"thank", "deposit"} <= score.moves.keys()
    assert "deposit" not in scorer.score("Следующая запись по задатку.", Situation(lang="ru")).labels


def test_a_cue_with_a_shipped_key_stands_in_its_place(tmp_path: Path) -> None:
    key = next(cue.key for cue in load_cues(DEFAULT, "en").cues if cue.label == "thank")
    folder = copy(tmp_path)
    mine = f'  - {{key: {key}, label: thank, any: [cheers], hit: ["Cheers!"], miss: ["No."]}}\n'
    changed(folder, "cues:\n", f"cues:\n{mine}", "cues/en.yaml")
    found = [cue for cue in load_cues(folder, "en").cues if cue.key == key]
    assert [cue.hit for cue in found] == [("Cheers!",)]
    assert len(load_cues(folder, "en").cues) == len(load_cues(DEFAULT, "en").cues)


def test_a_change_is_seen_without_a_new_start(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    reply = "Kindly bring a surety on Friday."
    before = Scorer.load(folder)
    assert "deposit" not in before.score(reply, Situation()).labels
    changed(folder, "(deposit|prepayment)", "(deposit|prepayment|surety)", "cues/en.yaml")
    changed(folder, "(need|take|", "(bring|need|take|", "cues/en.yaml")
    changed(folder, 'version: "2"', 'version: "3"')
    after = Scorer.load(folder).score(reply, Situation())
    assert "deposit" in after.labels
    assert after.rubric_version == "3"
    assert after.rubric_hash != before.rubric.digest


def test_the_hash_is_that_of_both(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    before = digest(folder, DEFAULT)
    assert before == load_rubric(SALON).digest
    changed(folder, "sure: 0.9", "sure: 0.8", "cues/en.yaml")
    assert digest(folder, DEFAULT) != before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("extends: calm_firm", "extends: ../other", "only calm_firm"),
        ("leave_out: [grievance", "leave_out: [grief", "no label grief"),
        ("breaks: calm", "breaks: client", "kind: fault with breaks"),
        ("kind: move", "", "needs kind"),
        ("  deposit:\n", "  calm_firm:\n", "cannot be a label's name"),
        ("firm: +0.6", "firm: 7", "between -4 and 4"),
        ("firm: +0.6", "firm: .nan", "between -4 and 4"),
        ("label: gossip", "label: rumour", "cannot use rumour"),
        ("name: {en: gossip}", "name: {de: Klatsch}", "gossip: name: needs a text"),
        ("[state_rule, deposit", "[insult, deposit", "insult is no move"),
    ],
)
def test_a_broken_rubric_is_refused_in_a_sentence(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(RubricError, match=told):
        load_rubric(changed(copy(tmp_path), old, new))


def test_links_out_of_the_folder_and_deep_nesting_are_refused(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    outside = tmp_path / "outside.yaml"
    outside.write_text("cues: []\n")
    (folder / "cues" / "ru.yaml").symlink_to(outside)
    with pytest.raises(RubricError, match="leads out of the rubric's folder"):
        load_rubric(folder)
    (folder / "cues" / "ru.yaml").unlink()
    (folder / "rubric.yaml").write_text("a: " + "[" * 5000)
    with pytest.raises(RubricError, match="nests deeper"):
        load_rubric(folder)


# Named by a scenario.


def test_a_scenario_with_its_own_rubric_checks_and_plays() -> None:
    result = run("check", str(CUT))
    assert (result.exit_code, "0 errors" in result.stdout) == (0, True), result.stdout
    typed = "We take a deposit of £20 after two missed visits. Saturday at ten?\n"
    played = json.loads(run("play", str(CUT), "--replies", "-", "--json", typed=typed).stdout)
    assert played["ending"]["id"] == "booked"
    text = run("play", str(CUT), "--replies", "-", typed=typed).stdout
    assert "Worked: asks for a deposit, in “take a deposit of £20" in text
    assert "Principle, asks for a deposit: kept in turn 1" in text
    plain = run("--db", "none", "play", str(CUT), "--plain", typed="Another client said you are late.\n")
    assert "Broke it: gossip" in plain.stdout


def test_a_failing_test_names_the_own_label(tmp_path: Path) -> None:
    shutil.copytree(HOME, tmp_path / "home")
    old, new = "to: booked\n        shows: [deposit", "to: booked\n        shows: [gossip"
    changed(tmp_path / "home" / "en", old, new, "late-cut.yaml")
    result = run("check", str(tmp_path / "home" / "en" / "late-cut.yaml"))
    assert result.exit_code == 1
    assert "expected the labels gossip, which the reply does not show" in result.stdout


def test_a_folder_with_rubrics_in_it_is_checked_for_its_scenarios_alone() -> None:
    result = run("check", str(HOME))
    assert result.exit_code == 0, result.output
    assert "rubric.yaml" not in result.output


def scenario(tmp_path: Path, old: str, new: str) -> Report:
    """The report on the scenario with a change, in a folder with its rubric."""
    shutil.copytree(HOME, tmp_path / "home")
    path = tmp_path / "home" / "en" / "late-cut.yaml"
    changed(path.parent, old, new, path.name)
    return check(path)


def test_an_unknown_label_is_told_with_the_rubrics_own_nearest(tmp_path: Path) -> None:
    (problem,) = scenario(tmp_path, "shows: [deposit], avoids", "shows: [deposits], avoids").problems
    assert (problem.code, problem.line) == ("CF204", 23)
    assert problem.message == "`deposits` is no move or fault of the rubric `salon`"
    assert problem.hint == "did you mean `deposit`?"


def test_a_left_out_label_and_a_fault_among_the_expected_are_told(tmp_path: Path) -> None:
    told = scenario(tmp_path, "shows_any: [gossip]", "shows_any: [grievance]")
    assert [problem.message for problem in told.problems] == ["`grievance` is no move or fault of the rubric `salon`"]
    shutil.rmtree(tmp_path / "home")
    told = scenario(tmp_path, "expects: [deposit]", "expects: [gossip]")
    assert [problem.message for problem in told.problems] == ["`gossip` is a fault, and only moves can stand here"]


def test_without_the_rubric_its_labels_are_unknown(tmp_path: Path) -> None:
    told = scenario(tmp_path, "rubric: salon\n", "")
    assert {problem.code for problem in told.problems} == {"CF204"}
    assert len(told.problems) >= 5


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("../rubrics/salon", "CF127", "leaves the scenario's folder"),
        ("/etc", "CF127", "leaves"),
        ("~/salon", "CF127", "leaves"),
        ("c:salon", "CF127", "leaves"),
        ("..\\salon", "CF127", "leaves"),
        ("saloon", "CF128", "there is no rubric"),
        ("late-cut.yaml", "CF128", "there is no rubric"),
    ],
)
def test_a_rubric_elsewhere_is_refused_at_its_place(tmp_path: Path, name: str, code: str, told: str) -> None:
    found = [one for one in scenario(tmp_path, "rubric: salon", f"rubric: '{name}'").problems if one.code == code]
    assert [(one.line, one.column) for one in found] == [(9, 9)]
    assert told in found[0].message
    assert name != "saloon" or found[0].hint == "did you mean `salon`?"


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    shutil.copytree(SALON, tmp_path / "secret")
    shutil.copytree(HOME / "en", tmp_path / "home" / "en")
    (tmp_path / "home" / "en" / "salon").symlink_to(tmp_path / "secret")
    codes = [one.code for one in check(tmp_path / "home" / "en" / "late-cut.yaml").problems]
    assert "CF127" in codes


def test_a_rubric_beside_the_scenario_goes_before_the_shelf(tmp_path: Path) -> None:
    shutil.copytree(HOME, tmp_path / "home")
    shutil.copytree(SALON, tmp_path / "home" / "en" / "salon")
    report = check(tmp_path / "home" / "en" / "late-cut.yaml")
    assert report.loaded is not None
    assert report.loaded.rubric == tmp_path / "home" / "en" / "salon"


def test_a_broken_rubric_is_told_where_the_scenario_names_it(tmp_path: Path) -> None:
    shutil.copytree(HOME, tmp_path / "home")
    changed(tmp_path / "home" / "rubrics" / "salon", "breaks: calm", "breaks: x")
    problems = check(tmp_path / "home" / "en" / "late-cut.yaml").problems
    told = next(one for one in problems if one.code == "CF128")
    assert "gossip" in told.message
    assert "calmfirm rubric check" in told.hint


def test_the_shipped_labels_are_still_those_of_the_codebook() -> None:
    assert load_rubric().labels == LABELS
    assert load_rubric().added == ()
