"""`rubric agree`: rated rows in, figures, flags and the worst disagreements out; every bad row told with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from desk import FakeScorer

from scoring.scorer import Scorer
from simulator.cli import cli


@pytest.fixture(autouse=True)
def _known_scorer(monkeypatch: pytest.MonkeyPatch) -> None:
    """`?` is a question, `rule` states the rule (firm 3, else 2), `idiot` is an insult (calm 1, else 4)."""
    monkeypatch.setattr(Scorer, "load", classmethod(lambda cls, rubric=None, meaning=True: FakeScorer()))


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["rubric", "agree", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def said(moves: list[str], faults: list[str] | None = None, calm: float = 4, firm: float = 2) -> dict[str, Any]:
    return {"moves": moves, "faults": faults or [], "calm": calm, "firm": firm, "stance": "neutral"}


def row(name: str | int, reply: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "lang": "en", "situation": "s", "our_fault": False, "breach": "first", "client": "c",
            "reply": reply, **more}  # fmt: skip


def written(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in rows), encoding="utf-8")
    return str(path)


def rated(count: int) -> list[dict[str, Any]]:
    """Half of the replies ask, half state the rule; rater a sees that, rater b sees no questions at all."""
    rows = []
    for n in range(count):
        reply, move, firm = ("What?", "ask", 2) if n % 2 else ("The rule.", "state_rule", 3)
        b = said([move] if move != "ask" else [], firm=firm)
        rows.append(row(n, reply, a=said([move], firm=firm), raters={"olena": b}))
    return rows


def test_the_figures_and_the_flags_as_json(tmp_path: Path) -> None:
    result = run(written(tmp_path / "x.jsonl", rated(40)), "--json")
    data = json.loads(result.stdout)
    assert (data["replies"], data["raters"]) == (40, {"a": 40, "olena": 40})
    labels = {one["label"]: one for one in data["labels"]}
    assert labels["state_rule"]["used"] == 40
    assert labels["state_rule"]["kappa"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert labels["state_rule"]["raters_kappa"] == 1.0
    # With a the scorer agrees wholly on questions, with olena not at all: the mean, and the two raters at chance.
    assert labels["ask"]["f1"]["value"] == 0.5
    assert (labels["ask"]["raters_f1"], labels["ask"]["raters_kappa"]) == (0.0, 0.0)
    assert (labels["thank"]["verdict"], labels["thank"]["kappa"]["value"]) == ("too few", None)
    scales = {one["name"]: one for one in data["scales"]}
    assert scales["firm"]["kappa"]["value"] == 1.0
    assert scales["firm"]["confusion"][2][2] == 40
    assert data["measures"]["moves micro F1"]["scorer"] == pytest.approx((1 + 2 * 20 / 60) / 2, abs=1e-3)
    assert data["not_fit"] == [one["label"] for one in data["labels"] if one["verdict"] == "not fit"]


def test_the_exit_code_says_whether_all_is_fit(tmp_path: Path) -> None:
    good = [row(n, "What?" if n % 2 else "The rule.", a=said(["ask" if n % 2 else "state_rule"], firm=2 + (n + 1) % 2))
            for n in range(40)]  # fmt: skip
    result = run(written(tmp_path / "good.jsonl", good))
    assert (result.exit_code, "Everything that can be told of is fit" in result.stdout) == (0, True)
    wrong = [row(n, "What?" if n % 2 else "The rule.", a=said(["state_rule" if n % 2 else "ask"])) for n in range(40)]
    result = run(written(tmp_path / "wrong.jsonl", wrong))
    assert result.exit_code == 1
    assert "Not fit to be scored: ask, state_rule" in result.stdout
    assert "lower end of kappa's 95 % interval is under 0.40" in result.stdout


def test_the_worst_disagreements_show_both_sides_and_the_words(tmp_path: Path) -> None:
    rows = [row(1, "The rule.", a=said(["state_rule"], firm=3)),
            row("w", "You idiot [b]", a=said(["thank"], calm=5, firm=5), raters={"olena": said([], ["insult"], 1)}),
            ]  # fmt: skip
    result = run(written(tmp_path / "x.jsonl", rows), "--worst", "2")
    told = result.stdout.partition("worst disagreement")[2]
    assert told.count(" apart") == 1 + 1  # the definition, and the one reply on which anyone differs
    assert "1. w, " in told
    assert "reply: “You idiot [b]”" in told
    assert "a: calm 5, firm 5, neutral: thank" in told
    assert "scorer: calm 1.0, firm 2.0, dismissive: insult “idiot”" in told
    assert "worst disagreements" not in run(str(tmp_path / "x.jsonl"), "--worst", "0").stdout


def test_several_files_of_the_same_replies_are_put_together(tmp_path: Path) -> None:
    one = written(tmp_path / "one.jsonl", [row(1, "What?", raters={"anna": said(["ask"])})])
    two = written(tmp_path / "two.jsonl", [row(1, "What?", raters={"petro": {**said([]), "labels": ["ask"]}})])
    data = json.loads(run(one, two, "--json").stdout)
    assert (data["replies"], data["raters"]) == (1, {"anna": 1, "petro": 1})
    twice = run(one, one)
    assert twice.exit_code == 2
    assert "`anna` has rated `1` twice" in twice.stderr


@pytest.mark.parametrize(
    ("line", "place", "told"),
    [
        ('{"id": 1', ":1:9: ", "is not JSON"),
        (json.dumps(row(1, "x")), ":1:1: ", "nobody has rated"),
        (json.dumps({**row(1, "x"), "id": None, "a": said([])}), ":1:1: ", "id is missing"),
        ('{"id":1,"reply":"x","a":{"moves":["thnk"],"faults":[],"calm":3,"firm":3,"stance":"neutral"}}', ":1:35: ",
         "`thnk` is none of the moves of this rubric"),
        ('{"id":1,"reply":"x","a":{"moves":["insult"],"calm":3,"firm":3,"stance":"neutral"}}', ":1:35: ", "insult"),
        ('{"id":1,"reply":"x","a":{"moves":[],"calm":6,"firm":3,"stance":"neutral"}}', ":1:37: ", "from 1 to 5"),
        ('{"id":1,"reply":"x","a":{"moves":[],"calm":true,"firm":3,"stance":"neutral"}}', ":1:37: ", "from 1 to 5"),
        ('{"id":1,"reply":"x","a":{"moves":[],"calm":3,"firm":3,"stance":"nice"}}', ":1:55: ", "stance cannot be"),
        ('{"id":1,"reply":"x","a":{"calm":3,"firm":3,"stance":"neutral"}}', ":1:21: ", "no moves and no faults"),
        ('{"id":1,"reply":"x","a":3}', ":1:21: ", "must be an object"),
        ('{"id":1,"reply":"x","raters":[]}', ":1:21: ", "raters must be an object"),
        ('{"id":1,"reply":"x","lang":"de","a":3}', ":1:21: ", "lang must be"),
    ],
)  # fmt: skip
def test_a_bad_row_is_told_with_its_place_and_nothing_is_scored(
    tmp_path: Path, line: str, place: str, told: str
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(line, encoding="utf-8")
    result = run(str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{path}{place}RB601 ")
    assert told in result.stderr


def test_every_bad_row_is_told_in_one_pass(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(f"{{}}\n\n{json.dumps(row(1, 'x', a=said([])))}\nx\n", encoding="utf-8")
    told = run(str(path)).stderr
    assert [f":{n}:" in told for n in (1, 2, 3, 4)] == [True, False, False, True]


def test_no_rows_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("\n")
    result = run(str(tmp_path / "x.jsonl"))
    assert result.exit_code == 2
    assert "no rated replies" in result.stderr
