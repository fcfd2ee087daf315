"""A whole archive into SQLite in one command: `python -m benchmarks.archive [--keep FOLDER]`.

In a fresh office: one unit, one declared channel, then `haichieu posts add` over every post of
`data/posts/news.jsonl.gz` (found through HAICHIEU_DATA), each stored, read by the tone model and counted.
Prints posts, seconds, posts a second and the program's peak memory. Fails when a post is missing or unread,
or when the peak passes 500 MB; 2 when the data is absent.
"""

import argparse
import gzip
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = (sys.executable, "-m", "haichieu.cli")
POSTS = Path(os.environ.get("HAICHIEU_DATA") or ROOT.parent / "shared") / "data" / "posts" / "news.jsonl.gz"
#: The last day of the archive's posts, so that the pages' periods have something in them.
CLOCK = "2026-03-31T09:00:00+07:00"
UNIT, CHANNEL = "LDLD", "Trang tin"
MOST_MEGABYTES = 500
ABSENT = 2

_UNITS = """code,name,short_name,kind,parent_code,valid_from,valid_to
LDLD,Liên đoàn Lao động tỉnh Đông Triều,LĐLĐ tỉnh,federation,,2013-06-01,
"""


class NotDone(Exception):
    """A step of the program that failed: its message is what the program said."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one import did."""

    posts: int
    seconds: float
    megabytes: float
    #: posts in the database with a reading of the model
    read: int
    #: posts that the daily counts know of
    counted: int


def environ(var: Path) -> dict[str, str]:
    """The environment of one office: SQLite in `var`."""
    return {**os.environ, "HAICHIEU_VAR": str(var), "DATABASE_URL": "", "HAICHIEU_CLOCK": CLOCK}


def run(var: Path, *words: str) -> str:
    """Run one command of the program; what it printed."""
    done = subprocess.run([*PROGRAM, *words], env=environ(var), cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise NotDone(f"haichieu {' '.join(words[:2])}: {done.stderr.strip()}")
    return done.stdout


def prepare(var: Path) -> None:
    """An office with one unit and one channel of its own."""
    var.mkdir(parents=True, exist_ok=True)
    run(var, "upgrade")
    (var / "units.csv").write_text(_UNITS, encoding="utf-8")
    run(var, "units", "import", str(var / "units.csv"))
    declare(var, CHANNEL)


def declare(var: Path, channel: str) -> None:
    """Declare a channel of the unit."""
    proof = ("--proof", "declaration", "--proof-note", "Bản cam kết của lãnh đạo")
    run(var, "channels", "declare", channel, "--unit", UNIT, "--platform", "site", *proof)


def take_in(var: Path, posts: Path) -> Taken:
    """Import a list of posts by the real command; its peak memory comes from the kernel."""
    words = ("posts", "add", str(posts), "--channel", CHANNEL, "--json")
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        program = subprocess.Popen(
            [*PROGRAM, *words], env=environ(var), cwd=ROOT, stdout=said, stderr=complained
        )
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        said.seek(0)
        complained.seek(0)
        if program.returncode:
            raise NotDone(f"haichieu posts add: {complained.read().decode().strip()}")
        added = json.loads(said.read())["added"]
    return Taken(added, seconds, usage.ru_maxrss / 1024, *_stored(var))


def _stored(var: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(var / "haichieu.sqlite3")) as database:
        [(read,)] = database.execute(
            "SELECT count(*) FROM channels_publisheditem JOIN posts_tonereading ON item_id = id"
        )
        [(counted,)] = database.execute("SELECT coalesce(sum(items), 0) FROM posts_dailymix")
    return read, counted


def count_posts(posts: Path) -> int:
    """Lines of the archive: what must arrive."""
    with gzip.open(posts) as stream:
        return sum(1 for _ in stream)


def report(taken: Taken, expected: int) -> int:
    """Print the figures; 1 when a bar is missed."""
    print(
        f"{taken.posts} of {expected} posts in {taken.seconds:.1f} s: {taken.posts / taken.seconds:.0f} posts/s"
    )
    print(f"{taken.read} read by the tone model, {taken.counted} in the daily counts")
    print(f"peak memory {taken.megabytes:.0f} MB (bar: under {MOST_MEGABYTES} MB)", flush=True)
    whole = taken.posts == taken.read == taken.counted == expected
    return int(not whole or taken.megabytes >= MOST_MEGABYTES)


def main() -> int:
    """Import everything into a fresh office and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--keep", type=Path, help="make the office in this new folder and leave it there")
    options = parser.parse_args()
    if not POSTS.is_file():
        print("no posts to import: set HAICHIEU_DATA to the folder of the data", file=sys.stderr)
        return ABSENT
    with tempfile.TemporaryDirectory(prefix="haichieu-archive-") as folder:
        var = options.keep or Path(folder)
        try:
            prepare(var)
            taken = take_in(var, POSTS)
        except NotDone as error:
            print(error, file=sys.stderr)
            return 1
        return report(taken, count_posts(POSTS))


if __name__ == "__main__":
    sys.exit(main())
