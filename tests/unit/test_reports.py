"""Reports as HTML: what they tell, that they are self-contained, and that nobody's words act in them."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from desk import spare_key
from practice import HOLDS, RUDE, kept, play

from scoring.calibration import Rating
from scoring.contract import Evidence
from scoring.rubric import load_rubric
from simulator.cli import cli
from simulator.exchange import ExchangeError
from simulator.ratings import Judgement
from simulator.reports.agreement import Rated, agreement
from simulator.reports.charts import PLANE, lines, plane, weeks
from simulator.reports.page import page
from simulator.reports.people_pages import group_page, person_page
from simulator.reports.pieces import pieces
from simulator.reports.session_page import session_page
from simulator.reports.sources import in_cohorts, in_files, once, read_cohorts
from simulator.reports.tally import tallies, weakest
from simulator.review import Comment
from simulator.store.coaching import Coaching
from simulator.store.database import Store
from simulator.store.whole import Whole
from simulator.submission import Submission, with_situations
from simulator.wording import Wording

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \"' {{ 7*7 }} \u202egnp.exe"
WORDS = Wording(load_rubric(), "en")


class Reader(HTMLParser):
    """The text of a page, its tags with their attributes, and whether they close in order."""

    VOID = frozenset({"meta", "br", "line", "circle", "rect", "polyline", "input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("style", "title"):
            self.text += data


def session_html(one: Whole) -> str:
    return page("session", session_page(one, spare_key().scenario, WORDS), NOW)


def person_html(*them: Whole) -> str:
    return page("person", person_page("Ann", them, NOW, WORDS), NOW)


def group_html(*them: Whole, rated: tuple[Rated, ...] = (), cohorts: dict[str, str] | None = None) -> str:
    return page("group", group_page("Spring", in_cohorts(them, cohorts or {}), cohorts or {}, rated, WORDS), NOW)


def coached(one: Whole, **changes: object) -> Whole:
    said = Comment("0" * 32, 1, "Coach Ї", NOW, "Well held.", reply=one.played[0].reply, **changes)
    return replace(one, comments=(said, replace(said, number=0, text="On the whole fine.", override=None)))


@pytest.mark.parametrize("make", [session_html, person_html, group_html])
def test_nothing_that_people_wrote_acts_in_a_page(tmp_path: Path, make) -> None:
    one = replace(kept(tmp_path, HOSTILE, title=HOSTILE), person=HOSTILE, cohort=HOSTILE)
    one = coached(one)
    one = replace(one, comments=tuple(replace(each, text=HOSTILE, coach=HOSTILE) for each in one.comments))
    html = make(one)
    read = Reader(html)
    assert read.open == []
    tags = {tag for tag, _ in read.tags}
    assert not tags & {"script", "img", "iframe", "object", "embed", "form", "link", "video", "audio"}
    for tag, attributes in read.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style")], tag
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in html
    assert "@import" not in html
    assert "\u202e" not in html
    assert "<script>alert(1)</script>" in read.text
    assert "{{ 7*7 }}" in read.text
    assert "default-src 'none'" in html


@pytest.mark.parametrize("make", [session_html, person_html, group_html])
def test_pages_are_in_order_for_a_screen_reader(tmp_path: Path, make) -> None:
    read = Reader(make(coached(kept(tmp_path, HOLDS, "forty pounds please"))))
    levels = [int(tag[1]) for tag, _ in read.tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for tag, attributes in read.tags:
        if tag == "svg":
            assert attributes.get("aria-label") or attributes.get("aria-hidden") == "true"
        if tag == "th":
            assert attributes["scope"] in ("col", "row", "rowgroup")
    assert dict(read.tags)["html"] == {"lang": "en"}


@pytest.mark.parametrize("make", [session_html, person_html])
def test_charts_are_well_formed_and_inside_their_frame(tmp_path: Path, make) -> None:
    drawings = re.findall(r"<svg.*?</svg>", make(kept(tmp_path, HOLDS, "forty pounds please")), re.DOTALL)
    assert len(drawings) >= 2
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        left, top, width, height = map(float, root.attrib["viewBox"].split()) if "viewBox" in root.attrib else (0,) * 4
        for circle in root.iter("circle"):
            assert left <= float(circle.attrib["cx"]) <= left + width
            assert top <= float(circle.attrib["cy"]) <= top + height


def test_a_session_tells_words_labels_moods_and_the_coach(tmp_path: Path) -> None:
    one = kept(tmp_path, f"{RUDE} Which rule?", "1")
    override = Judgement(frozenset({"ask"}), 5, 4, "calm_firm")
    html = session_html(coached(one, override=override, reason="The question is genuine."))
    text = " ".join(Reader(html).text.split())
    assert "Only an idiot1 keeps keys." in text  # the note's number stands behind the words
    assert re.search(r'<mark class="fault">idiot<sup>1</sup></mark>', html)
    assert f"Broke it: {WORDS.name('insult')}" in text
    assert f"Worked: {WORDS.name('ask')}" in text
    assert "Well held." in text
    assert "On the whole fine." in text
    assert "Coach Ї" in text
    assert "Rated calm 5, firm 4" in text
    assert "The question is genuine." in text
    for change in one.played[0].changes:
        assert change.because in text


def test_a_session_without_its_scenario_still_has_its_turns(tmp_path: Path) -> None:
    text = Reader(page("session", session_page(kept(tmp_path, HOLDS), None, WORDS), NOW)).text
    assert "The scenario is not here as it was played" in text
    assert "Turn 1" in text


def test_a_person_sees_shares_and_what_to_practise(tmp_path: Path) -> None:
    them = [kept(tmp_path, "forty pounds please"), kept(tmp_path, "forty pounds please"), kept(tmp_path, HOLDS)]
    found = tallies([turn for one in them for turn in one.played])
    low = weakest(found.values())
    assert low
    assert low[0].share < 1
    text = " ".join(Reader(person_html(*them)).text.split())
    for tally in low:
        assert f"{WORDS.name(tally.label)}: kept in {tally.kept} of {tally.due} replies" in text


def test_a_group_has_a_line_a_person_and_names_who_has_nothing(tmp_path: Path) -> None:
    ann, ben = kept(tmp_path, HOLDS, person="Ann"), kept(tmp_path, RUDE, person="Ben")
    html = group_html(ann, ben, cohorts={"ann": "Spring", "ben": "Autumn", "Cleo": "Autumn"})
    rows = [" ".join(Reader(row).text.split()) for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL)]
    assert any(row.startswith("Ann") and "100" in row for row in rows)
    assert any(row.startswith("Cleo") and "nothing submitted" in row for row in rows)
    assert [row[:6] for row in rows if row.startswith(("Spring", "Autumn"))] == ["Autumn", "Spring"]


def test_agreement_counts_a_coachs_word_on_the_turn_it_is_about(tmp_path: Path) -> None:
    one = kept(tmp_path, HOLDS)
    assert agreement([one]) is None
    same = Judgement(frozenset({"ask", "state_rule"}), 4, 3, "neutral")
    found = agreement([coached(one, override=same, reason="so")])
    assert found is not None
    assert (found.replies, found.calm_off, found.firm_off, found.labels_f1, found.blind) == (1, 0.0, 0.0, 1.0, False)
    assert found.worst == ()
    harsh = Rated(HOLDS, "en", "Bea", Rating(frozenset(), 1, 1, "neutral"))
    found = agreement([one], [harsh, replace(harsh, reply="never written", rater="Cy")])
    assert found is not None
    assert (found.replies, found.raters, found.calm_off, found.firm_off, found.blind) == (1, ("Bea",), 3.0, 2.0, True)
    assert found.worst[0].reply == HOLDS
    assert "rated by Bea" in group_html(one, rated=(harsh,))


def test_pieces_are_the_reply_and_overlaps_carry_both() -> None:
    reply = "You never read."
    spans = [Evidence("blame", 0, 9, "You never", 0.9, "cue"), Evidence("ask", 4, 14, "never read", 0.5, "meaning")]
    cut = pieces(reply, [*spans, Evidence("thank", 3, 99, "x", 1.0, "cue")])
    assert "".join(piece.text for piece in cut) == reply
    assert [(piece.text, set(piece.labels), piece.fault) for piece in cut] == [
        ("You ", {"blame"}, True),
        ("never", {"blame", "ask"}, True),
        (" read", {"ask"}, False),
        (".", set(), False),
    ]
    assert pieces("", []) == ()


def test_a_tally_counts_a_principle_missed_only_where_it_is_not_there(tmp_path: Path) -> None:
    found = tallies(kept(tmp_path, HOLDS, "forty pounds please").played)
    assert (found["ask"].kept, found["ask"].share) == (1, found["ask"].kept / found["ask"].due)
    assert weakest(found.values(), least=99) == []


def test_charts_place_values_on_their_scale(tmp_path: Path) -> None:
    chart = lines([("calm", "calm", [1.0, 5.0, 3.0])], ["1", "2", "3"], 1, 5, 1, width=100, height=40)
    assert [(mark.x, mark.y) for mark in chart.lines[0].marks] == [(0, 40), (50, 0), (100, 20)]
    (only,) = lines([("calm", "calm", [2.0])], ["1"], 1, 5, 1).lines
    assert only.marks[0].x == 260
    dots = plane(kept(tmp_path, HOLDS, "forty pounds please").played)
    assert all(0 <= dot.x <= PLANE and 0 <= dot.y <= PLANE for dot in dots)
    assert len({(dot.x, dot.y) for dot in dots}) == len(dots)


def test_weeks_end_with_this_one_and_leave_older_days_out() -> None:
    today = NOW.date()
    found = weeks([today, today, today - timedelta(weeks=2), today - timedelta(weeks=30)], today)
    assert [week.replies for week in found] == [0] * 9 + [1, 0, 2]
    assert found[-1].height == 1.0
    assert found[-1].monday.weekday() == 0


def test_one_conversation_that_came_twice_is_one_and_the_longer_counts(tmp_path: Path) -> None:
    one = kept(tmp_path, HOLDS, "forty pounds please")
    shorter = coached(replace(one, turns=one.turns[:1], cohort="Spring"))
    (found,) = once([shorter, one])
    assert (len(found.turns), found.cohort, len(found.comments)) == (2, "Spring", 2)
    assert len(once([one, replace(one, person="Ben")])) == 2


def test_cohorts_come_from_a_table_in_either_style(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("\ufeffperson;cohort\r\nАнна;Весна, 1\r\n\r\nBen; Autumn\r\n", encoding="utf-8")
    assert read_cohorts(file) == {"Анна": "Весна, 1", "Ben": "Autumn"}
    file.write_text("Ann,Spring\nBen\n", encoding="utf-8")
    with pytest.raises(ExchangeError, match=r"people\.csv:2"):
        read_cohorts(file)


def test_folders_of_exports_are_cohorts(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "r.db")
    play(store, HOLDS)
    store.close()
    place = tmp_path / "handed" / "Spring" / "ann.jsonl"
    place.parent.mkdir(parents=True)
    done = CliRunner().invoke(cli, ["export", "--db", str(tmp_path / "r.db"), "--jsonl", str(place)])
    assert done.exit_code == 0, done.output
    assert [one.cohort for one in in_files([tmp_path / "handed"])] == ["Spring"]
    out = tmp_path / "group.html"
    done = CliRunner().invoke(
        cli,
        [
            "report",
            "--db",
            str(tmp_path / "r.db"),
            "--group",
            "All",
            "--from",
            str(tmp_path / "handed"),
            "--out",
            str(out),
        ],
    )
    assert done.exit_code == 0, done.output
    assert "Spring" in Reader(out.read_text(encoding="utf-8")).text


def test_a_group_is_what_a_coach_has_received_with_the_coachs_word(tmp_path: Path) -> None:
    one = kept(tmp_path, HOLDS, person="Olha")
    handed = Submission(
        key="ab" * 16,
        name="Olha",
        note="",
        submitted_at=NOW,
        scenario=one.row.scenario_id,
        lang="en",
        title=one.row.title,
        digest=one.row.digest,
        started_at=one.row.started_at,
        ended_at=None,
        ending="",
        outcome=None,
        turns=with_situations(one.played, (), "en"),
    )
    said = Judgement(frozenset({"ask"}), 2, 3, "neutral")
    store = Store.open(tmp_path / "coach.db")
    coaching = Coaching(store)
    coaching.receive(handed)
    coaching.comment(Comment(handed.key, 1, "Bea", NOW, "Warmer!", HOLDS, said, "It sounds cold."))
    play(store, RUDE, person="the coach's own practice")
    store.close()
    out = tmp_path / "group.html"
    done = CliRunner().invoke(
        cli, ["report", "--db", str(tmp_path / "coach.db"), "--group", "Spring", "--out", str(out)]
    )
    assert done.exit_code == 0, done.output
    text = " ".join(Reader(out.read_text(encoding="utf-8")).text.split())
    assert "Olha" in text
    assert "own practice" not in text
    assert "1 reply rated by Bea. The score lies 2.0 points from them on calm and 0.0 on firm" in text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--session", "7"], "There is no conversation 7"),
        (["--session", "x"], "calmfirm history --json"),
        (["--person", "Nobody"], "some of: Ann"),
        (["--session", "1", "--group", "G"], "take one"),
        (["--ratings", "r.db"], "go with --group"),
        (["--group", "G"], "calmfirm coach take"),
    ],
)
def test_what_cannot_be_reported_is_told_in_a_sentence(tmp_path: Path, monkeypatch, arguments, told: str) -> None:
    store = Store.open(tmp_path / "r.db")
    play(store, HOLDS)
    store.close()
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["report", "--db", "r.db", "--out", "x.html", *arguments])
    assert done.exit_code == 2
    assert told in done.output
    assert not Path("x.html").exists()


BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.skipif(BROWSER is None, reason="no browser here")
def test_a_browser_shows_the_page_and_runs_nothing_in_it(tmp_path: Path) -> None:
    assert BROWSER is not None
    file = tmp_path / "page.html"
    one = kept(tmp_path, f"{HOSTILE} ї", title="<script>document.title='owned'</script>")
    file.write_text(session_html(one), encoding="utf-8")
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom",
        file.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=240, check=True)
    shown = done.stdout.decode()
    assert "<title>&lt;script&gt;document.title='owned'&lt;/script&gt;: Ann</title>" in shown
    assert "</footer>" in shown
    assert shown.count("<svg") == session_html(one).count("<svg")
    assert "<script" not in shown
    assert "<img" not in shown
