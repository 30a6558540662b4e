"""The index of patterns: it leaves out what cannot hit, and nothing that does."""

from __future__ import annotations

import pytest

from scoring.bank import read_bank
from scoring.chances import Chances
from scoring.contract import LANGUAGES
from scoring.cues import load_cues
from scoring.pattern import pattern
from scoring.rubric import DEFAULT
from scoring.text import Text


@pytest.mark.parametrize(
    ("source", "text", "chance"),
    [
        ("(i will|we'll) .. call", "I will soon call you", True),
        ("(i will|we'll) .. call", "I call when you will", False),
        ("(i will|we'll) .. call", "We'll call", True),
        ("sorr* (about|for) that", "so sorry about that", True),
        ("sorr* (about|for) that", "sorry about it", False),
        ("in law", "my mother-in-law", True),
        ("on site", "it's on-site", True),
        ("by #", "by noon", False),
        ("by #", "by 12", True),
        ("how (many|much) .... ?", "How much is it?", True),
        ("how (many|much) .... ?", "You know how much it is.", False),
        ("(very)? late", "late", True),
        ("сегодня ещё", "сегодня еще нет", True),
    ],
)
def test_a_pattern_has_a_chance_where_one_alternative_of_each_part_is_there(
    source: str, text: str, chance: bool
) -> None:
    assert Chances([pattern("nowhere"), pattern(source)]).likely(Text(text).keys) == ([1] if chance else [])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_shipped_pattern_that_hits_is_left_out(lang: str) -> None:
    cues = load_cues(DEFAULT, lang).cues
    replies = [one.reply for one in read_bank(DEFAULT) if one.situation.lang == lang][::400]
    patterns = [one for cue in cues for one in cue.any]
    likely = Chances(patterns)
    for text in map(Text, (*replies, *(example for cue in cues[::3] for example in cue.hit[:1]))):
        hit = {place for place, one in enumerate(patterns[::5]) if one.regex.search(text.sought)}
        assert hit <= {place // 5 for place in likely.likely(text.keys) if place % 5 == 0}, text.raw
