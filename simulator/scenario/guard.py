"""What a file may not do before it is composed: control characters, size in pieces, depth, anchors.

Composing recurses in C, so a deep file would end the process, and aliases make a small file grow without end. A
cheap look at the characters decides whether the slower walk over the parser's events is needed at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

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
_NAMES = {"\0": "a NUL character", "\x1b": "an escape character", "\x7f": "a DEL character"}


def characters(source: Source) -> bool:
    """Note the first character that a text file may not hold, and a file of too many pieces; False when it has such."""
    text = source.text
    bad = _FORBIDDEN.search(text)
    if bad is not None:
        char = bad.group()
        name = _NAMES.get(char, f"the control character U+{ord(char):04X}")
        source.add("CF104", f"the file holds {name}", "delete it; a text editor shows it as a box or ^", at=bad.start())
        return False
    pieces = text.count("\n") + text.count(",") + text.count("[") + text.count("{") + text.count("- ")
    if pieces > MAX_PIECES:
        source.add("CF102", f"the file has more than {MAX_PIECES:,} lines and values", "split it into scenarios")
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
                        f"the file nests deeper than {MAX_DEPTH} levels",
                        "a scenario needs about ten",
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
    for mark, alias in cuts:
        sign = "*" if alias else "&"
        source.add_at(
            "CF111",
            f"a text that begins with {sign} is a YAML {'alias' if alias else 'anchor'}, and scenarios have none",
            "put the text in quotes; parts used twice go into an included file",
            mark,
        )
    lines = text.split("\n")
    for mark, _ in cuts:
        line = lines[mark.line]
        found = _ANCHOR.search(line, mark.column)
        if found:
            lines[mark.line] = line[: found.start()] + " " * len(found.group()) + line[found.end() :]
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
