"""Which translation belongs to which text, after steps were moved, routes put in between and sentences mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from simulator.scenario.translation.inventory import Text

# Below this share of common characters two sentences are taken for different ones.
ALIKE = 0.6
# Sentences that found no partner are compared with each other only while they are few.
_FEW = 200

State = Literal["same", "moved", "changed", "new"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A translation as the PO file has it. `source`: the words it was made from; `previous`: those before them, when
    the source changed since and nobody has looked; `words`: the translation, empty when there is none yet."""

    id: str
    source: str
    words: str
    fuzzy: bool = False
    previous: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether a person has to look: marked fuzzy."""
        return self.fuzzy and bool(self.words)


class Pair(NamedTuple):
    """A text of the source and its translation. `same` and `moved`: made from these very words; `changed`: made from
    other words; `new`: there is none."""

    text: Text
    entry: Entry | None
    state: State

    @property
    def is_done(self) -> bool:
        """Translated, from the words as they are now."""
        return self.entry is not None and bool(self.entry.words) and not self.entry.fuzzy and self.state != "changed"

    @property
    def is_old(self) -> bool:
        """Translated, from words that have changed since or with a doubt."""
        return self.entry is not None and bool(self.entry.words) and not self.is_done

    @property
    def was(self) -> str:
        """The words that the translation was made from."""
        if self.entry is None:
            return ""
        return self.entry.source if self.state == "changed" else self.entry.previous or self.entry.source


def pair(texts: Sequence[Text], entries: Iterable[Entry]) -> tuple[list[Pair], list[Entry]]:
    """Each text with its translation, in the order of the texts; and the translations that no text claims."""
    left = {entry.id: entry for entry in entries}
    made: dict[str, tuple[Entry, State]] = {}
    for text in texts:
        entry = left.get(text.id)
        if entry is not None and entry.source == text.words:
            made[text.id] = left.pop(text.id), "same"
    _by_words([one for one in texts if one.id not in made], left, made)
    _by_likeness([one for one in texts if one.id not in made], left, made)
    for text in texts:
        if text.id not in made and text.id in left:
            made[text.id] = left.pop(text.id), "changed"
    pairs = [Pair(text, *made[text.id]) if text.id in made else Pair(text, None, "new") for text in texts]
    return pairs, list(left.values())


def _by_words(texts: list[Text], left: dict[str, Entry], made: dict[str, tuple[Entry, State]]) -> None:
    """The same words under another id: the nearest one in the file."""
    by_source: dict[str, list[Entry]] = {}
    for entry in left.values():
        by_source.setdefault(entry.source, []).append(entry)
    for text in texts:
        if candidates := by_source.get(text.words):
            best = max(candidates, key=lambda one: _shared(one.id, text.id))
            candidates.remove(best)
            made[text.id] = left.pop(best.id), "moved"


def _by_likeness(texts: list[Text], left: dict[str, Entry], made: dict[str, tuple[Entry, State]]) -> None:
    """Mended words at the same place or near by: in the same step, spoken in the same role."""
    if len(texts) > _FEW or len(left) > _FEW:
        return
    near = [
        (likeness, text.id, entry.id)
        for text in texts
        for entry in left.values()
        if _role(entry.id) == _role(text.id) and (likeness := _alike(entry.source, text.words)) >= ALIKE
    ]
    for _, name, old in sorted(near, key=lambda one: (-one[0], one[1] != one[2], one)):
        if name not in made and old in left:
            made[name] = left.pop(old), "changed"


def _role(name: str) -> tuple[str, ...]:
    """Section, step and kind of a text: `steps`, `opening`, `say`."""
    split = [one for one in name.split(".") if not one.isdecimal()]
    return (*split[:2], split[-1])


def _shared(one: str, other: str) -> int:
    """How many parts two ids have in common from the left."""
    count = 0
    for left, right in zip(one.split("."), other.split("."), strict=False):
        if left != right:
            break
        count += 1
    return count


def _alike(one: str, other: str) -> float:
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.ratio() if min(match.real_quick_ratio(), match.quick_ratio()) >= ALIKE else 0.0
