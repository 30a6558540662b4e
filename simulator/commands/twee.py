"""`calmfirm twee`: scenarios to Twine and stories from it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, group, option, says
from simulator.commands.options import LANGUAGES, language_of, library_option
from simulator.i18n import _, mark, ngettext

overwrite_option = option("--overwrite", is_flag=True, help=mark("Replace the file if it is there."))


@group(short_help=mark("Take scenarios to Twine, and stories from it (Twee 3)."))
@says(
    mark("Exchange scenarios with Twine: text, choices and links go both ways as Twee 3."),
    mark("What the other side cannot hold is told on stderr."),
    examples=(
        "calmfirm twee export rude-client --out rude-client.twee",
        "calmfirm twee import story.twee --out scenarios/en/story.yaml",
    ),
)
def twee() -> None:
    pass


@twee.command("export", short_help=mark("Write a scenario as Twee 3, to open in Twine."))
@argument("scenario", metavar="ID")
@option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help=mark("Write it to this file."))
@overwrite_option
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Language of the scenario; the interface's when not given."))
@library_option
@says(
    mark("Write a scenario as Twee 3. In Twine: Library, Import, and choose the file."),
    mark(
        "A typed reply becomes links with the file's own example replies. Twine has no moods, facts, counters, "
        "conditions and tests; what is left behind is counted."
    ),
    examples=(
        "calmfirm twee export rude-client --out rude-client.twee",
        "calmfirm twee export my-case.yaml > my-case.twee",
    ),
)
def export(scenario: str, out: Path | None, overwrite: bool, lang: str | None, library: Path | None) -> None:
    from scoring.scorer import Scorer
    from simulator.scenario.library import open_scenario
    from simulator.script.examples import examples
    from simulator.twine.notation import write
    from simulator.twine.outward import story
    from simulator.wording import Wording

    loaded = open_scenario(scenario, language_of(scenario, lang, library), library)
    scorer = Scorer.load(loaded.rubric)
    wording = Wording(scorer.rubric, loaded.scenario.lang)
    made, lost = story(loaded.scenario, wording, examples(loaded.scenario, scorer))
    _put(write(made), out, overwrite)
    told = ngettext("{count} passage.", "{count} passages.", len(made.passages)).format(count=len(made.passages))
    _tell(out, told, lost, ())


@twee.command("import", short_help=mark("Make a scenario from a Twine story."))
@argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help=mark("Write it to this file."))
@overwrite_option
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Language of the story; else the folder's, or en."))
@says(
    mark("Make a scenario from a Twine story. In Twine: Build, Export As Twee."),
    mark(
        "A passage with links becomes a step with options, one without links an ending. What Twine does not know "
        "(the rule, the goal, lessons) is marked `# to write`. The result is checked."
    ),
    examples=(
        "calmfirm twee import story.twee --out scenarios/en/story.yaml",
        "calmfirm twee import story.twee --lang uk > story.yaml",
    ),
)
def from_twee(file: Path, out: Path | None, overwrite: bool, lang: str | None) -> None:
    from simulator.scenario.library import LANGUAGES as KNOWN
    from simulator.scenario.starting import schema_for
    from simulator.twine.inward import imported
    from simulator.twine.notation import TweeError, decode, parse

    folder = out.absolute().parent.name if out is not None else ""
    schema = ""
    if out is not None:
        schema, missing = schema_for(out.parent)
        schema = "" if missing is not None else schema
    try:
        story = parse(decode(file.read_bytes(), str(file)), str(file))
    except TweeError as error:
        raise Failed(_safe(str(error))) from error
    name = out.stem if out is not None else ""
    made = imported(story, lang=lang or (folder if folder in KNOWN else ""), name=name, schema=schema)
    if made is None:
        raise Failed(
            _safe(
                _("{file}: the start of this story has no link to choose; a scenario needs a choice.").format(file=file)
            )
        )
    _put(made.text, out, overwrite)
    todo = [_("line {line}: {key}").format(line=line, key=key) for line, key in made.open]
    told = _("{steps}, {endings}.").format(
        steps=ngettext("{count} step", "{count} steps", made.steps).format(count=made.steps),
        endings=ngettext("{count} ending", "{count} endings", made.endings).format(count=made.endings),
    )
    if made.folded:
        told += " " + _("Passages that became reactions or the briefing: {count}.").format(count=made.folded)
    _tell(out, told, made.lost, todo)
    if out is not None:
        _check(out)
        if made.id != out.stem:
            click.echo(_safe(_("Its id is {id}: call the file {id}.yaml.").format(id=made.id)), err=True)


def _put(text: str, out: Path | None, overwrite: bool) -> None:
    from simulator.scenario.writing import write_whole

    if out is None:
        click.echo(text, nl=False)
        return
    if out.exists() and not overwrite:
        raise Failed(
            _safe(_("{file} is there already; choose another name, or replace it with --overwrite.").format(file=out))
        )
    write_whole(out, text)


def _tell(out: Path | None, made: str, lost: Iterable[str], todo: Iterable[str]) -> None:
    """What was made, what was left behind and what is left to write, on stderr."""
    click.echo(_safe(_("{file} written: {made}").format(file=out, made=made) if out is not None else made), err=True)
    for title, lines in ((_("Could not carry over:"), list(lost)), (_("Left to write:"), list(todo))):
        if lines:
            click.echo(title, err=True)
            for line in lines:
                click.echo(_safe(f"  {line}"), err=True)


def _check(path: Path) -> None:
    from simulator.scenario.check import check

    report = check(path)
    errors = [one for one in report.problems if one.severity == "error"]
    for one in errors:
        click.echo(one.render(), err=True)
    warnings = len(report.problems) - len(errors)
    if warnings and not errors:
        told = ngettext(
            "`calmfirm check {file}` tells {count} more thing to look at.",
            "`calmfirm check {file}` tells {count} more things to look at.",
            warnings,
        )
        click.echo(_safe(told.format(file=path, count=warnings)), err=True)


def _safe(text: str) -> str:
    from simulator.wording import safe

    return safe(text)
