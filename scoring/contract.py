"""What goes into a score and what comes out: plain immutable values, no behaviour of the scorer.

The labels are the codebook's: 19 moves, 12 faults, two axes, five stances. Their sources are the four
articles that the product is built on (R: clients who do not keep the rules, C: the complaint algorithm,
P: which clients to part with, S: is the client always right).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

MOVES: tuple[str, ...] = (
    "acknowledge", "ask", "state_rule", "explain_why", "impact", "client_stake", "ease", "consequence",
    "trade", "boundary", "decline", "investigate", "own_fault", "apologise", "amends", "prevent", "thank",
    "next_step", "route",
)  # fmt: skip
CALM_FAULTS: tuple[str, ...] = ("insult", "blame", "grievance", "threat", "sarcasm", "dismiss", "shout")
FIRM_FAULTS: tuple[str, ...] = ("grovel", "cave_in", "overpromise", "shift_blame", "evade")
FAULTS: tuple[str, ...] = CALM_FAULTS + FIRM_FAULTS
LABELS: tuple[str, ...] = MOVES + FAULTS
# Below this confidence a label is a guess: of the faults that writers not learned from were shown with less, raters saw
# about half (`python -m scoring.measure`).
CERTAIN = 0.7
STANCES: tuple[str, ...] = ("dismissive", "servile", "moralising", "calm_firm", "neutral")
LANGUAGES: tuple[str, ...] = ("en", "ru", "uk")

# The bands are the codebook's table of the two axes, from 1 to 5; a band's edge lies half way between two numbers.
CALM_BANDS: tuple[str, ...] = ("hostile", "sharp", "neutral", "respectful", "warm")
FIRM_BANDS: tuple[str, ...] = ("surrendered", "wavering", "partial", "holding", "anchored")

OurFault = Literal["yes", "no", "unclear"]
Breach = Literal["none", "first", "repeat"]


def calm_band(value: float) -> str:
    """The named band of a calm score (1.0-5.0): hostile, sharp, neutral, respectful or warm."""
    return CALM_BANDS[_band(value)]


def firm_band(value: float) -> str:
    """The named band of a firm score (1.0-5.0): surrendered, wavering, partial, holding or anchored."""
    return FIRM_BANDS[_band(value)]


def _band(value: float) -> int:
    return min(4, max(0, int(value + 0.5) - 1))


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was said before this reply in the same conversation.

    `shown`: how many earlier replies carried a label, by label key (a warning is `consequence`).
    `replies`: the trainee's earlier replies, oldest first.
    """

    shown: dict[str, int] = field(default_factory=dict)
    replies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a reply is judged against.

    `lang`: language of the reply (en, ru, uk). `client`: the client's last words. `rule`: the agreed rule.
    `about`: the business and the facts. `our_fault`: whose failing it was. `breach`: whether the client broke
    the rule, and how often. `expects`: moves that help at this step; empty: derived from fault and breach.
    `given`: what the trainee was shown to help (a hint, a model answer); pasted back it earns nothing.
    """

    lang: str = "en"
    client: str = ""
    rule: str = ""
    about: str = ""
    our_fault: OurFault = "no"
    breach: Breach = "none"
    expects: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    earlier: Earlier = field(default_factory=Earlier)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that show a label: `reply[start:end] == text`; `confidence` from 0.0 to 1.0."""

    label: str
    start: int
    end: int
    text: str
    confidence: float
    source: Literal["cue", "meaning"]

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready mapping with the fields of the evidence."""
        return {
            "label": self.label,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "confidence": self.confidence,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Score:
    """The judgement of one reply.

    `moves` and `faults` map label keys to confidence (0.0-1.0), in codebook order. `calm` and `firm` lie in
    1.0-5.0 with one decimal. `missing` lists expected moves that the reply lacks. `caps` names the rules that
    held an axis down (for instance `insult`). `layers` is `full`, or `cues` when the encoder could not load.
    """

    moves: dict[str, float]
    faults: dict[str, float]
    calm: float
    firm: float
    stance: str
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    caps: tuple[str, ...] = ()
    rubric: str = ""
    rubric_version: str = ""
    rubric_hash: str = ""
    layers: Literal["full", "cues"] = "full"

    @property
    def labels(self) -> frozenset[str]:
        """Every move and fault that the reply shows."""
        return frozenset(self.moves) | frozenset(self.faults)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready mapping; `from_dict` reads it back unchanged."""
        return {
            "moves": dict(self.moves),
            "faults": dict(self.faults),
            "calm": self.calm,
            "firm": self.firm,
            "stance": self.stance,
            "evidence": [item.as_dict() for item in self.evidence],
            "missing": list(self.missing),
            "caps": list(self.caps),
            "rubric": self.rubric,
            "rubric_version": self.rubric_version,
            "rubric_hash": self.rubric_hash,
            "layers": self.layers,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Score:
        """The score that `as_dict` wrote. Raises KeyError or TypeError when `data` is not such a mapping."""
        rest = {k: v for k, v in data.items() if k not in ("evidence", "missing", "caps")}
        return cls(
            **rest,
            evidence=tuple(Evidence(**item) for item in data["evidence"]),
            missing=tuple(data["missing"]),
            caps=tuple(data["caps"]),
        )
