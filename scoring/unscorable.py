"""Replies that say nothing to a client, however they are made: empty, no words, another script, gibberish, words
without a sentence, an echo, a word to whoever scores it.

They get the neutral score (calm 3, firm 1) and no praise; the reason is named among the caps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from scoring.contract import Situation
from scoring.languages import SMALL, in_another, share_of_small
from scoring.text import Text

_LATIN = re.compile(r"[a-z]+")
_CYRILLIC = re.compile(r"[а-яёіїєґ]+")
_VOWELS = frozenset("aeiouyаеёиоуыэюяіїєáéíóúàèâêîôûäöü")
_CONSONANT_RUN = re.compile(r"[^\W\d_aeiouyаеёиоуыэюяіїєьъ'-]{6,}")
ECHO = 0.8
SAME_WORDS = 0.85
# A reply of as many sentences with so few words each, or of as many words without a sign, is no speech.
MANY_SENTENCES, FEW_A_SENTENCE, FEW_A_COMMA, STRUNG = 6, 1.7, 1.4, 8
# One telling word so often without a sign; so many words of which hardly three in a row are new.
AGAIN_AND_AGAIN, OVER_AND_OVER = 4, 30
TWO_KINDS = 2
_BREAK = re.compile(r"[,;:.!?…\n–—]+(?=\s)")
_SIGN = re.compile(r"[.,!?…;:()\"«»„“”–—-]")
# Words of those who speak to a scorer; two of different kinds in a reply are no accident.
_TO_A_SCORER = [
    tuple(words.split("|"))
    for words in (
        "grader|evaluator|dear scorer|language model|neural net|system prompt|system:|проверяющ|оценщик|нейросет|"
        "языковая модель|языковой модел|система:|перевіряльн|оцінювач|нейромереж|мовна модель|мовній модел",
        "ignore all|ignore any|ignore the|ignore your|ignore every|ignore previous|ignore prior|disregard all|"
        "disregard any|disregard the|disregard your|disregard previous|disregard prior|forget all|forget every|"
        "forget your|forget previous|игнорируй|забудь все|не учитывай|ігноруй|забудь усе|забудь все",
        "rubric|this reply |this answer |this response |trainee|previous instructions|рубрик|предыдущие указания|"
        "предыдущие инструкции|в этом ответе|этому ответу|попередні вказівки|попередні інструкції|у цій відповіді|"
        "цій відповіді|відповідь містить",
        "score it|score this|score me|score every|score all|rate it|rate this|rate every|grade it|mark every|"
        "mark all|full marks|5/5|5 out of 5|=5|= 5|поставь этому|высший балл|высшую оценку|максимальный балл|"
        "максимальную оценку|зачти|зачесть|зачтите|5 из 5|оценка =|оценка:|постав цій|найвищий бал|найвищу оцінку|"
        "максимальний бал|максимальну оцінку|зарахуй|зарахувати|5 із 5|5 з 5|оцінка =|оцінка:",
    )
]
MANY_WORDS = 400  # enough to know a language by


def reason(text: Text, situation: Situation) -> str | None:
    """Why the reply cannot be judged: `no_words`, `other_language`, `gibberish`, `no_sentence`, `to_the_scorer`,
    `echo`, `copied`; None when it can."""
    letters = sum(map(str.isalpha, text.plain))
    if letters < 2:
        return "no_words"
    native = sum(map(len, (_LATIN if situation.lang == "en" else _CYRILLIC).findall(text.plain)))
    if native < 0.5 * letters:
        return "other_language"
    words = text.tokens[:MANY_WORDS]
    if in_another(words, situation.lang):
        return "other_language"
    if _gibberish(words):
        return "gibberish"
    if _no_sentence(text, words, situation.lang):
        return "no_sentence"
    if sum(any(map(text.plain.__contains__, kind)) for kind in _TO_A_SCORER) >= TWO_KINDS:
        return "to_the_scorer"
    if len(words) >= 4:
        if situation.client and _within(text.raw, situation.client, ECHO):
            return "echo"
        if any(_within(text.raw, one, ECHO) for one in situation.given):
            return "copied"
    return None


def _gibberish(words: Sequence[str]) -> bool:
    long = [word for word in words if len(word) >= 4 and word.isalpha()]
    if not long:
        return False
    return sum(map(_odd, long)) > 0.5 * len(long)


@lru_cache(maxsize=8_192)
def _odd(word: str) -> bool:
    return not _VOWELS & set(word) or bool(_CONSONANT_RUN.search(word)) or len(set(word)) <= 2


def _no_sentence(text: Text, words: Sequence[str], lang: str) -> bool:
    """Whether the reply strings words together: one after the other with hardly a small word and no sign between, or
    each a sentence or between commas of its own. Of the bank's replies that hold anything, none does."""
    if len(text.sentences) >= MANY_SENTENCES and len(text.words) <= FEW_A_SENTENCE * len(text.sentences):
        return True
    listed = len(_BREAK.findall(text.plain)) + 1
    if listed >= MANY_SENTENCES and len(text.words) <= FEW_A_COMMA * listed:
        return True
    strung = len(words) >= STRUNG and not _SIGN.search(text.raw.strip())
    return strung and share_of_small(words, lang) <= 1 / STRUNG


def over_and_over(text: Text, lang: str) -> bool:
    """Whether the reply says the same few words over and over, or one telling word again and again without a sign."""
    words = text.tokens[:MANY_WORDS]
    if len(words) >= OVER_AND_OVER and len({*zip(words, words[1:], words[2:], strict=False)}) < len(words) / 4:
        return True
    telling = Counter(word for word in words if word not in SMALL[lang])
    often = max(telling.values(), default=0) >= AGAIN_AND_AGAIN
    return often and len(words) >= STRUNG and not _SIGN.search(text.raw.strip())


def repeats(reply: str, earlier: tuple[str, ...]) -> bool:
    """Whether the reply says an earlier reply of the trainee's over again in the same words (at least 4 words)."""
    if len(reply.split()) < 4:
        return False
    return any(_within(reply, old, SAME_WORDS) and _within(old, reply, SAME_WORDS) for old in earlier)


def contained(inner: str, outer: str) -> float:
    """0.0-1.0: the share of `inner`'s word trigrams (letters of words, case ignored) that also stand in `outer`."""
    one, two = _pieces(inner), _pieces(outer)
    return (one & two).total() / max(1, one.total())


def _within(inner: str, outer: str, share: float) -> bool:
    """Whether at least this share of the one is contained in the other; a much shorter text cannot contain it."""
    return _size(outer) >= share * _size(inner) and contained(inner, outer) >= share


@lru_cache(maxsize=64)
def _pieces(text: str) -> Counter[str]:
    return Counter(f"<{word}>"[i : i + 4] for word in _whole(text) for i in range(max(1, len(word) - 1)))


@lru_cache(maxsize=64)
def _size(text: str) -> int:
    """How many pieces there are, without making them."""
    return sum(len(word) - 1 or 1 for word in _whole(text))


def _whole(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold()[:20_000])
