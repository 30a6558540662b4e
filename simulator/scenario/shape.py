"""The model's complaints (pydantic) in a coach's words, each at its place, with the nearest thing that exists."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from scoring.contract import CALM_BANDS, FAULTS, FIRM_BANDS, MOVES
from simulator.i18n import _, mark
from simulator.scenario.model import Decision, Scenario
from simulator.scenario.problem import did_you_mean, nearest, shown
from simulator.scenario.shape_words import LIMITS, WISHES

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
    "routes": mark("each route begins with `- `"), "tests": mark("each test begins with `- `"),
    "options": mark("each option begins with `- `"), "mood": "mood: {patience: -1, because: …}",
    "counters": "counters: {excuses: 0}", "facts": mark("facts: [hospital] in a condition; `name:` lines at the top"),
    "visits": "visits: {at_least: 2}", "limits": "limits: {patience: name-of-an-ending}",
    "count": "count: {excuses: +1}", "reveal": "reveal: [hospital]", "replies": "replies: [first, second]",
}  # fmt: skip


def shape(bundle: Bundle) -> Scenario | None:
    """The scenario as the model has it, or None when its shape is wrong; then every complaint is in the bundle."""
    try:
        return Scenario.model_validate(bundle.data, context=_context(bundle))
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)[:_MAX_TOLD]
        details = [detail for detail in details if not _of_the_other_form(bundle.data, detail)]
        located = [(_known_part(bundle.data, detail["loc"], detail["type"]), detail) for detail in details]
        told: dict[Loc, set[str]] = {}
        for loc, detail in sorted(located, key=lambda one: _either(one[1])):
            kind = "kind" if detail["type"] in _KINDS else detail["type"]
            if kind in told.setdefault(loc, set()) or (_either(detail) and _is_told(loc, told)):
                continue
            told[loc].add(kind)
            _tell(bundle, loc, detail)
    except RecursionError:
        bundle.problem("CF113", (), _("the file nests too deeply"))
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


def _of_the_other_form(data: Any, detail: ErrorDetails) -> bool:
    """Whether a complaint about a playthrough's reply comes from the form it was not meant to have: lines with a key
    of a decision are one, any others are a text that lacks its quotes."""
    loc = detail["loc"]
    if len(loc) < 5 or loc[0] != "playthroughs" or loc[2] != "replies":
        return False
    try:
        reply = data["playthroughs"][loc[1]]["replies"][loc[3]]
    except (KeyError, IndexError, TypeError):
        return False
    meant = isinstance(reply, dict) and not Decision.model_fields.keys().isdisjoint(reply)
    return (loc[4] == "Decision") != meant


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
        _missing(bundle, loc)
    elif kind == "extra_forbidden":
        _unknown_key(bundle, loc)
    elif value == "" and (kind in _LISTS or kind in _MAPS or kind in _NUMBERS or kind == "string_too_short"):
        message = _("{name} is empty").format(name=name)
        bundle.problem("CF207", loc, message, _("write its value, or leave the key out"), key=True)
    elif kind in ("literal_error", "string_pattern_mismatch") and isinstance(value, str):
        _unknown_value(bundle, loc, detail)
    elif kind in _NUMBERS and isinstance(value, str):
        message = _("{name} must be a whole number, not {value}").format(name=name, value=shown(value))
        bundle.problem("CF205", loc, message)
    elif kind in _BOUNDS:
        bundle.problem("CF205", loc, _beyond(name, value, detail), _what(loc))
    elif kind in ("too_short", "string_too_short"):
        bundle.problem("CF207", loc, _("{name} is empty").format(name=name), _("write at least one"), key=True)
    elif kind == "value_error":
        message = str(detail.get("ctx", {}).get("error", detail["msg"]))
        bundle.problem("CF208", loc, message)
    else:
        _wrong_kind(bundle, loc, detail)


def _missing(bundle: Bundle, loc: Loc) -> None:
    told = _("{key} is missing in {part}") if loc[:-1] else _("{key} is missing")
    message = told.format(key=shown(loc[-1]), part=_spoken(loc[:-1]))
    bundle.problem("CF201", loc[:-1], message, _what(loc), key=True)


def _wrong_kind(bundle: Bundle, loc: Loc, detail: ErrorDetails) -> None:
    kind, value = detail["type"], detail.get("input")
    is_now = "list" if isinstance(value, list) else "lines" if isinstance(value, dict) else "text"
    field = next((part for part in reversed(loc) if isinstance(part, str)), "")
    hint = ""
    if kind in _LISTS:
        wish = "list"
        hint = _(_EXAMPLES.get(field, ""))
        if not hint and isinstance(value, str):
            hint = f"{field}: [{' '.join(value.split())[:60]}]"
    elif kind in _MAPS:
        wish, hint = "lines", _(_EXAMPLES.get(field, ""))
    elif kind in _NUMBERS:
        wish = "number"
    else:
        wish, hint = "text", _as_text(value)
    message = _(WISHES[wish, is_now]).format(name=_spoken(loc))
    bundle.problem("CF203", loc, message, hint, key=isinstance(loc[-1:], str))


def _as_text(value: object) -> str:
    """How what YAML took for a list or for lines with keys is written as text."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return _('put the text in double quotes: "[{text}]"').format(text=" ".join(value[0].split())[:60])
    if isinstance(value, dict) and len(value) == 1:
        return _("a colon and a space in it look like `key: value`: put the text in double quotes")
    return _("put the text in double quotes")


