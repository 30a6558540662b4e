"""A conversation in plain lines: who speaks, how it was taken and why, the score with the words that made it.

No colour and no layout, so that a screen reader and a log file lose nothing. Everything a scenario or a trainee
wrote passes `safe` before it reaches a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from scoring.contract import LABELS, Score, calm_band, firm_band
from simulator import session
from simulator.debrief import principles, turning
from simulator.principles import over_all
from simulator.principles_words import NAMES, NO_OCCASION, SAYS, STATES, TITLE

if TYPE_CHECKING:
    from scoring.rubric import Rubric
    from simulator.principles import Verdict
    from simulator.scenario.model import Scenario
    from simulator.session import Change, Event, State, Turn

QUOTE = 160
# Below this confidence a label is a guess and is worded as one.
SURE = 0.6
OUTCOMES: dict[str, str] = {
    "good": "good ending",
    "partial": "partly solved",
    "lost": "client lost",
    "gave-away": "everything given away",
    "parted": "parted professionally",
}
CUES_ONLY = "The meaning model was not used: word patterns alone judged this reply, which is less exact."
# Why a reply could not be judged, or not fully; the other caps are faults.
CAPS = {
    "no_words": "there are no words in it to judge",
    "other_language": "it is not in the scenario's language",
    "gibberish": "it makes no words",
    "echo": "it says the client's own words back",
    "copied": "it copies the help that was shown",
    "other_matter": "it seems to speak of another matter than this client's",
    "same_words": "it repeats an earlier reply in the same words",
    "nothing_held": "it names no rule and no action",
}


def safe(text: str) -> str:
    """`text` without characters that steer a terminal or turn its writing direction; newlines stay."""
    return "".join(char if char == "\n" or char.isprintable() or char in "\u200d\ufe0f" else " " for char in text)


def brief(text: str, limit: int = QUOTE) -> str:
    """`text` on one line in at most `limit` characters, an ellipsis for the rest."""
    flat = " ".join(safe(text).split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


class Wording:
    """The words of one scenario language. `rubric` None: the codebook's keys, with blanks for underscores."""

    def __init__(self, rubric: Rubric | None, lang: str) -> None:
        self.rubric = rubric
        self.lang = lang

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
        yield f"Situation: {filled(given.situation)}"
        yield f"The agreed rule: {filled(given.rule)}"
        yield f"Your goal: {filled(given.goal)}"
        if given.may:
            yield f"You may: {'; '.join(map(filled, given.may))}."
        if given.may_not:
            yield f"You may not: {'; '.join(map(filled, given.may_not))}."
        yield f"The client: {filled(client.name)}, {filled(client.who)}"
        if client.history:
            yield f"History: {filled(client.history)}"
        yield f"Patience {state.patience} of 10, trust {state.trust} of 10."

    def events(self, scenario: Scenario, events: Iterable[Event]) -> Iterator[str]:
        """What happened, in order; an ending is told by `ending`."""
        for event in events:
            if isinstance(event, session.Said):
                yield from speech(scenario.client.name, event.text)
            elif isinstance(event, session.MoodMoved):
                yield self.mood(event.change)
            elif isinstance(event, session.FactOut):
                yield f"You have learned: {brief(event.text, 400)}"

    def mood(self, change: Change) -> str:
        """A meter's move with its cause: `Trust rises from 4 to 6: You asked first.`"""
        way = "rises" if change.after > change.before else "falls"
        return f"{change.meter.capitalize()} {way} from {change.before} to {change.after}: {brief(change.because, 400)}"

    def score(self, score: Score) -> Iterator[str]:
        """The score in words, each move and fault with the words that show it."""
        yield (
            f"Score: calm {score.calm:.1f} of 5 ({self.band('calm', score.calm)}), "
            f"firm {score.firm:.1f} of 5 ({self.band('firm', score.firm)}); stance: {self.name(score.stance)}."
        )
        for title, labels in (("Broke it", score.faults), ("Worked", score.moves)):
            # Scores that were kept may have lost their order; labels of a coach's own rubric come last.
            for label in (*(one for one in LABELS if one in labels), *(one for one in labels if one not in LABELS)):
                yield f"{title}: {self._label(label, labels[label], score)}"
        if score.missing:
            yield f"Would have helped: {', '.join(map(self.name, score.missing))}."
        for cap in score.caps:
            if cap in score.faults:
                yield f"Held down by: {self.name(cap)}, whatever else the reply does."
            else:
                yield f"Held down because {CAPS.get(cap, cap.replace('_', ' '))}."
        if score.layers == "cues":
            yield CUES_ONLY

    def _label(self, label: str, confidence: float, score: Score) -> str:
        name = self.name(label) if confidence >= SURE else f"perhaps {self.name(label)}"
        quotes = dict.fromkeys(brief(item.text) for item in score.evidence if item.label == label)
        return f"{name}, in “{'” and “'.join(quotes)}”" if quotes else name

    def options(self, options: Iterable[tuple[str, str]]) -> Iterator[str]:
        """The options of a choice step, numbered from 1."""
        for number, (_, text) in enumerate(options, 1):
            yield f"Option {number}: {brief(text, 1_000)}"

    def ending(self, scenario: Scenario, state: State) -> Iterator[str]:
        """Title, outcome, what happens afterwards and the lesson. Raises ValueError when the session goes on."""
        title, text, lesson = session.ending_texts(scenario, state)
        outcome = OUTCOMES[scenario.endings[state.ending or ""].outcome]
        yield f"Ending: {brief(title)} ({outcome})"
        yield safe(text).strip()
        yield f"Lesson: {safe(lesson).strip()}"

    def debrief(self, scenario: Scenario, turns: tuple[Turn, ...]) -> Iterator[str]:
        """Every turn's score, the principles kept and missed with the trainee's words, the reply that turned it."""
        for turn in turns:
            score = turn.score
            yield f"Turn {turn.number}: calm {score.calm:.1f}, firm {score.firm:.1f}: “{brief(turn.reply, 80)}”"
        for principle in principles(scenario.principles, turns):
            kept = "; ".join(f"turn {quote.number} “{brief(quote.text, 80)}”" for quote in principle.kept)
            missed = ", ".join(str(quote.number) for quote in principle.missed)
            told = [f"kept in {kept}"] if kept else []
            told += [f"missed in turn {missed}"] if missed else []
            yield f"Principle, {self.name(principle.label)}: {'; '.join(told) or 'no occasion'}."
        yield from self.overall(over_all(scenario, turns))
        turned = turning(turns)
        if turned is not None:
            way = "better" if turned.better else "worse"
            yield f"The reply that turned it for the {way}: turn {turned.turn.number} “{brief(turned.turn.reply, 80)}”"

    def overall(self, verdicts: Sequence[Verdict]) -> Iterator[str]:
        """The principles that only the whole conversation shows, each finding with its turns and the words there."""
        seen = [verdict for verdict in verdicts if verdict.findings]
        idle = [NAMES[verdict.key] for verdict in verdicts if not verdict.findings]
        yield f"{TITLE}:"
        for verdict in seen:
            yield f"{NAMES[verdict.key]}: {STATES[verdict.state]}."
            for found in verdict.findings:
                quotes = "; ".join(f"turn {quote.number} “{brief(quote.text, 80)}”" for quote in found.quotes)
                yield f"  {SAYS[found.key]} See {quotes}."
        if not seen:
            yield NO_OCCASION
        elif idle:
            yield f"No occasion for: {'; '.join(idle)}."


def speech(name: str, text: str) -> Iterator[str]:
    """`Name: words`; further lines are indented so that it stays clear who speaks."""
    first, *rest = safe(text).strip().split("\n")
    yield f"{brief(name, 60)}: {first}"
    for line in rest:
        yield f"  {line}" if line else ""


def chosen(turn: Turn, number: int) -> str:
    """How an option was picked, for the transcript."""
    if turn.guessed:
        return f"You, taken as option {number}, the one most like what you wrote: {brief(turn.reply, 1_000)}"
    return f"You, option {number}: {brief(turn.reply, 1_000)}"
