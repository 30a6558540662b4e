"""A drill line by line: the moment, the reply, what it shows, a model answer; a summary at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.game import ReplyProblem
from simulator.i18n import _, mark, ngettext, quoted
from simulator.practice.choosing_principle import most_needed
from simulator.practice.drill import Attempt, Drill
from simulator.practice.kept import Kept
from simulator.practice.moments import LEAST, SPARE, Moment, drillable, moment, places
from simulator.practice.picture import picture
from simulator.practice.said import called, due_told
from simulator.wording import Wording, brief, safe, speech

if TYPE_CHECKING:
    from scoring.scorer import Scorer
    from simulator.practice.moments import Place
    from simulator.scenario.library import Entry
    from simulator.store.database import Store

PROMPT = mark("You: ")


class _Opened:
    """Moments of the library, judged by the rubric that each scenario names."""

    def __init__(self, trainee: str) -> None:
        self._trainee = trainee

    def moment(self, place: Place) -> Moment:
        """The moment. Raises ScenarioError when its file has errors."""
        from simulator.scenario.library import open_scenario

        return moment(open_scenario(place.entry.path, place.entry.lang), place.step, self._trainee)

    def judge(self, moment: Moment) -> Scorer:
        """The scorer for its scenario. Raises RubricError."""
        from scoring.scorer import Scorer

        return Scorer.load(moment.loaded.rubric)


def drill_plainly(shelf: Sequence[Entry], principle: str | None, lang: str | None, db: str | None) -> int:
    """Drill until the moments or the input end; 0. Raises Failed when there are too few moments, StoreError when a
    database that was named cannot be used."""
    from simulator.commands.plainly import asker, store_for
    from simulator.commands.progress_text import practised_language
    from simulator.scenario.library import open_scenario
    from simulator.weighing import weigh_finished

    store = store_for(db)
    try:
        kept, trainee = Kept(), ""
        if store is not None:
            weigh_finished(store, open_scenario)
            kept, trainee = store.practice().kept(), store.setting("trainee")
        lang = lang or practised_language(kept, shelf)
        there = drillable(shelf, lang)
        asked = principle or most_needed(picture(kept, datetime.now(UTC)), there)
        if asked not in there:
            raise Failed(_too_few(asked, lang, there))
        chosen = places(shelf, lang, asked, kept.drilled, SPARE)
        made = Drill(asked, lang, chosen, _Opened(trainee), store.practice() if store else None, trainee)
        attended = sys.stdin.isatty()
        _run(made, asker(attended), not attended)
        made.close()
        for line in _summary(made, store, _wording()):
            click.echo(line)
    finally:
        if store is not None:
            store.close()
    return 0


def _too_few(asked: str | None, lang: str, there: dict[str, int]) -> str:
    if asked is None:
        return _("The library has too few moments in {lang} for a drill.").format(lang=lang)
    told = ngettext(
        "The library has fewer than {count} moment for {principle} in {lang}: take one of {others}.",
        "The library has fewer than {count} moments for {principle} in {lang}: take one of {others}.",
        LEAST,
    )
    return told.format(count=LEAST, principle=asked, lang=lang, others=", ".join(there) or "-")


def _wording() -> Wording:
    from scoring.rubric import load_rubric

    return Wording(load_rubric())


def _run(made: Drill, ask: Callable[[str], str | None], echo: bool) -> None:
    wording = _wording()
    name = called(made.principle, wording.name)
    count = len(made.places)
    click.echo(
        ngettext("Drill: {principle}, {count} moment.", "Drill: {principle}, {count} moments.", count).format(
            principle=name, count=count
        )
    )
    try:
        while not made.over:
            click.echo("")
            for line in _scene(made, made.moment()):
                click.echo(line)
            attempt = _attempt(made, ask)
            if attempt is None:
                return
            if echo:
                for line in speech(_("You"), attempt.turn.reply):
                    click.echo(line)
            for line in _told(made, attempt, wording, name):
                click.echo(line)
    except KeyboardInterrupt:
        click.echo("")


def _attempt(made: Drill, ask: Callable[[str], str | None]) -> Attempt | None:
    while True:
        typed = ask(_(PROMPT))
        if typed is None:
            return None
        if not typed.strip():
            continue
        try:
            return made.take(typed)
        except ReplyProblem as problem:
            click.echo(str(problem))


def _scene(made: Drill, here: Moment) -> Iterator[str]:
    yield _("Moment {number} of {count}: {situation}").format(
        number=len(made.attempts) + 1, count=len(made.places), situation=brief(here.line, 400)
    )
    if rule := here.situation.rule:
        yield _("The agreed rule: {rule}").format(rule=brief(rule, 1_000))
    if here.may:
        yield _("You may: {offers}.").format(offers=brief("; ".join(here.may), 1_000))
    for text in here.state.words:
        yield from speech(here.client, text)


def _told(made: Drill, attempt: Attempt, wording: Wording, name: str) -> Iterator[str]:
    yield (
        _("Kept: {principle}.").format(principle=name)
        if attempt.kept
        else _("Not found in these words: {principle}.").format(principle=name)
    )
    yield from wording.score(attempt.turn.score)
    model = attempt.moment.says.model
    if model is not None:
        text = attempt.moment.text
        yield _("One way to say it: “{reply}”").format(reply=brief(text(model.strong), 1_000))
        yield _("What many say, and what does not hold: “{reply}”").format(reply=brief(text(model.weak), 1_000))
        if model.why:
            yield safe(text(model.why))


def _summary(made: Drill, store: Store | None, wording: Wording) -> Iterator[str]:
    yield ""
    count = len(made.attempts)
    if not count:
        yield _("You left the drill.")
        return
    name = called(made.principle, wording.name)
    told = ngettext("{kept} of {count} reply with {principle}.", "{kept} of {count} replies with {principle}.", count)
    yield told.format(kept=made.kept, count=count, principle=name)
    for attempt in made.attempts:
        said = next((one.text for one in attempt.turn.score.evidence if one.label == made.principle), None)
        sign = _("kept") if attempt.kept else _("not found")
        yield f"  {sign}: {quoted(brief(said or attempt.turn.reply, 120))}"
    if store is None:
        return
    if not made.counts:
        yield _("Too few replies to count; they are kept all the same.")
        return
    standing = picture(store.practice().kept(), datetime.now(UTC)).standing(made.principle)
    if standing is not None:
        told = _("The principle is {due}.") if standing.due else _("It comes back {due}.")
        yield told.format(due=due_told(standing))
