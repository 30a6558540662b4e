"""The interface's language: English as written in the code, Russian and Ukrainian from gettext catalogues.

Scenario texts have a language of their own; this is about screens, help, errors and reports. Texts are looked up when
they are shown, never when a module is imported, so that changing the language changes every screen opened afterwards.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

LANGUAGES = {"en": "English", "ru": "Русский", "uk": "Українська"}
FOLDER = Path(__file__).with_name("locale")
DOMAIN = "calmfirm"
VARIABLE = "CALMFIRM_LANG"

_active: gettext.NullTranslations = gettext.NullTranslations()
_code = "en"


def use(lang: str) -> None:
    """Show the interface in `lang` from now on: en, ru or uk. Raises KeyError for any other code."""
    global _active, _code
    LANGUAGES[lang]
    _active = gettext.NullTranslations() if lang == "en" else gettext.translation(DOMAIN, FOLDER, [lang])
    _code = lang


def current() -> str:
    """The language in use: en, ru or uk."""
    return _code


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Another language inside this block, for a text that has one of its own: a scenario's script, a file for its
    translators. Raises KeyError for a code other than en, ru, uk."""
    before = _code
    use(lang)
    try:
        yield
    finally:
        use(before)


def preferred(asked: str = "", kept: str = "") -> str:
    """The language to begin with: `asked` for (`--lang`), else CALMFIRM_LANG, else the one that was `kept` as a
    setting, else the system's locale, else English. Codes with a country ("uk_UA.UTF-8") count as their language;
    unknown ones are passed over."""
    for wish in (asked, os.environ.get(VARIABLE, ""), kept, *_of_system()):
        code = wish[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"


def _of_system() -> tuple[str, ...]:
    """Locale codes by the variables that gettext ranks, best first; on Windows by the system's own setting."""
    named = tuple(os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    if any(named) or os.name != "nt":
        return named
    return (locale.getlocale()[0] or "",)


def _(text: str) -> str:
    """`text` in the interface's language; without a translation as it is."""
    return _active.gettext(text) if text else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The form that goes with `number`: `ngettext("{count} turn", "{count} turns", n).format(count=n)`."""
    return _active.ngettext(one, many, number)


def pgettext(context: str, text: str) -> str:
    """`text` where the same English word needs other translations: `pgettext("ending", "Lost")`."""
    return _active.pgettext(context, text)


def number(value: float, digits: int = 0, sign: bool = False) -> str:
    """A number as the interface's language writes it, with `digits` after the point: 1,234.5 or 1 234,5. `sign`: a
    plus stands before what is not negative."""
    told = f"{value:{'+' if sign else ''},.{digits}f}"
    return told if _code == "en" else told.replace(",", "\u00a0").replace(".", ",")


def quoted(text: str) -> str:
    """`text` in the quotation marks of the interface's language: “so” or «так»."""
    return _("“{text}”").format(text=text)


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, an ellipsis for the rest; whole words, unless they are long."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    whole = kept if text[limit - 1] == " " else kept.rpartition(" ")[0]
    return (whole if 3 * len(whole) > 2 * len(kept) else kept).rstrip(" ,;:–—") + "…"


def mark(text: str) -> str:
    """`text` itself, marked for the catalogues: for tables made at import, whose readers call `_` on the entry."""
    return text


MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"),
    mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip


def day(when: date, year: bool = True) -> str:
    """A day as people write it, in the interface's language: `3 Nov 2026`; without its `year`: `3 Nov`."""
    told = f"{when.day} {_(MONTHS[when.month - 1])}"
    return f"{told} {when.year}" if year else told
