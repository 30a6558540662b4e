"""Where the results database is."""

from __future__ import annotations

import os
from pathlib import Path

from simulator.i18n import _
from simulator.store.failure import StoreError

NOTHING_KEPT = "none"


def default_location() -> Path:
    """Where results are kept when nobody says otherwise: `results.db` in the platform's folder for user data."""
    from platformdirs import user_data_path

    return user_data_path("calmfirm", appauthor=False) / "results.db"


def place_of(location: str | Path | None) -> Path:
    """The file that `location` means; None: CALMFIRM_DB, else the platform's data folder. Raises StoreError for what
    is no file, and for the word `none`."""
    place = location or os.environ.get("CALMFIRM_DB") or default_location()
    if str(place) == NOTHING_KEPT:
        raise StoreError(_("Nothing is kept, as asked (--db none)."))
    if "://" in str(place):
        raise StoreError(
            _("{file} is not a file: --db and CALMFIRM_DB take the path of a database file.").format(file=place)
        )
    try:
        return Path(place).expanduser()
    except RuntimeError as error:
        raise StoreError(_("{file}: there is no such home folder; write the whole path.").format(file=place)) from error
