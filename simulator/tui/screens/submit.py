"""Submitting a conversation to a coach: what the file will hold, the name to sign with, a note, where it goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from simulator.i18n import _, mark, ngettext
from simulator.submission import NAME
from simulator.tui.keys import TranslatedKeys
from simulator.tui.outcomes import when
from simulator.tui.text import lines, words
from simulator.tui.widgets.keys_line import KeysLine
from simulator.wording import brief

if TYPE_CHECKING:
    from simulator.game import Game
    from simulator.tui.app import CalmfirmApp

FIELDS = (("name", mark("Signed")), ("note", mark("A word to your coach")), ("file", mark("File")))


class SubmitScreen(TranslatedKeys, ModalScreen[None]):
    """Writes the file for the conversation of `game`, which is kept under `session_id`."""

    CSS_PATH = "submit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", mark("Write the file"), priority=True),
        Binding("escape", "dismiss", mark("Cancel"), priority=True),
    ]
    HELP = mark(
        "Your practice stays on this machine. Only what you submit is seen by a coach: this one conversation, its "
        "scores, the case, and the name and note that you write here. Nothing is sent; you hand the file over."
    )

    def __init__(self, game: Game, session_id: int) -> None:
        super().__init__()
        self.game = game
        self.session_id = session_id
        self.busy = False

    @property
    def calmfirm(self) -> CalmfirmApp:
        """The app, as what it is."""
        return cast("CalmfirmApp", self.app)

    def compose(self) -> ComposeResult:
        turns = len(self.game.state.turns)
        holds = ngettext(
            "The file holds “{title}”: {count} turn with its score, the case, and what you write below.",
            "The file holds “{title}”: {count} turns, each with its score, the case, and what you write below.",
            turns,
        ).format(title=brief(self.game.scenario.title, 60), count=turns)
        with Vertical(id="sheet"), VerticalScroll(id="sheet-page", can_focus=False):
            yield Static(_("Submit to your coach"), id="sheet-title", markup=False)
            yield Static(
                lines(
                    words(holds),
                    Content.styled(
                        _("Nothing else of your practice, and nothing is sent: you hand it over."), "$quiet"
                    ),
                ),
                id="holds",
            )
            yield Static(id="before")
            for name, label in FIELDS:
                yield Static(_(label), classes="label", markup=False)
                yield Input(id=name, compact=True, max_length=NAME if name == "name" else 2_000)
            yield Static(id="problem")
        yield KeysLine()

    def on_mount(self) -> None:
        """Fill in what is known; the store is asked behind the screen."""
        self.query_one("#before").display = False
        self.query_one("#file", Input).value = f"{self.game.scenario.id}-{self.session_id}.json"
        self.calmfirm.behind(self._ask)

    def _ask(self) -> None:
        from simulator.store.coaching import Coaching

        app = self.calmfirm
        try:
            store = app.store.get()
            name = app.trainee or store.setting("trainee", "")
            handed = Coaching(store).handed(self.session_id)
        except Exception:  # writing will say it
            return
        before = handed[-1] if handed else None
        told = ""
        if before is not None:
            told = _("Submitted before, {when}: {file}").format(when=when(before.submitted_at), file=before.file)
        app.tell(self._fill, name, told)

    def _fill(self, name: str, before: str) -> None:
        if not self.is_attached:
            return
        field = self.query_one("#name", Input)
        field.value = field.value or name
        if before:
            self.query_one("#before", Static).update(words(before, "$firm"))
            self.query_one("#before").display = True
        if field.value:
            self.query_one("#note", Input).focus()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._say("")

    def _say(self, problem: str) -> None:
        if self.is_attached:
            self.query_one("#problem", Static).update(words(problem, "$bad"))
            self.query_one("#problem").scroll_visible(animate=False)

    def action_submit(self) -> None:
        """Write the file."""
        name, note, file = (self.query_one(f"#{one}", Input).value.strip() for one, _label in FIELDS)
        if self.busy:
            return
        if not name:
            self._say(_("Sign it: your coach must know whose it is."))
            self.query_one("#name").focus()
        elif not file:
            self._say(_("Name the file."))
            self.query_one("#file").focus()
        else:
            self.busy = True
            self.calmfirm.behind(lambda: self._write(name, note, file))

    def _write(self, name: str, note: str, file: str) -> None:
        from simulator.handing import hand_over, prepared

        app = self.calmfirm
        try:
            path = Path(file).expanduser().absolute()
            store = app.store.get()
            (whole,) = store.conversations([self.session_id])
            hand_over(store, self.session_id, prepared(whole, self.game.scenario, name, note), path)
        except OSError as error:
            app.tell(self._failed, f"{error.filename or file}: {error.strerror or error}")
        except Exception as error:  # a screen must say it in a sentence, whatever it is
            app.tell(self._failed, str(error))
        else:
            app.tell(self._written, path)

    def _failed(self, problem: str) -> None:
        self.busy = False
        self._say(problem)

    def _written(self, path: Path) -> None:
        self.calmfirm.warn(_("Written to {path}. Give this file to your coach.").format(path=path), "information")
        self.dismiss()
