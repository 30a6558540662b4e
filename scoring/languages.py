"""Telling a conversation's language from another by its smallest words, and sentences from strings of words.

Each language's hundred or so most frequent function words are among every few words of running speech in it; a good
reply in German, or in Russian where Ukrainian is spoken, has the script and not the words.
"""

from __future__ import annotations

from collections.abc import Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SMALL: dict[str, frozenset[str]] = {
    "en": _words(
        "a about after all also am an and any are as at be because been before but by can can't come could did didn't "
        "do does doesn't don't down each for from get go going got had has have he her here him his how i i'd i'll i'm "
        "i've if in into is isn't it it's its just know let let's like make me more my need next no not now of off ok "
        "okay on once one only or our out over please put said same see send shall she should so some sorry than thank "
        "thanks that that's the their them then there they this till to today tomorrow u up ur us was wasn't we we'd "
        "we'll we're we've well were what when where which who why will with won't would yes yet you you'd you'll "
        "you're you've your yours cant dont didnt doesnt im ill ive thats wont whats lets theres youre youll"
    ),
    "ru": _words(
        "а без бы был была были было быть в вам вами вас ваш ваша ваше ваши во вот все всё вы где да для до его ее её "
        "если есть еще ещё же за здесь и из или им их к как какой когда ко который кто ли лучше меня мне может можно "
        "мой мы на над нам нами нас наш наша наше наши не него нее неё нет ни но ну о об он она они оно от по под "
        "пожалуйста после потом потому почему при про раз с сегодня сейчас себя со спасибо так такой там тебе тебя то "
        "тогда того тоже только тот ты у уже хорошо через что чтобы чуть эта эти это этого этот я завтра давайте давай "
        "понимаю вчера нужно надо"
    ),
    "uk": _words(
        "а або аби адже але б без би бо був була були було бути в вам вами вас ваш ваша ваше ваші від він вона вони "
        "все всі вже ви вибачте де для до добре є ж за завтра з зі і із їм їх й його її ій її к коли краще ли лише "
        "мене мені ми мій може можна можу на над нам нами нас наш наша наше наші не нема немає ні ну о об от по під "
        "після потім при про прошу раз розумію сам саме свій себе сьогодні та так такий там тебе теж ти тільки то тобі "
        "тоді того той тому треба тут у усе уже хто це цей ця ці через чи чому що щоб ще щодо щось я як який якщо "
        "зараз вчора давайте давай нехай хай будь ласка"
    ),
}
# Small words and letters that only one of the two languages has.
_OWN_SMALL = {"ru": SMALL["ru"] - SMALL["uk"], "uk": SMALL["uk"] - SMALL["ru"]}
OWN_LETTERS = {"ru": frozenset("ыэъё"), "uk": frozenset("іїєґ")}
LEAST_WORDS = 6
LEAST_SHARE = 0.08


def share_of_small(words: Sequence[str], lang: str) -> float:
    """0.0-1.0: how many of the words (lower case) are the language's small ones."""
    return sum(word in SMALL[lang] for word in words) / max(1, len(words))


def in_another(words: Sequence[str], lang: str) -> bool:
    """Whether words (lower case, at least six of them) are speech in another language than `lang`.

    A Ukrainian reply with Russian words in it (surzhyk) is Ukrainian; only a reply that has nothing of it is not.
    """
    if len(words) < LEAST_WORDS:
        return False
    if lang == "en":
        return False if share_of_small(words, lang) >= LEAST_SHARE else _speaks_other_latin(words)
    other = "uk" if lang == "ru" else "ru"
    own_signs, other_signs = _signs(words, lang), _signs(words, other)
    return other_signs >= 3 and other_signs > 4 * own_signs


def _signs(words: Sequence[str], lang: str) -> int:
    """How many words can only be of one of two languages: by a letter, or by being its small word alone."""
    letters, small = OWN_LETTERS[lang], _OWN_SMALL[lang]
    if all(map(letters.isdisjoint, words)):  # nearly always so for the language that it is not
        return sum(map(small.__contains__, words))
    return sum(word in small or not letters.isdisjoint(word) for word in words)


# Small words of the other Latin languages that a trainee in Europe or America is likeliest to write.
_OTHER_LATIN = _words(
    "der die das und ist nicht ich sie wir ihr ein eine mit auf für dass bitte uns le la les des est pas je vous nous "
    "une un et que qui pour dans avec votre el los las es y de en por para con su usted nosotros lo que il di che non "
    "per sono è e o do da em não com uma nie jest na się że z w i to pan pani proszę bardzo dla lub nu si la cu pentru "
    "nie je sa vám prosím bir ve bu için"
)


def _speaks_other_latin(words: Sequence[str]) -> bool:
    return sum(word in _OTHER_LATIN for word in words) >= max(2, 0.15 * len(words))
