"""How the principles of a whole conversation, their states and findings are worded."""

from __future__ import annotations

TITLE = "Over the whole conversation"
NO_OCCASION = "No occasion for warnings, trades, thanks and the like."

NAMES: dict[str, str] = {
    "new_words": "The rule again, in new words",
    "warned_first": "A warning before the consequence",
    "carried_out": "What is announced is done",
    "no_empty_threats": "No empty threats",
    "fair_exchange": "A concession only for something",
    "thanked_for_keeping": "Thanks for keeping the rule",
    "found_out_first": "Find out before judging",
    "made_good": "Own it, mend it, say what changes",
    "thanked_for_telling": "Thanks for telling us",
}
STATES: dict[str, str] = {
    "kept": "kept",
    "missed": "missed",
    "mixed": "kept in part",
    "no_occasion": "no occasion",
}
SAYS: dict[str, str] = {
    "said_in_new_words": "You said the rule again in other words.",
    "said_in_same_words": "You said the rule again in the same words, as a machine would.",
    "warned_then_acted": "You warned first and acted afterwards.",
    "acted_unwarned": "You acted without a warning before it.",
    "stood_by_it": "The client went on, and you stood by what you had announced.",
    "acted_on_it": "You did what you had announced.",
    "let_it_go": "The client went on, and what you had announced did not follow.",
    "gave_way_after_announcing": "You announced something, and then gave way.",
    "announced_and_done": "You announced more than once, and it was not empty.",
    "announced_again": "You announced it again, and nothing had been done in between.",
    "given_in_exchange": "What you gave, you gave for something.",
    "given_for_nothing": "You gave something away for nothing.",
    "given_after_trade": "You had offered an exchange, and then gave it for nothing.",
    "thanked_keeping": "You thanked the client for keeping the rule.",
    "not_thanked_keeping": "The client kept the rule, and you did not thank for it.",
    "asked_then_judged": "You found out first and decided afterwards.",
    "judged_unasked": "You decided before you had found out.",
    "owned": "You owned the fault.",
    "not_owned": "The fault was not owned.",
    "amended": "You offered to put it right.",
    "not_amended": "Nothing was offered to put it right.",
    "change_told": "You said what changes, so that it does not happen again.",
    "change_not_told": "What changes, so that it does not happen again, was not said.",
    "thanked_telling": "You thanked the client for telling you.",
    "not_thanked_telling": "The client was not thanked for telling you.",
}
