"""`calmfirm play`: a conversation on the screen, line by line, or from a file of replies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from simulator.commands.failure import Failed
from simulator.commands.options import LANGUAGES, db_option, json_option, library_option

NO_TERMINAL = (
    "calmfirm needs a terminal for its screens: run it in one, or play line by line with "
    "`calmfirm play ID --plain`, or from a file with `calmfirm play ID --replies FILE`."
)


@click.command(short_help="Play a scenario on the screen, line by line, or from a file.")
@click.argument("scenario", metavar="ID")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the scenario; en when not given.")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers and pipes.")
@click.option("--resume", is_flag=True, help="With --plain: go on with the last unfinished conversation, unasked.")
@click.option("--replies", metavar="FILE", help="Play this file of replies, one a line; - is stdin.")
@json_option
@click.option("--name", metavar="NAME", help="Your name, as the client calls you; remembered.")
@click.option("--no-typing", is_flag=True, help="On the screen: the client answers without a pause.")
@db_option
@library_option
@click.pass_context
def play(
    ctx: click.Context,
    scenario: str,
    lang: str | None,
    plain: bool,
    resume: bool,
    replies: str | None,
    as_json: bool,
    name: str | None,
    no_typing: bool,
    db: str | None,
    library: Path | None,
) -> None:
    """Play a scenario: ID is its name in `calmfirm list`, or the path of its YAML file.

    \b
    Every turn is kept as it happens. --plain offers to go on with a conversation that was left, when
    someone is at the keyboard; a line with ? shows the hint; end of input or Ctrl+C leaves.
    --replies plays without anyone at the keyboard and keeps nothing, unless --db or CALMFIRM_DB names
    a file, so that scripts do not fill a trainee's history. At a choice step a number picks, other
    text picks the option most like it, and the transcript says so. A line that cannot be taken is
    named on stderr, and the exit code is 1.

    \b
    Examples:
      calmfirm play rude-client
      calmfirm play rude-client --lang ru --plain
      calmfirm play my-case.yaml --replies replies.txt
      calmfirm play rude-client --replies - --json < replies.txt
    """
    if plain and replies is not None:
        raise click.UsageError("--plain and --replies are two ways to play: take one")
    if as_json and replies is None:
        raise click.UsageError("--json goes with --replies FILE")
    if resume and not plain:
        raise click.UsageError("--resume goes with --plain")
    screens = not plain and replies is None
    if screens:
        need_terminal()
    from simulator.scenario.library import open_scenario

    loaded = open_scenario(scenario, lang or "en", library)
    if replies is not None:
        from simulator.commands.replies import play_replies

        ctx.exit(play_replies(loaded, replies, db, name, as_json))
    if plain:
        from simulator.commands.plainly import play_plainly

        ctx.exit(play_plainly(loaded, scenario, db, name, resume))
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
) -> int:
    """Open the screens, at a scenario when one is named; the exit code. Raises Failed without a terminal."""
    need_terminal()
    from simulator.tui.app import run

    return run(lang=lang, db=db, library=library, scenario=scenario, typing=typing, trainee=trainee)


def need_terminal(told: str = NO_TERMINAL) -> None:
    """Raise Failed, with what is `told`, when there is no terminal for screens."""
    # Textual draws on stderr.
    if (
        not all(one is not None and one.isatty() for one in (sys.stdin, sys.stdout, sys.stderr))
        or os.environ.get("TERM") == "dumb"
    ):
        raise Failed(told)


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
        click.echo(safe(f"Your name is not remembered. {error}"), err=True)
