"""Right words that are strung together are no sentence, and a story of mushrooms is no word to a client."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scoring.contract import LANGUAGES, Situation
from scoring.encoder import Encoder, load_encoder
from scoring.rubric import DEFAULT, RubricError
from scoring.sense import LEAST, Sense, built, load, save
from scoring.sense_learn import Figures, learn
from scoring.text import Text
from scoring.unscorable import over_and_over

Array = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def sense() -> Sense:
    found = load(DEFAULT / "model" / "sense.npz")
    assert found is not None
    return found


def of(sense: Sense, encoder: Encoder, text: str, lang: str) -> tuple[bool, float]:
    (reading,) = encoder.read([(Text(text), Situation(lang=lang))])
    return sense.of(encoder, reading, lang)


@pytest.mark.parametrize(
    ("lang", "strung", "chat", "plain"),
    [
        ("en", "reason penalty deposit reminder deadline invoice apology refund schedule",
         "My aunt swears by rhubarb in the bath; on Sunday we tried it, and the cat would not come near us for a day.",
         "I will call you tomorrow at nine, and then we can look at the bill."),
        ("ru", "причина штраф аванс напоминание срок счёт извинение возврат график",
         "У тёти на балконе поселились скворцы, и по утрам они передразнивают чайник. В субботу поеду слушать.",
         "Давайте так: сегодня я проверю счёт, а завтра в десять вам позвоню."),
        ("uk", "причина штраф аванс нагадування строк рахунок вибачення повернення графік",
         "У тітки на балконі оселилися шпаки, і зранку вони перекривляють чайник. У суботу поїду слухати.",
         "Давайте так: сьогодні я перевірю рахунок, а завтра о десятій вам подзвоню."),
    ],
)  # fmt: skip
def test_strung_words_and_idle_talk_are_told_from_speech_at_work(
    sense: Sense, encoder: Encoder, lang: str, strung: str, chat: str, plain: str
) -> None:
    assert of(sense, encoder, strung, lang)[0]
    assert not of(sense, encoder, chat, lang)[0]
    assert not of(sense, encoder, plain, lang)[0]
    assert of(sense, encoder, chat, lang)[1] < of(sense, encoder, plain, lang)[1] - 2


def test_nothing_is_said_of_a_few_words(sense: Sense, encoder: Encoder) -> None:
    few = "deposit " * (LEAST - 1)
    assert all(of(sense, encoder, few, lang) == (False, 0.0) for lang in LANGUAGES)


def test_made_up_words_are_built_of_rarer_pieces(encoder: Encoder) -> None:
    known = built(encoder, Text("The mechanic checked your brakes on Friday."), "en")
    unknown = built(encoder, Text("The glorpic snerped your quambles on Trizday."), "en")
    assert known is not None
    assert unknown is not None
    assert unknown[0] < known[0]
    assert unknown[2] > known[2]
    assert built(encoder, Text("Brakes are fine."), "en") is None


def told(middle: float, count: int, counts: bool) -> Figures:
    rng = np.random.default_rng(int(middle * 10) + 50)
    rows = rng.normal(0, 1, (count, 6)).astype(np.float32)
    rows[:, 0] += middle
    numbers = np.arange(count)
    return Figures(rows, numbers % len(LANGUAGES), numbers % 5, np.full(count, counts))


def test_the_edge_lets_nearly_all_speech_pass(tmp_path: Path) -> None:
    speech, usual = told(4.0, 3000, True), np.zeros((len(LANGUAGES), 4), np.float32)
    chats = told(-3.0, 900, False)
    made, work, chatting = learn(speech, told(-4.0, 900, False), chats, usual)
    sums = (speech.rows @ made.weights + made.bias)[:, 0]
    assert (sums < made.edge[speech.langs]).mean() < 0.006
    assert ((told(-4.0, 300, False).rows @ made.weights + made.bias)[:, 0] < made.edge[0]).mean() > 0.95
    assert (len(work), len(chatting)) == (len(speech.rows), len(chats.rows))
    assert np.mean(work > 0) > 0.95
    assert np.mean(chatting < 0) > 0.95
    save(made, tmp_path / "sense.npz")
    again = load(tmp_path / "sense.npz")
    assert again is not None
    np.testing.assert_array_equal(again.edge, made.edge)


def test_too_few_replies_set_no_edge() -> None:
    usual = np.zeros((len(LANGUAGES), 4), np.float32)
    made = learn(told(4.0, 300, True), told(-4.0, 90, False), told(-3.0, 90, False), usual).sense
    assert np.isneginf(made.edge).all()


def test_a_damaged_table_says_so(tmp_path: Path) -> None:
    (tmp_path / "sense.npz").write_bytes(b"PK nothing")
    with pytest.raises(RubricError, match=r"sense\.npz: cannot be read .*; train the rubric anew"):
        load(tmp_path / "sense.npz")


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("I am sorry, I will call you. " * 12, True),
        ("deposit rule deposit reason deposit now deposit please", True),
        ("The deposit is due. The deposit is yours. The deposit is small; the deposit stays.", False),
        ("no no no no", False),
    ],
)
def test_the_same_over_and_over_is_seen(text: str, over: bool) -> None:
    assert over_and_over(Text(text), "en") is over
