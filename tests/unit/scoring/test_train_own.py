"""A coach's rubric with a bank of its own is learned by one command, the same each time, and judges afterwards."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from scoring.contract import CALM_FAULTS, FAULTS, Situation
from scoring.cues import load_cues
from scoring.rubric import DEFAULT
from scoring.scorer import Scorer
from simulator.cli import cli

EACH = 30
PLACE = {"s": "1", "lang": "en", "client": "Well?", "situation": "A shop.", "our_fault": False, "breach": "first"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole rubric without what was learned; its bank is what the cues' own examples say, by two writers."""
    path = tmp_path / "mine"
    shutil.copytree(DEFAULT, path, ignore=shutil.ignore_patterns("bank", "model"))
    (path / "bank").mkdir()
    cues = load_cues(DEFAULT, "en").cues
    for number, writer in enumerate(("anna", "petro")):
        rows: list[dict[str, object]] = [PLACE]
        for cue in cues[number :: len(cues) // EACH][:EACH]:
            fault = cue.label in FAULTS
            calm = 1 if cue.label in CALM_FAULTS else 4
            stance = ("moralising" if calm == 1 else "servile") if fault else "calm_firm"
            rows.append({"r": f"{writer}-{cue.key}", "s": "1", "reply": cue.hit[0], "marks": {cue.label: cue.hit[0]},
                         "calm": calm, "firm": 2 if fault else 4, "stance": stance})  # fmt: skip
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (path / "bank" / f"{writer}.jsonl").write_text(text, encoding="utf-8")
    return path


def test_a_rubric_of_its_own_is_learned_and_judges(folder: Path) -> None:
    learned = []
    for _ in range(2):
        result = CliRunner().invoke(cli, ["rubric", "train", str(folder)])
        assert result.exit_code == 0, result.output
        assert f"Learned from {2 * EACH} replies" in result.stdout
        learned.append([(folder / "model" / name).read_bytes() for name in ("heads.npz", "cues.json")])
    assert learned[0] == learned[1]
    scorer = Scorer.load(folder)
    assert scorer.layers == "full", scorer.why
    score = scorer.score("Thank you for calling us before noon.", Situation())
    assert 1 <= score.calm <= 5
    checked = CliRunner().invoke(cli, ["rubric", "check", str(folder)])
    assert checked.exit_code == 0, checked.output
