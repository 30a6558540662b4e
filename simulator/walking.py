"""Where a trainee stands on learning paths, put together from the library and the store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simulator.paths.walked import Walked, walked
from simulator.practice.picture import picture

if TYPE_CHECKING:
    from simulator.paths.model import LearningPath
    from simulator.practice.kept import Kept
    from simulator.scenario.library import Entry
    from simulator.store.database import Store


def trained(library: Iterable[Entry], lang: str) -> dict[str, tuple[str, ...]]:
    """The principles that each scenario of a language trains, by id."""
    return {one.id: one.trains for one in library if one.lang == lang}


def walk_of(path: LearningPath, store: Store, kept: Kept, trains: Mapping[str, Collection[str]]) -> Walked:
    """Where the trainee stands on a path now. `kept`: practice, with what has ended weighed. Raises StoreError."""
    from simulator.store.ended import ended

    due = [one.principle for one in picture(kept, datetime.now(UTC)).due]
    return walked(path, ended(store), due, trains)
