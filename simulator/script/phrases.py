"""Conditions, changes of mood and texts with values, in words that a reader without the program understands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from simulator.i18n import _, mark, quoted
from simulator.scenario.phrase import bounds

if TYPE_CHECKING:
    from simulator.scenario.decide import AmountRange, Sign
    from simulator.scenario.model import Option, Scenario, Step, When
    from simulator.scenario.part import Mood, Range
    from simulator.wording import Wording

METERS = {"patience": mark("patience"), "trust": mark("trust")}
_AXES = {"calm": mark("calm"), "firm": mark("firm")}
_TICKED = {
    "right": mark("signs ticked rightly: {bounds}"),
    "wrong": mark("signs ticked wrongly: {bounds}"),
    "missed": mark("signs missed: {bounds}"),
}
_NAME = re.compile(r"\{\{-?\s*([A-Za-z_]\w*(?:\.\w+)?)\s*-?\}\}")
_IF = re.compile(r"\{%-?\s*(if|elif)\s+(.*?)\s*-?%\}")
_ELSE = re.compile(r"\{%-?\s*else\s*-?%\}")
_END = re.compile(r"\{%-?\s*endif\s*-?%\}")


def readable(scenario: Scenario, text: str) -> str:
    """A text with the scenario's own values filled in; what depends on the conversation stands in square brackets."""
    if "{" not in text:
        return text.strip()

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name in scenario.vars:
            return scenario.vars[name]
        return scenario.client.name if name == "client.name" else f"[{name}]"

    text = _NAME.sub(value, text)
    begun, otherwise = _("if {condition}:"), _("otherwise:")
    text = _IF.sub(
        lambda found: f"{'[' if found[1] == 'if' else ' / '}{begun.format(condition=found[2])} ",
        text,
    )
    return _END.sub("]", _ELSE.sub(f" / {otherwise} ", text)).strip()


class Phrases:
    """The words for one scenario: labels and bands by their names in its language."""

    def __init__(self, scenario: Scenario, wording: Wording) -> None:
        self._scenario = scenario
        self._wording = wording

    def names(self, labels: Iterable[str]) -> str:
        """Labels by their names, with commas."""
        return ", ".join(map(self._wording.name, labels))

    def condition(self, when: When | None, step: Step | None = None) -> str:
        """A condition as one line; empty when there is none (`otherwise`). `step`: where it stands; its options and
        signs are called by what the trainee reads, elsewhere by their keys."""
        if when is None:
            return ""
        said = [
            f"{_(_AXES[axis])}: {self._band(axis, wish)}"
            for axis, wish in (("calm", when.calm), ("firm", when.firm))
            if wish
        ]
        for sentence, labels in (
            (mark("shows {names}"), when.shows),
            (mark("shows any of {names}"), when.shows_any),
            (mark("without {names}"), when.avoids),
            (mark("stance: {names}"), when.stance),
            (mark("earlier in the talk: {names}"), when.earlier),
            (mark("never before: {names}"), when.not_earlier),
        ):
            if labels:
                said.append(_(sentence).format(names=self.names(labels)))
        if when.asks:
            said.append(_("asks about {fact}").format(fact=self._fact(when.asks)))
        said += [_("it is out that {fact}").format(fact=self._fact(fact)) for fact in when.facts]
        said += [_("it is not out yet that {fact}").format(fact=self._fact(fact)) for fact in when.facts_hidden]
        said += [f"{name} {_bounds(span)}" for name, span in when.counters.items()]
        said += [f"{_(METERS[name])} {_bounds(span)}" for name, span in when.mood.items()]
        said += [
            _("the cost {name} {bounds}").format(name=self._cost(name), bounds=_bounds(one))
            for name, one in when.costs.items()
        ]
        if when.visits:
            said.append(_("times here: {bounds}").format(bounds=_bounds(when.visits)))
        if when.choice:
            said.append(_("picks {name}").format(name=self._read(step.options if step else (), when.choice)))
        for sentence, keys in ((mark("ticks {names}"), when.ticks), (mark("does not tick {names}"), when.leaves)):
            if keys:
                read = (self._read(step.signs if step else (), key) for key in keys)
                said.append(_(sentence).format(names=", ".join(read)))
        if when.ticked is not None:
            spans = ((name, getattr(when.ticked, name)) for name in ("right", "wrong", "missed"))
            said += [_(_TICKED[name]).format(bounds=_bounds(span)) for name, span in spans if span is not None]
        return "; ".join(said) or _("any reply")

    def mood(self, mood: Mood) -> str:
        """A change of mood with its cause; empty when nothing changes."""
        moved = [
            f"{_(METERS[name])} {by:+d}" for name, by in (("patience", mood.patience), ("trust", mood.trust)) if by
        ]
        if not moved:
            return ""
        line = ", ".join(moved).replace("-", "−")
        return f"{line[0].upper()}{line[1:]}: {readable(self._scenario, mood.because)}"

    def _band(self, axis: str, wish: str) -> str:
        name, _or, direction = wish.partition(" or ")
        rubric = self._wording.rubric
        band = rubric.band_name(axis, name, self._wording.lang) if rubric else name
        if direction == "better":
            return _("{band} or better").format(band=band)
        return _("{band} or worse").format(band=band) if direction == "worse" else band

    def _read(self, some: Iterable[Option | Sign], key: str) -> str:
        text = next((one.text for one in some if one.key == key), "")
        return quoted(readable(self._scenario, text)) if text else key

    def _cost(self, name: str) -> str:
        cost = self._scenario.costs.get(name)
        return quoted(readable(self._scenario, cost.label)) if cost else name

    def _fact(self, name: str) -> str:
        fact = self._scenario.facts.get(name)
        return quoted(readable(self._scenario, fact.text) if fact else name)


def _bounds(span: Range | AmountRange) -> str:
    return bounds({key: value for key, value in span.model_dump().items() if value is not None})
