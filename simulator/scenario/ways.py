"""Whether every reply has a way on: `otherwise`, the order of routes, options, routes that can never win."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.scenario.covering import number, together
from simulator.scenario.include import Bundle
from simulator.scenario.outline import Outline, Part, is_choice, mapping, parts, words
from simulator.scenario.problem import shown

_OPPOSITES = (("shows", "avoids"), ("facts", "facts_hidden"), ("earlier", "not_earlier"))


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
                "otherwise in always would win before any step's own route",
                "write when and to; each step has its own otherwise",
                key=True,
            )
    for name, step in outline.steps.items():
        _step(bundle, outline, name, step, dead)
    for one in outline.turnoffs:
        if (when := one.when) is not None and (reason := impossible(when, outline.revealed)):
            dead.add(one.way)
            bundle.problem("CF409", (*one.way, "when"), f"this route can never be taken: {reason}", "", key=True)
    for fact in outline.facts:
        if fact not in outline.revealed:
            bundle.problem(
                "CF410",
                ("facts", fact),
                f"the fact {shown(fact)} can never come out",
                f"add reveal: [{fact}] to a route",
                key=True,
            )
    return dead


def _step(bundle: Bundle, outline: Outline, name: str, step: Part, dead: Dead) -> None:
    way = ("steps", name)
    routes = step.get("routes", [])
    if not isinstance(routes, list):
        return
    if is_choice(step):
        options = step.get("options")
        if not isinstance(options, list):
            return
        open_ones = [option for _, option in parts(options) if "to" not in option]
        if not open_ones:
            if routes:
                bundle.problem(
                    "CF411",
                    (*way, "routes"),
                    "every option has its own `to`, so these routes are never tried",
                    "drop the routes, or the `to` of an option",
                    key=True,
                )
            return
        if not routes:
            keys = ", ".join(shown(option.get("key", "?")) for option in open_ones[:6])
            bundle.problem(
                "CF403",
                (*way, "options"),
                f"these options lead nowhere: {keys}",
                "give each a `to`, or add routes that end with otherwise",
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
                f"step {shown(name)} has no otherwise, so some replies lead nowhere",
                "end its routes with `- otherwise: STEP`",
                key=True,
            )
    elif ends < len(routes) - 1:
        bundle.problem(
            "CF402",
            (*way, "routes", ends + 1),
            "routes after otherwise are never tried",
            "move otherwise to the end",
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
        reason, hint = "", "put the narrower condition first"
        if isinstance(choice, str) and choice in taken:
            reason, hint = f"the option {shown(choice)} has its own `to`", ""
        elif winners := together(before, when):
            which = " and ".join(str(winner + 1) for winner in winners)
            alone = len(winners) == 1
            reason = f"route{'' if alone else 's'} {which} of the step win{'s' if alone else ''} whenever it fits"
        elif winners := together(shared, when):
            which = " and ".join(str(winner + 1) for winner in winners)
            reason = f"always {which} is tried first and wins whenever it fits"
            hint = "narrow the condition in always, or drop this route"
        if reason:
            dead.add(("steps", name, "routes", at))
            way = ("steps", name, "routes", at, "when")
            bundle.problem("CF409", way, f"this route can never be taken: {reason}", hint, key=True)
        before.append((at, when))
    if ends is not None and before and together(before, {}):
        dead.add(("steps", name, "routes", ends))


def impossible(when: Part, revealed: set[str] | None = None) -> str:
    """Why no reply can meet a condition, or an empty text. `revealed`: the facts that some route brings out."""
    for left, right in _OPPOSITES:
        both = {item for _, item in words(when.get(left))} & {item for _, item in words(when.get(right))}
        if both:
            return f"{left} and {right} both name {shown(min(both))}"
    avoided = {item for _, item in words(when.get("avoids"))}
    wished = [item for _, item in words(when.get("shows_any"))]
    if wished and avoided.issuperset(wished):
        return "avoids names everything in shows_any"
    if "asks" in when and "ask" in avoided:
        return "asks needs a question, and avoids names `ask`"
    for _, fact in words(when.get("facts")):
        if revealed is not None and fact not in revealed:
            return f"no route reveals the fact {shown(fact)}"
    for name, span in _spans(when):
        low, high = number(span.get("at_least")), number(span.get("at_most"))
        if low is not None and high is not None and low > high:
            return f"{name}: at_least is above at_most"
        if name in ("patience", "trust") and ((low is not None and low > 10) or (high is not None and high < 0)):
            return f"{name} stays between 0 and 10"
        if name == "visits" and high is not None and high < 1:
            return "visits counts from 1"
    return ""


def _spans(when: Part) -> Iterator[tuple[str, Part]]:
    for name, span in (*mapping(when.get("counters")).items(), *mapping(when.get("mood")).items()):
        if isinstance(span, dict):
            yield name, span
    if isinstance(when.get("visits"), dict):
        yield "visits", when["visits"]
