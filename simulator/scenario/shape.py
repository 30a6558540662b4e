"""The model's complaints (pydantic) in a coach's words, each at its place, with the nearest thing that exists."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from scoring.contract import CALM_BANDS, FAULTS, FIRM_BANDS, MOVES
from simulator.scenario.model import Scenario
from simulator.scenario.problem import did_you_mean, nearest, shown

if TYPE_CHECKING:
    from simulator.scenario.include import Bundle

Loc = tuple[str | int, ...]

_MAX_TOLD = 500
_LISTS = ("list_type", "tuple_type")
_MAPS = ("dict_type", "model_type", "model_attributes_type", "mapping_type")
_KINDS = ("string_type", *_LISTS, *_MAPS)
_NUMBERS = ("int_type", "int_parsing", "int_from_float", "int_parsing_size")
_BOUNDS = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")
_EXAMPLES = {
    "shows": "shows: [state_rule, ask]", "avoids": "avoids: [cave_in]", "expects": "expects: [acknowledge, ask]",
    "routes": "each route begins with `- `", "tests": "each test begins with `- `",
    "options": "each option begins with `- `", "mood": "mood: {patience: -1, because: …}",
    "counters": "counters: {excuses: 0}", "facts": "facts: [hospital] in a condition; `name:` lines at the top",
    "visits": "visits: {at_least: 2}", "limits": "limits: {patience: name-of-an-ending}",
    "count": "count: {excuses: +1}", "reveal": "reveal: [hospital]", "replies": "replies: [first, second]",
}  # fmt: skip


def shape(bundle: Bundle) -> Scenario | None:
    """The scenario as the model has it, or None when its shape is wrong; then every complaint is in the bundle."""
    try:
        return Scenario.model_validate(bundle.data, context=_context(bundle))
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)[:_MAX_TOLD]
        located = [(_known_part(bundle.data, detail["loc"], detail["type"]), detail) for detail in details]
        told: dict[Loc, set[str]] = {}
        for loc, detail in sorted(located, key=lambda one: _either(one[1])):
            kind = "kind" if detail["type"] in _KINDS else detail["type"]
            if kind in told.setdefault(loc, set()) or (_either(detail) and _is_told(loc, told)):
                continue
            told[loc].add(kind)
            _tell(bundle, loc, detail)
    except RecursionError:
        bundle.problem("CF113", (), "the file nests too deeply")
    return None


def _context(bundle: Bundle) -> dict[str, frozenset[str] | tuple[str, ...]] | None:
    """The labels that the model is to know, when the scenario has a rubric of its own."""
    rubric = bundle.rubric
    return {"moves": rubric.moves, "labels": rubric.labels} if rubric is not None else None


def _either(detail: ErrorDetails) -> bool:
    """Whether a complaint may come from the other form of a value (a text or a list), or from entries already told."""
    kind, value = detail["type"], detail.get("input")
    if kind == "string_type":
        return isinstance(value, list)
    return (kind == "too_short" and bool(value)) or (kind in _LISTS and isinstance(value, str))


def _is_told(loc: Loc, told: dict[Loc, set[str]]) -> bool:
    return any(kinds and one[: len(loc)] == loc for one, kinds in told.items())


def _known_part(data: Any, loc: Loc, kind: str) -> Loc:
    """The path without what pydantic adds to it (names of alternatives, `[key]`); a missing key ends its path."""
    kept: list[str | int] = []
    for part in loc:
        if isinstance(part, int) if isinstance(data, list) else isinstance(data, dict) and part in data:
            data = data[part]
        else:
            continue
        kept.append(part)
    return (*kept, loc[-1]) if kind == "missing" else tuple(kept)


def _tell(bundle: Bundle, loc: Loc, detail: ErrorDetails) -> None:
    kind, value = detail["type"], detail.get("input")
    name = _spoken(loc)
    if kind == "missing":
        bundle.problem("CF201", loc[:-1], f"{shown(loc[-1])} is missing{_inside(loc[:-1])}", _what(loc), key=True)
    elif kind == "extra_forbidden":
        _unknown_key(bundle, loc)
    elif value == "" and (kind in _LISTS or kind in _MAPS or kind in _NUMBERS or kind == "string_too_short"):
        bundle.problem("CF207", loc, f"{name} is empty", "write its value, or leave the key out", key=True)
    elif kind in ("literal_error", "string_pattern_mismatch") and isinstance(value, str):
        _unknown_value(bundle, loc, detail)
    elif kind in _NUMBERS and isinstance(value, str):
        bundle.problem("CF205", loc, f"{name} must be a whole number, not {shown(value)}")
    elif kind in _BOUNDS:
        bundle.problem("CF205", loc, f"{name} is {shown(value)}, {_bound(detail)}", _what(loc))
    elif kind in ("too_short", "string_too_short"):
        bundle.problem("CF207", loc, f"{name} is empty", "write at least one", key=True)
    elif kind == "value_error":
        message = str(detail.get("ctx", {}).get("error", detail["msg"]))
        bundle.problem("CF208", loc, message)
    else:
        _wrong_kind(bundle, loc, detail)


def _wrong_kind(bundle: Bundle, loc: Loc, detail: ErrorDetails) -> None:
    kind, value, name = detail["type"], detail.get("input"), _spoken(loc)
    is_now = "a list" if isinstance(value, list) else "`key: value` lines" if isinstance(value, dict) else "text"
    field = next((part for part in reversed(loc) if isinstance(part, str)), "")
    if kind in _LISTS:
        wish = "a list"
        hint = _EXAMPLES.get(field, "")
        if not hint and isinstance(value, str):
            hint = f"{field}: [{' '.join(value.split())[:60]}]"
    elif kind in _MAPS:
        wish, hint = "`key: value` lines", _EXAMPLES.get(field, "")
    elif kind in _NUMBERS:
        wish, hint = "a whole number", ""
    else:
        wish, hint = "text", _as_text(value)
    bundle.problem("CF203", loc, f"{name} must be {wish}, not {is_now}", hint, key=isinstance(loc[-1:], str))


def _as_text(value: object) -> str:
    """How what YAML took for a list or for lines with keys is written as text."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return f'put the text in double quotes: "[{" ".join(value[0].split())[:60]}]"'
    if isinstance(value, dict) and len(value) == 1:
        return "a colon and a space in it look like `key: value`: put the text in double quotes"
    return "put the text in double quotes"


