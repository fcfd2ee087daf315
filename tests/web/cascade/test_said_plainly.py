"""What the pages of given work say to who types a link from a phone, writes an order down, or records a call."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from haichieu.dispatches.actions import submit_assignment
from haichieu.dispatches.models import Assignment, Dispatch
from tests.conftest import Cast
from tests.factories import NOW, TODAY
from tests.web.cascade.given_work import SOON, given

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def hoa(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.hoa)
    return browser


@pytest.fixture
def work(cast: Cast) -> Assignment:
    return given(by=cast.minh, giver=cast.federation, units=[cast.hoa_union])[0]


def page(browser: Client, work: Assignment) -> str:
    return browser.get(reverse("assignment", args=(work.pk,))).content.decode()


def test_a_link_without_its_beginning_is_completed(hoa: Client, work: Assignment) -> None:
    to = reverse("assignment-answer", args=(work.pk,))
    assert hoa.post(to, {"step": "evidence", "link": "facebook.com/cdcs/posts/1"}).status_code == 302
    assert work.facts.get(verb="evidence").evidence_ref == "https://facebook.com/cdcs/posts/1"
    assert hoa.post(to, {"step": "evidence", "link": "javascript:alert(1)"}).status_code == 422


def test_a_refusal_says_that_the_file_must_be_chosen_again(hoa: Client, work: Assignment) -> None:
    file = SimpleUploadedFile("bien-ban.txt", b"bien ban")
    values = {"step": "submit", "note": "Đã làm.", "link": "không có", "file": file}
    shown = hoa.post(reverse("assignment-answer", args=(work.pk,)), values).content.decode()
    assert "Tệp “bien-ban.txt” chưa được gửi; hãy chọn lại tệp." in shown
    assert "Đã làm." in shown and " data-typed" in shown


def test_a_state_is_said_once(minh: Client, cast: Cast, work: Assignment) -> None:
    submit_assignment(by=cast.hoa, assignment=work, note="Xong.", at=NOW)
    shown = page(minh, work)
    head = shown[shown.index('class="lede"') : shown.index("two-sides")].lower()
    assert head.count("đã nộp, chờ duyệt") == 1


def test_what_a_unit_told_is_not_said_of_who_writes_it_down(minh: Client, work: Assignment) -> None:
    told = {"step": "accept", "via": "telephone"}
    minh.post(reverse("assignment-answer", args=(work.pk,)), told)
    shown = page(minh, work)
    assert "Đã ghi nhận đơn vị báo qua điện thoại: đã nhận việc." in shown


def test_the_example_of_a_new_day_lies_ahead_of_the_old_one(minh: Client, work: Assignment) -> None:
    assert "Như 07/12/2026." in page(minh, work)


def test_an_order_is_called_by_who_gave_it_and_when(minh: Client, cast: Cast) -> None:
    form = minh.get(reverse("order-add")).content.decode()
    assert f'value="{TODAY:%d/%m/%Y}"' in form
    values = {"unit": str(cast.federation.pk), "heard_from": "Chủ tịch", "said_on": "09/11/2026"}
    values |= {"text": "Rà soát bảng tin.", "due": f"{SOON:%d/%m/%Y}"}
    assert minh.post(reverse("order-add"), values).status_code == 302
    order = Dispatch.objects.get(is_oral=True)
    name = "Chỉ đạo của Chủ tịch, 09/11/2026"
    assert order.file_name == name and order.issuer == "Chủ tịch (ngày 09/11/2026)"
    assert name in minh.get(reverse("dispatch-list")).content.decode()
    assert name in minh.get(reverse("dispatch", args=(order.pk,))).content.decode()
