"""A conversation's language is told from another by its small words; surzhyk and terse notes stay what they are."""

from __future__ import annotations

import pytest

from scoring.contract import Situation
from scoring.scorer import Scorer
from scoring.text import Text
from scoring.unscorable import reason


@pytest.mark.parametrize(
    ("lang", "reply"),
    [
        ("en", "Es tut mir leid, dass Sie warten mussten. Ich rufe Sie bis fünf Uhr an, wenn das für Sie passt."),
        ("en", "Je suis désolé pour le retard, nous vous envoyons le colis demain et la livraison est gratuite."),
        ("uk", "Понимаю, что вам пришлось ждать. Завтра в десять я вам позвоню и мы всё решим."),
        ("ru", "Розумію, що вам довелося чекати. Завтра о десятій я вам зателефоную, і ми все вирішимо."),
    ],
)
def test_a_good_reply_in_another_language_is_not_judged(lang: str, reply: str) -> None:
    assert reason(Text(reply), Situation(lang=lang)) == "other_language"


@pytest.mark.parametrize(
    ("lang", "reply"),
    [
        ("en", "Noted. Thursday ten. Deposit twenty, refunded same day."),
        ("en", "Deposit £20, paid by Thursday noon, Anna rings Friday nine sharp."),
        ("uk", "Та я ж кажу: завтра в обід подзвоню, понімаю шо незручно, але так уже домовлялись."),
        ("uk", "Заказ приймаємо до вівторка, потом машина вже поїхала, тому давайте на п'ятницю."),
        ("ru", "Пане Тарасе, заказ до вторника, потом машина ушла, давайте на пятницу."),
    ],
)
def test_terse_and_mixed_speech_is_judged(lang: str, reply: str) -> None:
    assert reason(Text(reply), Situation(lang=lang)) is None


def test_a_pasted_hint_earns_nothing() -> None:
    hint = "Say the rule, give its reason, and agree on the next step."
    score = Scorer.load(meaning=False).score(hint, Situation(given=(hint,)))
    assert "copied" in score.caps
    assert not score.moves
    assert score.firm == 1.0
