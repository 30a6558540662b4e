"""Texts out to a PO file and back: nothing is lost, nothing is taken for another text, what drifted is named."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib
import pytest
from desk import SPARE_KEY
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.check import check
from simulator.scenario.source import Source, parse, read
from simulator.scenario.translation.catalog import CatalogError, load
from simulator.scenario.translation.extract import Extracted, extract
from simulator.scenario.translation.inventory import Text, inventory
from simulator.scenario.translation.merge import MergeRefused, merge
from simulator.scenario.translation.pairing import Entry, pair
from simulator.scenario.translation.places import place
from simulator.scenario.translation.progress import progress
from simulator.scenario.translation.scalar import scalar
from simulator.scenario.writing import write_whole

OTHERWISE = "      - otherwise: agreed\n"
ANCHORED = "      - when: {firm: anchored}\n"
SHIPPED = sorted((Path(__file__).resolve().parents[2] / "scenarios" / "en").glob("*.yaml"))[::4]


class Desk:
    """A library of one scenario with its translation into Ukrainian."""

    def __init__(self, folder: Path, original: Path = SPARE_KEY) -> None:
        self.source = folder / "en" / original.name
        self.source.parent.mkdir()
        shutil.copy(original, self.source)
        self.place = place(self.source, "uk")

    def extract(self) -> Extracted:
        made = extract(read(self.source), self.place)
        write_whole(self.place.po, made.content)
        return made

    def translate(self, change=lambda words: f"{words} (укр.)") -> None:
        """Fill in every empty msgstr, as a translator would."""
        file = polib.pofile(str(self.place.po), wrapwidth=100)
        for one in file:
            if not one.msgstr:
                one.msgstr = change(one.msgid)
        file.save()

    def merge(self, overwrite: bool = False) -> str:
        made = merge(read(self.source), self.place, overwrite=overwrite)
        write_whole(self.place.scenario, made.scenario)
        write_whole(self.place.po, made.po)
        return made.scenario

    def done(self) -> None:
        self.extract()
        self.translate()
        self.merge()

    def mend(self, path: Path, *pairs: tuple[str, str]) -> None:
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, (old, text.count(old))
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")

    def entry(self, name: str) -> polib.POEntry:
        (found,) = [one for one in polib.pofile(str(self.place.po)) if one.msgctxt == name]
        return found

    def told(self, path: Path | None = None) -> list[tuple[str, int, str]]:
        """(code, line, message) of what check says of translations."""
        report = check(path or self.place.scenario)
        return [(one.code, one.line, one.message) for one in report.problems if one.code.startswith("CF6")]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("path", [SPARE_KEY, *SHIPPED], ids=lambda path: path.stem)
def test_every_text_goes_out_and_comes_back_and_nothing_else_changes(path: Path, tmp_path: Path) -> None:
    desk = Desk(tmp_path, path)
    desk.extract()
    desk.translate(lambda words: f"Ю: {words} #1 [№]")
    desk.merge()
    report = check(desk.place.scenario)
    # Words that a sign quotes must stand in the translated paper, which only a translator can see to.
    wrong = {one.code for one in report.problems if one.severity == "error"}
    assert wrong <= {"CF317"}, report.render()
    assert desk.told() == []
    source, made = read(desk.source), read(desk.place.scenario)
    before, after = inventory(source.data or {}), inventory(made.data or {})
    assert [one.id for one in after] == [one.id for one in before]
    assert all(one.words.startswith("Ю: ") and "[№]" in one.words for one in after)
    comments = [line for line in source.text.split("\n") if line.lstrip().startswith("#")]
    assert [line for line in made.text.split("\n") if line in comments] == comments


def test_a_text_that_only_yaml_reads_as_translatable_is_left_alone(desk: Desk) -> None:
    ids = {one.id for one in inventory(read(desk.source).data or {})}
    assert "playthroughs.1.replies.1" in ids
    assert "playthroughs.1.replies.2" not in ids, "a key of an option is no text"
    assert not any(one.startswith(("id", "steps.opening.expects", "principles")) for one in ids)


def test_the_translator_is_told_in_their_language_what_a_reply_must_show(desk: Desk) -> None:
    wishes = ", shows: [state_rule], firm: partial or better"
    desk.mend(desk.source, ("pounds., to: terms}", f"pounds., to: terms{wishes}}}"))
    desk.extract()
    assert desk.entry("steps.opening.tests.1.reply").comment == (
        "Тест: ця відповідь має привести до terms, показати state_rule, отримати firm partial or better."
    )


def test_changed_new_and_gone_texts_after_the_source_was_rewritten(desk: Desk) -> None:
    desk.done()
    desk.mend(
        desk.source,
        ("text: His train leaves at six.", "text: His train leaves at half past six."),
        ("    hint: Name the rule.\n", ""),
        (OTHERWISE, f"{ANCHORED}        to: agreed\n        say: Very well.\n{OTHERWISE}"),
    )
    made = desk.extract()
    fact = desk.entry("facts.train.text")
    assert (fact.msgid, fact.msgstr, fact.previous_msgid, fact.flags) == (
        "His train leaves at half past six.", "His train leaves at six. (укр.)", "His train leaves at six.", ["fuzzy"],
    )  # fmt: skip
    assert desk.entry("steps.closing.routes.agreed.say").msgstr == ""
    assert made.gone == 1
    gone = [(one.msgctxt, one.msgstr) for one in polib.pofile(str(desk.place.po)).obsolete_entries()]
    assert gone == [("steps.opening.hint", "Name the rule. (укр.)")]
    state = progress(read(desk.source), desk.place)
    assert (state.review, state.missing, state.merged) == (1, 1, "no")


def test_a_route_put_before_another_does_not_take_its_words(desk: Desk) -> None:
    desk.mend(
        desk.source,
        ("      - otherwise: terms\n        mood:", "      - otherwise: terms\n        say: Hm.\n        mood:"),
    )
    desk.done()
    desk.mend(desk.source, ("      - when: {asks: train}\n", "      - when: {firm: anchored}\n        to: terms\n"
                            "        say: You drive a hard bargain.\n      - when: {asks: train}\n"))  # fmt: skip
    desk.extract()
    assert desk.entry("steps.opening.routes.terms.say").msgstr == ""
    assert desk.entry("steps.opening.routes.terms#2.say").msgstr == "My train leaves at six. (укр.)"
    assert desk.entry("steps.opening.routes.terms#3.say").msgstr == "Hm. (укр.)"


def test_check_names_texts_whose_source_changed_from_both_sides(desk: Desk) -> None:
    desk.done()
    assert desk.told() == desk.told(desk.source) == []
    desk.mend(desk.source, ("rule: A spare key costs {{ fee }}.", "rule: A spare key costs {{ fee }}, paid at once."))
    line = (
        desk.place.scenario.read_text(encoding="utf-8").split("\n").index("  rule: A spare key costs {{ fee }}. (укр.)")
        + 1
    )
    code, at, message = desk.told()[0]
    assert (code, at) == ("CF601", line)
    assert "briefing.rule was translated from `A spare key costs {{ fee }}.`" in message
    ((code, at, message),) = desk.told(desk.source)
    assert (code, desk.source.read_text(encoding="utf-8").split("\n")[at - 1].strip()[:5]) == ("CF601", "rule:")
    assert "translation into uk" in message
    desk.extract()
    assert [code for code, _, _ in desk.told()] == ["CF601"], "an extract translates nothing"
    file = polib.pofile(str(desk.place.po))
    for one in file:
        if one.fuzzy:
            one.msgstr, one.flags, one.previous_msgid = "Сплачується одразу: {{ fee }}.", [], None
    file.save()
    assert [code for code, _, _ in desk.told()] == ["CF603"], "translated, but not merged"
    desk.merge()
    assert desk.told() == desk.told(desk.source) == []


def test_check_names_missing_translations_one_by_one_while_they_are_few(desk: Desk) -> None:
    desk.extract()
    assert desk.place.scenario.exists() is False
    desk.translate(lambda words: "" if words.startswith("His") else words.upper() if "{" not in words else words)
    desk.merge()
    ((code, line, message),) = desk.told()
    assert code == "CF602"
    assert "facts.train.text has no translation of `His train leaves at six.`" in message
    assert "His train" in desk.place.scenario.read_text(encoding="utf-8").split("\n")[line - 1]
    desk.place.po.unlink()
    desk.place.scenario.unlink()
    desk.extract()
    desk.translate(lambda words: "КЛЮЧ" if words == "The spare key" else "")
    desk.merge()
    ((code, _, message),) = desk.told()
    assert (code, message.partition(" texts")[0]) == ("CF602", str(len(inventory(read(desk.source).data or {})) - 1))


def test_check_names_a_text_without_translation_and_a_changed_number(desk: Desk) -> None:
    desk.done()
    desk.mend(desk.source, ("  patience: 6", "  patience: 7"), ("title: A key for nothing", "title: A key for free"))
    codes = [code for code, _, _ in desk.told()]
    assert codes == ["CF603", "CF601"]
    desk.place.po.write_text('msgid "\nmsgstr', encoding="utf-8")
    ((code, _, message),) = desk.told()
    assert code == "CF604"
    assert "uk/spare-key.po:" in message.replace("\\", "/")


def test_words_mended_in_the_scenario_come_into_the_po_file_and_are_not_lost(desk: Desk) -> None:
    desk.done()
    desk.mend(desk.place.scenario, ("His train leaves at six. (укр.)", "Потяг о шостій."))
    with pytest.raises(MergeRefused, match=r"first at facts\.train\.text"):
        merge(read(desk.source), desk.place)
    made = desk.extract()
    assert (made.taken, made.clashes) == (1, 0)
    assert desk.entry("facts.train.text").msgstr == "Потяг о шостій."
    assert "Потяг о шостій." in desk.merge()
    assert desk.extract().taken == 0


def test_words_mended_in_both_are_marked_fuzzy_and_later_words_of_the_translator_win(desk: Desk) -> None:
    desk.done()
    desk.mend(desk.place.scenario, ("His train leaves at six. (укр.)", "Потяг о шостій."))
    desk.mend(desk.place.po, ("His train leaves at six. (укр.)", "Поїзд о шостій."))
    made = desk.extract()
    assert (made.taken, made.clashes) == (1, 1)
    entry = desk.entry("facts.train.text")
    assert (entry.msgstr, entry.flags) == ("Потяг о шостій.", ["fuzzy"])
    desk.mend(desk.place.po, ("Потяг о шостій.", "Він їде о шостій."))
    assert desk.extract().taken == 0, "the scenario has not changed since its words were taken"
    assert "Він їде о шостій." in desk.merge()


def test_a_route_added_by_hand_is_not_dropped_without_asking(desk: Desk) -> None:
    desk.done()
    desk.mend(
        desk.place.scenario,
        (
            "      - otherwise: agreed\n",
            "      - when: {firm: holding}\n        to: agreed\n      - otherwise: agreed\n",
        ),
    )
    desk.extract()
    with pytest.raises(MergeRefused, match=r"steps\.closing\.routes"):
        merge(read(desk.source), desk.place)
    assert "firm: holding" not in desk.merge(overwrite=True)


def test_a_scenario_written_by_hand_in_the_other_language_gives_its_words(desk: Desk) -> None:
    desk.done()
    desk.place.po.unlink()
    made = desk.extract()
    assert sum(one.is_done for one in made.pairs) == len(made.pairs) == made.taken
    desk.merge()
    assert desk.told() == []


def test_a_translation_that_cannot_be_filled_in_is_not_used(desk: Desk) -> None:
    desk.extract()
    desk.translate(lambda words: words.replace("{{ fee }}", "{{ сума }}").replace("A key for nothing", "{{ fe }}"))
    made = merge(read(desk.source), desk.place)
    refused = dict(made.refused)
    assert refused["endings.gave-away.title"] == "it uses {{ fe }}, which the source never uses"
    assert "briefing.rule" in refused
    assert "A spare key costs {{ fee }}." in made.scenario


def test_words_of_a_question_are_translated_as_a_list(desk: Desk) -> None:
    desk.extract()
    entry = desk.entry("facts.train.about")
    assert entry.msgid == "train, hurry"
    desk.translate(lambda words: "потяг, поїзд, поспіш" if words == "train, hurry" else words)
    assert "about: [потяг, поїзд, поспіш]" in desk.merge()


def test_a_po_file_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    for content, words in [
        (b'msgid "a\nmsgstr "b"\n', r"x\.po:1:1: "),
        (b"\xff\xfe", "not UTF-8"),
        (b"hello\n", r"x\.po:1:1: .*outside quotes"),
        (b'msgid "a"\nmsgstr "b\n"c"\n', r"x\.po:2:1: .*quote"),
        (b'msgid "a"\nmsgstr "b"\nmsgstr "c"\n', r"x\.po:3:1: "),
    ]:
        path.write_bytes(content)
        with pytest.raises(CatalogError, match=words):
            load(path)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/hosts", "../en/spare-key.txt", ""])
def test_a_po_file_cannot_name_a_source_elsewhere(desk: Desk, name: str) -> None:
    desk.done()
    text = desk.place.po.read_text(encoding="utf-8")
    desk.place.po.write_text(re.sub(r"X-Calmfirm-Source: [^\\]*", f"X-Calmfirm-Source: {name}", text), encoding="utf-8")
    assert [code for code, _, _ in desk.told()] == ["CF604"]


def test_mended_words_are_found_again_beside_a_new_text() -> None:
    old = [Entry("steps.a.routes.x.say", "I cannot wait any longer for this.", "Не можу чекати.")]
    texts = [
        Text("steps.a.routes.x.say", ("a",), "Who are you?", ""),
        Text("steps.a.routes.x#2.say", ("b",), "I can not wait much longer for this.", ""),
    ]
    pairs, gone = pair(texts, old)
    assert [one.state for one in pairs] == ["new", "changed"]
    assert gone == []


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("\n :#-'\"[]{},&*!|>%@`?"),
    max_size=300,
)


@given(WORDS, st.sampled_from(["block", "flow", "item"]))
def test_any_words_come_back_from_yaml_as_they_went_in(words: str, where: str) -> None:
    words = re.sub("[\x85\u2028\u2029\ufffe\uffff\ufeff]", " ", words).strip()
    if where == "block":
        text = f"a:\n  b: {scalar(words, column=5, indent=4)}\n  c: d\n"
        wanted = {"a": {"b": words, "c": "d"}}
    elif where == "item":
        text = f"a:\n  - {scalar(words, column=4, indent=4)}\n  - d\n"
        wanted = {"a": [words, "d"]}
    else:
        text = f"a: {{b: {scalar(words, column=7, indent=4, flow=True)}, c: d}}\n"
        wanted = {"a": {"b": words, "c": "d"}}
    source = parse(Source(Path("x.yaml"), raw=text.encode()))
    assert source.data == wanted, text
