"""The rubric that a scenario names: a coach's own folder, beside the scenario or in the library's `rubrics/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from simulator.i18n import _
from simulator.rubric_words import rubric_told
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
        message = _("{name} leaves the scenario's folder").format(name=shown(name))
        bundle.problem("CF127", ("rubric",), message, _("name a folder beside the scenario: rubric: my-rubric"))
        return None
    home = bundle.main.path.parent
    folder = next((place for place in places(home, name) if (place / FILE).is_file()), None)
    if folder is None:
        near = nearest(name, list(_rubrics(home)))
        hint = (
            _("did you mean {near}?").format(near=shown(near))
            if near
            else _("it is a folder beside the scenario with a {file} in it").format(file=FILE)
        )
        bundle.problem("CF128", ("rubric",), _("there is no rubric {name}").format(name=shown(name)), hint)
        return None
    if not _within(folder, home):
        bundle.problem(
            "CF127", ("rubric",), _("{name} is a link that leaves the scenario's folder").format(name=shown(name)), ""
        )
        return None
    try:
        return load_rubric(folder)
    except RubricError as error:
        hint = _("`calmfirm rubric check {folder}` tells all that is wrong with it").format(folder=folder)
        bundle.problem(
            "CF128",
            ("rubric",),
            _("the rubric {name} cannot be used: {error}").format(name=shown(name), error=rubric_told(error)),
            hint,
        )
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
