"""Options that the rubric commands share."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

rubric_option = click.option(
    "--rubric", metavar="FOLDER", type=FOLDER, help="Folder of a rubric; else the shipped one."
)
