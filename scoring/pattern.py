"""The little language in which cues are written, turned into regular expressions.

    sorry            the word          sorr*            a word that begins so
    (a|b c|d*)       one of these      (very|so)?       perhaps one of these
    ..               0-3 words         ....             0-8 words, same sentence
    #                a number with its unit: 12, 12:30, 15 %, £40, 1 800
    ^                the sentence's beginning            $  its end             ?  it ends in a question mark

A pattern never crosses the end of a sentence. Repetition is bounded, so a rubric from a stranger cannot make
matching slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from scoring.told import Told

_TOKEN = re.compile(r"\(([^()]*)\)(\??)|(\.{4}|\.\.|\^|\$|\?|#)|([^\s()|?^$#]+)|(\S)")
_SEPARATOR = r"(?!'t\b)[^\w.!?\n]{1,4}"  # not the apostrophe of can't: "can" is not in it
_BEGINS = r"(?<![\w'])"
_NUMBER = r"\$?\s?\d{1,4}(?:[ .,:]\d{1,3}){0,3}(?:\s?(?:%|\$|am|pm|h))?"
_ANY_WORD = r"[\w'-]{1,40}"
# Signs that mean the same to a pattern: its sets hold one of each, since compiling those outside Latin-1 is slow.
_ALIKE = str.maketrans({"…": ".", "“": '"', "”": '"', "„": '"', "£": "$", "€": "$", "₴": "$", "₽": "$"})
MAX_LENGTH = 600
# In how many ways the gaps of one pattern may be filled: each gap more makes the slowest search several times slower.
MAX_WAYS = 4_000


class PatternError(Told, ValueError):
    """A pattern that makes no sense; the message says what and where."""


@dataclass(frozen=True)
class Pattern:
    """A pattern ready to be searched. Compiling is put off until a text needs it, since a rubric has hundreds and a
    reply touches a few (`scoring.chances` says which)."""

    source: str
    expression: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.expression)


def either(patterns: Iterable[Pattern]) -> re.Pattern[str]:
    """One expression that hits where any of the patterns does; none at all hits nowhere."""
    return re.compile("|".join(f"(?:{one.expression})" for one in patterns) or "(?!)")


def pattern(source: str) -> Pattern:
    """A pattern from its source. Raises PatternError."""
    return Pattern(source, expression(source))


def sought(plain: str) -> str:
    """Lower-case text as patterns are searched in it: as long as it was, signs that mean the same made one."""
    return plain.translate(_ALIKE)


def expression(source: str) -> str:
    """The regular expression for a pattern as text. Raises PatternError."""
    if len(source) > MAX_LENGTH:
        raise PatternError("the pattern is longer than {limit} characters", limit=MAX_LENGTH)
    out: list[str] = []
    glue = ""  # what must stand before the next word
    words, ways = 0, 1
    begun = False  # whether the first word itself says that it is no word's middle
    for match in _TOKEN.finditer(source.strip().lower()):
        group, optional, sign, word, wrong = match.groups()
        if wrong is not None:
            told = "'{sign}' at character {number} of “{source}” has no partner or no meaning"
            raise PatternError(told, sign=wrong, number=match.start() + 1, source=source)
        if sign == "^":
            out.append(r"(?:(?<=[.!?\n] )|(?<=\n)|(?<=\A)|(?<=[.!?\n] [\"«(]))")
        elif sign in ("$", "?"):
            out.append(r"(?=[\s\"»)]*(?:[.!]|\Z|\n))" if sign == "$" else r"(?=[^.!?\n]{0,200}\?)")
        elif sign in ("..", "...."):
            if not words:
                raise PatternError("“{source}” begins with a gap", source=source)
            most = 3 if sign == ".." else 8
            ways *= most + 1
            out.append(rf"(?:{_SEPARATOR}{_ANY_WORD}){{0,{most}}}?")
        else:
            first = not out and not optional and sign != "#"
            begun = begun or first
            part = (
                _NUMBER
                if sign == "#"
                else _alternatives(group, source, first)
                if group is not None
                else _word(word, first)
            )
            if optional:
                out.append(f"(?:{glue}{part})?" if glue else f"(?:{part}{_SEPARATOR})?")
            else:
                out.append(f"{glue}{part}")
                glue = _SEPARATOR
                words += 1
    if not words:
        raise PatternError("“{source}” has no word to look for", source=source)
    if ways > MAX_WAYS:
        told = "“{source}” has too many gaps: use fewer, or shorter ones (.. instead of ....)"
        raise PatternError(told, source=source)
    return ("" if begun else _BEGINS) + "".join(out) + r"(?![\w]|'t\b)"


def needed(source: str) -> list[list[list[str]]]:
    """For each part that must be there, its alternatives, each as its words (`sorr*`), `#` or `?` in order."""
    found = []
    for match in _TOKEN.finditer(source.strip().lower().replace("ё", "е")):
        group, optional, sign, word, _ = match.groups()
        if sign in ("?", "#"):
            found.append([[sign]])
        elif not optional and (group is not None or word is not None):
            found.append([part.split() for part in (group.split("|") if group is not None else [word])])
    return found


def _alternatives(group: str, source: str, first: bool = False) -> str:
    parts = [part.split() for part in group.split("|")]
    if not all(parts):
        raise PatternError("an empty alternative in “{source}”", source=source)
    return "(?:" + "|".join(_phrase(part, first) for part in parts) + ")"


def _phrase(words: list[str], first: bool) -> str:
    begun = first and words[0] != "#"
    return (_BEGINS if first and not begun else "") + _SEPARATOR.join(
        _NUMBER if word == "#" else _word(word, begun and place == 0) for place, word in enumerate(words)
    )


def _word(word: str, first: bool = False) -> str:
    """A word's expression. `first`: it must begin where no word is under way; said behind its letters, since `re`
    looks for an expression that begins with letters several times faster than for one that begins with a condition."""
    stem, star, rest = word.partition("*")
    if rest or not stem or not re.fullmatch(r"[\w'&%-]+", stem):
        raise PatternError("“{word}” is not a word, nor the beginning of one with * behind", word=word)
    letters = re.escape(stem).replace("ё", "е")
    return letters + (rf"(?<![\w']{letters})" if first else "") + (r"[\w'-]{0,20}" if star else "")
