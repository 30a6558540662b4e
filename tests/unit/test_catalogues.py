"""The interface's catalogues: whole, with the same placeholders and all plural forms, compiled as they stand."""

from __future__ import annotations

import gettext
import string

import pytest

from simulator import i18n
from simulator.locale.__main__ import empty, fresh, place, read

TRANSLATED = [lang for lang in i18n.LANGUAGES if lang != "en"]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_text_of_the_code_is_translated(lang: str) -> None:
    assert empty(fresh(lang)) == [], "run python -m simulator.locale and fill in what it names"


@pytest.mark.parametrize("lang", TRANSLATED)
def test_translations_fill_in_what_the_text_does(lang: str) -> None:
    wrong = []
    for message in read(lang):
        if not message.python_brace_format or message.id[:2] == "{#":  # names the mark itself
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        wrong += [form for form in forms if placeholders(form) != placeholders(ids[-1])]
    assert wrong == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_what_is_compiled_is_what_the_file_says(lang: str) -> None:
    with place(lang).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in read(lang):
        if not message.id:
            continue
        if message.pluralizable:
            for number in (1, 2, 5):
                said = compiled.ngettext(message.id[0], message.id[1], number)
                assert said == message.string[{1: 0, 2: 1, 5: 2}[number]]
        elif message.context:
            assert compiled.pgettext(message.context, message.id) == message.string
        else:
            assert compiled.gettext(message.id) == message.string


@pytest.mark.parametrize(("lang", "said"), [("ru", "5 ходов"), ("uk", "5 ходів")])
def test_numbers_take_the_languages_own_forms(lang: str, said: str) -> None:
    i18n.use(lang)
    try:
        assert i18n.ngettext("{count} turn", "{count} turns", 5).format(count=5) == said
    finally:
        i18n.use("en")
