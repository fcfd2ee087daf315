"""The ledger of runs on a frozen list: every run is numbered before its first draw, and labels are kept at once.

One folder for each list, named by its hash, one file of JSON lines for each run. A run's file is created
exclusively, so two runs never share a number; each line is written whole and only ever appended.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from haichieu.posts.rules import OPEN, EarlierRun, Label, PostsError
from haichieu.stats import METHOD

#: More runs than anybody makes on one list.
_MOST_RUNS = 9999


class BadLedger(PostsError):
    """The ledger folder cannot be written."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed before the first draw of a run.

    Attributes:
        seed: what steers the draws; seed_source: “drawn” or “given”, None in a ledger of before this was kept.
        readers: how many people read each post; settling: “mean” or “third” where two of them differ.
        seed_kind, seed_evidence: where the seed comes from, None in a ledger of before this was kept.
        method: name of the statistical method; the first one in a ledger of before this was kept.
        frozen_at: when the list was frozen, None where it was frozen in the same step, after the seed was typed; “” in
            a ledger of before this was kept.
    """

    seed: str | int | None
    seed_source: str | None = None
    readers: int = 1
    settling: str = "mean"
    seed_kind: str | None = None
    seed_evidence: Mapping[str, Any] | None = None
    method: str = "kelly-audit/1"
    frozen_at: str | None = ""


@dataclass(frozen=True, slots=True)
class RunFile:
    """One run as the ledger holds it."""

    number: int
    path: Path

    def append(self, event: Mapping[str, Any]) -> None:
        """Add one line and see it safely to the disk.

        Raises:
            BadLedger: the disk is full or the folder is not writable.
        """
        self.append_all([event])

    def append_all(self, events: Iterable[Mapping[str, Any]]) -> None:
        """Add several lines in one go; see `append`."""
        lines = b"".join(orjson.dumps(dict(event)) + b"\n" for event in events)
        try:
            # A line that a power failure cut takes no other with it.
            is_cut = self.path.read_bytes()[-1:] not in (b"", b"\n")
            lines = b"\n" + lines if is_cut else lines
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND)
            try:
                os.write(handle, lines)
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError:
            raise BadLedger(
                f"Không ghi được sổ chứng nhận {self.path}: hãy kiểm tra ổ đĩa và quyền ghi."
            ) from None

    def events(self) -> Iterator[dict[str, Any]]:
        """The lines that were written whole; a line cut by a power failure is passed over."""
        for line in self.path.read_bytes().splitlines():
            try:
                yield orjson.loads(line)
            except orjson.JSONDecodeError:
                continue

    def labels(self) -> list[Label]:
        """Labels in force, in the order of their draws."""
        kept: list[Label] = []
        for event in self.events():
            if "label" in event:
                kept.append(Label.from_dict(event["label"]))
            elif event.get("undo") and kept:
                kept.pop()
        return kept

    def furthest(self) -> int:
        """The most labels that were in force at one time: as far as anybody has read."""
        held, furthest = 0, 0
        for event in self.events():
            held = held + 1 if "label" in event else max(held - 1, 0) if event.get("undo") else held
            furthest = max(furthest, held)
        return furthest

    def undone(self) -> int:
        """How many labels were taken back, by all readers together."""
        return sum(bool(event.get("undo")) for event in self.events())

    def as_earlier(self, frame_hash: str, window: tuple[str, str]) -> EarlierRun:
        """This run as the certificate of a later one names it."""
        closed: dict[str, Any] = {}
        for event in self.events():
            closed = event if "decision" in event else closed
        started = next((event["started_at"] for event in self.events() if "started_at" in event), None)
        readings = self.readings().values()
        read = max(map(len, readings), default=0) or len(self.labels())
        decided = not self.is_open() and bool(closed)
        return EarlierRun(
            frame_hash,
            *window,
            self.number,
            closed["decision"] if decided else OPEN,
            read,
            closed.get("at") if decided else None,
            started_at=started,
        )

    def readings(self) -> dict[int, list[Label]]:
        """Labels in force of each of several readers, in the order of their draws."""
        kept: dict[int, list[Label]] = {}
        for event in self.events():
            mine = kept.setdefault(event["slot"], []) if "slot" in event else []
            if "label" in event:
                mine.append(Label.from_dict(event["label"]))
            elif event.get("undo") and mine:
                mine.pop()
        return kept

    def terms(self) -> Terms:
        """What was agreed before the first draw."""
        start = next((event for event in self.events() if "seed" in event), {})
        known = {name: start[name] for name in Terms.__slots__ if name in start}
        return Terms(**{"seed": None, **known})

    def is_open(self) -> bool:
        """True while the run has no decision and nobody closed it, so that it can be taken up again."""
        return not any(
            event.get("decision") in ("below", "above") or event.get("closed") for event in self.events()
        )

    def close(self) -> None:
        """End the run without a decision."""
        self.append({"closed": True})


def start_run(
    folder: Path,
    frame_hash: str,
    seed: str | int,
    started_at: str,
    seed_source: str = "given",
    terms: Terms | None = None,
) -> RunFile:
    """Give the next run on a list its number.

    Args:
        folder: the folder of all ledgers; frame_hash: the list; seed, seed_source: of this run.
        started_at: moment of the start, ISO 8601.
        terms: readers and evidence of the seed, one reader if not given.

    Raises:
        BadLedger: the folder cannot be written.
    """
    home = folder / frame_hash
    try:
        home.mkdir(parents=True, exist_ok=True)
        run = _claim(home)
    except OSError:
        raise BadLedger(f"Không ghi được sổ chứng nhận {home}: hãy kiểm tra ổ đĩa và quyền ghi.") from None
    start = {"frame_hash": frame_hash, "seed": seed, "seed_source": seed_source, "started_at": started_at}
    run.append({"run": run.number, **asdict(terms or Terms(seed, method=METHOD)), **start})
    return run


def _claim(home: Path) -> RunFile:
    for number in range(1 + max((run.number for run in runs(home)), default=0), _MOST_RUNS):
        path = home / f"run-{number:04}.jsonl"
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            continue
        return RunFile(number, path)
    raise BadLedger(f"Danh sách này đã có {_MOST_RUNS} lượt chạy.")


def runs(home: Path) -> list[RunFile]:
    """The runs of one list, in order of their numbers."""
    return [RunFile(int(path.stem[4:]), path) for path in sorted(home.glob("run-[0-9][0-9][0-9][0-9].jsonl"))]


def earlier_runs(run: RunFile, frame_hash: str, window: tuple[str, str]) -> tuple[EarlierRun, ...]:
    """The other runs on the same list that the ledger holds, open ones too."""
    others = (other for other in runs(run.path.parent) if other.number != run.number)
    return tuple(other.as_earlier(frame_hash, window) for other in others)


def open_run(folder: Path, frame_hash: str, seed: str | int | None) -> RunFile | None:
    """The last run on a list, if it has no decision yet and its seed is the one asked for (or none was)."""
    last = runs(folder / frame_hash)[-1:]
    fits = [
        run
        for run in last
        if run.is_open() and run.terms().seed is not None and seed in (None, run.terms().seed)
    ]
    return fits[0] if fits else None
