"""How endings, languages and past times are worded on the screens."""

from __future__ import annotations

from datetime import UTC, datetime

from textual.content import Content

from simulator.i18n import LANGUAGES, _, day, ngettext
from simulator.tui.text import words
from simulator.wording import OUTCOMES

# Sign and style of each outcome.
SIGNS: dict[str, tuple[str, str]] = {
    "good": ("★", "$good"),
    "partial": ("◐", "$firm"),
    "lost": ("✗", "$bad"),
    "gave-away": ("○", "$bad"),
    "parted": ("◆", "$focus"),
}
LANGUAGE_NAMES = LANGUAGES


def outcome(key: str | None) -> Content:
    """Sign and words of an ending's outcome; None: not finished."""
    if key is None:
        return Content.styled("… " + _("Not finished"), "$quiet")
    sign, style = SIGNS.get(key, ("·", "$ink"))
    text = _(OUTCOMES.get(key, key))
    return words(f"{sign} {text[:1].upper()}{text[1:]}", style)


def when(moment: datetime | None, now: datetime | None = None) -> str:
    """A past time as people say it: `12 minutes ago`, `yesterday`, `3 Nov 2026`. Naive times are UTC."""
    if moment is None:
        return ""
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    minutes = int(((now or datetime.now(UTC)) - moment).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return _("{count} min ago").format(count=minutes)
    if minutes < 24 * 60:
        return _("{count} h ago").format(count=minutes // 60)
    if minutes < 48 * 60:
        return _("yesterday")
    if minutes < 7 * 24 * 60:
        days = minutes // (24 * 60)
        return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
    local = moment.astimezone()
    return day(local)
