"""What is wrong with a scenario file: code, place, plain words, a way to mend it; and how that is printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from textwrap import wrap
from typing import Any

from simulator.i18n import _, mark, ngettext
from simulator.scenario.codes import Severity

EXCERPT_WIDTH = 100
_NONE = {
    "signs": mark("there are no signs in this file"),
    "papers": mark("there are no papers in this file"),
    "facts": mark("there are no facts in this file"),
    "counters": mark("there are no counters in this file"),
    "costs": mark("there are no costs in this file"),
    "steps": mark("there are no steps in this file"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `line` and `column` count from 1, in characters; `excerpt` is the source line.

    `code` is stable (docs/problems.md explains every one); `hint` says how to mend it, or is empty; `notes` are
    further lines of what was seen.
    """

    code: str
    severity: Severity
    line: int
    column: int
    message: str
    hint: str
    file: Path
    excerpt: str = ""
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready mapping: code, severity, line, column, message, notes, hint, file."""
        return {
            "code": self.code,
            "severity": self.severity,
            "line": self.line,
            "column": self.column,
            "message": self.message,
            "notes": list(self.notes),
            "hint": self.hint,
            "file": str(self.file),
        }

    def render(self, width: int | None = None) -> str:
        """`file:line:col: CODE message`, the source line with a caret, `note: …`, `hint: …`. Plain text, no markup.

        `width`: columns of the terminal that it is for, so that lines break between words.
        """
        message = _("warning: {message}").format(message=self.message) if self.severity == "warning" else self.message
        lines = [f"{printable(str(self.file))}:{self.line}:{self.column}: {self.code} {printable(message)}"]
        if self.excerpt.strip():
            room = EXCERPT_WIDTH if width is None else max(20, min(EXCERPT_WIDTH, width - 8))
            source, caret = _excerpt(self.excerpt, self.column, room)
            lines += [f"    {source}", f"    {caret}"]
        noted = _("note: {note}")
        lines += ["    " + noted.format(note=printable(note)) for note in self.notes]
        if self.hint:
            lines.append("    " + _("hint: {hint}").format(hint=printable(self.hint)))
        return "\n".join(lines if width is None else _broken(lines, width))


def render_all(problems: Iterable[Problem], width: int | None = None) -> str:
    """Every problem as `Problem.render` prints it, one after the other."""
    return "\n".join(problem.render(width) for problem in problems)


def _broken(lines: list[str], width: int) -> Iterator[str]:
    """Lines that are too long, broken between words; what follows is indented a little deeper."""
    for line in lines:
        if len(line) < width:
            yield line
        else:
            yield from wrap(line, width - 1, subsequent_indent="      ", break_long_words=False, break_on_hyphens=False)


def printable(text: str) -> str:
    """The text without characters that a terminal would act on (escapes, controls, direction marks)."""
    return "".join(char if char.isprintable() else " " if char in "\t\n" else "\ufffd" for char in text)


def shown(value: object, limit: int = 60) -> str:
    """A value from the file as a message quotes it: one line, in backquotes, cut at `limit` characters."""
    text = " ".join(printable(str(value)).split())
    return f"`{text if len(text) <= limit else text[: limit - 1] + '…'}`"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was most likely meant, or None."""
    reach = max(2, len(name) // 3)
    near = [one for one in known if abs(len(one) - len(name)) <= reach]
    folded = {one.casefold().replace("-", "_").replace(" ", "_"): one for one in near}
    same = folded.get(name.casefold().replace("-", "_").replace(" ", "_"))
    if same is not None:
        return same
    found = get_close_matches(name[:80], near, n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(name: str, known: Iterable[str], kind: str = "") -> str:
    """A hint: the nearest known name, else up to twelve of the names there are, else that there are none of this
    `kind` (signs, papers, facts, counters, costs, steps), or nothing for any other."""
    names = list(known)
    near = nearest(name, names)
    if near is not None:
        return _("did you mean {near}?").format(near=shown(near))
    if not names:
        return _(_NONE.get(kind, ""))
    listed = ", ".join(printable(one) for one in names[:12]) + (", …" if len(names) > 12 else "")
    return ngettext("there is: {names}", "there are: {names}", len(names)).format(names=listed)


def one_of(names: Iterable[str]) -> str:
    """Several names of which one is enough: `a`, `a or b`, `a, b or c`."""
    *most, last = names
    return _("{names} or {last}").format(names=", ".join(most), last=last) if most else last


def all_of(names: Iterable[str]) -> str:
    """Several names that belong together: `a`, `a and b`, `a, b and c`."""
    *most, last = names
    return _("{names} and {last}").format(names=", ".join(most), last=last) if most else last


def _excerpt(line: str, column: int, room: int) -> tuple[str, str]:
    """The source line, cut to a window around the column, and a caret line as wide as the terminal draws it."""
    at = min(max(column - 1, 0), len(line))
    begin = max(0, at - room * 3 // 4) if len(line) > room else 0
    window = line[begin : begin + room]
    text = ("…" if begin else "") + printable(window) + ("…" if begin + room < len(line) else "")
    before = ("…" if begin else "") + printable(line[begin:at])
    return text.rstrip(), " " * sum(map(cells, before)) + "^"


def cells(char: str) -> int:
    """How many columns of a terminal a character takes: 0, 1 or 2."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
