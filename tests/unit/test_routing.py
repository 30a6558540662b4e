"""Why a route won and the others did not."""

from __future__ import annotations

from dataclasses import replace

from scenario_base import Told, changed, loaded, score

from simulator import i18n, session
from simulator.routing import diverted, routes_due, routes_of

STEPS = """\
steps:
  opening:
    client: Well?
    routes:
      - when: {calm: respectful or better, firm: holding, shows: [ask, impact], avoids: [cave_in]}
        to: agreed
      - when: {shows_any: [insult, shout], facts: [hospital]}
        to: slammed-door
      - when: {visits: {at_least: 3}, counters: {excuses: {at_most: 0}}, mood: {trust: {at_least: 6}}}
        to: slammed-door
      - when: {asks: hospital, earlier: [consequence], not_earlier: [insult], facts_hidden: [hospital]}
        to: agreed
      - when: {calm: hostile or better}
        to: agreed
      - otherwise: opening
        mood: {patience: -1, because: He waits.}
"""
FACTS = "facts:\n  hospital: {text: She was ill., about: [why, happen]}\n"
ENDINGS = """\
endings:
  agreed: {outcome: good, title: Paid, text: He pays., lesson: Good.}
  slammed-door: {outcome: lost, title: Gone, text: He leaves., lesson: Bad.}
"""
LIMITS = (
    "limits: {patience: slammed-door}\ncounters: {excuses: 0}\nalways: [{when: {shows: [grovel]}, to: slammed-door}]\n"
)


def tried(tmp_path, reply: str, told, state=None):
    scenario = loaded(tmp_path, changed(STEPS, FACTS, ENDINGS, LIMITS))
    first, _ = session.start(scenario)
    before = state(first) if state else first
    after, _ = session.advance(scenario, before, reply, told)
    return routes_of(scenario, before, after.turns[-1]), scenario, after


def test_every_route_says_what_it_asked_and_what_there_was(tmp_path) -> None:
    routes, _, after = tried(tmp_path, "No.", score("ask", "cave_in", calm=3.0, firm=2.0))
    assert after.turns[-1].route == "routes[4]"
    called = ["always 1", "route 1", "route 2", "route 3", "route 4", "route 5", "otherwise"]
    assert [one.called for one in routes] == called
    assert [one.won for one in routes] == [False] * 5 + [True, False]
    assert [one.fits for one in routes] == [False] * 5 + [True, True]
    assert [one.behind for one in routes] == [False] * 6 + [True]
    routes = routes[1:]
    assert [(c.text, c.holds, c.found) for c in routes[0].clauses] == [
        ("calm: respectful or better", False, "it is neutral (3.0)"),
        ("firm: holding", False, "it is wavering (2.0)"),
        ("shows: ask, impact", False, "not shown: impact"),
        ("avoids: cave_in", False, "shown: cave_in"),
    ]
    assert [c.found for c in routes[1].clauses] == ["none of them is shown", "not out yet: hospital"]
    assert [(c.text, c.found) for c in routes[2].clauses] == [
        ("counters: excuses at most 0", ""),
        ("mood: trust at least 6", "it is 5"),
        ("visits: at least 3", "it is 1"),
    ]
    assert [c.found for c in routes[3].clauses] == [
        "no word of the question begins with why, happen",
        "",
        "not shown yet: consequence",
        "",
    ]


def test_what_there_was_instead_is_told_in_the_interfaces_language(tmp_path) -> None:
    with i18n.speaking("ru"):
        routes, _, _ = tried(tmp_path, "No.", score("ask", "cave_in", calm=3.0, firm=2.0))
        assert routes[1].called == "маршрут 1"
        assert routes[1].clauses[0].text == "calm: respectful or better", "keys of the file stay as they are"
        assert [clause.found for clause in routes[1].clauses] == [
            "на деле neutral (3,0)",
            "на деле wavering (2,0)",
            "нет: impact",
            "есть: cave_in",
        ]
        assert routes[3].clauses[1].text == "mood: trust не меньше 6"


def test_the_place_of_a_route_in_the_file_and_its_target(tmp_path) -> None:
    routes, _, _ = tried(tmp_path, "No.", score())
    assert routes[0].way == ("always", 0)
    assert routes[2].way == ("steps", "opening", "routes", 1)
    assert routes[2].to == "slammed-door"


def test_before_a_reply_only_what_hangs_on_the_state_is_decided(tmp_path) -> None:
    scenario = loaded(tmp_path, changed(STEPS, FACTS, ENDINGS, LIMITS))
    due = routes_due(scenario, session.start(scenario)[0])
    assert [one.fits for one in due] == [None, None, False, False, False, None, True]
    assert [c.holds for c in due[3].clauses] == [True, False, False]


def test_an_emptied_meter_is_named(tmp_path) -> None:
    steps = STEPS.replace("{calm: hostile or better}", "{stance: servile}")
    scenario = loaded(tmp_path, changed(steps, FACTS, ENDINGS, LIMITS))
    first, _ = session.start(scenario)
    after, _ = session.advance(scenario, replace(first, patience=1), "No.", score())
    assert after.ending == "slammed-door"
    assert diverted(scenario, after.turns[-1]) == "patience"
    usual, _ = session.advance(scenario, first, "No.", score())
    assert diverted(scenario, usual.turns[-1]) == ""


def test_what_the_reducer_decides_and_what_is_told_agree_for_every_route(tmp_path) -> None:
    for told in (score(), score("ask", "impact", firm=4.0), score("insult", calm=1.0), Told().score("x", None)):
        routes, _, after = tried(tmp_path, "Why?", told)
        won = [one for one in routes if one.won]
        assert len(won) == 1
        assert all(one.fits is False for one in routes[: routes.index(won[0])])
        assert won[0].fits
        assert won[0].to == after.turns[-1].to
