"""Practice behind the screens: reading it, the next scenario, starting a drill, setting the goal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

from simulator.i18n import _
from simulator.practice.kept import Kept
from simulator.practice.next_best import Suggestion, next_best
from simulator.practice.picture import Picture, picture

if TYPE_CHECKING:
    from scoring.contract import Score, Situation
    from simulator.game import Scores
    from simulator.practice.moments import Moment, Place
    from simulator.scenario.library import Entry
    from simulator.tui.app import CalmfirmApp


@dataclass(frozen=True, slots=True)
class Practised:
    """What the store knows of practice, and what it comes to."""

    kept: Kept
    picture: Picture
    due: tuple[str, ...] = field(default=())


# Two keys in a row must not be saved the other way round.
_ONE_GOAL_AT_A_TIME = Lock()


def read(app: CalmfirmApp, done: Callable[[Practised], None], failed: Callable[[str], None]) -> None:
    """Weigh what has ended since, read practice, hand it to `done` on the screen's thread; `failed`: why not."""

    def work() -> None:
        try:
            found = now(app)
        except Exception as error:  # no store, or one that cannot be read
            app.tell(failed, str(error))
            return
        app.tell(done, found)

    app.behind(work)


def now(app: CalmfirmApp) -> Practised:
    """Practice as it stands. Raises StoreError. Runs on a background thread."""
    from simulator.weighing import weigh_finished

    store = app.store.get()
    weigh_finished(store, app.sources.open)
    kept = store.practice().kept()
    found = picture(kept, datetime.now(UTC))
    return Practised(kept, found, tuple(one.principle for one in found.due))


def suggestion(app: CalmfirmApp, practised: Practised, lang: str) -> Suggestion | None:
    """The scenario of a language to play next."""
    return next_best(practised.picture, shelf(app, lang), practised.kept.begun)


def suggestion_for(app: CalmfirmApp, practised: Practised, lang: str, principle: str) -> Suggestion | None:
    """The scenario of a language to play next for one principle; None when none trains it."""
    fitting = [entry for entry in shelf(app, lang) if principle in entry.trains]
    return next_best(practised.picture, fitting, practised.kept.begun)


def shelf(app: CalmfirmApp, lang: str) -> tuple[Entry, ...]:
    """The scenarios of a language."""
    return tuple(entry for entry in app.entries if entry.lang == lang)


def set_goal(app: CalmfirmApp, days: Callable[[], int], done: Callable[[], None]) -> None:
    """Remember the goal as it is by then, and call `done`, whether it could be saved or not."""

    def work() -> None:
        try:
            with _ONE_GOAL_AT_A_TIME:
                app.store.get().practice().set_goal(days())
        except Exception as error:
            app.tell(app.warn, _("The goal could not be saved: {problem}").format(problem=error))
        app.tell(done)

    app.behind(work)


class Opened:
    """Moments of the app's library, judged by the app's scorers."""

    def __init__(self, app: CalmfirmApp, trainee: str) -> None:
        self._app = app
        self._trainee = trainee

    def moment(self, place: Place) -> Moment:
        """The moment. Raises ScenarioError when its file has errors."""
        from simulator.practice.moments import moment

        return moment(self._app.sources.open(str(place.entry.path), place.entry.lang), place.step, self._trainee)

    def judge(self, moment: Moment) -> Scores:
        """The scorer for its scenario; the first reply waits until it is loaded."""
        return _Waiting(self._app, moment)


class _Waiting:
    def __init__(self, app: CalmfirmApp, moment: Moment) -> None:
        self._app = app
        self._moment = moment

    def score(self, reply: str, situation: Situation) -> Score:
        """The judgement of one reply. Raises what loading the scorer raised."""
        return self._app.judge(self._moment.loaded.rubric).get().score(reply, situation)


def drill(app: CalmfirmApp, principle: str | None, lang: str) -> None:
    """Show a drill on a principle (None: the one that needs it most). Says so when there are too few moments."""
    from simulator.practice.choosing_principle import most_needed
    from simulator.practice.drill import Drill
    from simulator.practice.moments import SPARE, drillable, places
    from simulator.tui.screens.drill import DrillScreen

    there = drillable(app.entries, lang)

    def show(practised: Practised | None, trainee: str) -> None:
        asked = principle or most_needed(practised.picture if practised else None, there)
        if asked not in there:
            app.warn(_("There are too few moments for a drill on this in the library of this language."), "information")
            return
        chosen = places(app.entries, lang, asked, practised.kept.drilled if practised else {}, SPARE)
        store = app.store.value
        keeps = store.practice() if store is not None and practised is not None else None
        made = Drill(asked, lang, chosen, Opened(app, trainee), keeps, trainee)
        if isinstance(app.screen, DrillScreen):
            app.switch_screen(DrillScreen(made))
        else:
            app.push_screen(DrillScreen(made))

    def work() -> None:
        practised, trainee = None, app.trainee or ""
        try:
            practised = now(app)
            if app.trainee is None:
                trainee = app.store.get().setting("trainee", "")
        except Exception as error:
            app.tell(app.warn, _("This drill will not be saved: {problem}").format(problem=error))
        app.tell(show, practised, trainee)

    app.behind(work)
