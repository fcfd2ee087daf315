"""What the pages, prints and files of the registers show: the ten columns of NĐ 30/2020/NĐ-CP, Phụ lục IV."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from haichieu.dispatches.models import RegisterEntry
from haichieu.dispatches.queries import EarlierOwn, register_ids, register_periods, with_letters
from haichieu.dispatches.relay import LETTER_KINDS
from haichieu.dispatches.rules import letter_sign
from haichieu.text.dates import format_date

ROWS = 50
#: Book → its name and the headings of its columns; the last ones are for ink.
BOOKS = {
    "incoming": "Sổ văn bản đến",
    "outgoing": "Sổ văn bản đi",
    "oral": "Sổ chỉ đạo không có văn bản",
}
HEADINGS = {
    "incoming": (
        "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu nội dung",
        "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú",
    ),
    "outgoing": (
        "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung", "Người ký",
        "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú",
    ),
    "oral": ("Số", "Ngày ghi", "Người hoặc nơi chỉ đạo", "Nội dung chỉ đạo", "Ghi chú"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of a register."""

    entry: RegisterEntry
    #: number and symbol of the letter, its day, its kind and subject, and who wrote it
    sign: str
    day: str
    title: str
    issuer: str

    @classmethod
    def of(cls, entry: RegisterEntry) -> "RegisterRow":
        """A line with the words of its letter as they are known today."""
        own, letter = entry.own_letter, entry.dispatch
        if own is not None:
            kind = LETTER_KINDS[own.kind].name if own.kind in LETTER_KINDS else own.kind
            sign = letter_sign(own.number.zfill(2) if own.number.isdecimal() else own.number, own.symbol)
            return cls(entry, sign, format_date(own.date) if own.date else "", _title(kind, own.subject), "")
        if letter is None:
            return cls(entry, "", "", "", "")
        title = _title(letter.kind, letter.subject) or letter.file_name
        return cls(entry, letter_sign(letter.number, letter.symbol), _day(letter.date), title, letter.issuer)

    @property
    def cells(self) -> tuple[str, ...]:
        """The ten columns as the register is printed."""
        entry = self.entry
        if entry.book == RegisterEntry.Book.INCOMING:
            return (
                format_date(entry.registered_on), str(entry.number), self.issuer, self.sign, self.day, self.title,
                entry.note, "", "", "",
            )  # fmt: skip
        if entry.book == RegisterEntry.Book.ORAL:
            return (str(entry.number), format_date(entry.registered_on), self.issuer, self.title, entry.note)
        return (self.sign, self.day, self.title, entry.signer, entry.sent_to, "", "", "", "", entry.note)


def _title(kind: str, subject: str) -> str:
    named = f"{kind[:1].upper()}{kind[1:]}"
    return f"{named}: {subject}" if named and subject else subject or named


def _day(value: str) -> str:
    try:
        return format_date(date.fromisoformat(value))
    except ValueError:
        return value


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """A letter of the unit itself among the incoming ones, and what becomes of its line."""

    row: RegisterRow
    #: where it goes, or why it stays
    words: str
    is_moving: bool

    @classmethod
    def of(cls, found: EarlierOwn) -> "EarlierRow":
        """Told in words."""
        series = f", dãy {found.series.series}" if found.series.series else ""
        goes = f"Sang sổ văn bản đi: số {found.number}{series}, {found.series.period}"
        return cls(RegisterRow.of(found.entry), found.refusal or goes, not found.refusal)


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of a register of one unit."""

    book: str
    name: str
    headings: tuple[str, ...]
    rows: tuple[RegisterRow, ...]
    page: Page
    periods: list[str]
    period: str
    search: str

    @classmethod
    def of(cls, unit: int, book: str, *, period: str, search: str, page: str, today: date) -> "RegisterPage":
        """The lines of a year or term, the newest first; the latest when none is asked for."""
        periods = register_periods(units=(unit,), book=book)
        chosen = period if period in periods else (periods[0] if periods else str(today.year))
        found = register_ids(units=(unit,), book=book, period=chosen, search=search)
        # A page deep in a long register is found by its ids alone; only its own lines are read.
        ids = found.values_list("pk", flat=True)
        # A search reads every line once, so it is asked once and not for its count and its page.
        shown = Paginator(list(ids) if search else ids, ROWS).get_page(page)
        lines = with_letters(RegisterEntry.objects.filter(pk__in=list(shown)))
        rows = tuple(register_rows(lines.order_by("-registered_on", "-id")))
        return cls(book, BOOKS[book], HEADINGS[book], rows, shown, periods, chosen, search)


def register_rows(entries: Iterable[RegisterEntry]) -> Iterable[RegisterRow]:
    """Lines with the words of their letters, one after the other."""
    return (RegisterRow.of(entry) for entry in entries)
