"""Opening the results for a command, with a word on what has happened to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from simulator.store.database import Store


@contextmanager
def results(db: str | None) -> Iterator[Store]:
    """The results database, closed when the block ends; that it was damaged is told on stderr. Raises StoreError."""
    from simulator.store.database import Store
    from simulator.wording import safe

    store = Store.open(db)
    try:
        if news := store.news():
            click.echo(safe(news), err=True)
        yield store
    finally:
        store.close()
