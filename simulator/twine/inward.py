"""A Twine story as a scenario file: a first version that can be played, with a list of what is left to write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scoring.contract import MOVES
from simulator.i18n import LANGUAGES, _, speaking
from simulator.scenario.translation.scalar import scalar
from simulator.twine.markup import spoken
from simulator.twine.naming import name_for
from simulator.twine.notation import Story
from simulator.twine.outward import LABELS
from simulator.twine.plan import SILENT, Plan, Scene, plan

_MARK = "  # to write"


@dataclass(frozen=True, slots=True)
class Imported:
    """A scenario file's text. `lost`: what could not carry over; `open`: (line, key) of what is left to write."""

    id: str
    text: str
    steps: int
    endings: int
    folded: int
    lost: tuple[str, ...]
    open: tuple[tuple[int, str], ...]


def imported(story: Story, *, lang: str, name: str, schema: str = "") -> Imported | None:
    """The scenario of a story, or None for one in which nothing can be chosen.

    `name`: the id, from a file's name or a title; `schema`: the way from the file to the JSON Schema, if there is one.
    """
    made = plan(story)
    return _Writer(story, made, lang, name, schema).write() if made is not None else None


class _Writer:
    def __init__(self, story: Story, made: Plan, lang: str, name: str, schema: str) -> None:
        self.made = made
        self.settings = _settings(made.settings)
        self.lang = lang or self._setting("lang", "en")
        self.id = name_for(name or self._setting("id", story.title), (), otherwise="story")
        self.title = story.title or self._setting("id", "") or self.id
        self.schema = schema
        self.briefing = _briefing(made.briefing)

    def write(self) -> Imported:
        with speaking(self.lang if self.lang in LANGUAGES else "en"):  # what is to be written stands among its words
            lines = [*self._head(), *self._steps(), *self._endings()]
        text = "\n".join(lines) + "\n"
        numbered = enumerate(text.split("\n"), 1)
        left = tuple((number, _key(line)) for number, line in numbered if line.endswith(_MARK.strip()))
        lost = [*self.made.lost, *self._typed()]
        return Imported(self.id, text, len(self.made.scenes), len(self.made.ends), self.made.folded, tuple(lost), left)

    def _head(self) -> Iterator[str]:
        if self.schema:
            yield f"# yaml-language-server: $schema={self.schema}"
        yield from ("calmfirm: 1", f"id: {self.id}", f"lang: {self.lang}")
        yield _line("title", spoken(self.title) or SILENT, 0)
        yield self._known("summary", _("One sentence for the library."), 0)
        yield self._known("trade", _("line of business"), 0)
        yield self._known("difficulty", "2", 0)
        yield self._known("minutes", "10", 0)
        principles = [one for one in self.settings.get("principles") or [] if one in MOVES]
        yield f"principles: [{', '.join(principles or ['acknowledge', 'state_rule'])}]{'' if principles else _MARK}"
        yield "client:"
        yield self._known("client", _("The client"), 2, "name")
        yield self._known("who", _("One line on who this is to us."), 2)
        if history := self.briefing.get("history"):
            yield _line("history", history[0], 2)
        for meter in ("patience", "trust"):
            if isinstance(value := self.settings.get(meter), int) and 0 <= value <= 10:
                yield f"  {meter}: {value}"
        yield "briefing:"
        situation = [*self.briefing.get("situation", []), *([self.made.opening] if self.made.opening else [])]
        yield _line("situation", "\n\n".join(situation) or _("What happened so far, as the trainee knows it."), 2,
                    mark=not situation)  # fmt: skip
        for key, otherwise in (("rule", _("What was agreed.")), ("goal", _("What the trainee is to reach."))):
            yield _line(key, self.briefing.get(key, [otherwise])[0], 2, mark=key not in self.briefing)
        for key in ("may", "may_not"):
            if listed := self.briefing.get(key):
                yield f"  {key}:"
                yield from (f"    - {scalar(one, column=6, indent=6)}" for one in listed)
        for key, allowed in (("our_fault", ("yes", "no", "unclear")), ("breach", ("none", "first", "repeat"))):
            if self.settings.get(key) in allowed:
                yield f"  {key}: {self.settings[key]}"
        yield f"start: {self.made.start}"

    def _steps(self) -> Iterator[str]:
        yield "steps:"
        for scene in self.made.scenes:
            yield f"  {scene.name}:"
            yield _line("client", scene.text or SILENT, 4, mark=not scene.text)
            yield from self._typed_step(scene) if len(scene.ways) == 1 else self._choice_step(scene)

    def _typed_step(self, scene: Scene) -> Iterator[str]:
        (way,) = scene.ways
        yield from ("    reply: text", "    routes:", f"      - otherwise: {way.to}")
        if way.say:
            yield _line("say", way.say, 8)
        yield from ("    tests:", f"      - reply: {scalar(way.text, column=15, indent=10)}", f"        to: {way.to}")

    def _choice_step(self, scene: Scene) -> Iterator[str]:
        yield from ("    reply: choice", "    options:")
        typed = "typed" in scene.passage.tags
        for way in scene.ways:
            # Where no example reply was at hand, the export wrote the condition in brackets.
            bare = typed and way.text.startswith("(") and way.text.endswith(")")
            yield from (f"      - key: {way.key}", _line("text", way.text, 8, mark=bare), f"        to: {way.to}")
            if way.say:
                yield _line("say", way.say, 8)
        yield "    tests:"
        yield from (f"      - {{choice: {way.key}, to: {way.to}}}" for way in scene.ways)

    def _endings(self) -> Iterator[str]:
        yield "endings:"
        for end in self.made.ends:
            yield f"  {end.name}:"
            yield f"    outcome: {end.outcome or 'partial'}{'' if end.outcome else _MARK}"
            yield _line("title", spoken(end.title) or SILENT, 4)
            yield _line("text", end.text or SILENT, 4, mark=not end.text)
            yield _line("lesson", end.lesson or _("What to take along."), 4, mark=not end.lesson)

    def _typed(self) -> Iterator[str]:
        alone = [scene.name for scene in self.made.scenes if len(scene.ways) == 1]
        if alone:
            names = ", ".join(alone[:3]) + (", …" if len(alone) > 3 else "")
            told = _("{count} × a single reply to click: the trainee types now, and any reply leads on ({names})")
            yield told.format(count=len(alone), names=names)
        typed = [one.name for one in self.made.scenes if "typed" in one.passage.tags and len(one.ways) > 1]
        if typed:
            names = ", ".join(typed[:3]) + (", …" if len(typed) > 3 else "")
            told = _("{count} × a typed reply: its example replies are options to pick now ({names})")
            yield told.format(count=len(typed), names=names)

    def _setting(self, key: str, otherwise: str) -> str:
        value = self.settings.get(key)
        return " ".join(str(value).split()) if isinstance(value, (str, int)) and str(value).strip() else otherwise

    def _known(self, key: str, otherwise: str, indent: int, name: str = "") -> str:
        return _line(name or key, self._setting(key, otherwise), indent, mark=not self._setting(key, ""))


def _line(key: str, text: str, indent: int, *, mark: bool = False) -> str:
    """`key: text` at an indentation, with the mark of what is left to write."""
    column = indent + len(key) + 2
    value = scalar(text, column=column + (len(_MARK) if mark else 0), indent=indent + 2, inline=mark)
    return f"{' ' * indent}{key}: {value}{_MARK if mark else ''}"


def _key(line: str) -> str:
    return line.strip().partition(":")[0]


def _settings(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _briefing(text: str) -> dict[str, list[str]]:
    """The lines of a briefing that calmfirm wrote, by key; whatever else it says belongs to the situation."""
    found: dict[str, list[str]] = {}
    known = _labels()
    for line in text.split("\n"):
        head, colon, rest = line.strip().partition(": ")
        key = known.get(head) if colon else None
        words = rest if key is not None else line.strip()
        if words:
            found.setdefault(key or "situation", []).append(words)
    return found


def _labels() -> dict[str, str]:
    """The keys of a briefing by what an export calls them, in any language."""
    found: dict[str, str] = {}
    for lang in LANGUAGES:
        with speaking(lang):
            found |= {_(label): key for key, label in LABELS.items()}
    return found
