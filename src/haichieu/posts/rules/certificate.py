"""The certificate of a share: what was established, and all that is needed to compute it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from haichieu.posts.rules.agreement import Agreement, agreement_of
from haichieu.posts.rules.audits import PostAudit
from haichieu.posts.rules.errors import BadCertificate
from haichieu.posts.rules.frame import Frame
from haichieu.posts.rules.labels import Label
from haichieu.posts.rules.records import (
    FIRST_FORMAT,
    FORMAT,
    EarlierRun,
    Share,
    check_circumstances,
    plain,
    read_agreement,
    read_earlier,
    read_forecast,
    record_digest,
)
from haichieu.posts.rules.seeds import DRAWN
from haichieu.posts.rules.sentences import certificate_sentence, count_sentence
from haichieu.stats import Companion, Decision, Forecast, Interval, StatsError, Trace


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
    #: Other runs on the same posts when this one was closed, where the runs of lists are kept.
    earlier: tuple[EarlierRun, ...] | None = None
    #: Lists of the same posts that were frozen before this run began and never read, where that is kept.
    unstarted: int | None = None
    #: What the seed was made from (`seeds.KINDS`), and what it follows from, where that is kept.
    seed_kind: str | None = None
    seed_evidence: Mapping[str, Any] | None = None
    #: Moment of the freeze, given by the caller.
    frozen_at: str | None = None
    #: How many labels were taken back and read again, where that is kept.
    undone: int | None = None
    #: How many people read each post, blind to each other.
    readers_each: int = 1
    #: What counts where two of them differ: “mean” or “third”; None for one reader.
    settling: str | None = None
    #: How far two readers agree; None for one reader.
    agreement: Agreement | None = None
    #: Further labels until a decision as a range; None once decided, and in records of the first format.
    forecast: Forecast | None = None
    #: The second share, advisories included, in Vietnamese; empty in records of the first format.
    negative_sentence: str = ""
    #: Weights, stakes and wealth behind the two decisions; None in records of the first format.
    trace: Trace | None = field(default=None, repr=False)
    negative_trace: Trace | None = field(default=None, repr=False)

    @property
    def is_first_format(self) -> bool:
        """Whether this is a record of before weights, stakes and wealth were kept."""
        return self.trace is None

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON values; `estimate` and `interval` are of the counted share."""
        first = self.is_first_format
        values = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in _COMPOSED}
        values = {name: v for name, v in values.items() if name not in _LATER or v is not None}
        values = {name: v for name, v in values.items() if not (first and name in _SECOND)}
        values = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
        shares = {"counted": self.counted, "negative": self.negative}
        record = {
            "format": FIRST_FORMAT if first else FORMAT,
            **values,
            "estimate": self.counted.estimate,
            "interval": list(self.counted.interval),
            "confidence_each_bound": 1 - self.alpha,
            "shares": {name: share.to_dict(with_decision=not first) for name, share in shares.items()},
            "labels": [label.to_dict() for label in self.labels],
            "frame": self.frame.to_dict(),
        }
        if self.earlier is not None:
            record["earlier"] = [run.to_dict() for run in self.earlier]
        if self.trace is not None and self.negative_trace is not None:
            record["filters"] = self.frame.filters.to_dict() if self.frame.filters else None
            record["agreement"], record["forecast"] = plain(self.agreement), plain(self.forecast)
            record["trace"], record["negative_trace"] = self.trace.to_dict(), self.negative_trace.to_dict()
        return record | {"digest": record_digest(record)}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "Certificate":
        """Read a record as it was written, without checking what it claims (`replays.replay` does).

        Raises:
            BadCertificate: another format, or missing parts.
        """
        try:
            if record["format"] not in (FORMAT, FIRST_FORMAT):
                raise BadCertificate("Chứng nhận thuộc một phiên bản khác: không tính lại được.")
            first = record["format"] == FIRST_FORMAT
            later = (*_LATER, *_SECOND) if first else _LATER
            names = [f.name for f in fields(cls) if f.name not in _COMPOSED]
            values = {name: record[name] for name in names if name not in later or name in record}
            check_circumstances(values)
            values = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
            shares = record["shares"]
            if not first:
                values["trace"] = Trace.from_dict(record["trace"])
                values["negative_trace"] = Trace.from_dict(record["negative_trace"])
                values["agreement"] = read_agreement(record["agreement"])
                values["forecast"] = read_forecast(record["forecast"])
            return cls(
                **values,
                earlier=read_earlier(record.get("earlier")),
                counted=Share.from_dict(shares["counted"]),
                negative=Share.from_dict(shares["negative"]),
                labels=tuple(Label.from_dict(label) for label in record["labels"]),
                frame=Frame.from_dict(record["frame"]),
            )
        except (KeyError, TypeError, AttributeError, ValueError, StatsError):
            raise BadCertificate("Tệp chứng nhận bị thiếu hoặc sai: cần tệp do certify ghi ra.") from None


