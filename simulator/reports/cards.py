"""Own mistakes as cards to practise: the client's words before, the own reply and a better one behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from scoring.contract import Score, Situation
from simulator.debrief import own_words
from simulator.debrief_models import stood
from simulator.i18n import _, number, quoted
from simulator.ready import strong
from simulator.reports.apkg import Card
from simulator.submission import replayed
from simulator.wording import Wording, brief, safe

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import State, Turn
    from simulator.store.whole import Whole

# The codebook's "neutral" of calm and "partial" of firm; what lies under it broke something.
ENOUGH = 3.0


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
        before: Sequence[State] = ()
        if scenario is not None:
            known = replayed(scenario, one.row.trainee, one.played)[0]
            before = stood(scenario, one.row.trainee, one.played)
        for count, turn in enumerate(one.played):
            if one.row.branch is not None and turn.number < one.row.branch.turn:
                continue  # repeated from the attempt before, not answered anew
            place = (one.row.lang, one.row.scenario_id, turn.step)
            found.pop(place, None)
            if not mistaken(turn.score):
                continue
            if scenario is None or count >= len(known):
                found[place] = Mistake(one, turn)
                continue
            model = None
            if own_words(turn) and count < len(before):  # nobody reads it before an attempt of their own
                model = strong(scenario, before[count], scenario.steps[turn.step])
            found[place] = Mistake(one, turn, known[count].rule, model if model and model != turn.reply else "")
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
        front.append(
            Markup('<p class="quiet">{}</p>').format(_lines(_("The agreed rule: {rule}").format(rule=mistake.rule)))
        )
    front.append(Markup("<p>{}</p>").format(_("What do you reply, calm and firm?")))
    back = []
    if mistake.model:
        back.append(_quote(_("A reply that holds"), mistake.model))
    back.append(_quote(_("You wrote"), turn.reply))
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
    yield _("Calm {calm} of 5 ({calm_band}), firm {firm} of 5 ({firm_band}).").format(
        calm=number(score.calm, 1),
        calm_band=wording.band("calm", score.calm),
        firm=number(score.firm, 1),
        firm_band=wording.band("firm", score.firm),
    )
    for label in score.faults:
        quotes = dict.fromkeys(quoted(brief(item.text)) for item in score.evidence if item.label == label)
        told = _("Broke it: {fault}, in {words}.") if quotes else _("Broke it: {fault}.")
        yield told.format(fault=wording.name(label), words=", ".join(quotes))
    if score.missing:
        yield _("Would have helped: {moves}.").format(moves=", ".join(map(wording.name, score.missing)))


def _quote(title: str, text: str) -> Markup:
    return Markup("<p><b>{}</b></p><blockquote>{}</blockquote>").format(title, _lines(text))


def _lines(text: str) -> Markup:
    # Anki takes {{ }} in a note for text; what it would act on is HTML alone.
    return Markup("<br>").join(safe(text).strip().split("\n"))
