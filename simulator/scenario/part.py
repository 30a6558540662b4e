"""What every part of the scenario format is made of: the base of its types, names, labels, bands, numbers, mood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, WithJsonSchema, model_validator
from pydantic_core import PydanticKnownError

from scoring.contract import LABELS, MOVES
from simulator.i18n import _, mark

CalmBand = Literal["hostile", "sharp", "neutral", "respectful", "warm"]
FirmBand = Literal["surrendered", "wavering", "partial", "holding", "anchored"]
Meter = Literal["patience", "trust"]


def _known(labels: tuple[str, ...], which: str) -> Any:
    """A label's type: one of the codebook's `labels`, or of those that the validation's context has under `which`
    because the scenario names a rubric of its own."""

    def known(value: str, info: ValidationInfo) -> str:
        allowed = (info.context or {}).get(which, labels)
        if value not in allowed:
            raise PydanticKnownError("literal_error", {"expected": ", ".join(allowed)})
        return value

    return Annotated[str, AfterValidator(known), WithJsonSchema({"type": "string", "enum": list(labels)})]


if TYPE_CHECKING:
    Move = str
    Label = str
else:
    Move = _known(MOVES, "moves")
    Label = _known(LABELS, "labels")
Stance = Literal["dismissive", "servile", "moralising", "calm_firm", "neutral"]
Outcome = Literal["good", "partial", "lost", "gave-away", "parted"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,59}$")]
MeterValue = Annotated[int, Field(ge=0, le=10)]
Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=-1000, le=1000)]
Amount = Annotated[int, Field(ge=-10_000_000, le=10_000_000)]

# "respectful or better" reads like speech, so a coach need not list bands.
CalmWish = Annotated[str, Field(pattern=r"^(hostile|sharp|neutral|respectful|warm)( or (better|worse))?$")]
FirmWish = Annotated[str, Field(pattern=r"^(surrendered|wavering|partial|holding|anchored)( or (better|worse))?$")]


class Part(BaseModel):
    """Base of every part of a scenario: unknown keys are errors, values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Range(Part):
    """A whole number within bounds; at least one bound is given."""

    at_least: Count | None = Field(default=None, description=mark("this number or more"))
    at_most: Count | None = Field(default=None, description=mark("this number or less"))

    @model_validator(mode="after")
    def _bounded(self) -> Range:
        if self.at_least is None and self.at_most is None:
            raise ValueError(_("give at_least, at_most or both"))
        return self


class Mood(Part):
    """A change of the client's meters (each 0 to 10), with its cause in the trainee's language."""

    patience: Annotated[int, Field(ge=-10, le=10, description=mark("added to patience: -10 to 10"))] = 0
    trust: Annotated[int, Field(ge=-10, le=10, description=mark("added to trust: -10 to 10"))] = 0
    because: str = Field(default="", description="the cause, shown to the trainee beside the meter")

    @model_validator(mode="after")
    def _caused(self) -> Mood:
        if (self.patience or self.trust) and not self.because:
            raise ValueError(_("a change of mood needs its cause: add because: …"))
        return self
