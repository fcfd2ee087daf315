"""A process and what it started, as /proc shows them (Linux; elsewhere nothing is seen and only the limits hold)."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def children(pid: int) -> tuple[int, ...]:
    """The processes that `pid` started or took over, the dead ones that nobody asked after included."""
    found: list[int] = []
    tasks = _PROC / str(pid) / "task"
    # The process, or one of its threads, may end at any moment in between.
    with suppress(OSError):
        for thread in os.listdir(tasks):
            with suppress(OSError):
                found += [int(word) for word in (tasks / thread / "children").read_text("ascii").split()]
    return tuple(found)


def descendants(pid: int) -> Iterator[int]:
    """Children, their children and so on."""
    for child in children(pid):
        yield child
        yield from descendants(child)


def resident(pid: int) -> int:
    """Bytes of memory that a process holds; 0 when it is gone or cannot be seen.

    >>> resident(os.getpid()) > 0 or not _PROC.exists()
    True
    """
    try:
        return int((_PROC / str(pid) / "statm").read_text("ascii").split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0


def family_memory(pid: int) -> int:
    """Bytes of memory of a process and all its descendants."""
    return resident(pid) + sum(resident(child) for child in descendants(pid))


def marked(mark: str) -> Iterator[int]:
    """Processes with `NAME=value` in their surroundings: what a dead process started and nobody else remembers."""
    for path in _PROC.glob("[0-9]*/environ"):
        with suppress(OSError):
            if mark.encode() in path.read_bytes().split(b"\0"):
                yield int(path.parent.name)


def end_family(pid: int, mark: str) -> None:
    """Kill a process, its group, and whatever else carries its mark."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    end_all(tuple(marked(mark)))


def end_all(pids: tuple[int, ...]) -> None:
    """Kill these processes; those already gone are passed over."""
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
