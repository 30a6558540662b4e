"""The types of weighing a client: papers that lie on the desk, signs to tick, what the client costs and brings in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from simulator.i18n import _, mark
from simulator.scenario.part import Amount, Name, Part, Range, Text

PaperKind = Literal["letter", "ledger", "orders", "note"]


class Paper(Part):
    """A paper of the dossier: a letter or a note is text, a ledger or an order list a table."""

    title: str = Field(min_length=1, description=mark("what the paper is called in the list"))
    kind: PaperKind = Field(default="note", description="letter or note (text), ledger or orders (rows)")
    date: str = Field(default="", description="its date, as it is to be shown")
    text: str = Field(default="", description="what stands in it; above the table when there are rows too")
    columns: tuple[str, ...] = Field(default=(), description="headings of the table")
    rows: tuple[tuple[str, ...], ...] = Field(default=(), description="rows of the table, each a list of cells")

    @model_validator(mode="after")
    def _filled(self) -> Paper:
        if not self.text and not self.rows:
            raise ValueError(_("a paper needs text, or columns and rows"))
        if self.rows and not self.columns:
            raise ValueError(_("rows need columns: the headings of the table"))
        wrong = next((number for number, row in enumerate(self.rows, 1) if len(row) != len(self.columns)), None)
        if wrong is not None:
            wide, got = len(self.columns), len(self.rows[wrong - 1])
            told = _("row {number} has {cells} cells and the table has {columns} columns; quote cells with a comma")
            raise ValueError(told.format(number=wrong, cells=got, columns=wide))
        return self


class Sign(Part):
    """Something that may speak for parting with a client; the trainee ticks those that the papers show."""

    key: Name = Field(description=mark("the sign's name, for conditions and tests"))
    text: Text = Field(description=mark("what the trainee reads beside the box"))
    holds: Literal["yes", "no"] = Field(description=mark("whether the papers show it"))
    because: Name | None = Field(default=None, description="the paper that shows it, or that shows it does not hold")
    words: str = Field(default="", description="the words in that paper that show it, exactly as they stand there")
    why: str = Field(default="", description="one sentence to the trainee on why it holds or does not")

    @model_validator(mode="after")
    def _shown(self) -> Sign:
        if self.holds == "yes" and self.because is None:
            raise ValueError(_("a sign that holds names the paper that shows it: add because: PAPER"))
        if self.words and self.because is None:
            raise ValueError(_("words stand in a paper: add because: PAPER"))
        return self


class Ticked(Part):
    """How well the signs were weighed, as bounds: right, wrong and missed ticks."""

    right: Range | None = Field(default=None, description="how many of the ticked signs hold")
    wrong: Range | None = Field(default=None, description="how many of the ticked signs do not hold")
    missed: Range | None = Field(default=None, description="how many signs hold and were not ticked")

    @model_validator(mode="after")
    def _some(self) -> Ticked:
        if self.right is None and self.wrong is None and self.missed is None:
            raise ValueError(_("give right, wrong or missed with bounds: ticked: {right: {at_least: 2}}"))
        return self


class Decision(Part):
    """What a trainee does at a decide step: picks an option, ticks signs, gives the reason."""

    choice: Name = Field(description=mark("key of the option that is picked"))
    ticks: tuple[Name, ...] = Field(default=(), description="keys of the signs that are ticked")
    reply: Text = Field(description=mark("the reason that the trainee types"))


class Price(Part):
    """What so much of a cost comes to, in the unit of `worth`."""

    amount: Annotated[int, Field(ge=0, le=10_000_000, description=mark("the sum, in the unit of worth"))]
    per: Annotated[int, Field(ge=1, le=10_000_000, description=mark("for so much of the cost, such as 60 minutes"))] = 1


class Cost(Part):
    """Something that this client costs: its running total is seen growing in the conversation."""

    label: str = Field(min_length=1, description=mark("what it is called: Time, Nerves, Money"))
    unit: str = Field(default="", description="the unit after the number (£ and $ stand before it)")
    start: Amount = Field(default=0, description=mark("what the client has cost before the conversation"))
    price: Price | None = Field(default=None, description="its price in the unit of worth; else it is told beside")


class Worth(Part):
    """What the client brings in, weighed at the end against what it cost."""

    label: str = Field(min_length=1, description=mark("what it is: The margin on her contract in a quarter"))
    amount: Amount = Field(description=mark("how much it is"))
    unit: str = Field(default="", description="the unit, as with costs")


class AmountRange(Part):
    """An amount within bounds; at least one bound is given."""

    at_least: Amount | None = Field(default=None, description=mark("this number or more"))
    at_most: Amount | None = Field(default=None, description=mark("this number or less"))

    @model_validator(mode="after")
    def _bounded(self) -> AmountRange:
        if self.at_least is None and self.at_most is None:
            raise ValueError(_("give at_least, at_most or both"))
        return self
