"""docs/problems.md and the codes agree and its examples are true; the format's sample and the schema are current."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from scenario_base import BASE, changed, checked, codes

from simulator.scenario import schema
from simulator.scenario.check import check
from simulator.scenario.codes import CODES, WARNINGS

DOCS = Path(__file__).resolve().parents[2] / "docs"
_HEADING = re.compile(r"(?m)^### (CF\d{3}) (.+)$")


def _told() -> dict[str, tuple[str, list[str]]]:
    """Code to (name, its YAML examples: wrong, right)."""
    text = (DOCS / "problems.md").read_text(encoding="utf-8")
    pieces = _HEADING.split(text)[1:]
    return {
        code: (name, re.findall(r"```yaml\n(.*?)```", body, re.DOTALL))
        for code, name, body in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True)
    }


TOLD = _told()
EXAMPLES = {code: examples for code, (_, examples) in TOLD.items() if examples}


def test_the_page_has_every_code_under_its_name() -> None:
    assert {code: name for code, (name, _) in TOLD.items()} == CODES


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_wrong_example_is_reported_and_the_right_one_is_not(code: str, tmp_path: Path) -> None:
    wrong, right = EXAMPLES[code]
    told = checked(tmp_path, changed(wrong))
    assert code in codes(told), told.render()
    assert (told.loaded is None) == (code not in WARNINGS)
    for problem in told.problems:
        assert not problem.hint[:1].isupper(), problem.hint
        assert not problem.hint.endswith("."), problem.hint
    mended = checked(tmp_path, changed(right))
    assert code not in codes(mended)
    assert mended.errors == 0, mended.render()


def test_a_hint_that_says_what_a_missing_part_is_is_worded_like_the_others(tmp_path: Path) -> None:
    lines = BASE.split("\n")
    start = lines.index("briefing:")
    path = tmp_path / "example.yaml"
    path.write_text("\n".join(lines[:start] + lines[start + 4 :]), encoding="utf-8")
    hints = [problem.hint for problem in check(path).problems if "`briefing`" in problem.message]
    assert hints == ["what the trainee knows before the first word"]


def test_codes_without_an_example_are_those_that_yaml_cannot_show() -> None:
    silent = set(CODES) - set(EXAMPLES)
    assert silent == {
        "CF100", "CF101", "CF102", "CF103", "CF104", "CF113", "CF114", "CF115", "CF123", "CF124", "CF125", "CF126",
        "CF209", "CF211", "CF314", "CF502", "CF503",
    }  # fmt: skip


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
