"""Colours that were chosen, for programs that keep nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def theme_settings(db: str | None) -> tuple[Callable[[], str], Callable[[str], None]]:
    """Reading and keeping the theme in the results database; without one, nothing is read and nothing kept."""
    from simulator.store.database import NOTHING_KEPT, Store
    from simulator.store.failure import StoreError

    def read() -> str:
        if db == NOTHING_KEPT:
            return ""
        try:
            store = Store.open(db)
        except StoreError:
            return ""  # the colours are not worth a complaint
        try:
            return store.setting("theme", "")
        except StoreError:
            return ""
        finally:
            store.close()

    def keep(name: str) -> None:
        if db == NOTHING_KEPT:
            return
        try:
            store = Store.open(db)
        except StoreError:
            return
        try:
            store.set_setting("theme", name)
        except StoreError:
            return
        finally:
            store.close()

    return read, keep
