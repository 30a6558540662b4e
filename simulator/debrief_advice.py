"""One piece of advice for each fault, for each move that was missing, and for what the whole conversation lacked.

Concrete: what to do or say next time, in a sentence or two. Read through `_`.
"""

from __future__ import annotations

from simulator.i18n import mark

FAULTS: dict[str, str] = {
    "insult": mark("Leave the person out of it: say what happened and what follows, with no word about the client."),
    "blame": mark(
        "Begin with “we”, or with what happened, instead of “you”: tell the fact and its effect, not the guilt."
    ),
    "grievance": mark(
        "Keep your own hurt out of it: in its place, say one sentence about what the client goes through."
    ),
    "threat": mark(
        "Say what follows as the agreed order of things, ahead of time and in proportion, and say how to avoid it."
    ),
    "sarcasm": mark("Say it straight: whatever the joke was meant to say, in a plain sentence the client can answer."),
    "dismiss": mark("Say the client's trouble back in your own words before anything else; then come to the point."),
    "shout": mark(
        "Write it in small letters with one full stop at the end: the same words carry further in a low voice."
    ),
    "grovel": mark("Say sorry once, for one named thing, and go straight on to what you will do about it."),
    "cave_in": mark("Before you give anything, ask for something in return: “I can do this, if you …”."),
    "overpromise": mark(
        "Promise only what is in your own hands: name the action and when you will be back with an answer."
    ),
    "shift_blame": mark(
        "Say “we” about the failing, whoever it was: the client deals with the firm, not with your colleague."
    ),
    "evade": mark("Commit to one thing: what you will do, by when, or plainly what you will not do."),
}

MOVES: dict[str, str] = {
    "acknowledge": mark("Open with one sentence about what it is like for the client, before anything of your own."),
    "ask": mark("Ask one real question before you decide: what happened, since when, what matters most."),
    "state_rule": mark("Say the rule itself in one plain sentence, with its number or its date."),
    "explain_why": mark("Add half a sentence after “because”: what in the work makes the rule necessary."),
    "impact": mark("Tell as a fact what it led to: who waited, what stood still, what it cost."),
    "client_stake": mark("Say what the client gains by it or stands to lose, in the client's own terms."),
    "ease": mark("Offer one thing that makes the rule easier to keep next time: a reminder, a form, a call before."),
    "consequence": mark("Say ahead what follows if it happens again, in proportion, and without heat."),
    "trade": mark("Give it in exchange: name what you can do, and what you need for it."),
    "boundary": mark("Name the tone that you will not go on with, and that you gladly go on once it stops."),
    "decline": mark("Say no once, clearly and courteously, before you say what is possible."),
    "investigate": mark("Say what you will check, with whom, and when you will have the answer, before you judge."),
    "own_fault": mark("Say in one sentence what we did wrong, with “we” and without “but”."),
    "apologise": mark("Say sorry once, for the very thing that went wrong."),
    "amends": mark("Offer one concrete repair, in proportion, without waiting to be asked."),
    "prevent": mark("Say what changes from now on, so that it does not happen to this client again."),
    "thank": mark("Thank for one definite thing: for telling you, for paying in time, for their patience."),
    "next_step": mark("End with who does what by when, and ask whether that suits the client."),
    "route": mark("Name who decides it, how you hand it over, and when the client hears."),
}

FINDINGS: dict[str, str] = {
    "said_in_same_words": mark(
        "When you say the rule again, say it from another side: the reason, an example, what it spares the client."
    ),
    "acted_unwarned": mark("Warn one reply earlier: say what will follow, and leave the client time to avoid it."),
    "let_it_go": mark("When what you warned of happens, do what you said, calmly and in so many words."),
    "gave_way_after_announcing": mark(
        "Announce only what you will carry out; then stay with it, or ask for something in return."
    ),
    "announced_again": mark("Do not announce it a second time: after the first, the next one is the deed."),
    "given_for_nothing": mark("Before you give anything, ask for something in return: “I can do this, if you …”."),
    "given_after_trade": mark(
        "Leave the exchange that you offered standing: say it again in other words instead of giving for nothing."
    ),
    "not_thanked_keeping": mark("When the client keeps the rule, say thanks for just that, at once."),
    "judged_unasked": mark("Ask, or say what you will check, one reply before you decide whose fault it was."),
    "not_owned": mark("Say in one sentence what we did wrong, with “we” and without “but”."),
    "not_amended": mark("Offer one concrete repair, in proportion, without waiting to be asked."),
    "change_not_told": mark("Say what changes from now on, so that it does not happen to this client again."),
    "not_thanked_telling": mark("Thank the client for telling you: without it you would not know."),
}
