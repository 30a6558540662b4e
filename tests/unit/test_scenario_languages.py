"""What check, explain, graph, walk, script and Twine say in Russian and Ukrainian: every text is translated, and no
English word is left but names, keys and the words of the file itself."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from scenario_base import BASE, changed, checked
from test_scenario_docs import EXAMPLES, MADE, TESTED, Judge

import scoring
from scoring.contract import LABELS, STANCES
from scoring.rubric import RubricError, load_rubric
from scoring.scorer import Scorer
from simulator import i18n
from simulator.i18n import speaking
from simulator.rubric_words import WORDS, rubric_told, why_told
from simulator.scenario import schema
from simulator.scenario.chart import Traffic, chart
from simulator.scenario.check import check
from simulator.scenario.codes import CODES
from simulator.scenario.drawing.as_dot import dot
from simulator.scenario.drawing.as_mermaid import mermaid
from simulator.scenario.drawing.as_text import text
from simulator.scenario.explain import SEVERITIES, explanations, page
from simulator.scenario.include import gather
from simulator.scenario.library import open_scenario
from simulator.script.content import script
from simulator.script.examples import examples
from simulator.script.html import html
from simulator.script.markdown import markdown
from simulator.twine.inward import imported
from simulator.twine.notation import TweeError, parse, write
from simulator.twine.outward import story
from simulator.walk import Count, Walker
from simulator.walk_text import replies, report
from simulator.wording import Wording

PACKAGE = Path(i18n.__file__).parent
ROOM = [
    *sorted((PACKAGE / "scenario").rglob("*.py")),
    *sorted((PACKAGE / "twine").rglob("*.py")),
    *sorted((PACKAGE / "script").rglob("*.py")),
    PACKAGE / "walk_text.py",
    PACKAGE / "rubric_words.py",
]
OTHERS = ("ru", "uk")
RAISED = ("RubricError", "PatternError", "EncoderMissing", "Unfit", "Told")
SHIPPED = PACKAGE.parent / "scenarios"
LATIN = re.compile(r"[A-Za-z]{2,}")
# File formats, what editors call things, and words of the notation itself.
NAMES = {
    "YAML", "UTF", "PO", "NUL", "DEL", "Escape", "JSON", "HTML", "Twine", "Twee", "Export", "As", "Build", "yaml", "po",
    "docs", "format", "md", "calmfirm", "list", "check", "rubric", "translate", "merge", "extract", "or", "better",
    "worse", "MB", "fuzzy", "msgstr", "overwrite", "int", "if", "else", "in",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    i18n.use("en")


def _keys(node: object) -> Iterator[str]:
    """Every key and value that the format itself knows."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("properties", "$defs"):
                yield from value
            if key in ("enum", "const"):
                yield from map(str, value if isinstance(value, list) else [value])
            yield from _keys(value)
    elif isinstance(node, list):
        for one in node:
            yield from _keys(one)


KNOWN = (
    {word for key in _keys(schema.schema()) for word in LATIN.findall(key)}
    | NAMES
    | {word for label in (*LABELS, *STANCES) for word in LATIN.findall(label)}
)


def english(told: str, *sources: str) -> set[str]:
    """The Latin words of a text that neither the format nor these sources have; quoted pieces are left out."""
    said = re.sub(r"`[^`]*`", " ", told)
    return set(LATIN.findall(said)) - KNOWN - {word for source in sources for word in LATIN.findall(source)}


