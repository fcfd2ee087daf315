"""Runs several programs as one: restarts what dies, gives up loudly, leaves nothing behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

#: A program that lived shorter than this died fast.
FAST_DEATH = 10.0
#: After so many fast deaths in a row of one program everything is stopped.
MOST_FAST_DEATHS = 5
#: Seconds that programs get to stop in peace.
STOP_PATIENCE = 30.0
_LOOK = 0.1
_PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Program:
    """One program to keep running."""

    #: what it is, in the log's words
    title: str
    argv: Sequence[str]


@dataclass(slots=True)
class _Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    fast_deaths: int = 0
    start_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Keeps programs running until told to stop.

    ``say`` takes a line of the log; ``tick`` is called about ten times a second; ``fast_death`` and ``patience`` are
    seconds. On Linux the kernel itself stops the programs when the supervisor is killed.
    """

    programs: Sequence[Program]
    say: Callable[[str], None]
    tick: Callable[[], None] = lambda: None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    fast_death: float = FAST_DEATH
    patience: float = STOP_PATIENCE
    stopping: bool = False

    def listen(self) -> None:
        """Stop on SIGTERM and SIGINT."""
        signal.signal(signal.SIGTERM, self._on_stop)
        signal.signal(signal.SIGINT, self._on_stop)

    def _on_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def run(self) -> int:
        """Run until a stop signal (0) or until a program keeps dying (1)."""
        children = [_Child(program) for program in self.programs]
        gave_up = False
        try:
            while not self.stopping and not gave_up:
                for child in children:
                    gave_up = not self._look_after(child) or gave_up
                self.tick()
                time.sleep(_LOOK)
        finally:
            self._stop(children)
        return 1 if gave_up else 0

    def _look_after(self, child: _Child) -> bool:
        """Start or restart one program when it is time; False when it keeps dying."""
        if child.process is None:
            if time.monotonic() >= child.start_at:
                self._start(child)
            return True
        status = child.process.poll()
        return status is None or self._after_death(child, child.process, status)

    def _start(self, child: _Child) -> None:
        child.process = subprocess.Popen(
            child.program.argv,
            env=dict(self.environ),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C reaches only the supervisor, which stops the others in order
            preexec_fn=_die_with_parent,
        )
        child.started = time.monotonic()

    def _after_death(self, child: _Child, process: subprocess.Popen[bytes], status: int) -> bool:
        _kill_group(process)  # what the dead one left behind would hold its port
        lived = time.monotonic() - child.started
        child.fast_deaths = child.fast_deaths + 1 if lived < self.fast_death else 0
        title = child.program.title
        if child.fast_deaths >= MOST_FAST_DEATHS:
            self.say(
                f"{title} chết {child.fast_deaths} lần liên tiếp ngay sau khi chạy (mã {status}): dừng tất cả."
            )
            return False
        wait = min(30.0, 0.25 * 2**child.fast_deaths)
        self.say(f"{title} dừng bất ngờ (mã {status}), chạy lại sau {wait:.1f} giây.")
        child.process, child.start_at = None, time.monotonic() + wait
        return True

    def _stop(self, children: Sequence[_Child]) -> None:
        running = [child.process for child in children if child.process and child.process.poll() is None]
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        end = time.monotonic() + self.patience
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, end - time.monotonic()))
        for process in running:
            _kill_group(process)
            process.wait()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _die_with_parent() -> None:
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
