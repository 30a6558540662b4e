"""How the principles of a whole conversation, their states and findings are worded."""

from __future__ import annotations

from simulator.i18n import mark

TITLE = mark("Over the whole conversation")
NO_OCCASION = mark("No occasion for warnings, trades, thanks and the like.")

NAMES: dict[str, str] = {
    "new_words": mark("The rule again, in new words"),
    "warned_first": mark("A warning before the consequence"),
    "carried_out": mark("What is announced is done"),
    "no_empty_threats": mark("No empty threats"),
    "fair_exchange": mark("A concession only for something"),
    "thanked_for_keeping": mark("Thanks for keeping the rule"),
    "found_out_first": mark("Find out before judging"),
    "made_good": mark("Own it, mend it, say what changes"),
    "thanked_for_telling": mark("Thanks for telling us"),
}
STATES: dict[str, str] = {
    "kept": mark("kept"),
    "missed": mark("missed"),
    "mixed": mark("kept in part"),
    "no_occasion": mark("no occasion"),
}
SAYS: dict[str, str] = {
    "said_in_new_words": mark("You said the rule again in other words."),
    "said_in_same_words": mark("You said the rule again in the same words, as a machine would."),
    "warned_then_acted": mark("You warned first and acted afterwards."),
    "acted_unwarned": mark("You acted without a warning before it."),
    "stood_by_it": mark("The client went on, and you stood by what you had announced."),
    "acted_on_it": mark("You did what you had announced."),
    "let_it_go": mark("The client went on, and what you had announced did not follow."),
    "gave_way_after_announcing": mark("You announced something, and then gave way."),
    "announced_and_done": mark("You announced more than once, and it was not empty."),
    "announced_again": mark("You announced it again, and nothing had been done in between."),
    "given_in_exchange": mark("What you gave, you gave for something."),
    "given_for_nothing": mark("You gave something away for nothing."),
    "given_after_trade": mark("You had offered an exchange, and then gave it for nothing."),
    "thanked_keeping": mark("You thanked the client for keeping the rule."),
    "not_thanked_keeping": mark("The client kept the rule, and you did not thank for it."),
    "asked_then_judged": mark("You found out first and decided afterwards."),
    "judged_unasked": mark("You decided before you had found out."),
    "owned": mark("You owned the fault."),
    "not_owned": mark("The fault was not owned."),
    "amended": mark("You offered to put it right."),
    "not_amended": mark("Nothing was offered to put it right."),
    "change_told": mark("You said what changes, so that it does not happen again."),
    "change_not_told": mark("What changes, so that it does not happen again, was not said."),
    "thanked_telling": mark("You thanked the client for telling you."),
    "not_thanked_telling": mark("The client was not thanked for telling you."),
}
