"""A decision: papers to read, signs to tick, what is to become of the client, the reason in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Static, TextArea

from simulator.deciding import Desk, draft, drafted, typed
from simulator.game import clean
from simulator.i18n import _, mark
from simulator.tui.fit import Fit
from simulator.tui.keys import TranslatedKeys
from simulator.tui.text import words
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widgets.papers import Papers
from simulator.tui.widgets.reply_box import ReplyBox
from simulator.tui.widgets.tick_list import TickList
from simulator.tui.widths import WIDTHS
from simulator.wording import brief

PAGES = (("papers", mark("1 Papers")), ("signs", mark("2 Signs")), ("decision", mark("3 Decision")))
# Where Tab goes, in order, and on which page each lies.
STOPS = (("#paper-list", "papers"), ("#sign-list", "signs"), ("#option-list", "decision"), ("#reply", "decision"))


class PageTab(Static):
    """The name of a page, to be clicked where there is room for one page at a time."""

    def __init__(self, page: str, title: str) -> None:
        super().__init__(title, id=f"tab-{page}", markup=False, classes="tab")
        self.page = page


class DecideScreen(TranslatedKeys, Screen["str | None"]):
    """Gives the decision in one line, None when it was left for now. `speaker`, `said`: the client and the last words;
    `kept` is told what is there whenever it changes; `hint` is asked for a hint."""

    CSS_PATH = "decide.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    AUTO_FOCUS = "#paper-list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "go(1)", mark("On"), priority=True,
                tooltip=mark("Papers, signs, decision, reason: to the next")),
        Binding("shift+tab", "go(-1)", mark("Back"), show=False, priority=True, tooltip=mark("To the one before")),
        Binding("pageup", "page(-1)", mark("Up"), show=False, priority=True, tooltip=mark("Back in the paper")),
        Binding("pagedown", "page(1)", mark("Page"), show=False, priority=True, tooltip=mark("On in the paper")),
        Binding("f5", "hint", mark("Hint"), priority=True, tooltip=mark("A hint for this decision")),
        Binding("ctrl+s", "decide", mark("Decide"), priority=True, tooltip=mark("Say it to the client")),
        Binding("escape", "leave", mark("Conversation"), priority=True,
                tooltip=mark("Back; what you ticked and wrote stays")),
    ]  # fmt: skip
    HELP = mark(
        "Read the papers, tick the signs that they show, pick what is to become of the client, and write the reason as "
        "you would say it. Tab goes on; a number opens a paper, ticks a sign or picks an option. Ticks, decision and "
        "reason all count: afterwards you see which signs held, and the words that show it. Esc leads back to the "
        "conversation, and everything stays as it is."
    )

    def __init__(
        self, lying: Desk, speaker: str, said: str, before: str, kept: Callable[[str], None], hint: Callable[[], None]
    ) -> None:
        super().__init__()
        self.lying = lying
        self.speaker = speaker
        self.said = said
        self.kept = kept
        self.hint = hint
        self.before = drafted(before, lying)
        self._given = False  # what comes late must not bring a draft back that has been sent

    def compose(self) -> ComposeResult:
        choice, ticks, reason = self.before
        yield Static(Fit(self._last_words), id="said")
        with Horizontal(id="tabs"):
            for page, title in PAGES:
                yield PageTab(page, _(title))
        with Horizontal(id="desk"):
            yield Papers(self.lying.papers, id="papers")
            with VerticalScroll(id="weighing", can_focus=False):
                with Vertical(id="signs"):
                    yield Static(_("Which of these do the papers show?"), classes="title", markup=False)
                    yield TickList(self.lying.signs, frozenset(ticks), id="sign-list")
                with Vertical(id="decision"):
                    yield Static(_("What is to become of this client?"), classes="title", markup=False)
                    picked = frozenset({choice}) if choice else frozenset[str]()
                    yield TickList(self.lying.options, picked, id="option-list", one=True)
                    yield Static(_("Your reason, as you say it to the client"), classes="title", markup=False)
                    yield ReplyBox(reason)
                    yield Button(_("Decide"), id="decide")
                    yield Static(id="problem", markup=False)
        yield KeysLine(show_command_palette=False)

    def _last_words(self, width: int) -> Content:
        """The client's last words, in two lines."""
        room = 2 * width - len(self.speaker) - 12
        return Content.assemble(words(self.speaker, "bold"), words(f"  {brief(self.said, max(20, room))}", "$quiet"))

    def on_mount(self) -> None:
        """The papers come first."""
        if not self.children:
            return  # left again before it was drawn
        self._turn_to("papers")
        self._tell()
        box = self.query_one(ReplyBox)
        box.move_cursor(box.document.end)

    def _turn_to(self, page: str) -> None:
        for name, _title in PAGES:
            self.set_class(name == page, f"-at-{name}")
            self.query_one(f"#tab-{name}").set_class(name == page, "-picked")

    @property
    def line(self) -> str:
        """What is there so far, in one line."""
        ticks = self.query_one("#sign-list", TickList).ticked
        choice = next(iter(self.query_one("#option-list", TickList).ticked), "")
        return draft(choice, ticks, self.query_one(ReplyBox).text)

    @on(TickList.Changed)
    @on(TextArea.Changed)
    def _changed(self) -> None:
        if not self._given and self.query("#sign-list"):
            self.kept(self.line)
            self._tell()

    def _tell(self, problem: str = "") -> None:
        """How many signs are ticked, on the page's tab; what is missing, once it is asked for."""
        count = len(self.query_one("#sign-list", TickList).ticked)
        title = _("2 Signs ({count} ticked)").format(count=count) if count else _("2 Signs")
        self.query_one("#tab-signs", Static).update(title)
        self.query_one("#problem", Static).update(Content.styled(problem, "$bad"))

    # Moving about.

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Where the keys go is what is shown."""
        for stop, page in STOPS:
            if event.widget.id == stop[1:]:
                self._turn_to(page)

    def action_go(self, step: int) -> None:
        """To the next of papers, signs, options, reason; round at the end."""
        ids = [stop[1:] for stop, _page in STOPS]
        now = ids.index(self.focused.id) if self.focused is not None and self.focused.id in ids else -1
        self._stop((now + step) % len(STOPS))

    def _stop(self, number: int) -> None:
        stop, page = STOPS[number]
        self._turn_to(page)
        # A page that was not shown can be focused only once it is laid out.
        self.call_after_refresh(lambda: self.query_one(stop).focus())

    @on(events.Click, ".tab")
    def _tab(self, event: events.Click) -> None:
        if isinstance(event.widget, PageTab):
            page = event.widget.page
            self._stop(next(number for number, (_stop, name) in enumerate(STOPS) if name == page))

    def action_page(self, pages: int) -> None:
        """On in the paper that lies open."""
        self.query_one(Papers).page(pages)

    def action_hint(self) -> None:
        """A hint for this decision."""
        self.hint()

    # The decision.

    @on(ReplyBox.Sent)
    @on(Button.Pressed, "#decide")
    def action_decide(self) -> None:
        """Hand the decision over; an option and a reason are needed."""
        choice = next(iter(self.query_one("#option-list", TickList).ticked), "")
        reason = clean(self.query_one(ReplyBox).text)
        if not choice:
            self._stop(2)
            self._tell(_("Pick what is to become of this client first."))
        elif not reason:
            self._stop(3)
            self._tell(_("Give the reason in your own words."))
        else:
            self._given = True
            self.dismiss(typed(choice, self.query_one("#sign-list", TickList).ticked, reason))

    def action_leave(self) -> None:
        """Back to the conversation; what was ticked and written stays."""
        self.kept(self.line)
        self.dismiss(None)
