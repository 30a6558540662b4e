"""Where the screens get scenarios, scorer, rubric and store from. Everything slow is imported when first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from simulator.game import Scores
    from simulator.scenario.library import Listing, Loaded
    from simulator.store.database import Store
    from simulator.tui.naming import Words


class Sources(Protocol):
    """What the screens need; each call may take long and runs on a background thread."""

    def listing(self) -> Listing:
        """The library in all languages, with what is wrong with files that cannot be listed."""
        ...

    def open(self, name: str, lang: str) -> Loaded:
        """A scenario by id or path. Raises ScenarioError with all that is wrong."""
        ...

    def rubric(self, folder: Path | None = None) -> Words:
        """The names of labels and bands, by the rubric in a folder or the shipped one."""
        ...

    def scorer(self, folder: Path | None = None) -> Scores:
        """The scorer, ready to judge, by the rubric in a folder or the shipped one."""
        ...

    def store(self) -> Store:
        """The results database, open."""
        ...


class Installed:
    """The real ones. `db`: place of the database (default: the platform's), `library`: folder of scenarios."""

    def __init__(self, db: str | None = None, library: Path | None = None) -> None:
        self._db = db
        self._library = library

    def listing(self) -> Listing:
        """The library in all languages, with what is wrong with files that cannot be listed."""
        from simulator.scenario import library

        return library.listing(self._library)

    def open(self, name: str, lang: str) -> Loaded:
        """A scenario by id or path. Raises ScenarioError with all that is wrong."""
        from simulator.scenario import library

        return library.open_scenario(name, lang, self._library)

    def rubric(self, folder: Path | None = None) -> Words:
        """A rubric, the shipped one by default. Raises RubricError when it is damaged."""
        from scoring.rubric import load_rubric

        return load_rubric(folder)

    def scorer(self, folder: Path | None = None) -> Scores:
        """The scorer with its meaning layer, warmed up. Raises RubricError."""
        from scoring.scorer import Scorer

        return Scorer.load(folder)

    def store(self) -> Store:
        """The results database. Raises what opening it raises."""
        from simulator.store.database import Store

        return Store.open(self._db)
