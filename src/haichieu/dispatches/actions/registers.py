"""The incoming and outgoing registers: numbers are given once, one after the other, and never change."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.errors import BadLetter
from haichieu.dispatches.models import Dispatch, NumberingRule, OwnLetter, OwnLetterFact, RegisterEntry
from haichieu.dispatches.queries.registers import numbering_on
from haichieu.dispatches.rules import letter_sign
from haichieu.dispatches.rules.numbering import Series, needs_term, series_of
from haichieu.dispatches.rules.relay import LETTER_KINDS, symbol_of
from haichieu.layout.styles import style_for
from haichieu.text.folding import fold
from haichieu.text.privacy import mask_private_names
from haichieu.units.models import Letterhead, Person, Unit
from haichieu.units.queries import actor_ref, letterhead, require

_CHUNK = 500
#: What a file is called that says something of a letter and is none itself: it gets no number.
STATUS_KIND = "tin trạng thái"


@dataclass(frozen=True, slots=True)
class NextNumber:
    """The number that a register gives next."""

    series: Series
    number: int


def lock_register(unit_id: int) -> None:
    """Let one writer after the other into a unit's registers, until the end of the transaction."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit_id)


def next_in(unit_id: int, book: str, series: Series, *, on: date) -> NextNumber:
    """The next number of a series on a day; it stays the next one only while :func:`lock_register` holds.

    An office that changes in the middle of a year how it counts goes on after the highest number of the series that
    this one replaces, so that no number stands twice with one symbol in a year; only a new term begins anew.
    """
    lines = RegisterEntry.objects.filter(unit=unit_id, book=book)
    taken = Q(series=series.series, period=series.period)
    replaced = Q(registered_on__year=on.year)
    if series.series:
        replaced &= Q(series__in=("", series.series))
    if series.period != str(on.year):
        replaced &= Q(period=str(on.year))
    last = max(lines.filter(each).aggregate(last=Max("number"))["last"] or 0 for each in (taken, replaced))
    return NextNumber(series, last + 1)


def outgoing_series(unit: Unit, kind: str, *, on: date) -> Series:
    """The series of an own letter of a kind issued on a day.

    Raises :class:`BadLetter` where the numbers run through a term that nobody has named.
    """
    numbering, look = numbering_on(unit, on), look_of(unit, on=on)
    if needs_term(look.body_kind, numbering):
        raise BadLetter(
            "Số văn bản của Đảng chạy theo nhiệm kỳ cấp ủy; hãy ghi nhiệm kỳ ở Sổ văn bản đi, mục Cách đánh số."
        )
    return series_of(kind, numbering, on=on)


def look_of(unit: Unit, *, on: date) -> Letterhead:
    """How the unit's letters look. Raises :class:`BadLetter` where nobody has said."""
    look = letterhead(unit, on=on)
    if look is None or not look.symbol:
        raise BadLetter(
            "Đơn vị chưa khai báo thể thức văn bản (ký hiệu, địa danh, người ký); "
            "hãy nhờ người quản trị khai báo trước."
        )
    return look


def register_incoming(dispatch: Dispatch, *, by: str, at: datetime) -> RegisterEntry:
    """Give a letter that came the next number of its year, inside the caller's transaction.

    An order without a letter gets one among its like.
    """
    lock_register(dispatch.unit_id)
    day = localdate(dispatch.received_at)
    book = RegisterEntry.Book.ORAL if dispatch.is_oral else RegisterEntry.Book.INCOMING
    following = next_in(dispatch.unit_id, book, Series("", str(day.year)), on=day)
    return RegisterEntry.objects.create(
        unit_id=dispatch.unit_id,
        book=book,
        period=following.series.period,
        number=following.number,
        dispatch=dispatch,
        registered_on=day,
        search=dispatch.search[:600],
        by=by,
        at=at,
    )


def register_once_read(dispatch: Dispatch, *, by: str, at: datetime) -> None:
    """Give a letter its number that got none when it came, because it might have been the status of another."""
    if not dispatch.register_entries.exists():
        register_incoming(dispatch, by=by, at=at)


