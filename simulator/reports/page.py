"""A report as one HTML file: no script, no network, everything that people wrote escaped."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from simulator import __version__, i18n
from simulator.wording import safe

Kind = Literal["session", "person", "group"]


def page(kind: Kind, values: dict[str, Any], made_at: datetime) -> str:
    """The report of this kind with these values (from `session_page`, `person_page`, `group_page`)."""
    return _environment().get_template(f"{kind}.html").render(**values, version=__version__, made_at=made_at)


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("simulator.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": _day, "number": i18n.number}
    made.globals |= {"_": i18n._, "ngettext": i18n.ngettext, "pgettext": i18n.pgettext, "lang": i18n.current()}
    return made


def _shown(value: Any) -> Any:
    # Direction marks would let a reply rearrange the page around it.
    return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _day(when: date, year: bool = True) -> str:
    return i18n.day(when.astimezone() if isinstance(when, datetime) else when, year)
