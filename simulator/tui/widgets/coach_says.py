"""What coaches have said, in a debrief: of the turn that is shown, or of the conversation and where else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from simulator.i18n import _
from simulator.review import WHOLE
from simulator.store.failure import StoreError
from simulator.tui.comments import places, said
from simulator.tui.fit import Fit
from simulator.tui.naming import Naming
from simulator.tui.text import lines, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.contract import Score
    from simulator.game import Game
    from simulator.review import Comment
    from simulator.tui.app import CalmfirmApp


class CoachSays(Static):
    """Comments on one turn, or with `whole` those on the conversation and where the others are; hidden without any."""

    def __init__(self, id: str, whole: bool = False) -> None:
        super().__init__(id=id)
        self.whole = whole
        self.number = WHOLE
        self.comments: Sequence[Comment] = ()
        self.scores: Mapping[int, Score] = {}
        self.naming = Naming()
        self.display = False

    def offer(self, comments: Sequence[Comment], scores: Mapping[int, Score], naming: Naming) -> None:
        """These are all the comments. `scores`: ours, by number of the turn."""
        self.comments, self.scores, self.naming = comments, scores, naming
        self.about(self.number)

    def about(self, number: int) -> None:
        """Show those on this turn; with `whole` all the same."""
        self.number = number
        shown = [one for one in self.comments if one.number == (WHOLE if self.whole else number)]
        self.display = bool(self.comments) if self.whole else bool(shown)
        if self.display:
            self.update(Fit(lambda width: self._content(shown, width)))

    def _content(self, shown: Sequence[Comment], width: int) -> Content:
        parts = [Content.styled(_("Your coach"), "bold $quiet")]
        if self.whole and any(one.number != WHOLE for one in self.comments):
            where = _("Comments on {places}; those on a turn stand with its score.").format(
                places=places(self.comments)
            )
            parts.append(words(where, "$focus"))
        if shown:
            parts.append(said(shown, self.scores, self.naming, width))
        return lines(*parts)


def read_comments(app: CalmfirmApp, game: Game, tell: Callable[[tuple[Comment, ...]], None]) -> None:
    """Read what coaches have said of a conversation, behind the screen; `tell` gets it on the screen's thread."""
    session_id = game.session_id
    if session_id is None:
        return

    def work() -> None:
        from simulator.store.coaching import Coaching

        try:
            found = Coaching(app.store.get()).comments_on(session_id)
        except StoreError as error:
            app.tell(app.warn, _("Your coach's comments could not be read: {problem}").format(problem=error))
        except Exception:  # without a store there are none, and that has been told
            return
        else:
            app.tell(tell, found)

    app.behind(work)
