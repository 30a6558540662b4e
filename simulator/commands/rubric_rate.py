"""`calmfirm rubric rate`: a coach rates replies blind, on the screen, into a file that `rubric agree` reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import LANGUAGES, db_option
from simulator.commands.rubric_options import rubric_option
from simulator.i18n import _, mark, ngettext

if TYPE_CHECKING:
    from simulator.ratings import Sample
    from simulator.scenario.problem import Problem

NO_TERMINAL = mark("calmfirm rubric rate needs a terminal for its screen: run it in one.")
OUT = "ratings.jsonl"
NAME = 60


@command(short_help=mark("Rate replies yourself, without seeing our score."))
@argument("file", metavar="[FILE.jsonl]", required=False, type=click.Path(exists=True, path_type=Path))
@option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
        help=mark("Where the ratings go; ratings.jsonl, or FILE-ratings.jsonl, when not given."))  # fmt: skip
@option("--rater", metavar="NAME", default="coach", show_default=True, help=mark("Whose ratings these are."))
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Only replies in this language."))
@rubric_option
@db_option
@click.pass_context
@says(
    mark("Rate the replies in FILE.jsonl, or those in the tests of the shipped scenarios, one after the other."),
    mark(
        "You see the case, the client's words and the reply, in an order that is the same each time and says "
        "nothing; our own score is not shown, nor what others have said. Each rating is written at once; the "
        "next start goes on where you stopped. Several raters may use one file, each under a --rater name. A "
        "line of FILE has the fields id, lang, situation, our_fault, breach, client and reply."
    ),
    examples=(
        "calmfirm rubric rate --lang uk --rater olena",
        "calmfirm rubric rate replies.jsonl --out olena.jsonl --rater olena",
    ),
)
def rate(
    ctx: click.Context,
    file: Path | None,
    out: Path | None,
    rater: str,
    lang: str | None,
    rubric: Path | None,
    db: str | None,
) -> None:
    from scoring.rubric import load_rubric
    from simulator.commands.playing import need_terminal
    from simulator.rating_desk import Desk
    from simulator.ratings import Ratings, RatingsError, shuffled

    rater = _name(rater)
    rated_by = load_rubric(rubric)
    samples = [one for one in _samples(ctx, file, lang) if lang is None or one.situation.lang == lang]
    if not samples:
        if file:
            told = (
                _("There are no replies to rate in {file} in this language ({lang}).")
                if lang
                else _("There are no replies to rate in {file}.")
            )
        else:
            told = (
                _("There are no replies to rate in the shipped scenarios in this language ({lang}).")
                if lang
                else _("There are no replies to rate in the shipped scenarios.")
            )
        raise Failed(told.format(file=file, lang=lang))
    out = out or (file.with_name(f"{file.stem}-ratings.jsonl") if file else Path(OUT))
    if file is not None and out.exists() and out.samefile(file):
        raise Failed(
            _("{file} is the file that is read: name another one for the ratings with --out.").format(file=out)
        )
    if not out.absolute().parent.is_dir():
        raise Failed(
            _("There is no folder {folder} for the ratings: make it, or name another --out.").format(
                folder=out.absolute().parent
            )
        )
    try:
        desk = Desk(shuffled(samples), Ratings(out, rater, rated_by))
    except RatingsError as error:
        raise Failed(str(error)) from error
    need_terminal(NO_TERMINAL)
    from simulator.commands.remembered import theme_settings
    from simulator.tui.rating import RateApp

    app = RateApp(desk, *theme_settings(db))
    app.run()
    told = ngettext(
        "{rated} of {count} reply are rated, in {file}.",
        "{rated} of {count} replies are rated, in {file}.",
        len(samples),
    )
    click.echo(told.format(rated=desk.rated, count=len(samples), file=out))
    ctx.exit(app.return_code or 0)


def _name(rater: str) -> str:
    name = " ".join(rater.split())
    if not name or len(name) > NAME or not name.isprintable():
        raise click.BadParameter(_("a name of 1 to {most} letters").format(most=NAME), param_hint="--rater")
    return name


def _samples(ctx: click.Context, file: Path | None, lang: str | None) -> list[Sample]:
    from simulator.commands.rubric_sample import samples_in, shipped_samples

    if file is None:
        return list(shipped_samples(lang))
    problems: list[Problem] = []
    samples = samples_in(file, problems)
    for one in problems:
        click.echo(one.render(), err=True)
    if problems:
        ctx.exit(2)
    return samples
