"""Many officers at once against the real server: `python -m benchmarks.soak.officers --minutes 5 --officers 50`.

    python -m tests.postgres -- python -m benchmarks.soak.officers --minutes 5

A fifth of them decide at the top, two by two on the same items at the same moment; the others read and work in their
units, as people do with a browser. Afterwards every write that was answered with success must be in the ledgers, of
two decisions on one item one must have been refused, columns and kept counts must be what the facts come to, and the
action log must verify. Exit status 1 otherwise. The load is made with httpx, which the program itself uses.
"""

import argparse
import asyncio
import json
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from benchmarks.cascade.office import NotDone, build, inside, served, web_megabytes

READING = (
    "/",
    "/viec-duoc-giao/",
    "/tong-hop/",
    "/tong-hop/ban-do/",
    "/nhiem-vu/",
    "/tong-hop/viec/?figure=late",
)
_TOKEN = re.compile(r'"X-CSRFToken": "([^"]+)"')
_VERSION = re.compile(r'name="version" value="(\d+)"')


@dataclass(slots=True)
class Tally:
    """What happened, of all officers together."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {"read": [], "write": []})
    statuses: Counter[int] = field(default_factory=Counter)
    #: writes answered with success: assignment, verb, person
    written: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    #: two decisions on one item: how many of the two were taken
    meetings: Counter[int] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)


class Officer:
    """One signed-in person."""

    def __init__(self, address: str, facts: dict[str, Any], tally: Tally, seed: int) -> None:
        cookies = {"sessionid": facts["cookie"]}
        self.browser = httpx.AsyncClient(base_url=address, trust_env=False, timeout=60, cookies=cookies)
        self.person, self.items, self.decides = facts["person"], list(facts["items"]), facts["decides"]
        self.tally, self.rng = tally, random.Random(seed)

    async def ask(self, kind: str, method: str, path: str, **said: Any) -> httpx.Response:
        """One request, timed; anything but what a person may meet is an error."""
        started = time.perf_counter()
        answer = await self.browser.request(method, path, **said)
        self.tally.seconds[kind].append(time.perf_counter() - started)
        self.tally.statuses[answer.status_code] += 1
        if answer.status_code not in (200, 302, 422):
            self.tally.errors.append(f"{method} {path}: {answer.status_code}")
        return answer

    async def read(self) -> None:
        """Open one of the pages."""
        await self.ask("read", "GET", self.rng.choice(READING))

    async def work(self) -> None:
        """Open an assignment and do the next step of the unit."""
        pk = self.rng.choice(self.items)
        step, verb, note = self.rng.choice(
            (("accept", "accepted", ""), ("start", "started", ""), ("submit", "submitted", "Đã làm xong."))
        )
        found = await self.ask("read", "GET", f"/viec-duoc-giao/{pk}/")
        await self.write(found, f"/viec-duoc-giao/{pk}/tra-loi/", pk, verb, {"step": step, "note": note})

    async def decide(self, pk: int, step: str) -> bool:
        """Open an assignment and approve it or send it back; whether that was taken."""
        found = await self.ask("read", "GET", f"/viec-duoc-giao/{pk}/")
        version = _VERSION.search(found.text)
        verb = {"approve": "approved", "send_back": "sent_back"}[step]
        said = {"step": step, "note": "Bổ sung số liệu.", "version": version.group(1) if version else "0"}
        return await self.write(found, f"/viec-duoc-giao/{pk}/quyet-dinh/", pk, verb, said)

    async def write(self, page: httpx.Response, path: str, pk: int, verb: str, said: dict[str, str]) -> bool:
        """Post a form; a refusal (422) is an answer, success must be found in the ledger."""
        token = _TOKEN.search(page.text)
        if token is None:
            self.tally.errors.append(f"{path}: no form")
            return False
        answer = await self.ask("write", "POST", path, data={**said, "csrfmiddlewaretoken": token.group(1)})
        if answer.status_code == 302:
            self.tally.written[pk, verb, self.person] += 1
        return answer.status_code == 302


async def unit_life(officer: Officer, end: float) -> None:
    """Read, work, think."""
    while time.monotonic() < end:
        await (officer.work() if officer.items and officer.rng.random() < 0.5 else officer.read())
        await asyncio.sleep(officer.rng.uniform(0.2, 1.5))


async def deciders_life(one: Officer, other: Officer, end: float) -> None:
    """Two people who read for themselves and then decide the same item at the same moment."""
    for pk in one.items:
        if time.monotonic() >= end:
            return
        await asyncio.gather(one.read(), other.read())
        taken = await asyncio.gather(one.decide(pk, "approve"), other.decide(pk, "send_back"))
        one.tally.meetings[sum(taken)] += 1
        await asyncio.sleep(one.rng.uniform(0.2, 1.5))


async def run_officers(address: str, people: list[dict[str, Any]], seconds: float, seed: int) -> Tally:
    """Let all of them work for so long."""
    tally = Tally()
    officers = [Officer(address, facts, tally, seed + place) for place, facts in enumerate(people)]
    end = time.monotonic() + seconds
    deciding = [officer for officer in officers if officer.decides]
    lives = [deciders_life(*pair, end) for pair in zip(deciding[::2], deciding[1::2], strict=False)]
    lives += [unit_life(officer, end) for officer in officers if not officer.decides]
    await asyncio.gather(*lives)
    await asyncio.gather(*(officer.browser.aclose() for officer in officers))
    return tally


def lost(tally: Tally, facts: list[list[Any]]) -> list[str]:
    """Writes answered with success that no ledger holds, and lines of ledgers that nobody was told of."""
    verbs = {verb for _, verb, _ in tally.written}
    held = Counter((pk, verb, by) for pk, verb, by in facts if verb in verbs)
    gone = [f"lost: {key}" for key in tally.written - held]
    return gone + [f"not asked for: {key}" for key in held - tally.written]


def percentile(seconds: list[float], share: float) -> int:
    """Milliseconds that this share of requests did not pass."""
    ordered = sorted(seconds)
    return round(1000 * ordered[int((len(ordered) - 1) * share)]) if ordered else 0


def soak(var: Path, officers: int, seconds: float, seed: int) -> dict[str, Any]:
    """Serve the province, let the officers work, look at what became of it."""
    people, before = inside(var, "sessions", str(officers)), inside(var, "newest_fact")
    workers = 4 if os.environ.get("DATABASE_URL") else 1
    with served(var, workers=workers) as (address, program):
        tally = asyncio.run(run_officers(address, people, seconds, seed))
        megabytes = web_megabytes(program)
    after = inside(var, "check", str(before))
    facts = after.pop("facts")
    return {
        "officers": officers,
        "requests": sum(tally.statuses.values()),
        "statuses": dict(sorted(tally.statuses.items())),
        "writes": sum(tally.written.values()),
        **{f"{kind}_p{p}": percentile(s, p / 100) for kind, s in tally.seconds.items() for p in (50, 95)},
        "decided_by_one_of_two": tally.meetings[1],
        "decided_by_both": tally.meetings[2],
        "decided_by_none": tally.meetings[0],
        "errors": tally.errors[:10],
        "lost": lost(tally, facts)[:10],
        "web_megabytes": round(megabytes),
        "load": round(os.getloadavg()[0], 1),
        **after,
    }


def is_good(result: dict[str, Any]) -> bool:
    """No error, nothing lost, nothing decided twice, everything consistent."""
    bad = ("errors", "lost", "decided_by_both", "wrong_columns", "wrong_tallies", "approved_twice")
    return result["log_verifies"] and result["writes"] > 0 and not any(result[name] for name in bad)


def main() -> int:
    """Read the options, run, print one JSON object."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    options.add_argument("--officers", type=int, default=50)
    options.add_argument("--minutes", type=float, default=5.0)
    options.add_argument(
        "--office", type=Path, help="a province built before (HAICHIEU_VAR); it is written to"
    )
    options.add_argument("--units", type=int, default=12_000)
    options.add_argument("--letters", type=int, default=300)
    options.add_argument("--facts", type=int, default=3_000_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="haichieu-officers-") as folder:
        var = chosen.office or Path(folder) / "province"
        try:
            if chosen.office is None:
                build(var, units=chosen.units, letters=chosen.letters, facts=chosen.facts, seed=chosen.seed)
            result = soak(var, chosen.officers, chosen.minutes * 60, chosen.seed)
        except NotDone as error:
            print(error, file=sys.stderr)
            return 1
    print(json.dumps(result, ensure_ascii=False))
    return int(not is_good(result))


if __name__ == "__main__":
    sys.exit(main())
