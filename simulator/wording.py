"""A conversation in plain lines: who speaks, how it was taken and why, the score with the words that made it.

No colour and no layout, so that a screen reader and a log file lose nothing. Everything a scenario or a trainee
wrote passes `safe` before it reaches a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from scoring.contract import CERTAIN, LABELS, Score, calm_band, firm_band
from simulator import session
from simulator.costs import added, amount, totals
from simulator.debrief import principles, turning
from simulator.i18n import _, current, cut, mark, number, quoted
from simulator.principles import over_all
from simulator.principles_words import NAMES, NO_OCCASION, SAYS, STATES, TITLE

if TYPE_CHECKING:
    from scoring.rubric import Rubric
    from simulator.debrief import Quote
    from simulator.principles import Verdict
    from simulator.scenario.model import Scenario
    from simulator.session import Change, Event, Spent, State, Turn

QUOTE = 160
OUTCOMES: dict[str, str] = {
    "good": mark("good ending"),
    "partial": mark("partly solved"),
    "lost": mark("client lost"),
    "gave-away": mark("everything given away"),
    "parted": mark("parted professionally"),
}
CUES_ONLY = mark("The meaning model was not used: word patterns alone judged this reply, which is less exact.")
# Why a reply could not be judged, or not fully, or what lowered it; the other caps are faults.
CAPS = {
    "no_words": mark("there are no words in it to judge"),
    "other_language": mark("it is not in the scenario's language"),
    "gibberish": mark("it makes no words"),
    "no_sentence": mark("it is words without a sentence"),
    "to_the_scorer": mark("it speaks to whoever scores it, not to the client"),
    "echo": mark("it says the client's own words back"),
    "copied": mark("it copies the help that was shown"),
    "other_matter": mark("it seems to speak of another matter than this client's"),
    "same_words": mark("it repeats an earlier reply in the same words"),
    "nothing_held": mark("it names no rule and no action"),
    "swearing": mark("there is swearing in it, be it at nobody"),
}
# Those of a reply that was judged.
LOWERED = {
    "other_matter": mark("The reply cannot count as firm: {reason}."),
    "same_words": mark("The reply cannot count as firm: {reason}."),
    "nothing_held": mark("The reply cannot count as firm: {reason}."),
    "swearing": mark("The reply sounds less calm: {reason}."),
}


def safe(text: str) -> str:
    """`text` without characters that steer a terminal or turn its writing direction; newlines stay."""
    return "".join(char if char == "\n" or char.isprintable() or char in "\u200d\ufe0f" else " " for char in text)


def brief(text: str, limit: int = QUOTE) -> str:
    """`text` on one line in at most `limit` characters, an ellipsis for the rest."""
    return cut(" ".join(safe(text).split()), limit)


def perhaps(name: str, confidence: float) -> str:
    """A label's name, worded as a guess below `CERTAIN`."""
    return name if confidence >= CERTAIN else _("perhaps {label}").format(label=name)


