"""The certificate of a share: what was established, and all that is needed to compute it again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from typing import Any

from haichieu.posts.rules.audits import PostAudit
from haichieu.posts.rules.errors import BadCertificate
from haichieu.posts.rules.frame import Frame
from haichieu.posts.rules.labels import Label
from haichieu.posts.rules.sentences import certificate_sentence
from haichieu.stats import Interval

FORMAT = "haichieu-certificate/1"
#: Name of the procedure (bins, beliefs, stakes, draws); changes whenever the same labels would bet otherwise.
METHOD = "kelly-audit/1"


@dataclass(frozen=True, slots=True)
class Share:
    """Estimate of a share and bounds that each are right with probability 1 − alpha at any stopping time."""

    estimate: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """A run closed earlier against the same limit, on a list whose channels and window overlap."""

    frame_hash: str
    #: First and last day of its window, as YYYY-MM-DD.
    first: str
    last: str
    run: int
    decision: str
    labels_read: int
    closed_at: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certified share of negative posts; `to_dict` gives the record, `replays.replay` checks one."""

    #: “below” (the limit is kept), “above” (it is not) or “undecided”.
    decision: str
    #: The certificate in Vietnamese.
    sentence: str
    labels_read: int
    #: Negative and not advisory: the share that the limit is checked on.
    counted: Share
    #: Negative, advisories included.
    negative: Share
    seed: str | int
    frame_hash: str
    labels: tuple[Label, ...]
    #: Which run on this frame this is, from 1.
    run: int
    #: Expected number of further labels while undecided.
    expected_more: int | None
    #: Natural logarithm of the wealth against “limit kept” and against “limit broken”.
    evidence: tuple[float, float]
    limit_sentence: str
    alpha: float
    units: tuple[str, ...]
    channels: tuple[str, ...]
    #: First and last day of publication as YYYY-MM-DD, "" where no post has a date.
    window: tuple[str, str]
    posts: int
    reposts: int
    unreadable: int
    model: str
    method: str
    version: str
    frame: Frame
    #: Head of the action log when the certificate was issued, where there is a log.
    log_head: str | None = None
    #: Moment of issue, given by the caller.
    issued_at: str | None = None
    #: “drawn” by the program after the freeze or “given” by a person.
    seed_source: str | None = None
    #: How many people read; 0 where that is not known.
    readers: int | None = None
    #: Runs closed before this one on lists that overlap it, where the runs of lists are kept.
    earlier: tuple[EarlierRun, ...] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON values; `estimate` and `interval` are of the counted share."""
        plain = {f.name: getattr(self, f.name) for f in fields(self)}
        plain = {name: v for name, v in plain.items() if name not in _COMPOSED}
        plain = {name: v for name, v in plain.items() if name not in _LATER or v is not None}
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}
        record = {
            "format": FORMAT,
            **plain,
            "estimate": self.counted.estimate,
            "interval": list(self.counted.interval),
            "confidence_each_bound": 1 - self.alpha,
            "shares": {"counted": _share_dict(self.counted), "negative": _share_dict(self.negative)},
            "labels": [label.to_dict() for label in self.labels],
            "frame": self.frame.to_dict(),
        }
        if self.earlier is not None:
            record["earlier"] = [asdict(run) for run in self.earlier]
        return record | {"digest": record_digest(record)}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "Certificate":
        """Read a record as it was written, without checking what it claims (`replays.replay` does).

        Raises:
            BadCertificate: another format, or missing parts.
        """
        try:
            if record["format"] != FORMAT:
                raise BadCertificate("Chứng nhận thuộc một phiên bản khác: không tính lại được.")
            names = [f.name for f in fields(cls) if f.name not in _COMPOSED]
            values = {name: record[name] for name in names if name not in _LATER or name in record}
            _check_circumstances(values)
            values = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
            shares = record["shares"]
            return cls(
                **values,
                earlier=_read_earlier(record.get("earlier")),
                counted=_read_share(shares["counted"]),
                negative=_read_share(shares["negative"]),
                labels=tuple(Label.from_dict(label) for label in record["labels"]),
                frame=Frame.from_dict(record["frame"]),
            )
        except (KeyError, TypeError, AttributeError, ValueError):
            raise BadCertificate("Tệp chứng nhận bị thiếu hoặc sai: cần tệp do certify ghi ra.") from None


def record_digest(record: Mapping[str, Any]) -> str:
    """SHA-256 of a record without its own digest: printed on paper, it binds the file to the paper.

    >>> record_digest({"b": 1, "a": "ă"}) == record_digest({"a": "ă", "b": 1, "digest": "x"})
    True
    """
    rest = {key: value for key, value in record.items() if key != "digest"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


_COMPOSED = ("counted", "negative", "labels", "frame", "earlier")
#: Left out of a record where they are not known: records of before they were kept stay as they are.
_LATER = ("seed_source", "readers")
#: What the list and the labels do not settle: a replay takes these over from the record.
TAKEN_OVER = ("earlier", "issued_at", "log_head", "readers", "run", "seed_source", "version")


def issue(
    run: PostAudit,
    *,
    number: int,
    version: str,
    log_head: str | None = None,
    issued_at: str | None = None,
    seed_source: str | None = None,
    readers: int | None = None,
    earlier: tuple[EarlierRun, ...] | None = None,
) -> Certificate:
    """State what a run has established so far.

    Args:
        run: the audit with its labels.
        number: which run on this frame it is, from 1.
        version: version of the program.
        log_head, issued_at: head of the action log and moment of issue, where there are.
        seed_source, readers, earlier: see :class:`Certificate`.
    """
    frame, audit = run.frame, run.audit
    state = audit.state
    interval = audit.interval()
    other = audit.companion([label.negative for label in run.labels])
    days = sorted(item.published for item in frame.items if item.published)
    certificate = Certificate(
        decision=state.decision.value,
        sentence="",
        labels_read=state.labels,
        counted=_share(audit.estimate, interval),
        negative=_share(other.estimate, other.interval),
        seed=run.seed,
        frame_hash=frame.frame_hash,
        labels=tuple(run.labels),
        run=number,
        expected_more=audit.expected_more(),
        evidence=(state.evidence_above, state.evidence_below),
        limit_sentence=str(frame.limit),
        alpha=frame.alpha,
        units=tuple(sorted({item.unit for item in frame.items if item.unit})),
        channels=tuple(sorted({item.channel for item in frame.items if item.channel})),
        window=(days[0], days[-1]) if days else ("", ""),
        posts=sum(not item.repost for item in frame.items),
        reposts=sum(item.repost for item in frame.items),
        unreadable=state.unknown,
        model=frame.model,
        method=METHOD,
        version=version,
        frame=frame,
        log_head=log_head,
        issued_at=issued_at,
        seed_source=seed_source,
        readers=readers,
        earlier=earlier,
    )
    return replace(certificate, sentence=_sentence(run, certificate, interval))


def _sentence(run: PostAudit, certificate: Certificate, interval: Interval) -> str:
    return certificate_sentence(
        run.audit.decision,
        run.frame.limit,
        low=interval.low,
        high=interval.high,
        level=run.frame.alpha,
        read=certificate.labels_read,
        total=len(run.frame.items),
        settled=run.audit.settled,
        more=certificate.expected_more,
        readers=certificate.readers,
    )


def _share(estimate: float, interval: Interval) -> Share:
    """The estimate drawn into its bounds: outside them it is contradicted by the labels themselves."""
    return Share(min(max(estimate, interval.low), interval.high), (interval.low, interval.high))


def _share_dict(share: Share) -> dict[str, Any]:
    return {"estimate": share.estimate, "interval": list(share.interval)}


def _read_share(record: Mapping[str, Any]) -> Share:
    low, high = record["interval"]
    return Share(float(record["estimate"]), (float(low), float(high)))


def _check_circumstances(values: Mapping[str, Any]) -> None:
    readers, source = values.get("readers"), values.get("seed_source")
    if readers is not None and (type(readers) is not int or readers < 0):
        raise ValueError
    if source not in (None, "drawn", "given"):
        raise ValueError


def _read_earlier(record: Any) -> tuple[EarlierRun, ...] | None:
    return None if record is None else tuple(EarlierRun(**run) for run in record)
