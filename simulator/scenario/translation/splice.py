"""New words in the place of old ones in a YAML file; its comments, order and layout stay as the coach wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.i18n import _
from simulator.scenario.source import Source, Way, parse
from simulator.scenario.translation.scalar import flow_list, scalar


class SpliceError(Exception):
    """The new file would not read back as meant: a bug here, or a file written in a way nobody foresaw."""


def splice(source: Source, words: Mapping[tuple[str | int, ...], str | list[str]]) -> str:
    """The file's text with other words at some paths (a list of words where the path leads to a list).

    Raises SpliceError when the result does not read back as it should; nothing wrong is ever given out.
    """
    edits: list[tuple[int, int, str]] = []
    for way, new in words.items():
        edits.append(_list_edit(source, way, new) if isinstance(new, list) else _edit(source, way, new))
    text = source.text
    for begin, end, new in sorted(edits, reverse=True):
        text = text[:begin] + new + text[end:]
    back = parse(Source(source.path, raw=text.encode("utf-8")))
    wanted = replaced(source.data, words)
    if back.data != wanted:
        at = spelled(difference(back.data, wanted) or ())
        told = _("{file}: the text at {place} cannot be replaced as the file is written.")
        raise SpliceError(told.format(file=source.path, place=at))
    return text


def replaced(data: Any, words: Mapping[tuple[str | int, ...], Any], way: tuple[str | int, ...] = ()) -> Any:
    """A copy of plain data with other values at some paths."""
    if way in words:
        return words[way]
    if isinstance(data, dict):
        return {key: replaced(value, words, (*way, key)) for key, value in data.items()}
    if isinstance(data, list):
        return [replaced(value, words, (*way, number)) for number, value in enumerate(data)]
    return data


def difference(one: Any, other: Any, way: tuple[str | int, ...] = ()) -> tuple[str | int, ...] | None:
    """The path of the first place where two data trees differ, or None."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in (*one, *(key for key in other if key not in one)):
            if key not in one or key not in other:
                return (*way, key)
            if (found := difference(one[key], other[key], (*way, key))) is not None:
                return found
        return None
    if isinstance(one, list) and isinstance(other, list):
        for number, (left, right) in enumerate(zip(one, other, strict=False)):
            if (found := difference(left, right, (*way, number))) is not None:
                return found
        return None if len(one) == len(other) else (*way, min(len(one), len(other)))
    return None if one == other else way


def spelled(way: Way) -> str:
    """A path as a sentence names it, entries of lists counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in way) or _("the top")


def _edit(source: Source, way: Way, new: str) -> tuple[int, int, str]:
    begin, end = _span(source, way)
    column = begin - (source.text.rfind("\n", 0, begin) + 1)
    flow = any(source.in_braces(way[:depth]) for depth in range(len(way)))
    return (
        begin,
        end,
        scalar(new, column=column, indent=_indent(source, way), flow=flow, inline=_followed(source.text, end)),
    )


def _list_edit(source: Source, way: Way, new: list[str]) -> tuple[int, int, str]:
    """A list is written anew as a whole, since a translation may have more or fewer words."""
    begin, end = source.span(way)
    column = begin - (source.text.rfind("\n", 0, begin) + 1)
    if source.in_braces(way):
        indent = _indent(source, way) if not any(source.in_braces(way[:depth]) for depth in range(len(way))) else column
        return begin, end, flow_list(new, column=column, indent=max(indent, column + 1))
    last = _span(source, (*way, len(_at(source.data, way)) - 1))[1]
    dash = f"\n{' ' * column}- "
    return begin, last, "- " + dash.join(scalar(item, column=column + 2, indent=column + 2) for item in new)


def _span(source: Source, way: Way) -> tuple[int, int]:
    """A scalar's own characters: libyaml counts the blank lines and comments after a block in."""
    begin, end = source.span(way)
    written = source.text[begin:end]
    return begin, begin + len(written.rstrip())


def _indent(source: Source, way: Way) -> int:
    """Where further lines of a value begin: two columns in from its key or its dash."""
    if isinstance(way[-1], int):
        return source.place(way[:-1])[1] - 1 + 2
    return source.place(way, key=True)[1] - 1 + 2


def _followed(text: str, end: int) -> bool:
    """Whether something stands behind a value on its last line: a comment, a bracket."""
    stop = text.find("\n", end)
    return bool(text[end : stop if stop >= 0 else len(text)].strip())


def _at(data: Any, way: Way) -> Any:
    for part in way:
        data = data[part]
    return data
