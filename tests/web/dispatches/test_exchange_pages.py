"""Trao đổi điện tử: messages come in on the adding page, statuses stand with their letter, files go out."""

from datetime import date

import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from haichieu.dispatches.exchange import EdxmlMessage, EdxmlStatus, read_akoma_ntoso, read_edxml
from haichieu.dispatches.models import Dispatch, StatusFact
from haichieu.units.models import Unit
from tests.conftest import Cast
from tests.dispatches.messages import ANNEX, status_message, written
from tests.factories import make_dispatch, make_obligation

pytestmark = pytest.mark.django_db

CODES = {"sender": "H41.12", "issuer": "H41.1"}


def send(browser: Client, unit: Unit, data: bytes, name: str = "goi.edxml") -> HttpResponse:
    values = {"unit": str(unit.pk), "files": [SimpleUploadedFile(name, data)]}
    return browser.post(reverse("dispatch-add"), values, follow=True)


def page(browser: Client, letter: Dispatch, address: str = "dispatch-exchange") -> str:
    answer = browser.get(reverse(address, args=(letter.pk,)))
    assert answer.status_code == 200
    return answer.content.decode()


def got(answer: HttpResponse) -> bytes:
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    return b"".join(answer.streaming_content)


@pytest.fixture
def letter(minh: Client, cast: Cast) -> Dispatch:
    """A letter that came as a message."""
    send(minh, cast.federation, written(due=date(2026, 12, 1)))
    return Dispatch.objects.get()


def tell(browser: Client, letter: Dispatch, **values: str) -> HttpResponse:
    return browser.post(reverse("dispatch-status", args=(letter.pk,)), {**CODES, **values}, follow=True)


def test_a_message_added_by_an_officer_opens_as_its_letter(minh: Client, cast: Cast) -> None:
    answer = send(minh, cast.federation, written())
    letter = Dispatch.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("dispatch", args=(letter.pk,))
    assert "đã đọc, chờ bạn xác nhận" in answer.content.decode() and letter.number == "512"


def test_the_page_says_who_sent_it_and_what_came_with_it(minh: Client, letter: Dispatch) -> None:
    shown = page(minh, letter)
    for words in (
        "Ủy ban nhân dân tỉnh Đông Triều (H41.1)",
        "Gửi mới",
        "01/12/2026",
        "công văn.txt",
        ANNEX.name,
    ):
        assert words in shown
    assert 'value="H41.12"' in shown and 'value="H41.1"' in shown


def test_a_file_of_the_message_comes_back_as_it_was(minh: Client, letter: Dispatch) -> None:
    assert got(minh.get(reverse("dispatch-message-file", args=(letter.pk, 1)))) == ANNEX.data
    for position in (2, 10**20):
        assert minh.get(reverse("dispatch-message-file", args=(letter.pk, position))).status_code == 404


def test_the_message_goes_out_with_all_that_it_carried(minh: Client, letter: Dispatch) -> None:
    data = got(minh.get(reverse("dispatch-edxml", args=(letter.pk,))))
    assert read_edxml(data) == read_edxml(written(due=date(2026, 12, 1)))


def test_a_letter_is_sent_on_under_our_code_with_its_annexes(minh: Client, letter: Dispatch) -> None:
    asked = {"sender": "H41.12", "receivers": "H41.20, H41.21"}
    sent = read_edxml(got(minh.get(reverse("dispatch-edxml", args=(letter.pk,)), asked)))
    assert isinstance(sent, EdxmlMessage) and [to.code for to in sent.receivers] == ["H41.20", "H41.21"]
    assert [file.name for file in sent.attachments] == ["công văn.txt", ANNEX.name]
    assert (sent.sender.code, sent.number, sent.notation) == ("H41.12", "512", "LĐLĐ")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"sender": "", "receivers": "H41.1"}, "Mã định danh của nơi gửi"),
        ({"sender": "H41.12", "receivers": ""}, "Văn bản chưa có nơi nhận"),
        ({"sender": "H41.12", "receivers": "xã Đông"}, "Mã định danh của nơi nhận"),
    ],
)
def test_what_keeps_a_letter_from_being_sent_is_said_in_a_sentence(
    minh: Client, letter: Dispatch, asked: dict[str, str], words: str
) -> None:
    answer = minh.get(reverse("dispatch-edxml", args=(letter.pk,)), asked)
    assert answer.status_code == 422 and words in answer.content.decode()


def test_a_letter_without_number_or_day_says_what_it_lacks(minh: Client, cast: Cast) -> None:
    bare = make_dispatch(unit=cast.federation, number="", date="2026-11")
    assert "Chưa gửi được: văn bản thiếu số, đủ ngày, tháng, năm." in page(minh, bare)
    assert minh.get(reverse("dispatch-edxml", args=(bare.pk,))).status_code == 422


def test_a_file_that_nobody_could_read_has_its_page_too(minh: Client, cast: Cast) -> None:
    send(minh, cast.federation, b"<edXML><", "hong.edxml")
    broken = Dispatch.objects.get()
    assert "Chưa gửi được: văn bản thiếu số, ký hiệu" in page(minh, broken)
    assert got(minh.get(reverse("dispatch-akoma-ntoso", args=(broken.pk,))))
    assert minh.get(reverse("dispatch-message-file", args=(broken.pk, 0))).status_code == 404


def test_what_was_typed_wrongly_stays_in_its_own_form(minh: Client, letter: Dispatch) -> None:
    asked = {"sender": "day", "receivers": "H41.1"}
    shown = minh.get(reverse("dispatch-edxml", args=(letter.pk,)), asked).content.decode()
    give, _, sending = shown.partition('id="send-title"')
    assert 'value="day"' in sending and 'value="day"' not in give and 'value="H41.12"' in give


