"""``haichieu worker --once``, in this very process."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from haichieu.base.jobs import enqueue
from haichieu.base.queries import failed_jobs, linked, log_head
from haichieu.cli.office.worker import command
from tests.base.office import Office
from tests.base.rehearsal import effects

pytestmark = pytest.mark.django_db

assert effects  # declares the jobs


@pytest.fixture(autouse=True)
def signals_and_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> Iterator[None]:
    monkeypatch.setenv("HAICHIEU_VAR", str(tmp_path))
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


def test_once_does_all_that_waits_seals_the_log_and_ends() -> None:
    for ref in "abc":
        enqueue("rehearsal.mark", ref=ref)
    said = CliRunner().invoke(command, ["--once"])
    assert said.exit_code == 0
    assert "Đã làm 3 lượt việc, 0 việc phải để riêng." in said.output
    assert len(linked("job", "b")) == 1
    assert log_head() is not None


def test_once_tells_by_its_exit_status_that_a_job_was_set_aside() -> None:
    enqueue("rehearsal.give_up", ref="a")
    said = CliRunner().invoke(command, ["--once"])
    assert said.exit_code == 1
    assert "lỗi, đã để riêng" in said.output
    assert len(failed_jobs()) == 1


def test_an_empty_queue_is_no_error() -> None:
    assert CliRunner().invoke(command, ["--once"]).exit_code == 0


@pytest.mark.parametrize("program", ["worker", "log"])
@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "Cơ sở dữ liệu chưa được tạo: hãy chạy `haichieu upgrade` trước."),
        ("postgres://nobody@127.0.0.1:1/none", "Không kết nối được cơ sở dữ liệu"),
    ],
)
def test_without_a_database_there_is_one_sentence(
    tmp_path: Path, program: str, url: str, sentence: str
) -> None:
    code = f"import django; django.setup(); from haichieu.cli.office.{program} import command; command()"
    options = {"worker": ["--once"], "log": ["verify"]}[program]
    done = subprocess.run(
        [sys.executable, "-c", code, *options],
        env=Office(tmp_path, url).environ,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
