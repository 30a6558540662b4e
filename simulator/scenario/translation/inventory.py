"""Every text of a scenario file that a translator translates, each with an id that says where it is spoken.

An id is made of names, not of line numbers: `steps.opening.client.1`, `steps.opening.routes.fee-talk.say`. Routes are
named by where they lead; the second one that leads there is `fee-talk#2`. Texts that move to another id are found
again by their words (see `pairing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from simulator.scenario.outline import Part, mapping, option_keys, parts, words
from simulator.scenario.source import Way

_HEAD = {
    "title": "Title of the scenario, shown in the library.",
    "summary": "One sentence on the scenario, shown in the library.",
    "trade": "Line of business, in a word or two.",
}
_CLIENT = {
    "name": "The client's name, as the trainee says it.",
    "who": "One line: who the client is to us.",
    "history": "What was between us so far; shown in the briefing.",
    "motives": "Coach's notes: what the client really wants; not shown to the trainee.",
    "voice": "Coach's notes: how the client talks; not shown to the trainee.",
}
_BRIEFING = {
    "situation": "What happened so far, as the trainee knows it.",
    "rule": "The agreed rule.",
    "goal": "What the trainee is to reach.",
    "may": "Something the trainee may offer.",
    "may_not": "Something the trainee may not offer.",
}
_ENDING = {
    "title": "Heading of this ending.",
    "text": "What happens afterwards.",
    "lesson": "What to take along.",
}
_MODEL = {
    "strong": "A model answer, shown after the trainee's own attempt; it must hold as well in your language.",
    "weak": "A weak answer that many would give here, for contrast.",
    "why": "What makes the difference between the two.",
}
_STEMS = "Beginnings of words by which a question asks for this fact, with commas between; not word for word."
_CAUSE = "The cause of a change of mood, told to the trainee."


class Text(NamedTuple):
    """A text to translate: its id, its path in the file's data, its words, and what a translator should know.

    `listed`: the path leads to a list of words, and `words` has them with commas between.
    """

    id: str
    way: Way
    words: str
    note: str
    listed: bool = False


def inventory(data: Part) -> list[Text]:
    """The texts of one file's data (a whole scenario or a file made to be included), in the order of the format."""
    found = [*_heads(data), *_facts(data), *_shared(data)]
    for name, step in mapping(data.get("steps")).items():
        found += _step(name, mapping(step))
    for name, ending in mapping(data.get("endings")).items():
        found += _keyed(("endings", name), mapping(ending), _ENDING)
    found += _playthroughs(data)
    return [one for one in found if one.words.strip()]


def _heads(data: Part) -> Iterator[Text]:
    yield from _keyed((), data, _HEAD)
    yield from _keyed(("client",), mapping(data.get("client")), _CLIENT)
    yield from _keyed(("briefing",), mapping(data.get("briefing")), _BRIEFING)
    for name, value in mapping(data.get("vars")).items():
        if isinstance(value, str):
            yield Text(f"vars.{name}", ("vars", name), value, f"Stands in the texts as {{{{ {name} }}}}.")


def _facts(data: Part) -> Iterator[Text]:
    for name, fact in mapping(data.get("facts")).items():
        way = ("facts", name)
        yield from _keyed(way, mapping(fact), {"text": "A truth, as the trainee reads it once it has come out."})
        stems = [one for _, one in words(mapping(fact).get("about"))]
        if stems:
            yield Text(f"facts.{name}.about", (*way, "about"), ", ".join(stems), _STEMS, listed=True)


def _shared(data: Part) -> Iterator[Text]:
    yield from _turnoffs(("always",), data.get("always"), "")


