"""Options that several commands share. Their defaults come from the options before the command's name."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from simulator.commands.helped import option
from simulator.i18n import current, mark

LANGUAGES = ("en", "ru", "uk")

db_option = option("--db", metavar="FILE", help=mark("Keep results in this file (or set CALMFIRM_DB)."))
library_option = option(
    "--library",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=mark("Folder of scenarios (or set CALMFIRM_LIBRARY)."),
)
json_option = option("--json", "as_json", is_flag=True, help=mark("Print JSON."))


def language_of(scenario: str, lang: str | None, library: Path | None) -> str:
    """The language in which a scenario that is called on the command line is meant: `lang` when it was said, else the
    interface's, else the first that has it."""
    from simulator.scenario.library import ScenarioError, path_of

    if lang is not None:
        return lang
    for wish in dict.fromkeys((current(), *LANGUAGES)):
        with suppress(ScenarioError):
            path_of(scenario, wish, library)
            return wish
    return current()
