"""Whatever is replied and however it is scored, a session holds: it ends or goes on, and plays again the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_base import changed, loaded

from scoring.contract import CALM_BANDS, FAULTS, FIRM_BANDS, LABELS, MOVES, STANCES, Score, calm_band, firm_band
from simulator import session
from simulator.scenario.condition import band_fits
from simulator.scenario.model import Scenario

TEXT = changed(
    "vars: {fee: £40}\nlimits: {patience: lost, trust: agreed}",
    "facts:\n  hospital: {text: 'Hospital, {{ fee }}.', about: [wife, what]}\n  debt: {text: He has debts.}",
    """\
always:
  - when: {shows_any: [insult, shout], mood: {patience: {at_most: 3}}}
    to: lost
    say: Enough, {{ trainee.name }}.
steps:
  opening:
    client: [Well?, "Again {{ visits }}?"]
    mood: {patience: -1, because: He waits.}
    routes:
      - when: {asks: hospital, facts_hidden: [hospital]}
        to: told
        reveal: [hospital]
        mood: {trust: +3, because: Asked.}
      - when: {stance: [servile, dismissive], not_earlier: [trade]}
        to: told
        mood: {trust: -4, patience: -3, because: No ground.}
        count: {excuses: -3}
      - when: {calm: respectful or better, firm: holding or better, visits: {at_least: 2}}
        to: agreed
      - otherwise: opening
        count: {excuses: +1}
        mood: {patience: +2, because: Still here.}
  told:
    client: "{% if known.debt %}Debts.{% else %}So?{% endif %} {{ count.excuses }} {{ patience + trust }}"
    reply: choice
    options:
      - {key: hold, text: "It is {{ fee }}.", to: opening, reveal: [debt], mood: {trust: -1, because: Cold.}}
      - {key: split, text: Twenty.}
      - {key: leave, text: Good day., to: lost}
    routes:
      - when: {choice: split, counters: {excuses: {at_least: 2}}}
        to: agreed
      - when: {facts: [debt], earlier: [ask]}
        to: opening
      - otherwise: told
        mood: {patience: -2, trust: +1, because: Round it goes.}
""",
)
REPLIES = st.one_of(
    st.sampled_from(
        ["What happened to your wife?", "", " ", "x" * 5000, "Що сталося?", "[b]{{ x }}[/b] {% if %}", "\x00\x1b"]
    ),
    st.text(max_size=40),
)
TURNS = st.lists(
    st.tuples(
        REPLIES,
        st.sets(st.sampled_from(LABELS), max_size=5),
        st.floats(1.0, 5.0),
        st.floats(1.0, 5.0),
        st.sampled_from(STANCES),
        st.integers(0, 2),
    ),
    max_size=25,
)


@cache
def _scenario() -> Scenario:
    with TemporaryDirectory() as folder:
        return loaded(Path(folder), TEXT)


def _score(labels: set[str], calm: float, firm: float, stance: str) -> Score:
    return Score(
        moves={label: 1.0 for label in MOVES if label in labels},
        faults={label: 1.0 for label in FAULTS if label in labels},
        calm=round(calm, 1),
        firm=round(firm, 1),
        stance=stance,
    )


@settings(max_examples=150, deadline=None)
@given(TURNS, st.text(max_size=10))
def test_every_session_ends_or_goes_on_and_plays_again_the_same(
    turns: list[tuple[str, set[str], float, float, str, int]], trainee: str
) -> None:
    scenario = _scenario()
    state, _ = session.start(scenario, trainee)
    for reply, labels, calm, firm, stance, pick in turns:
        options = session.options(scenario, state)
        choice = options[pick][0] if options else None
        session.situation(scenario, state)
        before = state
        state, events = session.advance(scenario, state, reply, _score(labels, calm, firm, stance), choice)
        assert 0 <= state.patience <= 10
        assert 0 <= state.trust <= 10
        assert state.facts >= before.facts
        assert len(state.turns) == len(before.turns) + 1
        assert (state.step is None) == (state.ending is not None)
        assert any(isinstance(event, session.Ended) for event in events) == state.over
        for event in events:
            if isinstance(event, session.MoodMoved):
                assert event.change.before != event.change.after
                assert event.change.because
        if state.over:
            assert state.ending in scenario.endings
            assert all(session.ending_texts(scenario, state))
            break
        assert state.step in scenario.steps
        assert state.words
        assert all("{{" not in words and "{%" not in words for words in state.words)

    again, _ = session.start(scenario, trainee)
    for turn in state.turns:
        again, _ = session.advance(scenario, again, turn.reply, turn.score, turn.choice, turn.guessed)
    assert again == state


@settings(deadline=None)
@given(st.floats(1.0, 5.0), st.sampled_from(CALM_BANDS))
def test_or_better_and_or_worse_share_only_the_band_itself(value: float, band: str) -> None:
    got = calm_band(value)
    better, worse = band_fits(f"{band} or better", got, CALM_BANDS), band_fits(f"{band} or worse", got, CALM_BANDS)
    assert better or worse
    assert (better and worse) == band_fits(band, got, CALM_BANDS)


@settings(deadline=None)
@given(st.floats(1.0, 5.0), st.floats(1.0, 5.0))
def test_a_higher_score_is_never_a_lower_band(one: float, two: float) -> None:
    low, high = sorted((one, two))
    assert FIRM_BANDS.index(firm_band(low)) <= FIRM_BANDS.index(firm_band(high))