def _unknown_key(bundle: Bundle, loc: Loc) -> None:
    key = str(loc[-1])
    source, local = bundle.source_of(loc)
    known = _fields(loc[:-1])
    hint = did_you_mean(key, known, "keys")
    if nearest(key, known) is None and source.in_braces(local[:-1]):
        hint = _("a comma inside { } begins a new key: put a text that has commas in quotes")
    told = _("unknown key {key} in {part}") if loc[:-1] else _("unknown key {key}")
    bundle.problem("CF202", loc, told.format(key=shown(key), part=_spoken(loc[:-1])), hint, key=True)


def _unknown_value(bundle: Bundle, loc: Loc, detail: ErrorDetails) -> None:
    value = str(detail.get("input"))
    field = next((part for part in reversed(loc) if isinstance(part, str)), "")
    wish, _or, direction = value.partition(" or ")
    bands = CALM_BANDS if field == "calm" else FIRM_BANDS if field == "firm" else ()
    if bands and detail["type"] == "string_pattern_mismatch":
        if wish in bands:
            hint = _("write {band}, `{band} or better` or `{band} or worse`").format(band=wish)
        elif (near := nearest(wish, bands)) is not None:
            meant = f"{near} or {direction}" if direction in ("better", "worse") else near
            hint = _("did you mean {near}?").format(near=shown(meant))
        else:
            hint = _("bands of {field}: {names}; also `… or better`, `… or worse`").format(
                field=field, names=", ".join(bands)
            )
        bundle.problem("CF204", loc, _("{value} is no band of {field}").format(value=shown(value), field=field), hint)
    elif detail["type"] == "string_pattern_mismatch":
        _bad_name(bundle, loc, value)
    else:
        known = _literals(loc) or tuple(str(detail.get("ctx", {}).get("expected", "")).replace("'", "").split(", "))
        message, known = _unknown_label(bundle, value, known)
        message = message or _("{name} cannot be {value}").format(name=_spoken(loc), value=shown(value))
        bundle.problem("CF204", loc, message, did_you_mean(value, known))


def _unknown_label(bundle: Bundle, value: str, known: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """What is told of a value that is no label, and the labels there are; an empty text where no label belongs."""
    any_label, moves, rubric = set(known) >= set(MOVES + FAULTS), set(known) == set(MOVES), bundle.rubric
    if not (any_label or moves):
        return "", known
    if moves and value in (rubric.faults if rubric else FAULTS):
        told = _("{value} is a fault, and only moves can stand here")
    elif rubric is None:
        told = _("{value} is no move or fault") if any_label else _("{value} is no move")
    elif any_label:
        told = _("{value} is no move or fault of the rubric {rubric}")
    else:
        told = _("{value} is no move of the rubric {rubric}")
    if rubric is not None:
        known = rubric.labels if any_label else rubric.moves
    name = rubric.name_of_rubric if rubric is not None else ""
    return told.format(value=shown(value), rubric=shown(name)), known


def _bad_name(bundle: Bundle, loc: Loc, value: str) -> None:
    fixed = "".join(
        char if (char.isascii() and char.isalnum()) or char in "_-" else "-" for char in value.strip().lower()
    )
    fixed = fixed.strip("-_")
    hint = _("for instance {fixed}").format(fixed=shown(fixed)) if fixed[:1].isalpha() and len(fixed) < 61 else ""
    message = _("{value} is no name: a small letter first, then a-z 0-9 - _, at most 60").format(value=shown(value))
    bundle.problem("CF206", loc, message, hint, key=not isinstance(loc[-1] if loc else 0, int))


def _beyond(name: str, value: object, detail: ErrorDetails) -> str:
    """What is told of a number that is too small or too large."""
    bounds = detail.get("ctx", {})
    limit = next(key for key in LIMITS if key in bounds)
    return _(LIMITS[limit]).format(name=name, value=shown(value), limit=bounds[limit])


def _spoken(loc: Loc) -> str:
    """What a path is called: its last key, with the number of an entry counted from 1."""
    if not loc:
        return _("the scenario")
    if isinstance(loc[-1], int):
        return _("{name} (entry {number})").format(name=_spoken(loc[:-1]), number=loc[-1] + 1)
    return shown(loc[-1])


def _what(loc: Loc) -> str:
    """What belongs there, worded as a hint: descriptions of whole parts are sentences."""
    said = " ".join(str(_schema_at(loc).get("description", "")).split())
    text = _(said).partition(". ")[0].rstrip(".")
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
