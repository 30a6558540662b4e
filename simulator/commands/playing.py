"""`calmfirm play`: a conversation on the screen, line by line, or from a file of replies."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from simulator.commands.again import place
from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import LANGUAGES, db_option, json_option, language_of, library_option
from simulator.i18n import _, current, mark
from simulator.mode import MODES, Terms, terms

if TYPE_CHECKING:
    from simulator.tui.app import CalmfirmApp

NO_TERMINAL = mark(
    "calmfirm needs a terminal for its screens: run it in one, or play line by line with "
    "`calmfirm play ID --plain`, or from a file with `calmfirm play ID --replies FILE`."
)


@command(short_help=mark("Play a scenario on the screen, line by line, or from a file."))
@argument("scenario", metavar="[ID]", required=False)
@option("--from", "start", metavar="SESSION:TURN", callback=place,
        help=mark("Answer this turn of a kept conversation again, and play on from there."))  # fmt: skip
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Language of the scenario; the interface's when not given."))
@option("--plain", is_flag=True, help=mark("Line by line, for screen readers and pipes."))
@option("--resume", is_flag=True, help=mark("With --plain: go on with the last unfinished conversation, unasked."))
@option("--replies", metavar="FILE", help=mark("Play this file of replies, one a line; - is stdin."))
@json_option
@option("--name", metavar="NAME", help=mark("Your name, as the client calls you; remembered."))
@option("--mode", type=click.Choice(MODES), help=mark("learn, practise or exam; practise when not given."))
@option("--time", "seconds", type=int, metavar="SECONDS", help=mark("In an exam: the time for each reply."))
@option("--no-typing", is_flag=True, help=mark("On the screen: the client answers without a pause."))
@db_option
@library_option
@click.pass_context
@says(
    mark("Play a scenario: ID is its name in `calmfirm list`, or the path of its YAML file."),
    mark(
        "--mode learn shows ready replies first and what each one does; practise takes your own words and has "
        "hints; exam has no hints, no way back, and feedback at the end. --time 60 makes it an exam with sixty "
        "seconds for each reply."
    ),
    mark(
        "Every turn is kept as it happens. --plain offers to go on with a conversation that was left, when "
        "someone is at the keyboard; a line with ? shows a hint, one more each time; end of input or Ctrl+C "
        "leaves. --replies plays without anyone at the keyboard and keeps nothing, unless --db or CALMFIRM_DB "
        "names a file, so that scripts do not fill a trainee's history. At a choice step a number picks, other "
        "text picks the option most like it, and the transcript says so. At a decide step a line is a whole "
        "decision: the signs, the option and the reason, with | between. A line that cannot be taken is named on "
        "stderr, and the exit code is 1."
    ),
    mark(
        "--from 12:3 begins another attempt at conversation 12 of `calmfirm history`, at its turn 3; `last` is "
        "the conversation played last. Both are kept. With --plain, /retry 3 does the same at any time, and "
        "/compare tells both attempts turn by turn; on the screen F8 and F9 do."
    ),
    examples=(
        "calmfirm play rude-client",
        "calmfirm play rude-client --lang ru --plain",
        "calmfirm play rude-client --mode exam --time 60",
        "calmfirm play --from 12:3",
        "calmfirm play --from last:2 --plain",
        "calmfirm play my-case.yaml --replies replies.txt",
        "calmfirm play rude-client --replies - --json < replies.txt",
    ),
)
def play(
    ctx: click.Context,
    scenario: str | None,
    start: tuple[str, int] | None,
    lang: str | None,
    plain: bool,
    resume: bool,
    replies: str | None,
    as_json: bool,
    name: str | None,
    mode: str | None,
    seconds: int | None,
    no_typing: bool,
    db: str | None,
    library: Path | None,
) -> None:
    if start is not None:
        others = {"--replies": replies, "--json": as_json, "--resume": resume, "--name": name, "--lang": lang,
                  "--mode": mode, "--time": seconds}  # fmt: skip
        _play_again(ctx, start, scenario, plain, others, db, library, no_typing)
    if scenario is None:
        raise click.MissingParameter(ctx=ctx, param_hint="'ID'", param_type="argument")
    if plain and replies is not None:
        raise click.UsageError(_("--plain and --replies are two ways to play: take one"))
    if as_json and replies is None:
        raise click.UsageError(_("--json goes with --replies FILE"))
    if resume and not plain:
        raise click.UsageError(_("--resume goes with --plain"))
    if replies is not None and (mode is not None or seconds is not None):
        raise click.UsageError(_("--mode and --time go with the screens or --plain"))
    try:
        held = None if mode is None and seconds is None else terms(mode, seconds)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    screens = not plain and replies is None
    if screens:
        need_terminal()
    from simulator.scenario.library import open_scenario

    loaded = open_scenario(scenario, language_of(scenario, lang, library), library)
    if replies is not None:
        from simulator.commands.replies import play_replies

        ctx.exit(play_replies(loaded, replies, db, name, as_json))
    if plain:
        from simulator.commands.plainly import play_plainly

        ctx.exit(play_plainly(loaded, scenario, db, name, resume, held))
    if name is not None:
        _remember(db, name)
    ctx.exit(
        open_screens(
            lang=lang or loaded.scenario.lang,
            db=db,
            library=library,
            scenario=scenario,
            typing=False if no_typing else None,
            trainee=name,
            terms=held,
        )
    )


def _play_again(
    ctx: click.Context,
    start: tuple[str, int],
    scenario: str | None,
    plain: bool,
    others: Mapping[str, object],
    db: str | None,
    library: Path | None,
    no_typing: bool,
) -> NoReturn:
    given = [name for name, value in others.items() if value]
    if given:
        raise click.UsageError(
            _("--from goes on with a kept conversation: leave out {options}").format(options=", ".join(given))
        )
    from simulator.commands.again import check_start, opener, play_plainly_again

    if plain:
        ctx.exit(play_plainly_again(start, scenario, db, library))
    need_terminal()
    row = check_start(start, scenario, db, library)
    ctx.exit(
        open_screens(
            lang=row.lang,
            db=db,
            library=library,
            scenario=None,
            typing=False if no_typing else None,
            first=opener(row, start[1]),
        )
    )


def open_screens(
    *,
    lang: str | None,
    db: str | None,
    library: Path | None,
    scenario: str | None,
    typing: bool | None,
    trainee: str | None = None,
    terms: Terms | None = None,
    first: Callable[[CalmfirmApp], None] | None = None,
) -> int:
    """Open the screens, at a scenario when one is named or with what is to come `first`; the exit code. Raises Failed
    without a terminal."""
    need_terminal()
    from simulator.tui.app import run

    return run(
        lang=lang or current(),
        db=db,
        library=library,
        scenario=scenario,
        typing=typing,
        trainee=trainee,
        terms=terms,
        first=first,
    )


def need_terminal(told: str = NO_TERMINAL) -> None:
    """Raise Failed, with what is `told` (a marked sentence), when there is no terminal for screens."""
    # Textual draws on stderr.
    if (
        not all(one is not None and one.isatty() for one in (sys.stdin, sys.stdout, sys.stderr))
        or os.environ.get("TERM") == "dumb"
    ):
        raise Failed(_(told))


def _remember(db: str | None, name: str) -> None:
    """Keep the name. Raises StoreError for a database that was named; without the default one it is only said."""
    from simulator.store.database import NOTHING_KEPT, Store
    from simulator.store.failure import StoreError
    from simulator.wording import safe

    if db == NOTHING_KEPT:
        return
    try:
        store = Store.open(db)
        try:
            store.set_setting("trainee", name)
        finally:
            store.close()
    except StoreError as error:
        if db is not None:
            raise
        click.echo(safe(_("Your name is not remembered. {error}").format(error=error)), err=True)
