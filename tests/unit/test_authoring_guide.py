"""docs/authoring.md keeps its word: its scenario passes its own tests, its commands exist, its reference is current."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from scoring.scorer import Scorer
from simulator.cli import cli
from simulator.scenario.check import check
from simulator.scenario.codes import CODES
from simulator.scenario.model import Scenario
from simulator.scenario.reference import PAGE, placed, reference, shipped_labels

TEXT = PAGE.read_text(encoding="utf-8")
COMMANDS = sorted(
    {
        line.partition("#")[0].strip()
        for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
        for line in block.split("\n")
        if line.startswith("calmfirm ")
    }
    | set(re.findall(r"`(calmfirm [a-z][^`]*)`", TEXT))
)


def test_the_first_scenario_has_no_problem_and_its_tests_pass_and_go_everywhere(tmp_path: Path) -> None:
    section = TEXT[TEXT.index("## The first scenario in") : TEXT.index("## While you write")]
    text = "\n".join(re.findall(r"```yaml\n(.*?)```", section, re.DOTALL))
    path = tmp_path / "late-cancel.yaml"
    path.write_text(text, encoding="utf-8")
    report = check(path, Scorer.load())
    assert report.render() == ""
    assert report.tried is not None
    assert report.tried.coverage.idle == ()


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_guide_exists_with_its_options(line: str) -> None:
    words = shlex.split(line.partition(">")[0])[1:]
    command: click.Command = cli
    while isinstance(command, click.Group) and words:
        name = words.pop(0)
        assert name in command.commands, f"there is no {name}"
        command = command.commands[name]
    known = {option for one in command.params for option in one.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_the_reference_is_what_the_model_says() -> None:
    made = placed(TEXT, reference(shipped_labels()))
    assert made == TEXT, "run python -m simulator.scenario.reference"


def test_the_reference_names_every_key_with_its_meaning_and_every_link_has_its_target() -> None:
    schema = Scenario.model_json_schema()
    for name, part in {"scenario": schema, **schema["$defs"]}.items():
        begin = TEXT.index(f'<a id="format-{name.lower()}"></a>')
        section = TEXT[begin : TEXT.index("\n### ", begin)]
        for key in part["properties"]:
            row = re.search(rf"(?m)^\| `{key}` \| (.+?) \| (.+?) \| (.+?) \|$", section)
            assert row is not None, f"{name}.{key}"
            assert (row[3] == "**needed**") == (key in part.get("required", []))
    headings = re.findall(r"(?m)^#+ (?:<a id=\"[^\"]*\"></a>)?(.+)$", TEXT)
    slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    ids = set(re.findall(r'<a id="([^"]*)"', TEXT)) | slugs
    assert set(re.findall(r"\]\(#([^)]*)\)", TEXT)) <= ids
    assert all((PAGE.parent / name).is_file() for name in re.findall(r"\]\(([\w-]+\.md)\)", TEXT))


def test_codes_that_the_guide_names_exist() -> None:
    assert set(re.findall(r"CF\d{3}", TEXT)) <= CODES.keys()
