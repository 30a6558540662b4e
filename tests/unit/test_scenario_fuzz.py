"""No text in a scenario file makes check raise: whatever comes in, problems with places come out."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenario_base import BASE, Told, changed

from simulator.scenario.check import Report, check
from simulator.scenario.codes import CODES
from simulator.scenario.template import TemplateProblem, names, render

QUICK = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
FULL = changed(
    "vars: {fee: £40}",
    "limits: {patience: lost}",
    "steps:\n  opening:\n    client: ['Well? {{ fee }}', Again?]\n"
    "    mood: {patience: -1, because: He waits.}\n    routes:\n"
    "      - when: {asks: hospital, calm: neutral or better, counters: {excuses: {at_most: 2}}}\n        to: told\n"
    "        reveal: [hospital]\n        say: '{% if known.hospital %}Since{% else %}As{% endif %} you ask.'\n"
    "      - otherwise: told\n        count: {excuses: +1}\n    tests:\n"
    "      - {reply: What happened?, to: told, given: {visits: 2, facts: [hospital]}}\n"
    "  told:\n    client: And now?\n    reply: choice\n    options:\n"
    "      - {key: hold, text: It is £40., to: agreed}\n"
    "      - {key: split, text: Twenty.}\n    routes:\n      - when: {choice: split}\n        to: lost\n"
    "      - otherwise: agreed\n    tests:\n      - {choice: hold, to: agreed}\n",
    "playthroughs:\n  - {name: a, replies: [What happened?, hold], ends: agreed}\n",
)
SIGNS = [
    *":#-[]{}'\"|>*&!%@`,? \t\n\\~=<.", ": ", " #", "- ", "---\n", "{{ ", " }}", "{% if ", "%}",
    "\x00", "\x1b", "\ufeff", "\x85", "“", "ї", "😀", "<<: ",
    "&a ", "*a", "!!x ", "otherwise", "steps:\n", "null", "0x", "[" * 40,
]  # fmt: skip


def _checked(folder: Path, raw: bytes) -> Report:
    path = folder / "example.yaml"
    path.write_bytes(raw)
    report = check(path, Told())
    for problem in report.problems:
        assert problem.code in CODES
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message
        assert all(char.isprintable() or char == "\n" for char in problem.render())
    assert report.loaded is not None or report.problems
    return report


@QUICK
@given(st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, raw: bytes) -> None:
    _checked(tmp_path, raw)


@QUICK
@given(st.lists(st.sampled_from([*SIGNS, *BASE.split("\n")]), max_size=60).map("".join))
def test_any_heap_of_signs(tmp_path: Path, text: str) -> None:
    _checked(tmp_path, text.encode())


@QUICK
@given(
    st.lists(
        st.tuples(st.integers(0, len(FULL)), st.integers(0, 12), st.sampled_from(["", *SIGNS])), min_size=1, max_size=4
    )
)
def test_a_good_file_with_slips(tmp_path: Path, slips: list[tuple[int, int, str]]) -> None:
    text = FULL
    for at, cut, sign in slips:
        text = text[:at] + sign + text[at + cut :]
    _checked(tmp_path, text.encode())


WORDS = ["", "x", "0", "-1", "opening", "agreed", "hospital", "{{ x }}", "{{", "text", "choice", "no", "9" * 30]
KEYS = ["to", "when", "otherwise", "client", "x", "shows", "opening", "facts"]
VALUES = st.recursive(
    st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=6,
)


def test_a_line_that_cannot_be_mended_is_not_mended_for_ever(tmp_path: Path) -> None:
    tail = "\n    more: 'x' y: z\n" * 30
    for line in (r'summary: "\q\" x" y: "z', "summary: 'a'b'c: [d: 'e", 'summary: "a" "b" \\" c: "d', "- : - : [ : {"):
        _checked(tmp_path, changed(line).encode() + tail.encode())


def _ways(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [way] if way else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += _ways(inner, (*way, key))
    return found


DATA = yaml.load(FULL, yaml.CBaseLoader)
WAYS = _ways(DATA)


@QUICK
@given(st.lists(st.tuples(st.sampled_from(WAYS), VALUES), min_size=1, max_size=3))
def test_a_good_file_with_values_of_the_wrong_kind(tmp_path: Path, changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    data = copy.deepcopy(DATA)
    for way, value in changes:
        here = data
        try:
            for key in way[:-1]:
                here = here[key]
            here[way[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue
    _checked(tmp_path, json.dumps(data, ensure_ascii=False, indent=1).encode())


@QUICK
@given(st.sampled_from(WAYS))
def test_a_good_file_with_a_part_missing(tmp_path: Path, way: tuple[Any, ...]) -> None:
    data = copy.deepcopy(DATA)
    here = data
    for key in way[:-1]:
        here = here[key]
    del here[way[-1]]
    _checked(tmp_path, json.dumps(data, ensure_ascii=False).encode())


PIECES = st.sampled_from(
    ["{{", "}}", "{%", "%}", " if ", " else ", "endif", "x", "client.name", "known.a", "+", "-", "~", "'", '"', "(",
     ")", "|", "int", "abs", "[", "]", ".", "_", "1", "\n", " ", "not ", "is ", "defined", "{#", "#}", "{", "true",
     "Привіт"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_filled_in_or_refused(text: str) -> None:
    context = {"x": "£40", "client": {"name": "Mr Lund"}, "known": {"a": True}}
    try:
        found = names(text)
    except TemplateProblem:
        return
    try:
        filled = render(text, context)
    except TemplateProblem:
        return
    assert isinstance(filled, str)
    if not found and "{" not in text:
        assert filled == text


@pytest.mark.parametrize(
    "text",
    ["{{ " + "(" * 3000, "{{ " + "not " * 2000 + "x }}", "{% if x %}" * 500 + "{% endif %}" * 500,
     "{{ x" + " + x" * 1500 + " }}",
     "{{" * 4000, "a" * 8001 + "{{ x }}", "{{ x }}" * 1100],
)  # fmt: skip
def test_texts_that_are_made_to_hurt(text: str) -> None:
    with pytest.raises(TemplateProblem):
        render(text, {"x": "y" * 2000})


@settings(deadline=None)
@given(st.text(alphabet="ab{} .x\n", max_size=30), st.sampled_from(["x", "client.name"]))
def test_plain_names_are_filled_in_as_jinja_would(around: str, name: str) -> None:
    from jinja2 import Environment, TemplateError

    text = f"{around}{{{{ {name} }}}}{around}"
    context = {"x": "£40", "client": {"name": "Mr Lund"}}
    try:
        expected = Environment(autoescape=False).from_string(text).render(context)
    except TemplateError:
        return
    try:
        found = names(text)
    except TemplateProblem:
        return
    if found <= {"x", "client.name"}:
        assert render(text, context) == expected
