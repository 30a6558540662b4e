"""The interface's language: English as written in the code, Russian and Ukrainian from gettext catalogues.

Scenario texts have a language of their own; this is about screens, help, errors and reports. Texts are looked up when
they are shown, never when a module is imported, so that changing the language changes every screen opened afterwards.
"""

from __future__ import annotations

import gettext
import locale
import os
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


def preferred(asked: str = "") -> str:
    """The language to begin with: `asked` for (`--lang`, a kept setting), else CALMFIRM_LANG, else the system's
    locale, else English. Codes with a country ("uk_UA.UTF-8") count as their language; unknown ones are passed over."""
    for wish in (asked, os.environ.get(VARIABLE, ""), *_of_system()):
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


def mark(text: str) -> str:
    """`text` itself, marked for the catalogues: for tables made at import, whose readers call `_` on the entry."""
    return text
