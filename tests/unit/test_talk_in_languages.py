"""A conversation in lines and the reports on it in Russian and Ukrainian: nothing of the interface stays English."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from scoring.calibration import Rating
from scoring.contract import Evidence, Score, Situation
from scoring.rubric import load_rubric
from simulator import i18n
from simulator.comments_words import comment_lines
from simulator.game import MAX_REPLY, Game, ReplyProblem
from simulator.mode import EXAM, LEARN, Terms
from simulator.plain import PlainPlay
from simulator.plain_debrief import PlainDebrief
from simulator.practice.rhythm import rhythm
from simulator.practice.said import days_told
from simulator.ratings import Judgement
from simulator.reports.agreement import Rated
from simulator.reports.cards import card, mistakes
from simulator.reports.lrs import AddressProblem, endpoint
from simulator.reports.page import page
from simulator.reports.people_pages import group_page, person_page
from simulator.reports.session_page import session_page
from simulator.reports.statements import statements
from simulator.review import WHOLE, Comment
from simulator.scenario.library import Loaded, open_scenario
from simulator.store.database import Store
from simulator.wording import Wording

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SCENARIO = {"ru": "dlya-svoih", "uk": "skarha-bez-pidstav"}
GOOD = {"ru": "Понимаю вас. Что случилось?", "uk": "Розумію вас. Що сталося?"}
BAD = {"ru": "Вы сами виноваты.", "uk": "Ви самі винні."}
OLHA = "Олена"
# What is typed as it stands, and the rubric's own name.
TYPED = {"calmfirm", "calm_firm", "Enter", "retry", "rubric", "rate", "F1"}


class Spoken:
    """A blaming reply and any other, told apart by the words above."""

    def score(self, reply: str, situation: Situation) -> Score:
        bad = reply in BAD.values()
        label = "blame" if bad else "ask"
        return Score(
            moves={} if bad else {label: 0.5},
            faults={label: 0.9} if bad else {},
            calm=1.5 if bad else 4.0,
            firm=2.0,
            stance="moralising" if bad else "neutral",
            evidence=(Evidence(label, 0, len(reply), reply, 0.9, "cue"),),
            missing=tuple(key for key in situation.expects if key != label),
            caps=("blame", "same_words") if bad else (),
            rubric="calm_firm",
            rubric_version="1.0",
            layers="cues",
        )


@pytest.fixture(params=["ru", "uk"])
def lang(request: pytest.FixtureRequest) -> str:
    i18n.use(request.param)
    return str(request.param)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "results.db")
    yield opened
    opened.close()


def english(text: str) -> set[str]:
    """Words of Latin letters, but for what is typed as it stands and ids with a dash."""
    return {word for word in re.findall(r"[A-Za-z][\w'’-]+", text) if word not in TYPED and "-" not in word}


def loaded(lang: str) -> Loaded:
    return open_scenario(SCENARIO[lang], lang)


def played(loaded: Loaded, terms: Terms, *lines: str, store: Store | None = None) -> tuple[str, Game]:
    """All that a conversation of these lines tells, and the game. Afterwards it is looked back on."""
    said: list[str] = []
    typed = list(lines)

    def ask(prompt: str) -> str | None:
        said.append(prompt)
        return typed.pop(0) if typed else None

    number = store.begin(loaded, OLHA, terms) if store is not None else None
    game = Game(loaded, Spoken(), store, number, OLHA, terms)
    play = PlainPlay(game, Wording(load_rubric()), ask, said.append, True)
    play.looking = PlainDebrief(ask, said.append, lambda _game: None)
    play.play()
    return "\n".join(said), game


@pytest.mark.parametrize("mode", [LEARN, EXAM, "practise"])
def test_a_conversation_its_help_and_its_debrief(lang: str, mode: str) -> None:
    turns = ["?", "?", GOOD[lang], BAD[lang], "1", *[BAD[lang]] * 8]
    text, game = played(loaded(lang), Terms(mode), "", *turns)
    assert game.state.over, text
    assert english(text) == set(), text
    after, _game = played(loaded(lang), Terms(mode), *turns, "1", f"2 {GOOD[lang]}", "99", "")
    assert english(after) == set(), after


def test_a_decision_at_the_desk() -> None:
    i18n.use("ru")
    desk = ("p 1", "p 99", "9", "1")
    text, _game = played(open_scenario("obeshchal-zaplatit", "ru"), Terms(), *[GOOD["ru"]] * 6, *desk)
    assert english(text.replace("p 1", "")) == set(), text


def test_reports_of_a_conversation_a_person_and_a_group(lang: str, store: Store) -> None:
    played(loaded(lang), Terms(EXAM, 60), *[GOOD[lang], BAD[lang]] * 6, store=store)
    played(loaded(lang), Terms(), GOOD[lang], store=store)
    whole = store.conversations()
    said = Judgement(frozenset({"ask"}), 4, 3, "neutral")
    remarks = (
        Comment("k", 1, "Анна", NOW, "Так", GOOD[lang], said, "Так"),
        Comment("k", WHOLE, "Анна", NOW, "Так"),
    )
    whole = tuple(replace(one, comments=remarks, person=OLHA) for one in whole)
    words = Wording(load_rubric())
    rated = [Rated(BAD[lang], lang, "Анна", Rating(frozenset({"blame"}), 5, 5, "calm_firm"))]
    pages = (
        page("session", session_page(whole[0], loaded(lang).scenario, words), NOW),
        page("session", session_page(whole[1], None, words), NOW),
        page("person", person_page(OLHA, whole, NOW, words), NOW),
        page("group", group_page("Весна", whole, {"Ія": "Весна"}, rated, words), NOW),
        page("group", group_page("Весна", [], {"Ія": "Весна"}, [], words), NOW),
    )
    for made in pages:
        assert f'<html lang="{lang}">' in made
        body = re.sub(r"<style>.*?</style>", "", made, flags=re.DOTALL)
        labels = " ".join(re.findall(r'aria-label="([^"]*)"', body))
        text = html.unescape(re.sub(r"<[^>]+>", " ", body)) + labels
        assert english(re.sub(r"\b[0-9a-f]{16}\b|\((?:ru|uk)\)|calmfirm 0\S+|F1", "", text)) == set(), text


def test_cards_comments_and_problems(lang: str, store: Store) -> None:
    _text, game = played(loaded(lang), Terms(), *[GOOD[lang], BAD[lang]] * 6, store=store)
    words = Wording(load_rubric())
    found = mistakes(store.conversations(), lambda _one: loaded(lang).scenario)
    assert found
    for one in found:
        made = card(one, words)
        text = re.sub(r"<[^>]+>", " ", made.front + made.back)
        assert english(text) == set(), text
    said = Judgement(frozenset({"ask"}), 4, 3, "neutral")
    turn = game.state.turns[0]
    told = "\n".join(comment_lines(Comment("k", 1, "Анна", NOW, "Так", turn.reply, said, "Так"), words, turn.score))
    assert english(told) == set(), told
    with pytest.raises(ReplyProblem) as problem:
        Game(loaded(lang), Spoken()).take("я" * (MAX_REPLY + 1))
    assert english(str(problem.value)) == set()
    with pytest.raises(AddressProblem) as wrong:
        endpoint("http://example.org/xapi")
    assert {"would", "carry", "replies"}.isdisjoint(english(str(wrong.value)))


def test_numbers_days_and_quotes_follow_the_language() -> None:
    assert (i18n.day(date(2026, 11, 3)), i18n.quoted("a {b}")) == ("3 Nov 2026", "“a {b}”")
    i18n.use("ru")
    assert (i18n.day(date(2026, 5, 3)), i18n.quoted("так {b}")) == ("3 мая 2026", "«так {b}»")
    i18n.use("uk")
    assert i18n.day(date(2026, 11, 3), year=False) == "3 лис"


def test_a_record_store_is_told_the_verbs_in_every_language(store: Store) -> None:
    played(loaded("ru"), Terms(), *[GOOD["ru"], BAD["ru"]] * 6, store=store)
    verbs = [one["verb"]["display"] for one in statements(store.conversations()[0])]
    assert {tuple(display) for display in verbs} == {("en", "ru", "uk")}
    assert {display["en"] for display in verbs} == {"initialized", "answered", "completed"}
    assert all(re.search("[а-яіїє]", display["ru"]) and re.search("[а-яіїє]", display["uk"]) for display in verbs)


def test_plural_forms_of_days(lang: str) -> None:
    monday = date(2026, 11, 16)
    practised = [[monday + timedelta(day) for day in range(many)] for many in (1, 2, 5)]
    told = [days_told(rhythm(days, date(2026, 11, 22))) for days in practised]
    assert len({one.split()[1] for one in told}) == 3, told
