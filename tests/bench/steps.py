"""Load and check a generated scenario of 10,000 steps against PyYAML's own C loader on the same text.

`python tests/bench/steps.py [STEPS]` prints both times (least of three), their ratio, and the peak memory of each.
Each measurement runs in a process of its own, so that neither pays for the other's garbage.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HEAD = """\
calmfirm: 1
id: many-steps
lang: en
title: A very long conversation
summary: Made by the bench.
trade: bench
difficulty: 3
minutes: 90
principles: [state_rule, ask]
client: {name: Mr Lund, who: a tenant on his second stay, patience: 6, trust: 5}
briefing:
  situation: He has kept the keys three days too long.
  rule: "Keys are back by 11:00 on the day of departure; each later day costs {{ late_fee }}."
  goal: The fee is paid and he books again.
vars: {late_fee: £40}
counters: {excuses: 0}
facts:
  hospital: {text: His wife was taken to hospital., about: [wife, happen, why]}
start: step-0
always:
  - when: {shows_any: [insult, shout]}
    to: lost
steps:
"""
STEP = """\
  step-{n}:
    client: Well, that was reason number {n}. And what does it have to do with my deposit?
    reply: text
    expects: [acknowledge, state_rule, ask]
    hint: Ask before you judge.
    routes:
      - when: {{asks: hospital, calm: neutral or better, facts_hidden: [hospital]}}
        to: step-{far}
        say: Since you ask. It was not a good week.
        reveal: [hospital]
        mood: {{trust: +2, because: You asked before you judged.}}
      - when: {{calm: respectful or better, firm: partial or better, shows: [state_rule], avoids: [cave_in]}}
        to: {next}
        say: "Always {{{{ late_fee }}}}, {n} times over."
        mood: {{patience: +1, because: You named the rule without blame.}}
      - when: {{shows: [cave_in]}}
        to: gone
      - otherwise: step-{back}
        count: {{excuses: +1}}
        mood: {{patience: -2, because: He got no answer to go on.}}
    tests:
      - reply: The keys were due at eleven on Sunday, Mr Lund. What happened that morning?
        to: step-{far}
        shows: [ask]
        calm: neutral or better
"""
TAIL = """\
endings:
  agreed: {outcome: good, title: Paid, text: He pays., lesson: A rule that is explained is kept.}
  gone: {outcome: gave-away, title: Given away, text: He does not pay., lesson: A rule that bends is none.}
  lost: {outcome: lost, title: He hangs up, text: No word comes., lesson: Contempt is heard as contempt.}
"""


def scenario(steps: int) -> str:
    """The text of a valid scenario with this many steps."""
    body = "".join(
        STEP.format(
            n=n,
            next=f"step-{n + 1}" if n + 1 < steps else "agreed",
            far=min(n + 7, steps - 1),
            back=max(n - 3, 0),
        )
        for n in range(steps)
    )
    return HEAD + body + TAIL


def _measure(what: str, path: Path) -> dict[str, float]:
    """Seconds (least of three) and peak memory in MB of one way of loading."""
    if what == "yaml":
        import yaml

        text = path.read_text(encoding="utf-8")

        def run() -> object:
            return yaml.load(text, yaml.CSafeLoader)

    else:
        from simulator.scenario.check import check

        def run() -> object:
            report = check(path)
            if report.loaded is None:
                raise SystemExit(report.render())
            return report

    times = []
    for _ in range(3):
        begin = time.perf_counter()
        result = run()
        times.append(time.perf_counter() - begin)
        del result
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return {"seconds": min(times), "peak_mb": peak}


def compare(steps: int = 10_000) -> dict[str, float]:
    """Both measurements and their ratio: yaml_s, yaml_mb, check_s, check_mb, ratio, megabytes (of the file)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many-steps.yaml"
        path.write_text(scenario(steps), encoding="utf-8")
        size = path.stat().st_size / 1e6
        found = {}
        for what in ("yaml", "check"):
            command = [sys.executable, __file__, "--measure", what, str(path)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found[what] = json.loads(done.stdout)
    plain, ours = found["yaml"], found["check"]
    return {
        "megabytes": size,
        "yaml_s": plain["seconds"],
        "yaml_mb": plain["peak_mb"],
        "check_s": ours["seconds"],
        "check_mb": ours["peak_mb"],
        "ratio": ours["seconds"] / plain["seconds"],
    }


if __name__ == "__main__":
    if "--measure" in sys.argv:
        sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
        print(json.dumps(_measure(sys.argv[2], Path(sys.argv[3]))))
    else:
        count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
        result = compare(count)
        print(f"{count:,} steps, {result['megabytes']:.1f} MB (least of three, each in its own process)")
        print(f"  PyYAML CSafeLoader  {result['yaml_s']:6.2f} s   peak {result['yaml_mb']:5.0f} MB")
        print(f"  load + check        {result['check_s']:6.2f} s   peak {result['check_mb']:5.0f} MB")
        print(f"  ratio               {result['ratio']:6.2f}     (target 1.5)")