def _step(name: str, step: Part) -> Iterator[Text]:
    way: Way = ("steps", name)
    client = step.get("client")
    if isinstance(client, str):
        yield Text(f"steps.{name}.client.1", (*way, "client"), client, "The client says this here.")
    for number, spoken in words(client):
        note = (
            "The client says this here." if not number else f"The client says this on coming here, time {number + 1}."
        )
        yield Text(f"steps.{name}.client.{number + 1}", (*way, "client", number), spoken, note)
    yield from _keyed(way, step, {"hint": "A nudge for the trainee.", "rule": "The rule that applies here."})
    yield from _keyed((*way, "model"), mapping(step.get("model")), _MODEL)
    yield from _keyed((*way, "mood"), mapping(step.get("mood")), {"because": _CAUSE})
    for number, option in parts(step.get("options")):
        key = str(option.get("key", number + 1))
        notes = {"text": "An option: what the trainee says on picking it.", "say": _reaction(option)}
        yield from _keyed((*way, "options", number), option, notes, f"steps.{name}.options.{key}")
        because = mapping(option.get("mood"))
        yield from _keyed(
            (*way, "options", number, "mood"), because, {"because": _CAUSE}, f"steps.{name}.options.{key}.mood"
        )
    yield from _turnoffs((*way, "routes"), step.get("routes"), f"steps.{name}.")
    for number, test in parts(step.get("tests")):
        if isinstance(reply := test.get("reply"), str):
            yield Text(f"steps.{name}.tests.{number + 1}.reply", (*way, "tests", number, "reply"), reply, _tested(test))


def _turnoffs(way: Way, listed: Any, before: str) -> Iterator[Text]:
    seen: dict[str, int] = {}
    for number, route in parts(listed):
        target = str(route.get("otherwise") or route.get("to") or number + 1)
        seen[target] = seen.get(target, 0) + 1
        name = f"{before}{way[-1]}.{target}{f'#{seen[target]}' if seen[target] > 1 else ''}"
        here = (*way, number)
        yield from _keyed(here, route, {"say": _reaction(route)}, name)
        yield from _keyed((*here, "mood"), mapping(route.get("mood")), {"because": _CAUSE}, f"{name}.mood")


def _playthroughs(data: Part) -> Iterator[Text]:
    keys = {key for step in mapping(data.get("steps")).values() for key in option_keys(mapping(step))}
    for number, play in parts(data.get("playthroughs")):
        way: Way = ("playthroughs", number)
        name = f"playthroughs.{number + 1}"
        yield from _keyed(way, play, {"name": "What this way through is called."}, name)
        note = f"A test: one of the replies that must lead to {play.get('ends', '?')}."
        for place, reply in words(play.get("replies")):
            if not reply.isdecimal() and reply not in keys:
                yield Text(f"{name}.replies.{place + 1}", (*way, "replies", place), reply, note)


def _keyed(way: Way, part: Part, notes: dict[str, str], name: str = "") -> Iterator[Text]:
    """The texts under some keys of a mapping; each entry of a list is a text of its own."""
    begin = name or ".".join(map(str, way))
    for key, note in notes.items():
        value = part.get(key)
        place = f"{begin}.{key}" if begin else key
        if isinstance(value, str):
            yield Text(place, (*way, key), value, note)
        for number, item in words(value):
            yield Text(f"{place}.{number + 1}", (*way, key, number), item, note)


def _reaction(turnoff: Part) -> str:
    target = turnoff.get("otherwise") or turnoff.get("to")
    return f"The client's reaction; {target} follows." if target else "The client's reaction."


def _tested(test: Part) -> str:
    """What must come of a test's reply, so that its translation keeps the same moves."""
    wishes = [f"lead to {test['to']}"] if isinstance(test.get("to"), str) else []
    for key, verb in (("shows", "show"), ("avoids", "not show")):
        listed = ", ".join(one for _, one in words(test.get(key)))
        wishes += [f"{verb} {listed}"] if listed else []
    for axis in ("calm", "firm"):
        wishes += [f"score {axis} {test[axis]}"] if isinstance(test.get(axis), str) else []
    return f"A test: this reply must {', '.join(wishes)}." if wishes else "A test: a reply."
