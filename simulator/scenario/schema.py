"""The JSON Schema of scenario files, for editors: completion, hover texts, red lines while typing.

`python -m simulator.scenario.schema` writes scenarios/schema/scenario.schema.json.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from scoring.contract import CALM_BANDS, FIRM_BANDS, LABELS, MOVES, STANCES
from simulator.scenario.model import Scenario

PLACE = Path(__file__).resolve().parents[2] / "scenarios" / "schema" / "scenario.schema.json"


def schema(folder: Path | None = None) -> dict[str, Any]:
    """The schema as editors want it: numbers may be written as YAML numbers, bands are listed, no machine titles.

    Labels are those of the rubric in the folder (the shipped one by default). Raises RubricError.
    """
    from scoring.rubric import load_rubric

    rubric = load_rubric(folder)
    made: dict[str, Any] = Scenario.model_json_schema()
    _visit(made, {LABELS: rubric.labels, MOVES: rubric.moves},
           {key: rubric.says(key) for key in (*rubric.labels, *STANCES)})  # fmt: skip
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "calmfirm scenario"
    return made


def text(folder: Path | None = None) -> str:
    """The schema file's content. Raises RubricError."""
    return json.dumps(schema(folder), ensure_ascii=False, indent=2) + "\n"


def _visit(node: Any, kinds: dict[tuple[str, ...], tuple[str, ...]], meanings: dict[str, str]) -> None:
    """Bring a part of the schema into shape. `kinds`: for the codebook's labels, and for its moves, the rubric's;
    `meanings`: what each label and stance says, for hover texts."""
    if isinstance(node, list):
        for item in node:
            _visit(item, kinds, meanings)
        return
    if not isinstance(node, dict):
        return
    for key, value in list(node.items()):
        if key == "properties":
            for name, field in value.items():
                _field(name, field)
        _visit(value, kinds, meanings)
    if isinstance(node.get("title"), str) and not isinstance(node.get("properties"), dict):
        node.pop("title")
    _tolerant(node)
    options = node.get("enum")
    if isinstance(options, list) and tuple(options) in kinds:
        options = node["enum"] = list(kinds[tuple(options)])
    if isinstance(options, list) and any(option in meanings for option in options):
        node["markdownEnumDescriptions"] = [meanings.get(option, "") for option in options]


def _field(name: str, field: dict[str, Any]) -> None:
    """`calm` and `firm` as lists of what can be written, so that an editor offers them; `stance` as one or many."""
    bands = {"calm": CALM_BANDS, "firm": FIRM_BANDS}.get(name)
    if bands:
        wishes = [wish for band in bands for wish in (band, f"{band} or better", f"{band} or worse")]
        field.pop("anyOf", None)
        field.pop("default", None)
        field |= {"type": "string", "enum": wishes}
    if name == "stance":
        # One stance may stand without brackets.
        many = {key: field.pop(key) for key in ("type", "items")}
        field.pop("default", None)
        field["anyOf"] = [dict(many["items"]), many]


def _tolerant(node: dict[str, Any]) -> None:
    """Editors read YAML types, the parser reads text: `id: 12`, `no` and `1` are texts to it and no mistakes."""
    options = node.get("anyOf")
    if isinstance(options, list):
        kept = [one for one in options if one != {"type": "null"}]
        if len(kept) == 1:
            node.pop("anyOf")
            node |= {key: value for key, value in kept[0].items() if key not in node}
            if node.get("default", 0) is None:
                node.pop("default")
    if node.get("type") == "string" and not {"enum", "pattern"} & node.keys():
        node["type"] = ["string", "number", "boolean"]
    if node.get("const") == "1":
        node.pop("const")
        node.pop("type", None)
        node["enum"] = [1, "1"]
    if isinstance(node.get("enum"), list) and "no" in node["enum"]:
        # YAML 1.1 editors read a bare `no` as false.
        node["enum"] = [*node["enum"], False, True]
        node.pop("type", None)


if __name__ == "__main__":
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    PLACE.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{PLACE.name} written\n")