def marked(path: Path) -> Iterator[tuple[str | None, str, bool]]:
    """(context, text, whether it counts) of every text that a module marks for the catalogues."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if node.func.id in ("_", "mark") and given and given[0]:
                yield None, given[0], False
            elif node.func.id == "ngettext":
                yield None, given[0], True
            elif node.func.id == "pgettext":
                yield given[0], given[1], False


@pytest.mark.parametrize("lang", OTHERS)
def test_every_text_of_the_room_is_in_the_catalogue(lang: str) -> None:
    catalogue = gettext.translation(i18n.DOMAIN, i18n.FOLDER, [lang])
    missing = []
    for path in ROOM:
        for context, said, counts in marked(path):
            if counts:
                found = all(catalogue.ngettext(said, "", count) not in (said, "") for count in (1, 2, 5))
            elif context is not None:
                found = catalogue.pgettext(context, said) != said
            else:
                found = catalogue.gettext(said) != said or not english(re.sub(r"\{[^}]*\}", "", said))
            if not found:
                missing.append(f"{path.name}: {said}")
    assert missing == []


@pytest.mark.parametrize("lang", OTHERS)
def test_every_code_is_explained_in_every_language(lang: str) -> None:
    english_ones = explanations()
    i18n.use(lang)
    there = explanations()
    assert there.keys() == CODES.keys()
    for code, one in there.items():
        before = english_ones[code]
        assert one.means != before.means, code
        assert one.name != before.name, code
        assert one.section != before.section, code
        assert before.told == one.told
        if not one.told:
            assert (one.wrong, one.right) == (before.wrong, before.right)
        head = one.text().split("\n")[0]
        assert not english(head, code, "always otherwise"), head
        assert i18n._(SEVERITIES[one.severity]) in head
        # What is written as code (`…`) and examples may be English, sentences may not.
        words = english(one.means, one.wrong, one.right, "rubrics")
        assert not words, code
    i18n.use("en")
    assert explanations() == english_ones


def test_the_page_is_english_whatever_the_interface() -> None:
    before = page()
    i18n.use("uk")
    assert page() == before


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("code", EXAMPLES)
def test_a_problem_is_told_without_an_english_word(code: str, lang: str, tmp_path: Path) -> None:
    one, judge = EXAMPLES[code], Judge() if code in TESTED else None
    for name, content in one.beside.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    plain = {problem.code: problem for problem in checked(tmp_path, changed(one.wrong), judge).problems}
    i18n.use(lang)
    told = checked(tmp_path, changed(one.wrong), judge)
    assert {problem.code for problem in told.problems} == plain.keys()
    source = changed(one.wrong)
    for problem in told.problems:
        for said in (problem.message, problem.hint, *problem.notes):
            assert not english(said, source, *one.beside.values(), *one.beside, "example"), said
        assert problem.message != plain[problem.code].message
        assert not problem.hint[:1].isupper(), problem.hint
        assert not problem.hint.endswith("."), problem.hint
    drawn = told.render()
    for word in ("    hint: ", "    note: ", " warning: "):
        assert word not in drawn


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("code", MADE)
def test_a_problem_that_is_made_is_told_without_an_english_word(code: str, lang: str, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_bytes(MADE[code](tmp_path))
    i18n.use(lang)
    problem = next(one for one in check(path).problems if one.code == code)
    assert not english(f"{problem.message} {problem.hint}", BASE, "letter example")


@pytest.mark.parametrize(
    "written",
    [
        "steps: [a]", "briefing: []", "difficulty: 9", "minutes: x", "principles: shout", "client: Ann",
        "start: [opening]", "title: {a: b}", "title: [a]", "limits: {patience: {a: b}}", "id: Bad Name",
        "playthroughs: [{name: x}]", "always: 3", "worth: {label: x, amount: much}", "summary:", "lang: de",
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", OTHERS)
def test_what_the_model_says_is_told_without_an_english_word(written: str, lang: str, tmp_path: Path) -> None:
    i18n.use(lang)
    told = checked(tmp_path, changed(written))
    assert told.errors
    for problem in told.problems:
        for said in (problem.message, problem.hint, *problem.notes):
            assert not english(said, changed(written), "example"), said


def _templates() -> Iterator[str]:
    """What scoring raises, as it stands in its code."""
    for path in sorted(Path(scoring.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        strings = [
            node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant)
            and any(isinstance(target, ast.Name) and target.id == "told" for target in node.targets)
        ]
        yield from strings
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED:
                first = node.args[0]
                if isinstance(first, ast.Name):
                    assert strings
                    assert first.id == "told", f"{path.name}:{node.lineno}: name the template so"
                else:
                    assert isinstance(first, ast.Constant), f"{path.name}:{node.lineno}: no f-string here"
                    yield first.value


def test_every_error_of_scoring_is_known_to_the_catalogues() -> None:
    known = set(WORDS)
    prose = [one for one in _templates() if LATIN.search(re.sub(r"\{\w*[^}]*\}", "", one))]
    assert len(prose) > 40
    assert [one for one in prose if one not in known] == []


def test_a_broken_rubric_is_told_in_the_language(tmp_path: Path) -> None:
    (tmp_path / "rubric.yaml").write_text(
        "extends: calm_firm\nname: x\nversion: 1\nleave_out: [nothing_such]\n", "utf-8"
    )
    with pytest.raises(RubricError) as caught:
        load_rubric(tmp_path)
    assert str(caught.value).endswith("leave_out: there is no label nothing_such")
    i18n.use("ru")
    assert rubric_told(caught.value).endswith("leave_out: метки nothing_such нет")
    i18n.use("uk")
    assert rubric_told(caught.value).endswith("leave_out: мітки nothing_such немає")
    assert why_told(Scorer.load(meaning=False)) == "оцінка лише за прикметами, як ви просили"


def _scenario(lang: str) -> Path:
    return sorted((SHIPPED / lang).glob("*.yaml"))[0]


@pytest.mark.parametrize("lang", OTHERS)
def test_a_chart_a_walk_and_a_script_have_no_english_word(lang: str) -> None:
    path = _scenario(lang)
    source = path.read_text(encoding="utf-8")
    i18n.use(lang)
    bundle = gather(path)
    drawn = chart(bundle)
    traffic = Traffic(tests={}, walks={}, arrivals=dict.fromkeys(drawn.nodes, 2))
    assert not english(text(drawn, traffic), source)
    marks = "digraph graph rankdir LR fontname sans serif node shape box style rounded edge fontsize label oval solid"
    looks = "plaintext dashed penwidth color fontcolor hexagon dotted"
    assert not english(dot(drawn, traffic), source, f"{marks} {looks} at every step")
    styles = (
        "flowchart LR classDef start stroke width px dasharray fill color orphan deadend missing br every class end"
    )
    assert not english(mermaid(drawn, traffic), source, f"{styles} linkStyle b3261e f9dedc dedc e0b quot amp lt gt")
    loaded = open_scenario(path)
    scorer = Scorer.load(meaning=False)
    walker = Walker(loaded.scenario, scorer, 1, 30)
    count = Count(walker)
    for state in walker.walks(20):
        count.add(state)
    told = "\n".join([*report(count.total(), drawn), *replies(walker.walk(1))])
    assert not english(told, source, path.name), english(told, source, path.name)
    made = script(loaded.scenario, Wording(scorer.rubric, lang), examples(loaded.scenario, scorer))
    assert not english(markdown(made), source, "id"), english(markdown(made), source, "id")
    body = re.sub(
        r"<style>.*?</style>|<meta[^>]*>|</?\w+|(?:class|id|href|lang|aria-label)=", " ", html(made), flags=re.S
    )
    assert not english(
        body, source, "briefing main ways end lead long quiet skip say reply words scene doctype html gt lt quot"
    )


def test_a_script_is_in_the_scenario_s_language_whatever_the_interface() -> None:
    loaded = open_scenario(_scenario("uk"))
    scorer = Scorer.load(meaning=False)
    made = [script(loaded.scenario, Wording(scorer.rubric, "uk"), {})]
    for lang in OTHERS:
        i18n.use(lang)
        made.append(script(loaded.scenario, Wording(scorer.rubric, "uk"), {}))
        assert i18n.current() == lang
    assert made[0] == made[1] == made[2]
    assert "Папери" in markdown(made[0]) or "Кінцівки" in markdown(made[0])


@pytest.mark.parametrize("lang", OTHERS)
def test_twine_gets_the_scenario_s_words_and_gives_them_back(lang: str) -> None:
    path = _scenario(lang)
    loaded = open_scenario(path)
    scorer = Scorer.load(meaning=False)
    made, lost = story(loaded.scenario, Wording(scorer.rubric, lang), examples(loaded.scenario, scorer))
    assert all(LATIN.search(one) for one in lost)  # the interface is English
    written = write(made)
    with speaking(lang):
        for word in ("Begin", "Go on", "Situation", "The agreed rule"):
            assert i18n._(word) != word
        assert f"[[{i18n._('Begin')}->" in written
    i18n.use(lang)
    lost = story(loaded.scenario, Wording(scorer.rubric, lang), examples(loaded.scenario, scorer))[1]
    assert not english("\n".join(lost)), english("\n".join(lost))
    back = imported(parse(written, "x.twee"), lang=lang, name="back")
    assert back is not None
    briefing = loaded.scenario.briefing
    assert " ".join(briefing.rule.split())[:40].split(" {")[0] in " ".join(back.text.split())
    assert "rule: " in back.text
    assert not english("\n".join(back.lost), back.text)
    with pytest.raises(TweeError) as caught:
        parse("nothing", "x.twee")
    assert not english(str(caught.value), "x.twee")
