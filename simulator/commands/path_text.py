"""A learning path in plain lines and as JSON-ready data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from simulator.i18n import _, current
from simulator.paths.said import ahead_told, offer_told, stage_told, state_told, trains_told
from simulator.paths.walked import Offer, Reached, Seen, Walked
from simulator.wording import Wording, brief, safe

if TYPE_CHECKING:
    from simulator.scenario.library import Entry

Titles = Mapping[str, "Entry"]


def as_data(found: Walked) -> dict[str, Any]:
    """JSON-ready; times as ISO 8601 in UTC."""
    return {
        "path": found.path.id,
        "lang": found.path.lang,
        "title": found.path.title,
        "stages_held": found.held,
        "here": None if found.here is None else found.here + 1,
        "stages": [_stage(one) for one in found.stages],
        "next": _offer(found.next),
    }


def _stage(found: Reached) -> dict[str, Any]:
    stage = found.stage
    return {
        "title": stage.title,
        "state": found.state,
        "principles": list(stage.principles),
        "scenarios": list(stage.scenarios),
        "variants": list(stage.variants),
        "holds": {"calm": stage.holds.calm, "firm": stage.holds.firm, "scenarios": stage.holds.scenarios},
        "last": [_seen(one) for one in found.seen.values()],
        "due": list(found.due),
        "offer": _offer(found.offer),
    }


def _seen(found: Seen) -> dict[str, Any]:
    attempt = found.attempt
    return {
        "scenario": attempt.scenario_id,
        "session": attempt.session,
        "ended_at": attempt.ended_at.isoformat(),
        "mode": attempt.mode,
        "calm": attempt.calm,
        "firm": attempt.firm,
        "principles": {name: {"kept": kept, "missed": missed} for name, (kept, missed) in attempt.shown.items()},
        "holds": found.holds,
        "lacking": [one.principle or one.lack for one in found.lacking],
    }


def _offer(found: Offer | None) -> dict[str, str] | None:
    if found is None:
        return None
    return {"scenario": found.scenario, "reason": found.reason} | (
        {"principle": found.principle} if found.principle else {}
    )


def as_text(found: Walked, titles: Titles) -> Iterator[str]:
    """Line by line: every stage with what is known of it, then what to play next. `titles`: scenarios by id."""
    from scoring.rubric import load_rubric

    wording = Wording(load_rubric(), current())
    yield safe(found.path.title)
    if found.path.summary:
        yield safe(found.path.summary)
    yield ahead_told(found)
    for number, one in enumerate(found.stages, 1):
        yield ""
        yield safe(f"{number}. {one.stage.title} ({state_told(one)})")
        yield safe("   " + _("Trains: {principles}.").format(principles=trains_told(one.stage, wording.name)))
        if one.stage.about:
            yield safe(f"   {one.stage.about}")
        yield from (safe(f"   {line}") for line in stage_told(one, found.stages, wording.name))
    yield ""
    if (offer := found.next) is None:
        yield _("Whatever you play now keeps it fresh.")
        return
    yield safe(f"{offer_told(offer, wording.name)}: {brief(titles[offer.scenario].title)}")
    yield f"  calmfirm play {offer.scenario} --lang {found.path.lang}"
