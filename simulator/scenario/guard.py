"""What a file may not do before it is composed: control characters, size in pieces, depth, anchors.

Composing recurses in C, so a deep file would end the process, and aliases make a small file grow without end. A
cheap look at the characters decides whether the slower walk over the parser's events is needed at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from simulator.i18n import _, mark
from simulator.i18n import number as number_told

if TYPE_CHECKING:
    from simulator.scenario.source import Source

MAX_BYTES = 16_000_000
MAX_PIECES = 2_000_000
MAX_DEPTH = 30

_FORBIDDEN = re.compile("[^\\t\\n\\x20-\\x7e\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_ANCHOR_LIKE = re.compile(r"(?<![^ \n\[{,])[&*](?=\S)")
_DEEP_LIKE = re.compile(rf"^[ ?-]{{{MAX_DEPTH},}}", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]{}]")
_ANCHOR = re.compile(r"[&*][^\s,\[\]{}]*")
_ANY = mark("the file holds the control character {char}")
_NAMES = {
    "\0": mark("the file holds a NUL character"),
    "\x1b": mark("the file holds an escape character"),
    "\x7f": mark("the file holds a DEL character"),
}


def characters(source: Source) -> bool:
    """Note the first character that a text file may not hold, and a file of too many pieces; False when it has such."""
    text = source.text
    bad = _FORBIDDEN.search(text)
    if bad is not None:
        char = bad.group()
        told = _(_NAMES.get(char, _ANY)).format(char=f"U+{ord(char):04X}")
        source.add("CF104", told, _("delete it; a text editor shows it as a box or ^"), at=bad.start())
        return False
    pieces = text.count("\n") + text.count(",") + text.count("[") + text.count("{") + text.count("- ")
    if pieces > MAX_PIECES:
        source.add(
            "CF102",
            _("the file has more than {limit} lines and values").format(limit=number_told(MAX_PIECES)),
            _("split it into scenarios"),
        )
        return False
    return True


def structure(source: Source, text: str) -> str | None:
    """The text without anchors and aliases (each one noted), or None when it nests too deeply to be read."""
    if not (_anchor_like(text) or _DEEP_LIKE.search(text) or _brackets_deep(text)):
        return text
    depth, cuts = 0, []
    try:
        for event in yaml.parse(text, yaml.CBaseLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    source.add_at(
                        "CF113",
                        _("the file nests deeper than {limit} levels").format(limit=MAX_DEPTH),
                        _("a scenario needs about ten"),
                        event.start_mark,
                    )
                    return None
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if getattr(event, "anchor", None):
                cuts.append((event.start_mark, isinstance(event, yaml.AliasEvent)))
    except yaml.YAMLError:
        pass  # composing meets the same mistake and explains it
    return _without_anchors(source, text, cuts) if cuts else text


def _without_anchors(source: Source, text: str, cuts: list[tuple[Any, bool]]) -> str:
    for place, alias in cuts:
        sign = "*" if alias else "&"
        told = (
            _("a text that begins with {sign} is a YAML alias, and scenarios have none")
            if alias
            else _("a text that begins with {sign} is a YAML anchor, and scenarios have none")
        )
        source.add_at(
            "CF111",
            told.format(sign=sign),
            _("put the text in quotes; parts used twice go into an included file"),
            place,
        )
    lines = text.split("\n")
    for place, _alias in cuts:
        line = lines[place.line]
        found = _ANCHOR.search(line, place.column)
        if found:
            lines[place.line] = line[: found.start()] + " " * len(found.group()) + line[found.end() :]
    return "\n".join(lines)


def _anchor_like(text: str) -> bool:
    if "&" not in text and "*" not in text:
        return False
    return any(text[: at.start()].rstrip(" ")[-1:] in ("", *"\n:?-[{,") for at in _ANCHOR_LIKE.finditer(text))


def _brackets_deep(text: str) -> bool:
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        if depth > MAX_DEPTH:
            return True
    return False
