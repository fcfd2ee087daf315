"""Statuses 01 to 16: what other offices say of a letter, and what we say of theirs; said once, kept for ever."""

from datetime import date, timedelta

import pytest

from haichieu.base.jobs import run_waiting
from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import (
    Intake,
    Receipt,
    add_dispatch,
    give_status,
    read_again,
    read_waiting_file,
    receive_file,
    register_earlier,
)
from haichieu.dispatches.errors import CannotExchange, CopyOfAnother
from haichieu.dispatches.exchange import EdxmlStatus, read_edxml
from haichieu.dispatches.models import Dispatch, RegisterEntry, StatusFact
from haichieu.dispatches.queries import dispatches, issuer_code, message_of, own_code, statuses_of
from haichieu.text.limited import Readers
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Unit
from haichieu.web.dispatches.naming import letter_state
from tests.conftest import Cast
from tests.dispatches.messages import SAID_AT, status_message, written
from tests.dispatches.test_receive_files import packed
from tests.factories import NOW, make_dispatch

pytestmark = pytest.mark.django_db


def receive(cast: Cast, name: str, data: bytes, unit: Unit | None = None) -> Receipt:
    with Readers() as readers:
        return receive_file(name, data, Intake(cast.minh, unit or cast.federation, NOW, readers))[0]


def ours(cast: Cast, **values: str) -> Dispatch:
    """A letter of the federation in its own register."""
    facts = {"number": "512", "symbol": "LĐLĐ", "date": "2026-11-05", "key": "512/LDLD", **values}
    return make_dispatch(unit=cast.federation, **facts)


def give(cast: Cast, letter: Dispatch, code: str = "03", *, seconds: int = 0, **values: str) -> StatusFact:
    told = {"note": "", "sender": "H41.12", "issuer": "H41.1", **values}
    at = NOW + timedelta(seconds=seconds)
    return give_status(by=cast.minh, dispatch=letter, code=code, at=at, **told)


def test_a_status_attaches_itself_to_the_letter_that_it_names(cast: Cast) -> None:
    letter = ours(cast)
    receipt = receive(cast, "tt.edxml", status_message("06", note="Đã gửi báo cáo"))
    fact = statuses_of(letter).get()
    assert (
        receipt.dispatch == letter
        and receipt.said == "trạng thái “Hoàn thành” đã được ghi ở Công văn số 512/LĐLĐ."
    )
    assert (fact.code, fact.direction, fact.note) == ("06", "received", "Đã gửi báo cáo")
    assert (fact.organisation, fact.organisation_name, fact.said_at) == ("H41.7", "Sở Nội vụ", SAID_AT)
    assert fact.by == str(cast.minh.pk) and Dispatch.objects.count() == 1


def test_the_message_that_said_it_is_kept_as_it_came(cast: Cast) -> None:
    ours(cast)
    data = status_message("05")
    receive(cast, "tt.xml", data)
    with StatusFact.objects.get().file.open("rb") as stored:
        assert stored.read() == data


def test_a_status_said_twice_is_one_fact(cast: Cast) -> None:
    ours(cast)
    again = [receive(cast, name, status_message("05")) for name in ("a.edxml", "b.edxml")]
    assert [receipt.is_new for receipt in again] == [True, False] and "có từ trước" in again[1].said
    assert StatusFact.objects.count() == 1
    assert LogEntry.objects.filter(verb="receive_status").count() == 1


@pytest.mark.parametrize(
    "named",
    [{"sign": "513/LĐLĐ"}, {"day": date(2026, 11, 4)}, {"sign": "không rõ"}],
    ids=["number", "day", "none"],
)
def test_a_status_that_names_no_stored_letter_is_said_plainly_and_set_aside(
    cast: Cast, named: dict[str, object]
) -> None:
    ours(cast)
    receipt = receive(cast, "tt.edxml", status_message("02", **named))
    assert receipt.dispatch.set_aside.startswith("Tin trạng thái “Từ chối tiếp nhận” nói về văn bản ")
    assert "mà sổ của đơn vị không có" in receipt.dispatch.set_aside and not StatusFact.objects.exists()


