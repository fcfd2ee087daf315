"""Kills the worker of a cascade at random moments, fifty times, and counts what became of the units.

    python -m benchmarks.soak.cascade_kills --kills 50 --units 12000
    python -m tests.postgres -- python -m benchmarks.soak.cascade_kills

Obligations are handed to all units one after the other; a worker that has taken the job is killed with SIGKILL at
a random moment. At the end every unit must hold every obligation exactly once, with one sending in its ledger, the
columns must be what the facts come to, and the action log must verify. Exit status 1 otherwise. The seconds of a
cascade that nobody disturbs come first.
"""

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path

from tests.dispatches.cascade_office import CascadeOffice, finish, fresh_cascade_office, kill_in_the_middle

#: Kills of one cascade before a worker may end it: its job is tried again some sixty times at most.
_KILLS_OF_ONE = 10


def main() -> int:
    """Read the options, run, print one JSON object."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--units", type=int, default=12_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as var, fresh_cascade_office(Path(var)) as office:
        office.tool(f"furnish({chosen.units})")
        undisturbed = office.tool("measure()")
        reminded = office.tool("remind_all(1)")
        finish(office)
        result = soak(office, chosen.kills, chosen.units, random.Random(chosen.seed))
    print(json.dumps({"undisturbed": undisturbed, "reminded": reminded, **result}, indent=2))
    return 0 if result["ok"] else 1


def soak(office: CascadeOffice, wanted: int, units: int, dice: random.Random) -> dict[str, object]:
    """Cascade and kill until enough workers died in the middle of a job; then count."""
    kills, duties = 0, []
    # A chunk of a thousand takes a fifth of a second or so: the moment falls anywhere in the job.
    longest = units / 4000
    while kills < wanted:
        duty = office.tool("cascade_all()")
        assert isinstance(duty, int)
        duties.append(duty)
        for _ in range(_KILLS_OF_ONE):
            if kills == wanted or office.progress(duty) == units:
                break
            kills += kill_in_the_middle(office, dice, longest)
        finish(office)
    wrongs = {duty: found for duty in duties if (found := office.wrongs(duty))}
    short = {duty: office.progress(duty) for duty in duties if office.progress(duty) != units}
    holds = office.tool("ledger_holds()")
    return {
        "ok": not wrongs and not short and holds is True,
        "kills": kills,
        "cascades": len(duties),
        "units": units,
        "wrong": wrongs,
        "short": short,
        "ledger_and_log_hold": holds,
    }


if __name__ == "__main__":
    sys.exit(main())
