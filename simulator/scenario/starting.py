"""A first scenario to begin from: a small one of each shape and language, whole and with tests that pass."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulator.i18n import _, mark
from simulator.scenario.library import LANGUAGES
from simulator.scenario.translation.scalar import scalar

FOLDER = Path(__file__).with_name("starters")
SHAPES = {
    "broken-rule": mark("a client does not keep to a rule"),
    "complaint": mark("a client complains, and the fault is ours"),
    "parting": mark("the work for a client has to end"),
}
SCHEMA_FILE = "scenario.schema.json"
MAX_WORDS = 120
_TOO_LONG = {
    "title": mark("The title has {count} characters; {limit} are enough. Shorten it."),
    "client": mark("The client's name has {count} characters; {limit} are enough. Shorten it."),
}
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_KEEP = re.compile(r"[^a-z0-9_-]+")


class StartProblem(ValueError):
    """A scenario that cannot be begun so; the message is one sentence with a way to mend it. `near`: a name to take."""

    def __init__(self, message: str, near: str = "") -> None:
        super().__init__(message)
        self.near = near


def begun(shape: str, lang: str, name: str, *, title: str = "", client: str = "", schema: str = SCHEMA_FILE) -> str:
    """The text of a new scenario. `name`: its id; `schema`: the way from the file to the JSON Schema for editors.

    Without title or client it has those of its story. Raises StartProblem for a name that is none, or for words that
    are too long.
    """
    name_of(name)
    own = stories()[lang][shape]
    words = {
        "title": _line(title, _TOO_LONG["title"]) or own["title"],
        "client": _line(client, _TOO_LONG["client"]) or own["client"],
    }
    text = (FOLDER / lang / f"{shape}.yaml").read_text(encoding="utf-8")
    for key, value in {"id": name, "schema": schema}.items():
        text = text.replace(f"%({key})s", value)
    for key, value in words.items():
        text = text.replace(f"%({key})s", scalar(value, column=0, indent=0, inline=True))
    return text


def name_of(typed: str) -> str:
    """The name when it can be a scenario's. Raises StartProblem, with `near` a name that can."""
    if _NAME.fullmatch(typed):
        return typed
    near = _KEEP.sub("-", typed.casefold()).strip("-_")[:60]
    near = near if _NAME.fullmatch(near) else "late-keys"
    raise StartProblem(
        _("A scenario's name is a-z, 0-9, - and _ and begins with a letter: for instance {near}.").format(near=near),
        near,
    )


@lru_cache(maxsize=1)
def stories() -> dict[str, dict[str, dict[str, str]]]:
    """Title and client of each starter, by language and shape."""
    import yaml

    found: dict[str, Any] = yaml.load((FOLDER / "names.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return found


def language_of(folder: Path) -> str | None:
    """The language that a folder of a library is for, None for any other folder."""
    name = folder.absolute().name
    return name if name in LANGUAGES else None


def schema_for(folder: Path) -> tuple[str, Path | None]:
    """The way from a scenario in this folder to the schema, and where to write it when it is not there yet."""
    shared = folder.absolute().parent / "schema" / SCHEMA_FILE
    if language_of(folder) and shared.is_file():
        return Path(os.path.relpath(shared, folder.absolute())).as_posix(), None
    beside = folder / SCHEMA_FILE
    return SCHEMA_FILE, None if beside.is_file() else beside


def _line(text: str, too_long: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    if len(line) > MAX_WORDS:
        raise StartProblem(_(too_long).format(count=len(line), limit=MAX_WORDS))
    return line
