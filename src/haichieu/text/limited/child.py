"""The worker process: `python -P -m haichieu.text.limited.child FOLDER LIMITS`, spoken to through its standard input.

It confines itself before the first file. An error that no reader foresaw ends the process: nothing is caught here that
is not understood, the parent starts a fresh one.
"""

import ctypes
import json
import os
import resource
import select
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from haichieu.text.errors import UnreadableFile
from haichieu.text.files import read_bytes
from haichieu.text.limited import family, wire
from haichieu.text.limited.limits import Limits
from haichieu.text.mail_sender import sending_office
from haichieu.text.packages import open_package
from haichieu.text.xml_bounds import bounded_root

_SET_CHILD_SUBREAPER = 36
_CLOSED = getattr(select, "POLLRDHUP", select.POLLHUP)


def main() -> None:
    """Answer until the parent closes."""
    folder, limits = Path(sys.argv[1]), Limits(**json.loads(sys.argv[2]))
    end = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    _confine(limits)
    ending = threading.Thread(target=_end_with_parent, args=(end.fileno(), folder), daemon=True)
    ending.start()
    with suppress(ConnectionError):
        while (asked := wire.receive(end)) is not None:
            _grant(limits)
            answer, blocks = _answered(end, asked, limits)
            _tidy(folder)
            wire.send(end, {**answer, "memory": family.resident(os.getpid())}, blocks)
    ending.join()


def _confine(limits: Limits) -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.address_space),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
    # Tools whose own parent ended come to us instead of to the system's first process, so that they can be ended.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _grant(limits: Limits) -> None:
    """Processor time until the next sign of life; the tools that we start count their own from nothing."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + limits.cpu_seconds, hard))


def _end_with_parent(number: int, folder: Path) -> None:
    """Wait until the parent closes or dies, then end everything that works for it."""
    poll = select.poll()
    poll.register(number, _CLOSED)
    poll.poll()
    family.end_all(tuple(family.descendants(os.getpid())))
    while folder.exists():  # a reader may be writing there yet
        shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


def _answered(
    end: socket.socket, asked: wire.Message, limits: Limits
) -> tuple[dict[str, Any], Sequence[bytes]]:
    data, name = asked.blocks[0], str(asked.header["name"])
    try:
        if asked.header["ask"] == "open":
            return _opened(data, name)
        if asked.header["ask"] == "xml":
            bounded_root(data, max_bytes=int(asked.header["max_bytes"]))
            return {"good": True}, ()
        return _read(end, data, name, int(asked.header["max_bytes"]), limits), ()
    except UnreadableFile as error:
        return {"refused": str(error), "reason": error.reason}, ()


def _opened(data: bytes, name: str) -> tuple[dict[str, Any], Sequence[bytes]]:
    parts = open_package(data, name)
    sender = sending_office(data) if name.lower().endswith(".eml") else ""
    named = [{"name": part.name, "reason": part.reason, "subject": part.subject} for part in parts]
    return {"parts": named, "sender": sender}, [part.data for part in parts]


def _read(end: socket.socket, data: bytes, name: str, max_bytes: int, limits: Limits) -> dict[str, Any]:
    def on_page(done: int, total: int) -> None:
        _grant(limits)
        wire.send(end, {"page": [done, total]})

    return {"text": asdict(read_bytes(data, name, max_bytes=max_bytes, on_page=on_page))}


def _tidy(folder: Path) -> None:
    """Between two files nothing of the first is left: no process, no file."""
    family.end_all(family.children(os.getpid()))
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
