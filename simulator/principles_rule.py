"""The principles of holding a rule (article R), over a whole conversation."""

from __future__ import annotations

from itertools import pairwise

from scoring.text import Text
from scoring.unscorable import contained
from simulator.debrief import Quote
from simulator.principles_talk import HOLDING, Exchange, Finding, Talk, finding

# Two sentences are the same words when they share this much of them, both ways taken together.
ALIKE = 0.8
DEEDS = ("decline", "route", "trade")
# To announce it once more is not to stand by it.
STANDS = ("state_rule", "boundary", "next_step")
GIVES_WAY = ("cave_in", "grovel", "evade", "overpromise")


def warned_first(talk: Talk) -> tuple[Finding, ...]:
    """A warning came before the consequence. Punishing, or parting over a breach, is a consequence."""
    kept: list[Quote] = []
    missed: list[Quote] = []
    for place, one in enumerate(talk.exchanges):
        if not (one.shows("threat") or one.parted):
            continue
        # A limit that was set announces that the talk will end; for any other punishment it is no warning.
        warning = _last(talk, place, *(("consequence", "boundary") if one.parted else ("consequence",)))
        acted = one.quote("threat", "decline")
        if warning is None:
            missed.append(acted)
        else:
            kept += [warning.quote("consequence", "boundary"), acted]
    return (*finding("warned_then_acted", True, kept), *finding("acted_unwarned", False, missed))


def carried_out(talk: Talk) -> tuple[Finding, ...]:
    """What was announced was done when the client went on, and not given away."""
    said = next((place for place, _ in talk.showing("consequence", "boundary")), None)
    if said is None:
        return ()
    stood, acted, gave, let_go = _after_announcing(talk, said)
    return (
        *finding("stood_by_it", True, stood),
        *finding("acted_on_it", True, acted),
        *finding("let_it_go", False, let_go),
        *finding("gave_way_after_announcing", False, gave),
    )


def _after_announcing(talk: Talk, said: int) -> tuple[list[Quote], list[Quote], list[Quote], list[Quote]]:
    stood: list[Quote] = []
    acted: list[Quote] = []
    gave: list[Quote] = []
    let_go: list[Quote] = []
    places = range(said + 1, len(talk.exchanges))
    for place in places:
        one = talk.exchanges[place]
        warning = _last(talk, place, "consequence", "boundary")
        assert warning is not None  # the one at `said`, at least
        announced = warning.quote("consequence", "boundary")
        if one.shows("cave_in"):
            gave += [announced, one.quote("cave_in")]
        if talk.went_on(place):
            end = next((later for later in places if later > place and talk.went_on(later)), len(talk.exchanges))
            since = talk.exchanges[place:end]
            done = next((other for other in since if stands(other)), None)
            if done is not None:
                stood += [announced, done.quote(*DEEDS, *STANDS)]
            elif not any(other.shows("cave_in") for other in since):
                let_go += [announced, one.quote()]
        elif one.parted or _done_unmarked(talk, one):
            acted += [announced, one.quote("decline", "route")]
    return stood, [] if stood else acted, gave, let_go


def _done_unmarked(talk: Talk, one: Exchange) -> bool:
    """A no or a handover, in a scenario that does not say at which step the client goes on."""
    return not talk.marked and one.breach != "none" and one.shows("decline", "route") and not one.shows("cave_in")


def stands(one: Exchange) -> bool:
    """Whether the reply holds to what was announced: it acts, or it stands by the rule firmly."""
    if one.parted:
        return True
    if one.shows(*GIVES_WAY):
        return False
    return one.shows(*DEEDS) or (one.turn.score.firm >= HOLDING and one.shows(*STANDS))


def new_words(talk: Talk) -> tuple[Finding, ...]:
    """The rule was said steadily, each time in other words."""
    rules = [(one, rule_words(one)) for _, one in talk.showing("state_rule")]
    fresh: list[Quote] = []
    same: list[Quote] = []
    for number, (one, said) in enumerate(rules[1:], 1):
        twin = next((old for old, words in rules[:number] if alike(said, words)), None)
        if twin is None:
            fresh += [rules[0][0].quote("state_rule"), one.quote("state_rule")]
        else:
            same += [twin.quote("state_rule"), one.quote("state_rule")]
    return (*finding("said_in_new_words", True, fresh), *finding("said_in_same_words", False, same))


