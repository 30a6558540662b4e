"""Reading the keys of a path file: each mistake becomes a problem at its place, and reading goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.i18n import _
from simulator.scenario.problem import did_you_mean, shown
from simulator.scenario.source import Source

Way = tuple[str | int, ...]


class Fields:
    """Values of one file by the way that leads to them."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def note(self, code: str, way: Way, message: str, hint: str = "", *, key: bool = False) -> None:
        """Note a problem at a value (`key`: at its key)."""
        place = self.source.place(way, key=key)
        self.source.problems.append(self.source.problem(code, message, hint, place))

    def known(self, way: Way, data: Mapping[str, Any], keys: Sequence[str]) -> None:
        """Note keys that mean nothing here."""
        for key in data:
            if key not in keys:
                self.note(
                    "CF202",
                    (*way, key),
                    _("unknown key {key}").format(key=shown(key)),
                    did_you_mean(key, keys),
                    key=True,
                )

    def text(self, way: Way, data: Mapping[str, Any], key: str, limit: int, *, needed: bool = True) -> str:
        """A text on one line, at most `limit` characters; empty when there is none."""
        value = data.get(key)
        if key not in data:
            if needed:
                self.note("CF201", way, _("the key {key} is missing").format(key=shown(key)), f"{key}: …", key=True)
            return ""
        if not isinstance(value, str):
            self.note(
                "CF203", (*way, key), _("{key} must be a text").format(key=key), _("write it after the colon"), key=True
            )
            return ""
        flat = " ".join(value.split())
        if not flat:
            self.note(
                "CF207",
                (*way, key),
                _("{key} is empty").format(key=key),
                _("write its value, or leave the key out"),
                key=True,
            )
        elif len(flat) > limit:
            self.note(
                "CF205",
                (*way, key),
                _("{key} has {count} characters; the limit is {limit}").format(key=key, count=len(flat), limit=limit),
                _("shorten it"),
            )
        return flat

    def items(self, way: Way, data: Mapping[str, Any], key: str, most: int, *, needed: bool = True) -> list[Any]:
        """A list with at least one entry; empty when there is none."""
        value = data.get(key)
        if key not in data:
            if needed:
                self.note(
                    "CF201",
                    way,
                    _("the key {key} is missing").format(key=shown(key)),
                    _("write at least one"),
                    key=True,
                )
            return []
        if isinstance(value, str) and not value.strip():
            value = []
        if not isinstance(value, list):
            self.note(
                "CF203",
                (*way, key),
                _("{key} must be a list").format(key=key),
                _("begin each entry with `- `, or write [one, another]"),
                key=True,
            )
            return []
        if not value:
            self.note("CF207", (*way, key), _("{key} is empty").format(key=key), _("write at least one"), key=True)
        if len(value) > most:
            self.note(
                "CF205",
                (*way, key),
                _("{key} has {count} entries; the limit is {limit}").format(key=key, count=len(value), limit=most),
                "",
                key=True,
            )
        return value[:most]

    def names(self, way: Way, data: Mapping[str, Any], key: str, most: int, *, needed: bool) -> tuple[str, ...]:
        """A list of names, none of them twice."""
        found: list[str] = []
        for place, one in enumerate(self.items(way, data, key, most, needed=needed)):
            spot = (*way, key, place)
            if not isinstance(one, str):
                self.note("CF203", spot, _("{key} must be a list of names").format(key=key), _("write the name alone"))
            elif not one.strip():
                self.note("CF207", spot, _("a name is empty"), _("write it, or take the line out"))
            elif one.strip() in found:
                self.note(
                    "CF208", spot, _("{name} is written twice here").format(name=shown(one)), _("keep one of them")
                )
            # A gap keeps the places of those that follow.
            found.append(one.strip() if isinstance(one, str) and one.strip() not in found else "")
        return tuple(found)

    def one_of(self, way: Way, data: Mapping[str, Any], key: str, names: Sequence[str], usual: str) -> str:
        """One of some names."""
        if key not in data:
            return usual
        value = data[key]
        if not isinstance(value, str) or value not in names:
            told = shown(value if isinstance(value, str) else "…")
            message = _("{value} is no band of {axis}").format(value=told, axis=key)
            self.note("CF204", (*way, key), message, did_you_mean(str(value), names))
            return usual
        return value

    def number(self, way: Way, data: Mapping[str, Any], key: str, usual: int, most: int) -> int:
        """A whole number from 1 to `most`."""
        if key not in data:
            return usual
        value = data[key]
        if isinstance(value, str) and value.isascii() and value.isdecimal() and 1 <= int(value[:6]) <= most:
            return int(value)
        self.note(
            "CF205",
            (*way, key),
            _("{key} must be a whole number from 1 to {most}").format(key=key, most=most),
            f"{key}: 1",
        )
        return usual
