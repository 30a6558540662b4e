"""Random walks: reproducible, whole in their counts, and honest about what never comes to an end."""

from __future__ import annotations

import json
from pathlib import Path

from scenario_base import BASE, Told, changed, loaded, score

from simulator.scenario.chart import Chart, chart
from simulator.scenario.include import gather
from simulator.scenario.model import Scenario
from simulator.walk import Count, Walker, Walks
from simulator.walk_text import as_dict, replies, report, traffic, way

LOOP = """\
steps:
  opening:
    client: Well?
    routes:
      - when: {shows: [insult]}
        to: agreed
      - when: {shows: [ask]}
        to: side
      - otherwise: opening
    tests:
      - {reply: Hm., to: opening}
      - {reply: Why?, to: side}
  side:
    client: Aside.
    routes:
      - otherwise: opening
    tests:
      - {reply: Hm., to: opening}
always: []
"""
SCORER = {"What happened?": score("ask"), "Why?": score("ask"), "You fool.": score("insult", calm=1.0)}
ASKED = BASE.replace("      - {reply: What happened?, to: told}\n",
                     "      - {reply: What happened?, to: told}\n      - {reply: Pay., to: agreed}\n")  # fmt: skip


def walked(scenario: Scenario, runs: int = 60, seed: int = 1, turns: int = 200) -> Walks:
    walker = Walker(scenario, Told(SCORER), seed, turns)
    count = Count(walker)
    for state in walker.walks(runs):
        count.add(state)
    return count.total()


def charted(folder: Path) -> Chart:
    return chart(gather(folder / "example.yaml"))


def test_the_same_seed_gives_the_same_walks_and_another_one_others(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, ASKED)
    assert walked(scenario, seed=4) == walked(scenario, seed=4)
    counts = {tuple(sorted(walked(scenario, seed=seed).arrivals.items())) for seed in range(6)}
    assert len(counts) > 1


def test_one_walk_can_be_shown_without_those_before_it(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, ASKED)
    walker = Walker(scenario, Told(SCORER), seed=9)
    fifth = list(walker.walks(5))[4]
    assert Walker(scenario, Told(SCORER), seed=9).walk(5) == fifth
    told = list(replies(fifth))
    assert told[0].startswith("   1  opening: ")
    assert fifth.turns[0].reply in told[0]


def test_counts_add_up(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, ASKED)
    walks = walked(scenario, runs=100)
    assert walks.runs == walks.reached["opening"] == 100
    assert sum(walks.arrivals[name] for name in scenario.endings) == 100
    assert sum(walks.ways.values()) == walks.turns
    assert walks.ways["steps", "opening", "routes", 0] == walks.arrivals["told"]
    assert 0 < walks.arrivals["told"] < 100
    assert walks.longest[1] == ("opening", "told", "agreed")
    assert (walks.stuck, walks.unsaid, walks.cuts) == ((), (), {})


def test_what_no_reply_takes_is_named_with_its_line(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, ASKED)
    lines = list(report(walked(scenario), charted(tmp_path)))
    assert "Never come to: ending lost (example.yaml:45)" in lines
    assert ASKED.splitlines()[44].startswith("  lost:")
    assert any(line.startswith("Never taken: always 1 → lost (example.yaml:") for line in lines)
    assert any(line.endswith("never  always 1: shows insult → lost") for line in lines)


def test_replies_come_from_tests_and_playthroughs(tmp_path: Path) -> None:
    plays = (
        "playthroughs:\n  - {name: rude, replies: [You fool.], ends: lost}\n"
        "  - {name: asks, replies: [What happened?, Forty.], ends: agreed}\n"
    )
    scenario = loaded(tmp_path, changed(plays))
    walker = Walker(scenario, Told(SCORER))
    assert walker.replies == {"opening": ("What happened?", "You fool."), "told": ("It is forty pounds.", "Forty.")}
    assert walked(scenario).arrivals["lost"] > 0


