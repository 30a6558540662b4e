"""Where each idea of the articles is practised: idea, labels, scenarios and steps, tests.

`python -m simulator.scenario.ideas` writes docs/coverage.md from docs/ideas.yaml and the shipped scenarios.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scoring.contract import FAULTS
from simulator.scenario.library import LANGUAGES, open_scenario
from simulator.scenario.model import Scenario, Step

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "docs" / "ideas.yaml"
PAGE = ROOT / "docs" / "coverage.md"
ARTICLES = {
    "R": "Clients who do not keep the rules",
    "C": "The complaint algorithm",
    "P": "Which clients to part with",
    "S": "Is the client always right?",
}


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea of an article. `labels`: moves and faults that practise it; `families`: whose scenarios count, () for
    all."""

    key: str
    article: str
    idea: str
    labels: tuple[str, ...]
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Where an idea is practised in one language: scenario id -> its steps, and how many tests those steps have."""

    steps: Mapping[str, tuple[str, ...]]
    tests: int


Families = Mapping[str, Mapping[str, tuple[str, ...]]]
Shipped = Mapping[str, Mapping[str, Scenario]]


def read(path: Path = SOURCE) -> tuple[Families, tuple[Idea, ...]]:
    """Families (name -> language -> scenario ids) and ideas, in the file's order."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    families = {
        name: {lang: tuple(ids) for lang, ids in languages.items()} for name, languages in data["families"].items()
    }
    return families, tuple(_idea(row) for row in data["ideas"])


def shipped(folder: Path = ROOT / "scenarios") -> Shipped:
    """Every scenario of the library by language and id. Raises what a broken scenario raises."""
    return {
        lang: {
            path.stem: open_scenario(path.stem, lang, folder).scenario
            for path in sorted((folder / lang).glob("*.yaml"))
        }
        for lang in LANGUAGES
    }


def practised(idea: Idea, lang: str, families: Families, scenarios: Mapping[str, Scenario]) -> Found:
    """Where the scenarios of a language practise an idea: steps that expect one of its moves, or test its faults."""
    counted = {name for family in idea.families or families for name in families[family].get(lang, ())}
    steps: dict[str, tuple[str, ...]] = {}
    tests = 0
    for name, scenario in scenarios.items():
        if name not in counted:
            continue
        here = tuple(key for key, step in scenario.steps.items() if _practises(step, idea.labels))
        if here:
            steps[name] = here
            tests += sum(len(scenario.steps[key].tests) for key in here)
    return Found(steps, tests)


def page(families: Families, ideas: tuple[Idea, ...], scenarios: Shipped) -> str:
    """The whole of docs/coverage.md."""
    return "\n".join(_lines(families, ideas, scenarios)).rstrip() + "\n"


def _lines(families: Families, ideas: tuple[Idea, ...], scenarios: Shipped) -> Iterator[str]:
    yield "<!-- Written by `python -m simulator.scenario.ideas` from docs/ideas.yaml: change that file. -->"
    yield "# What of the articles can be practised, and where"
    yield ""
    yield "A step practises an idea when it expects one of the idea's moves, or when its routes or tests look for"
    yield "one of its faults. Tests are those in the scenario files, run by `calmfirm check` and by the test suite."
    for article, title in ARTICLES.items():
        yield from ("", f"## {title}", "", "| idea | labels | en | ru | uk | tests |", "|---|---|---|---|---|---|")
        for idea in ideas:
            if idea.article == article:
                found = [practised(idea, lang, families, scenarios[lang]) for lang in LANGUAGES]
                cells = [_cell(one) for one in found]
                labels = ", ".join(f"`{label}`" for label in idea.labels)
                yield f"| {idea.idea} | {labels} | {' | '.join(cells)} | {sum(one.tests for one in found)} |"
    yield from ("", "## The families", "", "| family | en | ru | uk |", "|---|---|---|---|")
    for name, languages in families.items():
        cells = [
            ", ".join(f"`{one}`" for one in languages.get(lang, ()) if one in scenarios[lang]) or "–"
            for lang in LANGUAGES
        ]
        yield f"| {name.replace('-', ' ')} | {' | '.join(cells)} |"


def _cell(found: Found) -> str:
    return "<br>".join(f"`{name}`: {', '.join(steps)}" for name, steps in found.steps.items()) or "–"


def _practises(step: Step, labels: tuple[str, ...]) -> bool:
    faults = set(labels) & set(FAULTS)
    handled = {label for route in step.routes if route.when for label in (*route.when.shows, *route.when.shows_any)}
    tested = {label for test in step.tests for label in test.shows}
    return bool(set(labels) & set(step.expects) or faults & (handled | tested))


def _idea(row: Mapping[str, Any]) -> Idea:
    return Idea(row["key"], row["article"], row["idea"], tuple(row["labels"]), tuple(row.get("families", ())))


def main() -> None:
    """Write the page."""
    families, ideas = read()
    PAGE.write_text(page(families, ideas, shipped()), encoding="utf-8")
    print(f"{PAGE.name} written")


if __name__ == "__main__":
    main()
