"""One YAML file as plain text values, with places found only when a problem needs one.

Composed by libyaml with the garbage collector paused: a file of 10,000 steps makes half a million nodes, and
collecting among them costs more than reading them.
"""

from __future__ import annotations

import gc
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from simulator.i18n import _
from simulator.os_words import os_told
from simulator.scenario import guard
from simulator.scenario.codes import severity
from simulator.scenario.guard import MAX_BYTES
from simulator.scenario.problem import Problem, shown
from simulator.scenario.spelling import QUOTE, explain

Key = str | int
Way = Sequence[Key]

_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
_MAX_MENDS = 40
_NEWLINE = re.compile("\n")
_HARD_BLANKS = re.compile(
    "^ *([\u00a0\u2007\u202f\u3000][ \u00a0\u2007\u202f\u3000]*)(?=(?:- +)*[\\w-]+:(?: |$)|- )", re.MULTILINE
)
_ODD_BREAK = re.compile("[\x85\u2028\u2029]")


@contextmanager
def collector_paused() -> Iterator[None]:
    """The garbage collector rests inside this block (and stays off if it was off before)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(slots=True)
class Source:
    """A file that has been read. `data` is None when it could not be made sense of; `problems` says why.

    `root` is the tree of YAML nodes; `mends` counts how often a line was mended so that reading could go on.

    Columns and lines that this class gives out count from 1, in characters of the file.
    """

    path: Path
    raw: bytes = b""
    text: str = ""
    data: dict[str, Any] | None = None
    problems: list[Problem] = field(default_factory=list)
    root: Any = None
    mends: dict[int, int] = field(default_factory=dict)
    _starts: list[int] | None = None
    _keys: dict[int, dict[str, int]] = field(default_factory=dict)

    def add(self, code: str, message: str, hint: str = "", *, at: int = 0) -> None:
        """Note a problem at a character offset."""
        self.problems.append(self.problem(code, message, hint, self.position(at)))

    def problem(
        self, code: str, message: str, hint: str, position: tuple[int, int], notes: Sequence[str] = ()
    ) -> Problem:
        """A problem at a (line, column) of this file."""
        line, column = position
        return Problem(code, severity(code), line, column, message, hint, self.path, self.line(line), tuple(notes))

    def add_at(self, code: str, message: str, hint: str, mark: Any) -> None:
        """Note an error at a YAML mark or at a (line, column) that count from 0."""
        line, column = mark if isinstance(mark, tuple) else (mark.line, mark.column)
        self.problems.append(self.problem(code, message, hint, (line + 1, column + 1)))

    def line(self, number: int) -> str:
        """The text of a line, counted from 1; empty when there is none."""
        starts = self._line_starts()
        if not 0 < number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end]

    def position(self, at: int) -> tuple[int, int]:
        """(line, column) of a character offset."""
        line = bisect_right(self._line_starts(), at)
        return line, at - self._line_starts()[line - 1] + 1

    def offset(self, mark: Any) -> int:
        """The character offset of a YAML mark."""
        starts = self._line_starts()
        return int(starts[mark.line] + mark.column) if mark.line < len(starts) else len(self.text)

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *(found.end() for found in _NEWLINE.finditer(self.text))]
        return self._starts

    def place(self, way: Way, *, key: bool = False) -> tuple[int, int]:
        """(line, column) of what a path such as ("steps", "opening", "routes", 0) leads to, or of its key.

        A path that leads nowhere gives the place of the deepest part that is there.
        """
        _depth, value, name = self._walk(way)
        node = name if name is not None and (key or not _has_text(value)) else value
        return (node.start_mark.line + 1, node.start_mark.column + 1) if node is not None else (1, 1)

    def span(self, way: Way) -> tuple[int, int]:
        """(begin, end) character offsets of a value in the file's text."""
        value = self._walk(way)[1]
        return (self.offset(value.start_mark), self.offset(value.end_mark)) if value is not None else (0, 0)

    def style(self, way: Way) -> str:
        """How a scalar is written: `|`, `>`, a quote, or empty for plain text and lists."""
        value = self._walk(way)[1]
        return getattr(value, "style", "") or ""

    def in_braces(self, way: Way) -> bool:
        """Whether the mapping or list that a path leads to is written in { } or [ ]."""
        value = self._walk(way)[1]
        return bool(getattr(value, "flow_style", False))

    def _walk(self, way: Way) -> tuple[int, Any, Any]:
        value, name = self.root, None
        for depth, part in enumerate(way):
            if isinstance(value, yaml.MappingNode):
                index = self._index(value).get(str(part))
                if index is None:
                    return depth, value, name
                name, value = value.value[index]
            elif isinstance(value, yaml.SequenceNode) and isinstance(part, int) and part < len(value.value):
                name, value = None, value.value[part]
            else:
                return depth, value, name
        return len(way), value, name

    def _index(self, node: yaml.MappingNode) -> dict[str, int]:
        found = self._keys.get(id(node))
        if found is None:
            found = {}
            for number, (name, _) in enumerate(node.value):
                if isinstance(name, yaml.ScalarNode):
                    found.setdefault(name.value.strip(), number)
            self._keys[id(node)] = found
        return found


