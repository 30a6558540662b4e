"""The three ways to have a conversation: learn, practise, exam; and how long a reply may take. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.i18n import _, mark

LEARN, PRACTISE, EXAM = "learn", "practise", "exam"
MODES: tuple[str, ...] = (LEARN, PRACTISE, EXAM)
NAMES = {LEARN: mark("Learn"), PRACTISE: mark("Practise"), EXAM: mark("Exam")}
SAYS = {
    LEARN: mark(
        "Choose from ready replies first and see what each one does; then write your own or go on. Hints, feedback "
        "after each turn, and calm and firm while you type."
    ),
    PRACTISE: mark("Your own words from the start. Hints when you ask for them, feedback after each turn."),
    EXAM: mark("Your own words, no hints, no way back. Feedback comes at the end."),
}
CLOCK = mark(
    "When the time is up, what you have typed is sent; nothing typed is silence. The clock goes on if you leave."
)
# What the briefing offers; the command line takes any number between the bounds.
OFFERED: tuple[int | None, ...] = (None, 30, 60, 90, 120)
SHORTEST, LONGEST = 10, 3_600


@dataclass(frozen=True, slots=True)
class Terms:
    """What a conversation is held under. `seconds`: time for each reply, in an exam only; None for as long as it
    takes."""

    mode: str = PRACTISE
    seconds: int | None = None

    @property
    def learn(self) -> bool:
        """Whether ready replies and the live gauge are there."""
        return self.mode == LEARN

    @property
    def exam(self) -> bool:
        """Whether hints, feedback and ways back are closed until the end."""
        return self.mode == EXAM


USUAL = Terms()


def terms(mode: str | None, seconds: int | None) -> Terms:
    """The terms by what was asked for: a time without a mode is an exam's. Raises ValueError with a sentence for a
    mode that there is not, a time out of bounds, or a time in a mode without a clock."""
    mode = mode or (EXAM if seconds is not None else PRACTISE)
    if mode not in MODES:
        raise ValueError(_("There is no mode {mode}: take learn, practise or exam.").format(mode=mode))
    if seconds is not None and mode != EXAM:
        raise ValueError(_("A time for each reply goes with the mode exam: add --mode exam."))
    if seconds is not None and not SHORTEST <= seconds <= LONGEST:
        raise ValueError(_("The time for a reply is {least} to {most} seconds.").format(least=SHORTEST, most=LONGEST))
    return Terms(mode, seconds)


def read_terms(mode: str | None, seconds: int | None) -> Terms:
    """The terms as they were kept; what is not known any more is practice."""
    return Terms(mode, seconds if mode == EXAM else None) if mode in MODES else USUAL


def told(held: Terms) -> str:
    """The terms in a few words: `Exam, 60 seconds a reply`."""
    name = _(NAMES[held.mode])
    if held.seconds is None:
        return name
    return _("{mode}, {seconds} seconds a reply").format(mode=name, seconds=held.seconds)
