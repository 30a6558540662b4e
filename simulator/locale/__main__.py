"""Bring the catalogues up to the code (Babel, of the `dev` group; never needed to run the program).

    python -m simulator.locale

New texts come into simulator/locale/LANG/LC_MESSAGES/calmfirm.po with an empty translation and are named, texts that
the code no longer has leave it, and the MO files are compiled. Translations are written in the PO files by hand or with
any gettext editor.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from simulator import __version__
from simulator.i18n import DOMAIN, FOLDER, LANGUAGES

# The time of writing would make another file of the same texts.
SAME = datetime(2026, 1, 1, tzinfo=UTC)
SOURCES = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
CALLS = {"_": None, "mark": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def fresh(lang: str) -> Catalog:
    """The texts of the code, with the translations that the language's PO file has for them."""
    known = read(lang)
    catalogue = Catalog(
        locale=lang,
        domain=DOMAIN,
        header_comment=f"# The interface of calmfirm in {LANGUAGES[lang]}.",
        project=DOMAIN,
        version=__version__,
        creation_date=SAME,
        revision_date=SAME,
        last_translator="the calmfirm developers",
        language_team="the calmfirm developers",
        fuzzy=False,
    )
    for message, context in sorted(set(_texts()), key=str):
        ids = message if isinstance(message, tuple) else (message,)
        old = known.get(ids[0], context)
        catalogue.add(ids if len(ids) > 1 else ids[0], old.string if old else "", context=context)
    return catalogue


def read(lang: str) -> Catalog:
    """The language's PO file."""
    with place(lang).open("rb") as file:
        return read_po(file, locale=lang, domain=DOMAIN)


def place(lang: str) -> Path:
    """Where the language's PO file is."""
    return FOLDER / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


def empty(catalogue: Catalog) -> list[str]:
    """The texts without a translation, or with too few plural forms."""
    found = []
    for message in catalogue:
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        wanted = catalogue.num_plurals if message.pluralizable else 1
        if message.id and (len(forms) < wanted or not all(forms)):
            found.append(str(message.id))
    return found


def _texts() -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    for _file, _line, message, _comments, context in extract_from_dir(FOLDER.parent, SOURCES, keywords=CALLS):
        ids = (message,) if isinstance(message, str) else tuple(message)
        if ids[0]:
            yield (ids if len(ids) > 1 else ids[0]), context


def main() -> int:
    """Write the PO and MO files; 1 when a text has no translation yet."""
    missing = 0
    for lang in LANGUAGES:
        if lang == "en":
            continue
        catalogue = fresh(lang)
        for text in empty(catalogue):
            print(f"{lang}: no translation of {text!r}")
            missing += 1
        with place(lang).open("wb") as file:
            write_po(file, catalogue, width=120, no_location=True, omit_header=False)
        with place(lang).with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    print(f"{missing} translations missing" if missing else "every text is translated")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
