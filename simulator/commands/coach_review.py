"""`calmfirm coach review`: a submission on the screen, turn by turn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.coach_comment import coach_name
from simulator.commands.helped import argument, command, option, says
from simulator.commands.opening import results
from simulator.commands.options import db_option
from simulator.i18n import mark, ngettext

if TYPE_CHECKING:
    from simulator.store.coaching import Coaching
    from simulator.submission import Submission

NO_TERMINAL = mark(
    "calmfirm coach review needs a terminal for its screen: run it in one, or use `calmfirm coach show` and "
    "`calmfirm coach comment`."
)


@command(short_help=mark("Read, comment and rate on the screen."))
@argument("which", metavar="FILE|KEY")
@option("--coach", metavar="NAME", help=mark("Your name, as the trainee sees it; remembered."))
@click.pass_context
@db_option
@says(
    mark("Open what was submitted: a FILE that you were given, or one that you have taken in, by its KEY."),
    mark(
        "You see the conversation with our scores, and say what you think of a turn. Each comment is kept at "
        "once; at the end you are told how to hand them back."
    ),
    examples=(
        "calmfirm coach review late-order-Olena-3f2a9c01.json --coach Iryna",
        "calmfirm coach review 3f2a",
    ),
)
def review(ctx: click.Context, which: str, coach: str | None, db: str | None) -> None:
    from simulator.commands.playing import need_terminal
    from simulator.store.coaching import Coaching

    with results(db) as store:
        coaching = Coaching(store)
        given = _given(which, coaching)
        name = coach_name(store, coach)
        need_terminal(NO_TERMINAL)
        from simulator.tui.coaching import CoachApp

        app = CoachApp(coaching, given, name)
        app.run()
        said = len(coaching.comments_of(given.key))
    if said:
        told = ngettext(
            "{count} comment kept. For the trainee: calmfirm coach reply {key}",
            "{count} comments kept. For the trainee: calmfirm coach reply {key}",
            said,
        )
        click.echo(told.format(count=said, key=given.key[:8]))
    ctx.exit(app.return_code or 0)


def _given(which: str, coaching: Coaching) -> Submission:
    from simulator.exchange import read_document
    from simulator.submission import submission_from

    path = Path(which)
    if not path.is_file():
        return coaching.received(which)
    submission = submission_from(read_document(path, "submission"), which)
    coaching.receive(submission)
    return submission
