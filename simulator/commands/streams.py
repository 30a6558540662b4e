"""What is written to the standard streams: UTF-8 whatever the locale, JSON that no terminal acts on."""

from __future__ import annotations

import io
import json
import re
from typing import Any, TextIO

# Controls beyond ASCII, line separators and direction marks: legal in JSON, yet terminals and line readers act on them.
_ACTIVE = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def speak_utf8(*streams: TextIO) -> None:
    """Make the streams write UTF-8; a character that has no bytes (a lone surrogate) is written as an escape."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def dumps(value: Any, indent: int | None = None) -> str:
    """`value` as JSON, letters of every language as they are. Raises TypeError for what is not JSON."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _ACTIVE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
