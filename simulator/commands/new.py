"""`calmfirm new`: a first scenario, made from a few answers. `calmfirm schema`: what editors complete keys by."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import LANGUAGES
from simulator.commands.rubric_options import rubric_option
from simulator.i18n import _, current, mark

SHAPES = ("broken-rule", "complaint", "parting")


@command(short_help=mark("Begin a scenario that already passes check."))
@argument("file", metavar="[FILE]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@option("--shape", type=click.Choice(SHAPES), help=mark("What it is about."))
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Language of the conversation."))
@option("--title", help=mark("Title in the library."))
@option("--client", help=mark("The client's name."))
@says(
    mark("Begin a scenario: a small whole conversation with its tests, to be made into your own case."),
    mark(
        "On a terminal, what is not given is asked for; elsewhere it is as in the story that comes with the "
        "shape. No file is ever written over."
    ),
    examples=(
        "calmfirm new",
        "calmfirm new late-keys",
        'calmfirm new scenarios/ru/late-keys.yaml --shape complaint --client "Анна Белова"',
    ),
)
def new(file: Path | None, shape: str | None, lang: str | None, title: str | None, client: str | None) -> None:
    from simulator.scenario.starting import SHAPES as TOLD
    from simulator.scenario.starting import StartProblem, begun, language_of, schema_for, stories

    asking = sys.stdin is not None and sys.stdin.isatty()
    if shape is None:
        shape = _ask_shape(TOLD) if asking else SHAPES[0]
    file = _asked_file(shape) if file is None and asking else _file(file or Path(shape))
    own = language_of(file.parent)
    if lang is None:
        lang = own or (
            click.prompt(_("Language"), type=click.Choice(LANGUAGES), default=current()) if asking else current()
        )
    story = stories()[lang][shape]
    if asking:
        title = click.prompt(_("Title"), default=story["title"]) if title is None else title
        client = click.prompt(_("The client's name"), default=story["client"]) if client is None else client
    way, missing = schema_for(file.parent)
    try:
        text = begun(shape, lang, file.stem, title=title or "", client=client or "", schema=way)
    except StartProblem as problem:
        raise Failed(str(problem)) from problem
    _write(file, text)
    click.echo(_("Written: {file} ({about}).").format(file=_safe(file), about=_(TOLD[shape])))
    if missing is not None:
        _write_schema(missing)
        click.echo(_("Written: {file} (by it, editors complete and explain the keys).").format(file=_safe(missing)))
    click.echo(_("Play it while you write:  calmfirm preview {file}").format(file=_safe(file)))
    click.echo(_("Check it, with its tests: calmfirm check {file}").format(file=_safe(file)))


@command(short_help=mark("Write the schema by which editors complete scenario files."))
@argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@rubric_option
@says(
    mark("Print the JSON Schema of scenario files, or write it to a file or into a folder."),
    mark(
        "A scenario whose first line is `# yaml-language-server: $schema=scenario.schema.json` is completed and "
        "explained, key by key, in editors that know YAML schemas (VS Code with the YAML extension, Neovim, "
        "Helix, JetBrains)."
    ),
    examples=(
        "calmfirm schema > scenario.schema.json",
        "calmfirm schema scenarios/schema",
        "calmfirm schema --rubric my-rubric scenario.schema.json",
    ),
)
def schema(file: Path | None, rubric: Path | None) -> None:
    from scoring.rubric import RubricError
    from simulator.rubric_words import rubric_told
    from simulator.scenario.schema import text
    from simulator.scenario.starting import SCHEMA_FILE

    try:
        if file is None:
            click.echo(text(rubric), nl=False)
            return
        place = file / SCHEMA_FILE if file.is_dir() else file
        _write_schema(place, rubric)
    except RubricError as error:
        raise Failed(rubric_told(error)) from error
    click.echo(_("Written: {file}").format(file=_safe(place)))


def _ask_shape(told: dict[str, str]) -> str:
    for number, (name, words) in enumerate(told.items(), 1):
        click.echo(f"  {number}  {_(words)} ({name})")
    numbers = [str(number) for number in range(1, len(told) + 1)]
    picked = click.prompt(_("What is it about"), type=click.Choice([*numbers, *told]), default="1", show_choices=False)
    return [*told][int(picked) - 1] if picked in numbers else picked


def _asked_file(shape: str) -> Path:
    """The file that the coach names, asked for until one can be made."""
    default = shape
    while True:
        typed = click.prompt(_("File name"), default=default)
        try:
            return _file(Path(typed))
        except Failed as failed:
            click.echo(failed.format_message())
            default = failed.near if isinstance(failed, _BadName) else default


class _BadName(Failed):
    """A file name that no scenario can have; `near` is one like it that can."""

    def __init__(self, message: str, near: str) -> None:
        super().__init__(message)
        self.near = near


def _file(file: Path) -> Path:
    """The file with `.yaml` at its end. Raises Failed when its name is none or when it is there already."""
    from simulator.scenario.starting import StartProblem, name_of

    if file.suffix not in (".yaml", ".yml"):
        file = file.with_name(f"{file.name}.yaml")
    try:
        name_of(file.stem)
    except StartProblem as problem:
        raise _BadName(str(problem), str(file.with_name(problem.near))) from problem
    if file.exists():
        raise Failed(_("{file} is there already; give another name.").format(file=_safe(file)))
    return file


def _write(file: Path, text: str) -> None:
    """Write a new file. Raises Failed when one has come to be there in the meantime, OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise Failed(_("{file} is there already; give another name.").format(file=_safe(file))) from error


def _write_schema(place: Path, rubric: Path | None = None) -> None:
    from simulator.scenario.schema import text
    from simulator.scenario.writing import write_whole

    write_whole(place, text(rubric))


def _safe(path: Path) -> str:
    from simulator.wording import safe

    return safe(str(path))
