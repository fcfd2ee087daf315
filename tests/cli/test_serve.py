"""``haichieu serve``: pages and jobs in one command."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection

from haichieu.cli.office.serve import collect_static, command, keep_address
from haichieu.config.env import base_url
from tests.base.office import ROOT, stop, wait_until

SERVE = "import django; django.setup(); from haichieu.cli.office.serve import command; command()"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def children_of(pid: int) -> dict[int, str]:
    """Process ids and command lines of all descendants."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            parents[int(stat.parent.name)] = (int(fields[1]), stat.with_name("cmdline").read_text())
        except (FileNotFoundError, ProcessLookupError):
            continue
    found = {pid: ""}
    while new := {p: line for p, (parent, line) in parents.items() if parent in found and p not in found}:
        found |= new
    del found[pid]
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_pages_answer_jobs_run_and_nothing_is_left_when_it_is_killed(tmp_path: Path) -> None:
    port = free_port()
    environ = {
        **os.environ,
        "HAICHIEU_VAR": str(tmp_path),
        "DATABASE_URL": "",
        "PYTHONPATH": str(ROOT / "src"),
    }
    environ["DJANGO_SETTINGS_MODULE"] = "haichieu.config.settings"
    log = tmp_path / "serve.log"
    with log.open("wb") as file:
        argv = [sys.executable, "-c", SERVE, "--port", str(port), "--web-workers", "1"]
        serve = subprocess.Popen(argv, env=environ, stderr=file)
    try:
        wait_until(lambda: "đang chạy tại" in log.read_text() or serve.poll() is not None, 90)
        assert f"http://127.0.0.1:{port}" in log.read_text()
        wait_until(lambda: status_of(f"http://127.0.0.1:{port}/") == 200, 30)
        wait_until(lambda: "bắt đầu nhận việc" in log.read_text(), 30)
        asked = [sys.executable, "-c", "from django.conf import settings; print(settings.BASE_URL)"]
        told = subprocess.run(asked, env=environ, capture_output=True, text=True, timeout=60).stdout
        assert told.strip() == f"http://127.0.0.1:{port}", "links lead to where the pages are"

        children = children_of(serve.pid)
        [worker] = [pid for pid, line in children.items() if "office.worker" in line]
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: log.read_text().count("bắt đầu nhận việc") == 2, 30)

        children = children_of(serve.pid)
        assert len(children) >= 3
        assert stop(serve) == 0
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), 15)
        assert status_of(f"http://127.0.0.1:{port}/") == 0
    finally:
        serve.kill()
        serve.wait()


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("10.0.0.5", "http://10.0.0.5:8123"),
        ("0.0.0.0", "http://localhost:8123"),
        ("::1", "http://[::1]:8123"),
    ],
)
def test_the_address_is_kept_for_links(settings: Any, tmp_path: Path, host: str, address: str) -> None:
    settings.SERVED_AT = tmp_path / "address"
    keep_address(host, 8123)
    assert base_url({}, tmp_path / "address") == address
    assert base_url({"HAICHIEU_BASE_URL": "https://a.example/"}, tmp_path / "address") == "https://a.example"
    settings.SERVED_AT = None
    keep_address("127.0.0.1", 9)
    assert base_url({}, tmp_path / "address") == address, "an office with an address of its own keeps it"


@pytest.mark.django_db
def test_sqlite_gets_one_worker_only() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes any number")
    said = CliRunner().invoke(command, ["--workers", "2"])
    assert said.exit_code == 2
    assert "SQLite chỉ dùng với một tiến trình nền" in said.output


def test_a_port_in_use_is_told_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = CliRunner().invoke(command, ["--port", str(port)])
    assert said.exit_code == 1
    assert f"Cổng {port} trên 127.0.0.1 đang có chương trình khác dùng" in said.output


def test_static_files_are_gathered_once(settings: object, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"  # type: ignore[attr-defined]
    assert collect_static()
    assert not collect_static()
