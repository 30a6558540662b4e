"""The scorer: one reply and its situation in, a score with evidence out. The same input gives the same score.

Cues find words; heads over a sentence encoder judge meaning, with the cues among their features. Then the context
and the caps of the codebook have the last word. If the encoder cannot load, cues alone score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from scoring import unscorable
from scoring.contract import CERTAIN, MOVES, Evidence, Score, Situation
from scoring.cues import load_added_cues, load_cues
from scoring.disguise import SURE, insults
from scoring.encoder import ABOUT, Encoder, EncoderMissing, load_encoder
from scoring.evidence import SHOWN, certainty, of_cues, of_reading, strongest
from scoring.plain_heads import FILE as PLAIN_FILE
from scoring.plain_heads import PlainHeads, load_plain
from scoring.rubric import DEFAULT, ENCODER, Rubric, RubricError, load_rubric
from scoring.rubric_files import unpacks_sanely
from scoring.text import Text
from scoring.told import Told

if TYPE_CHECKING:
    from scoring.beside import Beside
    from scoring.heads import Heads
    from scoring.own.reader import Reading

MAX_TEXT = 20_000
UNSHOWN = 0.49  # just under SHOWN
SAID_WITHOUT_SENSE = ("insult", "shout", "grovel")
# Swearing at nobody: how much less calm a reply is for it, and how calm it is at most. At the client it is an insult.
SWEARING = {"rough": (0.5, 2.4), "foul": (1.5, 1.4)}
# A reply without a single move names neither rule nor action: by the codebook firm is 2 at most.
NOTHING_HELD_FIRM = 2.4
# Moves whose words leave no doubt that they are refused, when they are negated or quoted each time.
REFUSABLE = ("own_fault", "apologise", "amends", "thank")
# So many words beside an insult must be there to do anything else than insult.
BESIDE_ABUSE = 3
# What can be meant though the rest speaks of another matter.
REGRETS = frozenset(("apologise",))


class Scorer:
    """Scores replies by a rubric. `layers` is `full`, or `cues` when the encoder or the heads could not load;
    `why` then says what was missing, and `reason` holds it so that it can be told in another language."""

    def __init__(
        self,
        rubric: Rubric,
        heads: Heads | None,
        encoder: Encoder | None,
        why: Exception | None = None,
        beside: Beside | None = None,
    ) -> None:
        self.rubric = rubric
        self.reason = why
        self.why = str(why) if why is not None else ""
        self.layers: Literal["full", "cues"] = "full" if heads is not None and encoder is not None else "cues"
        self._heads = heads
        self._encoder = encoder
        self._beside = beside
        self._plain: PlainHeads = _plain(rubric)

    @classmethod
    def load(cls, rubric: Path | None = None, meaning: bool = True) -> Scorer:
        """A scorer for a rubric folder (the shipped one by default); `meaning` False leaves out the encoder.

        Raises RubricError when the folder is not a rubric.
        """
        loaded = load_rubric(rubric)
        if not meaning:
            return cls(loaded, None, None, Told("scored by cues alone, as asked"))
        try:
            from scoring import beside, known
            from scoring.heads import FILE, load

            # One encoder in memory for all the rubrics that bring none of their own.
            own, learned = loaded.part(ENCODER), loaded.part(f"model/{FILE}")
            home = loaded.folder if own.is_relative_to(loaded.folder) and own.exists() else DEFAULT
            for file in (own, own.with_name(ABOUT), learned):
                unpacks_sanely(file)
            encoder = load_encoder(home)
            # A coach's own are read anew each time: they may have been learned anew since.
            heads = load(learned) if learned.is_relative_to(DEFAULT) else load.__wrapped__(learned)
            if heads.encoder != encoder.name:
                told = "the heads were learned over another encoder ({encoder})"
                return cls(loaded, None, None, Told(told, encoder=heads.encoder))
            judge = beside.load(encoder, home, loaded.part(f"model/{known.FILE}"))
            return cls(loaded, heads, encoder, beside=judge)
        except (ImportError, EncoderMissing, RubricError) as error:
            return cls(loaded, None, None, error)

    def score(self, reply: str, situation: Situation) -> Score:
        """The score of one reply."""
        return self.score_many([(reply, situation)])[0]

    def score_many(self, replies: Iterable[tuple[str, Situation]]) -> list[Score]:
        """The scores of several replies, in order; together they take about half the time."""
        texts = [(Text(reply[:MAX_TEXT]), situation) for reply, situation in replies]
        whys = [unscorable.reason(text, situation) for text, situation in texts]
        asked = [one for one, why in zip(texts, whys, strict=True) if not why]
        readings = iter(self._encoder.read(asked) if self._heads is not None and self._encoder is not None else ())
        return [
            self._judge(text, situation, why, None if why else next(readings, None))
            for (text, situation), why in zip(texts, whys, strict=True)
        ]

    def _judge(self, text: Text, situation: Situation, why: str | None, reading: Reading | None) -> Score:
        cues = load_cues(self.rubric.folder, situation.lang)
        hits = [*cues.find(text), *insults(text, situation.lang)]
        added = load_added_cues(self.rubric.folder, situation.lang).find(text) if self.rubric.added else []
        senseless = [hit for hit in hits if hit.label in SAID_WITHOUT_SENSE]
        if why:
            return self._neutral(situation, why, senseless)
        if reading is None or self._heads is None:
            sure = certainty(hits)
            calm, firm, stances = self._plain.judge(sure, situation, len(text.words))
            evidence = of_cues(text, hits, sure)
        else:
            from scoring.features import features

            view = self._heads.judge(reading.reply, reading.best, features(text, situation, hits))
            sure = _in_context(dict(view.sure), hits, text, situation)
            _take_back(sure, *(label for label in REFUSABLE if sure[label] >= SHOWN and cues.refused(label, text)))
            calm, firm, stances = view.calm, view.firm, view.stances
            evidence = of_reading(text, hits, sure, reading)
        # Slang that few people use is no gibberish: its swearing gives it away.
        if reading and self._beside and not text.swearing and self._beside.is_made_up(text, situation):
            return self._neutral(situation, "gibberish", senseless)
        held = any(sure[label] >= SHOWN for label in MOVES)
        if self.rubric.added:
            sure |= certainty(added, self.rubric.added)
            evidence += of_cues(text, added, sure, self.rubric.added)
        moves = {label: round(sure[label], 2) for label in self.rubric.moves if sure[label] >= SHOWN}
        faults = {label: round(sure[label], 2) for label in self.rubric.faults if sure[label] >= SHOWN}
        calm, firm, caps = self._capped(*self._weighed(calm, firm, (*moves, *faults)), faults)
        # A rubric may leave moves out; a reply that shows one of them holds something all the same.
        if not moves and not held and firm > NOTHING_HELD_FIRM:
            firm, caps = NOTHING_HELD_FIRM, (*caps, "nothing_held")
        if how := text.swearing:
            down, at_most = SWEARING[how]
            calm, caps = max(1.0, min(calm - down, at_most)), (*caps, "swearing")
        if vain := self._in_vain(text, situation, reading, moves):
            moves = {label: sure for label, sure in moves.items() if vain == "other_matter" and label in REGRETS}
            firm, caps = min(firm, NOTHING_HELD_FIRM), (*caps, vain)
        evidence = [item for item in evidence if item.label in moves or item.label in faults]
        return self._score(situation, moves, faults, calm, firm, _fitting(stances, firm, vain), evidence, caps)

    def _in_vain(
        self, text: Text, situation: Situation, reading: Reading | None, moves: dict[str, float]
    ) -> str | None:
        """Why moves earn nothing all the same, for the words are strung together, of another matter, or not new."""
        if unscorable.repeats(text.raw, situation.earlier.replies):
            # What was done once is not done again by saying it again.
            return "same_words"
        if not moves:
            return None
        if unscorable.over_and_over(text, situation.lang):
            return "no_sentence"
        return self._beside.why(reading, situation, moves) if reading and self._beside else None

    def _neutral(self, situation: Situation, why: str, hits: list[Evidence]) -> Score:
        faults = {hit.label: hit.confidence for hit in hits}
        faults = {label: faults[label] for label in self.rubric.faults if label in faults}
        evidence = [best for label in faults if (best := strongest(hits, label))]
        calm, firm, caps = self._capped(3.0, 1.0, faults)
        stance = "dismissive" if "insult" in faults else "neutral"
        return self._score(situation, {}, faults, calm, firm, stance, evidence, (why, *caps))

    def _weighed(self, calm: float, firm: float, shown: Iterable[str]) -> tuple[float, float]:
        """The axes with what the rubric's weights add for each label shown, within 1.0-5.0."""
        added = [weight for label in shown if (weight := self.rubric.weights.get(label))]
        if not added:
            return calm, firm
        calm, firm = calm + sum(one.calm for one in added), firm + sum(one.firm for one in added)
        return min(5.0, max(1.0, calm)), min(5.0, max(1.0, firm))

    def _capped(self, calm: float, firm: float, faults: dict[str, float]) -> tuple[float, float, tuple[str, ...]]:
        axes, caps = {"calm": calm, "firm": firm}, []
        for cap in self.rubric.caps:
            if faults.get(cap.label, 0.0) >= CERTAIN and axes[cap.axis] > cap.at_most:
                axes[cap.axis] = cap.at_most
                caps.append(cap.label)
        return axes["calm"], axes["firm"], tuple(caps)

    def _score(
        self,
        situation: Situation,
        moves: dict[str, float],
        faults: dict[str, float],
        calm: float,
        firm: float,
        stance: str,
        evidence: Sequence[Evidence],
        caps: tuple[str, ...],
    ) -> Score:
        expected = situation.expects or self.rubric.expects[_case(situation)]
        return Score(
            moves=moves,
            faults=faults,
            calm=round(calm, 1),
            firm=round(firm, 1),
            stance=stance,
            evidence=tuple(sorted(evidence, key=lambda item: (item.start, item.end, item.label))),
            missing=tuple(label for label in expected if label not in moves),
            caps=caps,
            rubric=self.rubric.name_of_rubric,
            rubric_version=self.rubric.version,
            rubric_hash=self.rubric.digest,
            layers=self.layers,
        )


