"""Why a reply with the right words earns nothing all the same: nobody uses such words, they are strung together, or
they speak of something else than this client's matter."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scoring import deeper, known, sense, topic
from scoring.rubric_files import unpacks_sanely
from scoring.topic import NAMING, around_of

if TYPE_CHECKING:
    from scoring.contract import Situation
    from scoring.encoder import Encoder
    from scoring.known import Known
    from scoring.own.reader import Reading
    from scoring.sense import Sense
    from scoring.text import Text
    from scoring.topic import Topic


@dataclass(frozen=True)
class Beside:
    """What was learned of words, of speech and of matters; what is missing says nothing."""

    encoder: Encoder
    known: Known | None
    sense: Sense | None
    topic: Topic | None

    def is_made_up(self, text: Text, situation: Situation) -> bool:
        """Whether nobody uses such words."""
        if self.known is None:
            return False
        return self.known.is_made_up(
            text, around_of(situation), situation.lang, lambda word: self.encoder.rarity(word)[1]
        )

    def why(self, reading: Reading, situation: Situation, moves: Collection[str]) -> str | None:
        """`no_sentence` or `other_matter`; None for a reply that speaks to this client."""
        text, lang = reading.text, situation.lang
        strung, work = (False, 0.0) if self.sense is None else self.sense.of(self.encoder, reading, lang)
        if strung:
            return "no_sentence"
        if self.topic is None or NAMING.isdisjoint(moves):
            return None
        another = self.topic.is_another(self.encoder, text, reading.near, situation, work)
        return "other_matter" if another else None


def load(encoder: Encoder, home: Path, words: Path) -> Beside:
    """What was learned over an encoder stands in its rubric's folder, `home`; which words are known, in `words`.

    Raises RubricError for a damaged file."""
    files = [home / "model" / name for name in (sense.FILE, topic.FILE, deeper.FILE)]
    for file in (*files, words):
        unpacks_sanely(file)
    matter = topic.load(files[1])
    if matter is not None:
        matter = replace(matter, deeper=deeper.load(files[2]))
    return Beside(encoder, known.load(words), sense.load(files[0]), matter)