def _unknown_key(bundle: Bundle, loc: Loc) -> None:
    key = str(loc[-1])
    source, local = bundle.source_of(loc)
    known = _fields(loc[:-1])
    hint = did_you_mean(key, known, "keys")
    if nearest(key, known) is None and source.in_braces(local[:-1]):
        hint = "a comma inside { } begins a new key: put a text that has commas in quotes"
    bundle.problem("CF202", loc, f"unknown key {shown(key)}{_inside(loc[:-1])}", hint, key=True)


def _unknown_value(bundle: Bundle, loc: Loc, detail: ErrorDetails) -> None:
    value = str(detail.get("input"))
    field = next((part for part in reversed(loc) if isinstance(part, str)), "")
    wish, _, direction = value.partition(" or ")
    bands = CALM_BANDS if field == "calm" else FIRM_BANDS if field == "firm" else ()
    if bands and detail["type"] == "string_pattern_mismatch":
        if wish in bands:
            hint = f"write {wish}, `{wish} or better` or `{wish} or worse`"
        elif (near := nearest(wish, bands)) is not None:
            hint = f"did you mean {shown(near + (f' or {direction}' if direction in ('better', 'worse') else ''))}?"
        else:
            hint = f"bands of {field}: {', '.join(bands)}; also `… or better`, `… or worse`"
        bundle.problem("CF204", loc, f"{shown(value)} is no band of {field}", hint)
    elif detail["type"] == "string_pattern_mismatch":
        _bad_name(bundle, loc, value)
    else:
        known = _literals(loc) or tuple(str(detail.get("ctx", {}).get("expected", "")).replace("'", "").split(", "))
        what = "move or fault" if set(known) >= set(MOVES + FAULTS) else "move" if set(known) == set(MOVES) else ""
        message = f"{shown(value)} is no {what}" if what else f"{_spoken(loc)} cannot be {shown(value)}"
        rubric = bundle.rubric
        if what and rubric is not None:
            known = rubric.moves if what == "move" else rubric.labels
            message += f" of the rubric {shown(rubric.name_of_rubric)}"
        if what == "move" and value in (rubric.faults if rubric else FAULTS):
            message = f"{shown(value)} is a fault, and only moves can stand here"
        bundle.problem("CF204", loc, message, did_you_mean(value, known))


