"""How long one score takes: cues alone, and full."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time

REPLIES = {
    "en": "I can hear how much this has cost you, and I would be cross as well. The order closes at two because the "
    "dough is mixed at three; I can put rye and rolls on the van now, and tomorrow I will ring you at one.",
    "ru": "Понимаю, как неприятно ждать второй раз, и не прошу вас с этим мириться. Заявки закрываем в два, потому "
    "что в три ставят тесто; сейчас могу добавить ржаной и булочки, а завтра в час сам вам позвоню, хорошо?",
    "uk": "Розумію, як прикро чекати вдруге, і не прошу вас із цим миритися. Замовлення закриваємо о другій, бо о "
    "третій ставлять тісто; зараз можу додати житній і булочки, а завтра о першій сам вам зателефоную, добре?",
}
ROUNDS = 60
# Replies in a file, as an academy's week has; and how many a second two cores should score.
MANY, FLOW = 2_400, 100


def measure(meaning: bool) -> None:
    """Print p50 and p95 in milliseconds over the three languages, and the peak memory of the process."""
    from scoring.contract import Situation
    from scoring.scorer import Scorer

    scorer = Scorer.load(meaning=meaning)
    times = []
    for number in range(ROUNDS + 5):
        for lang, reply in REPLIES.items():
            # another number each time, so that nothing kept from the last round can answer
            text = f"{reply} ({number})"
            begin = time.perf_counter()
            scorer.score(text, Situation(lang=lang, client="I want it today."))
            if number >= 5:
                times.append((time.perf_counter() - begin) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    cuts = statistics.quantiles(times, n=20)
    print(
        f"  {scorer.layers:5} p50 {statistics.median(times):6.2f} ms   p95 {cuts[18]:6.2f} ms   peak {peak:4.0f} MB",
        end="",
    )


def latency() -> None:
    """Both layers, each in a process of its own."""
    for meaning, target in ((False, 1), (True, 30)):
        code = f"from tests.bench.scoring import measure; measure({meaning})"
        subprocess.run([sys.executable, "-c", code], check=True)
        print(f"   (target {target} ms at most)", flush=True)


def throughput() -> None:
    """Replies of the bank a second through `score --jsonl`, start included, with one process and with one a core."""
    from scoring.bank import read_bank
    from scoring.rubric import DEFAULT

    examples = read_bank(DEFAULT)
    # from ten places of the bank, several replies to a situation in a row, as files of an exercise have them
    some = [one for at in range(10) for one in examples[at * len(examples) // 10 :][: MANY // 10]]
    words = statistics.mean(len(one.reply.split()) for one in some)
    lines = "".join(json.dumps({"lang": one.situation.lang, "reply": one.reply, "client": one.situation.client,
                                "situation": one.situation.about}) + "\n" for one in some)  # fmt: skip
    print(f"  {MANY:,} replies of {words:.0f} words")
    for jobs in sorted({1, os.cpu_count() or 1}):
        begin = time.perf_counter()
        command = [sys.executable, "-m", "simulator", "score", "--jsonl", "--jobs", str(jobs)]
        subprocess.run(command, input=lines, text=True, stdout=subprocess.DEVNULL, check=True)
        seconds = time.perf_counter() - begin
        told = f"   (target {FLOW} at least)" if jobs > 1 else ""
        print(f"  jobs {jobs}   {seconds:5.1f} s   {MANY / seconds:4.0f} replies a second{told}", flush=True)
