"""`calmfirm translate`: a scenario's texts out to PO files, how far they are, and back into scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, group, option, says
from simulator.commands.options import LANGUAGES, json_option, library_option
from simulator.commands.streams import dumps
from simulator.i18n import _, mark, ngettext

if TYPE_CHECKING:
    from simulator.scenario.source import Source
    from simulator.scenario.translation.places import Place
    from simulator.scenario.translation.progress import Progress

_NAMED = 5
# Whether the translated scenario is what its PO file makes.
MERGED = {"yes": mark("yes"), "no": mark("no"), "by hand": mark("by hand")}

to_option = option(
    "--to", "to", type=click.Choice(LANGUAGES), required=True, help=mark("Translate into this language.")
)
lang_option = option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help=mark("Language of a scenario named by its id."),
)
scenarios_argument = argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True)


@group(short_help=mark("Translate scenarios: texts out to PO files and back."))
@says(
    mark("Translate scenarios with any PO editor (Poedit, Weblate, a text editor)."),
    mark(
        "A translation lies in the folder of its language: en/late-keys.yaml is translated in ru/late-keys.po, "
        "and `merge` makes ru/late-keys.yaml from both. `calmfirm check` names every text whose source has "
        "changed since."
    ),
    examples=(
        "calmfirm translate extract late-keys --to ru",
        "calmfirm translate status",
        "calmfirm translate merge late-keys --to ru",
    ),
)
def translate() -> None:
    pass


@translate.command(short_help=mark("Write or update the PO file of a scenario."))
@scenarios_argument
@to_option
@lang_option
@library_option
@says(
    mark("Write the PO file of a scenario, or bring it up to date; what is translated stays."),
    mark(
        "A translation whose source changed is marked fuzzy and keeps the old words beside it. Words that were "
        "mended in the translated scenario itself are taken over."
    ),
    examples=(
        "calmfirm translate extract late-keys --to ru",
        "calmfirm translate extract my-cases/late-keys.yaml --to uk",
    ),
)
def extract(scenarios: tuple[str, ...], to: str, lang: str, library: Path | None) -> None:
    from simulator.scenario.translation.catalog import CatalogError
    from simulator.scenario.translation.extract import extract as extracted
    from simulator.scenario.writing import write_whole

    for source, place in _pairs(scenarios, to, lang, library):
        try:
            made = extracted(source, place)
        except CatalogError as error:
            raise Failed(_safe(str(error))) from error
        write_whole(place.po, made.content)
        done, review = sum(one.is_done for one in made.pairs), sum(one.is_old for one in made.pairs)
        missing = len(made.pairs) - done - review
        told = ngettext(
            "{file}: {count} text, {done} translated, {review} to look at, {missing} missing",
            "{file}: {count} texts, {done} translated, {review} to look at, {missing} missing",
            len(made.pairs),
        )
        click.echo(_safe(told.format(file=place.po, count=len(made.pairs), done=done, review=review, missing=missing)))
        if made.gone:
            click.echo("  " + _("Gone from the scenario, kept at the end: {count}.").format(count=made.gone))
        if made.taken:
            told = _("Taken over from {file}, mended by hand: {count}.")
            click.echo("  " + _safe(told.format(file=place.scenario, count=made.taken)))
        if made.clashes:
            told = _("Changed in the scenario and in the PO file: {count}; they are marked fuzzy.")
            click.echo("  " + told.format(count=made.clashes))


@translate.command(short_help=mark("How far the translations are."))
@argument("scenarios", metavar="[SCENARIO...]", nargs=-1)
@option("--to", "to", type=click.Choice(LANGUAGES), help=mark("This language only, and what has no translation yet."))
@lang_option
@library_option
@json_option
@says(
    mark("Show how far the translations of the library, or of some scenarios, are, counted in texts."),
    examples=(
        "calmfirm translate status",
        "calmfirm translate status late-keys --to uk",
        "calmfirm translate status --json",
    ),
)
def status(scenarios: tuple[str, ...], to: str | None, lang: str, library: Path | None, as_json: bool) -> None:
    from simulator.scenario.translation.catalog import CatalogError
    from simulator.scenario.translation.progress import progress

    try:
        rows = [progress(source, place) for source, place in _translations(scenarios, to, lang, library)]
    except CatalogError as error:
        raise Failed(_safe(str(error))) from error
    if as_json:
        click.echo(dumps([_row(one) for one in rows], indent=2))
    elif rows:
        _table(rows)
    else:
        click.echo(_("There are no translations yet; `calmfirm translate extract SCENARIO --to ru` begins one."))


@translate.command(short_help=mark("Make the translated scenario from its PO file."))
@scenarios_argument
@to_option
@option("--overwrite", is_flag=True, help=mark("Drop what was changed by hand in the translated scenario."))
@lang_option
@library_option
@click.pass_context
@says(
    mark("Make the translated scenario: the source with the PO file's words, its comments and layout as they are."),
    mark("Texts without a translation keep the source's words. The result is checked; with errors the exit code is 2."),
    examples=(
        "calmfirm translate merge late-keys --to ru",
        "calmfirm translate merge late-keys --to ru --overwrite",
    ),
)
def merge(
    ctx: click.Context, scenarios: tuple[str, ...], to: str, overwrite: bool, lang: str, library: Path | None
) -> None:
    from simulator.scenario.check import check
    from simulator.scenario.problem import render_all
    from simulator.scenario.translation.catalog import CatalogError
    from simulator.scenario.translation.merge import MergeRefused
    from simulator.scenario.translation.merge import merge as merged
    from simulator.scenario.translation.splice import SpliceError
    from simulator.scenario.writing import write_whole

    written: list[Path] = []
    for source, place in _pairs(scenarios, to, lang, library):
        if not place.po.is_file():
            raise Failed(
                _safe(
                    _("{po} is not there: run `calmfirm translate extract {file} --to {to}` first.").format(
                        po=place.po, file=source.path, to=to
                    )
                )
            )
        try:
            made = merged(source, place, overwrite=overwrite)
        except (CatalogError, MergeRefused, SpliceError) as error:
            raise Failed(_safe(str(error))) from error
        if not any(one.entry is not None and one.entry.words for one in made.pairs):
            raise Failed(_safe(_("{po} has no translations yet: fill in its msgstr lines first.").format(po=place.po)))
        write_whole(place.scenario, made.scenario)
        write_whole(place.po, made.po)
        written.append(place.scenario)
        missing = [one.text.id for one in made.pairs if one.entry is None or not one.entry.words]
        review = [one.text.id for one in made.pairs if one.is_old]
        told = ngettext(
            "{file}: {count} text, {missing} without a translation",
            "{file}: {count} texts, {missing} without a translation",
            len(made.pairs),
        )
        click.echo(_safe(told.format(file=place.scenario, count=len(made.pairs), missing=len(missing))))
        _names(_("Left in the source's language: {names}"), missing)
        _names(_("Translated from older words, or doubtful: {names}"), review)
        for name, fault in made.refused:
            click.echo("  " + _safe(_("Not used, {name}: {fault}.").format(name=name, fault=fault)))
    reports = [check(path) for path in written if not _is_part(path)]
    errors = [one for report in reports for one in report.problems if one.severity == "error"]
    if errors:
        click.echo(render_all(errors), err=True)
    ctx.exit(2 if errors else 0)


def _pairs(names: Iterable[str], to: str, lang: str, library: Path | None) -> Iterator[tuple[Source, Place]]:
    """Every file that is translated for these scenarios (what they include has a PO file of its own), each once."""
    from simulator.scenario.translation.places import place

    seen: set[Path] = set()
    for name in names:
        for source in _sources(name, lang, library):
            if source.path.resolve() in seen:
                continue
            seen.add(source.path.resolve())
            if (source.data or {}).get("lang", source.path.absolute().parent.name) == to:
                raise Failed(
                    _safe(
                        _("{file} is in {to} already; choose another language with --to.").format(
                            file=source.path, to=to
                        )
                    )
                )
            yield source, place(source.path, to)


def _sources(name: str, lang: str, library: Path | None) -> list[Source]:
    """The scenario's file and what it includes. Raises ScenarioError for one with errors."""
    from simulator.scenario.include import gather
    from simulator.scenario.library import open_scenario

    path = Path(name).expanduser()
    if path.is_file() and _is_part(path):
        return gather(path).sources
    return gather(open_scenario(name, lang, library).path).sources


