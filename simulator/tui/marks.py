"""Which words of a reply carry what: evidence spans joined, numbered and drawn as underlines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from textual.content import Content

from scoring.contract import FAULTS, Evidence

_RAISED = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹˒")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a reply, `reply[start:end]`, that show `labels`; `number` counts from 1 in reading order.

    `fault`: whether any of the labels is a fault.
    """

    number: int
    start: int
    end: int
    labels: tuple[str, ...]
    fault: bool = False


def marks(reply: str, evidence: Iterable[Evidence], faults: Iterable[str] = ()) -> tuple[Mark, ...]:
    """The evidence as numbered marks. Overlapping words of one label are joined; equal words share a number.

    Spans outside the reply are left out. `faults`: labels that are faults beside the codebook's.
    """
    joined: dict[tuple[int, int], list[str]] = {}
    by_label: dict[str, list[tuple[int, int]]] = {}
    for item in evidence:
        if 0 <= item.start < item.end <= len(reply):
            by_label.setdefault(item.label, []).append((item.start, item.end))
    for label, spans in by_label.items():
        for span in _union(spans):
            joined.setdefault(span, []).append(label)
    ordered = sorted(joined.items())
    wrong = {*FAULTS, *faults}
    return tuple(
        Mark(n, start, end, tuple(labels), not wrong.isdisjoint(labels))
        for n, ((start, end), labels) in enumerate(ordered, 1)
    )


def _union(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def numbers(label: str, found: Iterable[Mark]) -> tuple[int, ...]:
    """The numbers of the marks that show a label."""
    return tuple(mark.number for mark in found if label in mark.labels)


def raised(found: Iterable[int]) -> str:
    """Numbers as superscripts: (1, 12) gives `¹˒¹²`."""
    return ",".join(str(number) for number in found).translate(_RAISED)


def marked(reply: str, found: tuple[Mark, ...]) -> Content:
    """The reply with its marked words underlined, each followed by its raised number; a fault's also by a cross."""
    cuts = sorted({0, len(reply), *(m.start for m in found), *(m.end for m in found)})
    parts: list[Content] = []
    for start, end in pairwise(cuts):
        over = [mark for mark in found if mark.start <= start and end <= mark.end]
        piece = reply[start:end]
        if any(mark.fault for mark in over):
            parts.append(Content.styled(piece, "bold underline $bad"))
        elif over:
            parts.append(Content.styled(piece, "underline $good"))
        else:
            parts.append(Content(piece))
        closing = [mark for mark in found if mark.end == end]
        if closing:
            sign = "✗" if any(mark.fault for mark in closing) else ""
            style = "bold $bad" if sign else "bold $good"
            parts.append(Content.styled(sign + raised(mark.number for mark in closing), style))
    return Content("").join(parts) if parts else Content(reply)
