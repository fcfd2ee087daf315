"""Pages, a cascade and memory over a simulated province: `python -m benchmarks.cascade [--office FOLDER]`.

    python -m tests.postgres -- python -m benchmarks.cascade

Builds the province (or takes `--office`), serves it with `haichieu serve`, asks for each page 15 times as the leader,
counts the questions of each page here and over a small province, and hands one obligation to every unit. Fails when a
median passes 200 ms, a page asks more questions than over the small province, the cascade takes more than 20 s, or a
web process ever held more than 300 MB. On PostgreSQL four background processes work, on SQLite one.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.cascade.office import NotDone, build, inside, served, web_megabytes

MOST_SECONDS, MOST_CASCADE, MOST_MEGABYTES = 0.200, 20.0, 300.0
REQUESTS = 15


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one page took, in seconds, and its questions to the database over the small and the whole province."""

    page: str
    median: float
    worst: float
    size: int
    few: int
    all: int

    @property
    def is_met(self) -> bool:
        """Fast enough, and no question more than over few records."""
        return self.median <= MOST_SECONDS and self.all <= self.few


def time_page(browser: httpx.Client, path: str) -> tuple[list[float], int]:
    """Seconds of each request, sorted, and bytes; the first two requests warm both web processes up."""
    seconds = []
    for _ in range(REQUESTS + 2):
        started = time.perf_counter()
        answer = browser.get(path)
        seconds.append(time.perf_counter() - started)
        if answer.status_code != 200:
            raise NotDone(f"{path} answers {answer.status_code}")
    return sorted(seconds[2:]), len(answer.content)


def run_cascade(var: Path) -> float:
    """Seconds from the decision until the job has given the obligation to every unit."""
    taken = inside(var, "cascade")
    if taken["seconds"] is None or taken["done"] != taken["total"]:
        raise NotDone(f"{taken['done']} of {taken['total']} units hold the obligation")
    print(f"cascade: {taken['total']} units in {taken['seconds']:.1f} s (bar: 20 s)", flush=True)
    return float(taken["seconds"])


def small_counts(folder: Path) -> dict[str, int]:
    """Questions of each page over a small province on SQLite."""
    url = os.environ.pop("DATABASE_URL", "")
    build(folder, units=120, letters=45, facts=9000)
    counted: dict[str, int] = inside(folder, "count_queries")
    if url:
        os.environ["DATABASE_URL"] = url
    return counted


def measure(var: Path, few: dict[str, int]) -> tuple[list[Timing], float, float]:
    """Every page, the cascade, and the memory of the web processes."""
    everything = inside(var, "count_queries")
    leader = inside(var, "sessions", "2")[0]
    workers = 4 if os.environ.get("DATABASE_URL") else 1
    timings = []
    with served(var, workers=workers) as (address, program):
        cookies = {"sessionid": leader["cookie"]}
        with httpx.Client(base_url=address, trust_env=False, timeout=60, cookies=cookies) as browser:
            for name, path in inside(var, "pages").items():
                seconds, size = time_page(browser, path)
                middle = seconds[len(seconds) // 2]
                timings.append(Timing(name, middle, seconds[-1], size, few[name], everything[name]))
        taken = run_cascade(var)
        return timings, taken, web_megabytes(program)


def report(timings: list[Timing], cascade: float, megabytes: float) -> int:
    """Print the table; 1 when a bar is missed."""
    print(f"{'page':<32}{'median ms':>10}{'worst ms':>10}{'KB':>6}{'queries':>9}{'small':>7}")
    for row in timings:
        mark = "" if row.is_met else "  MISSED"
        figures = f"{1000 * row.median:>10.0f}{1000 * row.worst:>10.0f}{row.size // 1024:>6}{row.all:>9}{row.few:>7}"
        print(f"{row.page:<32}{figures}{mark}")
    slowest = max(timings, key=lambda row: row.median)
    print(f"slowest median {1000 * slowest.median:.0f} ms: {slowest.page} (bar: 200 ms)")
    print(f"web process at most {megabytes:.0f} MB (bar: 300 MB); load {os.getloadavg()[0]:.1f}", flush=True)
    is_met = cascade <= MOST_CASCADE and megabytes <= MOST_MEGABYTES
    return int(not (is_met and all(row.is_met for row in timings)))


def main() -> int:
    """Build and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--office", type=Path, help="a province built before (HAICHIEU_VAR)")
    parser.add_argument("--units", type=int, default=12_000)
    parser.add_argument("--letters", type=int, default=300)
    parser.add_argument("--facts", type=int, default=3_000_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="haichieu-cascade-") as folder:
        var = chosen.office or Path(folder) / "province"
        try:
            if chosen.office is None:
                print(build(var, units=chosen.units, letters=chosen.letters, facts=chosen.facts), flush=True)
            return report(*measure(var, small_counts(Path(folder) / "small")))
        except NotDone as error:
            print(error, file=sys.stderr)
            return 1


if __name__ == "__main__":
    sys.exit(main())
