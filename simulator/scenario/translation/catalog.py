"""A PO file: the translations of one scenario file, read and written with `polib`.

The context of an entry (`msgctxt`) is the text's id. Besides the usual header fields it has some of its own: which
file it translates, and digests of what was last merged and taken, so that words changed by hand are noticed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.i18n import _, speaking
from simulator.os_words import os_told
from simulator.scenario.guard import MAX_BYTES
from simulator.scenario.translation.pairing import Entry, Pair

if TYPE_CHECKING:
    import polib

SOURCE = "X-Calmfirm-Source"
MERGED = "X-Calmfirm-Merged"
TAKEN = "X-Calmfirm-Taken"
WORDS = "X-Calmfirm-Words"
_SYNTAX = re.compile(r"[Ss]yntax error in po file.*?\(line (\d+)\)(?:: *(.*))?")
_LINE = re.compile(r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"(?:[^"\\]|\\.)*"\s*)?$')
# What a scenario file may not hold, and what YAML would take for an end of line.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}


class CatalogError(Exception):
    """A PO file that cannot be used; `str()` is one sentence with its place and a way to mend it."""


@dataclass(slots=True)
class Catalog:
    """The PO file of one scenario file and language. `source`: the way from its folder to the file it translates.

    Digests: `merged` of the translated scenario as the last merge wrote it, `taken` of the one mended by hand whose
    words were last taken over, `known` of the translations as merge or extract left them.
    """

    path: Path
    lang: str
    source: str
    merged: str = ""
    taken: str = ""
    known: str = ""
    entries: list[Entry] = field(default_factory=list)
    _file: polib.POFile | None = None

    @property
    def is_touched(self) -> bool:
        """Whether a translator changed the PO file since merge or extract left it."""
        return words_digest(self.entries) != self.known

    def remarked(self, scenario: str) -> str:
        """The PO file's content with the mark of the scenario that was just made from it; nothing else changes."""
        self.merged, self.known = digest(scenario), words_digest(self.entries)
        assert self._file is not None
        self._file.metadata = self._header()
        return f"{self._file}\n"

    def text(self, pairs: Iterable[Pair], gone: Iterable[Entry], lines: dict[str, int]) -> str:
        """The PO file's content for these texts; translator's comments stay. `lines`: line of each id in the source."""
        import polib

        old = {one.msgctxt or "": one for one in self._file or ()}
        made = polib.POFile(wrapwidth=100)
        made.metadata = self._header()
        made.header = self._file.header if self._file is not None else _header_words(self.source, self.lang)
        kept_ids = set()
        for text, entry, _state in pairs:
            before = old.get(entry.id) if entry is not None else None
            one = polib.POEntry(msgctxt=text.id, msgid=text.words, msgstr=entry.words if entry else "")
            one.comment = text.note
            one.occurrences = [(self.source, str(lines.get(text.id, 1)))]
            if before is not None:
                one.tcomment = before.tcomment
                one.flags = [flag for flag in before.flags if flag != "fuzzy"]
            if entry is not None and entry.doubtful:
                one.flags.append("fuzzy")
                one.previous_msgid = entry.previous or None
            kept_ids.add(text.id)
            made.append(one)
        for entry in gone:
            if entry.words and entry.id not in kept_ids:
                made.append(polib.POEntry(msgctxt=entry.id, msgid=entry.source, msgstr=entry.words, obsolete=True))
        for one in self._file.obsolete_entries() if self._file is not None else ():
            if one.msgctxt not in kept_ids:
                made.append(one)
        return f"{made}\n"

    def _header(self) -> dict[str, str]:
        kept = dict(self._file.metadata) if self._file is not None else {}
        head = {
            "Project-Id-Version": Path(self.source).stem,
            "Language": self.lang,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": _PLURALS.get(self.lang, "nplurals=1; plural=0;"),
        }
        own = {SOURCE: self.source, MERGED: self.merged, TAKEN: self.taken, WORDS: self.known}
        return head | kept | {key: value for key, value in own.items() if value}


def _header_words(source: str, lang: str) -> str:
    """What stands at the head of a PO file, to the translator, in the language that is translated into."""
    with speaking(lang):
        return "\n".join((
            _("Translation of {source}.").format(source=source),
            _("Translate every msgstr; leave msgctxt, msgid and {{ names in braces }} as they are."),
            _("`calmfirm translate merge` makes the scenario from this file."),
        ))  # fmt: skip


def load(path: Path) -> Catalog:
    """Read a PO file. Raises CatalogError for one that is not there, too large, not UTF-8 or not PO."""
    import polib

    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            told = _("{place}: the PO file is larger than {limit} MB.")
            raise CatalogError(told.format(place=f"{path}:1:1", limit=MAX_BYTES // 1_000_000))
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        _lines(path, text)
        file = polib.pofile(text + "\n", wrapwidth=100, check_for_duplicates=False)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        told = _("{place}: the PO file is not UTF-8 text; save it as UTF-8 and try again.")
        raise CatalogError(told.format(place=f"{path}:{line}:1")) from error
    except (OSError, ValueError, IndexError) as error:
        raise CatalogError(_sentence(path, error)) from error
    entries = [_entry(one) for one in file if not one.obsolete and one.msgctxt]
    head = file.metadata
    return Catalog(
        path,
        head.get("Language", "").partition("_")[0],
        head.get(SOURCE, ""),
        head.get(MERGED, ""),
        head.get(TAKEN, ""),
        head.get(WORDS, ""),
        entries,
        file,
    )


def _lines(path: Path, text: str) -> None:
    """Raise CatalogError for the first line that is not PO: polib passes over a text whose quote is not closed."""
    for number, line in enumerate(text.split("\n"), 1):
        if not _LINE.match(line):
            why = _("a quote is missing or not escaped") if '"' in line else _("text outside quotes")
            told = _("{place}: this line is not PO ({why}); mend it in a PO editor.")
            raise CatalogError(told.format(place=f"{path}:{number}:1", why=why))


def words_digest(entries: Iterable[Entry]) -> str:
    """Digest of all translations, wherever they stand."""
    return digest("\0".join(sorted(one.words for one in entries if one.words)))


def digest(text: str) -> str:
    """A short digest of a text: 16 hex digits of its sha256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _entry(one: polib.POEntry) -> Entry:
    words = _ODD.sub(" ", one.msgstr).strip()
    return Entry(one.msgctxt or "", one.msgid, words, "fuzzy" in one.flags, one.previous_msgid or "")


def _sentence(path: Path, error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{path}: {os_told(error)}."
    found = _SYNTAX.search(str(error))
    if found is None:
        told = _("{place}: this is no PO file; open it in a PO editor to see what is wrong.")
        return told.format(place=f"{path}:1:1")
    place = f"{path}:{found[1]}:1"
    if found[2]:
        return _("{place}: this line is not PO ({why}); mend it in a PO editor.").format(place=place, why=found[2])
    return _("{place}: this line is not PO; mend it in a PO editor.").format(place=place)
