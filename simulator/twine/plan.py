"""A Twine story as the parts of a scenario: which passage is a step, which an ending, which only goes on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from simulator.i18n import _, quoted
from simulator.twine.markup import Body, Link, read
from simulator.twine.naming import name_for
from simulator.twine.notation import Passage, Story

# What stands where a story has no words.
SILENT = "…"
OUTCOMES = ("good", "partial", "lost", "gave-away", "parted")
# Passages and tags that hold code, style or frame in some story format.
_SPECIAL_NAMES = frozenset(
    {
        "StoryAuthor", "StorySubtitle", "StoryMenu", "StoryInit", "StoryCaption", "StoryBanner", "StoryInterface",
        "StoryShare", "StorySettings", "StoryIncludes", "StoryStylesheet", "StoryScript", "StoryDisplayTitle",
        "PassageHeader", "PassageFooter", "PassageReady", "PassageDone",
    }
)  # fmt: skip
_SPECIAL_TAGS = frozenset(
    {
        "script", "stylesheet", "widget", "annotation", "header", "footer", "startup", "debug-header",
        "debug-footer", "debug-startup", "haml", "Twine.image", "Twine.audio", "Twine.video", "Twine.vtt", "init",
    }
)  # fmt: skip
# A link that is no reply of the trainee, only a way to turn the page.
_TURNS = frozenset(
    {
        "continue", "next", "go", "on", "forward", "begin", "start", "back", "ok", "okay", "more", "…", "...",
        ">", ">>", "->", "→", "далее", "дальше", "продолжить", "вперёд", "вперед", "начать", "далі", "продовжити",
        "почати", "go on", "read on", "carry on", "click here", "идём дальше", "йдемо далі",
    }
)  # fmt: skip


@dataclass(slots=True)
class Way:
    """A link as a way on. `key`: name of the option; `say`: the words of the passages between, that only go on."""

    key: str
    text: str
    to: str
    say: str


@dataclass(slots=True)
class Scene:
    """A passage with links: a step. One link alone makes it a step for a typed reply."""

    name: str
    text: str
    ways: list[Way]
    passage: Passage


@dataclass(slots=True)
class End:
    """A passage without links: an ending. `outcome` and `lesson` are empty where the story does not say them."""

    name: str
    title: str
    text: str
    outcome: str
    lesson: str
    passage: Passage | None


@dataclass(slots=True)
class Plan:
    """The story in parts. `opening`: words before the first step; `lost`: what could not carry over, as sentences."""

    start: str
    scenes: list[Scene]
    ends: list[End]
    opening: str
    briefing: str
    settings: str
    folded: int
    lost: list[str] = field(default_factory=list)


def plan(story: Story) -> Plan | None:
    """The parts of a story, or None when nothing in it can be chosen."""
    return _Planner(story).plan()


class _Planner:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.lost: list[str] = list(story.faults)
        self.briefing = self.settings = ""
        self.bodies: dict[str, tuple[Passage, Body]] = {}
        self._read()
        self.missing: dict[str, str] = {}
        self.folds = {name for name, (passage, body) in self.bodies.items() if self._only_goes_on(passage, body)}

    def plan(self) -> Plan | None:
        start = self._start()
        if start is None:
            return None
        opening, start = self._opening(start)
        self.folds.discard(start)
        self._break_circles()
        names: dict[str, str] = {}
        for name in (start, *self.bodies):
            if name not in self.folds and name not in names:
                names[name] = name_for(name, set(names.values()), otherwise="scene")
        scenes, ends = [], []
        for name, given in names.items():
            passage, body = self.bodies[name]
            if body.links:
                scenes.append(Scene(given, body.text, self._ways(body.links, names), passage))
            else:
                ends.append(_end(given, passage, body))
        for target, given in self.missing.items():
            told = _("a link leads to {target}, which is not in the story: it became an empty ending")
            self.lost.append(told.format(target=quoted(target)))
            ends.append(End(given, target or SILENT, "", "", "", None))
        if not any(scene.name == names[start] for scene in scenes):
            return None
        self._tell_dropped()
        folded = len(self.folds)
        return Plan(names[start], scenes, ends, opening, self.briefing, self.settings, folded, self.lost)

    def _read(self) -> None:
        left = Counter[str]()
        for passage in self.story.passages:
            special = next((tag for tag in passage.tags if tag in _SPECIAL_TAGS), "")
            if passage.name in _SPECIAL_NAMES or special:
                left[f"{quoted(passage.name)}{f' [{special}]' if special else ''}"] += 1
            elif "calmfirm" in passage.tags:
                self.settings = passage.body
            else:
                self.bodies[passage.name] = (passage, read(passage.body, self.story.format))
        told = _("passage {name}: code, style or frame of Twine's page")
        self.lost += [told.format(name=name) for name in left]

    def _start(self) -> str | None:
        named = self.story.data.get("start")
        candidates = [named, "Start", next(iter(self.bodies), None)]
        return next((one for one in candidates if isinstance(one, str) and one in self.bodies), None)

    def _only_goes_on(self, passage: Passage, body: Body) -> bool:
        """Whether a passage has one link, and that link is no reply."""
        if len(body.links) != 1 or body.links[0].target not in self.bodies:
            return False
        text = body.links[0].text.casefold().strip(" .!…")
        turns = text in _TURNS or not any(char.isalnum() for char in text)
        return turns or "reaction" in passage.tags or "briefing" in passage.tags

    def _opening(self, start: str) -> tuple[str, str]:
        """The words before the first passage with a choice, and that passage."""
        texts: list[str] = []
        seen = {start}
        while start in self.folds:
            passage, body = self.bodies[start]
            after = body.links[0].target
            if after in seen or not self.bodies[after][1].links:
                break
            if "briefing" in passage.tags:
                self.briefing = body.text
            else:
                texts.append(body.text)
            seen.add(after)
            start = after
        return "\n\n".join(one for one in texts if one), start

    def _break_circles(self) -> None:
        """Passages that only lead to one another in a circle would fold into nothing."""
        for name in list(self.folds):
            seen, at = {name}, self.bodies[name][1].links[0].target
            while at in self.folds and at not in seen:
                seen.add(at)
                at = self.bodies[at][1].links[0].target
            if at in self.folds:
                self.folds.discard(at)

    def _ways(self, links: list[Link], names: dict[str, str]) -> list[Way]:
        ways: list[Way] = []
        seen: set[tuple[str, str]] = set()
        for link in links:
            if (link.text, link.target) in seen:
                continue
            seen.add((link.text, link.target))
            said, target = [], link.target
            while target in self.folds:
                said.append(self.bodies[target][1].text)
                target = self.bodies[target][1].links[0].target
            if target not in names and target not in self.missing:
                taken = {*names.values(), *self.missing.values()}
                self.missing[target] = name_for(target, taken, otherwise="missing")
            to = names.get(target) or self.missing[target]
            key = name_for(" ".join(link.text.split()[:4]), {way.key for way in ways}, otherwise="option", longest=24)
            ways.append(Way(key, link.text or link.target or SILENT, to, "\n\n".join(one for one in said if one)))
        return ways

    def _tell_dropped(self) -> None:
        total: Counter[str] = Counter()
        where: dict[str, list[str]] = {}
        for name, (_passage, body) in self.bodies.items():
            for what, count in body.dropped.items():
                if count:
                    total[what] += count
                    where.setdefault(what, []).append(name)
        for what, count in total.items():
            names = ", ".join(where[what][:3]) + (", …" if len(where[what]) > 3 else "")
            self.lost.append(_("{count} × {what}, in {names}").format(count=count, what=what, names=names))


def _end(name: str, passage: Passage, body: Body) -> End:
    outcome = next((tag for tag in passage.tags if tag in OUTCOMES), "")
    pieces = [one for one in body.text.split("\n\n") if one.strip()]
    # An ending that calmfirm wrote: title, what happens, lesson.
    if "ending" in passage.tags and len(pieces) == 3:
        return End(name, pieces[0], pieces[1], outcome, pieces[2], passage)
    return End(name, passage.name, body.text, outcome, "", passage)
