"""Whether every reply has a way on: `otherwise`, the order of routes, options, routes that can never win."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.i18n import _, ngettext
from simulator.scenario.covering import number, together
from simulator.scenario.include import Bundle
from simulator.scenario.outline import Outline, Part, is_choice, mapping, parts, picks, words
from simulator.scenario.problem import all_of, shown

_OPPOSITES = (
    ("shows", "avoids"), ("facts", "facts_hidden"), ("earlier", "not_earlier"), ("ticks", "leaves"),
)  # fmt: skip


Place = tuple[str | int, ...]
Dead = set[Place]


def ways(bundle: Bundle, outline: Outline) -> Dead:
    """Note steps that leave a reply without a way on, and routes that no reply can take.

    Returns the paths of routes that can never be taken; among them, unnoted, an `otherwise` that is never come to.
    """
    dead: Dead = set()
    for one in outline.always:
        if "otherwise" in one.data:
            bundle.problem(
                "CF408",
                (*one.way, "otherwise"),
                _("otherwise in always would win before any step's own route"),
                _("write when and to; each step has its own otherwise"),
                key=True,
            )
    for name, step in outline.steps.items():
        _step(bundle, outline, name, step, dead)
    for one in outline.turnoffs:
        if (when := one.when) is not None and (
            reason := impossible(when, outline.revealed) or _unweighed(when, outline.steps.get(one.step or "", {}))
        ):
            dead.add(one.way)
            bundle.problem(
                "CF409",
                (*one.way, "when"),
                _("this route can never be taken: {reason}").format(reason=reason),
                "",
                key=True,
            )
    for fact in outline.facts:
        if fact not in outline.revealed:
            bundle.problem(
                "CF410",
                ("facts", fact),
                _("the fact {fact} can never come out").format(fact=shown(fact)),
                _("add reveal: [{fact}] to a route").format(fact=fact),
                key=True,
            )
    return dead


def _step(bundle: Bundle, outline: Outline, name: str, step: Part, dead: Dead) -> None:
    way = ("steps", name)
    routes = step.get("routes", [])
    if not isinstance(routes, list):
        return
    if picks(step):
        options = step.get("options")
        if not isinstance(options, list):
            return
        open_ones = [option for _, option in parts(options) if "to" not in option]
        if not open_ones:
            if routes:
                bundle.problem(
                    "CF411",
                    (*way, "routes"),
                    _("every option has its own `to`, so these routes are never tried"),
                    _("drop the routes, or the `to` of an option"),
                    key=True,
                )
            return
        if not routes:
            keys = ", ".join(shown(option.get("key", "?")) for option in open_ones[:6])
            bundle.problem(
                "CF403",
                (*way, "options"),
                _("these options lead nowhere: {keys}").format(keys=keys),
                _("give each a `to`, or add routes that end with otherwise"),
                key=True,
            )
            return
    _otherwise(bundle, name, step, routes)
    _winners(bundle, outline, name, step, routes, dead)


def _otherwise(bundle: Bundle, name: str, step: Part, routes: list[Any]) -> None:
    """Note a step without `otherwise`, and routes behind it."""
    way = ("steps", name)
    ends = _last(routes)
    if ends is None:
        if not routes or isinstance(routes[-1], dict):
            at = (*way, "routes") if "routes" in step else way
            bundle.problem(
                "CF401",
                at,
                _("step {name} has no otherwise, so some replies lead nowhere").format(name=shown(name)),
                _("end its routes with `- otherwise: STEP`"),
                key=True,
            )
    elif ends < len(routes) - 1:
        bundle.problem(
            "CF402",
            (*way, "routes", ends + 1),
            _("routes after otherwise are never tried"),
            _("move otherwise to the end"),
            key=True,
        )


def _last(routes: list[Any]) -> int | None:
    """The index of the first `otherwise`."""
    return next((number for number, route in parts(routes) if "otherwise" in route), None)


def _winners(bundle: Bundle, outline: Outline, name: str, step: Part, routes: list[Any], dead: Dead) -> None:
    """Note routes that never win, because those before them do, and options with a way of their own."""
    ends = _last(routes)
    taken = {
        key for _, option in parts(step.get("options")) if "to" in option and isinstance(key := option.get("key"), str)
    }
    shared: list[tuple[int, Part]] = []
    if not is_choice(step):
        shared = [(int(one.way[1]), when) for one in outline.always if (when := one.when)]
    before: list[tuple[int, Part]] = []
    for at, route in parts(routes[:ends]):
        when = route.get("when")
        if not isinstance(when, dict):
            continue
        choice = when.get("choice")
        reason = hint = ""
        if isinstance(choice, str) and choice in taken:
            reason = _("the option {choice} has its own `to`").format(choice=shown(choice))
        elif winners := together(before, when):
            reason = ngettext(
                "route {numbers} of the step wins whenever it fits",
                "routes {numbers} of the step win whenever it fits",
                len(winners),
            ).format(numbers=all_of(str(winner + 1) for winner in winners))
            hint = _("put the narrower condition first")
        elif winners := together(shared, when):
            which = all_of(str(winner + 1) for winner in winners)
            reason = _("always {numbers} is tried first and wins whenever it fits").format(numbers=which)
            hint = _("narrow the condition in always, or drop this route")
        if reason:
            dead.add(("steps", name, "routes", at))
            way = ("steps", name, "routes", at, "when")
            bundle.problem(
                "CF409", way, _("this route can never be taken: {reason}").format(reason=reason), hint, key=True
            )
        before.append((at, when))
    if ends is not None and before and together(before, {}):
        dead.add(("steps", name, "routes", ends))


def impossible(when: Part, revealed: set[str] | None = None) -> str:
    """Why no reply can meet a condition, or an empty text. `revealed`: the facts that some route brings out."""
    for left, right in _OPPOSITES:
        both = {item for _, item in words(when.get(left))} & {item for _, item in words(when.get(right))}
        if both:
            return _("{left} and {right} both name {name}").format(left=left, right=right, name=shown(min(both)))
    avoided = {item for _, item in words(when.get("avoids"))}
    wished = [item for _, item in words(when.get("shows_any"))]
    if wished and avoided.issuperset(wished):
        return _("avoids names everything in shows_any")
    if "asks" in when and "ask" in avoided:
        return _("asks needs a question, and avoids names `ask`")
    for _number, fact in words(when.get("facts")):
        if revealed is not None and fact not in revealed:
            return _("no route reveals the fact {fact}").format(fact=shown(fact))
    for name, span in _spans(when):
        low, high = number(span.get("at_least")), number(span.get("at_most"))
        if low is not None and high is not None and low > high:
            return _("{name}: at_least is above at_most").format(name=name)
        if name in ("patience", "trust") and ((low is not None and low > 10) or (high is not None and high < 0)):
            return _("{name} stays between 0 and 10").format(name=name)
        if name == "visits" and high is not None and high < 1:
            return _("visits counts from 1")
    return ""


def _unweighed(when: Part, step: Part) -> str:
    """Why no ticks at a decide step can meet a condition, or an empty text."""
    signs = [sign.get("holds") for _, sign in parts(step.get("signs"))]
    most = {"right": signs.count("yes"), "wrong": signs.count("no"), "missed": signs.count("yes")}
    for name, span in mapping(when.get("ticked")).items():
        low = number(mapping(span).get("at_least"))
        if signs and name in most and low is not None and low > most[name]:
            told = _("{name} is at most {count} here: there are no more signs that hold")
            if name == "wrong":
                told = _("{name} is at most {count} here: there are no more signs that do not hold")
            return told.format(name=name, count=most[name])
    return ""


def _spans(when: Part) -> Iterator[tuple[str, Part]]:
    named = (mapping(when.get(key)).items() for key in ("counters", "costs", "mood", "ticked"))
    for name, span in (one for some in named for one in some):
        if isinstance(span, dict):
            yield name, span
    if isinstance(when.get("visits"), dict):
        yield "visits", when["visits"]
