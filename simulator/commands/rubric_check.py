"""`calmfirm rubric check`: everything that is wrong with a rubric, in one pass."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.helped import argument, command, says
from simulator.commands.options import json_option
from simulator.commands.rubric_options import FOLDER
from simulator.commands.streams import dumps
from simulator.i18n import _, mark
from simulator.rubric_words import rubric_told

if TYPE_CHECKING:
    from simulator.commands.rubric_findings import Findings


@command(short_help=mark("Find everything that is wrong with a rubric."))
@argument("folder", metavar="[FOLDER]", required=False, type=FOLDER)
@json_option
@click.pass_context
@says(
    mark(
        "Check the rubric in FOLDER (the shipped one by default): rubric.yaml, the cues with their own examples, "
        "the example bank, and whether what was learned fits."
    ),
    mark("Exit codes: 0 no errors (warnings are allowed), 2 there are errors."),
    examples=(
        "calmfirm rubric check my-rubric",
        "calmfirm rubric check my-rubric --json",
    ),
)
def check(ctx: click.Context, folder: Path | None, as_json: bool) -> None:
    from scoring.rubric import DEFAULT
    from simulator.commands.findings import counted
    from simulator.wording import safe

    folder = folder or DEFAULT
    findings = check_rubric(folder)
    if as_json:
        click.echo(dumps({"folder": str(folder), "problems": [one.as_dict() for one in findings.problems]}, indent=2))
    else:
        for one in findings.problems:
            click.echo(one.render())
        errors, warnings = findings.errors, len(findings.problems) - findings.errors
        click.echo(f"{safe(str(folder))}: {counted(errors, warnings)}")
    ctx.exit(2 if findings.errors else 0)


def check_rubric(folder: Path, learned: bool = True) -> Findings:
    """Everything that is wrong with a rubric folder. `learned`: look at what was learned too, which takes a second."""
    from scoring.contract import LANGUAGES
    from scoring.cues import load_added_cues, load_cues
    from scoring.rubric import RubricError, load_rubric
    from scoring.rubric_files import inside
    from simulator.commands.rubric_check_cues import CueFile
    from simulator.commands.rubric_check_file import RubricFile
    from simulator.commands.rubric_check_learned import Bank, check_model
    from simulator.commands.rubric_findings import Findings
    from simulator.scenario.problem import did_you_mean, shown
    from simulator.scenario.source import read

    findings = Findings()
    sources = []
    for path in (folder / "rubric.yaml", *sorted((folder / "cues").glob("*.yaml"))):
        try:
            sources.append(read(inside(folder, path)))
        except RubricError as error:
            findings.file("RB101", path, rubric_told(error).removeprefix(f"{path}: "))
    for source in sources:
        findings.take(source)
    if not sources or sources[0].path.name != "rubric.yaml" or sources[0].data is None:
        return findings
    file = RubricFile(sources[0], {source.path.stem for source in sources[1:]}, findings)
    file.check()
    with_cue: set[str] = set()
    for source in sources[1:]:
        lang = source.path.stem
        if lang not in LANGUAGES:
            findings.file(
                "RB101",
                source.path,
                _("there is no language {lang}").format(lang=shown(lang)),
                did_you_mean(lang, LANGUAGES),
            )
        elif source.data is not None:
            cues = CueFile(source, file.labels, file.extends, findings)
            cues.check()
            with_cue |= cues.labels
    for label in file.added:
        if label not in with_cue:
            message = _("no cue finds {label}, so no reply will ever show it").format(label=shown(label))
            findings.at("RB304", file.source, ("labels", label), message, _("write one under cues/"), key=True)
    Bank(folder, file.labels, file.extends, findings).check()
    if findings.errors:
        return findings
    try:
        load_rubric(folder)
        for lang in LANGUAGES:
            load_cues(folder, lang)
            load_added_cues(folder, lang)
    except RubricError as error:
        findings.file("RB101", file.source.path, rubric_told(error).removeprefix(f"{file.source.path}: "))
        return findings
    if learned:
        check_model(folder, findings)
    return findings