def test_a_step_without_replies_is_given_those_of_others_and_told(tmp_path: Path) -> None:
    steps = BASE[BASE.index("steps:") : BASE.index("endings:")]
    bare = steps[: steps.rindex("    tests:")]
    scenario = loaded(tmp_path, changed(bare))
    walks = walked(scenario)
    assert walks.unsaid == ("told",)
    assert walks.arrivals["agreed"] == 60
    assert any("No reply of their own" in line and "told" in line for line in report(walks, charted(tmp_path)))


def test_options_are_all_picked(tmp_path: Path) -> None:
    steps = (
        "steps:\n  opening:\n    client: Well?\n    reply: choice\n    options:\n"
        "      - {key: a, text: Yes., to: agreed}\n      - {key: b, text: No., to: lost}\n"
    )
    walks = walked(loaded(tmp_path, changed(steps, "facts: {}\n", "always: []\n")))
    assert walks.ways["steps", "opening", "options", 0] + walks.ways["steps", "opening", "options", 1] == 60
    assert min(walks.ways.values()) > 10


def test_walks_that_go_round_are_stuck_and_say_where(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, changed(LOOP, "facts: {}\n"))
    walks = walked(scenario, runs=5, turns=80)
    (held,) = walks.stuck
    assert (held.steps, held.runs, held.first, held.ways_out) == (("opening", "side"), 5, 1, 0)
    assert walks.longest == (0, ())
    told = "\n".join(report(walks, charted(tmp_path)))
    assert "STUCK: 5 walks went round in opening, side" in told
    assert "No reply in the file led out" in told
    assert list(replies(Walker(scenario, Told(SCORER), turns=80).walk(1)))[-1].endswith("no ending after 80 turns")


def test_walks_that_might_have_got_out_say_how_often_others_did(tmp_path: Path) -> None:
    steps = LOOP.replace("      - {reply: Hm., to: opening}\n      - {reply: Why?",
                         "      - {reply: Hm., to: opening}\n      - {reply: You fool., to: agreed}\n"
                         "      - {reply: Why?", 1)  # fmt: skip
    walks = walked(loaded(tmp_path, changed(steps, "facts: {}\n")), runs=200, turns=8)
    assert walks.stuck
    assert all(one.ways_out > 0 for one in walks.stuck)


def test_an_empty_meter_is_counted_as_what_ended_the_walk(tmp_path: Path) -> None:
    steps = BASE[BASE.index("steps:") : BASE.index("endings:")].replace(
        "        reveal: [hospital]\n", "        reveal: [hospital]\n        mood: {trust: -9, because: No.}\n"
    )
    walks = walked(loaded(tmp_path, changed(steps, "limits: {trust: lost}\n")))
    assert walks.cuts == {"trust": 60}
    assert walks.arrivals["lost"] == 60
    weights = traffic(walks)
    found = charted(tmp_path)
    assert weights.weight(next(one for one in found.everywhere if one.meter == "trust")) == 60


def test_a_reply_in_the_same_situation_is_judged_once(tmp_path: Path) -> None:
    scorer = Told(SCORER)
    walker = Walker(loaded(tmp_path, ASKED), scorer)
    for _ in walker.walks(100):
        pass
    asked = [(one.client, one.earlier.replies) for one in scorer.situations]
    # Two first replies, and one more after the first of them.
    assert len(asked) == 3


def test_json_has_the_whole_count(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, changed(LOOP, "facts: {}\n"))
    walks = walked(scenario, runs=3, turns=70)
    data = json.loads(json.dumps(as_dict(walks, charted(tmp_path))))
    assert (data["runs"], data["turns"], data["longest"]) == (3, 210, None)
    assert data["stuck"][0]["steps"] == ["opening", "side"]
    assert sum(one["hits"] for one in data["routes"]) == 210
    assert data["endings"] == {"agreed": 0, "lost": 0}


def test_a_long_way_is_shortened_in_the_middle() -> None:
    assert way(["a", "b", "b", "b", "c"]) == "a → b ×3 → c"
    told = way([str(number) for number in range(100)])
    assert told.startswith("0 → 1")
    assert told.endswith("98 → 99")
    assert "… 76 more …" in told
