"""Texts to be ticked, or one of them to be picked: a box or a dot before each, wrapped to the width there is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.i18n import mark
from simulator.tui.fit import Fit, hang
from simulator.tui.text import words


class TickList(OptionList):
    """`one`: only one at a time can be picked (an option); else each is ticked by itself (a sign)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", mark("Tick"), show=False),
        Binding("1", "mark(1)", mark("Tick"), key_display="1-9", tooltip=mark("Tick the one with this number")),
        *(Binding(str(n), f"mark({n})", show=False) for n in range(2, 10)),
    ]

    class Changed(Message):
        """Something was ticked or unticked."""

    def __init__(self, texts: Sequence[tuple[str, str]], on: frozenset[str], id: str, one: bool = False) -> None:
        super().__init__(id=id, compact=True)
        self.texts = texts
        self.one = one
        self.on = on

    def on_mount(self) -> None:
        """Everything that can be ticked."""
        self.add_options(Option(self._row(number), id=key) for number, (key, _text) in enumerate(self.texts))
        self.highlighted = 0

    @property
    def ticked(self) -> tuple[str, ...]:
        """Keys of what is ticked, in the order of the list."""
        return tuple(key for key, _text in self.texts if key in self.on)

    def _row(self, number: int) -> Fit:
        key, text = self.texts[number]
        ticked = key in self.on
        sign = ("(●)" if ticked else "( )") if self.one else ("[✓]" if ticked else "[ ]")
        row = Content.assemble(
            (f"{number + 1} ", "bold $calm"), (f"{sign} ", "bold $focus" if ticked else "$quiet"),
            words(text, "bold" if ticked else ""),
        )  # fmt: skip
        return Fit(partial(hang, row, indent=6))

    def action_mark(self, number: int) -> None:
        """Tick the one with this number, or take its tick away."""
        if number <= len(self.texts):
            self.highlighted = number - 1
            self._toggle(self.texts[number - 1][0])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self._toggle(event.option_id)

    def _toggle(self, key: str) -> None:
        self.on = frozenset({key}) if self.one else self.on ^ {key}
        for number in range(len(self.texts)):
            self.replace_option_prompt_at_index(number, self._row(number))
        self.post_message(self.Changed())
