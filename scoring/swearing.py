"""Swearing, be it at nobody: what no trade says to a client, and what is only rough.

It is no label of the codebook, which asks at whom (an insult is at the client); but a reply with it is not calm.
Words behind a mask are read by `disguise`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from scoring.text import Text

# Beginnings of words; a word that is whole by itself ends in $.
_LATIN = (
    "fuck|motherfuck|clusterfuck|shit|bullshit|horseshit|batshit|dipshit|cunt|bitch$|bitches|bitching|bitchy|asshole|"
    "arsehole|bastard|dickhead|dicks$|cocksuck|whore|slut$|sluts|slutty|fag$|fags$|faggot|nigger|nigga|wank|bollock|"
    "twat|prick$|pricks|pissed|pissing|piss$|goddamn|jackass|dumbass|dumbfuck|wtf$|stfu$|gtfo$|omfg$|lmfao$|ffs$|"
    "retard$|retards$|retarded|douche|scumbag"
)
_LATIN_ROUGH = "damn$|damned$|dammit|damnit|crap$|crappy$|ass$|arse$|sucks$|sucked$|bloody$|freaking$|frigging$"
_CYRILLIC = (
    # Russian with what its verbs begin with
    "(?:на|по|о|а|до|не|ни|от|под|рас|вы)?ху(?:й|е|я|ю|и|є|ї)|бля$|бляд|блят|(?:на|при|с|рас|за|о|от|под|вы)?пи?і?зд|"
    "(?:за|на|по|до|вы|от|отъ|об|объ|про|при|у|вз|взъ|съ|разъ|пере|долбо|остое|изъ)?еб(?:а|у|е|л|и|н|ы|ц|с|т|оши)|"
    "еб$|сука$|суки$|суку$|суке$|сукой$|сучка$|сучку$|сучкой$|сучар|сучье|сучий|сучі|мудак|мудач|мудил|мудозв|гандон|гондон|пидор|"
    "пидар|пидр|педик$|педики$|підор|підар|говн|дерьм|сран|срат|насра|обосра|засра|посра|просра|срал|срет$|шлюх|уеб|залуп|"
    "манда$|дроч|ссат|ссан|обосс|жоп|ублюд|"
    # Ukrainian
    "(?:за|на|по|до|ви|від|об|про|при|у|в|роз|пере|під|недо|довбо)?(?:їб|йоб|єб)(?:а|у|е|є|л|и|і|н|ц|с|т|ш|$)|курв|гівн|лайн(?:о|а|ом|і)$|лайняни|срак|обісра|падлюк|"
    "паскуд|шльондр|хвойд|виблядок|вилупок|вилупк"
)
_CYRILLIC_ROUGH = (
    "хер$|хера$|хер[оу]м?$|херн|нахер|похер|охерен|хрена$|нахрен|похрен|хренов|охрене|нахрін|похрін|хрінов|"
    "черт$|черта$|черту$|чертов(?!ск)|чорт$|чорта$|чорту$|чортів|чортов|дідько$|дідька$|дідькові$|біса$|мля$|епт|бляха$|"
    "блина$|задолба|задрал$|задрала$|задрали$|дупа$|дупи$|дупу$|дупою$|дупі$|пофиг$|нафиг$|нах$|пох$"
)
_ROUGH_WORDS = re.compile(
    r"\b(?:(?:what|who|how|why|where|when|go to|the|to|bloody|oh|like|as) hell|hell (?:no|yeah|with)|"
    r"screw (?:you|this|that|it|him|her|them)|"
    r"(?:хрен|хер|фиг|черт|чорт|біс|дідько) (?:знает|его|ее|их|вас|тебя|зна|його|її|тебе|з ним))\b"
)
_WORD = re.compile(r"[^\W\d_]+")
How = Literal["", "rough", "foul"]


def swearing(text: Text) -> How:
    """The worst that stands in a text outside quotation marks, whatever language it is in."""
    phrases = _ROUGH_WORDS.finditer(text.plain)
    found: How = "rough" if any(not text.quoted(one.start(), one.end()) for one in phrases) else ""
    if not any(map(_of_word, _WORD.findall(text.plain))):
        return found
    for match in _WORD.finditer(text.plain):
        how = _of_word(match.group())
        if how and (how == "foul" or not found) and not text.quoted(match.start(), match.end()):
            found = how
    return found


@lru_cache(maxsize=8_192)
def _of_word(word: str) -> How:
    latin = word.isascii()
    if (_begins(_LATIN) if latin else _begins(_CYRILLIC)).match(word):
        return "foul"
    return "rough" if (_begins(_LATIN_ROUGH) if latin else _begins(_CYRILLIC_ROUGH)).match(word) else ""


@lru_cache(maxsize=4)
def _begins(words: str) -> re.Pattern[str]:
    return re.compile(f"(?:{words})")
