"""A paper of the dossier as content: letters and notes as prose, ledgers and order lists as tables. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.i18n import _, mark
from simulator.tui.text import lines, prose, words

if TYPE_CHECKING:
    from simulator.deciding import Sheet

# A sign beside the word: kinds are told apart without colour.
SIGNS = {"letter": "❝", "note": "✎", "ledger": "▤", "orders": "≡"}
KINDS = {
    "letter": mark("letter"),
    "note": mark("note"),
    "ledger": mark("account"),
    "orders": mark("orders"),
}
_GAP = 2
_LEAST = 5
_NUMBER = re.compile(r"[+−-]?[£$€]?\s?[\d.,\s\u202f]+\s?(?:[%₽₴£$€]|грн|руб\.?)?")


def heading(sheet: Sheet) -> Content:
    """One line for the list of papers: sign, title, date."""
    return Content.assemble(
        (f"{SIGNS[sheet.kind]} ", "$firm"), words(sheet.title), words(f"  {sheet.date}" if sheet.date else "", "$quiet")
    )


def paper(sheet: Sheet, width: int) -> Content:
    """The whole paper, `width` cells wide."""
    about = " · ".join(part for part in (_(KINDS[sheet.kind]), sheet.date) if part)
    parts = [words(sheet.title, "bold"), words(about, "$quiet"), Content("")]
    if sheet.text:
        # Blank lines between paragraphs stay; what was broken for the file's sake is wrapped anew.
        parts += [prose(sheet.text)]
    if sheet.rows:
        parts += [Content("")] if sheet.text else []
        parts += table(sheet.columns, sheet.rows, width)
    return lines(*parts)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[Content]:
    """A table no wider than `width`; where even wrapped cells do not fit, each row as a block of its own."""
    wide = _widths(columns, rows, width)
    if wide is None:
        return _blocks(columns, rows)
    right = [all(_NUMBER.fullmatch(row[at]) for row in rows) for at in range(len(columns))]
    made = _row(columns, wide, right, "bold $quiet")
    made.append(Content.styled("─" * (sum(wide) + _GAP * (len(wide) - 1)), "$line"))
    for row in rows:
        made += _row(row, wide, right, "")
    return made


def _widths(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """The columns' widths, the widest narrowed until all fit; None when they would be too narrow to read."""
    wide = [max(words(cell).cell_length for cell in cells) for cells in zip(columns, *rows, strict=True)]
    # A word is never cut in two.
    least = [
        max(_LEAST, *(words(word).cell_length for cell in cells for word in cell.split() or [""]))
        for cells in zip(columns, *rows, strict=True)
    ]
    room = width - _GAP * (len(wide) - 1)
    while sum(wide) > room:
        spare = [at for at in range(len(wide)) if wide[at] > least[at]]
        if not spare:
            return None
        wide[max(spare, key=lambda at: wide[at])] -= 1
    return wide


def _row(cells: Sequence[str], wide: Sequence[int], right: Sequence[bool], style: str) -> list[Content]:
    wrapped = [words(cell, style).wrap(size) or [Content("")] for cell, size in zip(cells, wide, strict=True)]
    made = []
    for number in range(max(map(len, wrapped))):
        parts = []
        for at, some in enumerate(wrapped):
            line = some[number].rstrip() if number < len(some) else Content("")
            pad = Content(" " * (wide[at] - line.cell_length))
            parts.append(pad + line if right[at] else line + pad)
        made.append(Content(" " * _GAP).join(parts).rstrip())
    return made


def _blocks(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Content]:
    made = []
    for row in rows:
        for head, cell in zip(columns, row, strict=True):
            made.append(Content.assemble(words(f"{head}: ", "$quiet"), words(cell)))
        made.append(Content(""))
    return made[:-1]