def rule_words(one: Exchange) -> str:
    """The sentences in which the reply says the rule; the whole reply when nothing points at them."""
    reply = one.turn.reply
    spans = [(item.start, item.end) for item in one.turn.score.evidence if item.label == "state_rule"]
    sentences = [
        reply[sentence.start : sentence.end]
        for sentence in Text(reply).sentences
        if any(start < sentence.end and sentence.start < end for start, end in spans)
    ]
    return " ".join(sentences) or reply


def alike(one: str, other: str) -> bool:
    """Whether two texts are the same words: pieces of words shared, in any order (harmonic mean of both shares)."""
    there, back = contained(one, other), contained(other, one)
    return there + back > 0 and 2 * there * back / (there + back) >= ALIKE


def no_empty_threats(talk: Talk) -> tuple[Finding, ...]:
    """Nothing was announced a second time before something was done."""
    said = list(talk.showing("threat", "consequence"))
    done: list[Quote] = []
    empty: list[Quote] = []
    for (place, one), (later, again) in pairwise(said):
        quotes = [one.quote("threat", "consequence"), again.quote("threat", "consequence")]
        if _acted_between(talk, place, later) or again.taken_well:
            done += quotes
        else:
            empty += quotes
    return (*finding("announced_and_done", True, done), *finding("announced_again", False, empty))


def _acted_between(talk: Talk, place: int, later: int) -> bool:
    """Whether something was done after the announcement at `place`, up to the reply at `later` and in it."""
    breaches = [number for number in range(place + 1, later + 1) if talk.went_on(number)]
    if breaches and any(stands(one) for one in talk.exchanges[breaches[0] : later + 1]):
        return True
    # Punishing after a warning, once the client has gone on, is the deed itself.
    if breaches and talk.exchanges[place].shows("consequence") and talk.exchanges[later].shows("threat"):
        return True
    return any(one.parted or one.shows(*DEEDS) for one in talk.exchanges[place + 1 : later + 1])


def fair_exchange(talk: Talk) -> tuple[Finding, ...]:
    """A concession was made only against something; giving away what an exchange was offered for is the worst."""
    kept: list[Quote] = []
    missed: list[Quote] = []
    worst: list[Quote] = []
    for place, one in enumerate(talk.exchanges):
        if one.shows("cave_in"):
            offered = _last(talk, place, "trade")
            if offered is None:
                missed.append(one.quote("cave_in"))
            else:
                worst += [offered.quote("trade"), one.quote("cave_in")]
        elif one.shows("trade"):
            kept.append(one.quote("trade"))
    return (
        *finding("given_in_exchange", True, kept),
        *finding("given_for_nothing", False, missed),
        *finding("given_after_trade", False, worst),
    )


def thanked_for_keeping(talk: Talk) -> tuple[Finding, ...]:
    """The client was thanked when the rule was kept.

    Thanks count wherever a breach has stopped; they are missed only at a step that expects them.
    """
    kept: list[Quote] = []
    missed: list[Quote] = []
    owed: Exchange | None = None
    for place, one in enumerate(talk.exchanges):
        keeping = one.breach == "none" and one.our_fault != "yes"
        if owed is not None and not keeping:
            missed.append(owed.quote())
            owed = None
        if keeping and "thank" in one.expects:
            owed = owed or one
        if one.shows("thank") and (owed is not None or (keeping and talk.kept_again(place))):
            kept.append(one.quote("thank"))
            owed = None
    if owed is not None:
        missed.append(owed.quote())
    return (*finding("thanked_keeping", True, kept), *finding("not_thanked_keeping", False, missed))


def _last(talk: Talk, before: int, *labels: str) -> Exchange | None:
    """The last reply before `before` that shows one of the labels."""
    return next((one for one in reversed(talk.exchanges[:before]) if one.shows(*labels)), None)
