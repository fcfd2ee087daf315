"""Parts of a certificate and how they stand in its record."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from haichieu.posts.rules.agreement import Agreement
from haichieu.posts.rules.audits import SETTLINGS
from haichieu.posts.rules.seeds import DRAWN, RECORD_KINDS
from haichieu.stats import Decision, Forecast, Interval

FORMAT = "haichieu-certificate/2"
#: Records of before weights, stakes and wealth were kept; read, replayed and printed as they were.
FIRST_FORMAT = "haichieu-certificate/1"


@dataclass(frozen=True, slots=True)
class Share:
    """Estimate of a share and bounds that each are right with probability 1 − alpha at any stopping time."""

    estimate: float
    interval: tuple[float, float]
    #: “below”, “above” or “undecided”; None for the second share of records of the first format.
    decision: str | None = None

    @classmethod
    def inside(cls, estimate: float, interval: Interval, decision: Decision | None) -> "Share":
        """The estimate drawn into its bounds: outside them it is contradicted by the labels themselves."""
        return cls(min(max(estimate, interval.low), interval.high), (interval.low, interval.high), decision)

    def to_dict(self, *, with_decision: bool) -> dict[str, Any]:
        """The share as JSON values."""
        plain = {"estimate": self.estimate, "interval": list(self.interval)}
        return {**plain, "decision": self.decision} if with_decision else plain

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "Share":
        """Read a share back; KeyError, TypeError or ValueError where parts are missing."""
        low, high = record["interval"]
        decision = record.get("decision")
        return cls(float(record["estimate"]), (float(low), float(high)), decision and str(decision))


#: Decision of a run that nobody has closed.
OPEN = "open"


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """Another run of labelling on the same posts: its list shares at least half of the smaller list's posts.

    Records of before limit, unit and beginning were kept name closed runs of the same unit against the same limit, on
    lists whose channels and windows overlap.
    """

    frame_hash: str
    #: First and last day of its window, as YYYY-MM-DD.
    first: str
    last: str
    run: int
    #: “below”, “above” or “undecided”; “open” where nobody has closed it
    decision: str
    labels_read: int
    #: None where nobody has closed it
    closed_at: str | None
    limit: str | None = None
    #: name of the unit that froze its list
    unit: str | None = None
    started_at: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The run as JSON values, without what records of before it was kept do not hold."""
        values = asdict(self)
        return {key: value for key, value in values.items() if value is not None or key not in _LATER}


_LATER = ("limit", "unit", "started_at")


def record_digest(record: Mapping[str, Any]) -> str:
    """SHA-256 of a record without its own digest: printed on paper, it binds the file to the paper.

    >>> record_digest({"b": 1, "a": "ă"}) == record_digest({"a": "ă", "b": 1, "digest": "x"})
    True
    """
    rest = {key: value for key, value in record.items() if key != "digest"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def check_circumstances(values: Mapping[str, Any]) -> None:
    """Look at what a replay takes over.

    Raises:
        ValueError: a value that no certificate holds.
    """
    readers, source, kind = (values.get(name) for name in ("readers", "seed_source", "seed_kind"))
    if readers is not None and (type(readers) is not int or readers < 0):
        raise ValueError
    if source not in (None, "drawn", "given") or kind not in (None, *RECORD_KINDS):
        raise ValueError
    # Records of before the program's own seeds had a kind call them texts.
    if (kind == DRAWN and source != "drawn") or (source == "drawn" and kind not in (None, "text", DRAWN)):
        raise ValueError
    undone = values.get("undone")
    if undone is not None and (type(undone) is not int or undone < 0):
        raise ValueError
    unstarted = values.get("unstarted")
    if unstarted is not None and (type(unstarted) is not int or unstarted < 0):
        raise ValueError
    if values.get("readers_each", 1) not in (1, 2) or values.get("settling") not in (None, *SETTLINGS):
        raise ValueError


def read_earlier(record: Any) -> tuple[EarlierRun, ...] | None:
    """Earlier runs from JSON values, None where they were not kept."""
    return None if record is None else tuple(EarlierRun(**run) for run in record)


def read_agreement(record: Any) -> Agreement | None:
    """Agreement from JSON values, None for a single reader."""
    return None if record is None else Agreement(**record)


def read_forecast(record: Any) -> Forecast | None:
    """A forecast from JSON values, None once decided."""
    return None if record is None else Forecast(**record)


def plain(part: Any) -> dict[str, Any] | None:
    """A part of a record as JSON values, None where it is absent."""
    return None if part is None else asdict(part)
