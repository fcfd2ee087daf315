"""One morning's digests over a simulated province: `python -m benchmarks.digests [--office FOLDER]`.

    python -m benchmarks.digests --units 12000 --letters 300 --facts 3000000
    python -m tests.postgres -- python -m benchmarks.digests --units 12000 --letters 300 --facts 3000000

Builds the province (or takes `--office`), gives every unit an officer with an address, decides the digests of a working
day, sends them to a real mail server on this machine, and decides those of the next working day. Fails when deciding
takes more than 5 s and 5 ms for each person, when anybody has none or two, or when a mail is missing or comes twice.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.cascade.office import ROOT, NotDone, build, environ
from tests.notices.doors import mail_server

MOST_START, MOST_EACH = 5.0, 0.005
_INSIDE = "import django; django.setup(); from benchmarks.digests.inside import main; main()"


def ask(var: Path, port: int, step: str) -> dict[str, float]:
    """A step in a fresh process of the office; its JSON answer."""
    mail = {
        "HAICHIEU_MAIL_URL": f"smtp://127.0.0.1:{port}",
        "HAICHIEU_MAIL_FROM": "nhac-viec@mo-phong.example",
    }
    words = [sys.executable, "-c", _INSIDE, step]
    done = subprocess.run(words, env={**environ(var), **mail}, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise NotDone(f"{step}: {done.stderr.strip()[-2000:]}")
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def decide(var: Path, port: int, day: str, people: float) -> tuple[bool, float]:
    """Decide the digests of one morning; whether the bar is met, and how many have something to read."""
    told = ask(var, port, day)
    print(
        f"{day} day: {told['digests']} of {people} people have something to read, decided in {told['seconds']:.1f} s, "
        f"{told['queries']} questions, {told['megabytes']:.0f} MB",
        flush=True,
    )
    is_met = told["seconds"] <= MOST_START + MOST_EACH * people
    return is_met and told["decided"] == people, told["digests"]


def measure(var: Path) -> int:
    """Two mornings, and the sending between them; 1 when something is missed."""
    with mail_server() as (box, server):
        port = server["port"]
        assert isinstance(port, int)
        people = ask(var, port, "furnish")["people"]
        first, told = decide(var, port, "first", people)
        sent = ask(var, port, "send")
        speed = sent["mails"] / sent["seconds"]
        print(f"sent: {sent['mails']} mails in {sent['seconds']:.1f} s ({speed:.0f} a second)", flush=True)
        second, _ = decide(var, port, "second", people)
        got = [address for (address,), _ in box.received]
        return int(not (first and second and len(got) == len(set(got)) == sent["mails"] == told))


def main() -> int:
    """Build and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--office", type=Path, help="a province built before (HAICHIEU_VAR)")
    parser.add_argument("--units", type=int, default=1_200)
    parser.add_argument("--letters", type=int, default=30)
    parser.add_argument("--facts", type=int, default=60_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="haichieu-digests-") as folder:
        var = chosen.office or Path(folder) / "province"
        try:
            if chosen.office is None:
                print(build(var, units=chosen.units, letters=chosen.letters, facts=chosen.facts), flush=True)
            return measure(var)
        except NotDone as error:
            print(error, file=sys.stderr)
            return 1


if __name__ == "__main__":
    sys.exit(main())
