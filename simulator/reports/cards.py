"""Own mistakes as cards to practise: the client's words before, the own reply and a better one behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from scoring.contract import Score, Situation
from simulator.reports.apkg import Card
from simulator.reports.model_answers import model_answer
from simulator.submission import replayed
from simulator.wording import Wording, brief, safe

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import Turn
    from simulator.store.whole import Whole

# The codebook's "neutral" of calm and "partial" of firm; what lies under it broke something.
ENOUGH = 3.0
BANDS = "Calm {c:.1f} of 5 ({calm}), firm {f:.1f} of 5 ({firm})."
BROKE = "Broke it: {fault}, in “{words}”."
BROKE_BARE = "Broke it: {fault}."
HELPED = "Would have helped: {moves}."


@dataclass(frozen=True, slots=True)
class Mistake:
    """A reply to learn from. `rule`: what applied, `model`: a reply that holds; "" where the scenario cannot tell."""

    whole: Whole
    turn: Turn
    rule: str = ""
    model: str = ""


def mistakes(conversations: Iterable[Whole], scenario_of: Callable[[Whole], Scenario | None]) -> tuple[Mistake, ...]:
    """The last mistaken reply at each moment of each scenario, unless a later reply there was right.

    `scenario_of`: the scenario of a conversation, None when it is not there any more.
    """
    found: dict[tuple[str, str, str], Mistake] = {}
    for one in sorted(conversations, key=lambda each: each.row.updated_at):
        scenario = scenario_of(one)
        known: Sequence[Situation] = ()
        if scenario is not None:
            known, _ = replayed(scenario, one.row.trainee, one.played)
        for number, turn in enumerate(one.played):
            place = (one.row.lang, one.row.scenario_id, turn.step)
            found.pop(place, None)
            if not mistaken(turn.score):
                continue
            if scenario is None or number >= len(known):
                found[place] = Mistake(one, turn)
                continue
            model = model_answer(scenario.steps[turn.step]) or ""
            found[place] = Mistake(one, turn, known[number].rule, "" if model == turn.reply else model)
    return tuple(found.values())


def mistaken(score: Score) -> bool:
    """Whether a reply broke something: a fault, or an axis under the middle."""
    return bool(score.faults) or score.calm < ENOUGH or score.firm < ENOUGH


def card(mistake: Mistake, wording: Wording) -> Card:
    """The card of a mistake. Everything that a person or a scenario wrote is escaped."""
    row, turn, score = mistake.whole.row, mistake.turn, mistake.turn.score
    title = safe(row.title)
    front = [Markup('<p class="quiet">{}</p>').format(title)]
    front += [Markup("<blockquote>{}</blockquote>").format(_lines(words)) for words in turn.client]
    if mistake.rule:
        front.append(Markup('<p class="quiet">The agreed rule: {}</p>').format(_lines(mistake.rule)))
    front.append(Markup("<p>What do you reply, calm and firm?</p>"))
    back = []
    if mistake.model:
        back.append(Markup("<p><b>A reply that holds</b></p><blockquote>{}</blockquote>").format(_lines(mistake.model)))
    back.append(Markup("<p><b>You wrote</b></p><blockquote>{}</blockquote>").format(_lines(turn.reply)))
    back += [Markup("<p>{}</p>").format(line) for line in lessons(score, wording)]
    return Card(
        key=f"{row.lang}/{row.scenario_id}/{turn.step}",
        front="".join(front),
        back="".join(back),
        order=f"{title}: {turn.step}",
        tags=("calmfirm", *(f"calmfirm::{label}" for label in (*score.faults, *score.missing))),
    )


def lessons(score: Score, wording: Wording) -> Iterator[str]:
    """What broke a reply, with its words, and what would have helped, in sentences."""
    yield BANDS.format(
        calm=wording.band("calm", score.calm), firm=wording.band("firm", score.firm), c=score.calm, f=score.firm
    )
    for label in score.faults:
        words = "”, “".join(dict.fromkeys(brief(item.text) for item in score.evidence if item.label == label))
        yield (BROKE if words else BROKE_BARE).format(fault=wording.name(label), words=words)
    if score.missing:
        yield HELPED.format(moves=", ".join(map(wording.name, score.missing)))


def _lines(text: str) -> Markup:
    # Anki takes {{ }} in a note for text; what it would act on is HTML alone.
    return Markup("<br>").join(safe(text).strip().split("\n"))