class Wording:
    """The words of one language: of `lang`, else the interface's. `rubric` None: the codebook's keys, with blanks for
    underscores."""

    def __init__(self, rubric: Rubric | None, lang: str = "") -> None:
        self.rubric = rubric
        self._lang = lang

    @property
    def lang(self) -> str:
        """The language in which labels are named."""
        return self._lang or current()

    def name(self, key: str) -> str:
        """Short name of a move, fault or stance."""
        try:
            return self.rubric.name(key, self.lang) if self.rubric else key.replace("_", " ")
        except KeyError:  # a score of another rubric may carry labels that this one lacks
            return key.replace("_", " ")

    def band(self, axis: str, value: float) -> str:
        """Name of the band in which a value (1.0-5.0) of `calm` or `firm` lies."""
        key = calm_band(value) if axis == "calm" else firm_band(value)
        return self.rubric.band_name(axis, key, self.lang) if self.rubric else key

    def briefing(self, scenario: Scenario, state: State) -> Iterator[str]:
        """Title, situation, rule, goal, what may and may not be offered, who the client is."""
        given, client = scenario.briefing, scenario.client

        def filled(text: str) -> str:
            return safe(session.say(scenario, state, text)).strip()

        yield filled(scenario.title)
        yield ""
        yield _("Situation: {situation}").format(situation=filled(given.situation))
        yield _("The agreed rule: {rule}").format(rule=filled(given.rule))
        yield _("Your goal: {goal}").format(goal=filled(given.goal))
        if given.may:
            yield _("You may: {offers}.").format(offers="; ".join(map(filled, given.may)))
        if given.may_not:
            yield _("You may not: {offers}.").format(offers="; ".join(map(filled, given.may_not)))
        yield _("The client: {name}, {who}").format(name=filled(client.name), who=filled(client.who))
        if client.history:
            yield _("History: {history}").format(history=filled(client.history))
        yield _("Patience {patience} of 10, trust {trust} of 10.").format(patience=state.patience, trust=state.trust)
        if so_far := totals(scenario, state):
            listed = ", ".join(f"{safe(one.label)} {safe(one.told)}" for one in so_far)
            yield _("What this client has cost so far: {costs}").format(costs=listed)

    def events(self, scenario: Scenario, events: Iterable[Event]) -> Iterator[str]:
        """What happened, in order; an ending is told by `ending`."""
        for event in events:
            if isinstance(event, session.Said):
                yield from speech(scenario.client.name, event.text)
            elif isinstance(event, session.MoodMoved):
                yield self.mood(event.change)
            elif isinstance(event, session.CostGrew):
                yield cost_line(event.spent)
            elif isinstance(event, session.FactOut):
                yield _("You have learned: {fact}").format(fact=brief(event.text, 400))

    def mood(self, change: Change) -> str:
        """A meter's move with its cause: `Trust rises from 4 to 6: You asked first.`"""
        told = (
            _("{meter} rises from {before} to {after}: {because}")
            if change.after > change.before
            else _("{meter} falls from {before} to {after}: {because}")
        )
        return told.format(
            meter=_("Patience") if change.meter == "patience" else _("Trust"),
            before=change.before,
            after=change.after,
            because=brief(change.because, 400),
        )

    def score(self, score: Score) -> Iterator[str]:
        """The score in words, each move and fault with the words that show it."""
        yield _("Score: calm {calm} of 5 ({calm_band}), firm {firm} of 5 ({firm_band}); stance: {stance}.").format(
            calm=number(score.calm, 1),
            calm_band=self.band("calm", score.calm),
            firm=number(score.firm, 1),
            firm_band=self.band("firm", score.firm),
            stance=self.name(score.stance),
        )
        for told, labels in ((_("Broke it: {label}"), score.faults), (_("Worked: {label}"), score.moves)):
            # Scores that were kept may have lost their order; labels of a coach's own rubric come last.
            for label in (*(one for one in LABELS if one in labels), *(one for one in labels if one not in LABELS)):
                yield told.format(label=self._label(label, labels[label], score))
        for cap in score.caps:
            if cap in score.faults:
                yield _("Held down by: {fault}, whatever else the reply does.").format(fault=self.name(cap))
            else:
                yield cap_told(cap)
        if score.missing:
            yield _("Would have helped: {moves}.").format(moves=", ".join(map(self.name, score.missing)))
        if score.layers == "cues":
            yield _(CUES_ONLY)

    def _label(self, label: str, confidence: float, score: Score) -> str:
        name = perhaps(self.name(label), confidence)
        quotes = dict.fromkeys(quoted(brief(item.text)) for item in score.evidence if item.label == label)
        if not quotes:
            return name
        named = reduce(lambda one, other: _("{one} and {other}").format(one=one, other=other), quotes)
        return _("{label}, in {quotes}").format(label=name, quotes=named)

    def options(self, options: Iterable[tuple[str, str]]) -> Iterator[str]:
        """The options of a choice step, numbered from 1."""
        for place, (_key, text) in enumerate(options, 1):
            yield _("Option {number}: {text}").format(number=place, text=brief(text, 1_000))

    def ending(self, scenario: Scenario, state: State) -> Iterator[str]:
        """Title, outcome, what happens afterwards and the lesson. Raises ValueError when the session goes on."""
        title, text, lesson = session.ending_texts(scenario, state)
        outcome = outcome_told(scenario.endings[state.ending or ""].outcome)
        yield _("Ending: {title} ({outcome})").format(title=brief(title), outcome=outcome)
        yield safe(text).strip()
        yield _("Lesson: {lesson}").format(lesson=safe(lesson).strip())

    def debrief(self, scenario: Scenario, turns: tuple[Turn, ...]) -> Iterator[str]:
        """Every turn's score, the principles kept and missed with the trainee's words, the reply that turned it."""
        for turn in turns:
            yield _("Turn {number}: calm {calm}, firm {firm}: “{reply}”").format(
                number=turn.number,
                calm=number(turn.score.calm, 1),
                firm=number(turn.score.firm, 1),
                reply=brief(turn.reply, 80),
            )
        for principle in principles(scenario.principles, turns):
            if principle.kept and principle.missed:
                told = _("Principle, {principle}: kept in {kept}; missed in turn {missed}.")
            elif principle.kept:
                told = _("Principle, {principle}: kept in {kept}.")
            elif principle.missed:
                told = _("Principle, {principle}: missed in turn {missed}.")
            else:
                told = _("Principle, {principle}: no occasion.")
            yield told.format(
                principle=self.name(principle.label),
                kept=_in_turns(principle.kept),
                missed=", ".join(str(quote.number) for quote in principle.missed),
            )
        yield from self.overall(over_all(scenario, turns))
        turned = turning(turns)
        if turned is not None:
            told = (
                _("The reply that turned it for the better: turn {number} “{words}”")
                if turned.better
                else _("The reply that turned it for the worse: turn {number} “{words}”")
            )
            yield told.format(number=turned.turn.number, words=brief(turned.turn.reply, 80))

    def overall(self, verdicts: Sequence[Verdict]) -> Iterator[str]:
        """The principles that only the whole conversation shows, each finding with its turns and the words there."""
        seen = [verdict for verdict in verdicts if verdict.findings]
        idle = [_(NAMES[verdict.key]) for verdict in verdicts if not verdict.findings]
        yield f"{_(TITLE)}:"
        for verdict in seen:
            yield f"{_(NAMES[verdict.key])}: {_(STATES[verdict.state])}."
            for found in verdict.findings:
                told = _("{finding} See {quotes}.").format(finding=_(SAYS[found.key]), quotes=_in_turns(found.quotes))
                yield f"  {told}"
        if not seen:
            yield _(NO_OCCASION)
        elif idle:
            yield _("No occasion for: {principles}.").format(principles="; ".join(idle))


