"""Every measured bar, one after another, and one table at the end: `python -m benchmarks [--only WORD]`.

Each benchmark is also a command of its own, named in its heading, with options for longer runs. Exit status 1
when a bar is missed; a benchmark whose data is absent is named as not run.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.archive import ABSENT, ROOT

OFFICE = "{office}"


@dataclass(frozen=True, slots=True)
class Bench:
    """One benchmark: its command, its bar in words, and the lines of its output that say what was measured."""

    name: str
    words: tuple[str, ...]
    bar: str
    #: every group of every match is shown, joined by the separator
    measured: str
    separator: str = ", "


BENCHES = (
    Bench(
        "Speed of tone",
        ("benchmarks.tone.speed",),
        "≥ 20,000 posts/s from file to file, one core",
        r"haichieu, file to file +\S+ +(\S+) +(\S+)",
        " posts/s, × ",
    ),
    Bench(
        "Cost of a million posts more",
        ("benchmarks.tone.growth",),
        "no more than the first million's, memory flat",
        r"^(FAILED.*|a further million.*)$",
    ),
    Bench(
        "Speed of reading letters",
        ("benchmarks.reader",),
        "≥ 200 letters/s, one core",
        r"^(?:annotated letters|letters of this repository): .*?, (\d+) letters/s, (.*)$",
        " letters/s, ",
    ),
    Bench(
        "Certificate: exact enumeration",
        ("benchmarks.certificate.enumeration",),
        "expected factor ≤ 1 + 1e-12, errors within α",
        r"^(FAILED|every expected factor.*)$",
    ),
    Bench(
        "Certificate: labels needed",
        ("benchmarks.certificate.labels", "--reps", "200"),
        "mean labels not above the published table",
        r"^(FAILED|every cell.*)$",
    ),
    Bench(
        "Certificate: errors at the limit",
        ("benchmarks.certificate.boundary", "--reps", "300", "--sizes", "200", "1000"),
        "no cell rejects “error ≤ 5 %” at level .001",
        r"^(FAILED|no cell.*)$",
    ),
    Bench(
        "Certificate: real posts",
        ("benchmarks.certificate.real",),
        "≤ 0.55, 0.33, 0.45, 0.28 of the labels of the best score-free method",
        r"^(FAILED.*|every bar met)$",
    ),
    Bench(
        "Certificate: planning the next draws",
        ("benchmarks.certificate.replan",),
        "≤ 40 ms at 100,000 posts",
        r"slowest (\S+ ms)",
    ),
    Bench(
        "Certificate: what each part buys",
        ("benchmarks.certificate.ablation", "--total", "1000", "--reps", "40"),
        "no part costs more labels than it saves",
        r"^(FAILED.*|every part.*)$",
    ),
    Bench(
        "Files in limited workers",
        ("benchmarks.files",),
        "≤ 1.5 × the bare tool, own memory ≤ 200 MB",
        r"^(\w+) +\w+ .*(ratio \S+).*own memory (\d+ MB)",
    ),
    Bench(
        "Scans and photos",
        ("benchmarks.ocr", "--letters", "2", "--wear", "clean"),
        "clean page: at most 1 % wrong characters",
        r"^clean +(\S+% +\S+% +\S+%)",
    ),
    Bench(
        "Real scans",
        ("benchmarks.ocr.originals",),
        "overall F1 ≥ the pinned floor",
        r"^scans: (overall F1 \S+), (floor \S+)",
    ),
    Bench(
        "Import of a whole archive",
        ("benchmarks.archive", "--keep", OFFICE),
        "every post stored and read, memory < 500 MB",
        r"^(\d+) of \d+ posts.*: (\d+) posts/s|peak memory (\d+ MB)",
    ),
    Bench(
        "Pages over that archive",
        ("benchmarks.pages", "--office", OFFICE),
        "median ≤ 150 ms, queries do not grow",
        r"^(slowest median \d+ ms)|(MISSED)",
    ),
    Bench(
        "Digests of a morning",
        ("benchmarks.digests",),
        "≤ 5 s and 5 ms a person, everybody one mail",
        r"^first day: (\d+ of \d+ people) .*?decided in (\S+ s)|^sent: \d+ mails in \S+ s \((\d+ a second)",
    ),
    Bench(
        "Cascade over a province, SQLite",
        ("benchmarks.cascade",),
        "pages ≤ 200 ms, cascade to 12,000 units ≤ 20 s, web process ≤ 300 MB",
        r"^(slowest median \d+ ms)|^cascade: (.*?) \(|^web process (at most \d+ MB)|(MISSED)",
    ),
    Bench(
        "Cascade over a province, PostgreSQL",
        ("tests.postgres", "--", sys.executable, "-m", "benchmarks.cascade"),
        "pages ≤ 200 ms, cascade to 12,000 units ≤ 20 s, web process ≤ 300 MB",
        r"^(slowest median \d+ ms)|^cascade: (.*?) \(|^web process (at most \d+ MB)|(MISSED)",
    ),
)
_VERDICTS = {0: "yes", ABSENT: "not run: no data"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one benchmark ended."""

    bench: Bench
    status: int
    measured: str
    seconds: float


