"""Every text of a scenario file that a translator translates, each with an id that says where it is spoken.

An id is made of names, not of line numbers: `steps.opening.client.1`, `steps.opening.routes.fee-talk.say`. Routes are
named by where they lead; the second one that leads there is `fee-talk#2`. Texts that move to another id are found
again by their words (see `pairing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from simulator.i18n import _, mark
from simulator.scenario.outline import Part, mapping, option_keys, parts, words
from simulator.scenario.source import Way

_HEAD = {
    "title": mark("Title of the scenario, shown in the library."),
    "summary": mark("One sentence on the scenario, shown in the library."),
    "trade": mark("Line of business, in a word or two."),
}
_CLIENT = {
    "name": mark("The client's name, as the trainee says it."),
    "who": mark("One line: who the client is to us."),
    "history": mark("What was between us so far; shown in the briefing."),
    "motives": mark("Coach's notes: what the client really wants; not shown to the trainee."),
    "voice": mark("Coach's notes: how the client talks; not shown to the trainee."),
}
_BRIEFING = {
    "situation": mark("What happened so far, as the trainee knows it."),
    "rule": mark("The agreed rule."),
    "goal": mark("What the trainee is to reach."),
    "may": mark("Something the trainee may offer."),
    "may_not": mark("Something the trainee may not offer."),
}
_ENDING = {
    "title": mark("Heading of this ending."),
    "text": mark("What happens afterwards."),
    "lesson": mark("What to take along."),
}
_MODEL = {
    "strong": mark("A model answer, shown after the trainee's own attempt; it must hold as well in your language."),
    "weak": mark("A weak answer that many would give here, for contrast."),
    "why": mark("What makes the difference between the two."),
}
_PAPER = {
    "title": mark("What a paper of the dossier is called."),
    "date": mark("The paper's date."),
    "text": mark("What stands in the paper; the words that signs quote must stand in it."),
    "columns": mark("A heading of the paper's table."),
}
_SIGN = {
    "text": mark("A sign that the trainee can tick."),
    "words": mark("Words of a paper that show the sign: exactly as they stand in the paper's translation."),
    "why": mark("Why the sign holds or does not."),
}
_STEMS = mark("Beginnings of words by which a question asks for this fact, with commas between; not word for word.")
_CAUSE = mark("The cause of a change of mood, told to the trainee.")


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
    found = [*_heads(data), *_dossier(data), *_facts(data), *_shared(data)]
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
            note = _("Stands in the texts as {name}.").format(name=f"{{{{ {name} }}}}")
            yield Text(f"vars.{name}", ("vars", name), value, note)


def _dossier(data: Part) -> Iterator[Text]:
    """What the client costs and brings in, and the papers."""
    for name, cost in mapping(data.get("costs")).items():
        notes = {"label": mark("What a running total of the client's cost is called."), "unit": mark("Its unit.")}
        yield from _keyed(("costs", name), mapping(cost), notes)
    notes = {"label": mark("What the client brings in."), "unit": mark("Its unit.")}
    yield from _keyed(("worth",), mapping(data.get("worth")), notes)
    for name, paper in mapping(data.get("dossier")).items():
        yield from _keyed(("dossier", name), mapping(paper), _PAPER)
        rows = mapping(paper).get("rows")
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            for cell, text in words(row):
                way: Way = ("dossier", name, "rows", number, cell)
                yield Text(f"dossier.{name}.rows.{number + 1}.{cell + 1}", way, text, _("A cell of the paper's table."))


def _facts(data: Part) -> Iterator[Text]:
    for name, fact in mapping(data.get("facts")).items():
        way = ("facts", name)
        yield from _keyed(way, mapping(fact), {"text": mark("A truth, as the trainee reads it once it has come out.")})
        stems = [one for _number, one in words(mapping(fact).get("about"))]
        if stems:
            yield Text(f"facts.{name}.about", (*way, "about"), ", ".join(stems), _(_STEMS), listed=True)


def _shared(data: Part) -> Iterator[Text]:
    yield from _turnoffs(("always",), data.get("always"), "")


def _step(name: str, step: Part) -> Iterator[Text]:
    way: Way = ("steps", name)
    client = step.get("client")
    if isinstance(client, str):
        yield Text(f"steps.{name}.client.1", (*way, "client"), client, _("The client says this here."))
    for number, spoken in words(client):
        note = _("The client says this here.")
        if number:
            note = _("The client says this on coming here, time {number}.").format(number=number + 1)
        yield Text(f"steps.{name}.client.{number + 1}", (*way, "client", number), spoken, note)
    notes = {"hint": mark("A nudge for the trainee."), "rule": mark("The rule that applies here.")}
    yield from _keyed(way, step, notes)
    yield from _keyed((*way, "model"), mapping(step.get("model")), _MODEL)
    yield from _keyed((*way, "mood"), mapping(step.get("mood")), {"because": _CAUSE})
    for number, sign in parts(step.get("signs")):
        key = str(sign.get("key", number + 1))
        yield from _keyed((*way, "signs", number), sign, _SIGN, f"steps.{name}.signs.{key}")
    for number, option in parts(step.get("options")):
        key = str(option.get("key", number + 1))
        notes = {"text": mark("An option: what the trainee says on picking it."), "say": _reaction(option)}
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
        yield from _keyed(way, play, {"name": mark("What this way through is called.")}, name)
        note = _("A test: one of the replies that must lead to {ending}.").format(ending=play.get("ends", "?"))
        for place, reply in words(play.get("replies")):
            if not reply.isdecimal() and reply not in keys:
                yield Text(f"{name}.replies.{place + 1}", (*way, "replies", place), reply, note)
        for place, decision in parts(play.get("replies")):
            if isinstance(reason := decision.get("reply"), str):
                here: Way = (*way, "replies", place, "reply")
                yield Text(f"{name}.replies.{place + 1}.reply", here, reason, note)


def _keyed(way: Way, part: Part, notes: dict[str, str], name: str = "") -> Iterator[Text]:
    """The texts under some keys of a mapping; each entry of a list is a text of its own."""
    begin = name or ".".join(map(str, way))
    for key, note in notes.items():
        value = part.get(key)
        place = f"{begin}.{key}" if begin else key
        if isinstance(value, str):
            yield Text(place, (*way, key), value, _(note))
        for number, item in words(value):
            yield Text(f"{place}.{number + 1}", (*way, key, number), item, _(note))


def _reaction(turnoff: Part) -> str:
    target = turnoff.get("otherwise") or turnoff.get("to")
    if not target:
        return mark("The client's reaction.")
    return _("The client's reaction; {target} follows.").format(target=target)


def _tested(test: Part) -> str:
    """What must come of a test's reply, so that its translation keeps the same moves."""
    wishes = [_("lead to {target}").format(target=test["to"])] if isinstance(test.get("to"), str) else []
    for key, wish in (("shows", mark("show {labels}")), ("avoids", mark("not show {labels}"))):
        if listed := ", ".join(one for _number, one in words(test.get(key))):
            wishes.append(_(wish).format(labels=listed))
    banded = [(axis, test[axis]) for axis in ("calm", "firm") if isinstance(test.get(axis), str)]
    wishes += [_("score {axis} {band}").format(axis=axis, band=band) for axis, band in banded]
    if not wishes:
        return _("A test: a reply.")
    return _("A test: this reply must {wishes}.").format(wishes=", ".join(wishes))
