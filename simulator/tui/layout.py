"""Keys pressed under a Russian or Ukrainian keyboard layout, as the Latin letters that stand on the same keys.

Who has just typed a reply in Cyrillic should not have to change the layout to press `w`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key
from textual.keys import _character_to_key

if TYPE_CHECKING:
    from textual.widget import Widget

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_UPPER = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю"
_UKRAINIAN = "йцукенгшщзхїфівапролджєячсмитьбю"
SAME_KEY = {
    **dict(zip(_RUSSIAN + _RUSSIAN.upper(), _LATIN + _UPPER, strict=True)),
    **dict(zip(_UKRAINIAN + _UKRAINIAN.upper(), _LATIN + _UPPER, strict=True)),
}


def as_latin(event: Key, focused: Widget | None) -> Key:
    """The key as it would come under a Latin layout, unless a field that takes text has the focus."""
    latin = SAME_KEY.get(event.character or "")
    if latin is None or (focused is not None and focused.check_consume_key(event.key, event.character)):
        return event
    return Key(_character_to_key(latin), latin)
