"""A scenario's plain data walked without trusting its shape, so that one pass finds every kind of mistake.

The model refuses a broken file as a whole; these walks take what is there and skip what is not as it should be.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

Part = dict[str, Any]


def mapping(value: Any) -> Part:
    """The value when it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def parts(value: Any) -> Iterator[tuple[int, Part]]:
    """The entries of a list that are mappings, each with its index."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, dict):
                yield number, item


def words(value: Any) -> Iterator[tuple[int, str]]:
    """The entries of a list that are texts, each with its index."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, str):
                yield number, item


def option_keys(step: Part) -> list[str]:
    """Keys of a step's options, in order."""
    return [key for _, option in parts(step.get("options")) if isinstance(key := option.get("key"), str)]


def sign_keys(step: Part) -> list[str]:
    """Keys of a step's signs, in order."""
    return [key for _, sign in parts(step.get("signs")) if isinstance(key := sign.get("key"), str)]


def is_choice(step: Part) -> bool:
    """Whether the trainee only picks an option at this step, and types nothing of their own."""
    return step.get("reply") == "choice"


def is_decide(step: Part) -> bool:
    """Whether the trainee weighs signs, picks an option and gives the reason."""
    return step.get("reply") == "decide"


def picks(step: Part) -> bool:
    """Whether the trainee picks an option at this step, with or without words."""
    return is_choice(step) or is_decide(step)


class Turnoff(NamedTuple):
    """A route or an option: where it is written, its data, and the step it belongs to (None: `always`)."""

    way: tuple[str | int, ...]
    data: Part
    step: str | None

    @property
    def when(self) -> Part | None:
        """The condition, or None when there is none (an option, `otherwise`)."""
        found = self.data.get("when")
        return found if isinstance(found, dict) else None

    @property
    def target(self) -> tuple[str, str] | None:
        """(key, name) of the step or ending this leads to: key is `to` or `otherwise`."""
        for key in ("otherwise", "to"):
            name = self.data.get(key)
            if isinstance(name, str) and name:
                return key, name
        return None


class Outline:
    """What every check reads, walked once. `turnoffs`: `always`, then the options and routes of every step."""

    def __init__(self, data: Part) -> None:
        self.data = data
        self.steps: dict[str, Part] = {
            name: step for name, step in mapping(data.get("steps")).items() if isinstance(step, dict)
        }
        self.step_names = mapping(data.get("steps"))
        self.endings = mapping(data.get("endings"))
        self.facts = mapping(data.get("facts"))
        self.counters = mapping(data.get("counters"))
        self.costs = mapping(data.get("costs"))
        self.dossier = mapping(data.get("dossier"))
        # With one of the two broken as a whole, every name would seem to be missing.
        self.has_targets = isinstance(data.get("steps"), dict) and isinstance(data.get("endings"), dict)
        self.always = [Turnoff(("always", number), route, None) for number, route in parts(data.get("always"))]
        self.turnoffs = [*self.always, *self._own()]
        self.revealed = {fact for one in self.turnoffs for _, fact in words(one.data.get("reveal"))}

    def _own(self) -> Iterator[Turnoff]:
        for name, step in self.steps.items():
            for key in ("options", "routes"):
                if key in step:
                    for number, one in parts(step[key]):
                        yield Turnoff(("steps", name, key, number), one, name)
