"""Right words that are strung together are no sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.contract import LANGUAGES
from scoring.order import LEAST, Order, learn, load, save
from scoring.rubric import DEFAULT, RubricError
from scoring.text import Text
from scoring.unscorable import over_and_over

SAID = [
    "I will call you tomorrow at nine, and then we can look at the bill.",
    "We can look at the order now and then I will call you.",
    "You can call me at nine and I will look at the bill then.",
]


@pytest.fixture(scope="module")
def order() -> Order:
    found = load(DEFAULT / "model" / "order.npz")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("lang", "strung", "plain"),
    [
        ("en", "reason penalty deposit reminder deadline invoice apology refund schedule", SAID[0]),
        ("ru", "причина штраф аванс напоминание срок счёт извинение возврат график",
         "Давайте так: сегодня я проверю счёт, а завтра в десять вам позвоню."),
        ("uk", "причина штраф аванс нагадування строк рахунок вибачення повернення графік",
         "Давайте так: сьогодні я перевірю рахунок, а завтра о десятій вам подзвоню."),
    ],
)  # fmt: skip
def test_strung_words_are_told_from_speech(order: Order, lang: str, strung: str, plain: str) -> None:
    assert order.strung(Text(strung), lang)
    assert not order.strung(Text(plain), lang)


def test_nothing_is_said_of_a_few_words(order: Order) -> None:
    assert not any(order.strung(Text("deposit " * LEAST), lang) for lang in LANGUAGES)


def test_the_table_counts_a_pairs_writers_and_the_file_gives_it_back(tmp_path: Path) -> None:
    rows = [(Text(text), "en", writer, ("ask",)) for writer in "ab" for text in SAID]
    made = learn([*rows, (Text("Zebras quaff jumbled vodka."), "en", "a", ())])
    assert made.used[LANGUAGES.index("en")].max() == 2
    assert not made.used[LANGUAGES.index("uk")].any()
    save(made, tmp_path / "order.npz")
    again = load(tmp_path / "order.npz")
    assert again is not None
    assert not any(again.edge.values())  # too few replies to set an edge by
    assert (again.used == made.used).all()


def test_a_damaged_table_says_so(tmp_path: Path) -> None:
    (tmp_path / "order.npz").write_bytes(b"PK nothing")
    with pytest.raises(RubricError, match=r"order\.npz: cannot be read .*; train the rubric anew"):
        load(tmp_path / "order.npz")


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