def _translations(
    names: tuple[str, ...], to: str | None, lang: str, library: Path | None
) -> Iterator[tuple[Source, Place]]:
    """The translations that `status` tells of."""
    from simulator.scenario.library import files
    from simulator.scenario.source import read
    from simulator.scenario.translation.places import place, places

    if names:
        sources = [source for name in names for source in _sources(name, lang, library)]
    else:
        # A file with a PO file beside it is a translation itself.
        sources = [read(path) for path in files(library) if not path.with_suffix(".po").is_file()]
    for source in sources:
        if source.data is None:
            continue
        if to is None:
            yield from ((source, there) for there in places(source.path))
        elif source.data.get("lang", source.path.absolute().parent.name) != to:
            yield source, place(source.path, to)


def _is_part(path: Path) -> bool:
    from simulator.scenario.include import is_part
    from simulator.scenario.source import read

    return is_part(read(path).data)


def _table(rows: list[Progress]) -> None:
    wide = max(8, len(_("scenario")), *(len(one.source.stem) for one in rows))
    heads = (_("to"), _("texts"), _("done"), _("to look at"), _("missing"), _("gone"))
    click.echo(f"{_('scenario'):<{wide}}  {'  '.join(heads)}  {_('merged')}")
    for one in rows:
        counts = (one.lang, one.texts, one.done, one.review, one.missing, one.gone)
        listed = "  ".join(f"{count:>{len(head)}}" for count, head in zip(counts, heads, strict=True))
        click.echo(_safe(f"{one.source.stem:<{wide}}  {listed}  {_(MERGED[one.merged])}"))


def _row(one: Progress) -> dict[str, object]:
    return {
        "source": str(one.source),
        "lang": one.lang,
        "po": str(one.po),
        "texts": one.texts,
        "done": one.done,
        "review": one.review,
        "missing": one.missing,
        "gone": one.gone,
        "merged": one.merged,
    }


def _names(told: str, names: list[str]) -> None:
    if names:
        listed = ", ".join(names[:_NAMED])
        if len(names) > _NAMED:
            listed = _("{names}, … {count} more").format(names=listed, count=len(names) - _NAMED)
        click.echo("  " + _safe(told.format(names=listed)))


def _safe(text: str) -> str:
    from simulator.wording import safe

    return safe(text)
