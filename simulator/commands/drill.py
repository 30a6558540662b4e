"""`calmfirm drill`: a few single replies on one principle, on the screen or line by line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import LANGUAGES, db_option, library_option
from simulator.i18n import _, current, mark

if TYPE_CHECKING:
    from simulator.scenario.library import Entry
    from simulator.tui.app import CalmfirmApp

NO_TERMINAL = mark(
    "calmfirm needs a terminal for its screens: run it in one, or drill line by line with `calmfirm drill --plain`."
)


@command(short_help=mark("Drill one principle: five single replies, two minutes."))
@argument("principle", required=False)
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Language of the moments; else the last one practised."))
@option("--plain", is_flag=True, help=mark("Line by line, for screen readers and pipes."))
@db_option
@library_option
@click.pass_context
@says(
    mark("Drill one principle: single moments out of the scenarios that ask for it, each reply judged at once."),
    mark(
        "PRINCIPLE is a move's key or name, as `calmfirm rubric show` lists them (state_rule, \"states the "
        'rule"); without it the one that needs practice most is taken. A model answer, where the scenario has '
        "one, comes after your own reply. With three replies or more a drill counts for spaced practice."
    ),
    examples=(
        "calmfirm drill",
        "calmfirm drill boundary",
        "calmfirm drill ease --lang uk --plain",
    ),
)
def drill(
    ctx: click.Context, principle: str | None, lang: str | None, plain: bool, db: str | None, library: Path | None
) -> None:
    if not plain:
        from simulator.commands.playing import need_terminal

        need_terminal(NO_TERMINAL)
    from simulator.scenario.library import entries

    shelf = entries(library)
    asked = None if principle is None else _meant(principle, shelf)
    if plain:
        from simulator.commands.drill_plainly import drill_plainly

        ctx.exit(drill_plainly(shelf, asked, lang, db))
    from simulator.tui.app import run
    from simulator.tui.practising import drill as show

    def first(app: CalmfirmApp) -> None:
        show(app, asked, app.library.lang or lang or current())

    ctx.exit(run(lang=lang or current(), db=db, library=library, first=first))


def _meant(typed: str, shelf: Iterable[Entry]) -> str:
    """The key of the move that was typed, as key or as name in any language. Raises Failed for none."""
    from scoring.contract import MOVES
    from scoring.rubric import load_rubric
    from simulator.practice.choosing_principle import meant
    from simulator.practice.evidence import whole
    from simulator.principles_words import NAMES
    from simulator.scenario.problem import shown

    rubric = load_rubric()
    if whole(typed) or typed.casefold() in (called.casefold() for name in NAMES.values() for called in (name, _(name))):
        raise Failed(
            _("{principle} shows only over a whole conversation: play a scenario that trains it.").format(
                principle=shown(typed)
            )
        )
    keys = list(dict.fromkeys((*MOVES, *(move for entry in shelf for move in entry.moments))))
    near: str | None = None
    for lang in LANGUAGES:

        def name(key: str, lang: str = lang) -> str:
            return rubric.name(key, lang) if key in rubric.labels else key

        key, like = meant(typed, keys, name)
        if key is not None:
            return key
        near = near or like
    hint = (
        _("did you mean {principle}?").format(principle=shown(near))
        if near
        else _("the moves are: {moves}.").format(moves=", ".join(keys))
    )
    raise Failed(_("There is no principle {principle}: {hint}").format(principle=shown(typed), hint=hint))