@pytest.mark.parametrize("moment", ["0001/01/01 00:00:00", "hôm qua", "9999/99/99"])
def test_a_status_without_a_moment_is_set_aside(cast: Cast, moment: str) -> None:
    letter = ours(cast)
    data = status_message("06").replace(b"2026/11/19 08:30:00", moment.encode())
    receipt = receive(cast, "tt.edxml", data)
    assert "thời điểm" in receipt.dispatch.set_aside and not letter.statuses.exists()


def test_it_is_tried_again_when_its_letter_has_come(cast: Cast) -> None:
    waiting = receive(cast, "tt.edxml", status_message("06")).dispatch
    letter = ours(cast)
    read_again(by=cast.minh, dispatch=waiting, at=NOW + timedelta(hours=1))
    read_waiting_file(dispatch_id=waiting.pk, at=NOW + timedelta(hours=1))
    waiting.refresh_from_db()
    assert letter.statuses.get().code == "06"
    assert (
        waiting.set_aside
        == f"Trạng thái trong tệp này đã được ghi vào Công văn số 512/LĐLĐ (số {letter.pk})."
    )


def test_a_status_is_no_letter_and_takes_no_number(cast: Cast) -> None:
    """Nor does it where nobody waits for its file, and an upgrade passes it over."""
    quick = receive(cast, "tt.edxml", status_message("06")).dispatch
    data = status_message("05")
    slow, _ = add_dispatch(
        by=cast.minh, unit=cast.federation, file_name="b.edxml", data=data, patience=0, at=NOW
    )
    read_waiting_file(dispatch_id=slow.pk, at=NOW)
    assert register_earlier(at=NOW) == 0 and not RegisterEntry.objects.exists()
    quick.refresh_from_db()
    assert quick.kind == "tin trạng thái"
    broken = receive(cast, "hong.edxml", b"<edXML>").dispatch
    assert broken.set_aside and broken.register_entries.get().number == 1


def test_once_attached_its_file_is_set_aside_no_more_and_the_log_names_who_asked(cast: Cast) -> None:
    waiting = receive(cast, "tt.edxml", status_message("06")).dispatch
    aside = dispatches(units=[cast.federation.pk], state="set_aside")
    assert list(aside.all()) == [waiting]
    letter = ours(cast)
    read_again(by=cast.lan, dispatch=waiting, at=NOW + timedelta(hours=1))
    list(run_waiting(clock=lambda: NOW + timedelta(hours=2)))
    waiting.refresh_from_db()
    assert waiting.attached_to == letter and not aside.all().exists()
    assert not dispatches(units=[cast.federation.pk], state="waiting").filter(pk=waiting.pk).exists()
    assert letter_state(waiting) == "attached"
    said = LogEntry.objects.get(verb="receive_status")
    assert said.by == letter.statuses.get().by == str(cast.lan.pk) != waiting.added_by


def test_a_status_finds_the_letter_that_stands_behind_it_in_the_same_archive(cast: Cast) -> None:
    data = packed(a_tt__edxml=status_message("06"), b__edxml=written())
    with Readers() as readers:
        receipts = receive_file("goi.zip", data, Intake(cast.minh, cast.federation, NOW, readers))
    assert {receipt.dispatch for receipt in receipts} == {Dispatch.objects.get()}
    assert StatusFact.objects.get().dispatch.number == "512" and receipts[1].said


def test_two_letters_of_one_name_leave_the_choice_to_a_person(cast: Cast) -> None:
    ours(cast), ours(cast)
    assert "có 2 văn bản như thế" in receive(cast, "tt.edxml", status_message("06")).dispatch.set_aside


def test_a_copy_stands_for_its_letter(cast: Cast) -> None:
    letter, copy = ours(cast), ours(cast)
    Dispatch.objects.filter(pk=copy.pk).update(copy_of=letter)
    assert receive(cast, "tt.edxml", status_message("06")).dispatch == letter


def test_what_was_said_of_a_copy_stands_with_the_letter_once_they_are_one(cast: Cast) -> None:
    letter, copy = ours(cast), ours(cast, number="513", key="513/LDLD")
    fact = give(cast, copy)
    Dispatch.objects.filter(pk=copy.pk).update(copy_of=letter)
    assert list(statuses_of(letter)) == [fact] and issuer_code(letter, None) == "H41.1"


