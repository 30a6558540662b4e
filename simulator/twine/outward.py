"""A scenario as a Twine story: a passage for each step and ending, a link for each way on that a reader can click."""

from __future__ import annotations

import json
import re
import uuid
from collections import Counter, deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.i18n import _, mark, speaking
from simulator.script.phrases import Phrases, readable
from simulator.twine.notation import Passage, Story

if TYPE_CHECKING:
    from simulator.scenario.model import Effects, Option, Scenario, Step, When
    from simulator.script.examples import Examples
    from simulator.wording import Wording

# No step can be called so: names of steps have no capitals and no blanks.
BRIEFING, SETTINGS = "Briefing", "calmfirm settings"
GO_ON, BEGIN = mark("Go on"), mark("Begin")
LABELS = {
    "situation": mark("Situation"), "rule": mark("The agreed rule"), "goal": mark("Your goal"), "may": mark("You may"),
    "may_not": mark("You may not"), "who": mark("The client is"), "history": mark("What was before"),
}  # fmt: skip
_NAMESPACE = uuid.UUID("6f1f8f0e-3d0b-5c0e-9a67-ca1f1a000001")
# Harlowe would read these as markup; a text that holds one is fenced with backquotes.
_MARKUP = re.compile(
    r"[\[\]{}<>`\\|~*^]|//|''|__|--|==|@@|\(\s*[\w-]+\s*:|\$[A-Za-z_]|(?<!\w)_[A-Za-z]|(?m:^\s*(?:#|\+|\d+\.))"
)
_COLUMN, _ROW = 175, 150


def story(scenario: Scenario, wording: Wording, examples: Examples) -> tuple[Story, list[str]]:
    """The Twine story, in the scenario's language, and what could not carry over, as sentences in the interface's.

    `examples`: test replies by the route they take.
    """
    made = _Outward(scenario, wording, examples)
    with speaking(scenario.lang):
        written = made.story()
    return written, list(made.told())


