"""Rating replies blind: the case, the reply, the labels to tick, calm, firm and stance; no score of ours is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from scoring.contract import CALM_BANDS, FIRM_BANDS, STANCES
from simulator.i18n import _, current, mark, ngettext
from simulator.rating_desk import Desk, chosen
from simulator.ratings import RatingsError
from simulator.tui.fit import Fit
from simulator.tui.gauge import gauge
from simulator.tui.keys import TranslatedKeys
from simulator.tui.text import lines, prose, words
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widgets.scale import Scale
from simulator.tui.widgets.ticks import Tick, Ticks
from simulator.tui.widths import WIDTHS

if TYPE_CHECKING:
    from scoring.rubric import Rubric
    from simulator.ratings import Sample
    from simulator.tui.look import Look

BREACH = {"none": mark("no rule broken"), "first": mark("first breach"), "repeat": mark("repeated breach")}
OUR_FAULT = {"yes": mark("Our fault"), "no": mark("Not our fault"), "unclear": mark("Unclear whose fault")}
MISSING = {
    "calm": mark("Give calm a number from 1 to 5 first."),
    "firm": mark("Give firm a number from 1 to 5 first."),
    "stance": mark("Give stance a number from 1 to 5 first."),
}
BAR = 20
# Blanks left and right of the heading of a wide screen.
MARGIN = 6


class RateScreen(TranslatedKeys, Screen[None]):
    """One reply after the other. What is ticked is a draft until Enter writes it into the file."""

    CSS_PATH = "rate.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - declared so by Screen
        (0, "-low"),
        (42, "-high"),
    ]
    AUTO_FOCUS = "Ticks"
    HELP = mark(
        "Judge each reply by what the rubric says and by the words that are there, not by what you would have written. "
        "Tick every label that you can point at words for. Then give calm, firm and stance a number each: 1-5 goes to "
        "the one with the ▸ and on to the next. Enter writes the rating at once and shows the next reply; what is "
        "written survives everything. The program's own score is never shown here."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", mark("Next"), tooltip=mark("Write this rating and show the next reply")),
        Binding(
            "b,backspace", "back", mark("Back"), tooltip=mark("The reply before, to look at it or to rate it anew")
        ),
        Binding("s", "skip", mark("Skip"), tooltip=mark("The next reply, without a rating")),
        Binding("u,ctrl+z", "undo", mark("Undo"), tooltip=mark("Take back the last tick, number or rating")),
        Binding(
            "1",
            "rate(1)",
            mark("Rate"),
            show=False,
            tooltip=mark("Give the scale with the ▸ this number; 2 to 5 likewise"),
        ),
        *(Binding(str(number), f"rate({number})", show=False) for number in range(2, 6)),
        Binding("c", "scale('calm')", mark("Calm"), show=False, tooltip=mark("The next number is for calm")),
        Binding("f", "scale('firm')", mark("Firm"), show=False, tooltip=mark("The next number is for firm")),
        Binding("t", "scale('stance')", mark("Stance"), show=False, tooltip=mark("The next number is for the stance")),
        Binding(
            "pageup", "read(-1)", mark("Case"), key_display="PgUp", priority=True, tooltip=mark("Back in the case")
        ),
        Binding("pagedown", "read(1)", mark("On"), show=False, priority=True, tooltip=mark("On in the case")),
        Binding(
            "escape", "leave", mark("Leave"), tooltip=mark("What has been written stays; the next time goes on here")
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.busy = False
        self._warned = False

    @property
    def rubric(self) -> Rubric:
        """The rubric whose labels are ticked."""
        return self.desk.ratings.rubric

    @property
    def look(self) -> Look:
        """The app, as what it is."""
        return cast("Look", self.app)

    def compose(self) -> ComposeResult:
        yield Static(id="top")
        with Vertical(id="body"):
            with VerticalScroll(id="case", can_focus=False):
                yield Static(id="context")
                yield Static(id="about")
                yield Static(Content(_("The client")), classes="speaker", id="client-title")
                yield Static(id="client")
                yield Static(Content(_("The reply to rate")), classes="speaker")
                yield Static(id="reply")
            with Vertical(id="bench"):
                with VerticalScroll(id="labels", can_focus=False):
                    yield Ticks(id="ticks")
                yield Static(id="saying")
                with Vertical(id="scales"):
                    yield Scale("calm", "$calm")
                    yield Scale("firm", "$firm")
                    yield Scale("stance", "$focus")
        yield Static(id="done")
        yield KeysLine(show_command_palette=False)

    def on_mount(self) -> None:
        """The first reply that is due."""
        self._show()

    # What is shown.

    def _show(self) -> None:
        sample = self.desk.sample
        self._warned = False
        self._head()
        self.set_class(sample is None, "-done")
        if sample is None:
            self._show_end()
            self.refresh_bindings()
            return
        about = sample.situation
        self.query_one("#context", Static).update(words(_context(sample), "$firm"))
        for part in ("#client-title", "#client"):
            self.query_one(part).display = bool(about.client)
        self.query_one("#client", Static).update(prose(about.client))
        self.query_one("#reply", Static).update(words(sample.reply))
        told = [(_("What happened"), about.about), (_("The agreed rule"), about.rule)]
        parts = [line for title, text in told if text for line in (Content.styled(title, "bold $quiet"), prose(text))]
        self.query_one("#about", Static).update(lines(*parts) if parts else Content(""))
        self.call_after_refresh(self._to_reply)
        self.query_one(Ticks).home()
        self._show_draft()
        self.query_one(Ticks).focus()
        self.refresh_bindings()

    def _to_reply(self) -> None:
        """Where the case is longer than the room for it, its end, the reply, is shown first."""
        if self.is_attached:
            case, reply = self.query_one("#case"), self.query_one("#reply")
            case.scroll_to_widget(reply, animate=False, top=reply.size.height > case.size.height)

    def _head(self) -> None:
        self.query_one("#top", Static).update(Fit(self._heading))

    def _heading(self, width: int) -> Content:
        """Who rates, how far it has got; without room for the case's own line, that one instead of the bar."""
        desk = self.desk
        total, done = len(desk.samples), desk.rated
        rater = words(_("Rating as {name}").format(name=desk.ratings.rater), "bold")
        told = _("reply {number} of {count}, rated") if desk.written else _("reply {number} of {count}")
        place = words(f"  ·  {told.format(number=min(desk.at + 1, total), count=total)}", "$quiet")
        if desk.sample is None or width >= WIDTHS[-1][0] - MARGIN:
            told = _("{count} rated").format(count=done)
            return Content.assemble(rater, place, "  ·  ", gauge(done, total, BAR, "$calm"), (f"  {told}", "$quiet"))
        return Content.assemble(words(_context(desk.sample), "$firm"), place, "  ·  ", rater)

    def _show_draft(self) -> None:
        sample, draft = self.desk.sample, self.desk.draft
        if sample is None:
            return
        lang, rubric = current(), self.rubric
        ticks = [
            Tick(key, rubric.name(key, lang), rubric.says(key, lang), key in rubric.faults) for key in rubric.labels
        ]
        self.query_one(Ticks).offer(ticks, draft.labels)
        names = {
            "calm": [rubric.band_name("calm", band, lang) for band in CALM_BANDS],
            "firm": [rubric.band_name("firm", band, lang) for band in FIRM_BANDS],
            "stance": [rubric.name(stance, lang) for stance in STANCES],
        }
        for scale in self.query(Scale):
            name = scale.id or ""
            scale.offer(names[name], chosen(draft, name), name == self.desk.due)
        self._say()

    @on(Ticks.Moved)
    def _say(self) -> None:
        current = self.query_one(Ticks).current
        if current is not None:
            self.query_one("#saying", Static).update(
                Content.assemble(words(current.name, "bold $ink"), "  ", words(current.says))
            )

    def _show_end(self) -> None:
        path, left = self.desk.ratings.path, len(self.desk.samples) - self.desk.rated
        parts = [Content.styled(_("That was the last reply."), "bold"), Content("")]
        if left:
            told = ngettext(
                "{count} reply is not rated yet. Enter goes to it.",
                "{count} replies are not rated yet. Enter goes to the first of them.",
                left,
            )
            parts.append(words(told.format(count=left)))
        parts += [
            words(_("Your ratings are in {path}.").format(path=path)),
            words(_("To hold the scorer against them: {command}").format(command=f"calmfirm rubric agree {path}")),
        ]
        self.query_one("#done", Static).update(lines(*parts))

    # What is said of the reply.

    @on(Ticks.Toggled)
    def _tick(self, event: Ticks.Toggled) -> None:
        if not self.busy:
            self.desk.toggle(event.key)
            self._changed()

    @on(Scale.Picked)
    def _pick(self, event: Scale.Picked) -> None:
        if not self.busy:
            self.desk.due = event.scale
            self.action_rate(event.number)

    def action_rate(self, number: int) -> None:
        """Give the scale that is due this number (1-5), and go on to the next."""
        if not self.busy:
            self.desk.rate(number)
            self._changed()

    def action_scale(self, name: str) -> None:
        """The next number is for this scale."""
        self.desk.due = name
        self._show_draft()

    def _changed(self) -> None:
        self._warned = False
        self._show_draft()
        self._head()
        self.refresh_bindings()

    # From reply to reply.

    async def action_next(self) -> None:
        """Write the rating and show the next reply; behind the last, go to the first that has none."""
        missing = self.desk.draft.missing
        if self.busy:
            return
        if self.desk.sample is None:
            self.desk.begin()
            self._show()
        elif missing is not None:
            self.desk.due = missing
            self._show_draft()
            self.look.warn(_(MISSING[missing]), "information")
        else:
            await self._behind(self.desk.write)

    async def action_undo(self) -> None:
        """Take back what was done last, on whichever reply: a tick, a number, or a rating that was written."""
        if not self.busy:
            await self._behind(self.desk.undo)

    async def _behind(self, work: Callable[[], None]) -> None:
        """Do what writes the file behind the screen, then show where that leads."""
        self.busy = True
        try:
            await asyncio.to_thread(work)
        except (OSError, RatingsError) as error:
            told = (
                f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
            )
            self.look.warn(_("The rating could not be written. {problem}").format(problem=told), "error")
        else:
            self._show()
        finally:
            self.busy = False

    def action_skip(self) -> None:
        """The next reply, without a rating; it is offered again at the end."""
        self._go(1)

    def action_back(self) -> None:
        """The reply before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        if not self.busy:
            self.desk.go(step)
            self._show()

    def action_read(self, pages: int) -> None:
        """Scroll the case."""
        case = self.query_one("#case")
        case.scroll_relative(y=pages * max(1, case.size.height - 1), animate=False)

    def action_leave(self) -> None:
        """Leave; asked twice when a rating has been begun and not written."""
        if self.desk.begun and not self._warned:
            self._warned = True
            told = _("This reply's rating is not written yet: Enter writes it, Esc once more leaves without it.")
            self.look.warn(told)
        else:
            self.app.exit(0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action == "next":
            return self.desk.sample is not None or self.desk.rated < len(self.desk.samples)
        if action == "back":
            return self.desk.at > 0
        if action == "undo":
            return self.desk.undoable
        if action in ("rate", "scale", "skip", "read"):
            return self.desk.sample is not None
        return True


def _context(sample: Sample) -> str:
    """Whose fault it was and whether a rule was broken, in a few words."""
    return f"{_(OUR_FAULT[sample.situation.our_fault])}, {_(BREACH[sample.situation.breach])}"
