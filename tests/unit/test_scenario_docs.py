"""Every code is explained and its examples are true; the page, the format's sample and the schema are current."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from scenario_base import BASE, Told, changed, checked, codes, score

from scoring.contract import Score, Situation
from simulator.scenario import schema
from simulator.scenario.check import check
from simulator.scenario.codes import CODES, WARNINGS
from simulator.scenario.explain import PAGE, explanations, page

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXAMPLES = {code: one for code, one in explanations().items() if not one.told}
TOLD = {code for code, one in explanations().items() if one.told}
TESTED = {"CF502", "CF503", "CF505", "CF507", "CF508"}


class Judge(Told):
    """A scorer to which “might” is a little more than neutral and “which number” a friendly question; all else is
    neutral."""

    def score(self, reply: str, situation: Situation) -> Score:
        if "Which number" in reply:
            return score("ask", calm=4.0, firm=3.0, stance="calm_firm")
        return score(calm=3.4 if "might" in reply else 3.0, firm=3.0, stance="neutral")


def test_every_code_is_explained_and_nothing_else_is() -> None:
    assert explanations().keys() == CODES.keys()
    assert all(one.means and one.wrong and one.right for one in explanations().values())


def test_the_committed_page_is_what_the_explanations_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m simulator.scenario.explain"


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_wrong_example_is_reported_and_the_right_one_is_not(code: str, tmp_path: Path) -> None:
    one, judge = EXAMPLES[code], Judge() if code in TESTED else None
    for name, content in one.beside.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    told = checked(tmp_path, changed(one.wrong), judge)
    assert code in codes(told), told.render()
    assert (told.loaded is None) == (code not in WARNINGS and code not in TESTED)
    for problem in told.problems:
        assert not problem.hint[:1].isupper(), problem.hint
        assert not problem.hint.endswith("."), problem.hint
    mended = checked(tmp_path, changed(one.right), judge)
    assert code not in codes(mended), mended.render()
    assert mended.errors == 0, mended.render()


def test_a_hint_that_says_what_a_missing_part_is_is_worded_like_the_others(tmp_path: Path) -> None:
    lines = BASE.split("\n")
    start = lines.index("briefing:")
    path = tmp_path / "example.yaml"
    path.write_text("\n".join(lines[:start] + lines[start + 4 :]), encoding="utf-8")
    hints = [problem.hint for problem in check(path).problems if "`briefing`" in problem.message]
    assert hints == ["what the trainee knows before the first word"]


def _many_includes(folder: Path) -> str:
    for number in range(51):
        (folder / f"part-{number}.yaml").write_text(f"counters: {{c{number}: 0}}\n", encoding="utf-8")
    return f"include: [{', '.join(f'part-{number}.yaml' for number in range(51))}]"


# Examples that are told and not shown: the file they speak of, as bytes, made in a folder.
MADE: dict[str, Callable[[Path], bytes]] = {
    "CF102": lambda _: b"# " + b"x" * 16_000_001,
    "CF103": lambda _: changed("title: \u041a\u043b\u044e\u0447").encode("cp1251"),
    "CF104": lambda _: changed("title: \x1bKeys").encode(),
    "CF115": lambda _: b"Late keys\n",
    "CF125": lambda folder: changed(_many_includes(folder)).encode(),
    "CF126": lambda _: b"facts:\n  strike: {text: The trains stood still.}\n",
    "CF209": lambda _: changed("steps:\n" + "".join(f"  s{n}: x\n" for n in range(20_001))).encode(),
    "CF314": lambda _: changed(f"vars: {{letter: {'y' * 2001}}}").encode(),
}


@pytest.mark.parametrize("code", MADE)
def test_what_an_explanation_tells_of_is_reported(code: str, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_bytes(MADE[code](tmp_path))
    assert code in codes(check(path))
    path.write_text(BASE, encoding="utf-8")
    assert codes(check(path)) == []


def test_examples_that_are_told_only_are_made_here_or_tested_elsewhere() -> None:
    # 100, 101: how a scenario is named; 211: the folder (test_scenario_library, test_scenario_checks);
    # 601 to 604: PO files (test_translation).
    assert set(MADE) | {"CF100", "CF101", "CF211", "CF601", "CF602", "CF603", "CF604"} == TOLD


def test_the_committed_schema_is_what_the_model_says() -> None:
    assert schema.PLACE.read_text(encoding="utf-8") == schema.text(), "run python -m simulator.scenario.schema"


def test_every_key_in_the_schema_has_a_hover_text() -> None:
    made = schema.schema()
    bare = [
        f"{name}.{key}"
        for name, part in {"scenario": made, **made["$defs"]}.items()
        for key, field in part["properties"].items()
        if "description" not in field and "$ref" not in field
    ]
    assert bare == []


def test_the_schema_offers_bands_and_labels() -> None:
    when = schema.schema()["$defs"]["When"]["properties"]
    assert "neutral or better" in when["calm"]["enum"]
    assert "cave_in" in when["shows"]["items"]["enum"]
    assert json.loads(schema.text()) == schema.schema()


def test_the_sample_in_the_format_page_has_no_errors(tmp_path: Path) -> None:
    text = (DOCS / "format.md").read_text(encoding="utf-8")
    sample = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert sample is not None
    name = re.search(r"(?m)^id: (\S+)", sample[1])
    assert name is not None
    path = tmp_path / f"{name[1]}.yaml"
    path.write_text(sample[1], encoding="utf-8")
    report = check(path)
    assert report.errors == 0, report.render()
