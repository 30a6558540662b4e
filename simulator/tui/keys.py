"""What keys are called, in the interface's language.

BINDINGS, HELP and HEADING are made at import, so their texts are marked there and looked up here, when they are shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.binding import ActiveBinding
from textual.screen import Screen

from simulator.i18n import _, current


class TranslatedKeys(Screen[Any]):
    """Stands before Screen or ModalScreen among a screen's bases: its keys, and those of its widgets and of the app,
    are called in the interface's language, in the footer, its tooltips and the help."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, their texts in the interface's language."""
        return translated(super().active_bindings)


def translated(keys: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """The same keys with their texts in the interface's language."""
    if current() == "en":
        return keys
    return {
        key: active._replace(
            binding=replace(
                active.binding, description=_(active.binding.description), tooltip=_(active.binding.tooltip)
            ),
            tooltip=_(active.tooltip),
        )
        for key, active in keys.items()
    }
