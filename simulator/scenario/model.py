"""The scenario format as types: what a scenario file may say. The JSON Schema for editors is made from it.

Every value arrives as text (the parser builds no YAML types, so `no` stays `no` and `12:30` stays text); pydantic
turns numbers into numbers. Positions are kept by the parser, not here.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from simulator.i18n import _, mark
from simulator.scenario.decide import AmountRange, Cost, Decision, Paper, Price, Sign, Ticked, Worth
from simulator.scenario.part import (
    Amount,
    CalmWish,
    Count,
    FirmWish,
    Label,
    Meter,
    MeterValue,
    Mood,
    Move,
    Name,
    Part,
    Range,
    Stance,
    Text,
)
from simulator.scenario.setting import Briefing, Client, Ending, Fact, Limits

__all__ = [
    "AmountRange", "Briefing", "Client", "Cost", "Decision", "Effects", "Ending", "Fact", "Given", "Limits",
    "ModelAnswer", "Mood", "Option", "Paper", "Playthrough", "Price", "Range", "Route", "Scenario", "Sign", "Step",
    "Test", "Ticked", "When", "Worth",
]  # fmt: skip


class When(Part):
    """A condition: all that is written here must hold for the route to be taken."""

    calm: CalmWish | None = Field(
        default=None, description="band of calm: respectful, neutral or better, sharp or worse …"
    )
    firm: FirmWish | None = Field(
        default=None, description="band of firm: holding, partial or better, wavering or worse …"
    )
    shows: tuple[Label, ...] = Field(default=(), description="every one of these labels is in the reply")
    shows_any: tuple[Label, ...] = Field(default=(), description="at least one of these labels is in the reply")
    avoids: tuple[Label, ...] = Field(default=(), description="none of these labels is in the reply")
    stance: tuple[Stance, ...] = Field(default=(), description="the reply's stance is one of these")
    choice: Name | None = Field(default=None, description="this option was picked (reply: choice or decide)")
    ticks: tuple[Name, ...] = Field(default=(), description="every one of these signs was ticked (reply: decide)")
    leaves: tuple[Name, ...] = Field(default=(), description="none of these signs was ticked (reply: decide)")
    ticked: Ticked | None = Field(
        default=None, description="how many ticks are right, wrong, missed, within bounds (reply: decide)"
    )
    asks: Name | None = Field(default=None, description="the reply asks about this fact")
    facts: tuple[Name, ...] = Field(default=(), description="these facts have come out")
    facts_hidden: tuple[Name, ...] = Field(default=(), description="these facts have not come out yet")
    counters: dict[Name, Range] = Field(default_factory=dict, description="counters within bounds")
    costs: dict[Name, AmountRange] = Field(default_factory=dict, description="what the client has cost, within bounds")
    mood: dict[Meter, Range] = Field(
        default_factory=dict, description="meters within bounds, before this route's own mood"
    )
    earlier: tuple[Label, ...] = Field(default=(), description="each of these labels was shown in an earlier reply")
    not_earlier: tuple[Label, ...] = Field(default=(), description="none of these labels was shown in an earlier reply")
    visits: Range | None = Field(default=None, description="how often this step has been reached, this time included")

    @field_validator("stance", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class Effects(Part):
    """What taking a route changes."""

    say: str = Field(default="", description="the client's immediate reaction, said before the next step's words")
    mood: Mood = Field(default=Mood(), description="change of the client's meters, with its cause")
    count: dict[Name, Count] = Field(default_factory=dict, description="counters to raise or lower")
    cost: dict[Name, Amount] = Field(default_factory=dict, description="what it costs, added to the running total")
    reveal: tuple[Name, ...] = Field(default=(), description="facts that come out")


class Route(Effects):
    """One way on: `when` and `to`, or `otherwise`. Routes are tried in order; the first that fits wins."""

    when: When | None = Field(default=None, description="all that must hold for this route to be taken")
    to: Name | None = Field(default=None, description="step or ending that follows")
    otherwise: Name | None = Field(
        default=None, description="step or ending when nothing above fits; last and mandatory"
    )

    @model_validator(mode="after")
    def _one_form(self) -> Route:
        if self.otherwise is not None and (self.when is not None or self.to is not None):
            raise ValueError(_("a route is either when + to, or otherwise"))
        if self.otherwise is None and (self.when is None or self.to is None):
            raise ValueError(_("a route needs when and to (or otherwise)"))
        return self

    @property
    def target(self) -> str:
        """The step or ending this route leads to."""
        return self.otherwise if self.otherwise is not None else (self.to or "")


class Option(Effects):
    """What can be picked at a choice or decide step. With `to` it routes itself, before the step's routes."""

    key: Name = Field(description=mark("the option's name, for conditions and tests"))
    text: str = Field(min_length=1, description=mark("what the trainee says with it; at a decide step, the decision"))
    to: Name | None = Field(
        default=None, description="step or ending that follows; without it the step's routes decide"
    )

    @model_validator(mode="after")
    def _own_way(self) -> Option:
        if self.to is None and (self.say or self.mood != Mood() or self.count or self.cost or self.reveal):
            raise ValueError(_("an option without to leaves say, mood, count, cost and reveal to the step's routes"))
        return self


