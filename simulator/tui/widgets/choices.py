"""The options of a choice step: a number key, arrows with Enter, or a click."""

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


class Choices(OptionList):
    """The options that are due, numbered from 1."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "choose(1)", mark("Choose"), key_display="1-9", tooltip=mark("Pick the option with this number")),
        *(Binding(str(n), f"choose({n})", show=False) for n in range(2, 10)),
    ]

    class Chosen(Message):
        """An option was picked: its key and its text."""

        def __init__(self, choices: Choices, key: str, text: str) -> None:
            super().__init__()
            self.choices = choices
            self.key = key
            self.text = text

        @property
        def control(self) -> Choices:
            """The list it was picked from."""
            return self.choices

    def __init__(self, id: str) -> None:
        super().__init__(id=id, compact=True)
        self._texts: dict[str, str] = {}

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Show these options, (key, text) each."""
        self._texts = dict(options)
        self.clear_options()
        self.add_options(
            Option(Fit(partial(hang, Content.assemble((f"{n}  ", "bold $calm"), words(text)), indent=3)), id=key)
            for n, (key, text) in enumerate(options, 1)
        )
        self.highlighted = 0

    def action_choose(self, number: int) -> None:
        """Pick the option with this number."""
        if number <= len(self._texts):
            key = list(self._texts)[number - 1]
            self.post_message(self.Chosen(self, key, self._texts[key]))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(self, event.option_id, self._texts[event.option_id]))
