"""`calmfirm script`: a scenario to read and review, for people without the program."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import LANGUAGES, language_of, library_option
from simulator.i18n import _, mark, ngettext


@command(short_help=mark("Write a scenario as a script to read: Markdown or HTML."))
@argument("scenario", metavar="ID")
@option("--format", "form", type=click.Choice(("markdown", "html")),
        help=mark("What to write; else by the name of the file, markdown when there is none."))  # fmt: skip
@option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help=mark("Write it to this file."))
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Language of the scenario; the interface's when not given."))
@library_option
@says(
    mark("Write a scenario as a script that can be read, printed and commented without the program."),
    mark(
        "It has every word that is said, every way on with its condition in words, and the file's own test "
        "replies under the way that they take."
    ),
    examples=(
        "calmfirm script rude-client --out rude-client.html",
        "calmfirm script my-case.yaml > my-case.md",
    ),
)
def script(scenario: str, form: str | None, out: Path | None, lang: str | None, library: Path | None) -> None:
    from scoring.scorer import Scorer
    from simulator.scenario.library import open_scenario
    from simulator.scenario.writing import write_whole
    from simulator.script.content import script as written
    from simulator.script.examples import examples
    from simulator.wording import Wording, safe

    loaded = open_scenario(scenario, language_of(scenario, lang, library), library)
    scorer = Scorer.load(loaded.rubric)
    made = written(loaded.scenario, Wording(scorer.rubric, loaded.scenario.lang), examples(loaded.scenario, scorer))
    if form == "html" or (form is None and out is not None and out.suffix.lower() in (".html", ".htm")):
        from simulator.script.html import html as rendered
    else:
        from simulator.script.markdown import markdown as rendered
    text = rendered(made)
    if out is None:
        click.echo(text, nl=False)
        return
    write_whole(out, text)
    scenes = ngettext("{count} scene", "{count} scenes", len(made.scenes)).format(count=len(made.scenes))
    endings = ngettext("{count} ending", "{count} endings", len(made.ends)).format(count=len(made.ends))
    click.echo(safe(_("{file} written: {scenes}, {endings}.").format(file=out, scenes=scenes, endings=endings)))
