"""`haichieu tone FOLDER --engine ray` on two nodes, one killed at its work: the bytes of one machine."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.folders import contents, lines, posts
from tests.shared_data import ROOT

pytestmark = pytest.mark.skipif(find_spec("ray") is None, reason="the extra `cluster` is not installed")

FILES, POSTS = 12, 5_000
ENVIRON = {**os.environ, "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"}


@contextmanager
def two_nodes() -> Iterator[tuple[str, Callable[[], int]]]:
    """A cluster's address, and what kills the node that is not the first."""
    command = [sys.executable, "-m", "tests.cli.ray_nodes"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, env=ENVIRON, text=True, **pipes) as nodes:
        assert nodes.stdin and nodes.stdout

        def kill() -> int:
            nodes.stdin.write("kill\n")
            nodes.stdin.flush()
            return int(nodes.stdout.readline())

        try:
            yield nodes.stdout.readline().strip(), kill
        finally:
            nodes.stdin.close()
            nodes.wait(60)


@contextmanager
def start(source: Path, out: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "haichieu.cli", "tone", str(source), "--out", str(out), *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=ENVIRON, text=True, **pipes) as driver:
        try:
            yield driver
        finally:
            driver.kill()


def until(driver: subprocess.Popen[str] | None, happens: Callable[[], bool], what: str) -> None:
    last = time.monotonic() + 60
    while not happens():
        assert driver is None or driver.poll() is None, f"the run ended before {what}: {driver.communicate()}"
        assert time.monotonic() < last, f"never {what}"
        time.sleep(0.002)


def at_work(out: Path) -> dict[int, str]:
    """Processes that write a part at this moment, and the number of the part."""
    found = (path.name.split(".") for path in out.glob("_state/*.part"))
    return {int(pid): number for number, pid, *_ in found if Path(f"/proc/{pid}").exists()}


def parent(pid: int) -> int:
    """The process that started another: of a worker, its node."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def hold(out: Path) -> dict[int, str]:
    """Stop whoever is at work, so that a kill surely meets an unfinished part."""
    for pid in at_work(out):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
    return at_work(out)


def done(out: Path) -> list[Path]:
    return sorted(out.glob("_state/*.done.json"))


def test_a_killed_node_and_a_killed_driver_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    source, out, local = tmp_path / "kho", tmp_path / "ra", tmp_path / "mot-may"
    source.mkdir()
    for number in range(FILES):
        broken = '{"id": "cụt"\n' if number % 4 == 1 else ""
        text = broken + lines(posts(POSTS, number * POSTS))
        (source / f"{number:02d}.jsonl").write_text(text, "utf-8")
    with start(source, local) as alone:
        said, _ = alone.communicate(timeout=120)
    with two_nodes() as (address, kill_node):
        words = ("--engine", "ray", "--address", address)
        with start(source, out, *words) as driver:
            until(driver, lambda: len(hold(out)) == 2, "both nodes were at work")
            node_of = {pid: parent(pid) for pid in at_work(out)}
            node = kill_node()
            assert list(node_of.values()).count(node) == 1
            for pid, its in node_of.items():
                os.kill(pid, signal.SIGKILL if its == node else signal.SIGCONT)
            until(driver, lambda: len(done(out)) >= 2, "the other node went on")
            driver.send_signal(signal.SIGKILL)
        until(None, lambda: not at_work(out), "the workers of the killed driver were gone")
        moments = {path: path.stat().st_mtime_ns for path in done(out)}
        assert len(moments) < FILES
        with start(source, out, *words, "--resume") as driver:
            said_by_cluster, errors = driver.communicate(timeout=90)
    assert driver.returncode == 1 and "Traceback" not in errors
    assert "Đã bỏ qua 3 dòng hỏng" in errors
    assert said_by_cluster == said and f"{FILES * POSTS // 1000}.000 bài" in said
    assert {path: path.stat().st_mtime_ns for path in moments} == moments
    assert contents(out) == contents(local)
    assert len(list(out.glob("part-*"))) == FILES


def test_a_cluster_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    source = tmp_path / "kho"
    source.mkdir()
    (source / "a.jsonl").write_text(lines(posts(3)), "utf-8")
    with start(source, tmp_path / "ra", "--engine", "ray", "--address", "127.0.0.1:9") as driver:
        _, errors = driver.communicate(timeout=120)
    assert driver.returncode == 1
    assert errors.strip().splitlines() == [
        "Lỗi: Không nối được tới cụm Ray: hãy kiểm tra --address và các máy của cụm."
    ]