class _Outward:
    def __init__(self, scenario: Scenario, wording: Wording, examples: Examples) -> None:
        self.scenario = scenario
        self.phrases = Phrases(scenario, wording)
        self.examples = examples
        self.lost: Counter[str] = Counter()
        self.passages: list[Passage] = []

    def story(self) -> Story:
        scenario = self.scenario
        self._briefing()
        for name, step in scenario.steps.items():
            self._step(name, step)
        for name, end in scenario.endings.items():
            texts = (end.title, end.text, end.lesson)
            body = "\n\n".join(_fenced(re.sub(r"\n{2,}", "\n", self._filled(text))) for text in texts)
            self.passages.append(Passage(name, body, ("ending", end.outcome)))
        self.passages.append(Passage(SETTINGS, self._settings(), ("calmfirm",)))
        at = self._places()
        self.passages = [Passage(one.name, one.body, one.tags, 0, at.get(one.name)) for one in self.passages]
        data = {
            "ifid": str(uuid.uuid5(_NAMESPACE, f"{scenario.lang}/{scenario.id}")).upper(),
            "format": "Harlowe",
            "format-version": "3.3.9",
            "start": BRIEFING,
            "tag-colors": {"briefing": "blue", "typed": "purple", "reaction": "gray", "ending": "green"},
            "zoom": 1,
        }
        return Story(self._filled(scenario.title), self.passages, data)

    def _filled(self, text: str) -> str:
        if "{%" in text or re.search(r"\{\{\s*(?:known|count|cost|patience|trust|visits|trainee)", text):
            self.lost[mark("texts that change with the conversation (what decides stands in square brackets)")] += 1
        return readable(self.scenario, text)

    def _briefing(self) -> None:
        given, client = self.scenario.briefing, self.scenario.client
        parts = {
            "situation": [given.situation], "rule": [given.rule], "goal": [given.goal], "may": given.may,
            "may_not": given.may_not, "who": [f"{client.name}, {client.who}"], "history": [client.history],
        }  # fmt: skip
        lines = [
            _fenced(f"{_(LABELS[key])}: {' '.join(self._filled(text).split())}")
            for key, texts in parts.items()
            for text in texts
            if text
        ]
        begin = f"[[{_(BEGIN)}->{self.scenario.start}]]"
        self.passages.append(Passage(BRIEFING, "\n\n".join([*lines, begin]), ("briefing",)))

    def _settings(self) -> str:
        scenario, client = self.scenario, self.scenario.client
        settings = {
            "id": scenario.id, "lang": scenario.lang, "summary": self._filled(scenario.summary),
            "trade": self._filled(scenario.trade), "difficulty": scenario.difficulty, "minutes": scenario.minutes,
            "principles": list(scenario.principles), "client": client.name, "who": self._filled(client.who),
            "patience": client.patience, "trust": client.trust, "our_fault": scenario.briefing.our_fault,
            "breach": scenario.briefing.breach,
        }  # fmt: skip
        return json.dumps(settings, ensure_ascii=False, indent=2)

    def _step(self, name: str, step: Step) -> None:
        words = (step.client,) if isinstance(step.client, str) else step.client
        self.lost[mark("other words of the client on coming back to a step")] += len(words) - 1
        lines: list[str] = []
        reactions = 0
        seen: set[tuple[str, str, str]] = set()
        for text, effects, target in self._ways(name, step):
            key = (text, effects.say, target)
            if key in seen:
                continue
            seen.add(key)
            self._effects(effects)
            to = target
            if effects.say:
                reactions += 1
                to = f"{name}, reaction {reactions}"
                body = f"{_fenced(self._filled(effects.say))}\n\n[[{_(GO_ON)}->{target}]]"
                self.passages.append(Passage(to, body, ("reaction",)))
            lines.append(f"[[{_link_text(self._filled(text))}->{to}]]")
        spoken = _fenced(self._filled(words[0]))
        tags = ("typed",) if step.reply == "text" else ()
        place = len(self.passages) - reactions
        self.passages.insert(place, Passage(name, "\n\n".join([spoken, "\n".join(lines)]), tags))
        self.lost[mark("hints")] += bool(step.hint)
        self.lost[mark("moves that a step expects")] += bool(step.expects)
        self.lost[mark("what the client costs")] += bool(step.cost)
        self.lost[mark("a step's own rule, fault or breach")] += any((step.rule, step.our_fault, step.breach))
        self._mood(bool(step.mood.because))

    def _ways(self, name: str, step: Step) -> Iterator[tuple[str, Effects, str]]:
        """(what the reader clicks, what it changes, where it leads) of each way on."""
        if step.reply != "text":
            self.lost[
                mark("decisions: papers, signs to tick and the reason in words (their options became links)")
            ] += step.reply == "decide"
            for option in step.options:
                effects, target = self._picked(step, option)
                yield option.text, effects, target
            return
        self.lost[mark("typed replies (their example replies became links)")] += 1
        for number, route in enumerate(step.routes):
            replies = self.examples.get((name, f"routes[{number}]"), ())
            self.lost[mark("conditions on a typed reply")] += route.when is not None
            if not replies:
                self.lost[mark("ways on without an example reply (the link says the condition)")] += 1
            condition = self.phrases.condition(route.when) or _("any other reply")
            yield replies[0] if replies else f"({condition})", route, route.target

    def _picked(self, step: Step, option: Option) -> tuple[Effects, str]:
        """Where an option leads: its own way, or the first route for it that asks for nothing else."""
        if option.to is not None:
            return option, option.to
        fitting = [one for one in step.routes if one.when is None or one.when.choice in (None, option.key)]
        for route in fitting:
            if route.when is None or _only_choice(route.when):
                self.lost[mark("options that lead elsewhere at another time")] += route is not fitting[0]
                return route, route.target
        return fitting[-1], fitting[-1].target

    def _effects(self, effects: Effects) -> None:
        self._mood(bool(effects.mood.because))
        self.lost[mark("counters that are raised or lowered")] += bool(effects.count)
        self.lost[mark("what the client costs")] += bool(effects.cost)
        self.lost[mark("facts that come out")] += bool(effects.reveal)

    def _mood(self, there: bool) -> None:
        self.lost[mark("changes of patience and trust")] += there

    def told(self) -> Iterator[str]:
        scenario = self.scenario
        self.lost[mark("routes at any moment (always)")] += len(scenario.always)
        self.lost[mark("endings of an empty meter (limits)")] += sum(
            bool(one) for one in scenario.limits.model_dump().values()
        )
        self.lost[mark("facts and the words that ask for them")] += len(scenario.facts)
        self.lost[mark("tests")] += sum(len(step.tests) for step in scenario.steps.values())
        self.lost[mark("playthroughs")] += len(scenario.playthroughs)
        self.lost[mark("notes for the coach (motives, voice)")] += bool(
            scenario.client.motives or scenario.client.voice
        )
        self.lost[mark("values that texts share ({{ name }}; they are filled in)")] += len(scenario.vars)
        for what, count in self.lost.items():
            if count > 0:
                yield f"{count} × {_(what)}"

    def _places(self) -> dict[str, tuple[int, int]]:
        """Where each passage lies in Twine's map: further right by the clicks from the start."""
        links = {one.name: re.findall(r"->([^\]]+)\]\]", one.body) for one in self.passages}
        depth = {BRIEFING: 0}
        waiting = deque([BRIEFING])
        while waiting:
            name = waiting.popleft()
            for target in links.get(name, ()):
                if target not in depth:
                    depth[target] = depth[name] + 1
                    waiting.append(target)
        rows: Counter[int] = Counter()
        places = {}
        for one in self.passages:
            column = depth.get(one.name, max(depth.values()) + 1)
            places[one.name] = (100 + column * _COLUMN, 100 + rows[column] * _ROW)
            rows[column] += 1
        return places


def _only_choice(when: When) -> bool:
    return when.model_dump(exclude_defaults=True).keys() <= {"choice"}


def _fenced(text: str) -> str:
    """A text that Twine shows as it is."""
    lines = text.split("\n")
    return "\n".join(_fence(line) if _MARKUP.search(line) else line for line in lines)


def _fence(line: str) -> str:
    runs = [len(one) for one in re.findall(r"`+", line)]
    marks = "`" * (max(runs, default=0) + 1)
    # A backquote at either end would join the fence.
    return f"{marks}{' ' if line.startswith('`') else ''}{line}{' ' if line.endswith('`') else ''}{marks}"


def _link_text(text: str) -> str:
    """A text for a link: one line, without what Twine takes for the link's own marks."""
    flat = " ".join(text.split()).replace("->", "→").replace("<-", "←").replace("|", "¦")
    flat = flat.replace("[", "(").replace("]", ")")
    return _fenced(flat)
