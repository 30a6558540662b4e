"""`calmfirm script`: a scenario to read and review, for people without the program."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.options import LANGUAGES, library_option


@click.command(short_help="Write a scenario as a script to read: Markdown or HTML.")
@click.argument("scenario", metavar="ID")
@click.option("--format", "form", type=click.Choice(("markdown", "html")),
              help="What to write; else by the name of the file, markdown when there is none.")  # fmt: skip
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the scenario; en when not given.")
@library_option
def script(scenario: str, form: str | None, out: Path | None, lang: str | None, library: Path | None) -> None:
    """Write a scenario as a script that can be read, printed and commented without the program.

    It has every word that is said, every way on with its condition in words, and the file's own test replies under the
    way that they take.

    \b
    Examples:
      calmfirm script rude-client --out rude-client.html
      calmfirm script my-case.yaml > my-case.md
    """
    from scoring.scorer import Scorer
    from simulator.scenario.library import open_scenario
    from simulator.scenario.writing import write_whole
    from simulator.script.content import script as written
    from simulator.script.examples import examples
    from simulator.wording import Wording, safe

    loaded = open_scenario(scenario, lang or "en", library)
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
    click.echo(safe(f"{out} written: {len(made.scenes)} scenes, {len(made.ends)} endings."))
