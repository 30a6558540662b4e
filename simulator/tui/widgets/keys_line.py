"""The line of keys at the foot of a screen: what no longer fits goes, but never the keys for help and for leaving."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

# Cells around a key and its word; closer together; what the palette's key has more.
GAP, TIGHT, PALETTE = 3, 2, 1
KEPT = ("f1", "escape", "enter")


class KeysLine(Footer):
    """Words of other languages are longer: keys are put closer together first, then the last ones are left to F1."""

    _width = 0

    def compose(self) -> ComposeResult:
        """The keys that fit the width of the terminal."""
        made = list(super().compose())
        keys = [one for one in made if isinstance(one, FooterKey)]
        self._width = self.app.size.width
        room = self._width - PALETTE
        self.compact = _cells(keys, GAP) > room
        spare = [one for one in keys if one.key not in KEPT and not one.has_class("-command-palette")]
        while spare and _cells(keys, TIGHT) > room:
            gone = spare.pop()
            keys.remove(gone)
            made.remove(gone)
        yield from made

    def on_resize(self) -> None:
        """Another width holds more keys, or fewer."""
        if self._width != self.app.size.width:
            self.call_after_refresh(self.recompose)


def _cells(keys: list[FooterKey], gap: int) -> int:
    return sum(len(one.key_display) + len(one.description) + gap for one in keys)
