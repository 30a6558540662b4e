"""Playing a file of replies and printing what came of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.streams import dumps

if TYPE_CHECKING:
    from simulator.scenario.library import Loaded

MAX_BYTES = 32_000_000


def play_replies(loaded: Loaded, file: str, db: str | None, name: str | None, as_json: bool) -> int:
    """Play and print; 0, or 1 when a line could not be taken. With `db` the conversation is kept.

    Raises StoreError, OSError, UnicodeDecodeError, and Failed for a file that is too large.
    """
    from scoring.scorer import Scorer
    from simulator.game import Game
    from simulator.play_file import play_lines
    from simulator.store.database import NOTHING_KEPT, Store
    from simulator.wording import Wording

    lines = _lines(file)
    store = Store.open(db) if db is not None and db != NOTHING_KEPT else None
    trainee = name if name is not None else store.setting("trainee") if store else ""
    scorer = Scorer.load()
    session_id = store.begin(loaded, trainee) if store else None
    played = play_lines(Game(loaded, scorer, store, session_id, trainee), lines)
    if as_json:
        click.echo(dumps(played.as_dict(), indent=2))
    else:
        for line in played.transcript(Wording(scorer.rubric, loaded.scenario.lang)):
            click.echo(line)
    for number, message in played.refused:
        click.echo(f"line {number}: {message}", err=True)
    return 1 if played.refused else 0


def _lines(file: str) -> list[str]:
    if file == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        with Path(file).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Failed(f"The file of replies is larger than {MAX_BYTES:,} bytes: is it the right one?")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        name = "stdin" if file == "-" else file
        line = data[: error.start].count(b"\n") + 1
        raise Failed(f"{name}, line {line}, is not UTF-8 text: save it as UTF-8 and try again.") from error
    return text.replace("\r\n", "\n").split("\n")
