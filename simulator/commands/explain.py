"""`calmfirm explain`: what a code of `check` means, with a wrong and a right example."""

from __future__ import annotations

from shutil import get_terminal_size

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, says
from simulator.commands.options import json_option
from simulator.commands.streams import dumps
from simulator.i18n import _, mark

SEVERITIES = {"error": mark("error"), "warning": mark("warning")}


@command(short_help=mark("Tell what a code of check means."))
@argument("code", metavar="[CODE]", required=False)
@json_option
@says(
    mark("Tell what a code of check means, with a wrong and a right example. Without a code, list them all."),
    examples=(
        "calmfirm explain CF116",
        "calmfirm explain 409",
        "calmfirm explain",
    ),
)
def explain(code: str | None, as_json: bool) -> None:
    from simulator.scenario.codes import CODES, severity
    from simulator.scenario.explain import explanations, known_code
    from simulator.scenario.problem import nearest, shown

    if code is None:
        rows = [{"code": one, "name": name, "severity": severity(one)} for one, name in CODES.items()]
        click.echo(dumps(rows, indent=2) if as_json else "\n".join(_line(row) for row in rows))
        return
    known = known_code(code)
    if known is None:
        near = nearest(code.upper(), CODES)
        told = (
            _("There is no code {code}. Did you mean {near}?")
            if near
            else _("There is no code {code}. `calmfirm explain` lists them all.")
        )
        raise Failed(told.format(code=shown(code), near=near))
    one = explanations()[known]
    click.echo(dumps(one.as_dict(), indent=2) if as_json else one.text(max(40, min(100, get_terminal_size().columns))))


def _line(row: dict[str, str]) -> str:
    return f"{row['code']}  {_(SEVERITIES[row['severity']]):<{_wide()}}  {_(row['name'])}"


def _wide() -> int:
    return max(len(_(one)) for one in SEVERITIES.values())
