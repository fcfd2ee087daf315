"""One worker process as its owner sees it: started, asked, watched, ended."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar, cast

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_text import OnPage
from haichieu.text.limited import family, wire
from haichieu.text.limited.limits import Limits

T = TypeVar("T")

#: Reason of an `UnreadableFile` whose reader ended by itself.
CRASHED = "crashed"

_TICK = 0.2
_SOURCES = Path(__file__).parents[3]
#: All that a worker learns of our surroundings: where its tools are, no address and no key.
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
_ONE_THREAD = dict.fromkeys(
    ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"), "1"
)
#: Pictures of pages are given back to the system one by one: the heap would keep what it once held.
_GIVEN_BACK = {"MALLOC_MMAP_THRESHOLD_": "1048576", "MALLOC_TRIM_THRESHOLD_": "1048576"}
_LONGEST_NOTE = 2000


class Worker:
    """A process that reads files one after the other. Not for several threads at once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._files = self._memory = 0
        #: Between question and whole answer: whatever ends a question there leaves a worker that nobody can ask again.
        self._busy = False
        self._folder = tempfile.mkdtemp(prefix="haichieu-reader-")
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._end, theirs = socket.socketpair()
        self._end.settimeout(_TICK)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "haichieu.text.limited.child", self._folder, self._options()],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                cwd=self._folder,
                env=self._surroundings(),
                start_new_session=True,
            )

    def _options(self) -> str:
        return json.dumps(asdict(self._limits))

    def _surroundings(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        own = {"HOME": self._folder, "TMPDIR": self._folder, "PYTHONPATH": str(_SOURCES), "PYTHONUTF8": "1"}
        return {**kept, **_ONE_THREAD, **_GIVEN_BACK, **own}

    @property
    def pid(self) -> int:
        """Id of the process, which is also that of its group."""
        return int(self._process.pid)

    @property
    def is_fit(self) -> bool:
        """Whether it may take another file."""
        return (
            not self._busy
            and self._process.poll() is None
            and self._files < self._limits.files
            and self._memory < self._limits.idle_memory
        )

    def ask(
        self,
        header: Mapping[str, Any],
        data: bytes,
        take: Callable[[wire.Message], T],
        *,
        on_page: OnPage | None,
        seconds: float,
    ) -> T:
        """Send one file and take the answer, passing pages done on.

        Raises
        ------
        UnreadableFile
            The file was refused, or ended its reader: too slow, too large in memory, or a crash.
        """
        self._files += 1
        self._busy = True
        watch = _Watch(self.pid, self._limits, seconds)
        try:
            self._send(header, data, seconds)
            answer = self._awaited(watch, on_page)
            refusal = _refusal(answer)
            found = take(answer) if refusal is None else None
            self._memory = _whole_number(answer.header.get("memory"))
        except (wire.BadMessage, ConnectionError, TimeoutError):
            raise self._fault() from None
        self._busy = False
        if refusal is not None:
            raise refusal
        return cast(T, found)

    def _awaited(self, watch: "_Watch", on_page: OnPage | None) -> wire.Message:
        while (answer := wire.receive(self._end, watch.look)) is not None:
            page = answer.header.get("page")
            if page is None:
                return answer
            watch.alive()
            if on_page is not None:
                done, total = _pages(page)
                on_page(done, total)
        raise wire.BadMessage

    def _send(self, header: Mapping[str, Any], data: bytes, seconds: float) -> None:
        self._end.settimeout(seconds)
        try:
            wire.send(self._end, header, [data])
        finally:
            self._end.settimeout(_TICK)

    def _fault(self) -> UnreadableFile:
        """What to say of a file whose reader ended by itself; the note is for whoever mends the reader."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        if self._process.returncode == -signal.SIGXCPU:
            return too_slow()
        error = UnreadableFile(
            "Tệp này làm bộ đọc dừng giữa chừng, hãy xuất lại tệp từ bản gốc rồi gửi lại.", reason=CRASHED
        )
        self._said.seek(0)
        error.add_note(self._said.read()[-_LONGEST_NOTE:].decode("utf-8", "replace"))
        error.add_note(f"returncode {self._process.returncode}")
        return error

    def close(self) -> None:
        """End the process with all that it started, and remove its folder."""
        family.end_family(self.pid, f"TMPDIR={self._folder}")
        self._process.wait()
        self._end.close()
        self._said.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class _Watch:
    """Looks at clock and memory while a worker is busy."""

    def __init__(self, pid: int, limits: Limits, seconds: float) -> None:
        self._pid, self._limits, self._seconds = pid, limits, seconds
        self._begun = self._alive = self._looked = time.monotonic()

    def alive(self) -> None:
        """A page was done: the silence begins anew."""
        self._alive = time.monotonic()

    def look(self) -> None:
        """Raise when the file has cost too much; the family is looked at a few times a second."""
        now = time.monotonic()
        if now - self._alive > self._seconds or now - self._begun > self._limits.total_seconds:
            raise too_slow()
        if now - self._looked < _TICK:
            return
        self._looked = now
        if family.family_memory(self._pid) > self._limits.memory:
            raise UnreadableFile(
                "Đọc tệp này cần quá nhiều bộ nhớ nên đã dừng, hãy tách nhỏ tệp rồi gửi lại.",
                reason="too_heavy",
            )


def _pages(page: object) -> tuple[int, int]:
    if not isinstance(page, list) or len(page) != 2:
        raise wire.BadMessage
    return _whole_number(page[0]), _whole_number(page[1])


def _whole_number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise wire.BadMessage
    return value


def _refusal(answer: wire.Message) -> UnreadableFile | None:
    refused, reason = answer.header.get("refused"), answer.header.get("reason")
    if refused is None:
        return None
    if not isinstance(refused, str) or not isinstance(reason, str):
        raise wire.BadMessage
    return UnreadableFile(refused[:1000], reason=reason[:40])


def too_slow() -> UnreadableFile:
    """The sentence for a file that takes too long."""
    return UnreadableFile("Đọc tệp quá lâu nên đã dừng, hãy tách nhỏ tệp rồi gửi lại.", reason="too_slow")
