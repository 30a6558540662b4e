"""A script as one HTML file: no script, no network, prints well; what people wrote is escaped."""

from __future__ import annotations

from typing import Any

from simulator.i18n import _, quoted, speaking
from simulator.script.content import Script
from simulator.script.headings import over_options, over_signs, over_ways
from simulator.script.phrases import METERS
from simulator.wording import safe


def html(script: Script) -> str:
    """The whole page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        # Direction marks would let a reply rearrange the page around it.
        return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=PackageLoader("simulator.script", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    over = {"signs": over_signs, "options": over_options, "ways": over_ways}
    environment.globals.update(_=_, quoted=quoted, meters=METERS, over=over)
    with speaking(script.lang):
        return environment.get_template("script.html").render(script=script)