def outcome_told(outcome: str | None) -> str:
    """How a conversation ended, in words; None: it has not. An outcome that is not known stands as it is."""
    return _("not finished") if outcome is None else _(OUTCOMES.get(outcome, outcome))


def held_down(cap: str) -> str:
    """Why a reply could not be judged, or not fully, or what lowered it, as half a sentence."""
    return _(CAPS[cap]) if cap in CAPS else cap.replace("_", " ")


def cap_told(cap: str) -> str:
    """The same as a sentence."""
    if cap in LOWERED:
        told = _(LOWERED[cap])
    elif cap in CAPS:
        told = _("The reply could not be judged in full: {reason}.")
    else:
        told = _("Held down because {reason}.")
    return told.format(reason=held_down(cap))


def _in_turns(quotes: Iterable[Quote]) -> str:
    return "; ".join(
        _("turn {number} “{words}”").format(number=quote.number, words=brief(quote.text, 80)) for quote in quotes
    )


def cost_line(spent: Spent) -> str:
    """A cost that grew: `Time +15 min, 255 min by now`."""
    told = {"cost": safe(spent.label), "more": safe(added(spent.by, spent.unit)),
            "total": safe(amount(spent.after, spent.unit))}  # fmt: skip
    return _("{cost} {more}, {total} by now").format(**told)


def speech(name: str, text: str) -> Iterator[str]:
    """`Name: words`; further lines are indented so that it stays clear who speaks."""
    first, *rest = safe(text).strip().split("\n")
    yield f"{brief(name, 60)}: {first}"
    for line in rest:
        yield f"  {line}" if line else ""


def chosen(turn: Turn, number: int) -> str:
    """How an option was picked, for the transcript."""
    told = (
        _("You, taken as option {number}, the one most like what you wrote: {reply}")
        if turn.guessed
        else _("You, option {number}: {reply}")
    )
    return told.format(number=number, reply=brief(turn.reply, 1_000))
