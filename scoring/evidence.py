"""The words that show a label: from cues, up to the end of their clause, or from what the encoder read it from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from scoring.contract import LABELS, Evidence
from scoring.text import Text

if TYPE_CHECKING:
    from scoring.own.reader import Reading

SHOWN = 0.5
CLAUSE_REACH = 90
# The end of a clause: a sign with a blank or the end behind it, so that 2.50 and 12:30 stay whole.
_CLAUSE_END = re.compile(r"[.,;:!?…](?=[\s\"'»”)]|$)|[\n—–()«»“”]|$")


def certainty(hits: list[Evidence], labels: Iterable[str] = LABELS) -> dict[str, float]:
    """How sure (0.0-1.0) the hits make each label; two different hits for one make it surer than either."""
    doubt = dict.fromkeys(labels, 1.0)
    for hit in hits:
        doubt[hit.label] *= 1.0 - hit.confidence
    return {label: round(1.0 - value, 3) for label, value in doubt.items()}


def strongest(hits: list[Evidence], label: str) -> Evidence | None:
    """The surest hit of a label, the first of several; None without any."""
    return max((hit for hit in hits if hit.label == label), key=lambda hit: (hit.confidence, -hit.start), default=None)


def clause(text: Text, cue: Evidence, sure: float) -> Evidence:
    """A cue's words up to the end of their clause, so that what is underlined reads as a thought."""
    rest = text.raw[cue.end : cue.end + CLAUSE_REACH]
    stop = _CLAUSE_END.search(rest)
    end = cue.end if cue.label == "shout" else cue.end + (stop.start() if stop else len(rest.rsplit(" ", 1)[0]))
    words = text.raw[cue.start : end].rstrip()
    return Evidence(cue.label, cue.start, cue.start + len(words), words, round(sure, 2), "cue")


def of_cues(text: Text, hits: list[Evidence], sure: dict[str, float], labels: Iterable[str] = LABELS) -> list[Evidence]:
    """For each label shown that a cue hits: the clause of its strongest."""
    found = [(strongest(hits, label), sure[label]) for label in labels if sure[label] >= SHOWN]
    return [clause(text, cue, certain) for cue, certain in found if cue]


def of_reading(text: Text, hits: list[Evidence], sure: dict[str, float], reading: Reading) -> list[Evidence]:
    """For each label shown: the clause of its cue, else the words that the encoder read it from."""
    found = []
    for number, label in enumerate(LABELS):
        if sure[label] < SHOWN:
            continue
        cue = strongest(hits, label)
        if cue is not None:
            found.append(clause(text, cue, sure[label]))
        else:
            span = reading.words_for(number)
            words = text.raw[span.start : span.end]
            found.append(Evidence(label, span.start, span.end, words, round(sure[label], 2), "meaning"))
    return found
