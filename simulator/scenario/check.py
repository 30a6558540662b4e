"""Everything that is wrong with a scenario file, in one pass.

`python -m simulator.scenario.check FILE…` prints it; `--score` also runs the tests inside the files.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.i18n import _
from simulator.i18n import number as number_told
from simulator.scenario.include import MERGED, Bundle, gather, is_part
from simulator.scenario.library import LANGUAGES, SUFFIXES, Loaded
from simulator.scenario.outline import Outline, Part, mapping
from simulator.scenario.problem import Problem, render_all, shown
from simulator.scenario.source import collector_paused

if TYPE_CHECKING:
    from simulator.game import Scores
    from simulator.scenario.trial import Tried

MAX_STEPS = 20_000
MAX_PROBLEMS = 1_000


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. `problems` are in the order of the file; `loaded` is None when the file cannot be played.

    `files`: what was read, the file itself first, then what it includes. `tried`: what running the file's tests gave,
    None when they were not run.
    """

    file: Path
    problems: tuple[Problem, ...]
    loaded: Loaded | None
    files: tuple[Path, ...] = ()
    tried: Tried | None = None

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.severity == "error" for problem in self.problems)

    def render(self) -> str:
        """Every problem as `file:line:col: CODE message` with its source line; empty when there is none."""
        return render_all(self.problems)


def check(path: str | Path, scorer: Scores | None = None, *, translations: bool = True) -> Report:
    """Read a scenario and find every mistake. With a scorer, the tests and playthroughs in the file are run too; a
    scenario with a rubric of its own is judged by that. `translations`: whether to look for those that have drifted.

    Never raises for what the file holds. A failing test is an error, and the scenario can still be played.
    """
    path = Path(path)
    with collector_paused():
        bundle = gather(path)
        loaded = _checked(bundle, path)
        if translations and bundle.data is not None:
            from simulator.scenario.translation.drift import drift

            drift(bundle)
    tried = None
    if loaded is not None and scorer is not None:
        from simulator.scenario.trial import trial

        if loaded.rubric is not None:
            from scoring.scorer import Scorer

            scorer = Scorer.load(loaded.rubric)
        tried = trial(bundle, loaded.scenario, scorer)
    return Report(path, tuple(_in_order(bundle)), loaded, tuple(source.path for source in bundle.sources), tried)


def _checked(bundle: Bundle, path: Path) -> Loaded | None:
    if bundle.data is None:
        return None
    from simulator.scenario.comment import cut_texts
    from simulator.scenario.decisions import decisions
    from simulator.scenario.expectations import expectations
    from simulator.scenario.gaps import gaps
    from simulator.scenario.graph import graph
    from simulator.scenario.references import References
    from simulator.scenario.rubric import named
    from simulator.scenario.shape import shape
    from simulator.scenario.texts import texts
    from simulator.scenario.twins import twins
    from simulator.scenario.unused import unused
    from simulator.scenario.ways import ways

    data = bundle.data
    cut_texts(bundle)
    if is_part(bundle.main.data):
        bundle.problem(
            "CF126",
            (),
            _("this file is made to be included; check the scenario that includes it"),
            _("a scenario also needs what is not among {names}").format(names=", ".join(MERGED)),
        )
        return None
    if len(mapping(data.get("steps"))) > MAX_STEPS:
        bundle.problem(
            "CF209",
            ("steps",),
            _("the scenario has more than {limit} steps").format(limit=number_told(MAX_STEPS)),
            _("split it"),
            key=True,
        )
        return None
    bundle.rubric = named(bundle)
    scenario = shape(bundle)
    _identity(bundle, data, path)
    outline = Outline(data)
    references = References(bundle, outline)
    references.run()
    decisions(bundle, outline)
    dead = ways(bundle, outline)
    used = texts(bundle, outline)
    graph(bundle, outline, references.meant, dead)
    gaps(bundle, outline)
    if scenario is not None:  # what a broken file leaves unused is anyone's guess
        unused(bundle, outline, used)
    expectations(bundle, outline)
    twins(bundle, outline)
    _untested(bundle, outline)
    if scenario is None or any(one.severity == "error" for one in bundle.problems):
        return None
    return Loaded(scenario, path, bundle.digest, bundle.rubric.folder if bundle.rubric else None)


def _identity(bundle: Bundle, data: Part, path: Path) -> None:
    name = data.get("id")
    if isinstance(name, str) and name and name != path.stem:
        bundle.problem(
            "CF210",
            ("id",),
            _("the id is {name} and the file is called {file}").format(name=shown(name), file=shown(path.name)),
            _("call the file {name}.yaml, or write id: {file}").format(name=name, file=path.stem),
        )

    lang, folder = data.get("lang"), path.absolute().parent.name
    if isinstance(lang, str) and folder in LANGUAGES and lang in LANGUAGES and lang != folder:
        message = _("the language is {lang} and the file lies in {folder}").format(
            lang=shown(lang), folder=shown(folder)
        )
        bundle.problem(
            "CF211",
            ("lang",),
            message,
            _("move it to {lang}/, or write lang: {folder}").format(lang=lang, folder=folder),
        )


def _untested(bundle: Bundle, outline: Outline) -> None:
    for name, step in outline.steps.items():
        if not step.get("tests"):
            bundle.problem(
                "CF501",
                ("steps", name),
                _("step {name} has no test").format(name=shown(name)),
                _("add tests: with a reply and where it leads"),
                key=True,
            )


def _in_order(bundle: Bundle) -> list[Problem]:
    """Problems by file (the scenario's own first), then by place; each once, and not without end."""
    order = {source.path: number for number, source in enumerate(bundle.sources)}
    misread = {(one.file, one.line) for one in bundle.problems if "CF103" < one.code < "CF118" and one.code != "CF116"}
    # A line that YAML misreads gives its value wrongly, so what else is said of that line would be noise.
    unique = dict.fromkeys(one for one in bundle.problems if one.code < "CF118" or (one.file, one.line) not in misread)
    listed = sorted(unique, key=lambda one: (order.get(one.file, len(order)), one.line, one.column, one.code))
    if len(listed) > MAX_PROBLEMS:
        # Errors stay, whatever else is cut off: they are what keeps the file from being played.
        listed = [one for one in listed if one.severity == "error"][:MAX_PROBLEMS] or listed[:MAX_PROBLEMS]
    return listed


def main(arguments: list[str]) -> int:
    """Check files and folders; 0 when there is no error, else 2."""
    scorer: Scores | None = None
    if "--score" in arguments:
        from scoring.scorer import Scorer

        scorer = Scorer.load()
    worst = 0
    for path in _paths([one for one in arguments if not one.startswith("--")]):
        report = check(path, scorer)
        if report.problems:
            print(report.render())
        warnings = len(report.problems) - report.errors
        print(f"{path}: {report.errors} errors, {warnings} warnings")
        worst = max(worst, 2 if report.errors else 0)
    return worst


def _paths(arguments: list[str]) -> list[Path]:
    found: list[Path] = []
    for one in map(Path, arguments):
        found += sorted(path for path in one.rglob("*") if path.suffix in SUFFIXES) if one.is_dir() else [one]
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
