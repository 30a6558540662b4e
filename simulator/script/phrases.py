"""Conditions, changes of mood and texts with values, in words that a reader without the program understands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from simulator.scenario.phrase import bounds

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario, When
    from simulator.scenario.part import Mood, Range
    from simulator.wording import Wording

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
    text = _IF.sub(lambda found: f"{'[' if found[1] == 'if' else ' / '}if {found[2]}: ", text)
    return _END.sub("]", _ELSE.sub(" / otherwise: ", text)).strip()


class Phrases:
    """The words for one scenario: labels and bands by their names in its language."""

    def __init__(self, scenario: Scenario, wording: Wording) -> None:
        self._scenario = scenario
        self._wording = wording

    def names(self, labels: Iterable[str]) -> str:
        """Labels by their names, with commas."""
        return ", ".join(map(self._wording.name, labels))

    def condition(self, when: When | None) -> str:
        """A condition as one line; empty when there is none (`otherwise`)."""
        if when is None:
            return ""
        said = [
            f"{axis}: {self._band(axis, wish)}" for axis, wish in (("calm", when.calm), ("firm", when.firm)) if wish
        ]
        for sentence, labels in (
            ("shows {}", when.shows),
            ("shows any of {}", when.shows_any),
            ("without {}", when.avoids),
            ("stance: {}", when.stance),
            ("earlier in the talk: {}", when.earlier),
            ("never before: {}", when.not_earlier),
        ):
            if labels:
                said.append(sentence.format(self.names(labels)))
        if when.asks:
            said.append(f"asks about “{self._fact(when.asks)}”")
        said += [f"it is out that “{self._fact(fact)}”" for fact in when.facts]
        said += [f"it is not out yet that “{self._fact(fact)}”" for fact in when.facts_hidden]
        said += [f"{name} {_bounds(span)}" for name, span in (*when.counters.items(), *when.mood.items())]
        if when.visits:
            said.append(f"times here: {_bounds(when.visits)}")
        if when.choice:
            said.append(f"picks {when.choice}")
        return "; ".join(said) or "any reply"

    def mood(self, mood: Mood) -> str:
        """A change of mood with its cause; empty when nothing changes."""
        moved = [f"{name} {by:+d}" for name, by in (("patience", mood.patience), ("trust", mood.trust)) if by]
        if not moved:
            return ""
        line = ", ".join(moved).replace("-", "−")
        return f"{line[0].upper()}{line[1:]}: {readable(self._scenario, mood.because)}"

    def _band(self, axis: str, wish: str) -> str:
        name, _, direction = wish.partition(" or ")
        rubric = self._wording.rubric
        band = rubric.band_name(axis, name, self._wording.lang) if rubric else name
        return f"{band} or {direction}" if direction else band

    def _fact(self, name: str) -> str:
        fact = self._scenario.facts.get(name)
        return readable(self._scenario, fact.text) if fact else name


def _bounds(span: Range) -> str:
    return bounds({key: value for key, value in span.model_dump().items() if value is not None})
