"""A reply of made-up words says nothing; names, slips and a trade's own words are no made-up ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.bank import read_bank
from scoring.contract import LANGUAGES, Situation
from scoring.encoder import load_encoder
from scoring.known import Known, learn, load, save
from scoring.rubric import DEFAULT, RubricError
from scoring.scorer import Scorer
from scoring.text import Text


@pytest.fixture(scope="module")
def known() -> Known:
    found = load(DEFAULT / "model" / "known.npz")
    assert found is not None
    return found


def pieces(word: str) -> int:
    return load_encoder(DEFAULT).rarity(word)[1]


@pytest.mark.parametrize(
    ("lang", "made_up", "plain"),
    [
        ("en", "The glorpic will drimple your quambles by Friday, since the snerp flonked.",
         "Mr Pargeter, Wojciech from Bruxley Dynamics refunds your deposit by Monday."),
        ("ru", "Завтра мы пробурчим вам глямзу, ведь кряхтун уже отвазюкал.",
         "Пан Вишнивецкий, мастер из «Кранбурга» завтра привезёт вам новую деталь."),
        ("uk", "Завтра ми прожмякнемо вам глюмзу, бо хряндуля вже відбзюкала.",
         "Пане Вишнивецький, майстер із «Кранбурга» завтра привезе вам нову деталь."),
    ],
)  # fmt: skip
def test_most_words_that_nobody_uses_are_made_up(known: Known, lang: str, made_up: str, plain: str) -> None:
    assert known.is_made_up(Text(made_up), "", lang, pieces)
    assert not known.is_made_up(Text(plain), "", lang, pieces)


def test_words_of_the_situation_are_known(known: Known) -> None:
    said = Text("The glorpic and the quamble need snerping before we flonk them.")
    assert known.is_made_up(said, "", "en", pieces)
    assert not known.is_made_up(said, "Our glorpics and quambles: we snerp each. Flonk?", "en", pieces)


def test_a_word_that_the_encoder_knows_whole_is_no_made_up_one() -> None:
    nobody = learn([])
    said = Text("Voters elect senators; monarchs inherit kingdoms.")
    assert nobody.is_made_up(said, "", "en", lambda _: 2)
    assert not nobody.is_made_up(said, "", "en", lambda _: 1)


def test_a_few_words_are_never_made_up(known: Known) -> None:
    assert not known.is_made_up(Text("Glorpic quamble snerp?"), "", "en", pieces)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_writers_replies_hold_words_of_others(lang: str) -> None:
    rows = [one for one in read_bank(DEFAULT) if one.situation.lang == lang]
    writer = sorted({one.writer for one in rows})[0]
    others = learn((Text(text), lang) for one in rows if one.writer != writer
                   for text in (one.reply, one.situation.client, one.situation.about))  # fmt: skip
    own = [one for one in rows if one.writer == writer]
    made_up = [one.key for one in own if others.is_made_up(Text(one.reply), one.situation.about, lang, pieces)]
    assert len(made_up) <= 0.005 * len(own)


def test_made_up_words_earn_nothing_and_are_named() -> None:
    situation = Situation(client="Just a few tweaks!", about="Web agency. Two rounds of changes are in the price.")
    score = Scorer.load().score(
        "The glorpic will drimple your quambles by Friday, because the snerp flonked.", situation
    )
    assert score.caps == ("gibberish",)
    assert score.moves == {}
    assert score.firm <= 2.4


def test_the_table_comes_back_from_its_file_and_a_damaged_one_says_so(tmp_path: Path) -> None:
    made = learn([(Text("The ferry leaves."), "en")])
    save(made, tmp_path / "known.npz")
    again = load(tmp_path / "known.npz")
    assert again is not None
    assert (again.bits == made.bits).all()
    (tmp_path / "other.npz").write_bytes(b"PK nothing")
    with pytest.raises(RubricError, match=r"other\.npz: cannot be read .*; train the rubric anew"):
        load(tmp_path / "other.npz")
