"""`calmfirm export`: conversations for other programs, and to a learning record store."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import command, option, says
from simulator.commands.options import db_option, library_option
from simulator.commands.streams import dumps
from simulator.i18n import _, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.store.database import Store
    from simulator.store.whole import Whole

_FILE = click.Path(dir_okay=False, path_type=Path)


@command(short_help=mark("Conversations for spreadsheets, Anki, learning records."))
@option("--csv", "csv_file", type=_FILE, metavar="FILE", help=mark("A row a reply, for a spreadsheet."))
@option("--jsonl", type=_FILE, metavar="FILE", help=mark("A conversation a line, with everything known of it."))
@option("--xapi", type=_FILE, metavar="FILE", help=mark("xAPI 1.0.3 statements, as a JSON list."))
@option("--anki", type=_FILE, metavar="FILE", help=mark("An Anki deck of your mistakes and replies that hold (.apkg)."))
@option("--lrs", metavar="URL", help=mark("Send the xAPI statements to this learning record store."))
@option("--session", "numbers", type=int, multiple=True, metavar="N",
        help=mark("Only this conversation (see history --json); may be given again."))  # fmt: skip
@option("--from", "sources", type=click.Path(exists=True, path_type=Path), multiple=True, metavar="PATH",
        help=mark("Take submissions or JSON Lines from this file or folder instead of the results."))  # fmt: skip
@option("--as", "name", metavar="NAME", help=mark("The person's name in the export."))
@option("--mail", metavar="ADDRESS", help=mark("xAPI: the person's mail address, as the record store knows it."))
@option("--iri", metavar="URL", help=mark("xAPI: the address that names of people and scenarios begin with."))
@db_option
@library_option
@click.pass_context
@says(
    mark("Write conversations for other programs; several kinds may be asked for at once."),
    mark(
        "Nothing leaves this machine but by --lrs. The record store's key and secret are read from "
        "CALMFIRM_LRS_KEY and CALMFIRM_LRS_SECRET. What could not be delivered waits in the results database and "
        "goes first the next time; exit code 1 tells that something waits."
    ),
    examples=(
        "calmfirm export --csv practice.csv --anki mistakes.apkg",
        "calmfirm export --jsonl practice.jsonl --session 12",
        "calmfirm export --lrs https://lrs.example.org/xapi --mail anna@example.org",
    ),
)
def export(
    ctx: click.Context,
    csv_file: Path | None,
    jsonl: Path | None,
    xapi: Path | None,
    anki: Path | None,
    lrs: str | None,
    numbers: tuple[int, ...],
    sources: tuple[Path, ...],
    name: str | None,
    mail: str | None,
    iri: str | None,
    db: str | None,
    library: Path | None,
) -> None:
    if not any((csv_file, jsonl, xapi, anki, lrs)):
        raise click.UsageError(_("say what to write: --csv, --jsonl, --xapi, --anki FILE or --lrs URL"))
    if numbers and sources:
        raise click.UsageError(_("--session picks from the results: leave it or --from out"))
    from dataclasses import replace

    from simulator.reports.sources import in_files, once, own
    from simulator.store.database import Store

    store = None if sources and not lrs else Store.open(db)
    found = once(in_files(sources)) if sources else own(_opened(store), numbers or None)
    if name is not None:
        found = tuple(replace(one, person=name.strip()) for one in found)
    if not found:
        click.echo(_("There are no conversations yet, so there is little to export."), err=True)
    if csv_file:
        _table(csv_file, found)
    if jsonl:
        _lines(jsonl, found)
    if xapi:
        _statements(xapi, found, mail, iri)
    if anki:
        _deck(anki, found, library)
    if lrs:
        ctx.exit(_send(_opened(store), lrs, found, mail, iri, own=not sources))


def _opened(store: Store | None) -> Store:
    assert store is not None
    return store


def _written(path: Path, data: bytes, what: str) -> None:
    from simulator.exchange import write_whole
    from simulator.wording import brief

    need_folder(path)
    write_whole(path, data)
    click.echo(f"{brief(str(path), 400)}: {what}")


def need_folder(path: Path) -> None:
    """Raise Failed when the folder of a file that is to be written is not there."""
    if not path.parent.is_dir():
        raise Failed(_("There is no folder {folder}: make it first, or name another file.").format(folder=path.parent))


def _table(path: Path, found: Sequence[Whole]) -> None:
    from simulator.reports.table import write_table

    stream = io.StringIO(newline="")
    count = write_table(stream, found)
    # The mark at the beginning tells a spreadsheet that this is UTF-8.
    _written(path, stream.getvalue().encode("utf-8-sig"), _("replies: {count}.").format(count=count))


def _lines(path: Path, found: Sequence[Whole]) -> None:
    from simulator.reports.lines import conversation_record

    text = "".join(dumps(conversation_record(one)) + "\n" for one in found)
    _written(path, text.encode(), _("conversations: {count}.").format(count=len(found)))


def _statements(path: Path, found: Sequence[Whole], mail: str | None, iri: str | None) -> None:
    listed = [each for one in found for each in _of(one, mail, iri)]
    _written(path, (dumps(listed, indent=1) + "\n").encode(), _("statements: {count}.").format(count=len(listed)))


def _of(one: Whole, mail: str | None, iri: str | None) -> list[dict[str, object]]:
    from simulator.reports.statements import BASE, statements

    return list(statements(one, _base(iri) if iri else BASE, _mail(mail)))


def _base(iri: str) -> str:
    if not iri.startswith(("https://", "http://")) or any(char.isspace() or char in '<>"{}|\\^`' for char in iri):
        raise click.BadParameter(_("give an address that begins with https://"), param_hint="--iri")
    return iri.rstrip("/") + "/"


def _mail(mail: str | None) -> str | None:
    if mail is None:
        return None
    user, _at, host = mail.rpartition("@")
    if not user or "." not in host or any(char.isspace() or char in '<>"/?#:' for char in mail):
        raise click.BadParameter(_("give one mail address, like anna@example.org"), param_hint="--mail")
    return mail


def _deck(path: Path, found: Sequence[Whole], library: Path | None) -> None:
    from scoring.rubric import load_rubric
    from simulator.reports.apkg import apkg
    from simulator.reports.cards import card, mistakes
    from simulator.reports.sources import scenarios
    from simulator.wording import Wording

    rubric = load_rubric()
    cards = [card(one, Wording(rubric, one.whole.row.lang)) for one in mistakes(found, scenarios(library))]
    _written(path, apkg(cards, "calmfirm", int(time.time())), _("cards: {count}.").format(count=len(cards)))


def _send(store: Store, url: str, found: Sequence[Whole], mail: str | None, iri: str | None, own: bool) -> int:
    from simulator.reports.lrs import AddressProblem, RecordStore
    from simulator.reports.sending import Sender

    try:
        there = RecordStore(url, os.environ.get("CALMFIRM_LRS_KEY", ""), os.environ.get("CALMFIRM_LRS_SECRET", ""))
    except AddressProblem as error:
        raise Failed(str(error)) from error
    outbox = store.outbox(there.address)
    for one in found:
        outbox.put(_of(one, mail, iri), one.row.id if own else None)
    sent = Sender(outbox, there, _patiently).run()
    click.echo(_("Statements sent to {address}: {sent}.").format(address=there.address, sent=sent.sent))
    if not sent.waiting:
        return 0
    from simulator.wording import safe

    click.echo(
        safe(
            _("Waiting in {file}: {count}. Run the same command again to send them. {problem}").format(
                file=store.location, count=sent.waiting, problem=sent.problem
            )
        ),
        err=True,
    )
    return 1


def _patiently(seconds: float) -> None:
    click.echo(
        _("No answer yet; the next try is in {seconds} s. Ctrl+C leaves the rest in the outbox.").format(
            seconds=f"{seconds:.0f}"
        ),
        err=True,
    )
    time.sleep(seconds)
