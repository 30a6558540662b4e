"""Scenarios to Twine and stories from it: text, choices and links arrive, and what does not is told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from desk import SPARE_KEY, FakeScorer, spare_key
from hypothesis import example, given
from hypothesis import strategies as st

from scoring.rubric import load_rubric
from simulator.scenario.check import check
from simulator.scenario.library import open_scenario
from simulator.scenario.model import Scenario
from simulator.script.examples import examples
from simulator.twine import markup
from simulator.twine.inward import Imported, imported
from simulator.twine.naming import name_for
from simulator.twine.notation import Passage, Story, TweeError, decode, parse, write
from simulator.twine.outward import story
from simulator.wording import Wording

SHIPPED = sorted((Path(__file__).resolve().parents[2] / "scenarios" / "en").glob("*.yaml"))[::4]
HARLOWE = """\
:: StoryTitle
Пізній ключ

:: StoryData
{"ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC", "format": "Harlowe", "start": "Початок"}

:: style [stylesheet]
body { color: red; }

:: Початок {"position":"100,100"}
(set: $mood to 3)Він приїхав о //третій// й стоїть у дверях. <!-- later: weather -->

[[Далі->Розмова]]

:: Розмова
"Ви ж **обіцяли** ключ!" (голосно: дуже)
[[Я розумію, це прикро.->Спокій]]
[[Спокій<-Правило таке: ключ до одинадцятої.]]
[[Немає такого пункту]]

:: Спокій [reaction]
"Ну добре", -- каже він.
[[Угода|Кінець 1]]