@transaction.atomic
def reserve_number(
    *, by: Person | None, unit: Unit, kind: str, subject: str, reason: str, at: datetime
) -> RegisterEntry:
    """Take the next outgoing number for a letter written on paper, with the reason."""
    today = localdate(at)
    require(by, "keep_register", unit.pk, on=today)
    subject, reason = (" ".join(words.split()) for words in (subject, reason))
    if kind not in LETTER_KINDS:
        raise BadLetter("Hãy chọn loại văn bản trong danh sách.")
    if not subject or not reason:
        raise BadLetter("Hãy ghi trích yếu và lý do lấy số cho văn bản giấy.")
    look = look_of(unit, on=today)
    series = outgoing_series(unit, kind, on=today)
    lock_register(unit.pk)
    following = next_in(unit.pk, RegisterEntry.Book.OUTGOING, series, on=today)
    letter = OwnLetter.objects.create(
        unit=unit,
        kind=kind,
        subject=mask_private_names(subject)[:1000],
        content={},
        state=OwnLetter.State.PAPER,
        number=str(following.number),
        symbol=symbol_of(kind, look.symbol, style_for(look.body_kind, on=today)),
        date=today,
        by=actor_ref(by),
        at=at,
    )
    OwnLetterFact.objects.create(letter=letter, verb="reserved", note=reason[:1000], by=actor_ref(by), at=at)
    entry = enter_outgoing(letter, following, by=by, at=at, note=reason)
    sign = letter_sign(letter.number, letter.symbol)
    record(
        by=actor_ref(by),
        verb="reserve_number",
        kind="own_letter",
        ref=str(letter.pk),
        after={"sign": sign},
        at=at,
    )
    return entry


def enter_outgoing(
    letter: OwnLetter,
    following: NextNumber,
    *,
    by: Person | None,
    at: datetime,
    note: str = "",
    signer: str = "",
    sent_to: str = "",
) -> RegisterEntry:
    """Write a letter that goes out under its number, while the register is locked."""
    return RegisterEntry.objects.create(
        unit_id=letter.unit_id,
        book=RegisterEntry.Book.OUTGOING,
        series=following.series.series,
        period=following.series.period,
        number=following.number,
        dispatch=letter.issued_as,
        own_letter=letter,
        registered_on=localdate(at),
        note=note[:300],
        signer=signer[:120],
        sent_to=sent_to[:300],
        search=fold(f"{letter.number} {letter.symbol} {letter.subject[:300]} {sent_to[:100]} {signer}")[:600],
        by=actor_ref(by),
        at=at,
    )


@transaction.atomic
def note_entry(*, by: Person | None, entry: RegisterEntry, note: str, at: datetime) -> RegisterEntry:
    """Say to whom a letter was handed or how it was sent; nothing else of an entry ever changes."""
    entry = RegisterEntry.objects.select_for_update().get(pk=entry.pk)
    require(by, "keep_register", entry.unit_id, on=localdate(at))
    before, entry.note = entry.note, " ".join(note.split())[:300]
    if before != entry.note:
        entry.save(update_fields=["note"])
        record(
            by=actor_ref(by),
            verb="note_entry",
            kind="register_entry",
            ref=str(entry.pk),
            before={"note": before},
            after={"note": entry.note},
            at=at,
        )
    return entry


@transaction.atomic
def set_numbering(
    *, by: Person | None, unit: Unit, valid_from: date, by_kind: bool, term: str, source: str, at: datetime
) -> NumberingRule:
    """Say how the unit numbers its letters from a day on; numbers given before stay as they are."""
    require(by, "keep_register", unit.pk, on=localdate(at))
    term, source = " ".join(term.split()), " ".join(source.split())
    if not source:
        raise BadLetter("Hãy ghi văn bản của đơn vị quy định cách đánh số.")
    if valid_from < localdate(at):
        raise BadLetter("Cách đánh số chỉ đổi từ hôm nay trở đi; số đã cấp giữ nguyên.")
    if len(term) > 20 or len(source) > 300:
        raise BadLetter("Nhiệm kỳ dài không quá 20 chữ, văn bản quy định không quá 300 chữ.")
    values = {"by_kind": by_kind, "term": term, "source": source, "by": actor_ref(by), "at": at}
    rule, _ = NumberingRule.objects.update_or_create(unit=unit, valid_from=valid_from, defaults=values)
    after = {"valid_from": valid_from.isoformat(), "by_kind": by_kind, "term": term, "source": source}
    record(by=actor_ref(by), verb="set_numbering", kind="unit", ref=unit.code, after=after, at=at)
    return rule


def register_earlier(*, at: datetime) -> int:
    """Give numbers to letters that came before there were registers, in the order in which they came; how many."""
    done = 0
    while chunk := _unregistered(_CHUNK):
        with transaction.atomic():
            for dispatch in chunk:
                register_incoming(dispatch, by="system:upgrade", at=at)
            counted = {"letters": len(chunk)}
            record(
                by="system:upgrade",
                verb="register_earlier",
                kind="register",
                ref="incoming",
                after=counted,
                at=at,
            )
        done += len(chunk)
    return done


def _unregistered(most: int) -> list[Dispatch]:
    waiting = Dispatch.objects.filter(
        register_entries=None, attached_to=None, written_as=None, waits_since=None
    )
    waiting = waiting.exclude(kind=STATUS_KIND).order_by("received_at", "pk")
    return list(waiting.only("unit_id", "received_at", "search", "is_oral")[:most])
