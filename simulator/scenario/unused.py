"""What a file gives a name and then leaves alone: variables, counters, words that ask for a fact."""

from __future__ import annotations

from simulator.i18n import _
from simulator.scenario.include import Bundle
from simulator.scenario.outline import Outline, mapping
from simulator.scenario.problem import shown


def unused(bundle: Bundle, outline: Outline, used: set[str] | None) -> None:
    """Note names that nothing uses. `used`: the names in all texts, None when some text could not be made sense of.

    What an included file brings may serve other scenarios, so only the file's own names are looked at.
    """
    if used is None:
        return
    for name in mapping(outline.data.get("vars")):
        if name not in used and _own(bundle, "vars", name):
            message = _("no text uses the variable {name}").format(name=shown(name))
            bundle.problem(
                "CF413",
                ("vars", name),
                message,
                _("write {{{{ {name} }}}} in a text, or drop it").format(name=name),
                key=True,
            )
    _counters(bundle, outline, used)
    asked = {asks for one in outline.turnoffs if (when := one.when) and isinstance(asks := when.get("asks"), str)}
    for name, fact in outline.facts.items():
        if name not in asked and mapping(fact).get("about") and _own(bundle, "facts", name):
            message = _("no route waits for a question about {name}, so its `about` words do nothing").format(
                name=shown(name)
            )
            hint = _("add a route with when: {{asks: {name}}}, or drop about").format(name=name)
            bundle.problem("CF416", ("facts", name, "about"), message, hint, key=True)


def _counters(bundle: Bundle, outline: Outline, used: set[str]) -> None:
    read = {name for one in outline.turnoffs if (when := one.when) for name in mapping(when.get("counters"))}
    counted = {name for one in outline.turnoffs if "count" in one.data for name in mapping(one.data["count"])}
    for name in outline.counters:
        if not _own(bundle, "counters", name):
            continue
        if name not in read and f"count.{name}" not in used:
            message = _("nothing reads the counter {name}: no condition and no text").format(name=shown(name))
            hint = _("test it in a route, counters: {{{name}: {{at_least: 2}}}}, or drop it").format(name=name)
            bundle.problem("CF414", ("counters", name), message, hint, key=True)
        elif name not in counted:
            message = _("the counter {name} is read, but no route changes it").format(name=shown(name))
            bundle.problem(
                "CF415",
                ("counters", name),
                message,
                _("add count: {{{name}: +1}} to a route").format(name=name),
                key=True,
            )


def _own(bundle: Bundle, section: str, name: str) -> bool:
    return bundle.source_of((section, name))[0] is bundle.main
