"""`calmfirm path`: a learning path and how far one has come, on the screen, as text or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import LANGUAGES, db_option, json_option, library_option
from simulator.i18n import _, current, mark

if TYPE_CHECKING:
    from simulator.paths.model import LearningPath
    from simulator.paths.shelf import Shelf


@command(short_help=mark("A learning path: what holds, where you are, what to play next."))
@argument("name", metavar="[ID]", required=False)
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Language of the path; else the last one practised."))
@option("--plain", is_flag=True, help=mark("As text, for screen readers and pipes."))
@json_option
@db_option
@library_option
@click.pass_context
@says(
    mark("A learning path: its stages from calm to hard, what holds already, where you are, what to play next."),
    mark(
        "Without ID it is the first path of the language. Nothing on it is locked: a later stage is one that is not "
        "suggested yet. Alone it opens the screen. Looking changes nothing: how far you are follows from your "
        "conversations alone. docs/paths.md tells how to write a path."
    ),
    examples=(
        "calmfirm path",
        "calmfirm path --plain --lang uk",
        "calmfirm path first-weeks --json",
    ),
)
def path(
    ctx: click.Context,
    name: str | None,
    lang: str | None,
    plain: bool,
    as_json: bool,
    db: str | None,
    library: Path | None,
) -> None:
    if plain and as_json:
        raise click.UsageError(_("--plain and --json are two ways to print: take one"))
    if not plain and not as_json:
        from simulator.commands.playing import need_terminal

        need_terminal(
            _(
                "calmfirm needs a terminal for its screens: run it in one, or read the path as text with "
                "`calmfirm path --plain`, or as JSON with `calmfirm path --json`."
            )
        )
    from simulator.paths.shelf import shelf
    from simulator.scenario.library import entries

    found = entries(library)
    there = shelf(found)
    if name is not None:
        named = _named(name, lang, there)
        name, lang = named.id, named.lang
    if not plain and not as_json:
        from simulator.tui.app import run

        ctx.exit(run(lang=lang or current(), db=db, library=library, first=lambda app: app.action_path(name or "")))
    from simulator.commands.opening import results
    from simulator.commands.path_text import as_data, as_text
    from simulator.commands.progress_text import practised_language
    from simulator.commands.streams import dumps
    from simulator.scenario.library import open_scenario
    from simulator.walking import trained, walk_of
    from simulator.weighing import weigh_finished

    with results(db) as store:
        weigh_finished(store, open_scenario)
        kept = store.practice().kept()
        chosen = _named(name, lang or practised_language(kept, found), there)
        walked = walk_of(chosen, store, kept, trained(found, chosen.lang))
    if as_json:
        click.echo(dumps(as_data(walked), indent=2))
        return
    for line in as_text(walked, {one.id: one for one in found if one.lang == chosen.lang}):
        click.echo(line)


def _named(name: str | None, lang: str | None, there: Shelf) -> LearningPath:
    """The path that is meant; without a name the first. Raises Failed when there is none."""
    from simulator.scenario.problem import nearest, shown

    paths = there.of(lang) if lang else there.paths
    for one in paths:
        if name in (None, one.id):
            return one
    if there.problems:
        raise Failed(there.problems[0].render())
    if name is None:
        raise Failed(_("There is no learning path in this language. docs/paths.md tells how to write one."))
    near = nearest(name, [one.id for one in paths])
    ids = ", ".join(one.id for one in paths)
    if near:
        raise Failed(_("There is no path {name}: did you mean {near}?").format(name=shown(name), near=shown(near)))
    if ids:
        raise Failed(_("There is no path {name}. There are: {ids}.").format(name=shown(name), ids=ids))
    raise Failed(_("There is no path {name}. docs/paths.md tells how to write one.").format(name=shown(name)))
