"""`calmfirm preview` before its screen opens: what it is called with, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import SPARE_KEY

from simulator.cli import cli


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["preview", *map(str, arguments)])


def test_without_a_terminal_it_says_what_else_there_is() -> None:
    done = run(SPARE_KEY)
    assert done.exit_code == 2
    assert "needs a terminal" in done.output
    assert "calmfirm check FILE" in done.output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--trust", "11"], "--trust is a number from 0 to 10, not `11`."),
        (["--patience", "much"], "--patience is a number from 0 to 10, not `much`."),
        (["--counter", "excuses"], "A counter is set as NAME=NUMBER, for instance excuses=2, not `excuses`."),
        (["--visit", "0"], "The visit is a number from 1 to 1000, not `0`."),
        (["--at", "closng"], "There is no step `closng`: did you mean `closing`?"),
        (["--fact", "[b]trian"], "There is no fact `[b]trian`"),
        (["--counter", "excuses=2"], "There is no counter `excuses`"),
        (["--earlier", "consequense"], "There is no label `consequense`: did you mean `consequence`?"),
    ],
)
def test_a_beginning_that_makes_no_sense_is_refused_in_a_sentence(arguments: list[str], sentence: str) -> None:
    done = run(SPARE_KEY, *arguments)
    assert done.exit_code == 2
    assert sentence in done.output
    assert "Traceback" not in done.output


def test_a_file_with_errors_is_for_the_screen_to_tell_of(tmp_path) -> None:
    broken = tmp_path / "spare-key.yaml"
    broken.write_text(
        SPARE_KEY.read_text(encoding="utf-8").replace("start: opening", "start: opning"), encoding="utf-8"
    )
    done = run(broken, "--at", "nowhere")
    assert "needs a terminal" in done.output


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path) -> None:
    assert run(tmp_path / "none.yaml").exit_code == 2
    assert run(tmp_path).exit_code == 2