:: Кінець 1 [good]
Він платить $40 і йде.
"""


def exported(scenario: Scenario) -> tuple[Story, list[str]]:
    return story(scenario, Wording(load_rubric(), scenario.lang), examples(scenario, FakeScorer()))


def made(text: str, folder: Path, lang: str = "en", name: str = "") -> tuple[Imported, Scenario]:
    """What a Twee text becomes, and the scenario that is then in the file; the file has no errors."""
    found = imported(parse(text, "story.twee"), lang=lang, name=name)
    assert found is not None
    path = folder / f"{found.id}.yaml"
    path.write_text(found.text, encoding="utf-8")
    report = check(path)
    assert report.loaded is not None, found.text + report.render()
    return found, report.loaded.scenario


@pytest.mark.parametrize("path", [SPARE_KEY, *SHIPPED], ids=lambda path: path.stem)
def test_text_choices_and_links_survive_the_way_to_twine_and_back(path: Path, tmp_path: Path) -> None:
    before = open_scenario(path).scenario
    twine, _ = exported(before)
    _, after = made(write(twine), tmp_path, before.lang, before.id)
    filled = exported(after)[0]
    assert (after.title, after.start, after.difficulty, after.principles) == (
        before.title, before.start, before.difficulty, before.principles,
    )  # fmt: skip
    assert (after.client.name, after.client.patience) == (before.client.name, before.client.patience)
    assert after.steps.keys() == before.steps.keys()
    assert after.endings.keys() == before.endings.keys()
    for name, end in before.endings.items():
        assert after.endings[name].outcome == end.outcome
        if "{%" not in end.title:  # conditions inside a text are told in words there
            assert after.endings[name].title == end.title
    assert len(after.briefing.may) == len(before.briefing.may)
    for name, step in before.steps.items():
        targets = {option.to for option in step.options if option.to} if step.reply == "choice" else set()
        targets |= {route.target for route in step.routes} if step.reply == "text" else set()
        assert targets <= {option.to for option in after.steps[name].options} | {
            route.target for route in after.steps[name].routes
        }
    # A second time nothing changes any more.
    assert [one.body for one in filled.passages if "calmfirm" not in one.tags] == [
        one.body for one in exported(made(write(filled), tmp_path, before.lang, before.id)[1])[0].passages
        if "calmfirm" not in one.tags
    ]  # fmt: skip


def test_the_report_counts_what_twine_cannot_hold() -> None:
    _, lost = exported(spare_key().scenario)
    assert "1 × conditions on a typed reply" in lost
    assert "3 × changes of patience and trust" in lost
    assert "2 × typed replies (their example replies became links)" in lost
    assert "1 × facts and the words that ask for them" in lost
    assert any(one.startswith("1 × texts that change with the conversation") for one in lost)
    assert not any(one.startswith("0 ") for one in lost)


def test_an_example_reply_stands_on_the_link_of_the_route_that_it_takes() -> None:
    twine, _ = exported(spare_key().scenario)
    (opening,) = [one for one in twine.passages if one.name == "opening"]
    assert "[[A spare key is forty pounds.->terms]]" in opening.body
    assert "[[(asks about “His train leaves at six.”)->opening, reaction 1]]" in opening.body


def test_a_twine_story_with_code_becomes_a_scenario_that_can_be_played(tmp_path: Path) -> None:
    found, scenario = made(HARLOWE, tmp_path, "uk")
    assert (scenario.id, scenario.title, scenario.start) == ("pizniy-klyuch", "Пізній ключ", "rozmova")
    assert scenario.briefing.situation == "Він приїхав о третій й стоїть у дверях."
    step = scenario.steps["rozmova"]
    assert step.client == '"Ви ж обіцяли ключ!" (голосно: дуже)'
    assert [(one.text, one.to, one.say) for one in step.options] == [
        ("Я розумію, це прикро.", "kinets-1", '"Ну добре", -- каже він.'),
        ("Правило таке: ключ до одинадцятої.", "kinets-1", '"Ну добре", -- каже він.'),
        ("Немає такого пункту", "nemaye-takogo-punktu", ""),
    ]
    assert scenario.endings[step.options[0].to or ""].outcome == "good"
    told = "\n".join(found.lost)
    for part in ("(set:)", "comments", "bold, italics", "[stylesheet]", "“Немає такого пункту”, which is not in"):
        assert part in told
    assert "$40" in found.text, "a sum is no variable"


def test_what_is_left_to_write_is_named_with_its_line(tmp_path: Path) -> None:
    found, _ = made(HARLOWE, tmp_path)
    lines = found.text.split("\n")
    assert [key for _, key in found.open][:5] == ["summary", "trade", "difficulty", "minutes", "principles"]
    assert {"rule", "goal", "lesson", "name", "who"} <= {key for _, key in found.open}
    assert all(lines[line - 1].endswith("# to write") and key in lines[line - 1] for line, key in found.open)


@pytest.mark.parametrize(
    ("body", "form", "text", "links"),
    [
        ('<<link "Sit down" "Chair">><</link>>\nHi $name', "sugarcube", "Hi $name", [("Sit down", "Chair")]),
        ("He waits. [[Ask->A]] or [[leave|B]].", "", "He waits. Ask or leave.", [("Ask", "A"), ("leave", "B")]),
        ('(link-goto: "Go", "A") (if: $x)[Well.]', "harlowe", "Well.", [("Go", "A")]),
        ("mood: 1\n--\nHe looks.\n\n[if mood > 1]\nAngry {mood}.\n\n> [[Ask->A]]", "chapbook",
         "He looks.\n\nAngry .", [("Ask", "A")]),
        ("`*not bold*` and *bold*", "harlowe", "*not bold* and bold", []),
        ("[[a|A][$x to 1]]\n[img[pic.png]]", "sugarcube", "", [("a", "A")]),
        ("Five <b>bold</b>&nbsp;words<br>here <% x %>", "snowman", "Five bold words\nhere", []),
        ("{{ fee }} and {% if x %}", "", "{ { fee }} and { % if x %}", []),
    ],
)  # fmt: skip
def test_each_format_gives_its_words_and_links(body: str, form: str, text: str, links: list[tuple[str, str]]) -> None:
    found = markup.read(body, form)
    assert [(one.text, one.target) for one in found.links] == links
    assert found.text == text


def test_headers_with_signs_tags_and_positions_are_read_and_written() -> None:
    passages = [
        Passage("A {b} [c] \\ d", "one\n:: two", ("x", "y{z}"), at=(3, 4)),
        Passage("plain", "text"),
    ]
    text = write(Story("T", passages, {"ifid": "X"}))
    back = parse(text, "s.twee")
    assert [(one.name, one.tags, one.at) for one in back.passages] == [
        ("A {b} [c] \\ d", ("x", "y{z}"), (3, 4)), ("plain", (), None),
    ]  # fmt: skip
    assert back.passages[0].body == "one\n :: two"
    assert back.faults == []


def test_broken_headers_and_settings_are_told_with_their_line() -> None:
    read = parse(":: a {bad\nx\n:: StoryData\n[1]\n:: b\ny\n:: b\nz\n:: [tag]\n", "s.twee")
    assert [one.name for one in read.passages] == ["b"]
    assert [one.partition(":")[0] for one in sorted(read.faults)] == ["line 1", "line 3", "line 7", "line 9"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"hello", r"s\.twee:1:1: there is no passage"),
        (b"<tw-storydata>", "Export As Twee"),
        (b":: a\n\xff", r":2:1: "),
    ],
)
def test_a_file_that_is_no_twee_is_one_sentence(raw: bytes, words: str) -> None:
    with pytest.raises(TweeError, match=words):
        parse(decode(raw, "s.twee"), "s.twee")


def test_passages_that_only_lead_in_a_circle_and_a_story_without_choice_do_not_hang() -> None:
    assert imported(parse(":: a\nx\n[[next->b]]\n:: b\ny\n[[next->a]]\n", "s"), lang="en", name="s") is not None
    assert imported(parse(":: a\nthe end\n", "s"), lang="en", name="s") is None
    assert imported(parse(":: a\n[[next->b]]\n:: b\nthe end\n", "s"), lang="en", name="s") is not None


def test_names_are_latin_short_and_different() -> None:
    taken: set[str] = set()
    for _ in range(3):
        taken.add(name_for("Ключ і щось ще!", taken, otherwise="x"))
    assert taken == {"klyuch-i-shchos-shche", "klyuch-i-shchos-shche-2", "klyuch-i-shchos-shche-3"}
    assert name_for("12 angry men", set(), otherwise="x") == "angry-men"
    assert name_for("…", set(), otherwise="x") == "x"


PIECES = st.sampled_from(
    ["[[", "]]", "->", "<-", "|", "::", "\n", "`", "{{", "{%", "<<set $x>>", "(if: true)[", "]", "''", "//", "a", "Ж",
     " ", "<!--", "-->", "\\", "# ", "- ", ": ", '"', "'", "[[b->B]]", "[[c->C]]", "\ue0000\ue001", "<br>"]
)  # fmt: skip


@example("[[->]]", "Harlowe")  # a link without words that leads nowhere
@example("[[{{]]", "Harlowe")  # one to a passage that is not there, whose name would be filled in
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["Harlowe", "SugarCube", "Chapbook", "Snowman", ""]))
def test_no_passage_breaks_the_import_or_makes_a_file_with_errors(
    tmp_path_factory: pytest.TempPathFactory, body: str, form: str
) -> None:
    # A line that begins so is a passage of its own, and rightly takes the links below it along.
    body = re.sub("(?m)^::", " ::", body)
    data = json.dumps({"format": form, "start": "A"})
    text = f":: StoryTitle\nT\n\n:: StoryData\n{data}\n\n:: A\n{body}\n\n[[b->B]]\n[[c->C]]\n\n:: B\nb\n\n:: C\nc\n"
    made(text, tmp_path_factory.mktemp("twine"))