class Given(Part):
    """The state in which a test's reply is given; what is not written is as at the start of the scenario."""

    patience: MeterValue | None = Field(default=None, description=mark("the meter when the reply is given, 0-10"))
    trust: MeterValue | None = Field(default=None, description=mark("the meter when the reply is given, 0-10"))
    facts: tuple[Name, ...] = Field(default=(), description="facts that have come out")
    counters: dict[Name, Count] = Field(default_factory=dict, description="counters as they stand")
    costs: dict[Name, Amount] = Field(default_factory=dict, description="what the client has cost so far")
    earlier: tuple[Label, ...] = Field(default=(), description="labels that an earlier reply has shown")
    visits: Annotated[
        int, Field(ge=1, le=1000, description=mark("how often the step has been reached, this time included"))
    ] = 1


class Test(Part):
    """A reply with what must come of it."""

    __test__ = False  # not a pytest class

    reply: Text | None = Field(default=None, description="what the trainee types; at a decide step, the reason")
    choice: Name | None = Field(default=None, description="key of the option that is picked (reply: choice or decide)")
    ticks: tuple[Name, ...] = Field(default=(), description="keys of the signs that are ticked (reply: decide)")
    to: Name | None = Field(default=None, description="step or ending that must follow")
    shows: tuple[Label, ...] = Field(default=(), description="labels that the reply must show")
    avoids: tuple[Label, ...] = Field(default=(), description="labels that the reply must not show")
    calm: CalmWish | None = Field(default=None, description="band of calm that the reply must score in")
    firm: FirmWish | None = Field(default=None, description="band of firm that the reply must score in")
    given: Given = Field(default=Given(), description="the state in which the reply is given")

    @model_validator(mode="after")
    def _one_reply(self) -> Test:
        if self.reply is None and self.choice is None:
            raise ValueError(_("a test has reply or choice; at a decide step both"))
        return self


class ModelAnswer(Part):
    """What one might say at a step, shown after the trainee's own attempt: a good reply and a contrasting weak one."""

    strong: Text = Field(description=mark("a reply that holds: calm and firm, in the client's moment"))
    weak: Text = Field(description=mark("a reply that many give here and that does not hold"))
    why: str = Field(default="", description="what makes the difference, in one sentence to the trainee")
    given: Given = Field(default=Given(), description="the state in which both are said; check scores them in it")
    choice: Name | None = Field(
        default=None, description="option that both go with; the signs that hold are ticked (reply: decide)"
    )


