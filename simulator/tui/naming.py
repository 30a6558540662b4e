"""Names of labels, stances and bands as the rubric words them; plain keys when the rubric cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from scoring.contract import CALM_FAULTS, FIRM_FAULTS, calm_band, firm_band
from simulator.i18n import mark

# Read with `_`.
AXES = {"calm": mark("calm"), "firm": mark("firm"), "stance": mark("stance")}
METERS = {"patience": mark("patience"), "trust": mark("trust")}
BREAKS = {**dict.fromkeys(CALM_FAULTS, "calm"), **dict.fromkeys(FIRM_FAULTS, "firm")}


class Words(Protocol):
    """What a rubric can say (`scoring.rubric.Rubric`)."""

    @property
    def breaks(self) -> Mapping[str, str]:
        """The axis (`calm` or `firm`) that each fault breaks."""
        ...

    def name(self, label: str, lang: str) -> str:
        """Short human name of a label or stance."""
        ...

    def says(self, label: str, lang: str) -> str:
        """One sentence on what a label or stance means."""
        ...

    def band_name(self, axis: str, band: str, lang: str) -> str:
        """Human name of a band of `calm` or `firm`."""
        ...


class Naming:
    """The words of one language. `rubric` None: the codebook's keys, with blanks for underscores."""

    def __init__(self, rubric: Words | None = None, lang: str = "en") -> None:
        self.rubric = rubric
        self.lang = lang

    def name(self, label: str) -> str:
        """Short name of a move, fault, stance or cap."""
        if self.rubric is not None:
            try:
                return self.rubric.name(label, self.lang)
            except KeyError:
                pass  # a session kept from another rubric may carry labels that this one lacks
        return label.replace("_", " ")

    def says(self, label: str) -> str:
        """One sentence on a label; empty when there is none."""
        if self.rubric is not None:
            try:
                return self.rubric.says(label, self.lang)
            except KeyError:
                pass
        return ""

    def breaks(self, label: str) -> str:
        """The axis that a fault breaks, `calm` or `firm`; empty for what is no fault."""
        return BREAKS.get(label) or (self.rubric.breaks.get(label, "") if self.rubric is not None else "")

    def band(self, axis: str, value: float) -> str:
        """Name of the band of an axis (`calm` or `firm`) in which a value (1.0-5.0) lies."""
        key = calm_band(value) if axis == "calm" else firm_band(value)
        if self.rubric is not None:
            try:
                return self.rubric.band_name(axis, key, self.lang)
            except KeyError:
                pass
        return key
