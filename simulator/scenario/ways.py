"""Whether every reply has a way on: `otherwise`, the order of routes, options, routes that can never win."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.scenario.include import Bundle
from simulator.scenario.outline import Outline, Part, is_choice, mapping, parts, words
from simulator.scenario.problem import shown

_ALL = ("shows", "avoids", "facts", "facts_hidden", "earlier", "not_earlier")
_OPPOSITES = (("shows", "avoids"), ("facts", "facts_hidden"), ("earlier", "not_earlier"))


def ways(bundle: Bundle, outline: Outline) -> None:
    """Note steps that leave a reply without a way on, and routes that no reply can take."""
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
        _step(bundle, name, step)
    for one in outline.turnoffs:
        if (when := one.when) is not None and (reason := impossible(when, outline.revealed)):
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


def _step(bundle: Bundle, name: str, step: Part) -> None:
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
    _routes(bundle, name, step, routes)


def _routes(bundle: Bundle, name: str, step: Part, routes: list[Any]) -> None:
    way = ("steps", name)
    ends = [number for number, route in enumerate(routes) if isinstance(route, dict) and "otherwise" in route]
    if not ends:
        if not routes or isinstance(routes[-1], dict):
            at = (*way, "routes") if "routes" in step else way
            bundle.problem(
                "CF401",
                at,
                f"step {shown(name)} has no otherwise, so some replies lead nowhere",
                "end its routes with `- otherwise: STEP`",
                key=True,
            )
    elif ends[0] < len(routes) - 1:
        bundle.problem(
            "CF402",
            (*way, "routes", ends[0] + 1),
            "routes after otherwise are never tried",
            "move otherwise to the end",
            key=True,
        )
    taken = {
        key for _, option in parts(step.get("options")) if "to" in option and isinstance(key := option.get("key"), str)
    }
    before: list[tuple[int, Part]] = []
    for number, route in parts(routes[: ends[0]] if ends else routes):
        when = route.get("when")
        if not isinstance(when, dict):
            continue
        choice = when.get("choice")
        winner = next((one for one, earlier in before if covers(earlier, when)), None)
        if isinstance(choice, str) and choice in taken:
            bundle.problem(
                "CF409",
                (*way, "routes", number, "when"),
                f"this route can never be taken: the option {shown(choice)} has its own `to`",
                "",
                key=True,
            )
        elif winner is not None:
            bundle.problem(
                "CF409",
                (*way, "routes", number, "when"),
                f"this route can never be taken: route {winner + 1} of the step wins whenever it fits",
                "put the narrower condition first",
                key=True,
            )
        before.append((number, when))


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
        low, high = _number(span.get("at_least")), _number(span.get("at_most"))
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


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def covers(first: Part, second: Part) -> bool:
    """Whether every reply that meets `second` meets `first` too. May miss cases, never wrong in saying yes."""
    for key, wish in first.items():
        got = second.get(key)
        if key in _ALL and isinstance(wish, list) and isinstance(got, list):
            if not {item for _, item in words(got)}.issuperset(item for _, item in words(wish)):
                return False
        elif got != wish:
            return False
    return True
