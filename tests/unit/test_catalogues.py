"""The interface's catalogues: whole, with the same placeholders and all plural forms, compiled as they stand."""

from __future__ import annotations

import gettext
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from simulator import i18n
from simulator.locale.__main__ import empty, fresh, place
from simulator.locale.__main__ import read as read_file

TRANSLATED = [lang for lang in i18n.LANGUAGES if lang != "en"]
TERMS = Path(__file__).resolve().parents[2] / "docs" / "terms.md"
# What every translation of a text with this English word has somewhere: the term of docs/terms.md in all its cases.
STEMS = {
    "briefing": ("задани", "завданн"),
    "trainees?": ("участник", "учасник"),
    "endings?": ("концов", "кінців"),
    "debriefs?": ("разбор", "розб[іо]р"),
    "attempts?": ("попыт", "спроб"),
    "hints?": ("подсказ", "підказ"),
    "routes?": ("маршрут", "маршрут"),
    "turns": ("ход", "ход"),
    "model answers?": ("образ[це]", "зраз[ко]"),
    "stances?": ("позици", "позиці"),
    "bands?": ("уров", "рівн|рівень"),
    "labels?": ("мет[ко]", "міт[окц]"),
    "playthroughs?": ("прохождени", "проходжен"),
    "stages?": ("ступен", "сходин"),
    "paper": ("бума[гж]", "папер|папір"),
    "walks?": ("прогон", "прогон|прогін"),
    "feedback": ("отклик", "відгук"),
    "patience": ("терпен", "терпін"),
}
# Beginnings of texts that say it otherwise, and well, or mean the key of a file.
FREE = (
    "--mode learn shows ready replies first",
    "Read what trainees have submitted, comment on it turn by turn",
    "Every turn is kept as it happens.",
    "--jsonl reads the fields",
    "stance cannot be {stance}",
    "Stage before",
    "A map on the screen, to walk about in.",
    "Labels",
)
# Labels of keys that are shorter than their term, or another word.
BUTTONS = ("Move", "Retry")
# Names of the file format and of options, which no language translates.
NAMES = re.compile(r"`[^`]*`|\{[^}]*\}|\"[^\"]*\"|--\w+|\b\w+:|\w*_\w+")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def read(lang: str) -> Catalog:
    return read_file(lang)


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """All forms of an id or a translation."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def terms() -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    """Rows of docs/terms.md: English, Russian, Ukrainian, and the words put aside, each with its language."""
    for line in TERMS.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[0] != "English" and not cells[0].startswith("---"):
            english, ru, uk, _, never = cells
            listed = [part.strip().partition(" ") for part in never.split(";") if part.strip()]
            yield english, ru, uk, [(lang, word.strip()) for lang, _, words in listed for word in words.split(",")]


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_text_of_the_code_is_translated(lang: str) -> None:
    assert empty(fresh(lang)) == [], "run python -m simulator.locale and fill in what it names"


@pytest.mark.parametrize("lang", TRANSLATED)
def test_translations_fill_in_what_the_text_does(lang: str) -> None:
    wrong = []
    for message in read(lang):
        if not message.python_brace_format or message.id[:2] == "{#":  # names the mark itself
            continue
        asked = placeholders(forms(message.id)[-1])
        wrong += [form for form in forms(message.string) if placeholders(form) != asked]
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


@pytest.mark.parametrize("lang", TRANSLATED)
def test_nothing_is_left_in_english_or_marked_doubtful(lang: str) -> None:
    for message in read(lang):
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        for form in forms(message.string):
            words = re.findall(r"(?<!calmfirm )\b(?!calmfirm)[a-z]{3,} [a-z]{3,} [a-z]{3,}", NAMES.sub("", form))
            assert not words, (message.id, words)


def test_ukrainian_has_one_apostrophe() -> None:
    """The plain one, as in the scenario files: a typographic one between two letters would be another."""
    wrong = [form for message in read("uk") for form in forms(message.string) if re.search(r"\w[’ʼ`´]\w", form)]
    assert wrong == []
    assert any(re.search(r"\w'\w", form) for message in read("uk") for form in forms(message.string))


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_text_that_is_a_term_is_translated_as_the_list_has_it(lang: str) -> None:
    known = {english: {"ru": ru, "uk": uk}[lang] for english, ru, uk, _ in terms()}
    found, wrong = set(), []
    for message in read(lang):
        if message.id in BUTTONS or not isinstance(message.id, str) or message.context:
            continue
        if term := known.get(message.id.lower()):
            found.add(message.id.lower())
            if str(message.string).lower() != term:
                wrong.append((message.id, message.string, term))
    assert wrong == []
    assert len(found) >= 25, "the list and the catalogues hardly meet"


@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_translation_has_a_word_that_the_list_puts_aside(lang: str) -> None:
    aside = [word for *_, never in terms() for where, word in never if where == lang]
    assert len(aside) >= 15
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in aside)
    pattern = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    wrong = [(message.id, form) for message in read(lang) for form in forms(message.string) if pattern.search(form)]
    assert wrong == []


@pytest.mark.parametrize("english", STEMS)
@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_text_about_a_thing_calls_it_by_its_term(lang: str, english: str) -> None:
    stem = re.compile(STEMS[english][TRANSLATED.index(lang)], re.I)
    word = re.compile(rf"(?<![\w-])(?:{english})(?![\w-])", re.I)
    listed = [
        row[1 + TRANSLATED.index(lang)] for row in terms() if word.fullmatch(row[0]) or word.fullmatch(f"{row[0]}s")
    ]
    assert listed, "not in docs/terms.md"
    about = [message for message in read(lang) if word.search(NAMES.sub("", forms(message.id)[0]))]
    wrong = [message.id for message in about if not all(map(stem.search, forms(message.string)))]
    assert [text for text in wrong if not forms(text)[0].startswith(FREE)] == []
    assert len(about) >= 2


@pytest.mark.parametrize(("lang", "said"), [("ru", "5 ходов"), ("uk", "5 ходів")])
def test_numbers_take_the_languages_own_forms(lang: str, said: str) -> None:
    i18n.use(lang)
    try:
        assert i18n.ngettext("{count} turn", "{count} turns", 5).format(count=5) == said
    finally:
        i18n.use("en")
