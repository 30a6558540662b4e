"""Decide steps, their papers and signs, and what a client costs: names that must exist, words that must stand in a
paper, and what nothing depends on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.i18n import _
from simulator.scenario.include import Bundle
from simulator.scenario.outline import Outline, Part, is_decide, mapping, parts, sign_keys, words
from simulator.scenario.problem import did_you_mean, shown
from simulator.scenario.source import Way

_OF_SIGNS = ("ticks", "leaves", "ticked")


def decisions(bundle: Bundle, outline: Outline) -> None:
    """Note everything about decide steps and costs that no other check sees."""
    for one in outline.turnoffs:
        if (when := one.when) is not None:
            _when(bundle, (*one.way, "when"), when, outline.steps.get(one.step or ""))
    shown_papers: set[str] = set()
    for name, step in outline.steps.items():
        _tests(bundle, name, step)
        if is_decide(step):
            shown_papers |= _papers(bundle, outline, name, step)
            _signs(bundle, outline, name, step)
    for name in outline.dossier:
        if name not in shown_papers and _own(bundle, "dossier", name):
            message = _("no decide step shows the paper {name}").format(name=shown(name))
            hint = _("name it in a decide step's papers, or drop it")
            bundle.problem("CF419", ("dossier", name), message, hint, key=True)
    _costs(bundle, outline)


def _when(bundle: Bundle, way: Way, when: Part, step: Part | None) -> None:
    for key in _OF_SIGNS:
        if key not in when:
            continue
        if step is None or not is_decide(step):
            message = _("there are no signs to tick here")
            hint = _("only routes of a step with reply: decide can have {key}").format(key=key)
            bundle.problem("CF315", (*way, key), message, hint, key=True)
        elif key != "ticked":
            _known_signs(bundle, (*way, key), when[key], step)


def _known_signs(bundle: Bundle, way: Way, listed: Any, step: Part) -> None:
    keys = sign_keys(step)
    for number, name in words(listed):
        if name not in keys:
            message = _("this step has no sign {name}").format(name=shown(name))
            bundle.problem("CF315", (*way, number), message, did_you_mean(name, dict.fromkeys(keys), "signs"))


def _tests(bundle: Bundle, name: str, step: Part) -> None:
    """A test gives what its step asks for: a reply, a choice, or a whole decision."""
    for number, test in parts(step.get("tests")):
        way = ("steps", name, "tests", number)
        if is_decide(step):
            if lacking := [key for key in ("choice", "reply") if key not in test]:
                message = _("a test of a decide step has choice, ticks and reply; this one lacks {key}")
                hint = "{choice: part, ticks: [abuse], reply: the reason, to: parted}"
                bundle.problem("CF208", way, message.format(key=lacking[0]), hint)
            _known_signs(bundle, (*way, "ticks"), test.get("ticks"), step)
        elif "ticks" in test:
            message, hint = _("there are no signs to tick here"), _("only tests of a decide step have ticks")
            bundle.problem("CF315", (*way, "ticks"), message, hint, key=True)
        elif "reply" in test and "choice" in test:
            bundle.problem("CF208", way, _("a test has either reply or choice; only decide steps take both"))


def _papers(bundle: Bundle, outline: Outline, name: str, step: Part) -> set[str]:
    """The papers that lie at a decide step; those that are not there are noted."""
    way = ("steps", name)
    if not outline.dossier:
        message = _("step {name} has nothing to read: the scenario has no dossier").format(name=shown(name))
        bundle.problem("CF417", way, message, _("add dossier: with the letters and accounts to weigh"), key=True)
        return set()
    named = [paper for _, paper in words(step.get("papers"))]
    for number, paper in words(step.get("papers")):
        if paper not in outline.dossier:
            _no_paper(bundle, outline, (*way, "papers", number), paper)
    return set(named or outline.dossier)


def _no_paper(bundle: Bundle, outline: Outline, way: Way, paper: str) -> None:
    message = _("the dossier has no paper {paper}").format(paper=shown(paper))
    bundle.problem("CF316", way, message, did_you_mean(paper, outline.dossier, "papers"))


def _signs(bundle: Bundle, outline: Outline, name: str, step: Part) -> None:
    lying = [paper for _at, paper in words(step.get("papers"))] or [*outline.dossier]
    seen: set[str] = set()
    for number, sign in parts(step.get("signs")):
        way = ("steps", name, "signs", number)
        key, because = sign.get("key"), sign.get("because")
        if isinstance(key, str):
            if key in seen:
                message = _("the sign {key} is there twice in this step").format(key=shown(key))
                bundle.problem("CF318", (*way, "key"), message, _("give each its own key"))
            seen.add(key)
        if not isinstance(because, str) or not because:
            continue
        if because not in outline.dossier:
            _no_paper(bundle, outline, (*way, "because"), because)
        elif because not in lying:
            message = _("the paper {name} does not lie at this step, so nobody can have read it").format(
                name=shown(because)
            )
            bundle.problem(
                "CF316",
                (*way, "because"),
                message,
                _("add it to papers: [{names}]").format(names=", ".join([*lying, because])),
            )
        else:
            _quoted(bundle, (*way, "words"), sign.get("words"), because, mapping(outline.dossier[because]))
    _weighed(bundle, name, step)


def _quoted(bundle: Bundle, way: Way, quoted: Any, paper: str, data: Part) -> None:
    if isinstance(quoted, str) and quoted and not any(_flat(quoted) in line for line in _lines(data)):
        message = _("these words do not stand in the paper {paper}").format(paper=shown(paper))
        bundle.problem("CF317", way, message, _("copy them from it, letter by letter; of a table, cells of one row"))


def _lines(paper: Part) -> Iterator[str]:
    """What can be quoted: the text, and each row with its cells one after the other."""
    if isinstance(text := paper.get("text"), str):
        yield _flat(text)
    rows = paper.get("rows")
    for row in rows if isinstance(rows, list) else ():
        yield _flat(" ".join(cell for _, cell in words(row)))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _weighed(bundle: Bundle, name: str, step: Part) -> None:
    """Note signs that no route asks about, and signs that all hold or all do not."""
    found = [sign for _, sign in parts(step.get("signs"))]
    conditions = [mapping(route.get("when")) for _, route in parts(step.get("routes"))]
    if not any("ticked" in when for when in conditions):
        named = {key for when in conditions for part in ("ticks", "leaves") for _, key in words(when.get(part))}
        idle = [(number, sign) for number, sign in parts(step.get("signs")) if sign.get("key") not in named]
        for number, sign in idle[: 1 if len(idle) == len(found) else None]:
            message = _("no route depends on whether any sign is ticked")
            if len(idle) != len(found):
                told = _("no route depends on whether the sign {key} is ticked")
                message = told.format(key=shown(sign.get("key", "?")))
            hint = _("add a route with ticked: {right: {at_least: 2}, wrong: {at_most: 1}}")
            bundle.problem("CF418", ("steps", name, "signs", number), message, hint)
    kinds = {sign.get("holds") for sign in found}
    if len(kinds) == 1 and len(found) > 1 and kinds <= {"yes", "no"}:
        message, hint = _("all signs of step {name} hold"), _("add one that the papers speak against")
        if kinds == {"no"}:
            message, hint = _("no sign of step {name} holds"), _("add one that the papers show")
        message = message.format(name=shown(name))
        bundle.problem("CF420", ("steps", name, "signs"), message, hint, key=True)


def _costs(bundle: Bundle, outline: Outline) -> None:
    grown = {name for one in outline.turnoffs for name in mapping(one.data.get("cost"))}
    grown |= {name for step in outline.steps.values() for name in mapping(step.get("cost"))}
    for name in outline.costs:
        if name not in grown and _own(bundle, "costs", name):
            message = _("nothing in the conversation adds to the cost {name}").format(name=shown(name))
            hint = _("add cost: {{{name}: 15}} to a route, an option or a step").format(name=name)
            bundle.problem("CF421", ("costs", name), message, hint, key=True)
    priced = [one for one in outline.costs.values() if "price" in mapping(one)]
    if mapping(outline.data.get("worth")) and not priced:
        message = _("no cost has a price, so there is nothing to weigh the worth against")
        bundle.problem("CF422", ("worth",), message, _("add price: {amount: 22, per: 60} to a cost"), key=True)


def _own(bundle: Bundle, section: str, name: str) -> bool:
    return bundle.source_of((section, name))[0] is bundle.main
