"""A text written as a YAML scalar: plain where that is safe, quoted where it is not, folded where it is long."""

from __future__ import annotations

import re

WIDTH = 120
# A text that begins so, or holds that, means something else to YAML; the list is wider than YAML's own.
_BEGIN = re.compile(r"[^\W_]|[(«“„…£€₴₽+/.–—]")
_MEANING = re.compile(r": |:$| #|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|^\.\.\.|^---")
_FLOW_MEANING = re.compile(r"[,\[\]{}]")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def scalar(text: str, *, column: int, indent: int, flow: bool = False, inline: bool = False) -> str:
    """The text as it stands in a YAML file, from `column` (0-based) on. Reading it gives the text again.

    `indent`: of the lines that follow, when it takes several; `flow`: inside { } or [ ]; `inline`: on one line only.
    """
    plain = _is_plain(text, flow)
    if plain and column + len(text) <= WIDTH:
        return text
    if not (flow or inline or _ODD.search(text) or text != text.strip() or "\t" in text):
        block = _literal(text, indent) if "\n" in text else _folded(text, indent, column)
        if block:
            return block
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """The text in double quotes, on one line."""
    inside = "".join(_ESCAPES.get(char, char) for char in text)
    return '"' + _ODD.sub(lambda found: f"\\u{ord(found.group()):04x}", inside) + '"'


def flow_list(items: list[str], *, column: int, indent: int) -> str:
    """A list in brackets, broken into lines where it is long."""
    lines, at = ["["], column + 1
    for number, item in enumerate(items):
        piece = scalar(item, column=0, indent=0, flow=True) + ("," if number < len(items) - 1 else "]")
        if at + len(piece) + 1 > WIDTH and lines[-1].strip() not in ("", "["):
            lines[-1] = lines[-1].rstrip()
            lines.append(" " * indent)
            at = indent
        lines[-1] += piece + " "
        at += len(piece) + 1
    return "\n".join(lines).rstrip() if items else "[]"


def _is_plain(text: str, flow: bool) -> bool:
    return bool(
        _BEGIN.match(text)
        and text == text.strip()
        and "\n" not in text
        and not _MEANING.search(text)
        and not (flow and _FLOW_MEANING.search(text))
        and not _ODD.search(text)
    )


def _folded(text: str, indent: int, column: int) -> str:
    """`>-` and the text in lines, or nothing when it would not come back as it is or fits on this line anyway."""
    words = text.split(" ")
    if "" in words or column + len(text) + 2 <= WIDTH:
        return ""
    lines = [""]
    for word in words:
        if lines[-1] and indent + len(lines[-1]) + 1 + len(word) > WIDTH:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return ">-\n" + "\n".join(" " * indent + line for line in lines)


def _literal(text: str, indent: int) -> str:
    lines = text.split("\n")
    if any(line != line.rstrip() for line in lines) or lines[0] != lines[0].lstrip() or not lines[0]:
        return ""
    return "|-\n" + "\n".join(" " * indent + line if line else "" for line in lines)
