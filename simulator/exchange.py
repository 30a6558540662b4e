"""Files that travel between a trainee and a coach: one JSON document each, written whole, read with suspicion."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from simulator.i18n import _, mark, number

MAX_BYTES = 16_000_000
LABEL = 60
KINDS = {"submission": mark("a submitted conversation"), "review": mark("a coach's comments")}


class ExchangeError(ValueError):
    """A file or a value in it that cannot be used; the message is one sentence that says how to mend it."""


def read_document(path: Path, kind: str) -> dict[str, Any]:
    """The document of this `kind` (submission or review) in a file.

    Raises ExchangeError for a file that holds something else, OSError when it cannot be read.
    """
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ExchangeError(
            _("{file}: is larger than {most} bytes, so it is not {kind} of calmfirm.").format(
                file=path, most=number(MAX_BYTES), kind=_(KINDS[kind])
            )
        )
    try:
        value = json.loads(data.decode("utf-8-sig"))
        # Halves of characters would be refused by the database later, without a word on the file.
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise ExchangeError(
            _("{file}: is not JSON ({error}): ask for the file once more.").format(
                file=f"{path}:{error.lineno}:{error.colno}", error=_(error.msg)
            )
        ) from error
    except (ValueError, RecursionError) as error:
        raise ExchangeError(
            _("{file}: is not {kind} of calmfirm: ask for the file once more.").format(file=path, kind=_(KINDS[kind]))
        ) from error
    found = value.get("calmfirm") if isinstance(value, dict) else None
    if not isinstance(found, str) or found not in KINDS:
        raise ExchangeError(
            _("{file}: is not {kind} of calmfirm: name the file that you were given.").format(
                file=path, kind=_(KINDS[kind])
            )
        )
    if found != kind:
        raise ExchangeError(
            _("{file}: holds {found}, but {kind} is needed here.").format(
                file=path, found=_(KINDS[found]), kind=_(KINDS[kind])
            )
        )
    if value.get("version") != 1:
        raise ExchangeError(_("{file}: was written by a newer calmfirm: update this one.").format(file=path))
    assert isinstance(value, dict)
    return value


def write_document(path: Path, document: dict[str, Any]) -> None:
    """Put the document into the file in one step, readable by nobody else. Raises OSError."""
    write_whole(path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file in one step, on the disk before this returns; only its owner may read it.

    Raises OSError; then what was there before is still there.
    """
    path = path.resolve()
    handle, name = room_beside(path)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def room_beside(path: Path) -> tuple[int, str]:
    """A new empty file in the folder of `path`, as `tempfile.mkstemp` gives it. Raises OSError that names `path`."""
    try:
        return tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".new", dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


class Fields:
    """A mapping from a file, read field by field. Every method raises ExchangeError, which names `place`, for a value
    that is not there or of another kind."""

    def __init__(self, value: Any, place: str) -> None:
        if not isinstance(value, dict):
            raise ExchangeError(_("{place} must be an object: ask for the file once more.").format(place=place))
        self._value = value
        self.place = place

    def text(self, key: str, limit: int = 20_000, default: str | None = None) -> str:
        """A text of at most `limit` characters."""
        value = self._value.get(key, default)
        if not isinstance(value, str) or len(value) > limit:
            raise self.wrong(key, _("a text of at most {most} characters").format(most=number(limit)))
        return value

    def given(self, key: str) -> bool:
        """Whether something other than null stands there."""
        return self._value.get(key) is not None

    def maybe(self, key: str, limit: int = 20_000) -> str | None:
        """A text, or None where null stands or nothing."""
        return None if self._value.get(key) is None else self.text(key, limit)

    def number(self, key: str, low: float, high: float) -> float:
        """A number from `low` to `high`."""
        value = self._value.get(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            raise self.wrong(key, _("a number from {low} to {high}").format(low=f"{low:g}", high=f"{high:g}"))
        return float(value)

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        value = self.number(key, low, high)
        if value != int(value):
            raise self.wrong(key, _("a whole number"))
        return int(value)

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._value.get(key)
        if not isinstance(value, bool):
            raise self.wrong(key, _("true or false"))
        return value

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        """One of the `known` texts."""
        value = self._value.get(key)
        if not isinstance(value, str) or value not in known:
            raise self.wrong(key, _("one of {known}").format(known=", ".join(known)))
        return value

    def texts(self, key: str, limit: int = 20_000, most: int = 200) -> tuple[str, ...]:
        """A list of at most `most` texts."""
        value = self._value.get(key)
        if (
            not isinstance(value, list)
            or len(value) > most
            or not all(isinstance(one, str) and len(one) <= limit for one in value)
        ):
            raise self.wrong(key, _("a list of at most {most} texts").format(most=most))
        return tuple(value)

    def shares(self, key: str) -> dict[str, float]:
        """A mapping of labels to confidences (0.0-1.0)."""
        inner = self.inner(key)
        for label in inner.keys:
            if not 0 < len(label) <= LABEL:
                raise inner.wrong(_("each label"), _("a name of 1 to {most} characters").format(most=LABEL))
        return {label: inner.number(label, 0, 1) for label in inner.keys}

    def inner(self, key: str) -> Fields:
        """An object in this one."""
        return Fields(self._value.get(key), f"{self.place}: {key}")

    def listed(self, key: str, most: int) -> list[Fields]:
        """A list of at most `most` objects."""
        value = self._value.get(key)
        if not isinstance(value, list) or len(value) > most:
            raise self.wrong(key, _("a list of at most {most}").format(most=most))
        return [Fields(one, f"{self.place}: {key} {number}") for number, one in enumerate(value, 1)]

    @property
    def keys(self) -> tuple[str, ...]:
        """What stands in it."""
        return tuple(self._value)

    def wrong(self, key: str, wanted: str) -> ExchangeError:
        """The error to raise for the value of `key`."""
        return ExchangeError(
            _("{place}: {key} must be {wanted}: ask for the file once more.").format(
                place=self.place, key=key, wanted=wanted
            )
        )
