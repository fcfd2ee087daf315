"""How fast the pages answer over a whole archive: `python -m benchmarks.pages [--office FOLDER]`.

A real server on loopback over an office with every post of the archive (made as `benchmarks.archive` makes it,
or taken from `--office`), a signed-in session, 30 requests for each page. Fails when a median passes 150 ms or
when a page asks the database more questions than over an office with 1,000 posts.
"""

import argparse
import gzip
import json
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import quote, urlsplit

import django
import httpx
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.archive import (
    ABSENT,
    POSTS,
    PROGRAM,
    ROOT,
    UNIT,
    NotDone,
    declare,
    environ,
    prepare,
    run,
    take_in,
)

MOST_SECONDS = 0.150
REQUESTS = 30
FEW_POSTS = 1000
_PERSON, _PASSWORD = "lan", "do-toc-do-cac-trang"
_SECOND = "Zalo OA"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one page took, in seconds, and its questions to the database over few and over all posts."""

    page: str
    median: float
    p95: float
    few: int
    all: int

    @property
    def is_met(self) -> bool:
        """Fast enough, and no question more than over few posts."""
        return self.median <= MOST_SECONDS and self.all <= self.few


def furnish(var: Path) -> None:
    """A leader who can sign in, the sample letters, and a second channel: lists of several read otherwise."""
    if _PERSON in run(var, "people", "list"):
        return
    run(var, "people", "add", _PERSON, "Trịnh Ngọc Lan", "--unit", UNIT, "--role", "leader")
    letters = [str(path) for path in sorted((ROOT / "demo" / "letters").iterdir()) if path.is_file()]
    run(var, "dispatches", "add", *letters, "--unit", UNIT)
    declare(var, _SECOND)
    run(var, "posts", "add", str(ROOT / "demo" / "posts" / "zalo.csv"), "--channel", _SECOND)


def paths(var: Path) -> dict[str, str]:
    """The addresses asked for, by name; the deep page begins after two thirds of the posts."""
    with closing(sqlite3.connect(var / "haichieu.sqlite3")) as database:
        [(total,)] = database.execute("SELECT count(*) FROM channels_publisheditem")
        newest = "SELECT published_at, id FROM channels_publisheditem ORDER BY published_at DESC, id DESC"
        [(moment, pk)] = database.execute(f"{newest} LIMIT 1 OFFSET {total * 2 // 3}")
        [(channel,)] = database.execute("SELECT id FROM channels_channel ORDER BY id LIMIT 1")
    after = quote(f"{moment.replace(' ', 'T')}+00:00~{pk}")
    return {
        "Hôm nay": "/",
        "Văn bản": "/van-ban/",
        "Nhiệm vụ": "/nhiem-vu/",
        "Kênh": "/kenh/",
        "Một kênh": f"/kenh/{channel}/",
        "Một kênh, cả năm": f"/kenh/{channel}/?period=365",
        "Tin bài": "/tin-bai/",
        "Tin bài, trang sâu": f"/tin-bai/?after={after}",
        "Tin bài, một kênh": f"/tin-bai/?channel={channel}",
        "Tin bài, tích cực": "/tin-bai/?tone=positive",
        "Tin bài, trung tính": "/tin-bai/?tone=neutral",
        "Tin bài, tiêu cực": "/tin-bai/?tone=negative",
        "Tin bài, tiêu cực, trang sâu": f"/tin-bai/?tone=negative&after={after}",
        "Tin bài, cảnh báo": "/tin-bai/?advisory=1",
        "Tin bài, không cảnh báo": "/tin-bai/?advisory=0",
        "Tin bài, một tháng": "/tin-bai/?first=01/12/2025&last=31/12/2025",
        "Tin bài, tìm hai chữ": "/tin-bai/?q=c%C3%B4ng+%C4%91o%C3%A0n",
        "Tin bài, tìm không thấy": "/tin-bai/?q=khongcochunay",
        "Tin bài, tìm bài tiêu cực": "/tin-bai/?q=tai+nan&tone=negative&advisory=0",
    }


@contextmanager
def served(var: Path) -> Iterator[str]:
    """The address of the office while the real program serves it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ("serve", "--port", str(port), "--web-workers", "1", "--workers", "0")
    address = f"http://127.0.0.1:{port}"
    program = subprocess.Popen([*PROGRAM, *words], env=environ(var), cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        _wait_for(address, program)
        yield address
    finally:
        program.terminate()
        program.wait(30)


def _wait_for(address: str, program: subprocess.Popen[bytes], *, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and program.poll() is None:
        try:
            httpx.get(f"{address}/dang-nhap/", timeout=5)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise NotDone("haichieu serve does not answer")


def sign_in(browser: httpx.Client, var: Path) -> None:
    """Set the password through the one-time link and sign in, as a person does."""
    link = urlsplit(run(var, "people", "link", _PERSON).strip()).path
    _post(browser, link, {"password": _PASSWORD, "again": _PASSWORD})
    answer = _post(browser, "/dang-nhap/", {"username": _PERSON, "password": _PASSWORD})
    if answer.headers.get("location") != "/":
        raise NotDone(f"nobody could sign in: {answer.status_code}")


def _post(browser: httpx.Client, path: str, values: dict[str, str]) -> httpx.Response:
    token = _TOKEN.search(browser.get(path).text)
    if token is None:
        raise NotDone(f"{path} has no form")
    return browser.post(path, data={**values, "csrfmiddlewaretoken": token.group(1)})


def time_page(browser: httpx.Client, path: str) -> list[float]:
    """Seconds of each request, sorted; the first request warms up and is not counted."""
    seconds = []
    for _ in range(REQUESTS + 1):
        started = time.perf_counter()
        answer = browser.get(path)
        seconds.append(time.perf_counter() - started)
        if answer.status_code != 200:
            raise NotDone(f"{path} answers {answer.status_code}")
    return sorted(seconds[1:])


def count_queries(var: Path) -> dict[str, int]:
    """Questions to the database for each page, counted in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.pages", "--count-queries", str(var)]
    settings = {**environ(var), "DJANGO_SETTINGS_MODULE": "haichieu.config.settings"}
    done = subprocess.run(words, env=settings, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise NotDone(done.stderr.strip().rpartition("\n")[2])
    counted: dict[str, int] = json.loads(done.stdout)
    return counted


def _say_counts(var: Path) -> None:
    django.setup()
    with closing(sqlite3.connect(var / "haichieu.sqlite3")) as database:
        [(person,)] = database.execute("SELECT id FROM units_person")
    browser = Client(headers={"host": "localhost"})
    browser.cookies["sessionid"] = _session(browser, person)
    counts = {}
    for name, path in paths(var).items():
        browser.get(path)
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(path)
        assert answer.status_code == 200, f"{path} answers {answer.status_code}"
        counts[name] = len(asked)
    print(json.dumps(counts))


def _session(browser: Client, person: int) -> str:
    users = django.apps.apps.get_model("units", "Person")
    browser.force_login(users.objects.get(pk=person))
    return browser.cookies["sessionid"].value


def make_small(var: Path) -> None:
    """An office with the archive's first 1,000 posts."""
    prepare(var)
    few = var / "few.jsonl"
    with gzip.open(POSTS) as stream, few.open("wb") as out:
        out.writelines(islice(stream, FEW_POSTS))
    take_in(var, few)
    furnish(var)


def measure(var: Path, small: Path) -> list[Timing]:
    """Every page over both offices."""
    few, everything = count_queries(small), count_queries(var)
    timings = []
    with served(var) as address, httpx.Client(base_url=address, trust_env=False, timeout=60) as browser:
        sign_in(browser, var)
        for name, path in paths(var).items():
            seconds = time_page(browser, path)
            median, p95 = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95)]
            timings.append(Timing(name, median, p95, few[name], everything[name]))
    return timings


