"""The rubric that a scenario names: a coach's own folder, beside the scenario or in the library's `rubrics/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from simulator.scenario.library import LANGUAGES
from simulator.scenario.problem import nearest, shown

if TYPE_CHECKING:
    from scoring.rubric import Rubric
    from simulator.scenario.include import Bundle

FILE = "rubric.yaml"
SHELF = "rubrics"


def named(bundle: Bundle) -> Rubric | None:
    """The scenario's own rubric; None when it names none, or names the shipped one, or when the one it names cannot
    be used (that is noted then)."""
    name = (bundle.data or {}).get("rubric")
    if not isinstance(name, str) or not name:
        return None
    from scoring.rubric import SHIPPED, RubricError, load_rubric

    if name == SHIPPED:
        return None
    if _leaves(name):
        message = f"{shown(name)} leaves the scenario's folder"
        bundle.problem("CF127", ("rubric",), message, "name a folder beside the scenario: rubric: my-rubric")
        return None
    home = bundle.main.path.parent
    folder = next((place for place in places(home, name) if (place / FILE).is_file()), None)
    if folder is None:
        near = nearest(name, list(_rubrics(home)))
        hint = f"did you mean {shown(near)}?" if near else f"it is a folder beside the scenario with a {FILE} in it"
        bundle.problem("CF128", ("rubric",), f"there is no rubric {shown(name)}", hint)
        return None
    if not _within(folder, home):
        bundle.problem("CF127", ("rubric",), f"{shown(name)} is a link that leaves the scenario's folder", "")
        return None
    try:
        return load_rubric(folder)
    except RubricError as error:
        hint = f"`calmfirm rubric check {folder}` tells all that is wrong with it"
        bundle.problem("CF128", ("rubric",), f"the rubric {shown(name)} cannot be used: {error}", hint)
    return None


def places(home: Path, name: str) -> Iterator[Path]:
    """Where a rubric may lie: beside the scenario; then, by its bare name, on the shelf that all languages share."""
    yield home / name
    if home.absolute().name in LANGUAGES and "/" not in name:
        yield home.absolute().parent / SHELF / name


def of_rubric(path: Path, root: Path) -> bool:
    """Whether a file somewhere below `root` belongs to a rubric, so that it is no scenario."""
    return any((folder / FILE).is_file() for folder in path.parents if folder.is_relative_to(root))


def _leaves(name: str) -> bool:
    pure = PurePosixPath(name)
    return pure.is_absolute() or "\\" in name or ":" in name or ".." in pure.parts or name.startswith("~")


def _within(folder: Path, home: Path) -> bool:
    try:
        real = folder.resolve()
        return any(real.is_relative_to(one.resolve()) for one in (home, home.absolute().parent / SHELF))
    except (OSError, RuntimeError):
        return False


def _rubrics(home: Path) -> Iterator[str]:
    for place in (home, home.absolute().parent / SHELF):
        try:
            yield from sorted(one.name for one in place.iterdir() if (one / FILE).is_file())
        except OSError:
            continue
