"""A scenario as a script to read: every word is in it, every link leads somewhere, and nobody's words become markup."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from desk import SPARE_KEY, FakeScorer
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from scenario_base import changed, loaded

from scoring.rubric import load_rubric
from simulator.scenario.library import open_scenario
from simulator.scenario.model import Scenario
from simulator.script.content import Script, script
from simulator.script.examples import examples
from simulator.script.html import html
from simulator.script.markdown import markdown, plain
from simulator.wording import Wording

SHIPPED = sorted((Path(__file__).resolve().parents[2] / "scenarios" / "en").glob("*.yaml"))[::4]
HOSTILE = '<script>alert(1)</script> **bold** [a](javascript:x) `code` &lt; # no $x$ | ~~gone~~ 1. "q" \u202e'


class Page(HTMLParser):
    """What a browser would make of a page: words, elements, ids, links."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.elements: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def flat(self) -> str:
        return " ".join(self.words.split())


def written(scenario: Scenario) -> Script:
    return script(scenario, Wording(load_rubric(), scenario.lang), examples(scenario, FakeScorer()))


def shown(made: Script) -> dict[str, Page]:
    """Both forms as a reader sees them."""
    return {"markdown": Page(MarkdownIt().render(markdown(made))), "html": Page(html(made))}


@pytest.mark.parametrize("path", [SPARE_KEY, *SHIPPED], ids=lambda path: path.stem)
def test_every_spoken_word_is_there_and_every_link_leads_somewhere(path: Path) -> None:
    scenario = open_scenario(path).scenario
    made = written(scenario)
    spoken = [words for scene in made.scenes for words in scene.client]
    spoken += [way.say for scene in made.scenes for way in scene.ways if way.say]
    spoken += [option.text for step in scenario.steps.values() for option in step.options if "{" not in option.text]
    spoken += [text for end in made.ends for text in (end.title, end.text, end.lesson)]
    for name, page in shown(made).items():
        for words in spoken:
            assert " ".join(words.split()) in page.flat, (name, words)
        assert len(page.ids) == len(set(page.ids))
        assert {link[1:] for link in page.links} <= {*page.ids}
        assert {*scenario.steps, *scenario.endings} <= {*page.ids}
        assert "{{" not in page.words


def test_values_are_filled_in_and_what_hangs_on_the_talk_is_said() -> None:
    made = written(open_scenario(SPARE_KEY).scenario)
    opening, terms, _ = made.scenes
    assert opening.client == ("Good evening[if trainee.name: , [trainee.name]]. I need a key, now.",)
    assert terms.client == ("£40? For a key?",)
    assert [way.condition for way in opening.ways] == ["asks about “His train leaves at six.”", ""]
    assert opening.ways[1].replies == ("A spare key is forty pounds.",)
    assert terms.options[1].mood == "Patience −10: You sent him away."
    assert (terms.picks, terms.ways) == (True, ()), "options that know their way need no routes"


