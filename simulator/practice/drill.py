"""A drill: a few single replies on one principle, each judged at once. Headless; screens and plain mode drive it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from simulator.game import MAX_REPLY, ReplyProblem, clean
from simulator.i18n import _, number
from simulator.practice.evidence import Evidence, of_replies
from simulator.practice.moments import MANY, Moment
from simulator.scenario.library import ScenarioError
from simulator.session import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.contract import Score
    from simulator.game import Scores
    from simulator.practice.moments import Place

# With fewer replies a drill that is left says too little to count.
ENOUGH = 3


class KeepsDrills(Protocol):
    """Anything that keeps drills (`simulator.store.practising.Practice`)."""

    def begin_drill(self, principle: str, lang: str, trainee: str = "") -> int:
        """Start a drill; its number."""
        ...

    def save_reply(
        self, drill_id: int, number: int, scenario_id: str, step: str, reply: str, kept: bool, score: Score
    ) -> None:
        """Keep one reply, durably, before returning."""
        ...

    def finish_drill(self, drill_id: int, found: Evidence | None) -> None:
        """Keep that the drill is over, and what it says of the principle."""
        ...


class Opens(Protocol):
    """Opens a place of the library as a moment, and judges by its scenario's rubric."""

    def moment(self, place: Place) -> Moment:
        """The moment. Raises ScenarioError when its file has errors."""
        ...

    def judge(self, moment: Moment) -> Scores:
        """The scorer for its scenario."""
        ...


@dataclass(frozen=True, slots=True)
class Attempt:
    """A reply to a moment, as a turn with its score. `kept`: whether it shows the principle."""

    moment: Moment
    turn: Turn
    kept: bool


class Drill:
    """A drill under way. `places`: of these the first `many`; one that cannot be opened gives way to the next of the
    others. `store` None: nothing is kept. It is in the store from its first reply on."""

    def __init__(
        self,
        principle: str,
        lang: str,
        places: Sequence[Place],
        opens: Opens,
        store: KeepsDrills | None = None,
        trainee: str = "",
        many: int = MANY,
    ) -> None:
        self.principle = principle
        self.lang = lang
        self.places = tuple(places[:many])
        self._others = list(places[many:])
        self.trainee = trainee
        self.attempts: tuple[Attempt, ...] = ()
        self._opens = opens
        self._store = store
        self._number: int | None = None
        self._moment: Moment | None = None
        self._closed = False

    @property
    def over(self) -> bool:
        """Whether every moment has been answered."""
        return len(self.attempts) >= len(self.places)

    @property
    def kept(self) -> int:
        """How many replies have shown the principle."""
        return sum(one.kept for one in self.attempts)

    def moment(self) -> Moment:
        """The moment that waits for a reply. Raises ValueError when the drill is over, ScenarioError when no scenario
        that is left can be opened."""
        if self.over:
            raise ValueError("the drill is over")
        place = len(self.attempts)
        while self._moment is None:
            try:
                self._moment = self._opens.moment(self.places[place])
            except ScenarioError:
                left = (*self.places[place + 1 :], *self._others[:1])
                if not left:
                    raise
                self._others = self._others[1:]
                self.places = (*self.places[:place], *left)
        return self._moment

    def take(self, typed: str) -> Attempt:
        """Judge a reply to the moment, keep it, go to the next; the drill ends with the last.

        Raises ReplyProblem for a reply that cannot be taken, and what the scorer and the store raise; then the drill
        stands where it stood.
        """
        reply = clean(typed)
        if not reply:
            raise ReplyProblem(_("Type a reply first."))
        if len(reply) > MAX_REPLY:
            raise ReplyProblem(
                _("This reply has {count} characters; the limit is {limit}. Shorten it.").format(
                    count=number(len(reply)), limit=number(MAX_REPLY)
                )
            )
        here = self.moment()
        score = self._opens.judge(here).score(reply, here.situation)
        place = len(self.attempts) + 1
        attempt = Attempt(here, _turn(here, place, reply, score), self.principle in score.moves)
        if self._store is not None:
            if self._number is None:
                self._number = self._store.begin_drill(self.principle, self.lang, self.trainee)
            scenario = here.loaded.scenario.id
            self._store.save_reply(self._number, place, scenario, here.step, reply, attempt.kept, score)
        self.attempts += (attempt,)
        self._moment = None
        if self.over:
            self.close()
        return attempt

    def close(self) -> None:
        """The drill is over, or is left: with enough replies it counts. Raises what the store raises."""
        if self._store is None or self._number is None or self._closed:
            return
        self._store.finish_drill(self._number, self.evidence() if self.counts else None)
        self._closed = True

    @property
    def counts(self) -> bool:
        """Whether enough was said for spaced practice."""
        return bool(self.attempts) and (self.over or len(self.attempts) >= ENOUGH)

    def evidence(self) -> Evidence:
        """What the replies say of the principle. Raises ValueError without a reply."""
        if not self.attempts:
            raise ValueError("no reply")
        found = {one.principle: one for one in of_replies([one.turn for one in self.attempts])}
        # Where the moment names it, the scorer notes that it is missing; it counts as missed there in any case.
        words = found[self.principle].words if self.principle in found else ()
        return Evidence(self.principle, self.kept, len(self.attempts) - self.kept, words)


def _turn(moment: Moment, number: int, reply: str, score: Score) -> Turn:
    """The reply as a turn, so that it is shown and quoted as any other; it leads nowhere."""
    return Turn(
        number=number,
        step=moment.step,
        client=moment.state.words,
        reply=reply,
        choice=None,
        guessed=False,
        score=score,
        route="",
        to=moment.step,
        changes=(),
        revealed=(),
        patience=moment.state.patience,
        trust=moment.state.trust,
    )
