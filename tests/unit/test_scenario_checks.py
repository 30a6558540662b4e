"""What check finds beyond the page of problems: every place of a name, ways that can never win, true reachability."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario_base import changed, checked, codes

from simulator.scenario.covering import covers
from simulator.scenario.ways import impossible

OPEN = "steps:\n  opening:\n    client: Well?\n"


def _told(folder: Path, *fragments: str) -> list[tuple[str, int, int]]:
    """Problems but for names that nothing uses, which parts of a file often have."""
    found = checked(folder, changed(*fragments)).problems
    return [(one.code, one.line, one.column) for one in found if one.code not in ("CF413", "CF414", "CF415", "CF416")]


def test_every_mistake_of_a_file_is_told_in_one_pass(tmp_path: Path) -> None:
    report = checked(
        tmp_path,
        changed(
            "difficulty: 9", "colour: red", "start: openin", "limits: {patience: agred}",
            OPEN + "    routes:\n      - when: {shows: [asks], facts: [hospitl], calm: nice}\n        to: agred\n"
            "      - otherwise: told\n        count: {excuse: 1}\n"
            "  told:\n    client: '{{ client.nam }}'\n    routes:\n      - {when: {asks: nothing}, to: lost}\n",
        ),
    )  # fmt: skip
    errors = [one.code for one in report.problems if one.severity == "error"]
    assert sorted(errors) == sorted(
        ["CF205", "CF202", "CF301", "CF306", "CF204", "CF303", "CF204", "CF301", "CF304", "CF307", "CF303", "CF401"]
    )
    assert all(
        one.hint for one in report.problems if one.code in ("CF202", "CF204", "CF301", "CF303", "CF304", "CF306")
    )


def test_a_misspelt_target_does_not_also_make_steps_unreachable(tmp_path: Path) -> None:
    text = changed(
        OPEN + "    routes:\n      - otherwise: tolld\n  told:\n    client: x\n    routes:\n      - otherwise: agreed\n"
    )
    assert not {"CF404", "CF405", "CF406", "CF407"} & set(codes(checked(tmp_path, text)))


def test_a_broken_step_silences_what_could_only_be_guessed(tmp_path: Path) -> None:
    text = changed(OPEN + "    routes: told\n  told:\n    client: x\n    routes:\n      - otherwise: agreed\n")
    assert "CF404" not in codes(checked(tmp_path, text))


def test_steps_that_only_reach_each_other_are_one_problem(tmp_path: Path) -> None:
    steps = "".join(f"  s{n}:\n    client: x\n    routes:\n      - otherwise: s{(n + 1) % 50}\n" for n in range(50))
    text = changed(
        "always: []",
        OPEN + "    routes:\n      - when: {shows: [ask]}\n        to: agreed\n      - otherwise: s0\n" + steps,
    )
    found = [one for one in checked(tmp_path, text).problems if one.code == "CF406"]
    assert len(found) == 1
    assert "`s0`, `s1`" in found[0].message


def test_a_way_through_thousands_of_steps_needs_no_recursion(tmp_path: Path) -> None:
    steps = "".join(f"  s{n}:\n    client: x\n    routes:\n      - otherwise: s{n + 1}\n" for n in range(3000))
    text = changed(
        OPEN
        + "    routes:\n      - otherwise: s0\n"
        + steps
        + "  s3000:\n    client: x\n    routes:\n      - otherwise: agreed\n"
    )
    report = checked(tmp_path, text)
    assert report.loaded is not None
    assert "CF404" not in codes(report)


def test_a_route_behind_otherwise_reaches_nothing(tmp_path: Path) -> None:
    text = changed(
        "always: []", OPEN + "    routes:\n      - otherwise: agreed\n      - when: {shows: [ask]}\n        to: lost\n"
    )
    assert {"CF402", "CF405"} <= set(codes(checked(tmp_path, text)))


def test_an_ending_of_a_limit_is_reached_only_if_the_meter_can_fall(tmp_path: Path) -> None:
    down = OPEN + "    routes:\n      - otherwise: agreed\n        mood: {patience: -1, because: x}\n"
    assert "CF405" not in codes(checked(tmp_path, changed("always: []", "limits: {patience: lost}", down)))
    up = down.replace("-1", "+1")
    assert "CF405" in codes(checked(tmp_path, changed("always: []", "limits: {patience: lost}", up)))


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ({"shows": ["ask"], "avoids": ["ask"]}, "both name `ask`"),
        ({"shows_any": ["ask", "thank"], "avoids": ["thank", "ask", "blame"]}, "everything in shows_any"),
        ({"facts": ["a"], "facts_hidden": ["a"]}, "both name `a`"),
        ({"earlier": ["ask"], "not_earlier": ["ask"]}, "both name `ask`"),
        ({"asks": "a", "avoids": ["ask"]}, "needs a question"),
        ({"counters": {"x": {"at_least": "3", "at_most": "2"}}}, "at_least is above at_most"),
        ({"mood": {"patience": {"at_least": "11"}}}, "between 0 and 10"),
        ({"visits": {"at_most": "0"}}, "counts from 1"),
        ({"facts": ["b"]}, "no route reveals"),
        ({"facts": ["a"], "shows": ["ask"], "counters": {"x": {"at_least": "2", "at_most": "2"}}}, ""),
    ],
)
def test_conditions_that_no_reply_can_meet(when: dict[str, object], why: str) -> None:
    reason = impossible(when, {"a"})
    assert why in reason if why else reason == ""


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({}, {"shows": ["ask"]}, True),
        ({"shows": ["ask"]}, {"shows": ["ask", "thank"], "calm": "warm"}, True),
        ({"shows": ["ask", "thank"]}, {"shows": ["ask"]}, False),
        ({"shows_any": ["ask", "thank"]}, {"shows_any": ["ask"]}, True),
        ({"shows_any": ["ask"]}, {"shows_any": ["ask", "thank"]}, False),
        ({"shows_any": ["ask", "thank"]}, {"asks": "hospital"}, True),
        ({"calm": "neutral or better"}, {"calm": "warm", "firm": "holding"}, True),
        ({"calm": "warm"}, {"calm": "respectful or better"}, False),
        ({"calm": "wamr"}, {"calm": "warm"}, False),
        ({"visits": {"at_least": "2"}}, {"visits": {"at_least": "3"}}, True),
        ({"visits": {"at_least": "2", "at_most": "4"}}, {"visits": {"at_least": "3"}}, False),
        ({"counters": {"a": {"at_most": "2"}}}, {"counters": {"a": {"at_most": "1"}, "b": {"at_least": "1"}}}, True),
        ({"stance": ["servile", "moralising"]}, {"stance": "servile"}, True),
        ({"stance": "servile"}, {"stance": ["servile", "moralising"]}, False),
        ({"choice": "a"}, {"choice": "b"}, False),
        ({"calm": "warm"}, {"shows": ["ask"]}, False),
        ({"avoids": ["blame"]}, {"avoids": ["blame", "insult"]}, True),
    ],
)
def test_a_condition_that_covers_another(first: dict[str, object], second: dict[str, object], expected: bool) -> None:
    assert covers(first, second) is expected


def test_a_route_for_an_option_that_has_its_own_way(tmp_path: Path) -> None:
    text = OPEN + (
        "    reply: choice\n    options:\n      - {key: a, text: A, to: agreed}\n      - {key: b, text: B}\n"
        "    routes:\n      - when: {choice: a}\n        to: lost\n      - otherwise: lost\n"
    )
    assert ("CF409", 34, 9) in _told(tmp_path, text)


def test_a_choice_in_a_typed_step(tmp_path: Path) -> None:
    text = OPEN + "    routes:\n      - when: {choice: a}\n        to: lost\n      - otherwise: agreed\n"
    report = checked(tmp_path, changed(text))
    assert "typed reply" in next(one.message for one in report.problems if one.code == "CF305")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("goal: He pays {{ fee }}.", 16, 20),
        ("goal: |\n    One line.\n    Then {{ fee }}.", 18, 13),
        ("goal: >\n    One line.\n    Then {{ fee }}.", 18, 13),
        ('goal: "One,\n    then {{ fee }}."', 17, 13),
    ],
)
def test_an_unknown_name_is_told_on_its_own_line(tmp_path: Path, text: str, line: int, column: int) -> None:
    found = _told(tmp_path, f"briefing:\n  situation: x\n  rule: y\n  {text}")
    assert ("CF307", line, column) in found


def test_a_broken_text_in_a_block_is_told_on_its_own_line(tmp_path: Path) -> None:
    found = _told(
        tmp_path,
        "briefing:\n  situation: x\n  rule: y\n  goal: |\n    One.\n    {% if known.hospital %}Two.\n    Three.",
    )
    assert [one[:2] for one in found if one[0] == "CF308"] == [("CF308", 18)]


@pytest.mark.parametrize(
    "text",
    [
        "{{ fee - 1 }}", "{{ -fee }}", "{{ fee > 3 }}", "{{ fee + 1 }}", "{{ fee | abs }}",
        "{{ 'a' if known.hospital }}", "{{ 1 in count.excuses }}", "{% for x in fee %}{% endfor %}",
        "{{ fee.upper() }}",
        "{{ fee * 2 }}", "{{ fee['a'] }}", "{{ client.__class__ }}", "{{ fee | map('x') }}", "{{ fee is callable }}",
        "{% set x = 1 %}", "{{ '%s' % fee }}",
        "{% include 'x' %}", "{{ fee ", "{% if fee %}", "{{ 1 ** 9 }}", "{{ " + "9" * 5000 + " }}",
    ],
)  # fmt: skip
def test_texts_that_cannot_be_filled_in(tmp_path: Path, text: str) -> None:
    found = _told(tmp_path, "vars: {fee: £40}", f"briefing:\n  situation: x\n  rule: y\n  goal: |\n    {text}")
    assert [one[:2] for one in found] == [("CF308", 17)]


@pytest.mark.parametrize(
    "text",
    [
        "{{ fee }} {{ client.name }} {{ trainee.name }}", "{{ count.excuses + 1 }}", "{{ 10 - patience }}",
        "{{ fee | int - 1 }}", "{% if known.hospital and visits > 1 %}a{% elif trust < 3 %}b{% else %}c{% endif %}",
        "{{ 'a' if count.excuses == 1 else 'b' }}", "{{ fee ~ count.excuses }}", "{{ fee | upper }}", "{# a note #}",
    ],
)  # fmt: skip
def test_texts_that_can(tmp_path: Path, text: str) -> None:
    found = _told(tmp_path, "vars: {fee: £40}", f"briefing:\n  situation: x\n  rule: y\n  goal: |\n    {text}")
    assert found == []


def test_a_name_with_a_dash_in_a_text_is_explained(tmp_path: Path) -> None:
    report = checked(
        tmp_path,
        changed(
            "facts: {his-wife: {text: x}}",
            "briefing:\n  situation: '{{ known.his-wife }}'\n  rule: y\n  goal: z",
            OPEN + "    routes:\n      - otherwise: agreed\n        reveal: [his-wife]\n",
        ),
    )
    hints = [one.hint for one in report.problems if one.code == "CF307"]
    assert any("a name with - cannot be used" in hint for hint in hints)


def test_the_folder_and_the_language_are_compared(tmp_path: Path) -> None:
    folder = tmp_path / "ru"
    folder.mkdir()
    assert codes(checked(folder, changed())) == ["CF211"]


def test_a_variable_of_two_thousand_characters_is_too_long(tmp_path: Path) -> None:
    assert "CF314" in codes(checked(tmp_path, changed(f"vars: {{x: {'y' * 2001}}}")))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("{facts: [hospitl]}", "CF303"), ("{counters: {excusses: 1}}", "CF304"), ("{patience: 11}", "CF205"),
        ("{patience: 0}", "CF504"), ("{trust: 0}", None), ("{visits: 0}", "CF205"), ("{earlier: [asked]}", "CF204"),
        ("{facts: [hospital], counters: {excuses: 2}, patience: 1, visits: 3, earlier: [ask]}", None),
    ],
)  # fmt: skip
def test_the_state_a_test_is_given(tmp_path: Path, given: str, code: str | None) -> None:
    text = changed(
        "limits: {patience: lost}",
        OPEN
        + "    routes:\n      - {when: {asks: hospital}, to: lost, reveal: [hospital]}\n      - otherwise: agreed\n"
        f"    tests:\n      - {{reply: x, to: agreed, given: {given}}}\n",
    )
    assert [one.code for one in checked(tmp_path, text).problems if one.severity == "error"] == ([code] if code else [])
