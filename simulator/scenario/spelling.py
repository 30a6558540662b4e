"""YAML's own error messages in plain words: what was probably written, and how to write it.

Where the line's mistake is a known one, the line is mended in memory, so that reading goes on and the mistakes
further down are told in the same pass. Nothing mended is ever played: the file still has its error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from simulator.i18n import _, mark, ngettext

if TYPE_CHECKING:
    from simulator.scenario.source import Source

QUOTE = mark('put the text in double quotes ("…"), or under | on its own lines')

_ENTRY = re.compile(r"""^(?P<head>[ ]*(?:-[ ]+)*(?:(?P<key>[^\s:#'"\[\]{},][^:#'"\[\]{},]*?):[ ]+)?)(?P<value>\S.*)$""")
_KEY_GLUED = re.compile(r"^\s*(?:- +)*[\w-]+:[^\s/]")
_BARE = re.compile(r"^\s*(?:- +)*[\w-]+\s*$")
_SMART = re.compile("[“”„«»‘’‚]")
_COLONS = "：﹕∶"
_OTHER_COLON = re.compile(rf"^\s*(?:- +)*[\w-]+\s*[{_COLONS}]")
_CLOSE_ANY = mark("close it at the end of the text")
_CLOSE = {
    '"': mark('close it with " at the end of the text'),
    "'": mark('close it with \' at the end of the text; a text that begins with an apostrophe goes into "…"'),
}
_INSIDE = {
    '"': mark('put the text under | on its own lines, or all of it in "…" with \\" for the quotes inside'),
    "'": mark("inside '…' write '' for ', or use \"…\" or |"),
}
# How many lines a quote that was not closed may have swallowed before YAML noticed.
_REACH = 40
_MENDS_A_LINE = 2
_OPENERS = {"[": "]", "{": "}"}


def explain(source: Source, text: str, error: yaml.YAMLError) -> str | None:
    """Note what the error means; the text with the line mended, or None when reading cannot go on."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or error)
    if mark is None:
        source.add("CF110", _("the file cannot be read as YAML: {problem}").format(problem=problem))
        return None
    lines = text.split("\n")
    return _Reading(source, lines, mark, getattr(error, "context_mark", None)).told(problem)


class _Reading:
    """One YAML error at a line, and the ways to say and mend it."""

    def __init__(self, source: Source, lines: list[str], mark: yaml.Mark, context: yaml.Mark | None) -> None:
        self.source = source
        self.lines = lines
        self.mark = mark
        self.context = context or mark
        self.at = min(mark.line, len(lines) - 1)
        self.line = lines[self.at]

    def told(self, problem: str) -> str | None:
        if "cannot start any token" in problem:
            return self._sign()
        if "mapping values are not allowed" in problem:
            return self._colon()
        if "expected alphabetic or numeric" in problem or "undefined alias" in problem:
            return self._first_sign()
        if "expected key" in problem or "'-' indicator" in problem:
            return self._unexpected()
        if "expected ':'" in problem:
            return self._no_key()
        if "expected ',' or" in problem or "node content" in problem:
            return self._open_bracket()
        if "unexpected end of stream" in problem or "unexpected document indicator" in problem:
            return self._open_quote()
        if "escape character" in problem or "hexdecimal" in problem:
            return self._escape()
        if "expected comment or line break" in problem:
            return self._after_bar()
        if "sequence entries are not allowed" in problem:
            return self._dash()
        if "mapping keys are not allowed" in problem:
            self._note("CF107", _("a text may not begin with ? and a blank unless it is in quotes"), _(QUOTE))
            return self._quoted()
        if "another document" in problem or "<document start>" in problem:
            self._note(
                "CF114", _("the file has a second YAML document (a line --- or ...)"), _("one file, one scenario")
            )
            return None
        self._note("CF110", _("the file cannot be read as YAML here: {problem}").format(problem=problem), _(QUOTE))
        return None

    def _to_context(self) -> None:
        """Look at the line where what was being read began; at the end of the file that may be no line at all."""
        self.at = min(self.context.line, len(self.lines) - 1)
        self.line = self.lines[self.at]

    def _note(self, code: str, message: str, hint: str, mark: yaml.Mark | None = None) -> None:
        self.source.add_at(code, message, hint, mark or self.mark)

    def _sign(self) -> str | None:
        char = self.line[self.mark.column : self.mark.column + 1]
        if char == "\t":
            return self._tabs()
        return self._first_sign()

    def _tabs(self) -> str | None:
        rows = [row for row, line in enumerate(self.lines) if "\t" in _blanks(line)]
        more = len(rows) - 1
        told = _("a tab indents this line; YAML takes spaces only")
        if more > 0:
            told = ngettext(
                "a tab indents this line (and {count} more); YAML takes spaces only",
                "a tab indents this line (and {count} more); YAML takes spaces only",
                more,
            ).format(count=more)
        self._note("CF105", told, _("replace each tab by two spaces"))
        # How deep a tab was meant to be, the line above says: below `key:` two spaces deeper, else as deep.
        depths: dict[str, int] = {}
        for row in rows:
            blanks = _blanks(self.lines[row])
            if blanks not in depths:
                above = next((line for line in reversed(self.lines[:row]) if line.strip()), "")
                depths[blanks] = len(_blanks(above)) + (2 if above.rstrip().endswith(":") else 0)
            self.lines[row] = " " * depths[blanks] + self.lines[row][len(blanks) :]
        if self.at in rows:
            return "\n".join(self.lines)
        return self._with(self.line.replace("\t", " "))

    def _first_sign(self) -> str | None:
        self._to_context()
        sign = self.line[self.context.column : self.context.column + 1]
        self._note(
            "CF107",
            _("a text may not begin with {sign} unless it is in quotes").format(sign=sign),
            _(QUOTE),
            self.context,
        )
        return self._quoted()

    def _colon(self) -> str | None:
        entry = _ENTRY.match(self.line)
        if entry is None or entry["key"] is None or ":" not in entry["value"]:
            if _KEY_GLUED.match(self._above()):
                self.at = self._above_at()
                return self._glued()
            if _BARE.match(self._above()):
                return self._bare()
            if _OTHER_COLON.match(self._above()):
                return self._other_colon()
            return self._indent()
        if len(entry["head"]) > self.mark.column:
            return self._indent()
        hint = _('put the whole text in double quotes: key: "… : …", or under | on its own lines')
        if _SMART.search(entry["value"]):
            hint += "; " + _("curly quotes are letters to YAML, only \" and ' quote")
        self._note("CF106", _("a colon and a space inside unquoted text look like a second `key: value`"), hint)
        return self._quoted()

    def _glued(self) -> str | None:
        line = self.lines[self.at]
        place = (self.at, len(_blanks(line)))
        self.source.add_at("CF106", _("there is no blank after the colon"), _("write `key: value`"), place)
        return self._with(re.sub(r"^(\s*(?:- +)*[\w-]+):", r"\1: ", line))

    def _bare(self) -> str | None:
        self.at = self._above_at()
        line = self.lines[self.at]
        place = (self.at, len(_blanks(line)))
        self.source.add_at("CF110", _("there is no colon behind this key"), _("write `key:`"), place)
        return self._with(line.rstrip() + ":")

    def _other_colon(self) -> str | None:
        self.at = self._above_at()
        line = self.lines[self.at]
        column = next(number for number, char in enumerate(line) if char in _COLONS)
        self.source.add_at(
            "CF110",
            _("{sign} is not the colon of YAML").format(sign=line[column]),
            _("write `key: value`"),
            (self.at, column),
        )
        return self._with(f"{line[:column].rstrip()}: {line[column + 1 :].lstrip()}")

    def _runaway(self) -> str | None:
        """A quote opened on a line above and never closed there takes in the keys of the lines below."""
        for at in range(self.at - 1, max(-1, self.at - _REACH), -1):
            entry = _ENTRY.match(self.lines[at])
            sign = entry["value"][0] if entry else ""
            if entry and sign in ('"', "'") and len(re.findall(rf"(?<!\\){sign}", entry["value"])) % 2:
                if not _ENTRY.match(self.lines[at + 1]) or ":" not in self.lines[at + 1]:
                    return None
                self.at, self.line = at, self.lines[at]
                where = (at, self.line.find(entry["value"]))
                self.source.add_at(
                    "CF108", _("the quote that opens here is not closed on this line"), _(_CLOSE[sign]), where
                )
                return self._quoted()
        return None

    def _unexpected(self) -> str | None:
        if (mended := self._runaway()) is not None:
            return mended
        entry = _ENTRY.match(self.line)
        value = entry["value"] if entry else ""
        start = value[:1]
        if start in _OPENERS and self.mark.column > self.line.find(value):
            message = _("a text that begins with {start} is read as YAML, and more follows after {end}").format(
                start=start, end=_OPENERS[start]
            )
            self.source.add_at("CF107", message, _(QUOTE), (self.at, self.line.find(value)))
            return self._quoted()
        if start in "'\"" and start and self.mark.column > self.line.find(value):
            self._note("CF108", _("text goes on after the closing quote"), _(_INSIDE[start]))
            return self._quoted()
        if " #" in self._above() and entry and entry["key"] is None:
            self._note(
                "CF117", _("the comment (` #`) above has ended the text, so this line belongs to nothing"), _(QUOTE)
            )
            return self._with("")
        return self._indent()

    def _indent(self) -> str | None:
        self._note(
            "CF109",
            _("this line's indentation fits nothing above it"),
            _("keys of one part start in the same column; what belongs to a key is two spaces deeper"),
        )
        return None

    def _no_key(self) -> str | None:
        self._to_context()
        if _KEY_GLUED.match(self.line):
            return self._glued()
        self._note(
            "CF110",
            _("this line has no `key:`"),
            _("text that goes on from the line above must be indented deeper than its key"),
            self.context,
        )
        return self._with("")

    def _open_bracket(self) -> str | None:
        self._to_context()
        column = self.context.column
        if self.line[column : column + 1] not in _OPENERS:
            column = max(self.line.rfind("["), self.line.rfind("{"), 0)
        opener = self.line[column : column + 1]
        closer = _OPENERS.get(opener, "]")
        message = _("the {opener} that opens here is not closed as YAML expects").format(opener=opener)
        hint = _("close it with {closer}; a text in it that has : , [ ] {{ }} needs quotes").format(closer=closer)
        self.source.add_at("CF107", message, hint, (self.at, column))
        entry = _ENTRY.match(self.line)
        if entry is None or self.line.find(entry["value"]) != column or self.mark.line > self.at + 1:
            return None
        return self._quoted()

    def _open_quote(self) -> str | None:
        self._to_context()
        sign = self.line[self.context.column : self.context.column + 1]
        hint = _(_CLOSE.get(sign, _CLOSE_ANY))
        self._note("CF108", _("the quote that opens here is never closed"), hint, self.context)
        return self._quoted()

    def _escape(self) -> str | None:
        column = self.mark.column
        self._note("CF108", _('a backslash in "…" begins a special character'), _("write \\\\ for \\, or use '…'"))
        back = self.line.rfind("\\", 0, column + 1)
        return self._with(self.line[:back] + "\\" + self.line[back:]) if back >= 0 else None

    def _after_bar(self) -> str | None:
        self._note("CF107", _("text after | or > must start on the next line, indented"), _(QUOTE))
        return self._quoted()

    def _dash(self) -> str | None:
        self._note(
            "CF109", _("a list begins on the line below its key"), _("put `- …` on its own line, or the text in quotes")
        )
        return self._quoted()

    def _above_at(self) -> int:
        at = self.at - 1
        while at > 0 and not self.lines[at].strip():
            at -= 1
        return max(at, 0)

    def _above(self) -> str:
        return self.lines[self._above_at()] if self.at > 0 else ""

    def _quoted(self) -> str | None:
        entry = _ENTRY.match(self.lines[self.at])
        if entry is None:
            return None
        safe = entry["value"].replace("\\", "\\\\").replace('"', '\\"')
        return self._with(f'{entry["head"]}"{safe}"')

    def _with(self, line: str) -> str | None:
        """The text with this line changed; None when that changes nothing or the line has been mended often enough.

        Quoting what is quoted doubles its backslashes, so mending one line without end would fill the memory.
        """
        mends = self.source.mends
        mends[self.at] = mends.get(self.at, 0) + 1
        if line == self.lines[self.at] or mends[self.at] > _MENDS_A_LINE:
            return None
        return "\n".join([*self.lines[: self.at], line, *self.lines[self.at + 1 :]])


def _blanks(line: str) -> str:
    """What stands before a line's first sign."""
    return line[: len(line) - len(line.lstrip(" \t"))]