def run(bench: Bench, office: Path) -> Outcome:
    """Run one benchmark under its heading; its lines appear as they come."""
    words = [word.replace(OFFICE, str(office)) for word in bench.words]
    print(f"\n## {bench.name}: python -m {' '.join(bench.words)}", flush=True)
    started, said = time.monotonic(), []
    command = [sys.executable, "-u", "-m", *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for line in program.stdout:
            print(line, end="", flush=True)
            said.append(line)
    found = re.findall(bench.measured, "".join(said), re.MULTILINE)
    measured = dict.fromkeys(part for match in found for part in _parts(match))
    return Outcome(
        bench, program.returncode, bench.separator.join(measured) or "–", time.monotonic() - started
    )


def _parts(match: str | Sequence[str]) -> list[str]:
    return [match] if isinstance(match, str) else [part for part in match if part]


def report(outcomes: Sequence[Outcome]) -> int:
    """Print the table; 1 when a bar is missed."""
    widths = [max(len(o.bench.name) for o in outcomes), max(len(o.bench.bar) for o in outcomes)]
    print(f"\n{'benchmark':<{widths[0]}}  {'bar':<{widths[1]}}  {'met':<17} {'took':>6}  measured")
    for outcome in outcomes:
        met = _VERDICTS.get(outcome.status, "NO")
        name, bar = outcome.bench.name, outcome.bench.bar
        print(
            f"{name:<{widths[0]}}  {bar:<{widths[1]}}  {met:<17} {outcome.seconds:>4.0f} s  {outcome.measured}"
        )
    return int(any(outcome.status not in _VERDICTS for outcome in outcomes))


def main() -> int:
    """Run the benchmarks whose name or command holds the word."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--only", default="", help="a word of the name or the command, such as pages")
    wanted = parser.parse_args().only.casefold()
    chosen = [b for b in BENCHES if wanted in f"{b.name} {' '.join(b.words)}".casefold()]
    if not chosen:
        parser.error(f"no benchmark is called {wanted}")
    with tempfile.TemporaryDirectory(prefix="haichieu-bench-") as folder:
        office = Path(folder) / "office"
        return report([run(_alone(bench, chosen), office) for bench in chosen])


def _alone(bench: Bench, chosen: Sequence[Bench]) -> Bench:
    """Pages measured without the import before them make their own office."""
    if bench.words[0] != "benchmarks.pages" or any(b.words[0] == "benchmarks.archive" for b in chosen):
        return bench
    return Bench(bench.name, bench.words[:1], bench.bar, bench.measured, bench.separator)


if __name__ == "__main__":
    sys.exit(main())
