"""The first layer: cues. Patterns per language that show a label, each with examples that are its tests.

A cue without `hit` and `miss` examples, or whose examples fail, makes the rubric invalid (the contract that
proof-reading tools such as LanguageTool keep). Finding is exact and takes microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from scoring.chances import Chances
from scoring.contract import LABELS, Evidence
from scoring.pattern import Pattern, PatternError, either, pattern
from scoring.rubric import load_rubric
from scoring.rubric_files import RubricError, inside, read_yaml
from scoring.text import Span, Text
from scoring.told import Unfit

MAX_PATTERNS = 5_000
_REACH = 28  # how far before or after a hit a negation is looked for, in characters
MOST_HITS = 20  # of one cue; a text that hits oftener says nothing more, and 20,000 characters must not take seconds
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_LOUD = 4  # letters of the shortest long word
_CLAUSE = re.compile(r"[,;:.!?…\n—–]| but | но | але ")


@dataclass(frozen=True)
class Cue:
    """Patterns for one label. `sure`: 0.0-1.0, how far a hit alone shows the label."""

    key: str
    label: str
    sure: float
    any: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    negatable: bool
    in_quotes: bool
    hit: tuple[str, ...]
    miss: tuple[str, ...]

    @cached_property
    def excuses(self) -> re.Pattern[str]:
        """What hits in a sentence where the cue does not count."""
        return either(self.unless)


@dataclass(frozen=True)
class CueSet:
    """The cues of one language with its negations. `shouts`: whether capitals and exclamation marks are looked at."""

    lang: str
    cues: tuple[Cue, ...]
    before: tuple[Pattern, ...]
    after: tuple[Pattern, ...]
    shouts: bool = True

    def find(self, text: Text) -> list[Evidence]:
        """Every hit in the text, in order of place; a label may be hit more than once."""
        found = [
            Evidence(cue.label, span.start, span.end, text.raw[span.start : span.end], cue.sure, "cue")
            for cue, patterns in self._in_order(self._chances.likely(text.keys))
            for span in self._spans(cue, patterns, text)
        ]
        if self.shouts:
            found += shouting(text)
        return sorted(found, key=lambda item: (item.start, item.end, item.label))

    def _in_order(self, likely: Sequence[int]) -> Iterator[tuple[Cue, list[Pattern]]]:
        """Each cue with those of its patterns that have a chance, both as the rubric has them."""
        for number, places in groupby(likely, key=lambda place: self._places[place][0]):
            yield self.cues[number], [self._places[place][1] for place in places]

    @cached_property
    def _places(self) -> list[tuple[int, Pattern]]:
        """Every pattern with its cue's number; its index is the pattern's place."""
        return [(number, one) for number, cue in enumerate(self.cues) for one in cue.any]

    @cached_property
    def _negates(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        return either(self.before), either(self.after)

    @cached_property
    def _chances(self) -> Chances:
        return Chances(one for _, one in self._places)

    def refused(self, label: str, text: Text) -> bool:
        """Whether the text has a label's words, and each time negated or quoted."""
        likely = self._in_order(self._chances.likely(text.keys))
        seen = False
        for cue, one in ((cue, one) for cue, patterns in likely if cue.label == label for one in patterns):
            for match in one.regex.finditer(text.sought):
                if not self._unmeant(cue, text, Span(*match.span())):
                    return False
                seen = True
        return seen

    def spans(self, cue: Cue, text: Text) -> list[Span]:
        """Where one cue hits."""
        return self._spans(cue, cue.any, text)

    def _spans(self, cue: Cue, patterns: Sequence[Pattern], text: Text) -> list[Span]:
        spans: list[Span] = []
        for one in patterns:
            for match in one.regex.finditer(text.sought):
                span = Span(match.start(), match.end())
                if span.end == span.start or any(s.start <= span.start and span.end <= s.end for s in spans):
                    continue
                if self._unmeant(cue, text, span):
                    continue
                if cue.unless and self._excused(cue, text, span):
                    continue
                spans.append(span)
                if len(spans) == MOST_HITS:
                    return spans
        return spans

    def _unmeant(self, cue: Cue, text: Text, span: Span) -> bool:
        """Whether a cue's words are another's, or denied."""
        if not cue.in_quotes and text.quoted(span.start, span.end):
            return True
        return cue.negatable and self._negated(text.sought, span)

    def _negated(self, plain: str, span: Span) -> bool:
        start, end = max(0, span.start - _REACH), span.end + _REACH
        # A word cut in two by the reach could look like another: «мне» like «не».
        while 0 < start < span.start and plain[start - 1].isalnum():
            start += 1
        while span.end < end < len(plain) and plain[end].isalnum():
            end -= 1
        left = _CLAUSE.split(plain[start : span.start])[-1]
        right = _CLAUSE.split(plain[span.end : end])[0]
        return bool(self._negates[0].search(left) or self._negates[1].search(right))

    def _excused(self, cue: Cue, text: Text, span: Span) -> bool:
        home = next((s for s in text.sentences if s.start <= span.start < s.end), span)
        sentence = text.sought[home.start : home.end]
        return bool(cue.excuses.search(sentence))