def test_the_code_of_the_issuer_tells_two_letters_of_one_name_apart(cast: Cast) -> None:
    receive(cast, "cv.edxml", written())
    other = receive(cast, "tt.edxml", status_message("06", of="H41.99"))
    assert "không có" in other.dispatch.set_aside
    named = receive(cast, "tt2.edxml", status_message("06"))
    assert named.dispatch.message.organisation == "H41.1" and named.dispatch.statuses.count() == 1


def test_a_register_of_another_unit_is_not_looked_into(cast: Cast) -> None:
    ours(cast)
    assert receive(cast, "tt.edxml", status_message(), cast.son_union).dispatch.set_aside


def test_a_letter_that_came_as_a_message_gets_its_status(cast: Cast) -> None:
    letter = receive(cast, "cv.edxml", written()).dispatch
    assert (issuer_code(letter, message_of(letter)), own_code(letter.unit_id, message_of(letter))) == (
        "H41.1",
        "H41.12",
    )
    fact = give(cast, letter, "03")
    with fact.file.open("rb") as stored:
        said = read_edxml(stored.read())
    assert isinstance(said, EdxmlStatus) and (said.code, said.sender.code) == ("03", "H41.12")
    assert said.response_for.document_id == "H41.1,2026/11/05,512/LĐLĐ" and said.at == NOW
    assert (fact.direction, fact.organisation_name) == ("given", "Liên đoàn Lao động tỉnh Đông Triều")


def test_codes_typed_once_are_offered_again(cast: Cast) -> None:
    letter = ours(cast)
    give(cast, letter)
    assert issuer_code(letter, None) == "H41.1" and own_code(cast.federation.pk, None) == "H41.12"


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"code": "02"}, "cần nêu lý do"),
        ({"code": "13"}, "Hãy chọn"),
        ({"sender": ""}, "Mã định danh của nơi gửi trạng thái"),
        ({"issuer": "abc"}, "Mã định danh của nơi đã gửi văn bản"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(cast: Cast, values: dict[str, str], word: str) -> None:
    with pytest.raises(CannotExchange, match=word):
        give(cast, ours(cast), **values)
    assert not StatusFact.objects.exists()


def test_a_letter_without_its_day_cannot_be_named_to_others(cast: Cast) -> None:
    with pytest.raises(CannotExchange, match="thiếu đủ ngày, tháng, năm"):
        give(cast, ours(cast, date="2026-11"))


def test_a_copy_gets_no_status_of_its_own(cast: Cast) -> None:
    letter, copy = ours(cast), ours(cast)
    # Merged by somebody else since the page was opened: what is stored counts.
    Dispatch.objects.filter(pk=copy.pk).update(copy_of=letter)
    with pytest.raises(CopyOfAnother):
        give(cast, copy)
    assert not StatusFact.objects.exists()


def test_a_stranger_gives_no_status(cast: Cast) -> None:
    letter = ours(cast)
    with pytest.raises(NotAllowed):
        give_status(by=cast.son, dispatch=letter, code="03", note="", sender="H41.1", issuer="H41.2", at=NOW)


def test_given_twice_in_one_second_is_given_once(cast: Cast) -> None:
    letter = ours(cast)
    assert give(cast, letter) == give(cast, letter) and letter.statuses.count() == 1


def test_a_second_click_a_moment_later_gives_the_same_status(cast: Cast) -> None:
    letter = ours(cast)
    assert give(cast, letter) == give(cast, letter, seconds=40) and letter.statuses.count() == 1
    assert LogEntry.objects.filter(verb="give_status").count() == 1


def test_another_word_office_or_moment_is_another_status(cast: Cast) -> None:
    letter = ours(cast)
    give(cast, letter)
    give(cast, letter, seconds=1, note="Đã chuyển phòng")
    give(cast, letter, seconds=2, note="Đã chuyển phòng", issuer="H41.2")
    give(cast, letter, "05", seconds=3)
    give(cast, letter, "03", seconds=4)
    give(cast, letter, "03", seconds=90)
    assert letter.statuses.count() == 6
