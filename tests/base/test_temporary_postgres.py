"""``python -m tests.postgres``: a real server for one command, and nothing left of it."""

import subprocess
import sys

import psycopg
import pytest

from tests import postgres
from tests.base.office import ROOT

ASK = (
    "import os, psycopg; c = psycopg.connect(os.environ['DATABASE_URL']);"
    "print(c.execute('show server_encoding').fetchone()[0], os.environ['DATABASE_URL']);"
    "raise SystemExit(7)"
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.postgres", *arguments], cwd=ROOT, capture_output=True, text=True
    )


def test_the_command_gets_a_database_and_its_exit_status_comes_back() -> None:
    done = run("--", sys.executable, "-c", ASK)
    if done.returncode == postgres.ABSENT:
        pytest.skip(done.stderr.strip())
    encoding, url = done.stdout.split()
    assert (done.returncode, encoding) == (7, "UTF8")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def test_without_a_command_its_use_is_told() -> None:
    done = run()
    assert (done.returncode, done.stderr.startswith("Usage")) == (2, True)


def test_absence_of_postgresql_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(name: str) -> str:
        raise postgres.NoPostgres("PostgreSQL is not installed: …")

    monkeypatch.setattr(postgres, "binary", absent)
    monkeypatch.setattr(postgres.signal, "signal", lambda *_: None)
    assert postgres.main(["--", "true"]) == postgres.ABSENT
    assert capsys.readouterr().err == "PostgreSQL is not installed: …\n"
