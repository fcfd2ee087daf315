"""Cost of a million posts and peak memory as archives grow: `python -m benchmarks.tone.growth [--millions .1 1 10]`.

Every archive is the posts of `data/posts/news.jsonl.gz` (found through HAICHIEU_DATA) again and again until it has
the posts wanted, as a folder of files that are all the same file on the disk. `haichieu tone FOLDER --out …` reads
each, start and the writing of results included. Printed: posts, seconds, processor seconds for a million posts, peak
memory. With `--file` one gzip file of the same posts is read instead. Fails when a further million costs a quarter more
between the two largest archives than between the two smallest (the start, and the noise of a shared machine, left
out), when the peak memory of the largest is a tenth (and 8 MB) above the smallest's, or when a post is missing; 2 when
the data is absent.
"""

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.archive import ABSENT, POSTS, ROOT

_PROGRAM = """
import os, resource, subprocess, sys
with subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL) as program:
    _, status, used = os.wait4(program.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
os._exit(0)
"""
MOST_GROWTH = 1.25
MOST_MEMORY, ROOM_MB = 1.10, 8.0


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one archive."""

    posts: int
    seconds: float
    #: Processor seconds, start included.
    busy: float
    megabytes: float

    @property
    def per_million(self) -> float:
        """Processor seconds for a million posts."""
        return 1e6 * self.busy / self.posts


@dataclass(frozen=True, slots=True)
class Pool:
    """The posts as they come, and as many of them as an archive may need at its end."""

    path: Path
    posts: int

    def archive(self, folder: Path, posts: int) -> Path:
        """A folder with so many posts: links to one file, and the rest in a file of its own."""
        folder.mkdir()
        full, rest = divmod(posts, self.posts)
        for number in range(full):
            os.link(self.path, folder / f"{number:04d}.jsonl")
        if rest:
            with self.path.open("rb") as pool, (folder / "rest.jsonl").open("wb") as stream:
                stream.writelines(line for line, _ in zip(pool, range(rest), strict=False))
        return folder


def unpacked(folder: Path) -> Pool:
    """The posts as plain JSON lines."""
    path = folder / "pool.jsonl"
    with gzip.open(POSTS) as packed, path.open("wb") as stream:
        shutil.copyfileobj(packed, stream, 1 << 20)
    with path.open("rb") as stream:
        return Pool(path, sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b"")))


def one_file(folder: Path) -> Path:
    """An archive as one gzip file: its members packed one behind the other."""
    whole = folder.with_suffix(".jsonl.gz")
    packed: dict[int, bytes] = {}
    with whole.open("wb") as stream:
        for path in sorted(folder.iterdir()):
            inode = path.stat().st_ino
            if inode not in packed:
                packed[inode] = gzip.compress(path.read_bytes(), compresslevel=6)
            stream.write(packed[inode])
    return whole


def measure(source: Path, out: Path, posts: int) -> Cost:
    """Read an archive with the program in a process of its own.

    Raises:
        SystemExit: the program failed or left posts out.
    """
    command = [sys.executable, "-m", "haichieu.cli", "tone", str(source), "--out", str(out)]
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    status, busy, kilobytes = map(float, done.stdout.split())
    parts = sorted(out.glob("part-*")) if out.is_dir() else [out]
    lines = sum(_lines(path) for path in parts)
    if status or lines != posts:
        raise SystemExit(f"FAILED: status {status:.0f}, {posts} posts in, {lines} lines out {done.stderr}")
    return Cost(posts, time.perf_counter() - started, busy, kilobytes / 1024)


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))


def judge(costs: list[Cost]) -> int:
    """Say whether posts cost no more in a large archive than in a small one; exit status."""
    small, large = costs[0], costs[-1]
    further = [
        1e6 * (after.busy - before.busy) / (after.posts - before.posts) for before, after in pairwise(costs)
    ]
    growth = further[-1] / further[0]
    said = (
        f"a further million costs {further[-1]:.1f} s at {large.posts / 1e6:g} M, × {growth:.2f} of the first; "
        f"peak memory {large.megabytes:.0f} MB at {large.posts / 1e6:g} M, {small.megabytes:.0f} MB at "
        f"{small.posts / 1e6:g} M"
    )
    is_flat = large.megabytes <= small.megabytes * MOST_MEMORY + ROOM_MB
    print(said if is_flat and growth <= MOST_GROWTH else f"FAILED: {said}")
    return 0 if is_flat and growth <= MOST_GROWTH else 1


def main() -> int:
    """Run and print; exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument(
        "--millions", type=float, nargs="+", default=[0.1, 0.4, 1.0], help="sizes, in millions"
    )
    parser.add_argument("--file", action="store_true", help="one gzip file in place of a folder")
    chosen = parser.parse_args()
    if len(set(chosen.millions)) < 3:
        parser.error("growth shows in three sizes or more")
    if not POSTS.is_file():
        print(f"not run: {POSTS.name} is not here", file=sys.stderr)
        return ABSENT
    costs = []
    print(f"{'posts':>12}{'seconds':>10}{'processor s/million':>22}{'peak memory':>14}")
    with tempfile.TemporaryDirectory(prefix="haichieu-growth-") as name:
        base = Path(name)
        pool = unpacked(base)
        for number, millions in enumerate(sorted(set(chosen.millions))):
            posts = round(millions * 1e6)
            folder = pool.archive(base / str(number), posts)
            out = base / f"out-{number}"
            cost = measure(one_file(folder) if chosen.file else folder, out, posts)
            shutil.rmtree(out) if out.is_dir() else out.unlink()
            costs.append(cost)
            print(
                f"{posts:>12,}{cost.seconds:>10.1f}{cost.per_million:>22.1f}{cost.megabytes:>11.0f} MB",
                flush=True,
            )
    return judge(costs)


if __name__ == "__main__":
    sys.exit(main())
