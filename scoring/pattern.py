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

_TOKEN = re.compile(r"\(([^()]*)\)(\??)|(\.{4}|\.\.|\^|\$|\?|#)|([^\s()|?^$#]+)|(\S)")
_SEPARATOR = r"[^\w.!?…\n]{1,4}"
_NUMBER = r"[£$€₴₽]?\s?\d{1,4}(?:[ .,:]\d{1,3}){0,3}(?:\s?(?:%|£|\$|€|₴|₽|am|pm|h))?"
_ANY_WORD = r"[\w'-]{1,40}"
MAX_LENGTH = 600


class PatternError(ValueError):
    """A pattern that makes no sense; the message says what and where."""


def compile_pattern(source: str) -> re.Pattern[str]:
    """The regular expression for a pattern, to be searched in lower-case text. Raises PatternError."""
    if len(source) > MAX_LENGTH:
        raise PatternError(f"the pattern is longer than {MAX_LENGTH} characters")
    out: list[str] = []
    glue = ""  # what must stand before the next word
    words = 0
    for match in _TOKEN.finditer(source.strip().lower()):
        group, optional, sign, word, wrong = match.groups()
        if wrong is not None:
            raise PatternError(f"'{wrong}' at character {match.start() + 1} of “{source}” has no partner or no meaning")
        if sign == "^":
            out.append(r"(?:(?<=[.!?…\n] )|(?<=\n)|(?<=\A)|(?<=[.!?…\n] [\"«“(]))")
        elif sign in ("$", "?"):
            out.append(r"(?=[\s\"»”)]*(?:[.!…]|\Z|\n))" if sign == "$" else r"(?=[^.!?…\n]{0,200}\?)")
        elif sign in ("..", "...."):
            if not words:
                raise PatternError(f"“{source}” begins with a gap")
            out.append(rf"(?:{_SEPARATOR}{_ANY_WORD}){{0,{3 if sign == '..' else 8}}}?")
        else:
            part = _NUMBER if sign == "#" else _alternatives(group, source) if group is not None else _word(word)
            if optional:
                out.append(f"(?:{glue}{part})?" if glue else f"(?:{part}{_SEPARATOR})?")
            else:
                out.append(f"{glue}{part}")
                glue = _SEPARATOR
                words += 1
    if not words:
        raise PatternError(f"“{source}” has no word to look for")
    return re.compile(r"(?<![\w'])" + "".join(out) + r"(?![\w])")


def _alternatives(group: str, source: str) -> str:
    parts = [part.split() for part in group.split("|")]
    if not all(parts):
        raise PatternError(f"an empty alternative in “{source}”")
    return "(?:" + "|".join(_SEPARATOR.join(_NUMBER if w == "#" else _word(w) for w in part) for part in parts) + ")"


def _word(word: str) -> str:
    stem, star, rest = word.partition("*")
    if rest or not stem or not re.fullmatch(r"[\w'&%-]+", stem):
        raise PatternError(f"“{word}” is not a word, nor the beginning of one with * behind")
    return re.escape(stem).replace("ё", "е") + (r"[\w'-]{0,20}" if star else "")