class Step(Part):
    """A moment of the conversation: the client speaks, the trainee replies, a route leads on."""

    client: Text | Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description=mark("the client's words; a list gives other words at each return, the last stays")
    )
    reply: Literal["text", "choice", "decide"] = Field(
        default="text",
        description="text: the trainee types; choice: picks an option; decide: weighs papers, picks, gives the reason",
    )
    mood: Mood = Field(default=Mood(), description="change of mood on arrival")
    cost: dict[Name, Amount] = Field(default_factory=dict, description="what coming here costs")
    expects: tuple[Move, ...] = Field(
        default=(), description="moves that help here; the feedback names the missing ones"
    )
    hint: str = Field(default="", description="a nudge, shown when asked for")
    model: ModelAnswer | None = Field(
        default=None, description="model answers, strong and weak; shown only after an attempt (not at choice steps)"
    )
    our_fault: Literal["yes", "no", "unclear"] | None = Field(default=None, description="overrides the briefing's")
    breach: Literal["none", "first", "repeat"] | None = Field(default=None, description="overrides the briefing's")
    rule: str | None = Field(default=None, description="the rule that applies here, if not the briefing's")
    papers: tuple[Name, ...] = Field(
        default=(), description="papers of the dossier that lie here; left out: all (reply: decide)"
    )
    signs: tuple[Sign, ...] = Field(default=(), description="what can be ticked (reply: decide)")
    options: tuple[Option, ...] = Field(default=(), description="what can be picked (reply: choice or decide)")
    routes: tuple[Route, ...] = Field(
        default=(), description="tried in order, the first that fits wins; the last is otherwise"
    )
    tests: tuple[Test, ...] = Field(default=(), description="replies with what must come of them; check runs them")

    @model_validator(mode="after")
    def _shape(self) -> Step:
        if self.reply != "text" and len(self.options) < 2:
            raise ValueError(_("reply: {reply} needs at least two options").format(reply=self.reply))
        if self.reply == "text" and self.options:
            raise ValueError(_("options belong to reply: choice or decide"))
        if self.reply == "decide" and not self.signs:
            raise ValueError(_("reply: decide needs signs to tick"))
        if self.reply != "decide" and (self.signs or self.papers):
            raise ValueError(_("signs and papers belong to reply: decide"))
        keys = [option.key for option in self.options]
        if self.reply == "decide" and self.model is not None and self.model.choice not in keys:
            raise ValueError(
                _("the model answers need choice: the option that they go with ({names})").format(names=", ".join(keys))
            )
        if self.reply == "choice" and self.model is not None:
            raise ValueError(_("model answers belong to typed replies; an option's own way says what it is worth"))
        return self


class Playthrough(Part):
    """A whole conversation with the ending it must reach. At a choice step a number or an option's key picks, at a
    decide step choice, ticks and reply are given."""

    name: str = Field(min_length=1, description=mark("what this way through is called"))
    replies: tuple[Text | Decision, ...] = Field(
        min_length=1,
        description=mark("the replies in order; at a choice step a number or key, at a decide step a decision"),
    )
    ends: Name = Field(description=mark("ending that it must reach"))


class Scenario(Part):
    """A scenario file."""

    calmfirm: Literal["1"] = Field(description=mark("version of the format"))
    id: Name = Field(description=mark("a-z 0-9 - _ ; the file's name without .yaml"))
    lang: Literal["en", "ru", "uk"] = Field(description=mark("language of the texts and the replies"))
    title: str = Field(min_length=1, description=mark("shown in the library"))
    summary: str = Field(min_length=1, description=mark("one sentence, shown in the library"))
    trade: str = Field(min_length=1, description=mark("line of business, in a word or two"))
    difficulty: Annotated[int, Field(ge=1, le=5, description=mark("1 (easy) to 5"))]
    minutes: Annotated[int, Field(ge=1, le=90, description=mark("how long it takes, 1-90"))]
    principles: tuple[Move, ...] = Field(min_length=1, description=mark("moves that this scenario trains"))
    include: tuple[str, ...] = Field((), description="files beside this one whose parts are merged; this file wins")
    rubric: str = Field(default="", description="folder of a rubric of your own beside this file; else the shipped one")
    client: Client
    briefing: Briefing
    vars: dict[Name, str] = Field(default_factory=dict, description="values that texts use as {{ name }}")
    counters: dict[Name, Count] = Field(default_factory=dict, description="counters with their first value")
    costs: dict[Name, Cost] = Field(default_factory=dict, description="what this client costs, as running totals")
    worth: Worth | None = Field(default=None, description="what the client brings in, weighed at the end")
    dossier: dict[Name, Paper] = Field(default_factory=dict, description="papers to read at decide steps")
    facts: dict[Name, Fact] = Field(default_factory=dict, description="truths that come out when asked for")
    limits: Limits = Field(default=Limits(), description="endings that follow when a meter is empty")
    start: Name = Field(description=mark("the first step"))
    always: tuple[Route, ...] = Field(default=(), description="routes tried before a text step's own")
    steps: dict[Name, Step] = Field(min_length=1, description=mark("moments of the conversation, by name"))
    endings: dict[Name, Ending] = Field(min_length=1, description=mark("where it can end, by name"))
    playthroughs: tuple[Playthrough, ...] = Field((), description="whole conversations with the ending they must reach")
