"""Reading a file: places, limits, YAML's mistakes in plain words, all of them in one pass."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from scenario_base import BASE, changed, checked, codes, loaded

from simulator.scenario import check as check_file
from simulator.scenario.check import check
from simulator.scenario.problem import Problem, nearest
from simulator.scenario.source import read


def _only(folder: Path, text: str) -> Problem:
    report = checked(folder, text)
    errors = [one for one in report.problems if one.severity == "error"]
    assert len(errors) == 1, report.render()
    assert report.loaded is None
    return errors[0]


def test_a_good_file_has_no_problems_and_stays_text(tmp_path: Path) -> None:
    report = checked(tmp_path, changed("title: no\nsummary: 12:30\ntrade: 0x1F"))
    assert report.problems == ()
    assert report.loaded is not None
    scenario = report.loaded.scenario
    assert (scenario.title, scenario.summary, scenario.trade) == ("no", "12:30", "0x1F")
    assert scenario.difficulty == 2


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert codes(check(tmp_path / "none.yaml")) == ["CF101"]
    assert "folder" in check(tmp_path).problems[0].message


def test_not_utf8_is_told_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_bytes(BASE.replace("keeps", "hält").encode("latin-1"))
    problem = check(path).problems[0]
    assert (problem.code, problem.line, problem.column) == ("CF103", 5, 20)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode())
    assert check(path).problems == ()


def test_places_are_right_after_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_bytes(BASE.replace("start: opening", "start: openin").replace("\n", "\r\n").encode())
    problem = check(path).problems[0]
    assert (problem.code, problem.line, problem.column) == ("CF301", 22, 8)


@pytest.mark.parametrize("char", ["\0", "\x1b", "\x07", "\x7f", "\ufffe"])
def test_control_characters_are_told_at_their_place(tmp_path: Path, char: str) -> None:
    problem = _only(tmp_path, changed(f"title: Late{char}keys"))
    assert (problem.code, problem.line, problem.column) == ("CF104", 4, 12)
    assert char not in problem.render()


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"])
def test_line_ends_that_only_yaml_knows_do_not_move_places(tmp_path: Path, char: str) -> None:
    report = checked(tmp_path, changed(f"title: Late{char}keys", "difficulty: 9"))
    assert [(one.code, one.line) for one in report.problems] == [("CF205", 7)]


def test_a_file_above_the_size_limit_is_not_read(tmp_path: Path) -> None:
    problem = _only(tmp_path, BASE + "#" * 16_000_000)
    assert (problem.code, problem.message) == ("CF102", "the file is larger than 16 MB")


def test_a_file_of_too_many_values_is_refused_before_it_is_composed(tmp_path: Path) -> None:
    begin = time.perf_counter()
    problem = _only(tmp_path, "steps: [" + "a," * 2_100_000 + "a]\n")
    assert problem.code == "CF102"
    assert time.perf_counter() - begin < 10


@pytest.mark.parametrize("text", ["[" * 200_000, "a: " + "{b: " * 200_000, "- " * 50_000, "? " * 50_000])
def test_depth_is_an_error_and_no_crash(tmp_path: Path, text: str) -> None:
    assert "CF113" in codes(checked(tmp_path, text))


def test_block_depth_is_an_error(tmp_path: Path) -> None:
    deep = "".join(f"{' ' * level}k:\n" for level in range(40))
    assert codes(checked(tmp_path, deep)) == ["CF113"]


def test_aliases_that_would_grow_without_end_are_refused_at_once(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    begin = time.perf_counter()
    report = checked(tmp_path, bomb)
    assert "CF111" in codes(report)
    assert time.perf_counter() - begin < 10


def test_an_alias_bomb_behind_another_mistake_is_refused_too(tmp_path: Path) -> None:
    bomb = "t: He said: no\na0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    begin = time.perf_counter()
    assert {"CF106", "CF111"} <= set(codes(checked(tmp_path, bomb)))
    assert time.perf_counter() - begin < 10


def test_and_and_star_inside_texts_are_letters(tmp_path: Path) -> None:
    text = changed('title: "*Late* keys & more"', "summary: Salt & pepper, 2 * 2, *sighs*")
    assert loaded(tmp_path, text).title == "*Late* keys & more"


def test_a_second_document_is_refused(tmp_path: Path) -> None:
    assert codes(checked(tmp_path, BASE + "---\n" + BASE)) == ["CF114"]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "just a text\n", "- a\n- b\n"])
def test_a_file_that_is_no_mapping(tmp_path: Path, text: str) -> None:
    assert codes(checked(tmp_path, text)) == ["CF115"]


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("summary: He said: no", "CF106", 17),
        ("summary:He said no", "CF106", 1),
        ("summary: [sighs] Not again.", "CF107", 10),
        ("summary: {{ fee }} is due", "CF107", 10),
        ("summary: {{ fee }}", "CF107", 10),
        ("summary: *sighs* Not again.", "CF107", 10),
        ("summary: *sighs", "CF111", 10),
        ("summary: &and so on", "CF111", 10),
        ("summary: @you", "CF107", 10),
        ("summary: %d", "CF107", 10),
        ("summary: | on one line", "CF107", 12),
        ("summary: >late", "CF107", 11),
        ("summary: ? late", "CF107", 10),
        ("summary: 'it's late'", "CF108", 14),
        ('summary: "late" she said', "CF108", 17),
        ('summary: "late', "CF108", 10),
        (r'summary: "C:\late"', "CF108", 13),
        ("summary: - late", "CF109", 10),
        ("summary: [late", "CF107", 10),
        ("summary: !late", "CF111", 10),
        ("summary: “Well: late”", "CF106", 15),
    ],
)
def test_yaml_mistakes_in_plain_words(tmp_path: Path, line: str, code: str, column: int) -> None:
    problems = checked(tmp_path, changed(line)).problems
    assert [(one.code, one.line) for one in problems] == [(code, 5)]
    assert abs(problems[0].column - column) <= 1
    assert problems[0].hint


STEP = "steps:\n  opening:\n    client: {client}\n    routes:\n      - otherwise: agreed\n"


@pytest.mark.parametrize(
    ("client", "code", "hint"),
    [
        ('"Well?', "CF108", 'close it with " at the end of the text'),
        ("'tis late", "CF108", "apostrophe"),
        ('"Well?" he asked.', "CF108", "under | on its own lines"),
        ("Well: late", "CF106", "in double quotes"),
    ],
)
def test_a_mistake_in_speech_is_told_on_its_own_line_with_nothing_else(
    tmp_path: Path, client: str, code: str, hint: str
) -> None:
    problem = _only(tmp_path, changed(STEP.format(client=client)))
    assert (problem.code, problem.line) == (code, 28)
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("line", "code", "column", "told"),
    [
        ("  \u00a0 client: Well?", "CF105", 3, "no-break space"),
        ("\u3000\u3000  client: Well?", "CF105", 1, "no-break space"),
        ("    client： Well?", "CF110", 11, "： is not the colon of YAML"),
        ("\tclient: Well?", "CF105", 1, "a tab indents"),
    ],
)
def test_signs_that_only_look_right(tmp_path: Path, line: str, code: str, column: int, told: str) -> None:
    rest = "    routes:\n      - otherwise: agreed\n"
    problem = _only(tmp_path, changed(f"steps:\n  opening:\n{line}\n{rest}"))
    assert (problem.code, problem.line, problem.column) == (code, 28, column)
    assert told in problem.message


def test_hard_spaces_inside_texts_are_letters(tmp_path: Path) -> None:
    assert loaded(tmp_path, changed("title: 5\u00a0000\u00a0£")).title == "5\u00a0000\u00a0£"
    block = "summary: |\n  One\n  \u00a0two\n"
    assert loaded(tmp_path, changed(block)).summary == "One\n\u00a0two"


def test_reading_goes_on_behind_a_mistake_that_can_be_mended(tmp_path: Path) -> None:
    text = changed(
        "title: He said: no", "summary: *sighs* again", "trade: [x] y", "difficulty: nine", "start: openin",
        "client:\n\tname: Mr Lund\n\twho: a tenant",
    )  # fmt: skip
    found = codes(checked(tmp_path, text))
    assert set(found) == {"CF105", "CF106", "CF107", "CF205", "CF301"}
    assert found.count("CF107") == 2


def test_duplicate_keys_are_told_with_the_first_line(tmp_path: Path) -> None:
    problem = _only(tmp_path, BASE + "endings:\n  x: {}\n")
    assert problem.code == "CF112"
    assert "first on line 42" in problem.message
    assert (problem.line, problem.column) == (45, 1)


def test_quoted_and_plain_spelling_of_a_key_are_the_same_key(tmp_path: Path) -> None:
    assert _only(tmp_path, BASE + '"start ": opening\n').code == "CF112"


def test_comments_that_are_meant_are_no_warning(tmp_path: Path) -> None:
    text = changed("title: Late keys  # shown in the library", "difficulty: 2 # of 5", 'summary: "flat #12"')
    assert checked(tmp_path, text).problems == ()


def test_a_cut_text_is_told_where_the_comment_begins(tmp_path: Path) -> None:
    report = checked(tmp_path, changed("summary: The tenant of flat #12 has gone."))
    assert [(one.code, one.severity, one.line, one.column) for one in report.problems] == [("CF116", "warning", 5, 29)]
    assert report.loaded is not None


def test_the_caret_stands_under_wide_and_combining_characters() -> None:
    problem = Problem("CF106", "error", 3, 7, "wrong", "mend it", Path("f.yaml"), "日本語e\u0301: x: y")
    lines = problem.render().split("\n")
    assert lines[0] == "f.yaml:3:7: CF106 wrong"
    assert lines[1] == "    日本語e\u0301: x: y"
    assert lines[2] == "    " + " " * 8 + "^"
    assert lines[3] == "    hint: mend it"


def test_a_long_line_is_cut_around_the_caret() -> None:
    problem = Problem("CF106", "error", 1, 501, "wrong", "", Path("f.yaml"), "a" * 500 + "X" + "b" * 500)
    _, source, caret = problem.render().split("\n")
    assert len(source) < 120
    assert source[len(caret) - 1] == "X"


def test_what_a_terminal_would_act_on_is_not_printed() -> None:
    problem = Problem("CF202", "error", 1, 1, "unknown key `\x1b[2J`", "", Path("a\x1b.yaml"), "\x1b[2J\u202e: x")
    assert "\x1b" not in problem.render()
    assert "\u202e" not in problem.render()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("state_rules", "state_rule"), ("STATE-RULE", "state_rule"), ("askk", "ask"), ("zebra", None)],
)
def test_the_nearest_name(typed: str, meant: str | None) -> None:
    assert nearest(typed, ["ask", "state_rule", "cave_in"]) == meant


def test_places_are_found_by_path(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(BASE, encoding="utf-8")
    source = read(path)
    assert source.place(("steps", "told", "client")) == (37, 13)
    assert source.place(("steps", "told", "client"), key=True) == (37, 5)
    assert source.place(("steps", "opening", "routes", 0, "when", "asks")) == (30, 22)
    assert source.place(("steps", "nowhere", "client")) == (27, 3)


def test_the_number_of_problems_is_limited(tmp_path: Path) -> None:
    steps = "".join(f"  s{n}: {{client: x, routes: [{{otherwise: nowhere-{n}}}]}}\n" for n in range(3000))
    begin = time.perf_counter()
    report = checked(tmp_path, changed(f"steps:\n{steps}"))
    assert len(report.problems) == check_file.MAX_PROBLEMS
    assert all(one.severity == "error" for one in report.problems)
    assert time.perf_counter() - begin < 10


def test_too_many_steps_are_refused(tmp_path: Path) -> None:
    steps = "".join(f"  s{n}: {{client: x}}\n" for n in range(20_001))
    assert codes(checked(tmp_path, changed(f"steps:\n{steps}"))) == ["CF209"]
