"""The command line in Russian and Ukrainian: how the language is chosen, and that no English is left in it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from desk import LIBRARY, FakeScorer

from scoring.scorer import Scorer
from simulator import i18n
from simulator.cli import cli
from simulator.store.database import Store
from simulator.store.kept_language import SETTING, kept_language

OTHERS = ("ru", "uk")
# Not English sentences: names of programs, formats, fields and streams, and what is typed as it stands.
NAMES = frozenset(
    re.findall(
        r"\w+",
        """anki apkg build calm calmfirm code csv ctrl dot export firm github gitlab graphviz helix html import
        jetbrains json jsonl lang last learn library lines markdown mermaid neovim none poedit exam practise schema
        stderr stdin svg text twee twine url weblate xapi yaml null true false fuzzy stdout
        breach client evidence faults moves our_fault reply situation stance state_rule""",
    )
)
# What stands in the help as it is typed: options, choices, names of files and variables, words in back quotes.
AS_TYPED = re.compile(
    r"`[^`]*`|\"[^\"]*\":?|#\s[a-z ]+$|--?[\w-]+|\[[^\]]*\|[^\]]*\]|[\w/-]+\.[a-z]{2,}\w*|[A-Z]{2,}_\w+|/\w+"
)
WORD = re.compile(r"[A-Za-z_]{3,}")


@pytest.fixture(autouse=True)
def _known_scorer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Scorer, "load", classmethod(lambda cls, rubric=None, meaning=True: FakeScorer()))
    monkeypatch.setenv("CALMFIRM_LIBRARY", str(LIBRARY))
    monkeypatch.setenv("CALMFIRM_DB", str(tmp_path / "results.db"))


def run(*arguments: str, typed: str | None = None) -> Result:
    result = CliRunner().invoke(cli, list(arguments), input=typed, terminal_width=80, prog_name="calmfirm")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def english(text: str) -> list[str]:
    """The words of a text that look English."""
    told = text.partition("\n\n  Примеры:")[0] + text.partition("\n\nПараметры")[2]
    if "Приклади:" in text:
        told = text.partition("\n\n  Приклади:")[0] + text.partition("\n\nПараметри")[2]
    flat = " ".join(told.split())
    return [word for word in WORD.findall(AS_TYPED.sub(" ", flat)) if word.lower() not in NAMES]


def commands(group: click.Group = cli, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield way
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*way, name))
        else:
            yield (*way, name)


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("way", list(commands()), ids=" ".join)
def test_the_help_has_no_english_left(way: tuple[str, ...], lang: str) -> None:
    told = run("--lang", lang, *way, "--help").stdout
    names = {name for one in commands() for name in one}
    lines = [line for line in told.splitlines() if not line.startswith(("Вызов:", "Виклик:"))]
    listed = [re.sub(r"^  [a-z-]+  +", "  ", line) for line in lines]
    left = [word for word in english("\n".join(listed)) if word not in names]
    assert not left, told
    assert max(len(line) for line in lines if not line.startswith("    calmfirm ")) <= 80


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize(
    "arguments",
    [
        ("history",),
        ("list", "--library", "."),
        ("play", "--resume"),
        ("play", "spare-key", "--plain", "--replies", "x"),
        ("play", "spare-key", "--replies", "nowhere.txt"),
        ("play", "--from", "x"),
        ("play", "--from", "12:1", "--plain"),
        ("explain", "CF999"),
        ("score", "--jobs", "x"),
        ("score", "--jsonl", "x"),
        ("score", "--breach", "often", "x"),
        ("score", "--reply"),
        ("nothing",),
        ("backup",),
        ("restore", "nowhere.backup"),
        ("coach", "list"),
        ("coach", "show", "3f2a"),
        ("comments",),
        ("submit",),
        ("data", "delete"),
        ("attempts",),
        ("export", "--csv", "no/folder.csv"),
        ("report", "--out", "x.html", "--session", "last"),
        ("rescore",),
        ("drill", "--plain", "nothing"),
        ("progress",),
        ("preview", str(LIBRARY / "en" / "spare-key.yaml")),
    ],
    ids=" ".join,
)
def test_what_a_command_says_has_no_english_left(
    arguments: tuple[str, ...], lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("--lang", lang, *arguments)
    told = result.output.replace(str(tmp_path), "")
    assert told.strip()
    for given in arguments:
        told = told.replace(given, "")
    names = {name for one in commands() for name in one}
    left = [word for word in english(told) if word not in names and word.lower() not in _keys()]
    assert not left, result.output


def _keys() -> set[str]:
    """Keys of moves and names of scenarios, which stay as they are."""
    from scoring.contract import LABELS

    return {*LABELS, "often", "spare", "first", "repeat", "practice", "results", "backup", "nowhere", "file"}


def test_what_was_played_is_told_in_the_language_of_the_interface(tmp_path: Path) -> None:
    (tmp_path / "replies.txt").write_text("Вопрос?\n", encoding="utf-8")
    run("play", "spare-key", "--replies", str(tmp_path / "replies.txt"), "--db", str(tmp_path / "results.db"))
    (line,) = run("--lang", "ru", "history").stdout.splitlines()
    assert "спокойно 4,0  твёрдо 2,0" in line
    assert "1 ход " in line
    assert "не закончен" in line
    assert "calm 4.0  firm 2.0" in run("history").stdout
    assert json.loads(run("--lang", "uk", "history", "--json").stdout)[0]["calm"] == 4.0


def test_numbers_have_their_forms(tmp_path: Path) -> None:
    for count, told in ((1, "1 шаг"), (2, "2 шага"), (5, "5 шагов"), (21, "21 шаг")):
        i18n.use("ru")
        assert i18n.ngettext("{count} step", "{count} steps", count).format(count=count) == told
    i18n.use("uk")
    assert i18n.ngettext("{count} step", "{count} steps", 3).format(count=3) == "3 кроки"
    assert i18n.number(1234.5, 1) == "1\u00a0234,5"
    i18n.use("en")
    assert i18n.number(1234.5, 1) == "1,234.5"
    assert i18n.number(0.5, 2, sign=True) == "+0.50"


def _keep(place: Path, code: str) -> None:
    store = Store.open(place)
    store.set_setting(SETTING, code)
    store.close()


def test_the_option_beats_the_variable_which_beats_the_kept_setting_which_beats_the_locale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _keep(tmp_path / "results.db", "uk")
    monkeypatch.setenv("LANGUAGE", "ru_RU:en")
    monkeypatch.setenv("CALMFIRM_LANG", "en")
    assert run("--lang", "ru", "--help").stdout.startswith("Вызов:")
    assert run("--help").stdout.startswith("Usage:")
    monkeypatch.delenv("CALMFIRM_LANG")
    assert run("--help").stdout.startswith("Виклик:")
    assert run("--db", "none", "--help").stdout.startswith("Вызов:")
    monkeypatch.setenv("LANGUAGE", "fi")
    monkeypatch.setenv("LC_ALL", "uk_UA.UTF-8")
    assert run("--db", "none", "--help").stdout.startswith("Виклик:")
    monkeypatch.setenv("LC_ALL", "C")
    for name in ("LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert run("--db", "none", "--help").stdout.startswith("Usage:")


def test_a_language_that_there_is_not_is_refused() -> None:
    result = run("--lang", "fi", "list")
    assert result.exit_code == 2
    assert "'fi' is not one of 'en', 'ru', 'uk'" in result.stderr


def test_reading_the_kept_language_makes_nothing_and_bears_with_what_it_finds(tmp_path: Path) -> None:
    assert kept_language(tmp_path / "none.db") == ""
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "other.db").write_text("not a database")
    assert kept_language(tmp_path / "other.db") == ""
    with sqlite3.connect(tmp_path / "bare.db") as connection:
        connection.execute("CREATE TABLE x (y)")
    connection.close()
    assert kept_language(tmp_path / "bare.db") == ""
    assert kept_language("none") == ""
    assert kept_language(tmp_path) == ""


def _library(folder: Path) -> Path:
    text = (LIBRARY / "en" / "spare-key.yaml").read_text(encoding="utf-8")
    for lang, name in (("en", "spare-key"), ("ru", "spare-key"), ("uk", "other-key")):
        (folder / lang).mkdir(parents=True)
        made = text.replace("\nlang: en\n", f"\nlang: {lang}\n").replace("id: spare-key", f"id: {name}")
        (folder / lang / f"{name}.yaml").write_text(made, encoding="utf-8")
    return folder


def test_list_begins_with_the_interface_s_language_and_its_own_option_filters(tmp_path: Path) -> None:
    place = ("--library", str(_library(tmp_path / "library")))

    def listed(*arguments: str) -> list[str]:
        return [row["lang"] for row in json.loads(run(*arguments, *place, "--json").stdout)]

    assert listed("list")[0] == "en"
    assert listed("--lang", "uk", "list")[0] == "uk"
    assert sorted(listed("--lang", "uk", "list")) == ["en", "ru", "uk"]
    assert listed("--lang", "uk", "list", "--lang", "ru") == ["ru"]


def test_a_scenario_is_played_in_the_interface_s_language_when_it_is_there(tmp_path: Path) -> None:
    place = ("--library", str(_library(tmp_path / "library")))
    (tmp_path / "replies.txt").write_text("?\n", encoding="utf-8")
    rest = ("--replies", str(tmp_path / "replies.txt"), "--json", *place)

    def played(*arguments: str) -> str:
        return str(json.loads(run(*arguments, *rest).stdout)["lang"])

    assert played("play", "spare-key") == "en"
    assert played("--lang", "ru", "play", "spare-key") == "ru"
    assert played("--lang", "uk", "play", "spare-key") == "en"  # not there in Ukrainian, reachable all the same
    assert played("play", "other-key") == "uk"
    assert played("--lang", "ru", "play", "spare-key", "--lang", "en") == "en"
