"""Playing a file of replies and printing what came of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.streams import dumps
from simulator.i18n import _, number

if TYPE_CHECKING:
    from simulator.scenario.library import Loaded

MAX_BYTES = 32_000_000


def play_replies(loaded: Loaded, file: str, db: str | None, name: str | None, as_json: bool) -> int:
    """Play and print; 0, or 1 when a line could not be taken or a turn not be kept. With `db` it is kept.

    Raises StoreError when the database cannot be used from the start, OSError, and Failed for a file that is too
    large or not UTF-8.
    """
    from scoring.scorer import Scorer
    from simulator.game import Game
    from simulator.keeping import Keeping
    from simulator.play_file import play_lines
    from simulator.store.database import NOTHING_KEPT, Store
    from simulator.wording import Wording, safe

    lines = _lines(file)
    scorer = Scorer.load(loaded.rubric)
    store = Store.open(db) if db is not None and db != NOTHING_KEPT else None
    if store is None:
        keeping, game = None, Game(loaded, scorer, trainee=name or "")
        played = play_lines(game, lines)
    else:
        keeping = Keeping(store, lambda text: click.echo(safe(text), err=True))
        try:
            trainee = name if name is not None else store.setting("trainee")
            game = Game(loaded, scorer, keeping, store.begin(loaded, trainee), trainee)
            played = play_lines(game, lines)
        finally:
            store.close()
    if as_json:
        click.echo(dumps(played.as_dict(), indent=2))
    else:
        for line in played.transcript(Wording(scorer.rubric)):
            click.echo(line)
    for place, message in played.refused:
        click.echo(_("line {line}: {message}").format(line=place, message=message), err=True)
    return 1 if played.refused or (keeping is not None and keeping.failed) else 0


def _lines(file: str) -> list[str]:
    if file == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        with Path(file).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Failed(
            _("The file of replies is larger than {most} bytes: is it the right one?").format(most=number(MAX_BYTES))
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        name = "stdin" if file == "-" else file
        line = data[: error.start].count(b"\n") + 1
        raise Failed(
            _("{file}, line {line}, is not UTF-8 text: save it as UTF-8 and try again.").format(file=name, line=line)
        ) from error
    return text.replace("\r\n", "\n").split("\n")