def shouting(text: Text) -> list[Evidence]:
    """`shout`: two or more long words in capitals one after another, or strings of exclamation marks.

    One capital word is an abbreviation or a stress, one "!" is liveliness (codebook).
    """
    found = []
    enough = sum(map(str.isupper, text.raw)) >= _LOUD
    capitals = enough and any(word.isupper() for word in _LONG_WORD.findall(text.raw))
    for match in re.finditer(r"[^\W\d_]{2,}(?:[\s,]+[^\W\d_]{2,}){1,40}", text.raw) if capitals else ():
        run: list[re.Match[str]] = []
        for word in [*re.finditer(r"[^\W\d_]{2,}", match.group()), None]:
            if word is not None and word.group().isupper():
                run.append(word)
                continue
            if sum(len(w.group()) > 3 for w in run) >= 2 or (len(run) >= 3 and any(len(w.group()) > 3 for w in run)):
                found.append((match.start() + run[0].start(), match.start() + run[-1].end(), 0.95))
            run = []
    found += [(m.start(), m.end(), 0.9) for m in re.finditer(r"!{2,}|(?:[!?]*!\?+!+|[?]+!{2,})", text.raw)]
    return [Evidence("shout", a, b, text.raw[a:b], sure, "cue") for a, b, sure in found if not text.quoted(a, b)]


def load_cues(folder: Path, lang: str) -> CueSet:
    """The cues of a rubric folder for the codebook's labels, from which the heads learn; those of the rubric that it
    extends are among them, but for the ones whose key it writes anew. A language without a file has none.

    Raises RubricError.
    """
    return _both(folder, lang, load_rubric(folder).digest)[0]


def load_added_cues(folder: Path, lang: str) -> CueSet:
    """The cues of a rubric folder for the labels that it adds to the codebook's. Raises RubricError."""
    return _both(folder, lang, load_rubric(folder).digest)[1]


@lru_cache(maxsize=32)
def _both(folder: Path, lang: str, _digest: str) -> tuple[CueSet, CueSet]:
    """The cues for the codebook's labels, and those for added ones; made once for each state of the folder."""
    cues, before, after = _all(folder, lang)
    known = tuple(cue for cue in cues if cue.label in LABELS)
    added = tuple(cue for cue in cues if cue.label not in LABELS)
    return CueSet(lang, known, before, after), CueSet(lang, added, before, after, shouts=False)


def _all(folder: Path, lang: str) -> tuple[list[Cue], tuple[Pattern, ...], tuple[Pattern, ...]]:
    """Every cue of a rubric in a language, and what negates before and after; an own file's negations go first."""
    rubric = load_rubric(folder)
    own = read_cues(folder, lang, frozenset((*LABELS, *rubric.labels)))
    if rubric.base is None:
        return list(own.cues), own.before, own.after
    given = load_cues(rubric.base, lang)
    anew = {cue.key for cue in own.cues}
    cues = [*(cue for cue in given.cues if cue.key not in anew), *own.cues]
    return cues, own.before or given.before, own.after or given.after


def read_cues(folder: Path, lang: str, labels: Collection[str]) -> CueSet:
    """The cues that stand in a folder's own file for a language; none without a file. Raises RubricError."""
    path = inside(folder, folder / "cues" / f"{lang}.yaml")
    if not path.exists():
        return CueSet(lang, (), (), ())
    data = read_yaml(path)
    if not isinstance(data, dict) or not isinstance(data.get("cues"), list):
        raise RubricError("{path}: needs a list under cues:", path=path)
    negation = data.get("negation") or {}
    if not isinstance(negation, dict):
        raise RubricError("{path}: negation: must be before: and after:, each a list", path=path)
    lists = [item.get("any") for item in data["cues"] if isinstance(item, dict)]
    if (count := sum(len(one) for one in lists if isinstance(one, list))) > MAX_PATTERNS:
        told = "{path}: has {count:,} patterns; the limit is {limit:,}"
        raise RubricError(told, path=path, count=count, limit=MAX_PATTERNS)
    return CueSet(
        lang,
        tuple(_cue(path, item, labels) for item in data["cues"]),
        _patterns(path, "negation", negation.get("before") or ()),
        _patterns(path, "negation", negation.get("after") or ()),
    )


def _cue(path: Path, item: Any, labels: Collection[str]) -> Cue:
    key = item.get("key", "?") if isinstance(item, dict) else "?"
    try:
        if unknown := set(item) - {"key", "label", "sure", "any", "unless", "negatable", "in_quotes", "hit", "miss"}:
            raise Unfit("unknown key {keys}", keys=", ".join(sorted(unknown)))
        if item["label"] not in labels:
            raise Unfit("unknown label {label}", label=item["label"])
        if not item.get("hit") or not item.get("miss"):
            raise Unfit("needs both hit and miss examples")
        return Cue(
            key=str(item["key"]),
            label=str(item["label"]),
            sure=float(item.get("sure", 0.8)),
            any=_patterns(path, key, item["any"]),
            unless=_patterns(path, key, item.get("unless", ())),
            negatable=bool(item.get("negatable", True)),
            in_quotes=bool(item.get("in_quotes", False)),
            hit=tuple(map(str, item["hit"])),
            miss=tuple(map(str, item["miss"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RubricError("{path}: cue {key}: {error}", path=path, key=key, error=error) from error


def _patterns(path: Path, key: str, sources: Sequence[object]) -> tuple[Pattern, ...]:
    try:
        return tuple(pattern(str(source)) for source in sources)
    except PatternError as error:
        raise RubricError("{path}: cue {key}: {error}", path=path, key=key, error=error) from error


def failing_examples(cues: CueSet) -> list[str]:
    """One sentence for each example that its own cue does not treat as it says; empty when all is well."""
    return [
        f"{cues.lang}: cue {cue.key} should {'hit' if wanted else 'miss'} “{example}”"
        for cue in cues.cues
        for wanted, examples in ((True, cue.hit), (False, cue.miss))
        for example in examples
        if bool(cues.spans(cue, Text(example))) != wanted
    ]
