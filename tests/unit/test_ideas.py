"""Every idea of the articles is practised, every shipped scenario belongs to a family, and the page says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.contract import LABELS, LANGUAGES
from simulator.scenario.ideas import PAGE, Idea, page, practised, read, shipped

FAMILIES, IDEAS = read()
SHIPPED = shipped()
LIBRARY = Path(__file__).resolve().parents[2] / "scenarios"


def test_the_committed_page_is_what_the_files_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(FAMILIES, IDEAS, SHIPPED), "run python -m simulator.scenario.ideas"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_shipped_scenario_belongs_to_one_family(lang: str) -> None:
    named = [name for languages in FAMILIES.values() for name in languages.get(lang, ())]
    assert len(named) == len(set(named))
    assert set(SHIPPED[lang]) <= set(named)


def test_ideas_name_labels_and_families_that_there_are() -> None:
    assert len({idea.key for idea in IDEAS}) == len(IDEAS)
    for idea in IDEAS:
        assert set(idea.labels) <= set(LABELS), idea.key
        assert set(idea.families) <= set(FAMILIES), idea.key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_idea_whose_family_is_shipped_is_practised_with_tests(lang: str) -> None:
    for idea in IDEAS:
        families = idea.families or FAMILIES
        if any(name in SHIPPED[lang] for family in families for name in FAMILIES[family].get(lang, ())):
            found = practised(idea, lang, FAMILIES, SHIPPED[lang])
            assert found.steps, idea.key
            assert found.tests, idea.key


def test_an_idea_counts_only_its_families() -> None:
    idea = Idea("x", "C", "x", ("apologise", "own_fault", "amends"), ("our-late-delivery",))
    assert set(practised(idea, "en", FAMILIES, SHIPPED["en"]).steps) == {"our-late-delivery"}
