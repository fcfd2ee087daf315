"""The sample organisation, end to end through the real program: letters, posts, certificate, report."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from haichieu.posts.rules import replay
from tests.shared_data import ROOT

EXPECTED = ROOT / "demo" / "letters" / "expected"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo's folder and what it printed."""
    var = tmp_path_factory.mktemp("demo")
    environment = {**os.environ, "HAICHIEU_VAR": str(var), "HAICHIEU_CLOCK": "2026-12-10T09:00:00+07:00"}
    environment.pop("DATABASE_URL", None)
    run = subprocess.run(
        [sys.executable, "-m", "haichieu.cli", "demo"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return var, run.stdout


def test_it_tells_each_step_and_where_to_look(demo: tuple[Path, str]) -> None:
    _, printed = demo
    for step in range(1, 7):
        assert f"\n{step}. " in printed
    assert "haichieu serve" in printed and "/loi-moi/" in printed
    assert "nguyên vẹn" in printed
    assert "Đỗ Khánh An: " in printed


def test_the_letters_are_read_as_we_would_read_them(demo: tuple[Path, str]) -> None:
    var, _ = demo
    readings = {
        row["file"]: row for row in map(json.loads, (var / "readings.jsonl").read_text("utf-8").splitlines())
    }
    assert len(readings) == 6
    for path in EXPECTED.glob("*.json"):
        expected = json.loads(path.read_text("utf-8"))
        read = next(row for name, row in readings.items() if name.startswith(path.stem))
        for field in ("kind", "number", "symbol", "date", "place", "subject", "addressees"):
            assert read[field] == expected[field], f"{path.stem}: {field}"
        assert len(read["obligations"]) == len(expected["obligations"]), path.stem


def test_the_certificate_says_below_and_replays(demo: tuple[Path, str]) -> None:
    var, _ = demo
    certificate = json.loads((var / "certificate.json").read_text("utf-8"))
    assert certificate["decision"] == "below" and certificate["labels_read"] < 355
    assert certificate["log_head"] and replay(certificate).agrees


def test_the_report_lies_there_as_word_and_pdf(demo: tuple[Path, str]) -> None:
    var, _ = demo
    for ending in ("docx", "pdf"):
        assert (var / f"bao-cao-2026-H2.{ending}").stat().st_size > 10_000


#: What the calendar page would say of each deadline, and what stands beside the obligation.
COUNTED = """
import json, django
django.setup()
from haichieu.dispatches.models import Obligation
from haichieu.dispatches.queries import recount
from django.utils.timezone import localdate
rows = Obligation.objects.exclude(schedule__isnull=True).select_related("dispatch")
print(json.dumps([[row.deadline_reason, recount(row, on=localdate()).sentence[:500]] for row in rows]))
"""


def test_a_deadline_is_explained_as_the_calendar_page_counts_it(demo: tuple[Path, str]) -> None:
    environment = {
        **os.environ,
        "HAICHIEU_VAR": str(demo[0]),
        "DJANGO_SETTINGS_MODULE": "haichieu.config.settings",
    }
    environment.pop("DATABASE_URL", None)
    asked = [sys.executable, "-c", COUNTED]
    run = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    told = [each for each in json.loads(run.stdout.splitlines()[-1]) if each[1]]  # none for a periodic duty
    assert len(told) > 5 and [each for each in told if each[0] != each[1]] == []