def _bad_name(bundle: Bundle, loc: Loc, value: str) -> None:
    fixed = "".join(
        char if (char.isascii() and char.isalnum()) or char in "_-" else "-" for char in value.strip().lower()
    )
    fixed = fixed.strip("-_")
    hint = f"for instance {shown(fixed)}" if fixed[:1].isalpha() and len(fixed) < 61 else ""
    message = f"{shown(value)} is no name: a small letter first, then a-z 0-9 - _, at most 60"
    bundle.problem("CF206", loc, message, hint, key=not isinstance(loc[-1] if loc else 0, int))


def _bound(detail: ErrorDetails) -> str:
    bounds = detail.get("ctx", {})
    for name, words in (("ge", "but the least is"), ("gt", "but it must be above"), ("le", "but the most is")):
        if name in bounds:
            return f"{words} {bounds[name]}"
    return f"but it must be below {bounds.get('lt')}"


def _spoken(loc: Loc) -> str:
    """What a path is called: its last key, with the number of an entry counted from 1."""
    if not loc:
        return "the scenario"
    if isinstance(loc[-1], int):
        return f"{_spoken(loc[:-1])} (entry {loc[-1] + 1})"
    return shown(loc[-1])


def _inside(loc: Loc) -> str:
    return f" in {_spoken(loc)}" if loc else ""


def _what(loc: Loc) -> str:
    """What belongs there, worded as a hint: descriptions of whole parts are sentences."""
    text = str(_schema_at(loc).get("description", "")).partition(". ")[0].rstrip(".")
    return text[:1].lower() + text[1:]


@lru_cache(maxsize=1)
def _schema() -> dict[str, Any]:
    return Scenario.model_json_schema()


def _schema_at(loc: Loc) -> dict[str, Any]:
    """The part of the JSON Schema that speaks of a path; empty when there is none."""
    root = _schema()
    here: dict[str, Any] = root
    said: dict[str, Any] = {}
    for part in loc:
        here = _followed(here, root)
        if isinstance(part, int):
            here = here.get("items", {})
        else:
            here = here.get("properties", {}).get(part) or _additional(here)
        if not isinstance(here, dict):
            return {}
        said = {"description": here["description"]} if "description" in here else {}
    return {**_followed(here, root), **said}


def _additional(node: dict[str, Any]) -> dict[str, Any]:
    more: Any = node.get("additionalProperties") or next(iter(node.get("patternProperties", {}).values()), {})
    return more if isinstance(more, dict) else {}


def _followed(node: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    while True:
        if "$ref" in node:
            node = root["$defs"][node["$ref"].rsplit("/", 1)[-1]]
        elif "anyOf" in node:
            node = next((one for one in node["anyOf"] if one.get("type") not in ("null", "string") or "enum" in one),
                        node["anyOf"][0])  # fmt: skip
        elif len(node.get("allOf", ())) == 1:
            node = node["allOf"][0]
        else:
            return node


def _fields(loc: Loc) -> tuple[str, ...]:
    return tuple(_schema_at(loc).get("properties", {}))


def _literals(loc: Loc) -> tuple[str, ...]:
    found = _schema_at(loc)
    return tuple(map(str, found.get("enum", (found["const"],) if "const" in found else ())))
