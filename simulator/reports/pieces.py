"""A reply cut where its evidence begins and ends, so that each piece carries the same labels throughout."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from scoring.contract import FAULTS, Evidence


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a reply with the labels that they show, and the note that explains them (from 1; 0: no labels)."""

    text: str
    labels: tuple[str, ...]
    note: int
    fault: bool


def pieces(reply: str, evidence: Iterable[Evidence], faults: Collection[str] = ()) -> tuple[Piece, ...]:
    """The reply in pieces, in order; together they are the reply. Pieces with equal labels share a note.

    Spans outside the reply are left out. `faults`: labels that are faults beside the codebook's.
    """
    spans = [item for item in evidence if 0 <= item.start < item.end <= len(reply)]
    edges = sorted({0, len(reply), *(item.start for item in spans), *(item.end for item in spans)})
    wrong = {*FAULTS, *faults}
    found: list[Piece] = []
    notes: dict[tuple[str, ...], int] = {(): 0}
    for start, end in itertools.pairwise(edges):
        labels = tuple(dict.fromkeys(item.label for item in spans if item.start <= start and end <= item.end))
        text = reply[start:end]
        if found and found[-1].labels == labels:
            text = found.pop().text + text
        note = notes.setdefault(labels, len(notes))
        found.append(Piece(text, labels, note, not wrong.isdisjoint(labels)))
    return tuple(found)
