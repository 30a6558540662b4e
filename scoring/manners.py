"""Small signs of manners that stand beside what is said: greeting, please, thanks, could you, perhaps; or why, again,
obviously, you at the beginning.

They are the strategies of politeness theory (Brown and Levinson 1987) that can be read off words, with those that
Danescu-Niculescu-Mizil and others (2013, «A computational approach to politeness») found in requests. What each is
worth is learned from the example bank; no sign decides by itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from scoring.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

# For each sign and language, words and phrases; * ends a word's beginning, ^ stands at a sentence's.
_SIGNS: dict[str, dict[str, str]] = {
    "greeting": {
        "en": "^ hi|^ hello|^ hey|^ dear|^ good morning|^ good afternoon|^ good evening|^ morning",
        "ru": "^ привет*|^ здравствуй*|^ добрый день|^ доброе утро|^ добрый вечер|^ доброго дня|^ уважаем*|^ дорог*",
        "uk": "^ привіт*|^ вітаю|^ добрий день|^ доброго дня|^ доброго ранку|^ добрий вечір|^ доброго вечора|^ шановн*",
    },
    "please": {
        "en": "please|pls|plz|kindly|if you could|if you would|if possible|when you have a moment|"
        "when you get a chance",
        "ru": "пожалуйста|пжл|плиз|будьте добры|будь добр*|если можно|если не сложно|если не трудно|если удобно|прошу",
        "uk": "будь ласка|будьте ласкаві|будьте добрі|прошу|якщо можна|якщо не важко|якщо зручно|якщо ваша ласка",
    },
    "thanks": {
        "en": "thank you|thanks|thx|cheers|much appreciated|grateful|appreciate it|appreciate your",
        "ru": "спасибо*|благодар*|признател*|спс",
        "uk": "дякую*|дякуємо|вдячн*|спасибі",
    },
    "sorry": {
        "en": "sorry|apologies|apologise|apologize|excuse me|pardon|my bad",
        "ru": "извин*|прост* пожалуйста|простите|прошу прощения|виноват*",
        "uk": "вибач*|перепрошую|перепрошуємо|даруйте|прошу вибачення",
    },
    "could": {
        "en": "could you|would you|can you|could we|may i|might i|would it be|do you mind|would you mind|"
        "i was wondering|i wonder|i'd be glad|i would be glad|happy to|shall we|shall i|could i",
        "ru": "не могли бы|могли бы|можете ли|не мог бы|мог бы|не подскажете|подскажите|можно ли|разрешите|хотел* бы|"
        "не против|будет ли|рад* помочь|давайте",
        "uk": "чи не могли б|могли б|чи можете|не підкажете|підкажіть|чи можна|дозвольте|хотів би|хотіла б|не проти|"
        "чи буде|рад* допомогти|радо|залюбки|давайте",
    },
    "perhaps": {
        "en": "perhaps|maybe|possibly|i think|i guess|it seems|seems|might|a bit|a little|sort of|in my opinion|"
        "i believe|i suppose|not sure",
        "ru": "возможно|может быть|наверное|похоже|кажется|мне кажется|по-моему|думаю|немного|чуть|вероятно|не уверен*",
        "uk": "можливо|мабуть|напевно|схоже|здається|мені здається|по-моєму|гадаю|думаю|трохи|трошки|не певен|не певна",
    },
    "nice": {
        "en": "great|good|nice|lovely|wonderful|excellent|well done|glad|happy|welcome|interesting|helpful|fair|"
        "of course",
        "ru": "отличн*|хорош*|прекрасн*|замечательн*|здорово|рад|рада|рады|интересн*|молод*|конечно|приятн*",
        "uk": "чудов*|гарн*|добре|прекрасн*|радий|рада|раді|цікав*|молод*|звичайно|звісно|приємн*",
    },
    "why": {
        "en": "^ why|^ what|^ who|^ how come|^ so what|^ so why|^ and why|what exactly|what makes you|why on earth",
        "ru": "^ почему|^ зачем|^ что|^ кто|^ с чего|^ а почему|^ а зачем|^ а что|^ какого|что именно|с какой стати",
        "uk": "^ чому|^ навіщо|^ що|^ хто|^ з якого|^ а чому|^ а навіщо|^ а що|^ якого|що саме|з якої радості",
    },
    "you": {
        "en": "^ you|^ your|^ you're|^ you've|^ and you|^ but you",
        "ru": "^ вы|^ ты|^ ваш*|^ твой|^ твоя|^ а вы|^ а ты|^ вам|^ тебе",
        "uk": "^ ви|^ ти|^ ваш*|^ твій|^ твоя|^ а ви|^ а ти|^ вам|^ тобі",
    },
    "plainly": {
        "en": "actually|obviously|clearly|in fact|really|honestly|as i said|as stated|of all|at all|simply|just|even|"
        "the fact|your own|once again|yet again|again|already|enough|stop|nonsense|ridiculous|pointless",
        "ru": "вообще-то|вообще|очевидно|разумеется|на самом деле|как я уже|еще раз|опять|снова|уже|хватит|просто|даже|"
        "неужели|разве|бред|чушь|ерунд*|глуп*|бессмыслен*|абсурд*",
        "uk": "взагалі-то|взагалі|очевидно|насправді|як я вже|ще раз|знову|вкотре|вже|досить|годі|просто|навіть|невже|"
        "хіба|маячня|дурниц*|нісенітниц*|безглузд*|абсурд*",
    },
    "must": {
        "en": "must|have to|should|ought|need to|you need|make sure|immediately|at once|asap|right now|do not|"
        "don't|never",
        "ru": "должн*|обязан*|надо|нужно|следует|немедленно|срочно|сейчас же|сию|никогда|не надо|не нужно|нельзя",
        "uk": "мусите|мусиш|повинн*|зобовʼязан*|зобов'язан*|треба|слід|негайно|терміново|зараз же|ніколи|не треба",
    },
}
_SMILE = re.compile(r"[:;]-?[)D]|\)\)|[\U0001f600-\U0001f60a\U0001f642\U0001f64f\u2764]")
_FROWN = re.compile(r":-?[(/|]|\(\(|[\U0001f620-\U0001f624\U0001f644]|\?!|!\?|\?\?")
NAMES = (*_SIGNS, "smile", "frown", "rough", "foul")


def manners(text: Text, lang: str) -> NDArray[np.float32]:
    """How much of each sign there is, shape (signs,), 0.0-1.0: two of a kind count as full."""
    how = text.swearing
    found = [len(one.findall(text.plain, 0, 4_000)) for one in _expressions(lang)]
    more = [len(_SMILE.findall(text.raw[:4_000])), len(_FROWN.findall(text.raw[:4_000])), how == "rough", how == "foul"]
    return np.minimum(np.array([*found, *more], np.float32), 2) * np.float32(0.5)


@lru_cache(maxsize=4)
def _expressions(lang: str) -> list[re.Pattern[str]]:
    return [re.compile(_expression(each[lang].split("|"))) for each in _SIGNS.values()]


def _expression(phrases: list[str]) -> str:
    """Phrases that begin a sentence, then those that stand anywhere; where they may begin is looked at once for all."""
    begins = "|".join(_words(one[2:]) for one in phrases if one.startswith("^ "))
    others = "|".join(_words(one) for one in phrases if not one.startswith("^ "))
    kinds = [(r"(?:(?<=[.!?\n]\s)|(?<=\A))", begins), (r"(?<![\w'-])", others)]
    return "|".join(rf"{where}(?:{words})(?![\w'])" for where, words in kinds if words)


def _words(phrase: str) -> str:
    return re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+").replace("ё", "е")
