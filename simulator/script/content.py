"""What a script holds, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.script.phrases import Phrases, readable
from simulator.wording import OUTCOMES

if TYPE_CHECKING:
    from simulator.scenario.model import Effects, Route, Scenario, Step
    from simulator.script.examples import Examples
    from simulator.wording import Wording

Row = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Way:
    """One way on from a scene. `condition`: when it is taken (empty: otherwise), or `words`: what the trainee picks.

    `to`: name of the scene or ending that follows, empty for an option that leaves it to the ways after it.
    """

    condition: str
    words: str
    replies: tuple[str, ...]
    say: str
    mood: str
    counts: str
    out: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A step. `client`: the words at the first, second … time; `number` counts from 1 in the order of reading."""

    number: int
    name: str
    client: tuple[str, ...]
    mood: str
    rule: str
    hint: str
    helps: str
    picks: bool
    options: tuple[Way, ...]
    ways: tuple[Way, ...]
    reached: bool


@dataclass(frozen=True, slots=True)
class End:
    """An ending; `outcome` in words."""

    name: str
    title: str
    outcome: str
    text: str
    lesson: str


@dataclass(frozen=True, slots=True)
class Play:
    """A whole conversation that the file tests. `ends`: title of the ending it reaches."""

    name: str
    replies: tuple[str, ...]
    ends: str


@dataclass(frozen=True, slots=True)
class Script:
    """A scenario to read. Rows are (heading, lines)."""

    title: str
    summary: str
    lang: str
    client: str
    head: tuple[Row, ...]
    briefing: tuple[Row, ...]
    notes: tuple[Row, ...]
    facts: tuple[str, ...]
    always: tuple[Way, ...]
    limits: tuple[tuple[str, str], ...]
    scenes: tuple[Scene, ...]
    ends: tuple[End, ...]
    plays: tuple[Play, ...]

    def title_of(self, name: str) -> str:
        """What a way's target is called: `scene 3, fee-talk` or `ending: Paid, and booked again`."""
        for scene in self.scenes:
            if scene.name == name:
                return f"scene {scene.number}, {name}"
        return next((f"ending: {end.title}" for end in self.ends if end.name == name), name)

    def is_end(self, name: str) -> bool:
        """Whether the name is an ending's."""
        return any(end.name == name for end in self.ends)


def script(scenario: Scenario, wording: Wording, examples: Examples) -> Script:
    """The script of a scenario. `examples`: its test replies by the route that they take."""
    return _Writer(scenario, wording, examples).script()


class _Writer:
    def __init__(self, scenario: Scenario, wording: Wording, examples: Examples) -> None:
        self.scenario = scenario
        self.phrases = Phrases(scenario, wording)
        self.examples = examples

    def script(self) -> Script:
        scenario = self.scenario
        given, client = scenario.briefing, scenario.client
        order, reached = self._order()
        return Script(
            title=self._filled(scenario.title),
            summary=self._filled(scenario.summary),
            lang=scenario.lang,
            client=self._filled(client.name),
            head=_rows(
                ("Trade", scenario.trade),
                ("Difficulty", f"{scenario.difficulty} of 5"),
                ("Length", f"about {scenario.minutes} minutes, {len(scenario.steps)} scenes"),
                ("It trains", self.phrases.names(scenario.principles)),
                ("The client", f"{self._filled(client.name)}: {self._filled(client.who)}"),
                ("At the start", f"patience {client.patience} of 10, trust {client.trust} of 10"),
            ),
            briefing=_rows(
                ("Situation", self._filled(given.situation)),
                ("What was between us so far", self._filled(client.history)),
                ("The agreed rule", self._filled(given.rule)),
                ("The goal", self._filled(given.goal)),
                ("You may", *map(self._filled, given.may)),
                ("You may not", *map(self._filled, given.may_not)),
            ),
            notes=_rows(
                ("What the client really wants", *map(self._filled, client.motives)),
                ("How the client talks", self._filled(client.voice)),
            ),
            facts=tuple(self._filled(fact.text) for fact in scenario.facts.values()),
            always=tuple(self._routes("", scenario.always, "always")),
            limits=tuple((meter, end) for meter, end in scenario.limits.model_dump().items() if end),
            scenes=tuple(self._scene(number, name, name in reached) for number, name in enumerate(order, 1)),
            ends=tuple(
                End(name, *map(self._filled, (end.title, OUTCOMES[end.outcome], end.text, end.lesson)))
                for name, end in scenario.endings.items()
            ),
            plays=tuple(
                Play(play.name, self._replies(play.replies), scenario.endings[play.ends].title)
                for play in scenario.playthroughs
            ),
        )

    def _filled(self, text: str) -> str:
        return readable(self.scenario, text)

    def _order(self) -> tuple[list[str], set[str]]:
        """Steps in the order in which a reader comes to them; those that nothing leads to at the end."""
        steps = self.scenario.steps
        seen = dict.fromkeys([self.scenario.start])
        waiting = [self.scenario.start]
        while waiting:
            for target in _targets(steps[waiting.pop(0)]):
                if target in steps and target not in seen:
                    seen[target] = None
                    waiting.append(target)
        for route in self.scenario.always:
            if route.target in steps:
                seen.setdefault(route.target)
        return [*seen, *(name for name in steps if name not in seen)], set(seen)

    def _scene(self, number: int, name: str, reached: bool) -> Scene:
        step = self.scenario.steps[name]
        spoken = (step.client,) if isinstance(step.client, str) else step.client
        picks = step.reply == "choice"
        # When every option knows its way, the routes are never tried.
        routes = () if picks and all(option.to for option in step.options) else step.routes
        return Scene(
            number=number,
            name=name,
            client=tuple(map(self._filled, spoken)),
            mood=self.phrases.mood(step.mood),
            rule=self._filled(step.rule or ""),
            hint=self._filled(step.hint),
            helps=self.phrases.names(step.expects),
            picks=picks,
            options=tuple(self._way("", self._filled(one.text), (), one, one.to or "") for one in step.options),
            ways=tuple(self._routes(name, routes, "routes")),
            reached=reached,
        )

    def _routes(self, step: str, routes: Iterable[Route], part: str) -> Iterator[Way]:
        for number, route in enumerate(routes):
            key = f"{part}[{number}]"
            if step:
                replies = self.examples.get((step, key), ())
            else:
                replies = tuple(one for (_, name), some in self.examples.items() if name == key for one in some)
            yield self._way(self.phrases.condition(route.when), "", replies, route, route.target)

    def _way(self, condition: str, words: str, replies: tuple[str, ...], effects: Effects, to: str) -> Way:
        facts = self.scenario.facts
        return Way(
            condition,
            words,
            replies,
            self._filled(effects.say),
            self.phrases.mood(effects.mood),
            ", ".join(f"{name} {by:+d}" for name, by in effects.count.items()).replace("-", "−"),
            tuple(self._filled(facts[name].text) for name in effects.reveal if name in facts),
            to,
        )

    def _replies(self, replies: Iterable[str]) -> tuple[str, ...]:
        """A playthrough's replies, with an option's words in the place of its key."""
        words = {one.key: one.text for step in self.scenario.steps.values() for one in step.options}
        return tuple(f"option {one}" if one.isdecimal() else self._filled(words.get(one, one)) for one in replies)


def _targets(step: Step) -> Iterator[str]:
    yield from (option.to for option in step.options if option.to)
    yield from (route.target for route in step.routes)


def _rows(*rows: tuple[str, ...]) -> tuple[Row, ...]:
    """Rows that say something."""
    return tuple((head, lines) for head, *some in rows if (lines := tuple(one for one in some if one)))
