"""Options that several commands share. Their defaults come from the options before the command's name."""

from __future__ import annotations

from pathlib import Path

import click

LANGUAGES = ("en", "ru", "uk")

db_option = click.option("--db", metavar="FILE", help="Keep results in this file (or set CALMFIRM_DB).")
library_option = click.option(
    "--library",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of scenarios (or set CALMFIRM_LIBRARY).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
