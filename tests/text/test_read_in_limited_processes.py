"""A file is read by a process that cannot harm us: it may hang, grow, crash or leave others behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from haichieu.text.errors import UnreadableFile
from haichieu.text.files import read_bytes
from haichieu.text.limited import Limits, Readers
from haichieu.text.limited.family import children
from tests.text.stand_in_tools import stand_in_for
from tests.text.test_read_files import pdf_file

LETTER = "Số: 12/LĐLĐ\nKính gửi: Các công đoàn cơ sở".encode()
PDF = pdf_file()
#: What a tool prints so that its text counts as a letter.
SAYS = 'echo "Kính gửi: Các công đoàn cơ sở. Văn bản này do tiến trình $PPID đọc và ghi lại."'
QUICK = Limits(seconds=1.5, memory=300 * 2**20)

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="processes are looked at in /proc"
)


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files go; nothing may be left in it."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a script in the place of the tool that takes text out of PDF files."""
    return stand_in_for("pdftotext", tmp_path, monkeypatch)


def refusal(readers: Readers, data: bytes = PDF, name: str = "a.pdf") -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        readers.read(data, name)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)
    return caught.value


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_for_end(pid: int, seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while is_running(pid):
        assert time.monotonic() < end, f"{pid} still runs"
        time.sleep(0.02)


def test_it_reads_what_reading_at_home_reads() -> None:
    with Readers() as readers:
        assert readers.read(LETTER, "a.txt") == read_bytes(LETTER, "a.txt")


def test_a_refused_file_has_the_same_sentence_as_at_home() -> None:
    with Readers() as readers:
        assert refusal(readers, b"", "a.txt").reason == "empty"
        assert refusal(readers, b"abc" * 9, "a.xyz").reason == "unknown_kind"


def test_one_process_reads_many_files(tool: Callable[[str], None]) -> None:
    tool(SAYS)
    with Readers() as readers:
        first = readers.read(PDF, "a.pdf").text
        refusal(readers, b"", "b.pdf")
        assert readers.read(PDF, "c.pdf").text == first


def test_a_process_is_replaced_after_its_share_of_files(tool: Callable[[str], None]) -> None:
    tool(SAYS)
    with Readers(limits=Limits(files=2)) as readers:
        texts = [readers.read(PDF, "a.pdf").text for _ in range(4)]
    assert texts[0] == texts[1] != texts[2] == texts[3]


def test_a_tool_that_hangs_is_stopped_with_its_own_children(
    tool: Callable[[str], None], tmp_path: Path
) -> None:
    tool(f"setsid sleep 60 & echo $! > {tmp_path}/stray; echo $PPID > {tmp_path}/reader; sleep 60")
    with Readers(limits=QUICK) as readers:
        started = time.monotonic()
        assert refusal(readers).reason == "too_slow"
        assert time.monotonic() - started < 5
        for name in ("stray", "reader"):
            wait_for_end(int((tmp_path / name).read_text()))
        assert readers.read(LETTER, "a.txt").kind == "txt"


def test_what_a_tool_leaves_running_ends_with_its_file(tool: Callable[[str], None], tmp_path: Path) -> None:
    tool(f"setsid sleep 60 >/dev/null 2>&1 & echo $! > {tmp_path}/stray; {SAYS}")
    with Readers() as readers:
        readers.read(PDF, "a.pdf")
        wait_for_end(int((tmp_path / "stray").read_text()))


def test_a_file_that_needs_too_much_memory_is_stopped(tool: Callable[[str], None]) -> None:
    tool(f"exec {sys.executable} -c 'import time; held = 500_000_000 * chr(120); time.sleep(60)'")
    with Readers(limits=Limits(seconds=30, memory=300 * 2**20)) as readers:
        error = refusal(readers)
        assert error.reason == "too_heavy" and "bộ nhớ" in str(error)
        assert readers.read(LETTER, "a.txt").kind == "txt"


def test_a_file_that_ends_its_reader_gets_a_sentence_and_the_next_file_is_read(
    tool: Callable[[str], None], tmp_path: Path
) -> None:
    tool(f"setsid sleep 60 & echo $! > {tmp_path}/stray; kill -9 $PPID; sleep 1")
    with Readers() as readers:
        error = refusal(readers)
        wait_for_end(int((tmp_path / "stray").read_text()))
        assert error.reason == "crashed" and "returncode -9" in error.__notes__
        assert readers.read(LETTER, "a.txt").kind == "txt"


def test_a_reader_that_died_between_two_files_is_not_noticed(
    tool: Callable[[str], None], tmp_path: Path
) -> None:
    tool(f"echo $PPID > {tmp_path}/reader; {SAYS}")
    with Readers() as readers:
        readers.read(PDF, "a.pdf")
        pid = int((tmp_path / "reader").read_text())
        os.kill(pid, signal.SIGKILL)
        wait_for_end(pid)
        assert readers.read(LETTER, "a.txt").kind == "txt"


def test_a_reader_learns_no_secret(
    tool: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HAICHIEU_SECRET_KEY", "bi-mat-cua-co-quan")
    monkeypatch.setenv("DATABASE_URL", "postgres://nguoi-dung:mat-khau@may-chu/co-quan")
    tool(f"env > {tmp_path}/known; {SAYS}")
    with Readers() as readers:
        readers.read(PDF, "a.pdf")
    text = (tmp_path / "known").read_text("utf-8")
    assert "PATH=" in text and "bi-mat" not in text and "mat-khau" not in text


def test_nothing_of_one_file_is_there_for_the_next(tool: Callable[[str], None], tmp_path: Path) -> None:
    tool(f'ls "$TMPDIR" > {tmp_path}/seen; touch "$TMPDIR/rest"; mkdir "$TMPDIR/more"; {SAYS}')
    with Readers() as readers:
        readers.read(PDF, "a.pdf")
        readers.read(PDF, "b.pdf")
    seen = (tmp_path / "seen").read_text("utf-8")
    assert "rest" not in seen and "more" not in seen


def test_threads_wait_for_their_turn() -> None:
    with Readers(size=2) as readers, ThreadPoolExecutor(6) as threads:
        texts = list(threads.map(lambda n: readers.read(f"Thư số {n}".encode(), "a.txt").text, range(40)))
    assert texts == [f"Thư số {n}" for n in range(40)]


OWNER = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from haichieu.text.limited import Readers
Readers().read({pdf!r}, "a.pdf")
"""


def test_readers_end_when_their_owner_is_killed(
    tool: Callable[[str], None], tmp_path: Path, scratch: Path
) -> None:
    tool(f"echo $PPID $$ > {tmp_path}/part; mv {tmp_path}/part {tmp_path}/pids; sleep 60")
    with subprocess.Popen([sys.executable, "-c", OWNER.format(pdf=PDF), str(scratch)]) as owner:
        end = time.monotonic() + 20
        while not (tmp_path / "pids").exists():
            assert time.monotonic() < end
            time.sleep(0.05)
        owner.kill()
    for pid in (tmp_path / "pids").read_text().split():
        wait_for_end(int(pid))


def test_a_process_that_ends_while_it_is_looked_at_has_no_children(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise FileNotFoundError

    with monkeypatch.context() as patched:
        for listing in ("scandir", "listdir"):
            patched.setattr(os, listing, gone)
        assert children(os.getpid()) == ()


def test_xml_is_parsed_there_first() -> None:
    with Readers() as readers:
        readers.check_xml(b"<a><b/></a>")
        for data, word in (
            (b"<a>", "đúng dạng"),
            (b"<!DOCTYPE a><a/>", "DTD"),
            (b"<a>" * 500, "lồng quá sâu"),
        ):
            with pytest.raises(UnreadableFile, match=word):
                readers.check_xml(data)
        with pytest.raises(UnreadableFile, match="quá lớn"):
            readers.check_xml(b"<a>" + bytes(100) + b"</a>", max_bytes=50)
