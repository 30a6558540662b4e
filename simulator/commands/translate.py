"""`calmfirm translate`: a scenario's texts out to PO files, how far they are, and back into scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.options import LANGUAGES, json_option, library_option
from simulator.commands.streams import dumps

if TYPE_CHECKING:
    from simulator.scenario.source import Source
    from simulator.scenario.translation.places import Place
    from simulator.scenario.translation.progress import Progress

_NAMED = 5

to_option = click.option(
    "--to", "to", type=click.Choice(LANGUAGES), required=True, help="Translate into this language."
)
lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of a scenario named by its id.",
)
scenarios_argument = click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True)


@click.group(short_help="Translate scenarios: texts out to PO files and back.")
def translate() -> None:
    """Translate scenarios with any PO editor (Poedit, Weblate, a text editor).

    A translation lies in the folder of its language: en/late-keys.yaml is translated in ru/late-keys.po, and `merge`
    makes ru/late-keys.yaml from both. `calmfirm check` names every text whose source has changed since.

    \b
    Examples:
      calmfirm translate extract late-keys --to ru
      calmfirm translate status
      calmfirm translate merge late-keys --to ru
    """


@translate.command(short_help="Write or update the PO file of a scenario.")
@scenarios_argument
@to_option
@lang_option
@library_option
def extract(scenarios: tuple[str, ...], to: str, lang: str, library: Path | None) -> None:
    """Write the PO file of a scenario, or bring it up to date; what is translated stays.

    A translation whose source changed is marked fuzzy and keeps the old words beside it. Words that were mended in the
    translated scenario itself are taken over.

    \b
    Examples:
      calmfirm translate extract late-keys --to ru
      calmfirm translate extract my-cases/late-keys.yaml --to uk
    """
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
        counts = f"{len(made.pairs)} texts, {done} translated, {review} to look at, {missing} missing"
        click.echo(_safe(f"{place.po}: {counts}{f', {made.gone} gone (kept at the end)' if made.gone else ''}"))
        if made.taken:
            click.echo(_safe(f"  Taken over from {place.scenario}, mended by hand: {made.taken}."))
        if made.clashes:
            click.echo(f"  Changed in the scenario and in the PO file: {made.clashes}; they are marked fuzzy.")


@translate.command(short_help="How far the translations are.")
@click.argument("scenarios", metavar="[SCENARIO...]", nargs=-1)
@click.option("--to", "to", type=click.Choice(LANGUAGES), help="This language only, and what has no translation yet.")
@lang_option
@library_option
@json_option
def status(scenarios: tuple[str, ...], to: str | None, lang: str, library: Path | None, as_json: bool) -> None:
    """Show how far the translations of the library, or of some scenarios, are, counted in texts.

    \b
    Examples:
      calmfirm translate status
      calmfirm translate status late-keys --to uk
      calmfirm translate status --json
    """
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
        click.echo("There are no translations yet; `calmfirm translate extract SCENARIO --to ru` begins one.")


@translate.command(short_help="Make the translated scenario from its PO file.")
@scenarios_argument
@to_option
@click.option("--overwrite", is_flag=True, help="Drop what was changed by hand in the translated scenario.")
@lang_option
@library_option
@click.pass_context
def merge(
    ctx: click.Context, scenarios: tuple[str, ...], to: str, overwrite: bool, lang: str, library: Path | None
) -> None:
    """Make the translated scenario: the source with the PO file's words, its comments and layout as they are.

    Texts without a translation keep the source's words. The result is checked; with errors the exit code is 2.

    \b
    Examples:
      calmfirm translate merge late-keys --to ru
      calmfirm translate merge late-keys --to ru --overwrite
    """
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
                _safe(f"{place.po} is not there: run `calmfirm translate extract {source.path} --to {to}` first.")
            )
        try:
            made = merged(source, place, overwrite=overwrite)
        except (CatalogError, MergeRefused, SpliceError) as error:
            raise Failed(_safe(str(error))) from error
        if not any(one.entry is not None and one.entry.words for one in made.pairs):
            raise Failed(_safe(f"{place.po} has no translations yet: fill in its msgstr lines first."))
        write_whole(place.scenario, made.scenario)
        write_whole(place.po, made.po)
        written.append(place.scenario)
        missing = [one.text.id for one in made.pairs if one.entry is None or not one.entry.words]
        review = [one.text.id for one in made.pairs if one.is_old]
        click.echo(_safe(f"{place.scenario}: {len(made.pairs)} texts, {len(missing)} without a translation"))
        _names("  Left in the source's language", missing)
        _names("  Translated from older words, or doubtful", review)
        for name, fault in made.refused:
            click.echo(_safe(f"  Not used, {name}: {fault}."))
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
                raise Failed(_safe(f"{source.path} is in {to} already; choose another language with --to."))
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
    wide = max(8, *(len(one.source.stem) for one in rows))
    click.echo(f"{'scenario':<{wide}}  to  texts  done  to look at  missing  gone  merged")
    for one in rows:
        click.echo(
            _safe(
                f"{one.source.stem:<{wide}}  {one.lang}  {one.texts:>5}  {one.done:>4}  {one.review:>10}  "
                f"{one.missing:>7}  {one.gone:>4}  {one.merged}"
            )
        )


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


def _names(title: str, names: list[str]) -> None:
    if names:
        more = f", … {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        click.echo(_safe(f"{title}: {', '.join(names[:_NAMED])}{more}"))


def _safe(text: str) -> str:
    from simulator.wording import safe

    return safe(text)