def _case(situation: Situation) -> str:
    if situation.our_fault != "no":
        return f"fault_{situation.our_fault}"
    return f"breach_{situation.breach}"


def _fitting(stances: Sequence[str], firm: float, vain: str | None) -> str:
    """The likeliest stance that goes with how firm a reply is: calm and firm is none that holds nothing, and words in
    vain show none (codebook, neutral)."""
    first, second = stances[:2]
    if first != "calm_firm" or firm > NOTHING_HELD_FIRM:
        return first
    return "neutral" if vain else second


def _plain(rubric: Rubric) -> PlainHeads:
    folder = rubric.part(f"model/{PLAIN_FILE}").parent.parent
    # A coach's own are read anew each time: they may have been learned anew since.
    return load_plain(folder) if folder == DEFAULT else load_plain.__wrapped__(folder)


def _in_context(sure: dict[str, float], hits: list[Evidence], text: Text, situation: Situation) -> dict[str, float]:
    """What the codebook lets the situation decide, and the one label that form alone decides."""
    sure["shout"] = certainty(hits)["shout"]
    abuse = [hit for hit in hits if hit.label == "insult" and hit.confidence >= SURE]
    if abuse:
        sure["insult"] = max(sure["insult"], SURE)
        apart = [word for word in text.words if not any(h.start < word.end and word.start < h.end for h in abuse)]
        if len(apart) < BESIDE_ABUSE:
            _take_back(sure, *MOVES)
        if not _asks_beside(text, abuse):
            _take_back(sure, "ask")
    if max(sure["insult"], sure["sarcasm"]) >= SHOWN:
        # Thanks and sympathy said along with an insult or in mockery are none (codebook, thank).
        _take_back(sure, "thank", "acknowledge")
    if situation.our_fault == "yes" and sure["amends"] >= SHOWN:
        # Amends for our own fault are no giving way (codebook, cave_in).
        _take_back(sure, "cave_in")
    return sure


def _take_back(sure: dict[str, float], *labels: str) -> None:
    """These labels are not shown, however sure they were."""
    sure |= {label: min(sure[label], UNSHOWN) for label in labels}


def _asks_beside(text: Text, abuse: list[Evidence]) -> bool:
    """Whether a sentence without an insult in it asks something; an insult in the form of a question asks nothing."""
    return any(
        text.plain[one.start : one.end].rstrip("\"'»”)] ").endswith("?")
        for one in text.sentences
        if not any(one.start <= hit.start < one.end for hit in abuse)
    )
