"""A reply as the scorer reads it: sentences and words with their places, quotation, letters made alike.

Nothing here changes the length of a text, so every place found is a place in what the trainee typed.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from scoring.chances import keys
from scoring.pattern import sought
from scoring.swearing import How, swearing

WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "ʹ": "'", "‑": "-", "\u00a0": " "})
# A sentence ends at . ! ? … or a line end; not after an initial or a number's point, which have no blank behind.
_SENTENCE = re.compile(r"[^.!?…\n]*(?:[.!?…]+(?=[\s\"'»”)\]]|$)[\"'»”)\]]*|[.!?…]+(?=\S)[^.!?…\n]*)*\n?")
_ABBREVIATIONS = re.compile(
    r"\b(?:mr|mrs|ms|dr|st|no|approx|e\.g|i\.e|г|гр|руб|грн|коп|ул|вул|тел|т\.е|т\.к|т\.д|п\.п|пр|ст|им|ім|р)\.$"
)
_QUOTE = re.compile(r"«[^»]{1,300}»|“[^”]{1,300}”|„[^“”]{1,300}[“”]|\"[^\"]{1,300}\"|(?<!\w)'[^']{2,300}'(?!\w)")


def lowered(text: str) -> str:
    """A text in small letters, character by character as long as it was."""
    low = text.lower()
    if len(low) == len(text):  # no letter has become two
        return low
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


class Span(NamedTuple):
    """A stretch of the reply, `start` to `end` in characters, end excluded."""

    start: int
    end: int


class Text:
    """A reply with its readings, each made once when first asked for."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    @cached_property
    def plain(self) -> str:
        """Lower case, one kind of apostrophe and hyphen, ё as е; character by character as long as the raw text."""
        return lowered(self.raw.translate(_APOSTROPHES)).replace("ё", "е")

    @cached_property
    def sought(self) -> str:
        """What cue patterns are searched in: see `pattern.sought`."""
        return sought(self.plain)

    @cached_property
    def words(self) -> tuple[Span, ...]:
        """Every word's place."""
        return tuple(map(Span._make, map(re.Match.span, WORD.finditer(self.plain))))

    @cached_property
    def tokens(self) -> list[str]:
        """Every word, in lower case."""
        plain = self.plain
        return [plain[start:end] for start, end in self.words]

    @cached_property
    def keys(self) -> frozenset[str]:
        """What cue patterns can ask for: see `chances.keys`."""
        return keys(self.tokens, self.plain)

    @cached_property
    def swearing(self) -> How:
        """The worst swearing in it: see `swearing.swearing`."""
        return swearing(self)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Every sentence's place, blanks trimmed; at least one word each."""
        spans: list[Span] = []
        start: int | None = None
        for match in _SENTENCE.finditer(self.plain):
            if match.end() == match.start():
                continue
            begin = match.start() if start is None else start
            piece = self.plain[begin : match.end()]
            if _ABBREVIATIONS.search(piece.rstrip()) and not piece.endswith("\n"):
                start = begin
                continue
            start = None
            spans.extend(self._trimmed(begin, match.end()))
        if start is not None:
            spans.extend(self._trimmed(start, len(self.plain)))
        return tuple(spans)

    @cached_property
    def quotes(self) -> tuple[Span, ...]:
        """Every quoted stretch, marks included."""
        return tuple(Span(*m.span()) for m in _QUOTE.finditer(self.plain))

    def quoted(self, start: int, end: int) -> bool:
        """Whether a stretch lies wholly inside a quotation that is not the whole reply."""
        return any(
            q.start <= start and end <= q.end and q.end - q.start < 0.9 * len(self.plain.strip()) for q in self.quotes
        )

    def _trimmed(self, start: int, end: int) -> list[Span]:
        piece = self.plain[start:end]
        if not WORD.search(piece):
            return []
        left = len(piece) - len(piece.lstrip())
        return [Span(start + left, start + len(piece.rstrip()))]
