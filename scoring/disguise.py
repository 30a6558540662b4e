"""Insults behind a mask: digits and signs for letters, letters of another alphabet, blanks or points between letters,
letters drawn out, stars in the middle, Russian and Ukrainian in Latin letters, a gesture for a word.

Only words that no client is spoken to with in any trade are listed; milder ones are for the cues and the encoder.
"""

from __future__ import annotations

import re
from functools import lru_cache

from scoring.contract import Evidence
from scoring.text import Text

SURE = 0.95
_LATIN = (
    "idiot|moron|imbecile|asshole|arsehole|bastard|bitch|dickhead|dumbass|fuck|shithead|wanker|twat|cunt|prick|"
    "stupid|retard|scumbag|jackass|bollocks"
)
_CYRILLIC = (
    "идиот|дебил|кретин|мудак|мудил|козел|козл|сука|суки|сволоч|тварь|твари|ублюд|урод|придур|дурак|дура|дурн|"
    "тупиц|тупая|тупой|тупые|скотин|мразь|мрази|гнида|гондон|пидор|чмо|лох|ідіот|дебіл|кретин|виродок|виродк|паскуд|"
    "наволоч|падлюк|бовдур|йолоп|дурень|дурепа|тупа|тупий|тупі|курва|гівн|говн|хуй|хуе|хує|пизд|бляд|ебан|їбан|єбан|"
    "баран|свиня|свинь"
)
# Russian and Ukrainian typed in Latin letters.
_TYPED = (
    "idiot|debil|kretin|mudak|kozel|kozyol|suka|svoloch|ublyudok|urod|pridurok|durak|dura|durnyi|durnyj|tupaya|tupoy|"
    "tupoi|skotina|baran|yolop|jolop|bovdur|paskuda|padlyuka|kurva|huy|hui|pizd|blyad|svynya|svinya"
)
_SIGNS = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "i"}
)
_TO_LATIN = str.maketrans(dict(zip("аеорсухіїјѕԁвнкмтпигοαετυνιρкχ", "aeopcyxiijsdbhkmtnugoaetuvipkx", strict=True)))
_TO_CYRILLIC = str.maketrans(
    {
        **dict(zip("aeopcyxikmtbhnugs", "аеорсухикмтвнпидс", strict=True)),
        "$": "с",
        "@": "а",
        "0": "о",
        "3": "з",
        "4": "ч",
    }
)
# The digits that look like a consonant to one look like a vowel to another.
_AS_VOWELS = _TO_CYRILLIC | str.maketrans(dict(zip("341", "еаи", strict=True)))
_GESTURE = re.compile("\U0001f595")
_WORD = re.compile(r"[^\s,.;:?()«»\"“”]+")
_SPELT = re.compile(r"(?<![^\W_])[^\W_](?:[\s.\-_*]{1,2}[^\W_]){3,14}(?![^\W_])")
_LEAST = 3
# Two whole words in one: what begins in the first and ends in the second is no insult (янгол-охоронець).
_COMPOUND = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})+")
# A word whose middle is hidden keeps its first letter and its length or its last letter.
_HIDDEN = re.compile(r"[^\W\d_]{1,3}[*#%@$!&]{1,6}[^\W\d_]{0,4}")
_HIDDEN_WORDS = re.compile(
    r"(?:f\W+k|sh\W+t|b\W+ch|a\W+hole|c\W+t|d\W+k|pr\W+k|w\W+ker|"
    r"су\W+а|с\W+ка|х\W+й|х\W+|п\W+ц|б\W+ь|бл\W+|м\W+к|г\W+н|д\W+л|д\W+ра|п\W+р)\w*"
)


def insults(text: Text, lang: str) -> list[Evidence]:
    """The disguised insults of a text, each with its place. Words that stand there undisguised are left to the cues."""
    found = [(m.start(), m.end()) for m in _GESTURE.finditer(text.raw)]
    for kind in (_WORD, _SPELT):
        if any(masked(word, lang) for word in kind.findall(text.raw)):
            found += [word.span() for word in kind.finditer(text.raw) if masked(word.group(), lang)]
    return [
        Evidence("insult", start, end, text.raw[start:end], SURE, "cue")
        for start, end in dict.fromkeys(found)
        if not text.quoted(start, end)
    ]


@lru_cache(maxsize=4096)
def masked(word: str, lang: str) -> bool:
    """Whether a word (or letters spelt out) is an insult in disguise."""
    bare = re.sub(r"[\u200b-\u200f\u2060\ufeff]", "", word.lower()).replace("ё", "е")
    letters = re.sub(r"[\s.\-_*'~]+", "", bare)
    if _HIDDEN.fullmatch(bare) and _HIDDEN_WORDS.fullmatch(bare):
        return True
    if len(letters) < _LEAST:
        return False
    drawn = re.sub(r"(.)\1{2,}", r"\1", letters)
    plain = letters == word.lower()
    look = _pattern if len(bare) == len(letters) or _COMPOUND.fullmatch(bare) else _inside
    for reading in {letters, drawn, re.sub(r"(.)\1+", r"\1", letters)}:
        latin = reading.translate(_SIGNS).translate(_TO_LATIN)
        if lang == "en":
            if look(_LATIN).match(latin) and not (plain and latin == letters):
                return True
            continue
        for signs in (_TO_CYRILLIC, _AS_VOWELS):
            cyrillic = reading.translate(signs)
            if look(_CYRILLIC).match(cyrillic) and not (plain and cyrillic == letters):
                return True
        if reading.isascii() and look(_TYPED).match(reading.translate(_SIGNS)):
            return True
    return False


@lru_cache(maxsize=8)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})\w*$")


@lru_cache(maxsize=8)
def _inside(words: str) -> re.Pattern[str]:
    """For letters spelt out, which may be several words in a row."""
    return re.compile(rf"\w*?(?:{words})")
