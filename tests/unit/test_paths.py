"""Learning paths: files with everything wrong told, and where a trainee stands by the conversations that are kept."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import LIBRARY

from simulator.paths.checked import check_path
from simulator.paths.model import Holds, LearningPath, Stage
from simulator.paths.reading import is_path, read_path
from simulator.paths.shelf import shelf
from simulator.paths.walked import Ended, Lacking, lacking, walked
from simulator.scenario.library import entries

GOOD = """\
path: 1
id: first
lang: en
title: First days
holds: {firm: partial}
stages:
  - title: Ask
    principles: [ask]
    scenarios: [spare-key]
  - title: The rule
    principles: [state_rule]
    scenarios: [spare-key]
    holds: {calm: warm}
"""


def written(folder: Path, text: str, name: str = "first.yaml") -> Path:
    """A path beside a library with one scenario."""
    if not (folder / "en").exists():
        shutil.copytree(LIBRARY / "en", folder / "en")
    file = folder / "paths" / "en" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_path_is_read_with_what_must_hold(tmp_path: Path) -> None:
    found, problems = read_path(written(tmp_path, GOOD))
    assert problems == ()
    assert found is not None
    assert [one.title for one in found.stages] == ["Ask", "The rule"]
    assert found.stages[0].holds == Holds("respectful", "partial", 1)
    assert found.stages[1].holds == Holds("warm", "partial", 1)
    assert shelf(entries(tmp_path)).of("en") == (found,)
    assert shelf(entries(tmp_path)).of("uk") == ()


def test_the_path_that_begins_easier_comes_first_whatever_its_file_is_called(tmp_path: Path) -> None:
    written(tmp_path, GOOD.replace("[spare-key]", "[hard-key]", 1).replace("id: first", "id: aaa"), "aaa.yaml")
    easy = (tmp_path / "en" / "spare-key.yaml").read_text(encoding="utf-8")
    hard = easy.replace("id: spare-key", "id: hard-key").replace("difficulty: ", "difficulty: 5 #", 1)
    (tmp_path / "en" / "hard-key.yaml").write_text(hard, encoding="utf-8")
    written(tmp_path, GOOD)
    assert [one.id for one in shelf(entries(tmp_path)).of("en")] == ["first", "aaa"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[spare-key]", "[spare-kay]", "9:17: CF100 there is no scenario `spare-kay` in en"),
        ("[ask]", "[asc]", "8:18: CF204 unknown principle `asc`"),
        ("[ask]", "[boundary]", "8:18: CF208 no scenario of this stage trains `boundary`"),
        ("[ask]", "[ask, ask]", "8:23: CF208 `ask` is written twice here"),
        ("[ask]", "[]", "8:5: CF207 principles is empty"),
        ("[spare-key]", "[]", "9:5: CF207 scenarios is empty"),
        ("[spare-key]", "spare-key", "9:5: CF203 scenarios must be a list"),
        ("    scenarios: [spare-key]\n  - title: The", "  - title: The", "7:5: CF201 the key `scenarios` is missing"),
        ("stages:", "stagse:", "6:1: CF202 unknown key `stagse`"),
        ("title: Ask", "titel: Ask", "7:5: CF202 unknown key `titel`"),
        ("title: First days", "title:", "4:1: CF207 title is empty"),
        ("path: 1", "path: 2", "1:7: CF204 this program reads path: 1, not `2`"),
        ("lang: en", "lang: fr", "3:7: CF204 unknown language `fr`"),
        ("lang: en", "lang: uk", "3:7: CF211 warning: the language is `uk` and the file lies in `en`"),
        ("id: first", "id: second", "2:5: CF210 warning: the id is `second`"),
        ("id: first", "id: a b", "2:5: CF206 `a b` is no name"),
        ("calm: warm", "calm: icy", "13:19: CF204 `icy` is no band of calm"),
        ("calm: warm", "scenarios: 2", "13:24: CF205 scenarios must be a whole number from 1 to 1"),
        ("calm: warm", "clam: warm", "13:13: CF202 unknown key `clam`"),
        ("{calm: warm}", "warm", "13:12: CF203 holds must be"),
        ("  - title: Ask", "  - Ask\n  - title: Ask", "7:5: CF203 a stage must be"),
        ("{firm: partial}", "{firm: partial", "5:8: CF107 the { that opens here"),
        (
            "    holds: {calm: warm}",
            "    variants: [spare-key]",
            "13:16: CF208 `spare-key` is a scenario of this stage",
        ),
    ],
)
def test_each_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    file = written(tmp_path, GOOD.replace(old, new, 1))
    report = check_path(file)
    assert told in report.render()
    assert str(file) in report.render()
    found, _problems = read_path(file)
    assert (found is None) == bool(report.errors)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("[ask]", "[asc]").replace("calm: warm", "calm: icy").replace("title: First days", "title:")
    assert [(one.code, one.line) for one in check_path(written(tmp_path, text)).problems] == [
        ("CF207", 4),
        ("CF204", 8),
        ("CF204", 13),
    ]


def test_a_scenario_that_is_broken_is_not_called_missing(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD.replace("[spare-key]", "[broken]"))
    (tmp_path / "en" / "broken.yaml").write_text("id: broken\nlang: en\n", encoding="utf-8")
    assert "the scenario `broken` cannot be read" in check_path(file).render()


@pytest.mark.parametrize(
    "text", ["", "- 1", "path: {", "path: 1\nstages: 7\n", "\x00", "path: [1]\nid: {}\nstages: [[]]\n"]
)
def test_nothing_in_a_file_breaks_the_reading(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, text)
    assert check_path(file).errors
    assert shelf(entries(tmp_path)).paths == ()
    assert shelf(entries(tmp_path)).problems


def test_a_path_is_known_by_its_folder_or_its_first_key(tmp_path: Path) -> None:
    assert is_path(written(tmp_path, "nonsense: 1\n"))
    alone = tmp_path / "alone.yaml"
    alone.write_text(GOOD, encoding="utf-8")
    assert is_path(alone)
    assert not is_path(LIBRARY / "en" / "spare-key.yaml")


STAGES = (
    Stage("One", ("ask",), ("a", "b"), ("v", "w")),
    Stage("Two", ("state_rule", "trade"), ("c",)),
    Stage("Three", ("boundary",), ("d",)),
)
PATH = LearningPath("first", "en", "First", "", STAGES, Path("first.yaml"))
TRAINS = {"a": ("ask",), "b": ("ask",), "v": ("ask", "trade"), "w": ("ask",), "c": ("state_rule",), "d": ("boundary",)}
START = datetime(2026, 11, 1, 9, tzinfo=UTC)


def done(
    scenario: str,
    day: int,
    calm: float | None = 4.0,
    firm: float | None = 4.0,
    outcome: str = "good",
    **shown: tuple[int, int],
) -> Ended:
    return Ended(day, scenario, "en", scenario.upper(), START + timedelta(day), "practise", outcome, calm, firm, shown)


def states(ended: Sequence[Ended]) -> list[str]:
    return [one.state for one in walked(PATH, ended, (), TRAINS).stages]


def test_a_first_start_begins_with_the_first_scenario() -> None:
    found = walked(PATH, (), (), TRAINS)
    assert found.fresh
    assert states(()) == ["here", "later", "later"]
    assert found.next is not None
    assert (found.next.scenario, found.next.reason) == ("a", "start")
    assert [one.waits_for for one in found.stages] == [None, 0, 1]


def test_a_stage_that_holds_opens_the_next() -> None:
    found = walked(PATH, (done("a", 1, ask=(1, 1)),), (), TRAINS)
    assert [one.state for one in found.stages] == ["held", "here", "later"]
    assert found.held == 1
    assert found.next is not None
    assert (found.next.scenario, found.next.reason) == ("c", "new")


@pytest.mark.parametrize(
    ("attempt", "lacks"),
    [
        (done("a", 1, calm=3.49, ask=(1, 0)), ["calm"]),
        (done("a", 1, firm=2.99, ask=(1, 0)), ["firm"]),
        (done("a", 1, firm=3.0, calm=3.5, ask=(1, 0)), []),
        (done("a", 1, ask=(1, 2)), ["principle"]),
        (done("a", 1, trade=(3, 0)), ["occasion"]),
        (done("a", 1, outcome="gave-away", ask=(1, 0)), ["ending"]),
        (done("a", 1, outcome="lost", ask=(1, 0)), ["ending"]),
        (done("a", 1, outcome="parted", ask=(1, 0)), []),
        (done("a", 1, calm=None, firm=None), ["own_words"]),
    ],
)
def test_what_keeps_an_attempt_from_holding(attempt: Ended, lacks: list[str]) -> None:
    assert [one.lack for one in lacking(attempt, STAGES[0])] == lacks
    assert states((attempt,))[0] == ("here" if lacks else "held")


def test_only_the_last_attempt_at_a_scenario_counts_and_either_scenario_will_do() -> None:
    assert states((done("a", 1, ask=(1, 0)), done("a", 2, ask=(0, 2))))[0] == "here"
    assert states((done("a", 1, ask=(0, 2)), done("a", 2, ask=(1, 0))))[0] == "held"
    assert states((done("a", 1, ask=(1, 0)), done("b", 2, ask=(0, 2))))[0] == "held"


def test_every_principle_that_had_an_occasion_must_be_kept() -> None:
    assert lacking(done("c", 1, state_rule=(2, 0)), STAGES[1]) == ()
    assert lacking(done("c", 1, state_rule=(2, 0), trade=(0, 1)), STAGES[1]) == (Lacking("principle", "trade", 0, 1),)


def test_after_a_try_that_does_not_hold_another_scenario_comes_first() -> None:
    offers = [walked(PATH, ended, (), TRAINS).next for ended in (
        (done("a", 1, ask=(0, 1)),),
        (done("a", 1, ask=(0, 1)), done("b", 2, ask=(0, 1))),
        (done("b", 1, ask=(0, 1)), done("a", 2, ask=(0, 1))),
    )]  # fmt: skip
    assert [(one.scenario, one.reason) for one in offers if one] == [("b", "new"), ("a", "again"), ("b", "again")]


def test_two_conversations_can_be_asked_for() -> None:
    twice = LearningPath("p", "en", "P", "", (Stage("One", ("ask",), ("a", "b"), holds=Holds(scenarios=2)),), Path("p"))
    first = (done("a", 1, ask=(1, 0)),)
    found = walked(twice, first, (), TRAINS)
    assert found.stages[0].state == "here"
    assert found.next is not None
    assert found.next.scenario == "b"
    assert walked(twice, (*first, done("b", 2, ask=(1, 0))), (), TRAINS).here is None


def test_a_later_stage_that_holds_already_counts_and_nothing_is_locked() -> None:
    found = walked(PATH, (done("d", 1, boundary=(1, 0)),), (), TRAINS)
    assert [one.state for one in found.stages] == ["here", "later", "held"]
    assert all(one.offer.scenario in one.stage.scenarios for one in found.stages if one.state == "later")


def test_what_is_due_comes_back_in_another_trade() -> None:
    held = (done("a", 1, ask=(1, 0)), done("c", 2, state_rule=(1, 0)), done("d", 3, boundary=(1, 0)))
    assert walked(PATH, held, (), TRAINS).next is None
    found = walked(PATH, held, ("thank", "ask"), TRAINS)
    assert found.visits == (0,)
    assert found.stages[0].due == ("ask",)
    assert found.next is not None
    assert (found.next.scenario, found.next.reason, found.next.principle) == ("v", "due", "ask")
    later = walked(PATH, (*held, done("v", 4, ask=(1, 0))), ("ask",), TRAINS)
    assert later.next is not None
    assert later.next.scenario == "w"
    alone = walked(PATH, held, ("boundary",), TRAINS)
    assert alone.next is not None
    assert alone.next.scenario == "d"


def test_what_was_played_in_another_language_is_no_evidence() -> None:
    other = Ended(1, "a", "uk", "A", START, "practise", "good", 4.0, 4.0, {"ask": (1, 0)})
    assert states((other,))[0] == "here"


def test_evidence_that_is_damaged_hides_nothing_else() -> None:
    broken = Ended(1, "a", "en", "A", START, "practise", "good", 4.0, 4.0, {"ask": (1, 0)}, {"ask": "{"})
    assert broken.kept_words("ask") == ""
    assert lacking(broken, STAGES[0]) == ()
