"""A simulated province in an office of its own, served as `haichieu serve` serves it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-m", "haichieu.cli")
_INSIDE = "import django; django.setup(); from benchmarks.cascade.inside import main; main()"


class NotDone(Exception):
    """A step that failed; its message is what the program said."""


def environ(var: Path) -> dict[str, str]:
    """The environment of the office in `var`; the database is the one of DATABASE_URL where that is set."""
    settings = {"HAICHIEU_VAR": str(var), "DJANGO_SETTINGS_MODULE": "haichieu.config.settings"}
    return {**os.environ, **settings, "PYTHONPATH": str(ROOT)}


def build(var: Path, *, units: int, letters: int, facts: int, seed: int = 1) -> dict[str, int]:
    """Build the province; its progress bar goes to the terminal."""
    var.mkdir(parents=True, exist_ok=True)
    words = ["province", "--units", units, "--letters", letters, "--facts", facts, "--seed", seed]
    done = subprocess.run(
        [*PROGRAM, *map(str, words)], env=environ(var), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise NotDone("haichieu province failed")
    made: dict[str, int] = json.loads(done.stdout)
    return made


def inside(var: Path, *words: str) -> Any:
    """Ask the office's own database through `benchmarks.cascade.inside`; its JSON answer."""
    done = subprocess.run(
        [sys.executable, "-c", _INSIDE, *words], env=environ(var), cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise NotDone(f"{words[0]}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


@contextmanager
def served(var: Path, *, workers: int, web_workers: int = 2) -> Iterator[tuple[str, int]]:
    """The address of the office and the number of the program while the real program serves it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ("serve", "--port", port, "--web-workers", web_workers, "--workers", workers)
    command = [*PROGRAM, *map(str, words)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    program = subprocess.Popen(command, env=environ(var), cwd=ROOT, **quiet)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, program)
        yield address, program.pid
    finally:
        program.terminate()
        program.wait(60)


def _wait_for(address: str, program: subprocess.Popen[bytes], *, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and program.poll() is None:
        try:
            httpx.get(f"{address}/dang-nhap/", timeout=10)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise NotDone("haichieu serve does not answer")


def web_megabytes(program: int) -> float:
    """The most memory that any web process under the program ever held (VmHWM), in megabytes."""
    waiting, most = [program], 0.0
    for pid in waiting:  # grows while it is walked
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
            words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
            if "gunicorn" in words:
                status = Path(f"/proc/{pid}/status").read_text()
                most = max(most, int(status.partition("VmHWM:")[2].split()[0]) / 1024)
        except FileNotFoundError:
            continue
    return most
