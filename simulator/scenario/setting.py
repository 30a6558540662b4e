"""Who the client is, what the trainee is told, what can come out, where it can end: the types around the steps."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.i18n import mark
from simulator.scenario.part import MeterValue, Name, Outcome, Part


class Ending(Part):
    """Where a conversation can end."""

    outcome: Outcome = Field(description=mark("good, partial, lost (the client), gave-away (the principle), parted"))
    title: str = Field(min_length=1, description=mark("a few words, heading of the debrief"))
    text: str = Field(min_length=1, description=mark("what happens afterwards"))
    lesson: str = Field(min_length=1, description=mark("what to take along"))


class Client(Part):
    """The person on the other side."""

    name: str = Field(min_length=1, description=mark("as the trainee addresses the client"))
    who: str = Field(min_length=1, description=mark("one line: who this is to us"))
    history: str = Field(default="", description="what was between us so far; shown in the briefing")
    motives: tuple[str, ...] = Field(default=(), description="coach's notes: what the client really wants; not shown")
    voice: str = Field(default="", description="coach's notes: how the client talks; not shown")
    patience: MeterValue = Field(default=5, description=mark("meter at the start, 0-10"))
    trust: MeterValue = Field(default=5, description=mark("meter at the start, 0-10"))


class Briefing(Part):
    """What the trainee knows before the first word."""

    situation: str = Field(min_length=1, description=mark("what happened so far, as the trainee knows it"))
    rule: str = Field(min_length=1, description=mark("the agreed rule"))
    goal: str = Field(min_length=1, description=mark("what the trainee is to reach"))
    may: tuple[str, ...] = Field(default=(), description="what you may offer")
    may_not: tuple[str, ...] = Field(default=(), description="what you may not offer")
    our_fault: Literal["yes", "no", "unclear"] = Field(default="no", description="whose failing it was: is it ours?")
    breach: Literal["none", "first", "repeat"] = Field(
        "none", description="whether the client broke the rule, how often"
    )


class Fact(Part):
    """A truth that comes out only if asked for (or revealed by a route)."""

    text: str = Field(min_length=1, description=mark("the truth, as it is shown once it is out"))
    about: tuple[str, ...] = Field(default=(), description="beginnings of words by which a question asks for this fact")


class Limits(Part):
    """Endings that follow when a meter is empty after a turn."""

    patience: Name | None = Field(default=None, description="ending that follows when patience is 0")
    trust: Name | None = Field(default=None, description="ending that follows when trust is 0")
