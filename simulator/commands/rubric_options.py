"""Options that the rubric commands share."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.helped import option
from simulator.i18n import mark

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

rubric_option = option(
    "--rubric", metavar="FOLDER", type=FOLDER, help=mark("Folder of a rubric; else the shipped one.")
)
