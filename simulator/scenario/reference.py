"""The reference of the format, made from the model: every part, its keys, what they mean and what they may hold.

`python -m simulator.scenario.reference` writes it into docs/authoring.md, between two marks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scoring.contract import CALM_BANDS, FIRM_BANDS, MOVES
from simulator.scenario import model
from simulator.scenario.model import Scenario

PAGE = Path(__file__).resolve().parents[2] / "docs" / "authoring.md"
BEGIN = "<!-- reference: written by `python -m simulator.scenario.reference` from the model -->"
END = "<!-- end of the reference -->"

# In the order in which a coach meets them.
PARTS = (
    "Scenario", "Client", "Briefing", "Step", "ModelAnswer", "Route", "When", "Option", "Mood", "Range", "Test",
    "Given", "Fact", "Limits", "Ending", "Playthrough", "Paper", "Sign", "Ticked", "Decision", "Cost", "Price", "Worth",
    "AmountRange",
)  # fmt: skip
_TITLES = {
    "Scenario": "The file", "ModelAnswer": "Model answers (`model`)",
    "When": "A condition (`when`)", "Range": "Bounds", "Given": "The state of a test (`given`)",
    "Mood": "A change of mood (`mood`)", "Paper": "A paper (`dossier`)", "Ticked": "Ticks within bounds (`ticked`)",
    "Decision": "A decision (`replies` of a playthrough)", "Cost": "What the client costs (`costs`)",
    "Worth": "What the client brings in (`worth`)", "AmountRange": "Bounds of an amount",
    "Price": "What a cost comes to (`price`)", "Limits": "Endings of an empty meter (`limits`)",
    "Playthrough": "A whole conversation (`playthroughs`)",
}  # fmt: skip
_PLAIN = {"string": "text", "integer": "whole number", "boolean": "yes or no"}


def reference(labels: dict[str, tuple[str, str]] | None = None) -> str:
    """The reference as Markdown. `labels`: name and meaning of each label of the rubric, told at the end."""
    schema: dict[str, Any] = Scenario.model_json_schema()
    parts = {"Scenario": schema, **schema["$defs"]}
    missing = sorted(parts.keys() - set(PARTS))
    lines: list[str] = []
    for name in (*PARTS, *missing):
        lines += [*_part(name, parts[name]), ""]
    lines += ["### Bands", "", _bands("calm", CALM_BANDS), "", _bands("firm", FIRM_BANDS), ""]
    if labels:
        lines += ["### Labels", "", "Moves first, then faults; `calmfirm score` shows which a text has.", ""]
        lines += ["| label | called | means |", "|---|---|---|"]
        lines += [f"| `{key}` | {_cell(called)} | {_cell(means)} |" for key, (called, means) in labels.items()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def placed(page: str, made: str) -> str:
    """A page with the reference between its marks. Raises ValueError for a page without them."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no marks for the reference")
    return f"{before}{BEGIN}\n\n{made}\n{END}{after}"


def shipped_labels() -> dict[str, tuple[str, str]]:
    """Name and meaning of every label of the shipped rubric, in English."""
    from scoring.rubric import load_rubric

    rubric = load_rubric()
    return {key: (rubric.name(key), rubric.says(key)) for key in rubric.labels}


def _part(name: str, part: dict[str, Any]) -> Iterator[str]:
    title = _TITLES.get(name, name)
    said = " ".join(str(part.get("description", "")).split())
    yield from (f'### <a id="format-{name.lower()}"></a>{title}', "", said, "")
    yield from ("| key | what it says | holds | if left out |", "|---|---|---|---|")
    required = part.get("required", [])
    fields = part.get("properties", {})
    own = getattr(model, name, Scenario).__annotations__
    # What a part inherits (the effects of routes and options) comes after what it is.
    for key in sorted(fields, key=lambda one: one not in own):
        field = fields[key]
        must = "**needed**" if key in required else _default(field)
        yield f"| `{key}` | {_cell(str(field.get('description', '')) or _of(field))} | {_holds(key, field)} | {must} |"


def _holds(key: str, field: dict[str, Any]) -> str:
    """What a key may hold, in words."""
    if key in ("calm", "firm"):
        return "[a band](#bands), alone or with `or better`, `or worse`"
    if "$ref" in field:
        return _named(field["$ref"])
    if "anyOf" in field:
        kinds = [_holds("", one) for one in field["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in field:
        values = field["enum"]
        if set(values) == set(MOVES):
            return "[a move](#labels)"
        return "[a label](#labels)" if len(values) > 12 else ", ".join(f"`{one}`" for one in values)
    if "const" in field:
        return f"`{field['const']}`"
    if field.get("type") == "array":
        return f"list of {_holds('', field.get('items', {}))}"
    if field.get("type") == "object":
        return f"names, each with {_holds('', _values(field))}"
    bounds = [str(field[one]) for one in ("minimum", "maximum") if one in field]
    if len(bounds) == 2:
        return f"{bounds[0]} to {bounds[1]}"
    if "pattern" in field and field["pattern"].startswith("^[a-z]"):
        return "a name: a-z 0-9 - _"
    return _PLAIN.get(str(field.get("type")), "text")


def _values(field: dict[str, Any]) -> dict[str, Any]:
    more: Any = field.get("additionalProperties") or next(iter(field.get("patternProperties", {}).values()), {})
    return more if isinstance(more, dict) else {}


def _named(ref: str) -> str:
    name = ref.rsplit("/", 1)[-1]
    return f"[{name.lower()}](#format-{name.lower()})"


def _of(field: dict[str, Any]) -> str:
    return f"see {_named(field['$ref'])}" if "$ref" in field else ""


def _default(field: dict[str, Any]) -> str:
    value = field.get("default")
    if value in (None, "", [], {}) or isinstance(value, (dict, list)):
        return "nothing"
    return f"`{value}`"


def _bands(axis: str, bands: tuple[str, ...]) -> str:
    numbered = ", ".join(f"{number} `{band}`" for number, band in enumerate(bands, 1))
    return f"**{axis}**, from 1 to 5: {numbered}. A band's edges lie half way to the next number."


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(placed(PAGE.read_text(encoding="utf-8"), reference(shipped_labels())), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} written\n")
