"""A learning path as its file tells it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scoring.contract import CALM_BANDS, FIRM_BANDS

# Half a band: not every reply of a conversation has something to hold, so a mean lies lower than the replies that do.
LEEWAY = 0.5


@dataclass(frozen=True, slots=True)
class Holds:
    """When a stage holds: in the last attempts at `scenarios` of its scenarios the means of calm and firm reach these
    bands."""

    calm: str = "respectful"
    firm: str = "holding"
    scenarios: int = 1

    @property
    def calm_from(self) -> float:
        """The lowest mean of calm that reaches the band."""
        return CALM_BANDS.index(self.calm) + 0.5

    @property
    def firm_from(self) -> float:
        """The lowest mean of firm that reaches the band, by half a band less than one reply would need."""
        return FIRM_BANDS.index(self.firm) + 0.5 - LEEWAY


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. `principles`: keys of moves or of principles of the whole conversation; `scenarios` and `variants`
    (the same principle in another trade, for later): ids in the path's language."""

    title: str
    principles: tuple[str, ...]
    scenarios: tuple[str, ...]
    variants: tuple[str, ...] = ()
    about: str = ""
    holds: Holds = Holds()


@dataclass(frozen=True, slots=True)
class LearningPath:
    """A path. Its scenarios exist, and each stage has one that trains its principles: `reading` sees to it."""

    id: str
    lang: str
    title: str
    summary: str
    stages: tuple[Stage, ...]
    file: Path
