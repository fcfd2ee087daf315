"""The printable certificate: everything that the record states, with the words of the posts that were read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from haichieu.channels.models import PublishedItem
from haichieu.posts.models import Audit, FrozenFrame, Verdict
from haichieu.posts.queries import edited_since, verdicts
from haichieu.posts.rules import Certificate, Label, earlier_sentence
from haichieu.units.queries import people_names
from haichieu.units.rules import Tree
from haichieu.web.channels.blocks import actor_name
from haichieu.web.posts.blocks.frames import unit_name

_SOURCES = {"drawn": "máy rút sau khi chốt danh sách", "given": "do người bắt đầu lượt đưa ra"}
_WORDS = {"positive": "Tích cực", "neutral": "Trung tính", "negative": "Tiêu cực"}


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One post that a person read."""

    step: int
    title: str
    channel: str
    published: date | None
    word: str
    advisory: bool
    is_counted: bool


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """The certificate as it is printed."""

    audit: Audit
    record: Certificate
    unit_name: str
    #: the units whose channels are in the list, by name where they still are there
    channel_units: tuple[str, ...]
    issued_at: datetime | None
    rows: tuple[ReadRow, ...]
    readers: tuple[str, ...]

    @property
    def confidence(self) -> float:
        """Probability that each bound alone is right."""
        return 1 - self.record.alpha

    @property
    def seed_source(self) -> str:
        """Who chose the seed, in words."""
        return _SOURCES.get(self.record.seed_source or "", "")

    @property
    def earlier(self) -> str:
        """How often overlapping lists were certified before, in one sentence; empty where never."""
        return earlier_sentence(
            [
                (run.run, date.fromisoformat(run.first), date.fromisoformat(run.last), run.decision)
                for run in self.record.earlier or ()
            ]
        )

    @property
    def counted_low(self) -> float:
        return self.record.counted.interval[0]

    @property
    def counted_high(self) -> float:
        return self.record.counted.interval[1]

    @property
    def negative_low(self) -> float:
        return self.record.negative.interval[0]

    @property
    def negative_high(self) -> float:
        return self.record.negative.interval[1]


def certificate_page(audit: Audit, frame: FrozenFrame, *, tree: Tree) -> CertificatePage:
    """The page of a closed run."""
    record = Certificate.from_dict(audit.certificate or {})
    given = verdicts(audit)
    titles = {str(verdict.item_id): _title(verdict.item, record) for verdict in given}
    names = people_names({verdict.by for verdict in given})
    units = {node.code: node.name for node in tree.nodes.values()}
    return CertificatePage(
        audit=audit,
        record=record,
        unit_name=unit_name(frame.unit_id, tree),
        channel_units=tuple(units.get(code, code) for code in record.units),
        issued_at=datetime.fromisoformat(record.issued_at) if record.issued_at else None,
        rows=tuple(_row(step, label, record, titles) for step, label in enumerate(record.labels, start=1)),
        readers=_readers(given, names),
    )


def _title(item: PublishedItem, record: Certificate) -> str:
    """The post's title of today; where its words are not those that were frozen, that is said."""
    frozen = record.frame.items[record.frame.places[str(item.pk)]]
    return f"{item.title} (đã sửa sau khi chốt danh sách)" if edited_since(frozen, item) else item.title


def _readers(given: list[Verdict], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted({actor_name(verdict.by, names) for verdict in given}))


def _row(step: int, label: Label, record: Certificate, titles: Mapping[str, str]) -> ReadRow:
    item = record.frame.items[record.frame.places[label.id]]
    return ReadRow(
        step=step,
        title=titles.get(label.id, "(bài không còn)"),
        channel=item.channel,
        published=date.fromisoformat(item.published) if item.published else None,
        word=_WORDS.get(label.tone, "Không đọc được nữa"),
        advisory=label.advisory,
        is_counted=bool(label.counted),
    )