def test_conditions_are_in_words_of_the_rubric(tmp_path: Path) -> None:
    text = changed("""\
steps:
  opening:
    client: Well?
    routes:
      - when: {calm: respectful or better, shows_any: [ask, state_rule], avoids: [cave_in], visits: {at_least: 2},
               counters: {excuses: {at_most: 3}}, facts_hidden: [hospital], stance: [servile]}
        to: told
        count: {excuses: +1}
      - otherwise: agreed
  told:
    client: And now?
    routes:
      - otherwise: agreed
""")
    made = written(loaded(tmp_path, text))
    rubric = load_rubric()
    said = made.scenes[0].ways[0].condition
    assert f"shows any of {rubric.name('ask')}, {rubric.name('state_rule')}" in said
    assert f"without {rubric.name('cave_in')}" in said
    assert "excuses 3 or less" in said
    assert "times here: 2 or more" in said
    assert "it is not out yet that “His wife was taken to hospital.”" in said
    assert made.scenes[0].ways[0].counts == "excuses +1"


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        (SHIPPED[0].with_name("part-with-client.yaml"), "Then picks one, and gives the reason in words:"),
        (SHIPPED[0].parents[1] / "ru" / "rasstavanie.yaml", "Потом выбирает одно и объясняет причину словами:"),
        (SHIPPED[0].parents[1] / "uk" / "rozstavannia.yaml", "Потім обирає одне й пояснює причину словами:"),
    ],
    ids=["en", "ru", "uk"],
)
def test_a_decide_steps_papers_signs_and_options_are_there_to_read(path: Path, heading: str) -> None:
    scenario = open_scenario(path).scenario
    made = written(scenario)
    (scene,) = (one for one in made.scenes if one.signs)
    step = scenario.steps[scene.name]
    read = [text for paper in made.dossier for text in (paper.title, paper.date, paper.text, *paper.columns)]
    read += [cell for paper in made.dossier for row in paper.rows for cell in row]
    read += [sign.text for sign in step.signs] + [option.text for option in step.options]
    assert len(made.dossier) == len(scenario.dossier) > 1
    for name, page in shown(made).items():
        assert heading in page.flat, name
        for words in read:
            assert " ".join(words.split()) in page.flat, (name, words)
        assert page.elements.count("table") == sum(bool(paper.rows) for paper in made.dossier) or name == "markdown"


def test_what_a_decision_hangs_on_is_named_as_the_trainee_reads_it() -> None:
    scenario = open_scenario(SHIPPED[0].with_name("part-with-client.yaml")).scenario
    (scene,) = (one for one in written(scenario).scenes if one.signs)
    step = scenario.steps[scene.name]
    text = {option.key: option.text for option in step.options}
    picked = [route.when.choice for route in step.routes if route.when is not None and route.when.choice]
    assert picked
    for key, way in zip(picked, (one for one in scene.ways if "picks" in one.condition), strict=True):
        assert f"picks “{text[key]}”" in way.condition


def test_a_step_that_nothing_leads_to_stands_at_the_end_and_is_marked(tmp_path: Path) -> None:
    text = changed("""\
steps:
  lonely:
    client: Anyone?
    routes:
      - otherwise: agreed
  opening:
    client: Well?
    routes:
      - otherwise: agreed
""")
    made = written(loaded(tmp_path, text))
    assert [(scene.name, scene.reached) for scene in made.scenes] == [("opening", True), ("lonely", False)]
    assert "Nothing leads here yet." in html(made)


def test_nobodys_words_become_markup(tmp_path: Path) -> None:
    quoted = "'" + HOSTILE.replace("'", "''").replace("\u202e", "") + "'"
    text = changed(f"title: {quoted}\nsummary: {quoted}\ntrade: {quoted}\n", f"""\
steps:
  opening:
    client: {quoted}
    hint: {quoted}
    routes:
      - when: {{shows: [ask]}}
        to: agreed
        say: {quoted}
      - otherwise: agreed
""")  # fmt: skip
    made = written(loaded(tmp_path, text))
    seen = HOSTILE.replace("\u202e", "").strip()
    for name, page in shown(made).items():
        assert page.flat.count(seen) >= 6, name
        assert "script" not in page.elements
        assert not {"code", "del", "s"} & set(page.elements)
        assert not any(link.startswith("javascript") for link in page.links)


def test_direction_marks_do_not_reach_the_page() -> None:
    assert "\u202e" not in plain(HOSTILE)


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_is_shown_by_markdown_as_it_is(text: str) -> None:
    flat = " ".join("".join(char if char.isprintable() or char in "\u200d\ufe0f" else " " for char in text).split())
    page = Page(MarkdownIt().render(f"- {plain(flat)}\n"))
    assert page.flat == flat


def test_the_page_needs_no_network_and_no_script() -> None:
    text = html(written(open_scenario(SPARE_KEY).scenario))
    assert "default-src 'none'" in text
    assert not {"script", "img", "link", "iframe"} & set(Page(text).elements)
    assert '<html lang="en">' in text