def test_the_letter_goes_to_archives_as_akoma_ntoso(minh: Client, letter: Dispatch) -> None:
    back = read_akoma_ntoso(got(minh.get(reverse("dispatch-akoma-ntoso", args=(letter.pk,)))))
    assert back.values is not None and back.values["number"] == "512" and "decisions" not in back.values


def test_its_days_go_to_a_calendar_and_those_of_others_do_not(
    minh: Client, cast: Cast, on_the_day: None
) -> None:
    letter, other = (make_dispatch(unit=cast.federation, confirmed=True) for _ in range(2))
    make_obligation(dispatch=letter, text="Gửi danh sách")
    make_obligation(dispatch=other, text="Việc khác")
    days = icalendar.Calendar.from_ical(got(minh.get(reverse("dispatch-calendar", args=(letter.pk,)))))
    assert [str(event["SUMMARY"]).startswith("Gửi danh sách") for event in days.events] == [True]
    assert "Tải lịch các hạn" in page(minh, letter)


def test_a_status_from_another_office_stands_on_the_page_of_its_letter(
    minh: Client, cast: Cast, letter: Dispatch
) -> None:
    answer = send(minh, cast.federation, status_message("05", note="Đang lấy ý kiến"), "tt.edxml")
    assert answer.redirect_chain[-1][0] == reverse("dispatch", args=(letter.pk,))
    assert "trạng thái “Đang xử lý” đã được ghi ở Công văn số 512/LĐLĐ" in answer.content.decode()
    for words in ("Trạng thái trao đổi", "Sở Nội vụ báo về", "19/11/2026 08:30", "Đang lấy ý kiến"):
        assert words in page(minh, letter, "dispatch")


def test_a_status_of_an_unknown_letter_is_kept_set_aside(minh: Client, cast: Cast) -> None:
    answer = send(minh, cast.federation, status_message("05"), "tt.edxml")
    said = "nói về văn bản 512/LĐLĐ ngày 05/11/2026, mà sổ của đơn vị không có"
    assert said in answer.content.decode() and Dispatch.objects.get().set_aside


def test_an_officer_tells_the_sender_and_takes_the_message_along(minh: Client, letter: Dispatch) -> None:
    shown = tell(minh, letter, code="02", note="Gửi nhầm nơi nhận").content.decode()
    assert "Đã ghi trạng thái" in shown and "Đơn vị mình báo cho Ủy ban nhân dân tỉnh Đông Triều" in shown
    fact = StatusFact.objects.get()
    said = read_edxml(got(minh.get(reverse("dispatch-status-file", args=(letter.pk, fact.pk)))))
    assert isinstance(said, EdxmlStatus) and (said.code, said.description) == ("02", "Gửi nhầm nơi nhận")
    assert said.response_for.document_id == "H41.1,2026/11/05,512/LĐLĐ"


def test_a_refusal_without_reason_keeps_what_was_typed(minh: Client, letter: Dispatch) -> None:
    answer = tell(minh, letter, code="02", sender="H41.99")
    assert answer.status_code == 422 and not StatusFact.objects.exists()
    shown = answer.content.decode()
    assert "Từ chối tiếp nhận cần nêu lý do." in shown and 'value="H41.99"' in shown


def test_a_code_that_is_none_of_the_list_is_refused(minh: Client, letter: Dispatch) -> None:
    for code in ("", "99", "6", "13"):
        assert tell(minh, letter, code=code, note="Lý do").status_code == 422
    assert not StatusFact.objects.exists()


def test_who_only_owes_work_under_a_letter_sees_no_statuses(
    minh: Client, cast: Cast, letter: Dispatch
) -> None:
    tell(minh, letter, code="03")
    fact = StatusFact.objects.get()
    make_obligation(dispatch=letter, owner=cast.hoa_union)
    hoa = Client()
    hoa.force_login(cast.hoa)
    shown = page(hoa, letter) + page(hoa, letter, "dispatch")
    assert "Đơn vị mình báo" not in shown and 'value="H41' not in shown
    assert hoa.get(reverse("dispatch-status-file", args=(letter.pk, fact.pk))).status_code == 404
    assert tell(hoa, letter, code="03").status_code == 403


def test_a_stranger_finds_nothing_at_any_address(cast: Cast, minh: Client, letter: Dispatch) -> None:
    tell(minh, letter, code="03")
    fact = StatusFact.objects.get()
    son = Client()
    son.force_login(cast.son)
    for name in ("dispatch-exchange", "dispatch-edxml", "dispatch-akoma-ntoso", "dispatch-calendar"):
        assert son.get(reverse(name, args=(letter.pk,))).status_code == 404
    assert son.get(reverse("dispatch-status-file", args=(letter.pk, fact.pk))).status_code == 404
    assert son.get(reverse("dispatch-message-file", args=(letter.pk, 0))).status_code == 404
    assert tell(son, letter, code="06").status_code == 404
    assert "không có" in send(son, cast.son_union, status_message("06"), "tt.edxml").content.decode()
    assert letter.statuses.count() == 1


def test_a_status_is_found_under_its_own_letter_only(minh: Client, cast: Cast, letter: Dispatch) -> None:
    tell(minh, letter, code="03")
    other = make_dispatch(unit=cast.federation)
    address = reverse("dispatch-status-file", args=(other.pk, StatusFact.objects.get().pk))
    assert minh.get(address).status_code == 404
