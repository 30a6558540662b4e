"""The shipped paths: sound, in every language, and what they ask for is what good play shows and bad play does not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from scoring.scorer import Scorer
from simulator.deciding import decision
from simulator.game import Game
from simulator.paths.model import LearningPath, Stage
from simulator.paths.reading import read_path
from simulator.paths.shelf import shelf
from simulator.paths.walked import FAILED, lacking
from simulator.scenario.library import LANGUAGES, entries, open_scenario
from simulator.store.database import Store
from simulator.store.ended import ended
from simulator.weighing import weigh_finished

LIBRARY = Path(__file__).resolve().parents[1] / "scenarios"
FILES = sorted(LIBRARY.glob("paths/??/*.yaml"))


@cache
def scorer() -> Scorer:
    return Scorer.load()


def paths() -> list[LearningPath]:
    return [one for file in FILES if (one := read_path(file)[0]) is not None]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_it_is_without_any_finding(file: Path) -> None:
    found, problems = read_path(file)
    assert [one.render() for one in problems] == []
    assert found is not None


def test_every_language_with_scenarios_has_a_path_from_calm_to_hard() -> None:
    library = entries(LIBRARY)
    found = shelf(library)
    for lang in LANGUAGES:
        hard = {one.id: one.difficulty for one in library if one.lang == lang}
        for path in found.of(lang):
            asked = [min(hard[name] for name in stage.scenarios) for stage in path.stages]
            assert asked == sorted(asked), path.id
        assert found.of(lang)


def stages() -> list[tuple[LearningPath, Stage, str]]:
    return [(path, stage, name) for path in paths() for stage in path.stages for name in stage.scenarios]


@pytest.mark.parametrize(
    ("path", "stage", "name"),
    [pytest.param(*one, id=f"{one[0].lang}-{one[2]}", marks=pytest.mark.xdist_group(one[2])) for one in stages()],
)
def test_the_best_playthrough_holds_and_the_worst_ones_do_not(
    path: LearningPath, stage: Stage, name: str, tmp_path: Path
) -> None:
    loaded = open_scenario(name, path.lang, LIBRARY)
    store = Store.open(tmp_path / "results.db")
    plays = loaded.scenario.playthroughs
    outcomes = {name: ending.outcome for name, ending in loaded.scenario.endings.items()}
    for play in (plays[0], *(one for one in plays[1:] if outcomes[one.ends] in FAILED)):
        number = store.begin(loaded, "Ann")
        game = Game(loaded, scorer(), store, number, "Ann")
        for reply in play.replies:
            if not game.state.over:
                game.take(reply if isinstance(reply, str) else decision(reply))
    weigh_finished(store, open_scenario)
    found = ended(store)
    store.close()
    worst = [one for one in found if one.outcome in FAILED]
    assert not lacking(found[0], stage)
    assert worst
    # Who gives everything away at the very end may have held much before.
    assert all("ending" in {why.lack for why in lacking(one, stage)} for one in worst)
    assert any({why.lack for why in lacking(one, stage)} > {"ending"} for one in worst)
