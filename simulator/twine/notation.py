"""The Twee 3 notation: passages with name, tags and position, and the story's own data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from simulator.i18n import _, quoted

MAX_BYTES = 16_000_000
MAX_HEADER = 2_000
_HEADER = re.compile(
    r"::[ \t]*(?P<name>(?:[^\\\[\]{}\n]|\\.)*?)[ \t]*"
    r"(?:\[(?P<tags>(?:[^\\\]\n]|\\.)*)\])?[ \t]*(?P<data>\{.*\})?[ \t]*$"
)
_META = re.compile(r"[\\\[\]{}]")
_ESCAPED = re.compile(r"\\(.)")


class TweeError(Exception):
    """A file that is no Twee; `str()` is one sentence with its place and a way to mend it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage. `line`: where it begins in the file, from 1; `at`: (x, y) of its tile in Twine, in pixels."""

    name: str
    body: str
    tags: tuple[str, ...] = ()
    line: int = 0
    at: tuple[int, int] | None = None


@dataclass(slots=True)
class Story:
    """A whole story. `data`: its StoryData; `faults`: sentences on what could not be read."""

    title: str
    passages: list[Passage]
    data: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def format(self) -> str:
        """The story format's name in small letters (harlowe, sugarcube, chapbook, snowman); empty when not said."""
        return str(self.data.get("format", "")).casefold()


def decode(raw: bytes, name: str) -> str:
    """The text of a Twee file. Raises TweeError for one that is too large or not UTF-8."""
    if len(raw) > MAX_BYTES:
        told = _("{place}: the file is larger than {limit} MB; split the story.")
        raise TweeError(told.format(place=f"{name}:1:1", limit=MAX_BYTES // 1_000_000))
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        told = _("{place}: the file is not UTF-8 text; save it as UTF-8 and try again.")
        raise TweeError(told.format(place=f"{name}:{line}:1")) from error


def parse(text: str, name: str) -> Story:
    """The story in a Twee text. `name` is the file's, for messages. Raises TweeError when there is no passage."""
    story = Story("", [])
    seen: set[str] = set()
    for passage in _passages(text, story.faults):
        if passage.name in seen:
            told = _("line {line}: passage {name} is there twice; the first one is used")
            story.faults.append(told.format(line=passage.line, name=quoted(passage.name)))
            continue
        seen.add(passage.name)
        if passage.name == "StoryTitle":
            story.title = " ".join(passage.body.split())
        elif passage.name == "StoryData":
            story.data = _json(passage, story.faults)
        else:
            story.passages.append(passage)
    if not story.passages:
        html = "<tw-storydata" in text
        hint = _("in Twine, take Build, Export As Twee")
        if not html:
            hint = _("a Twee file is what Twine's Export As Twee writes")
        told = _("{place}: there is no passage (a line that begins with `::`) in this file; {hint}.")
        raise TweeError(told.format(place=f"{name}:1:1", hint=hint))
    return story


def write(story: Story) -> str:
    """The story as Twee 3."""
    parts = [f":: StoryTitle\n{story.title}", f":: StoryData\n{json.dumps(story.data, ensure_ascii=False, indent=2)}"]
    for passage in story.passages:
        tags = f" [{' '.join(map(_escaped, passage.tags))}]" if passage.tags else ""
        at = f' {{"position":"{passage.at[0]},{passage.at[1]}","size":"100,100"}}' if passage.at else ""
        # A line of the text that began with :: would begin a passage.
        body = re.sub(r"(?m)^::", " ::", passage.body)
        parts.append(f":: {_escaped(passage.name)}{tags}{at}\n{body}")
    return "\n\n\n".join(parts) + "\n"


def _passages(text: str, faults: list[str]) -> Iterator[Passage]:
    head: re.Match[str] | None = None
    begin, lines = 0, list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        found = _HEADER.match(line) if len(line) <= MAX_HEADER else None
        if found is None or not found["name"]:
            if line.startswith("::"):
                told = _("line {line}: no passage begins with this line (taken as text): {text}")
                faults.append(told.format(line=number, text=quoted(line[:60])))
            lines.append(line)
            continue
        if head is not None:
            yield _passage(head, lines, begin, faults)
        head, begin, lines = found, number, []
    if head is not None:
        yield _passage(head, lines, begin, faults)


def _passage(head: re.Match[str], lines: Iterable[str], line: int, faults: list[str]) -> Passage:
    at = None
    if head["data"]:
        try:
            x, y = str(json.loads(head["data"])["position"]).split(",")
            at = (int(float(x)), int(float(y)))
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            at = None
    name = _ESCAPED.sub(r"\1", head["name"]).strip()
    tags = tuple(_ESCAPED.sub(r"\1", tag) for tag in (head["tags"] or "").split())
    return Passage(name, "\n".join(lines).strip("\n"), tags, line, at)


def _json(passage: Passage, faults: list[str]) -> dict[str, Any]:
    try:
        data = json.loads(passage.body)
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, dict):
        return data
    told = _("line {line}: {name} is not JSON, so its settings are not used")
    faults.append(told.format(line=passage.line, name=passage.name))
    return {}


def _escaped(text: str) -> str:
    return _META.sub(lambda found: f"\\{found[0]}", text)
