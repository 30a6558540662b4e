"""Decisions and costs where they are told: plain lines, a script, Twee, translation, random walks, reports."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from scenario_base import Told
from test_decide import FILE, OPENING, REASON, loaded

from simulator.game import Game
from simulator.mode import EXAM, USUAL, Terms
from simulator.plain import PlainPlay
from simulator.play_file import play_lines
from simulator.reports.session_page import session_page
from simulator.reports.statements import statements
from simulator.reports.table import COLUMNS, write_table
from simulator.scenario.source import read
from simulator.scenario.translation.inventory import inventory
from simulator.script.content import script
from simulator.script.examples import examples
from simulator.script.markdown import markdown
from simulator.store.database import Store
from simulator.store.whole import Whole
from simulator.twine.outward import story
from simulator.walk import Walker
from simulator.wording import Wording

WORDS = Wording(None, "en")


def plainly(*lines: str, terms: Terms = USUAL) -> tuple[bool, str]:
    left, said = [*lines], []
    game = Game(loaded(), Told(), terms=terms)

    def ask(prompt: str) -> str | None:
        said.append(prompt)
        return left.pop(0) if left else None

    return PlainPlay(game, WORDS, ask, said.append, echo=True).play(), "\n".join(said)


def test_papers_are_read_by_number_and_a_decision_is_asked_for_bit_by_bit() -> None:
    ended, text = plainly(OPENING, "p 2", "p 7", "?", "1 8", "1 3", "part", "2", REASON)
    assert ended
    for line in (
        "Paper 1: His e-mail, 2 June",
        "  invoice: March; due: 14 April; paid: 2 May",
        "There is no paper 7: there are 2.",
        "Hint: What he pays is in the account.",
        "There is no sign 8: type numbers from 1 to 3, or - for none.",
        "Signs judged rightly: 1 of 3.",
        "Missed: it holds: He pays late. See His account: “March 14 April 2 May”",
        "Ticked, and it does not hold: He wants more than he pays for. No paper speaks of extra work.",
        "Time +30 min, 275 min by now",
        "What is left of his fee in a quarter: £180. The client cost £138 by now; £42 is left.",
    ):
        assert line in text, line
    # The key of an option is taken like its number, so the line after it is the reason already.
    assert "You: 2" in text


def test_the_short_form_is_taken_at_the_desk_and_an_exam_keeps_its_judgement_for_the_end() -> None:
    ended, text = plainly(OPENING, f"1 2 | terms | {REASON}")
    assert ended
    assert "Signs judged rightly: 3 of 3." in text
    ended, text = plainly(OPENING, "1", "2", REASON, terms=Terms(EXAM))
    assert ended
    assert text.index("Ending: ") < text.index("Signs judged rightly: 2 of 3.")


def test_input_that_ends_at_the_desk_leaves_the_conversation() -> None:
    ended, text = plainly(OPENING, "1")
    assert not ended
    assert text.endswith("Option: ")


def test_a_file_of_replies_gives_a_decision_in_one_line_and_json_has_it_all() -> None:
    played = play_lines(Game(loaded(), Told()), [OPENING, "I part with him", f"1 2 | terms | {REASON}"])
    data = played.as_dict()
    assert [line for line, _why in played.refused] == [2]
    assert data["costs"] == {"time": 275, "nerves": 1}
    turn = data["turns"][1]
    assert (turn["choice"], turn["ticks"], turn["reply"]) == ("terms", ["promises", "late"], REASON)
    assert turn["weighed"][0]["words"] == "You will have it on Friday, my word on it."
    assert data["turns"][0]["spent"][0]["after"] == 275
    assert "Turn 2, the decision: Go on, against prepayment." in "\n".join(played.transcript(WORDS))


def test_a_script_shows_papers_signs_and_costs_and_twee_tells_what_is_lost() -> None:
    scenario = loaded().scenario
    found = examples(scenario, Told())
    text = markdown(script(scenario, WORDS, found))
    for part in (
        "| March | 14 April | 2 May |",
        "- He wants more than he pays for. (does not hold) No paper speaks of extra work.",
        "signs ticked rightly: 2 or more",
        "Costs: Time +10 min, Nerves +1",
        "*Coming here costs:* Time +20 min",
        "\\[Go on, against prepayment. Ticked: He breaks promises to pay.; He pays late.\\] From June on",
    ):
        assert part in text, part
    made, lost = story(scenario, WORDS, found)
    assert any("papers, signs to tick" in one for one in lost)
    assert "Part with him." in next(one.body for one in made.passages if one.name == "weigh")


def test_every_text_of_a_dossier_is_there_to_translate() -> None:
    texts = {one.id: one.words for one in inventory(read(FILE).data or {})}
    for name, said in {
        "costs.time.label": "Time",
        "worth.label": "What is left of his fee in a quarter",
        "dossier.ledger.columns.2": "due",
        "dossier.ledger.rows.1.2": "14 April",
        "steps.weigh.signs.scope.why": "No paper speaks of extra work.",
        "playthroughs.1.replies.1": OPENING,
    }.items():
        assert texts[name] == said


def test_random_walks_decide_too() -> None:
    walker = Walker(loaded().scenario, Told(), seed=3)
    ends = list(walker.walks(40))
    decisions = [state.turns[-1] for state in ends if state.turns[-1].decided]
    assert all(state.over for state in ends)
    assert {turn.choice for turn in decisions} == {"keep", "terms", "part"}
    assert len({turn.ticks for turn in decisions}) > 3


def kept(folder: Path) -> Whole:
    one, store = loaded(), Store.open(folder / "results.db")
    number = store.begin(one, "Ann")
    game = Game(one, Told(), store, number, "Ann")
    game.take(OPENING)
    game.take(f"1 3 | part | {REASON}")
    (whole,) = store.conversations([number])
    store.close()
    return whole


def test_reports_and_exports_tell_the_decision(tmp_path: Path) -> None:
    whole = kept(tmp_path)
    stream = io.StringIO()
    write_table(stream, [whole])
    first, second = csv.DictReader(io.StringIO(stream.getvalue()))
    assert tuple(first) == COLUMNS
    assert (first["ticked"], first["cost"]) == ("", "time +30, nerves +1")
    assert [second[key] for key in ("ticked", "ticked_wrongly", "signs_missed")] == ["promises, scope", "scope", "late"]
    page = session_page(whole, loaded().scenario, WORDS)
    assert "Turn 2, the decision: Part with him." in page["turns"][1].decision
    assert any("£42 is left" in line for line in page["weighed"])
    told = str([*statements(whole, "https://example.org/")])
    assert "extensions/decision" in told
    assert "extensions/cost" in told
