"""The printable certificate: everything that the record states, with the words of the posts that were read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.utils.safestring import SafeString

from haichieu.channels.models import PublishedItem
from haichieu.posts.models import Audit, FrozenFrame, Verdict
from haichieu.posts.queries import certificate_stands, edited_since, verdicts
from haichieu.posts.rules import Agreement, Certificate, Label, earlier_sentence, seed_basis, spoken_seed
from haichieu.units.queries import people_names
from haichieu.units.rules import Tree
from haichieu.web.channels.blocks import actor_name
from haichieu.web.posts.blocks.frames import unit_name
from haichieu.web.shell.qr import qr_svg
from haichieu.web.shell.templatetags.viet import vn_number

_SOURCES = {"drawn": "máy rút sau khi chốt danh sách", "given": "do người bắt đầu lượt đưa ra"}
_SETTLINGS = {"mean": "mỗi người tính một nửa", "third": "người thứ ba quyết định"}
_WORDS = {"positive": "Tích cực", "neutral": "Trung tính", "negative": "Tiêu cực"}


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One post that a person read."""

    step: int
    title: str
    channel: str
    published: date | None
    #: what each reader saw, in the order of reading
    words: tuple[str, ...]
    #: how much it counts as negative: 0, 1 or a part
    counted: Fraction

    @property
    def counted_words(self) -> str:
        """How much it counts, in words; empty where it does not."""
        if not self.counted:
            return ""
        return "tính" if self.counted == 1 else f"tính {self.counted}"


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
    #: whether the record is the one whose digest the action log holds; None where the log holds none
    stands: bool | None

    @property
    def confidence(self) -> float:
        """Probability that each bound alone is right."""
        return 1 - self.record.alpha

    @property
    def seed(self) -> str:
        """The seed, in words."""
        return spoken_seed(self.record.seed, self.record.seed_kind)

    @property
    def seed_source(self) -> str:
        """Who chose the seed, in words."""
        return _SOURCES.get(self.record.seed_source or "", "")

    @property
    def earlier(self) -> str:
        """The other runs on these posts and the lists of them that nobody read; empty where there are none."""
        return earlier_sentence(self.record.earlier or (), self.record.unstarted)

    @property
    def place(self) -> int | None:
        """Which run on these posts this one is, of whatever list; None in records of before that was counted."""
        return None if self.record.unstarted is None else len(self.record.earlier or ()) + 1

    @property
    def seed_evidence(self) -> str:
        """What the seed follows from, in words; empty where that was not kept."""
        return seed_basis(self.record)

    @property
    def reposts(self) -> str:
        """Whether reposts were to be counted; empty where that was not kept."""
        filters = self.record.frame.filters
        return "" if filters is None else "tính cả" if filters.reposts else "không tính"

    @property
    def reading(self) -> str:
        """How each post was read, in one phrase."""
        if self.record.readers_each == 1:
            return "mỗi bài một người đọc"
        settling = _SETTLINGS.get(self.record.settling or "", "")
        return f"mỗi bài hai người đọc, không thấy nhãn của nhau; khi khác nhau, {settling}"

    @property
    def agreement(self) -> str:
        """How far the two readers agree, in one sentence; empty for one reader."""
        return agreement_words(self.record.agreement) if self.record.agreement else ""

    @property
    def digest(self) -> str:
        """SHA-256 of the record: binds the file to the paper."""
        return str((self.audit.certificate or {}).get("digest", ""))

    @property
    def file_name(self) -> str:
        """Name under which the record is handed out."""
        return f"chung-nhan-{self.audit.pk}.json"

    @property
    def qr(self) -> SafeString:
        """The hash of the list, to be compared with a phone."""
        return qr_svg(self.record.frame_hash, label=f"Mã QR ghi dấu của danh sách: {self.record.frame_hash}")

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
        stands=certificate_stands(audit),
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
        words=tuple(_word(given) for given in label.given or (label,)),
        counted=Fraction(label.counted or 0),
    )


def _word(label: Label) -> str:
    word = _WORDS.get(label.tone) or _FROM_FLAG[label.negative]
    return f"{word}, cảnh báo" if label.advisory else word


#: Labels of files that say “negative” only.
_FROM_FLAG = {None: "Không đọc được nữa", True: "Tiêu cực", False: "Không tiêu cực"}


def agreement_words(found: Agreement) -> str:
    """How far two readers agree, with the usual coefficients.

    >>> print(agreement_words(Agreement(40, 38, None, None)))
    Về việc bài có tính vào mức hay không, hai người đọc thấy như nhau ở 38 trên 40 bài (chưa tính được hệ số kappa).
    """
    said = (
        "Về việc bài có tính vào mức hay không, hai người đọc thấy như nhau ở "
        f"{vn_number(found.equal)} trên {vn_number(found.posts)} bài"
    )
    if found.kappa is None or found.krippendorff is None:
        return f"{said} (chưa tính được hệ số kappa)."
    kappa, alpha = (f"{value:.2f}".replace(".", ",") for value in (found.kappa, found.krippendorff))
    return f"{said} (kappa {kappa}; Krippendorff {alpha})."