_COMPOSED = (
    *("counted", "negative", "labels", "frame", "earlier"),
    *("agreement", "forecast", "trace", "negative_trace"),
)
#: Left out of a record where they are not known: records of before they were kept stay as they are.
_LATER = ("seed_source", "readers", "unstarted", "seed_kind", "seed_evidence", "frozen_at", "undone")
#: Not in records of the first format.
_SECOND = ("readers_each", "settling", "negative_sentence")
#: What the list and the labels do not settle: a replay takes these over from the record.
TAKEN_OVER = (
    *("earlier", "frozen_at", "issued_at", "log_head", "readers", "run"),
    *("seed_evidence", "seed_kind", "seed_source", "undone", "unstarted", "version"),
)


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
    unstarted: int | None = None,
    seed_kind: str | None = None,
    seed_evidence: Mapping[str, Any] | None = None,
    frozen_at: str | None = None,
    undone: int | None = None,
    form: str = FORMAT,
) -> Certificate:
    """State what a run has established so far.

    Args:
        run: the audit with its labels; how many people read each post is known to it.
        number: which run on this frame it is, from 1.
        version: version of the program.
        log_head, issued_at: head of the action log and moment of issue, where there are.
        seed_source, readers, earlier, unstarted: see :class:`Certificate`; `readers` is how many people there were
            in all.
        seed_kind, seed_evidence: from `seeds.read_seed`; a seed of which nothing is known is told as a text that a
            person gave, the weakest there is.
        frozen_at: moment of the freeze, ISO 8601, which dice, lotteries and beacons need.
        undone: how many labels were taken back.
        form: format of the record; the first one only to compute a stored record again.
    """
    frame, audit = run.frame, run.audit
    state = audit.state
    interval, other = audit.interval(), audit.companion([label.negative for label in run.labels])
    if form == FORMAT and not (seed_kind and seed_evidence):
        seed_kind, seed_evidence = (DRAWN if seed_source == "drawn" else "text"), {"text": str(run.seed)}
    certificate = Certificate(
        decision=state.decision.value,
        sentence="",
        labels_read=state.labels,
        counted=Share.inside(audit.estimate, interval, None),
        negative=Share.inside(other.estimate, other.interval, None),
        seed=run.seed,
        frame_hash=frame.frame_hash,
        labels=tuple(run.labels),
        run=number,
        expected_more=audit.expected_more(),
        evidence=(state.evidence_above, state.evidence_below),
        limit_sentence=str(frame.limit),
        alpha=frame.alpha,
        **_scope(frame),
        unreadable=state.unknown,
        model=frame.model,
        method=audit.method,
        version=version,
        frame=frame,
        log_head=log_head,
        issued_at=issued_at,
        seed_source=seed_source or ("given" if form == FORMAT else None),
        readers=readers,
        earlier=earlier,
        unstarted=unstarted,
        seed_kind=seed_kind or None,
        seed_evidence=dict(seed_evidence) if seed_kind and seed_evidence else None,
        frozen_at=frozen_at,
        undone=undone,
    )
    if form == FORMAT:
        certificate = _with_second(run, certificate, other)
    said = _sentence(run, certificate, interval, audit.decision, audit.settled, certificate.forecast)
    if earlier and unstarted is not None:
        said = f"{said} {count_sentence(len(earlier))}"
    return replace(certificate, sentence=said)


def _scope(frame: Frame) -> dict[str, Any]:
    """Whose posts of which days a list holds."""
    items = frame.items
    days = sorted(item.published for item in items if item.published)
    return {
        "units": tuple(sorted({item.unit for item in items if item.unit})),
        "channels": tuple(sorted({item.channel for item in items if item.channel})),
        "window": (days[0], days[-1]) if days else ("", ""),
        "posts": sum(not item.repost for item in items),
        "reposts": sum(item.repost for item in items),
    }


def _with_second(run: PostAudit, certificate: Certificate, other: Companion) -> Certificate:
    """What the second format adds: the second decision, the forecast, the readers and the bets."""
    forecast = run.audit.forecast()
    return replace(
        certificate,
        counted=replace(certificate.counted, decision=run.audit.decision.value),
        negative=replace(certificate.negative, decision=other.decision.value),
        negative_sentence=_sentence(
            run, certificate, other.interval, other.decision, other.settled, other.forecast, _ALL_NEGATIVE
        ),
        forecast=forecast,
        expected_more=forecast.middle if forecast else None,
        readers_each=run.readers,
        settling=run.settling if run.readers == 2 else None,
        agreement=agreement_of(run.labels) if run.readers == 2 else None,
        trace=run.audit.trace(),
        negative_trace=other.trace,
    )


_ALL_NEGATIVE = "tiêu cực kể cả cảnh báo, khuyến cáo"


def _sentence(
    run: PostAudit,
    certificate: Certificate,
    interval: Interval,
    decision: Decision,
    settled: bool,
    forecast: Forecast | None,
    what: str = "tiêu cực",
) -> str:
    return certificate_sentence(
        decision,
        run.frame.limit,
        low=interval.low,
        high=interval.high,
        level=run.frame.alpha,
        read=certificate.labels_read,
        total=len(run.frame.items),
        settled=settled,
        more=forecast or certificate.expected_more,
        readers=certificate.readers,
        each=run.readers,
        what=what,
    )
