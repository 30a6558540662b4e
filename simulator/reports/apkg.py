"""The file format of an Anki deck (.apkg): a zip with an SQLite collection of layout 11, which every Anki reads."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Numbers of our own for deck and note type: the same each time, so that a later import updates instead of doubling.
DECK = 1_763_800_000_001
NOTE_TYPE = 1_763_800_000_002
FIELD_BREAK = "\x1f"
CARD_STYLE = """
.card { font-family: sans-serif; font-size: 18px; line-height: 1.45; text-align: left; max-width: 40em; margin: auto; }
.quiet { opacity: .75; font-size: 15px; } blockquote { border-left: 3px solid; padding-left: .8em; margin: .6em 0; }
"""
SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
    ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
    models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
    usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
    flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
    mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
    ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL,
    left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
    ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
    type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_notes_csum ON notes (csum);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_revlog_cid ON revlog (cid);
"""


@dataclass(frozen=True, slots=True)
class Card:
    """A question and its answer, both HTML. `key`: the same for the same question at every export, `tags`: words
    without blanks, `order`: text by which cards are sorted in Anki's browser."""

    key: str
    front: str
    back: str
    order: str
    tags: tuple[str, ...] = ()


def apkg(cards: Iterable[Card], deck: str, made_at: int) -> bytes:
    """The deck file. `deck`: its name, `made_at`: seconds since 1970; a later one updates what was imported before."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "collection.anki2"
        connection = sqlite3.connect(place)
        try:
            connection.executescript(SCHEMA)
            _collection(connection, deck, made_at)
            for number, card in enumerate(cards, 1):
                _add(connection, card, number, made_at)
            connection.commit()
        finally:
            connection.close()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(place, "collection.anki2")
            archive.writestr("media", "{}")
        return packed.getvalue()


def _add(connection: sqlite3.Connection, card: Card, number: int, made_at: int) -> None:
    guid = hashlib.sha256(card.key.encode()).hexdigest()[:20]
    # Milliseconds, one apart: Anki numbers notes and cards by when they were made.
    note = made_at * 1_000 + number
    fields = FIELD_BREAK.join(text.replace(FIELD_BREAK, " ") for text in (card.order, card.front, card.back))
    checksum = int(hashlib.sha1(card.order.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    connection.execute(
        "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')",
        (note, guid, NOTE_TYPE, made_at, f" {' '.join(card.tags)} ", fields, card.order, checksum),
    )
    connection.execute(
        "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
        (note, note, DECK, made_at, number),
    )


def _collection(connection: sqlite3.Connection, deck: str, made_at: int) -> None:
    configuration = {
        "nextPos": 1, "estTimes": True, "activeDecks": [1], "sortType": "noteFld", "timeLim": 0,
        "sortBackwards": False, "addToCur": True, "curDeck": 1, "newSpread": 0, "dueCounts": True,
        "curModel": str(NOTE_TYPE), "collapseTime": 1200,
    }  # fmt: skip
    connection.execute(
        "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
        (
            made_at,
            made_at * 1_000,
            made_at * 1_000,
            json.dumps(configuration),
            json.dumps({str(NOTE_TYPE): _note_type(made_at)}),
            json.dumps({"1": _deck(1, "Default", made_at), str(DECK): _deck(DECK, deck, made_at)}),
            json.dumps({"1": _options()}),
        ),
    )


def _note_type(made_at: int) -> dict[str, Any]:
    def field(name: str, place: int) -> dict[str, Any]:
        return {"name": name, "ord": place, "sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []}

    return {
        "id": NOTE_TYPE,
        "name": "calmfirm reply",
        "type": 0,
        "mod": made_at,
        "usn": -1,
        "sortf": 0,
        "did": DECK,
        "vers": [],
        "tags": [],
        "flds": [field("Moment", 0), field("Client", 1), field("Answer", 2)],
        "tmpls": [
            {
                "name": "Reply",
                "ord": 0,
                "qfmt": "{{Client}}",
                "afmt": "{{FrontSide}}<hr id=answer>{{Answer}}",
                "did": None,
                "bqfmt": "",
                "bafmt": "",
            }
        ],
        "css": CARD_STYLE,
        "latexPre": "",
        "latexPost": "",
        "req": [[0, "any", [1]]],
    }


def _deck(number: int, name: str, made_at: int) -> dict[str, Any]:
    return {
        "id": number, "name": name, "mod": made_at, "usn": -1, "desc": "", "dyn": 0, "conf": 1, "collapsed": False,
        "extendNew": 0, "extendRev": 50, "newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0],
        "timeToday": [0, 0],
    }  # fmt: skip


def _options() -> dict[str, Any]:
    return {
        "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0, "replayq": True,
        "dyn": False,
        "new": {"delays": [1, 10], "ints": [1, 4, 7], "initialFactor": 2500, "order": 1, "perDay": 20, "bury": True,
                "separate": True},
        "rev": {"perDay": 100, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "minSpace": 1, "bury": True},
        "lapse": {"delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 0},
    }  # fmt: skip