def read(path: Path) -> Source:
    """Read and compose a file. Never raises for what the file holds or for a file that cannot be read."""
    source = Source(path)
    raw = _bytes(source)
    if raw is None:
        return source
    source.raw = raw
    return parse(source)


def parse(source: Source) -> Source:
    """Make sense of `source.raw`: text, nodes, plain data; every mistake becomes a problem."""
    text = _decode(source)
    if text is None:
        return source
    source.text = text
    if not guard.characters(source):
        return source
    tree = _compose(source)
    source.root = tree
    if tree is None:
        if not source.problems:
            source.add("CF115", _("the file is empty"), _("docs/format.md shows a whole scenario"))
        return source
    if not isinstance(tree, yaml.MappingNode):
        source.add_at("CF115", _("the file is not made of `key: value` lines"), "", tree.start_mark)
        return source
    data = _plain(tree, source)
    source.data = data if isinstance(data, dict) else None
    return source


def _bytes(source: Source) -> bytes | None:
    try:
        if not source.path.is_file():
            folder = source.path.is_dir()
            source.add("CF101", _("the file is a folder") if folder else _("the file does not exist"))
            return None
        with source.path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = os_told(error) if isinstance(error, OSError) else str(error)
        source.add("CF101", _("the file cannot be read: {why}").format(why=why))
        return None
    if len(raw) > MAX_BYTES:
        source.add(
            "CF102",
            _("the file is larger than {limit} MB").format(limit=MAX_BYTES // 1_000_000),
            _("split it with include"),
        )
        return None
    return raw


def _decode(source: Source) -> str | None:
    try:
        text = source.raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = source.raw[: error.start].decode("utf-8", "replace").replace("\r\n", "\n")
        source.text = good + source.raw[error.start : error.start + 60].decode("utf-8", "replace").split("\n")[0]
        source.add("CF103", _("the file is not UTF-8 text"), _("save it as UTF-8 in your editor"), at=len(good))
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # YAML ends a line at these, editors do not: as blanks they keep both counts of lines the same.
    text = _ODD_BREAK.sub(" ", text) if _ODD_BREAK.search(text) else text
    return _without_hard_blanks(source, text)


def _without_hard_blanks(source: Source, text: str) -> str:
    """The text with plain spaces where hard ones (of word processors, web pages) indent a key; the first is noted."""
    found = _HARD_BLANKS.search(text)
    if found is None:
        return text
    source.text = text
    source.add(
        "CF105",
        _("a no-break space indents this line; YAML takes plain spaces only"),
        _("replace it by a space from the keyboard"),
        at=found.start(1),
    )
    return _HARD_BLANKS.sub(lambda one: one[0].replace(one[1], " " * len(one[1])), text)


def _compose(source: Source) -> Any:
    """The node tree. After a mistake whose line can be mended, reading goes on, so that later ones are told too."""
    text = source.text
    for _round in range(_MAX_MENDS):
        safe = guard.structure(source, text)
        if safe is None:
            return None
        try:
            return yaml.compose(safe, yaml.CBaseLoader)
        except yaml.YAMLError as error:
            mended = explain(source, safe, error)
        # Mending the same line over and over doubles its backslashes; a file must not grow by being read.
        if mended is None or len(mended) > 2 * len(source.text) + 200:
            return None
        text = mended
    return None


def _plain(node: Any, source: Source) -> Any:
    kind = node.__class__
    if node.tag != _TAGS[kind]:
        hint = _("put the text in quotes") if kind is yaml.ScalarNode else _("leave the ! word out")
        source.add_at(
            "CF111", _("a word that begins with ! is a YAML tag, and scenarios have none"), hint, node.start_mark
        )
    if kind is yaml.ScalarNode:
        return node.value.strip() if node.style else node.value
    if kind is yaml.SequenceNode:
        return [_plain(item, source) for item in node.value]
    found: dict[str, Any] = {}
    for name, value in node.value:
        if name.__class__ is not yaml.ScalarNode:
            source.add_at(
                "CF107", _("a text that begins with { or [ is read as YAML, not as text"), _(QUOTE), node.start_mark
            )
            return ""
        key = name.value.strip() if name.style else name.value
        if key in found:
            first = next(pair[0] for pair in node.value if pair[0].value.strip() == key)
            source.add_at(
                "CF112",
                _("{key} is written twice here (first on line {line})").format(
                    key=shown(key), line=first.start_mark.line + 1
                ),
                _("keep one of them"),
                name.start_mark,
            )
            continue
        found[key] = _plain(value, source)
    return found


def _has_text(node: Any) -> bool:
    return node is not None and node.end_mark.index > node.start_mark.index
