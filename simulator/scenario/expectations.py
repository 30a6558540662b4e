"""Whether a test inside a scenario can be met at all: a state that can be, and an outcome the step can have."""

from __future__ import annotations

from simulator.i18n import _
from simulator.scenario.include import Bundle
from simulator.scenario.outline import Outline, Part, mapping, parts, words
from simulator.scenario.problem import shown

METERS = ("patience", "trust")


def expectations(bundle: Bundle, outline: Outline) -> None:
    """Note tests that ask for what no reply can bring, or start from what cannot be."""
    limits = mapping(outline.data.get("limits"))
    everywhere = {target[1] for one in outline.always if (target := one.target)}
    everywhere |= {name for name in limits.values() if isinstance(name, str)}
    ways: dict[str, set[str]] = {}
    for one in outline.turnoffs:
        if one.step is not None and (target := one.target):
            ways.setdefault(one.step, set()).add(target[1])
    for name, step in outline.steps.items():
        for number, test in parts(step.get("tests")):
            way = ("steps", name, "tests", number)
            to = test.get("to")
            known = isinstance(to, str) and (to in outline.step_names or to in outline.endings)
            if known and to not in ways.get(name, ()) and to not in everywhere:
                message = _("no route of step {name} leads to {to}, so this test cannot pass").format(
                    name=shown(name), to=shown(to)
                )
                bundle.problem("CF504", (*way, "to"), message, _("mend the test, or add the route"))
            _labels(bundle, way, test)
            _given(bundle, outline, way, step, mapping(test.get("given")))


def _labels(bundle: Bundle, way: tuple[str | int, ...], test: Part) -> None:
    both = {label for _, label in words(test.get("shows"))} & {label for _, label in words(test.get("avoids"))}
    if both:
        message = _("this test wants {both} both shown and avoided").format(both=shown(min(both)))
        bundle.problem("CF504", (*way, "avoids"), message, "", key=True)


def _given(bundle: Bundle, outline: Outline, way: tuple[str | int, ...], step: Part, given: Part) -> None:
    for number, fact in words(given.get("facts")):
        if fact in outline.facts and fact not in outline.revealed:
            message = _("the fact {fact} cannot be known here: no route reveals it").format(fact=shown(fact))
            bundle.problem(
                "CF504",
                (*way, "given", "facts", number),
                message,
                _("add reveal: [{fact}] to a route").format(fact=fact),
            )
    limits = mapping(outline.data.get("limits"))
    for meter in METERS:
        on_arrival = str(mapping(step.get("mood")).get(meter, "")).strip()
        if given.get(meter) == "0" and meter in limits and not on_arrival.startswith("-"):
            message = _("with {meter} at 0 the conversation would have ended").format(meter=meter)
            bundle.problem("CF504", (*way, "given", meter), message, _("give {meter} 1 or more").format(meter=meter))
