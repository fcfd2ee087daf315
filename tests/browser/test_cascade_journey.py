"""Minh hands a letter down; Hoa, on her phone, acknowledges and hands in; Minh sends back; Hoa again; Minh accepts."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from haichieu.base.clock import now
from haichieu.base.jobs import run_waiting
from haichieu.dispatches.actions import make_receipt_link
from haichieu.dispatches.models import Assignment, Dispatch
from tests.conftest import Cast
from tests.factories import make_dispatch, make_obligation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
#: where pictures of every page go when somebody wants to look at them
SHOTS = os.environ.get("HAICHIEU_SHOTS", "")


@pytest.fixture
def letter(cast: Cast) -> Dispatch:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    values = {"addressees": ["Các đơn vị trực thuộc"], "subject": letter.subject}
    letter.readings.create(version=9, by_person=True, values=values, by=str(cast.minh.pk), at=now())
    soon = localdate(now()) + timedelta(days=10)
    make_obligation(
        dispatch=letter,
        text="Tổ chức treo băng rôn tuyên truyền tại cổng đơn vị và gửi ảnh về Liên đoàn.",
        due_on=soon,
    )
    return letter


def look(page: Page, name: str) -> None:
    """No fault that axe knows, nothing wider than the phone, and a picture for a person to look at."""
    found = Axe().run(page).response["violations"]
    assert not found, [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def by_key(page: Page, role: str, name: str) -> None:
    """Go to a button or link and press it, with the keyboard alone."""
    target = page.get_by_role(role, name=name, exact=False).first
    target.focus()
    expect(target).to_be_focused()
    page.keyboard.press("Enter")


def as_person(page: Page, sign_in: Callable[[str], None], name: str) -> None:
    page.context.clear_cookies()
    sign_in(name)


def test_a_letter_goes_down_and_what_was_done_comes_back(
    page: Page, sign_in: Callable[[str], None], cast: Cast, letter: Dispatch
) -> None:
    page.set_viewport_size(PHONE)
    sign_in("minh")
    page.goto(reverse("dispatch", args=(letter.pk,)))
    by_key(page, "link", "Giao xuống")
    expect(page.get_by_role("heading", level=1)).to_have_text("Giao xuống")
    expect(page.get_by_text("Sẽ gửi 2 đơn vị, 1 việc")).to_be_visible()
    look(page, "01-giao-xuong")
    page.get_by_label("Tìm một đơn vị").press_sequentially("thuy san")
    expect(page.get_by_role("button", name="Thêm Công đoàn cơ sở Thủy sản Thanh Lộc")).to_be_visible()
    look(page, "02-tim-don-vi")
    by_key(page, "button", "Gửi 2 đơn vị")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã giao xuống")
    look(page, "03-dang-gui")
    run_waiting(clock=now)
    expect(page.get_by_text("Đã gửi xong.")).to_be_visible()
    look(page, "04-da-gui")
    work = Assignment.objects.get(unit=cast.hoa_union)
    hoa_takes_and_hands_in(page, sign_in, work)
    minh_sends_back(page, sign_in)
    as_person(page, sign_in, "hoa")
    page.goto(reverse("assignment", args=(work.pk,)))
    expect(page.get_by_text("yêu cầu làm lại:")).to_be_visible()
    look(page, "09-lam-lai")
    page.get_by_label("Kết quả, một câu").press_sequentially("Đã bổ sung ảnh.")
    by_key(page, "button", "Nộp")
    expect(page.get_by_text("đang chờ duyệt").first).to_be_visible()
    as_person(page, sign_in, "minh")
    page.goto(reverse("assignment", args=(work.pk,)))
    by_key(page, "button", "Duyệt")
    expect(page.get_by_text("Hoàn thành").first).to_be_visible()
    look(page, "10-da-duyet")
    work.refresh_from_db()
    assert work.state == "done"


def hoa_takes_and_hands_in(page: Page, sign_in: Callable[[str], None], work: Assignment) -> None:
    as_person(page, sign_in, "hoa")
    page.goto(reverse("inbox"))
    look(page, "05-viec-duoc-giao")
    by_key(page, "link", "Tổ chức treo băng rôn")
    expect(page.get_by_text("Nộp kết quả trước hết ngày")).to_be_visible()
    look(page, "06-mot-viec")
    by_key(page, "button", "Nhận việc")
    expect(page.get_by_text("Đã nhận việc.")).to_be_visible()
    page.get_by_label("Kết quả, một câu").press_sequentially("Đã treo 4 băng rôn.")
    summary = page.get_by_text("Kèm đường dẫn, tệp hoặc số liệu")
    summary.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Đường dẫn").press_sequentially("https://cdcs.example/tin/bang-ron")
    by_key(page, "button", "Nộp")
    expect(page.get_by_text("Đã nộp kết quả, đang chờ duyệt.")).to_be_visible()
    work.refresh_from_db()
    assert work.state == "submitted"


def minh_sends_back(page: Page, sign_in: Callable[[str], None]) -> None:
    as_person(page, sign_in, "minh")
    page.goto(reverse("given-list"))
    look(page, "07-cho-duyet")
    by_key(page, "link", "Công đoàn cơ sở May Phù Sa")
    expect(page.get_by_role("heading", name="Duyệt kết quả")).to_be_visible()
    look(page, "08-duyet")
    page.get_by_label("Ý kiến").press_sequentially("Chưa thấy ảnh tại cổng số 2.")
    by_key(page, "button", "Yêu cầu làm lại")
    expect(page.get_by_text("Đã gửi lại đơn vị kèm lý do.")).to_be_visible()


def test_many_are_reminded_and_links_are_made_and_used(
    page: Page, sign_in: Callable[[str], None], cast: Cast, letter: Dispatch
) -> None:
    page.set_viewport_size(PHONE)
    sign_in("minh")
    page.goto(reverse("cascade", args=(letter.pk,)))
    by_key(page, "button", "Gửi 2 đơn vị")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã giao xuống")
    run_waiting(clock=now)
    page.goto(reverse("given-list") + "?state=sent")
    look(page, "11-chua-xem")
    box = page.get_by_role("checkbox", name="Mọi việc đang lọc")
    box.focus()
    page.keyboard.press("Space")
    by_key(page, "button", "Xem trước")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sẽ nhắc 2 việc")
    look(page, "12-xem-truoc")
    by_key(page, "button", "Nhắc 2 việc")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 đã nhắc")
    look(page, "13-ket-qua")
    by_key(page, "button", "Hoàn tác cả loạt")
    expect(page.get_by_text("Đã hoàn tác 2 việc.")).to_be_visible()
    page.goto(reverse("order-add"))
    look(page, "14-chi-dao")
    page.goto(reverse("receipt-links", args=(cast.federation.pk,)))
    by_key(page, "button", "Tạo đường dẫn cho các đơn vị chưa xem")
    expect(page.get_by_text("Đường dẫn vừa tạo")).to_be_visible()
    look(page, "15-phieu")
    _, secret = make_receipt_link(by=cast.minh, person=cast.hoa, unit=cast.hoa_union, at=now())
    page.context.clear_cookies()
    page.goto(reverse("receipt", args=(secret,)))
    look(page, "16-nhan")
    by_key(page, "button", "Đã nhận")
    expect(page.get_by_text("Không còn việc nào chờ xác nhận")).to_be_visible()
    look(page, "17-da-nhan")
    page.goto(reverse("receipt", args=("khong-co",)))
    look(page, "18-het-han")
