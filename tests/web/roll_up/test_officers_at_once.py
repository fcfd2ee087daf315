"""Eight officers work at once against the real server: nothing is lost, of two decisions one is refused."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
SMALL = ("--units", "60", "--letters", "10", "--facts", "3000")


def test_eight_officers_lose_nothing_and_decide_nothing_twice() -> None:
    command = [
        sys.executable,
        "-m",
        "benchmarks.soak.officers",
        "--officers",
        "8",
        "--minutes",
        "0.1",
        *SMALL,
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, env=own_database())
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["errors"] == found["lost"] == [] and found["decided_by_both"] == 0
    assert found["decided_by_one_of_two"] > 0 and found["writes"] > 3 and found["log_verifies"]


def own_database() -> dict[str, str]:
    """The test's own SQLite; the same on PostgreSQL is part of `make soak`."""
    return {**os.environ, "DATABASE_URL": "", "OMP_NUM_THREADS": "1"}
