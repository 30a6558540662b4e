"""F1: what the screen below shows, and its keys."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.screen import Screen

from simulator.i18n import _, mark
from simulator.tui.fit import hang
from simulator.tui.keys import translated
from simulator.tui.screens.over import OverScreen
from simulator.tui.text import lines, words


class HelpScreen(OverScreen):
    """Help on one screen, read from its own bindings so that it cannot go stale."""

    HEADING = mark("Help")

    def __init__(self, about: Screen[Any], everywhere: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.about = about
        self.everywhere = everywhere

    def text(self, width: int) -> Content:
        """The screen's own words, its keys, the keys that work everywhere."""
        keys: dict[str, list[str]] = {}
        for active in translated(self.about.active_bindings).values():
            binding = active.binding
            # Textual's own widgets bring many quiet keys; those worth telling are shown or have a tooltip.
            if binding.system or active.node is self.app or not (binding.show or binding.tooltip):
                continue
            label = binding.tooltip or binding.description
            keys.setdefault(label, []).append(self.app.get_key_display(binding))
        rows = [(" ".join(dict.fromkeys(shown)), label) for label, shown in keys.items()]
        # Textual's own screens, like the command palette, have none.
        parts = [words(_(self.about.HELP)), Content("")] if self.about.HELP else []
        parts += [Content.styled(_("Keys of this screen"), "bold $quiet")]
        parts += [*(_row(*row, width) for row in rows), Content("")]
        parts += [
            Content.styled(_("Everywhere"), "bold $quiet"),
            *(_row(keys, _(told), width) for keys, told in self.everywhere),
        ]
        parts += [Content(""), words(_("Whatever has a key can be clicked as well."), "$quiet")]
        return lines(*parts)


def _row(keys: str, label: str, width: int) -> Content:
    return hang(Content.assemble((f"{keys:<14}", "bold $calm"), "  ", label), width, 16)
