"""What a coach says of a submitted conversation: comments on its turns, and ratings in the place of the scorer's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scoring.contract import STANCES
from simulator.exchange import ExchangeError, Fields
from simulator.i18n import _, mark
from simulator.ratings import OUR_FAULT, Judgement
from simulator.submission import MAX_TURNS, NAME, moment

if TYPE_CHECKING:
    from scoring.contract import Score
    from scoring.rubric import Rubric
    from simulator.submission import Submission

# The turn number that stands for the conversation as a whole.
WHOLE = 0
AXES = {"calm": mark("calm"), "firm": mark("firm"), "stance": mark("stance")}


@dataclass(frozen=True, slots=True)
class Comment:
    """A coach's word on turn `number` (WHOLE: on the conversation) of the submission `key`.

    `reply`: the words it is about, so that it never lands on others. `override`: the coach's own rating, complete,
    with the `reason` for it; None: the scorer's stands.
    """

    key: str
    number: int
    coach: str
    written_at: datetime
    text: str
    reply: str = ""
    override: Judgement | None = None
    reason: str = ""

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready mapping; `comment_from` reads it back."""
        return {
            "turn": self.number,
            "coach": self.coach,
            "written_at": self.written_at.isoformat(),
            "text": self.text,
            "reply": self.reply,
            "override": None if self.override is None else judgement_record(self.override),
            "reason": self.reason,
        }


def review_document(key: str, comments: Iterable[Comment]) -> dict[str, Any]:
    """The JSON-ready document that goes back to the trainee."""
    return {"calmfirm": "review", "version": 1, "key": key, "comments": [one.as_dict() for one in comments]}


def comments_from(document: dict[str, Any], place: str) -> tuple[Comment, ...]:
    """The comments in a document of somebody else's making. Raises ExchangeError for the first thing that is wrong."""
    fields = Fields(document, place)
    key = fields.text("key", 32)
    return tuple(comment_from(one, key) for one in fields.listed("comments", 20 * MAX_TURNS))


def comment_from(fields: Fields, key: str) -> Comment:
    """The comment that `Comment.as_dict` wrote. Raises ExchangeError."""
    written = moment(fields, "written_at")
    assert written is not None
    override = judgement_from(fields.inner("override")) if fields.given("override") else None
    found = Comment(
        key=key,
        number=fields.whole("turn", 0, MAX_TURNS),
        coach=fields.text("coach", NAME),
        written_at=written,
        text=fields.text("text"),
        reply=fields.text("reply"),
        override=override,
        reason=fields.text("reason"),
    )
    problem = unfit(found)
    if problem:
        raise ExchangeError(f"{fields.place}: {problem}")
    return found


def unfit(comment: Comment) -> str:
    """Why a comment cannot be kept, in a sentence; empty when it can."""
    if not comment.coach.strip():
        return _("A comment needs the coach's name.")
    if comment.override is None:
        return "" if comment.text.strip() else _("Write a comment, or give a rating of your own.")
    if comment.number == WHOLE:
        return _("A rating is for one turn; the whole conversation takes a comment.")
    if comment.override.missing is not None:
        return _("Your rating lacks {axis}: give calm and firm a number from 1 to 5, and a stance.").format(
            axis=_(AXES[comment.override.missing])
        )
    if not comment.reason.strip():
        return _("A rating in the place of ours needs its reason: the trainee will ask.")
    return ""


def judgement_record(said: Judgement) -> dict[str, Any]:
    """A rating as JSON-ready data."""
    return {"labels": sorted(said.labels), "calm": said.calm, "firm": said.firm, "stance": said.stance}


def judgement_from(fields: Fields) -> Judgement:
    """The rating that `judgement_record` wrote. Raises ExchangeError."""
    return Judgement(
        frozenset(fields.texts("labels", 60)),
        fields.whole("calm", 1, 5),
        fields.whole("firm", 1, 5),
        fields.one_of("stance", STANCES),
    )


def judgement_of(score: Score) -> Judgement:
    """A score as a rating, where a coach's own begins: the axes as whole points."""
    calm, firm = (min(5, max(1, round(points))) for points in (score.calm, score.firm))
    return Judgement(score.labels, calm, firm, score.stance)


def rated_rows(submission: Submission, comments: Sequence[Comment], rubric: Rubric) -> list[dict[str, Any]]:
    """The turns that coaches have rated, as rows of `calmfirm rubric agree`: one a turn, each coach a rater.

    They were not rated blind, and say so (`blind` is false): agreement with them flatters the scorer.
    """
    rows = []
    for one in submission.turns:
        raters = {
            comment.coach: {
                "moves": [label for label in rubric.moves if label in comment.override.labels],
                "faults": [label for label in rubric.faults if label in comment.override.labels],
                "calm": comment.override.calm,
                "firm": comment.override.firm,
                "stance": comment.override.stance,
                "reason": comment.reason,
            }
            for comment in comments
            if comment.number == one.turn.number and comment.override is not None
        }
        if raters:
            about = one.situation
            rows.append(
                {
                    "id": f"{submission.key}-{one.turn.number}",
                    "lang": about.lang,
                    "situation": about.about,
                    "our_fault": OUR_FAULT[about.our_fault],
                    "breach": about.breach,
                    "client": about.client,
                    "reply": one.turn.reply,
                    "blind": False,
                    "raters": raters,
                }
            )
    return rows
