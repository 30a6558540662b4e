"""Where a rater stands: the reply that is due, what has been said of it so far, what can be taken back. No screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scoring.contract import STANCES
from simulator.ratings import Judgement, Ratings, Sample, begin_at

SCALES = ("calm", "firm", "stance")


@dataclass(frozen=True, slots=True)
class _Done:
    """One thing that was done at reply `at`: the draft before it; `written`: whether it wrote the rating into the file,
    in the place of `rating`."""

    at: int
    draft: Judgement
    written: bool = False
    rating: Judgement | None = None


class Desk:
    """The samples in their order and one rater's way through them. `at`: number of the reply that is due, from 0, as
    many as there are samples behind the last one. `due`: the scale that the next number is for.

    Raises RatingsError, when it is made, when the file's ratings are of other replies.
    """

    def __init__(self, samples: Sequence[Sample], ratings: Ratings) -> None:
        self.samples = samples
        self.ratings = ratings
        self.due = SCALES[0]
        self.at = 0
        self._drafts: dict[str | int, Judgement] = {}
        self._past: list[_Done] = []
        self.begin()

    def begin(self) -> None:
        """Go to where the rating stopped."""
        self._stand(begin_at(self.samples, self.ratings))

    @property
    def sample(self) -> Sample | None:
        """The reply that is due; None behind the last one."""
        return self.samples[self.at] if self.at < len(self.samples) else None

    @property
    def draft(self) -> Judgement:
        """What has been said of the reply that is due: not yet written, or as it stands in the file."""
        sample = self.sample
        if sample is None:
            return Judgement()
        return self._drafts.get(sample.name) or self.ratings.given(sample) or Judgement()

    @property
    def rated(self) -> int:
        """How many of the samples have a rating in the file."""
        return sum(self.ratings.given(one) is not None for one in self.samples)

    @property
    def written(self) -> bool:
        """Whether what is said of the reply stands so in the file."""
        return self.sample is not None and self.ratings.given(self.sample) == self.draft

    @property
    def begun(self) -> bool:
        """Whether something has been said of the reply and not been written."""
        return self.sample is not None and self.sample.name in self._drafts and not self.written

    @property
    def undoable(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._past)

    def toggle(self, label: str) -> None:
        """Tick a label, or take the tick away."""
        self._change(self.draft.toggled(label))

    def rate(self, number: int) -> None:
        """Give the scale that is due this number (1-5) and make the next one due."""
        name = self.due
        self.due = SCALES[min(SCALES.index(name) + 1, len(SCALES) - 1)]
        if name == "stance":
            self._change(replace(self.draft, stance=STANCES[number - 1]))
        elif name == "calm":
            self._change(replace(self.draft, calm=number))
        else:
            self._change(replace(self.draft, firm=number))

    def write(self) -> None:
        """Write the rating of the reply and go on to the next. The draft must be complete.

        Raises OSError or RatingsError when it cannot be written; then nothing has changed.
        """
        sample, draft = self.sample, self.draft
        if sample is None:
            return
        before = self.ratings.given(sample)
        if before != draft:
            self.ratings.keep(sample, draft)
            self._past.append(_Done(self.at, draft, True, before))
        self._drafts.pop(sample.name, None)
        self.go(1)

    def go(self, step: int) -> None:
        """To another reply; a draft stays where it is."""
        self._stand(min(len(self.samples), max(0, self.at + step)))

    def undo(self) -> None:
        """Take back what was done last: a tick, a number, or a rating that was written; and stand there.

        Raises OSError or RatingsError when the file cannot be written; then nothing has changed.
        """
        if not self._past:
            return
        last = self._past[-1]
        sample = self.samples[last.at]
        if last.written:
            self.ratings.keep(sample, last.rating)
        self._past.pop()
        self._drafts[sample.name] = last.draft
        self._stand(last.at)

    def _change(self, draft: Judgement) -> None:
        if self.sample is not None:
            self._past.append(_Done(self.at, self.draft))
            self._drafts[self.sample.name] = draft

    def _stand(self, at: int) -> None:
        self.at = at
        self.due = self.draft.missing or SCALES[0]


def chosen(draft: Judgement, scale: str) -> int | None:
    """The number (1-5) that was given on a scale."""
    if scale == "stance":
        return STANCES.index(draft.stance) + 1 if draft.stance is not None else None
    return draft.calm if scale == "calm" else draft.firm