def report(timings: list[Timing]) -> int:
    """Print the table; 1 when a bar is missed."""
    print(f"{'page':<32}{'median ms':>10}{'p95 ms':>9}{'queries':>9}{'with 1,000':>12}")
    for row in timings:
        mark = "" if row.is_met else "  MISSED"
        print(
            f"{row.page:<32}{1000 * row.median:>10.0f}{1000 * row.p95:>9.0f}{row.all:>9}{row.few:>12}{mark}"
        )
    slowest = max(timings, key=lambda row: row.median)
    print(f"slowest median {1000 * slowest.median:.0f} ms: {slowest.page} (bar: 150 ms)", flush=True)
    return int(not all(row.is_met for row in timings))


def main() -> int:
    """Make the two offices and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--office", type=Path, help="an office kept by benchmarks.archive --keep")
    parser.add_argument("--count-queries", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.count_queries:
        _say_counts(options.count_queries)
        return 0
    if not POSTS.is_file():
        print("no posts to import: set HAICHIEU_DATA to the folder of the data", file=sys.stderr)
        return ABSENT
    with tempfile.TemporaryDirectory(prefix="haichieu-pages-") as folder:
        var, small = options.office or Path(folder) / "all", Path(folder) / "few"
        try:
            if options.office is None:
                prepare(var)
                take_in(var, POSTS)
            furnish(var)
            make_small(small)
            return report(measure(var, small))
        except NotDone as error:
            print(error, file=sys.stderr)
            return 1


if __name__ == "__main__":
    sys.exit(main())
