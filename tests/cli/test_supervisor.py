"""The supervisor behind ``haichieu serve``: restarts, gives up, leaves nothing behind."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from haichieu.cli.supervisor import Program, Supervisor
from tests.base.office import ROOT, wait_until

SLEEPER = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + SLEEPER
PARENT = (
    "import subprocess, sys; subprocess.Popen([sys.executable, '-c', sys.argv[2], sys.argv[1]]);"
    "exec(sys.argv[2])"
)


@pytest.fixture
def pids(tmp_path: Path) -> Path:
    return tmp_path / "pids"


def program(code: str, *arguments: object) -> Program:
    return Program("Chương trình thử", [sys.executable, "-c", code, *map(str, arguments)])


def seen(pids: Path) -> list[int]:
    return [int(line) for line in pids.read_text().split()] if pids.exists() else []


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def run_in_thread(supervisor: Supervisor) -> tuple[threading.Thread, list[int]]:
    ended: list[int] = []
    thread = threading.Thread(target=lambda: ended.append(supervisor.run()))
    thread.start()
    return thread, ended


def test_a_program_that_dies_is_started_again(pids: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor([program(SLEEPER, pids)], said.append)
    thread, ended = run_in_thread(supervisor)
    try:
        wait_until(lambda: len(seen(pids)) == 1)
        os.kill(seen(pids)[0], signal.SIGKILL)
        wait_until(lambda: len(seen(pids)) == 2)
    finally:
        supervisor.stopping = True
        thread.join()
    assert ended == [0]
    assert "dừng bất ngờ (mã -9)" in said[0]
    assert not any(alive(pid) for pid in seen(pids))


def test_a_program_that_keeps_dying_stops_everything_loudly(pids: Path) -> None:
    said: list[str] = []
    programs = [
        program(SLEEPER, pids),
        Program("Chương trình hỏng", [sys.executable, "-c", "raise SystemExit(3)"]),
    ]
    assert Supervisor(programs, said.append).run() == 1
    assert said[-1] == "Chương trình hỏng chết 5 lần liên tiếp ngay sau khi chạy (mã 3): dừng tất cả."
    assert not any(alive(pid) for pid in seen(pids))


def test_a_program_that_does_not_listen_is_killed_with_its_children(pids: Path) -> None:
    supervisor = Supervisor([program(PARENT, pids, STUBBORN)], lambda line: None, patience=0.3)
    thread, ended = run_in_thread(supervisor)
    wait_until(lambda: len(seen(pids)) == 2)
    supervisor.stopping = True
    thread.join()
    assert ended == [0]
    wait_until(lambda: not any(alive(pid) for pid in seen(pids)), 5)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_program_outlives_the_supervisor(pids: Path, number: int) -> None:
    code = (
        "import sys; from haichieu.cli.supervisor import Program, Supervisor;"
        "s = Supervisor([Program('x', [sys.executable, '-c', sys.argv[2], sys.argv[1]])] * 3, print);"
        "s.listen(); sys.exit(s.run())"
    )
    argv = [sys.executable, "-c", code, str(pids), SLEEPER]
    supervisor = subprocess.Popen(argv, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    try:
        wait_until(lambda: len(seen(pids)) == 3)
        supervisor.send_signal(number)
        supervisor.wait(20)
        wait_until(lambda: not any(alive(pid) for pid in seen(pids)), 10)
    finally:
        supervisor.kill()
        supervisor.wait()
    assert supervisor.returncode == (-9 if number == signal.SIGKILL else 0)
