"""Broken and hostile files of every kind through limited readers for as long as you like.

    python -m benchmarks.soak.readers --minutes 60 --seed 1

Every file must end in text or in one sentence within the limits; no process and no file may be left, and the memory
of this process and of a fresh reader must stay flat. A file that ends its reader, or is stopped at a limit, is kept in
`--keep`, under the name of what it did: mend the reader and put the file into `tests/text/regressions`. Exit status 1
when any of this is broken.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from haichieu.text.limited import Limits, Readers
from haichieu.text.limited.family import children, resident
from tests.text.fuzzing import mutated, outcome
from tests.text.hostile_files import hostile_files
from tests.text.sample_files import every_kind

LIMITS = Limits(seconds=60, cpu_seconds=60, memory=1024 * 2**20)
#: Ends within the limits that are worth a look all the same: their files are kept.
COSTLY = ("too_slow", "too_heavy")
#: How much this process may grow after its first minute.
GROWTH = 40 * 2**20
#: Recognition and office programs take seconds; they get one file in so many.
_SLOW, _ONE_IN = (".png", ".jpg", ".tiff", ".rtf"), 12
_OVERTIME = 5.0


@dataclass
class Soak:
    """What has happened so far."""

    keep: Path
    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    costly: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def read(self, readers: Readers, name: str, data: bytes) -> None:
        """Read one file and keep it where it did harm."""
        started = time.monotonic()
        try:
            end = outcome(readers, name, data)
        except AssertionError as error:
            end = f"sentence {error}"
        took = time.monotonic() - started
        self.slowest = max(self.slowest, took)
        self.ends[end] += 1
        is_fault = end == "crashed" or end.startswith("sentence") or took > LIMITS.seconds + _OVERTIME
        if is_fault or end in COSTLY:
            self.keep.mkdir(parents=True, exist_ok=True)
            kept = self.keep / f"{end.split()[0]}-{sum(self.ends.values())}-{name}"
            kept.write_bytes(data)
            (self.faults if is_fault else self.costly).append(f"{kept} ({took:.1f} s)")


def soak(minutes: float, seed: int, kept: Soak, folder: Path) -> dict[str, object]:
    """Read until the time is over; what was found."""
    chance, files = random.Random(seed), every_kind()
    end = time.monotonic() + minutes * 60
    before, settled = set(children(os.getpid())), 0
    with Readers(limits=LIMITS) as readers:
        for name, data in hostile_files():
            kept.read(readers, name, data)
        count = 0
        while time.monotonic() < end:
            name = chance.choice(sorted(files))
            if name.endswith(_SLOW) and chance.randrange(_ONE_IN):
                continue
            kept.read(readers, name, mutated(chance, name, files))
            count += 1
            settled = settled or (resident(os.getpid()) if count >= 200 else 0)
    left = [pid for pid in children(os.getpid()) if pid not in before]
    growth = resident(os.getpid()) - settled if settled else 0
    rest = [path.name for path in folder.iterdir()]
    return {
        "ok": not (kept.faults or left or rest) and growth < GROWTH,
        "files": sum(kept.ends.values()),
        "ends": dict(kept.ends.most_common()),
        "faults": kept.faults,
        "costly": kept.costly,
        "slowest": round(kept.slowest, 1),
        "processes_left": left,
        "files_left": rest,
        "growth_megabytes": round(growth / 2**20, 1),
    }


def main() -> int:
    """Read the options, run, print one JSON object."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--minutes", type=float, default=60.0)
    options.add_argument("--seed", type=int, default=None, help="default: another one each time")
    options.add_argument("--keep", type=Path, default=Path("var/soak"), help="where harmful files are kept")
    chosen = options.parse_args()
    seed = random.SystemRandom().randrange(2**32) if chosen.seed is None else chosen.seed
    with tempfile.TemporaryDirectory(prefix="haichieu-soak-") as folder:
        tempfile.tempdir = folder
        verdict = soak(chosen.minutes, seed, Soak(chosen.keep), Path(folder))
        tempfile.tempdir = None
    print(json.dumps({"seed": seed, **verdict}, ensure_ascii=False))
    return 0 if verdict["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
