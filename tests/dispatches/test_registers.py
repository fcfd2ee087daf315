"""Registers: every letter that comes gets its number, letters that go out are numbered once, and nothing changes."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, connections
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import (
    add_dispatch,
    note_entry,
    put_earlier_out,
    register_earlier,
    reserve_number,
    set_numbering,
)
from haichieu.dispatches.errors import BadLetter
from haichieu.dispatches.models import RegisterEntry
from haichieu.dispatches.queries import earlier_own, register, register_periods
from haichieu.dispatches.rules.numbering import Numbering, series_of
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Unit
from tests.conftest import Cast
from tests.dispatches.letters import LETTER
from tests.dispatches.own_letters import composed, issued, make_letterhead, make_upper_letter
from tests.factories import NOW, TODAY, make_dispatch

NEXT_YEAR = NOW + timedelta(days=60)
#: the letter of another office
FROM_ABOVE = LETTER.replace("LIÊN ĐOÀN LAO ĐỘNG\nTỈNH ĐÔNG TRIỀU", "TỔNG LIÊN ĐOÀN LAO ĐỘNG\nVIỆT NAM")


def reserve(cast: Cast, *, kind: str = "", subject: str = "Thư mời họp", at: datetime = NOW) -> RegisterEntry:
    return reserve_number(
        by=cast.minh, unit=cast.federation, kind=kind, subject=subject, reason="Ký trên giấy", at=at
    )


def numbers(unit: Unit, book: str = "outgoing") -> list[tuple[str, str, int]]:
    found = RegisterEntry.objects.filter(unit=unit, book=book).order_by("pk")
    return list(found.values_list("series", "period", "number"))


@pytest.mark.django_db
def test_a_letter_gets_its_number_on_the_day_it_comes(cast: Cast) -> None:
    for text in (FROM_ABOVE, FROM_ABOVE.replace("512", "513")):
        add_dispatch(by=cast.minh, unit=cast.federation, file_name="a.txt", data=text.encode(), at=NOW)
    add_dispatch(by=cast.hoa, unit=cast.hoa_union, file_name="a.txt", data=LETTER.encode(), at=NOW)
    assert numbers(cast.federation, "incoming") == [("", "2026", 1), ("", "2026", 2)]
    assert numbers(cast.hoa_union, "incoming") == [("", "2026", 1)]


@pytest.mark.django_db
def test_the_same_letter_twice_takes_one_number(cast: Cast) -> None:
    for _ in range(2):
        add_dispatch(by=cast.minh, unit=cast.federation, file_name="a.txt", data=FROM_ABOVE.encode(), at=NOW)
    assert numbers(cast.federation, "incoming") == [("", "2026", 1)]


@pytest.mark.django_db
def test_a_letter_of_the_office_itself_stands_among_those_that_went_out(cast: Cast) -> None:
    make_letterhead(cast.federation)
    added = {"by": cast.minh, "unit": cast.federation, "file_name": "a.txt", "at": NOW}
    own, _ = add_dispatch(data=LETTER.encode(), **added)
    add_dispatch(data=FROM_ABOVE.encode(), **added)
    assert numbers(cast.federation, "incoming") == [("", "2026", 1)]
    assert numbers(cast.federation) == [("CV", "2026", 512)]
    line = RegisterEntry.objects.get(dispatch=own)
    assert (line.registered_on, line.note) == (date(2026, 11, 5), "Ban hành trước khi lấy số ở đây")
    assert line.sent_to == "Các công đoàn cơ sở trực thuộc" and line.signer == "Trịnh Ngọc Lan"
    assert reserve(cast).number == 513
    again, _ = add_dispatch(data=LETTER.replace("VT.", "VT, TG.").encode(), **added)
    line = RegisterEntry.objects.get(dispatch=again)
    assert line.book == "incoming" and "đã có trong sổ văn bản đi" in line.note


@pytest.mark.django_db
def test_numbers_begin_anew_with_the_year_and_run_by_kind(cast: Cast) -> None:
    make_letterhead(cast.federation)
    for kind, at in (("", NOW), ("KH", NOW), ("", NOW), ("", NEXT_YEAR)):
        reserve(cast, kind=kind, at=at)
    assert numbers(cast.federation) == [
        ("CV", "2026", 1),
        ("KH", "2026", 1),
        ("CV", "2026", 2),
        ("CV", "2027", 1),
    ]


@pytest.mark.django_db
def test_an_office_may_count_all_kinds_together_from_a_day_on(cast: Cast) -> None:
    make_letterhead(cast.federation)
    reserve(cast)
    said = {"by": cast.minh, "unit": cast.federation, "by_kind": False, "term": "", "at": NOW}
    with pytest.raises(BadLetter, match="từ hôm nay"):
        set_numbering(valid_from=TODAY - timedelta(1), source="QĐ 5/QĐ-LĐLĐ", **said)
    set_numbering(valid_from=TODAY + timedelta(1), source="QĐ 5/QĐ-LĐLĐ", **said)
    reserve(cast, kind="KH")
    for kind in ("", "KH"):
        reserve(cast, kind=kind, at=NOW + timedelta(days=1))
    assert numbers(cast.federation) == [
        ("CV", "2026", 1),
        ("KH", "2026", 1),
        ("", "2026", 2),
        ("", "2026", 3),
    ]


@pytest.mark.django_db
def test_no_number_stands_twice_with_one_symbol_when_the_way_of_counting_changes(cast: Cast) -> None:
    make_letterhead(cast.federation)
    said = {"by": cast.minh, "unit": cast.federation, "source": "QĐ 5/QĐ-LĐLĐ"}
    ways = [(True, ""), (False, ""), (True, ""), (True, "2025-2030"), (True, "")]
    signs = []
    for days, (by_kind, term) in enumerate(ways):
        at = NOW + timedelta(days=days)
        set_numbering(valid_from=localdate(at), by_kind=by_kind, term=term, at=at, **said)
        for kind in ("", "KH", "KH"):
            letter = reserve(cast, kind=kind, at=at).own_letter
            assert letter is not None
            signs.append((letter.number, letter.symbol))
    assert len(set(signs)) == len(signs)


@pytest.mark.django_db
def test_the_party_counts_through_the_term_of_its_committee(cast: Cast) -> None:
    make_letterhead(cast.federation, "party")
    with pytest.raises(BadLetter, match="nhiệm kỳ"):
        reserve(cast)
    set_numbering(
        by=cast.minh,
        unit=cast.federation,
        valid_from=TODAY,
        by_kind=True,
        term="2025-2030",
        source="Đại hội",
        at=NOW,
    )
    reserve(cast)
    reserve(cast, at=NEXT_YEAR)
    assert numbers(cast.federation) == [("CV", "2025-2030", 1), ("CV", "2025-2030", 2)]
    later = NEXT_YEAR + timedelta(days=9)
    said = {"by": cast.minh, "unit": cast.federation, "by_kind": True, "source": "Đại hội mới"}
    set_numbering(valid_from=localdate(later), term="2027-2032", at=later, **said)
    assert reserve(cast, at=later).number == 1
    entry = RegisterEntry.objects.order_by("pk").last()
    assert entry is not None and entry.own_letter is not None and entry.own_letter.symbol == "CV/TU"


@pytest.mark.django_db
def test_a_number_for_a_paper_letter_needs_a_subject_and_a_reason(cast: Cast) -> None:
    make_letterhead(cast.federation)
    for subject, reason in ((" ", "Ký tay"), ("Thư mời", "")):
        with pytest.raises(BadLetter, match="lý do"):
            reserve_number(
                by=cast.minh, unit=cast.federation, kind="", subject=subject, reason=reason, at=NOW
            )
    with pytest.raises(NotAllowed):
        reserve_number(by=cast.hoa, unit=cast.federation, kind="", subject="A", reason="B", at=NOW)
    assert not RegisterEntry.objects.exists()


@pytest.mark.django_db
def test_only_the_note_of_an_entry_changes_and_that_is_logged(cast: Cast) -> None:
    make_letterhead(cast.federation)
    entry = reserve(cast)
    before = {name: getattr(entry, name) for name in ("number", "period", "registered_on", "series")}
    note_entry(by=cast.minh, entry=entry, note="Đã gửi bưu điện", at=NOW)
    entry.refresh_from_db()
    assert entry.note == "Đã gửi bưu điện"
    assert {name: getattr(entry, name) for name in before} == before
    assert LogEntry.objects.filter(verb="note_entry", ref=str(entry.pk)).count() == 1
    with pytest.raises(NotAllowed):
        note_entry(by=cast.son, entry=entry, note="Sửa của người khác", at=NOW)


@pytest.mark.django_db
def test_letters_from_before_the_registers_are_entered_in_their_order_once(cast: Cast) -> None:
    for _ in range(3):
        make_dispatch(unit=cast.federation)
    assert (register_earlier(at=NOW), register_earlier(at=NOW)) == (3, 0)
    found = RegisterEntry.objects.order_by("number").values_list("number", "dispatch_id")
    assert [number for number, _ in found] == [1, 2, 3]
    assert [pk for _, pk in found] == sorted(pk for _, pk in found)


@pytest.mark.django_db
def test_own_letters_from_before_are_shown_and_moved_out_at_once(cast: Cast) -> None:
    make_letterhead(cast.federation)
    issuer = "LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÔNG TRIỀU"
    common = {"unit": cast.federation, "symbol": "LĐLĐ", "issuer": issuer}
    first = make_dispatch(number="12", date="2026-03-02", **common)
    same = make_dispatch(number="12", date="2026-04-02", **common)
    bare = make_dispatch(number="", date="2026-05-02", **common)
    other = make_dispatch(unit=cast.federation, number="7", issuer="TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM")
    register_earlier(at=NOW)
    told = earlier_own(cast.federation)
    assert [(each.entry.dispatch_id, each.number, bool(each.refusal)) for each in told] == [
        (first.pk, 12, False),
        (same.pk, 12, True),
        (bare.pk, None, True),
    ]
    with pytest.raises(NotAllowed):
        put_earlier_out(by=cast.hoa, unit=cast.federation, at=NOW)
    wish = {"by": cast.minh, "unit": cast.federation, "at": NOW}
    assert (put_earlier_out(**wish), put_earlier_out(**wish)) == (1, 0)
    assert numbers(cast.federation) == [("CV", "2026", 12)]
    assert LogEntry.objects.get(verb="move_entry").by == str(cast.minh.pk)
    left = RegisterEntry.objects.filter(book="incoming").values_list("dispatch", flat=True)
    assert set(left) == {same.pk, bare.pk, other.pk}


@pytest.mark.django_db
def test_our_own_letter_goes_out_and_never_comes_in(cast: Cast) -> None:
    make_letterhead(cast.federation)
    upper = make_upper_letter(cast.federation)
    letter = issued(cast, composed(cast, upper))
    assert register_earlier(at=NOW) == 1  # the upper letter
    books = RegisterEntry.objects.filter(dispatch=letter.issued_as).values_list("book", flat=True)
    assert list(books) == ["outgoing"]


@pytest.mark.django_db
def test_a_register_is_searched_without_diacritics_and_by_number(cast: Cast) -> None:
    make_letterhead(cast.federation)
    reserve(cast, subject="Thư mời họp")
    letter = issued(cast, composed(cast, make_upper_letter(cast.federation)))
    units = {cast.federation.pk}

    def found(words: str) -> list[int]:
        return [entry.number for entry in register(units=units, book="outgoing", search=words)]

    assert (found("can doi noi dung"), found("thu moi"), found("khong co")) == ([2], [1], [])
    assert found(str(int(letter.number))) == [2]
    assert register_periods(units=units, book="outgoing") == ["2026"]


@pytest.mark.django_db(transaction=True)
def test_numbers_are_never_doubled_when_many_take_them_at_once(cast: Cast) -> None:
    make_letterhead(cast.federation)
    troubles: list[Exception] = []

    def take() -> None:
        try:
            for _ in range(5):
                reserve(cast)
        except (DatabaseError, BadLetter) as error:
            troubles.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(4)]
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        take()  # threads share one connection to a database in memory
        expected = 5
    else:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        expected = 20
    assert not troubles
    assert sorted(number for _, _, number in numbers(cast.federation)) == list(range(1, expected + 1))


@given(
    st.sampled_from(["", "KH", "TB"]),
    st.booleans(),
    st.sampled_from(["", "2025-2030"]),
    st.dates(date(2000, 1, 1)),
)
def test_one_series_for_each_kind_and_period(kind: str, by_kind: bool, term: str, on: date) -> None:
    found = series_of(kind, Numbering(by_kind, term), on=on)
    assert found.period == (term or str(on.year))
    assert bool(found.series) is by_kind
