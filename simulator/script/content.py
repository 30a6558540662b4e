"""What a script holds, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.costs import added, amount
from simulator.i18n import _, ngettext, pgettext, quoted, speaking
from simulator.script.phrases import Phrases, readable
from simulator.wording import OUTCOMES

if TYPE_CHECKING:
    from simulator.scenario.decide import Decision, Paper, Sign
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
    costs: str
    out: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True)
class Document:
    """A paper of the dossier."""

    title: str
    date: str
    text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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
    signs: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    cost: str = ""


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
    dossier: tuple[Document, ...] = ()

    def title_of(self, name: str) -> str:
        """What a way's target is called: `scene 3, fee-talk` or `ending: Paid, and booked again`."""
        for scene in self.scenes:
            if scene.name == name:
                return _("scene {number}, {name}").format(number=scene.number, name=name)
        return next((_("ending: {title}").format(title=end.title) for end in self.ends if end.name == name), name)

    def is_end(self, name: str) -> bool:
        """Whether the name is an ending's."""
        return any(end.name == name for end in self.ends)


def script(scenario: Scenario, wording: Wording, examples: Examples) -> Script:
    """The script of a scenario, in the scenario's language. `examples`: its test replies by the route they take."""
    with speaking(scenario.lang):
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
        meters = {"patience": client.patience, "trust": client.trust}
        return Script(
            title=self._filled(scenario.title),
            summary=self._filled(scenario.summary),
            lang=scenario.lang,
            client=self._filled(client.name),
            head=_rows(
                (_("Trade"), scenario.trade),
                (_("Difficulty"), _("{number} of 5").format(number=scenario.difficulty)),
                (_("Length"), self._length()),
                (_("It trains"), self.phrases.names(scenario.principles)),
                (_("The client"), f"{self._filled(client.name)}: {self._filled(client.who)}"),
                (_("What this client has cost so far"), *self._begun()),
                (_("What this client brings in"), self._worth()),
                (_("At the start"), _("patience {patience} of 10, trust {trust} of 10").format(**meters)),
            ),
            briefing=_rows(
                (_("Situation"), self._filled(given.situation)),
                (_("What was between us so far"), self._filled(client.history)),
                (_("The agreed rule"), self._filled(given.rule)),
                (_("The goal"), self._filled(given.goal)),
                (_("You may"), *map(self._filled, given.may)),
                (_("You may not"), *map(self._filled, given.may_not)),
            ),
            notes=_rows(
                (_("What the client really wants"), *map(self._filled, client.motives)),
                (_("How the client talks"), self._filled(client.voice)),
            ),
            facts=tuple(self._filled(fact.text) for fact in scenario.facts.values()),
            always=tuple(self._routes("", scenario.always, "always")),
            dossier=tuple(map(self._paper, scenario.dossier.values())),
            limits=tuple((meter, end) for meter, end in scenario.limits.model_dump().items() if end),
            scenes=tuple(self._scene(number, name, name in reached) for number, name in enumerate(order, 1)),
            ends=tuple(
                End(name, *map(self._filled, (end.title, _(OUTCOMES[end.outcome]), end.text, end.lesson)))
                for name, end in scenario.endings.items()
            ),
            plays=tuple(
                Play(play.name, self._replies(play.replies), scenario.endings[play.ends].title)
                for play in scenario.playthroughs
            ),
        )

    def _length(self) -> str:
        minutes, scenes = self.scenario.minutes, len(self.scenario.steps)
        return _("about {minutes}, {scenes}").format(
            minutes=ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes),
            scenes=ngettext("{count} scene", "{count} scenes", scenes).format(count=scenes),
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
        picks = step.reply != "text"
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
            picks=step.reply == "choice",
            options=tuple(self._way("", self._filled(one.text), (), one, one.to or "") for one in step.options),
            ways=tuple(self._routes(name, routes, "routes")),
            reached=reached,
            signs=tuple(map(self._sign, step.signs)),
            papers=tuple(self._filled(self.scenario.dossier[key].title) for key in self._lying(step)),
            cost=self._costs(step.cost),
        )

    def _lying(self, step: Step) -> Iterable[str]:
        return (step.papers or self.scenario.dossier) if step.reply == "decide" else ()

    def _routes(self, step: str, routes: Iterable[Route], part: str) -> Iterator[Way]:
        for number, route in enumerate(routes):
            key = f"{part}[{number}]"
            if step:
                replies = self.examples.get((step, key), ())
            else:
                replies = tuple(one for (_, name), some in self.examples.items() if name == key for one in some)
            here = self.scenario.steps.get(step)
            yield self._way(self.phrases.condition(route.when, here), "", replies, route, route.target)

    def _way(self, condition: str, words: str, replies: tuple[str, ...], effects: Effects, to: str) -> Way:
        facts = self.scenario.facts
        return Way(
            condition,
            words,
            replies,
            self._filled(effects.say),
            self.phrases.mood(effects.mood),
            ", ".join(f"{name} {by:+d}" for name, by in effects.count.items()).replace("-", "−"),
            self._costs(effects.cost),
            tuple(self._filled(facts[name].text) for name in effects.reveal if name in facts),
            to,
        )

    def _begun(self) -> Iterator[str]:
        for cost in self.scenario.costs.values():
            yield f"{self._filled(cost.label)}: {amount(cost.start, cost.unit)}"

    def _worth(self) -> str:
        worth = self.scenario.worth
        return f"{self._filled(worth.label)}: {amount(worth.amount, worth.unit)}" if worth is not None else ""

    def _costs(self, cost: Mapping[str, int]) -> str:
        """`Time +15 min, Nerves +1`."""
        return ", ".join(
            f"{self._filled((one := self.scenario.costs[name]).label)} {added(by, one.unit)}"
            for name, by in cost.items()
        )

    def _sign(self, sign: Sign) -> str:
        told = [_("holds") if sign.holds == "yes" else _("does not hold")]
        paper = self.scenario.dossier.get(sign.because or "")
        if paper is not None:
            told.append(_("see {paper}").format(paper=self._filled(paper.title)))
        words = f": {quoted(self._filled(sign.words))}" if sign.words else ""
        return f"{self._filled(sign.text)} ({', '.join(told)}{words}) {self._filled(sign.why)}".rstrip()

    def _paper(self, paper: Paper) -> Document:
        return Document(
            self._filled(paper.title),
            self._filled(paper.date),
            self._filled(paper.text),
            tuple(map(self._filled, paper.columns)),
            tuple(tuple(map(self._filled, row)) for row in paper.rows),
        )

    def _replies(self, replies: Iterable[str | Decision]) -> tuple[str, ...]:
        """A playthrough's replies, with an option's words in the place of its key."""
        words = {one.key: one.text for step in self.scenario.steps.values() for one in step.options}
        signs = {one.key: one.text for step in self.scenario.steps.values() for one in step.signs}

        def said(one: str | Decision) -> str:
            if isinstance(one, str):
                return _("option {key}").format(key=one) if one.isdecimal() else self._filled(words.get(one, one))
            ticked = "; ".join(self._filled(signs.get(key, key)) for key in one.ticks)
            return _("[{choice} Ticked: {signs}] {reply}").format(
                choice=self._filled(words.get(one.choice, one.choice)),
                signs=ticked or pgettext("ticked signs", "nothing"),
                reply=self._filled(one.reply),
            )

        return tuple(map(said, replies))


def _targets(step: Step) -> Iterator[str]:
    yield from (option.to for option in step.options if option.to)
    yield from (route.target for route in step.routes)


def _rows(*rows: tuple[str, ...]) -> tuple[Row, ...]:
    """Rows that say something."""
    return tuple((head, lines) for head, *some in rows if (lines := tuple(one for one in some if one)))
