"""A reply through the tuned encoder: its outputs as a whole, and for each label the words that speak most for it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scoring.contract import Situation
from scoring.encoder import ABOUT
from scoring.features import context_of
from scoring.own.file import load, load_layers
from scoring.own.forward import Judging, Layers
from scoring.own.spot import spot
from scoring.own.tokens import Pieces
from scoring.text import Span, Text, lowered

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNSEEN = "unseen.npz"
# The longest text the encoder takes in, in pieces; about 150 words. Longer replies keep their beginning and end.
LONGEST = 256
HEAD, TAIL = 190, 50
WORDS = ("words", "words_scale")  # tuning leaves them as they are
PREFIX = "query:"  # what the original model was trained to see before a text
NOTHING = -20.0
_DRAWN = re.compile(r"([^\W\d_])\1{3,}")
SHOUTED = 12  # capitals; fewer are names and abbreviations
# As many pieces of several replies are read at once; more gain nothing.
TOGETHER = 192


@dataclass(frozen=True)
class Near:
    """What a text is about, piece by piece: `ids` (n,) which pieces, `states` (n, width) what the first layers make of
    them among the others."""

    ids: NDArray[np.int32]
    states: NDArray[np.float16]

    @property
    def matter(self) -> NDArray[np.float32]:
        """What the text is about as a whole, shape (width,)."""
        found: NDArray[np.float32] = self.states.astype(np.float32).mean(0)
        return found


@dataclass(frozen=True)
class Reading:
    """What the encoder says of one reply. `reply`: a logit for each label and stance, then calm and firm, shape
    (38,). `pieces`: a logit for each piece and label, shape (n, labels); `places`: where each piece stands. `whole`:
    all that the last layer says of it, shape (3 width,); `near`: what the first ones say of its pieces."""

    text: Text
    reply: NDArray[np.float32]
    pieces: NDArray[np.float32]
    near: Near
    whole: NDArray[np.float32]
    places: Sequence[tuple[int, int]]

    @property
    def best(self) -> NDArray[np.float32]:
        """Each label's best piece, shape (labels,)."""
        found: NDArray[np.float32] = self.pieces.max(0, initial=NOTHING)
        return found

    def words_for(self, label: int) -> Span:
        """The words that speak most for a label, by its number in LABELS."""
        if not len(self.places):
            return Span(0, len(self.text.raw))
        return spot(self.pieces[:, label], self.places, self.text.plain)


def framed(vocabulary: Pieces, text: str) -> tuple[list[int], slice, list[tuple[int, int]]]:
    """(framed pieces, which of them are the text's, the place of each of those in the text)."""
    prefix, _ = vocabulary.cut(PREFIX, 8)
    short, at = _shortened(_quietened(text))
    ids, found = vocabulary.cut(short, 4 * LONGEST)
    places = [(at[start], at[end]) for start, end in found]
    if len(ids) > HEAD + TAIL:
        ids, places = ids[:HEAD] + ids[-TAIL:], places[:HEAD] + places[-TAIL:]
    return [0, *prefix, *ids, 2], slice(1 + len(prefix), 1 + len(prefix) + len(ids)), places


def _shortened(text: str) -> tuple[str, Sequence[int]]:
    """(a text with each letter that is drawn out («sooooo») said once, where each of its places lies in the text)."""
    at, last = list[int](), 0
    for run in _DRAWN.finditer(text):
        at += range(last, run.start() + 1)
        last = run.end()
    at += range(last, len(text) + 1)
    return "".join(text[place] for place in at[:-1]), at


def _quietened(text: str) -> str:
    """A text that is mostly capitals in small letters, as long as it was: capitals are cut into odd pieces, and that it
    is shouted is seen elsewhere."""
    capitals = sum(map(str.isupper, text))
    if capitals < SHOUTED or capitals <= sum(map(str.islower, text)):
        return text
    return lowered(text)


class Reader:
    """The tuned encoder in a file. `deep`: what a text is about, (width,), by layers tuned to tell just that; None when
    no file beside it has them. Raises what `file.load` raises."""

    def __init__(self, path: Path) -> None:
        self.vocabulary, weights, graphs, meta = load(path)
        head = hashlib.sha256(weights["head"].tobytes()).hexdigest()[:12]
        self.name = f"{meta['name']}-{head}"
        self.writers = frozenset(meta["writers"])
        self._layers = Judging(weights, graphs)
        about = path.with_name(ABOUT)
        self.deep: Callable[[str], NDArray[np.float32]] | None = None
        if about.exists():
            layers, graphs = load_layers(about)
            self._about = Layers({**layers, **{name: weights[name] for name in WORDS}}, graphs)
            self.deep = self._deep

    def vector(self, word: str) -> NDArray[np.float32]:
        """The mean vector of a word's pieces, before any layer; shape (width,)."""
        ids, _ = self.vocabulary.cut(word, 16)
        found: NDArray[np.float32] = self._layers.words(ids).mean(0)
        return found

    def words(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """The vectors of pieces, before any layer; shape (n, width)."""
        return self._layers.words(ids)

    def rarity(self, word: str) -> tuple[float, int]:
        """(log probability of a word's letters, into how many pieces it is cut): made-up words are cut into many."""
        return self.vocabulary.rarity(word)

    def near(self, text: str) -> Near:
        """What a text is about, by the first layers alone."""
        ids, own, _ = framed(self.vocabulary, text)
        return Near(np.array(ids[own], np.int32), self._layers.near(ids, own))

    def _deep(self, text: str) -> NDArray[np.float32]:
        ids, own, _ = framed(self.vocabulary, text)
        # A text of no pieces is about nothing; its frame stands for it.
        pieces = self._about.last(ids, own if own.start < own.stop else slice(0, 1))
        found: NDArray[np.float32] = pieces.mean(0)
        return found

    def read(self, replies: Sequence[tuple[Text, Situation]]) -> list[Reading]:
        """What the encoder says of each reply."""
        cut = [(text, context_of(about), *framed(self.vocabulary, text.raw)) for text, about in replies]
        readings: dict[int, Reading] = {}
        for group in _groups([len(ids) for _, _, ids, _, _ in cut]):
            judged = self._layers.read([(ids, own, context) for _, context, ids, own, _ in (cut[i] for i in group)])
            for number, one in zip(group, judged, strict=True):
                text, _, ids, own, places = cut[number]
                near = Near(np.array(ids[own], np.int32), one.near)
                readings[number] = Reading(text, one.reply, one.pieces, near, one.whole, places)
        return [readings[number] for number in range(len(cut))]


def _groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Replies that are read together, by number: of like length, since the shorter ones are filled up."""
    group: list[int] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if group and (len(group) + 1) * lengths[number] > TOGETHER:
            yield group
            group = []
        group.append(number)
    if group:
        yield group
