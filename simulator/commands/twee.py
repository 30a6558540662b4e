"""`calmfirm twee`: scenarios to Twine and stories from it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from simulator.commands.failure import Failed
from simulator.commands.options import LANGUAGES, library_option

overwrite_option = click.option("--overwrite", is_flag=True, help="Replace the file if it is there.")


@click.group(short_help="Take scenarios to Twine, and stories from it (Twee 3).")
def twee() -> None:
    """Exchange scenarios with Twine: text, choices and links go both ways as Twee 3.

    What the other side cannot hold is told on stderr.

    \b
    Examples:
      calmfirm twee export rude-client --out rude-client.twee
      calmfirm twee import story.twee --out scenarios/en/story.yaml
    """


@twee.command("export", short_help="Write a scenario as Twee 3, to open in Twine.")
@click.argument("scenario", metavar="ID")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file.")
@overwrite_option
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the scenario; en when not given.")
@library_option
def export(scenario: str, out: Path | None, overwrite: bool, lang: str | None, library: Path | None) -> None:
    """Write a scenario as Twee 3. In Twine: Library, Import, and choose the file.

    A typed reply becomes links with the file's own example replies. Twine has no moods, facts, counters, conditions
    and tests; what is left behind is counted.

    \b
    Examples:
      calmfirm twee export rude-client --out rude-client.twee
      calmfirm twee export my-case.yaml > my-case.twee
    """
    from scoring.scorer import Scorer
    from simulator.scenario.library import open_scenario
    from simulator.script.examples import examples
    from simulator.twine.notation import write
    from simulator.twine.outward import story
    from simulator.wording import Wording

    loaded = open_scenario(scenario, lang or "en", library)
    scorer = Scorer.load(loaded.rubric)
    wording = Wording(scorer.rubric, loaded.scenario.lang)
    made, lost = story(loaded.scenario, wording, examples(loaded.scenario, scorer))
    _put(write(made), out, overwrite)
    _tell(out, f"{len(made.passages)} passages.", lost, ())


@twee.command("import", short_help="Make a scenario from a Twine story.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file.")
@overwrite_option
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the story; else the folder's, or en.")
def from_twee(file: Path, out: Path | None, overwrite: bool, lang: str | None) -> None:
    """Make a scenario from a Twine story. In Twine: Build, Export As Twee.

    A passage with links becomes a step with options, one without links an ending. What Twine does not know (the rule,
    the goal, lessons) is marked `# to write`. The result is checked.

    \b
    Examples:
      calmfirm twee import story.twee --out scenarios/en/story.yaml
      calmfirm twee import story.twee --lang uk > story.yaml
    """
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
        raise Failed(_safe(f"{file}: the start of this story has no link to choose; a scenario needs a choice."))
    _put(made.text, out, overwrite)
    folded = f", {made.folded} passages became reactions or the briefing" if made.folded else ""
    todo = [f"line {line}: {key}" for line, key in made.open]
    _tell(out, f"{made.steps} steps, {made.endings} endings{folded}.", made.lost, todo)
    if out is not None:
        _check(out)
        if made.id != out.stem:
            click.echo(_safe(f"Its id is {made.id}: call the file {made.id}.yaml."), err=True)


def _put(text: str, out: Path | None, overwrite: bool) -> None:
    from simulator.scenario.writing import write_whole

    if out is None:
        click.echo(text, nl=False)
        return
    if out.exists() and not overwrite:
        raise Failed(_safe(f"{out} is there already; choose another name, or replace it with --overwrite."))
    write_whole(out, text)


def _tell(out: Path | None, made: str, lost: Iterable[str], todo: Iterable[str]) -> None:
    """What was made, what was left behind and what is left to write, on stderr."""
    click.echo(_safe(f"{out} written: {made}" if out is not None else made), err=True)
    for title, lines in (("Could not carry over:", list(lost)), ("Left to write:", list(todo))):
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
        click.echo(_safe(f"`calmfirm check {path}` tells {warnings} more things to look at."), err=True)


def _safe(text: str) -> str:
    from simulator.wording import safe

    return safe(text)
