"""The line of keys at the foot of a screen: what no longer fits goes, but never the keys for help and for leaving."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

# Cells around a key and its word; closer together; what the palette's key has more.
GAP, TIGHT, PALETTE = 3, 2, 1
_Keys = tuple[tuple[str, str, bool], ...]
KEPT = ("f1", "escape", "enter")


class KeysLine(Footer):
    """Words of other languages are longer: keys are put closer together first, then the last ones are left to F1."""

    _told: tuple[int, _Keys] | None = None  # for what width which keys stand there

    def compose(self) -> ComposeResult:
        """The keys that fit the width of the terminal."""
        made = list(super().compose())
        keys = [one for one in made if isinstance(one, FooterKey)]
        if keys:
            self._told = self.app.size.width, self._now()
        room = self.app.size.width - PALETTE
        self.compact = _cells(keys, GAP) > room
        spare = [one for one in keys if one.key not in KEPT and not one.has_class("-command-palette")]
        while spare and _cells(keys, TIGHT) > room:
            gone = spare.pop()
            keys.remove(gone)
            made.remove(gone)
        yield from made

    async def recompose(self) -> None:
        """Draw the keys anew if there are others: each change of focus asks for it, and it takes 20 ms."""
        if self.is_attached and self._told != (self.app.size.width, self._now()):
            await super().recompose()

    def _now(self) -> _Keys:
        active = self.screen.active_bindings.values()
        return tuple((one.binding.key, one.binding.description, one.enabled) for one in active if one.binding.show)

    def on_resize(self) -> None:
        """Another width holds more keys, or fewer."""
        self.call_after_refresh(self.recompose)


def _cells(keys: list[FooterKey], gap: int) -> int:
    return sum(len(one.key_display) + len(one.description) + gap for one in keys)
