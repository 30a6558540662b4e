"""What Jinja says of braces that do not make sense, in the interface's language."""

from __future__ import annotations

import re

from simulator.i18n import _, mark

# Jinja's names of the signs, as they are written.
_SIGNS = {
    "begin of print statement": "{{", "end of print statement": "}}", "begin of statement block": "{%",
    "end of statement block": "%}", "begin of comment": "{#", "end of comment": "#}",
}  # fmt: skip
_END = mark("the text ends where more was expected")
_KNOWN = (
    (re.compile(r"expected token '(?P<wanted>.*?)', got '(?P<got>.*)'"), mark("{got} stands where {wanted} belongs")),
    (re.compile(r"Expected an expression, got '(?P<got>.*)'"), mark("{got} stands where a value belongs")),
    (
        re.compile(r"Encountered unknown tag '(?P<got>.*?)'"),
        mark("there is no {got} in texts, only if, elif, else, endif"),
    ),
    (re.compile(r"unexpected char '(?P<got>.*)' at"), mark("{got} cannot stand here")),
    (re.compile(r"unexpected '(?P<got>.*)'"), mark("{got} cannot stand here")),
    (re.compile(r"No (?:filter|test) named '(?P<got>.*?)'"), mark("there is no {got}")),
    (re.compile(r"Missing end of comment tag"), mark("{# is not closed with #}")),
    (re.compile(r"(?i)unexpected end of template.*'endif'"), mark("{% if %} is not closed with {% endif %}")),
    (re.compile(r"(?i)unexpected end of template"), _END),
)


def braces_told(message: str) -> str:
    """A syntax error of Jinja's in our words; one that is not known as Jinja tells it."""
    for pattern, told in _KNOWN:
        if found := pattern.match(message):
            pieces = {name: _quoted(one) for name, one in found.groupdict().items()}
            return _(told).format(**pieces) if pieces else _(told)
    return message


def _quoted(piece: str) -> str:
    return _("the end of the text") if piece == "end of template" else f"`{_SIGNS.get(piece, piece)}`"
