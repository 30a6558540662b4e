"""Replies made of the right words that are no speech, to learn from: shuffled, strung from pieces, made up.

Every kind is made of a reply of the bank, so that nothing but the lack of sense tells it from one. The same replies
give the same made ones.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from scoring.contract import LANGUAGES, Situation
from scoring.languages import SMALL

SEED = 20
LEAST = 7
_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_TRIES = 60
_LONGEST = 14


class Stringer:
    """Makes them, from the words of replies in their situations."""

    def __init__(self, replies: Sequence[tuple[str, Situation]]) -> None:
        self._random = random.Random(SEED)  # noqa: S311 - the same each time, no secret
        self._replies = replies
        self._of_language = {lang: [text for text, about in replies if about.lang == lang] for lang in LANGUAGES}
        self._words = {
            lang: Counter(word.lower() for text in texts for word in _WORD.findall(text))
            for lang, texts in self._of_language.items()
        }
        self._telling = {
            lang: [word for word in words if word not in SMALL[lang] and len(word) > 2]
            for lang, words in self._words.items()
        }
        self._next: dict[str, dict[str, list[str]]] = {lang: defaultdict(list) for lang in LANGUAGES}
        for lang, words in self._telling.items():
            for word in filter(str.isalpha, words):
                letters = f"^^{word}$"
                for at in range(len(letters) - 2):
                    self._next[lang][letters[at : at + 2]].append(letters[at + 2])

    def made(self) -> Iterator[tuple[int, str]]:
        """(number of the reply that it was made of, the made one), one for each reply of `LEAST` words and more."""
        ways: list[Callable[[str, Situation], str]]
        ways = [self._shuffled, self._mixed, self._strung, self._chunks, self._invented]
        for number, (text, about) in enumerate(self._replies):
            if len(_WORD.findall(text)) >= LEAST and (new := ways[number % len(ways)](text, about)) != text:
                yield number, new

    def _shuffled(self, text: str, _about: Situation) -> str:
        words = _WORD.findall(text)
        self._random.shuffle(words)
        said = " ".join(words)
        return said.lower() if self._random.random() < 0.5 else f"{said}."

    def _mixed(self, text: str, about: Situation) -> str:
        """Telling words in each other's places, small ones where they were."""
        small = SMALL[about.lang]
        telling = [word for word in _WORD.findall(text) if word.lower() not in small]
        self._random.shuffle(telling)
        rest = iter(telling)
        return _WORD.sub(lambda word: word.group() if word.group().lower() in small else next(rest), text)

    def _strung(self, _text: str, about: Situation) -> str:
        """Words of the situation, of anybody's replies and small ones."""
        chance, lang = self._random, about.lang
        around = [word for word in self._around(about) if word not in SMALL[lang]] or self._telling[lang]
        small, own, few = sorted(SMALL[lang]), chance.random() * 0.6, chance.random() * 0.4
        words = []
        for _ in range(chance.randint(LEAST, 18)):
            drawn = chance.random()
            pool = around if drawn < own else small if drawn < own + few else self._telling[lang]
            words.append(chance.choice(pool))
        return chance.choice([" ", " ", ", ", ". ", " - "]).join(words)

    def _chunks(self, _text: str, about: Situation) -> str:
        """A word or three from here and there."""
        chance, words, around = self._random, list[str](), self._around(about)
        for _ in range(chance.randint(4, 9)):
            said = _WORD.findall(chance.choice(self._of_language[about.lang]).lower())
            pool = said if chance.random() < 0.7 or not around else around
            many = chance.randint(1, 3)
            at = chance.randrange(max(1, len(pool) - many))
            words += pool[at : at + many]
        return chance.choice([" ", " ", ", "]).join(words)

    def _invented(self, text: str, about: Situation) -> str:
        """Most telling words as nobody says them, often with their own endings."""
        chance, lang = self._random, about.lang
        share = chance.uniform(0.6, 1)

        def other(found: re.Match[str]) -> str:
            word = found.group()
            if word.lower() in SMALL[lang] or len(word) < 3 or not word.isalpha() or chance.random() > share:
                return word
            ending = word[-chance.choice([0, 2, 3]) :].lower() if len(word) > 4 and chance.random() < 0.7 else ""
            ending = "" if len(ending) == len(word) else ending
            new = self._invent(lang, len(word), ending)
            return new.capitalize() if word[0].isupper() else new

        return _WORD.sub(other, text)

    def _invent(self, lang: str, length: int, ending: str) -> str:
        """A word of letters that follow each other in the language, that nobody used."""
        word = ""
        for _ in range(_TRIES):
            letters = "^^"
            while len(letters) < _LONGEST and (letter := self._random.choice(self._next[lang][letters[-2:]])) != "$":
                letters += letter
            word = letters[2:]
            if ending:
                word = word[: max(2, length - len(ending))] + ending
            if len(word) > 2 and word not in self._words[lang]:
                break
        return word

    @staticmethod
    def _around(about: Situation) -> list[str]:
        return _WORD.findall(f"{about.client} {about.about}".lower())
