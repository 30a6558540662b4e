"""Names of steps and options out of a Twine writer's own words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ye", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya", "’": "", "'": "",
}  # fmt: skip
LONGEST = 60


def name_for(words: str, taken: Container[str], *, otherwise: str, longest: int = LONGEST) -> str:
    """A name of a-z 0-9 - _ that is not taken, as near the words as can be; `otherwise` where nothing is left."""
    if re.fullmatch(r"[a-z][a-z0-9_-]*", words) and len(words) <= longest and words not in taken:
        return words
    latin = "".join(_LETTERS.get(char, char) for char in words.casefold())
    latin = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    parts = re.findall(r"[a-z0-9]+", latin)
    base = ""
    for part in parts:
        if base and len(base) + 1 + len(part) > longest:
            break
        base = f"{base}-{part}" if base else part[:longest]
    base = base.lstrip("0123456789-") or otherwise
    name, number = base, 1
    while name in taken:
        number += 1
        ending = f"-{number}"
        name = base[: longest - len(ending)] + ending
    return name
