"""A letter of our own: an officer passes a leader's letter on, another checks, the leader signs, the units get it."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.timezone import localdate

from haichieu.base.clock import now
from haichieu.dispatches.models import Cascade, OwnLetter, RegisterEntry
from haichieu.text.dates import format_date
from tests.dispatches.own_letters import make_letterhead, make_upper_letter

pytestmark = pytest.mark.browser

LEVELS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def upper(cast):
    make_letterhead(cast.federation)
    letter = make_upper_letter(cast.federation)
    # The story happens on the day of the test: the upper day lies ahead of it.
    year = localdate(now()).year + 1
    letter.obligations.filter(kind="task").update(
        due_on=f"{year}-12-09", text=f"1. Gửi danh sách các trang về Văn phòng trước ngày 10/12/{year}",
        deadline_text=f"trước ngày 10/12/{year}", report_to="Văn phòng",
    )  # fmt: skip
    return letter


def looks_fine(page):
    """No fault of access, nothing that scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    found = Axe().run(page, options=LEVELS)
    faults = [(each["id"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]]
    assert faults == []


def change_person(page, sign_in, name):
    page.context.clear_cookies()
    sign_in(name)


def test_from_the_upper_letter_to_the_units_on_a_phone(page, sign_in, cast, upper):
    page.set_viewport_size(PHONE)
    sign_in("minh")
    page.goto(f"/van-ban/{upper.pk}/")
    page.get_by_role("link", name="Soạn văn bản triển khai").click()
    looks_fine(page)
    due = upper.obligations.order_by("pk").first().due_on
    page.get_by_label("Hạn cho cấp dưới").first.fill(format_date(due.replace(day=10)))
    page.get_by_role("button", name="Soạn bản đầu").click()
    page.get_by_text("muộn hơn hạn của cấp trên").wait_for()
    page.get_by_label("Hạn cho cấp dưới").first.fill(format_date(due.replace(day=5)))
    page.get_by_role("button", name="Soạn bản đầu").click()
    page.get_by_role("heading", name="Bước tiếp theo").wait_for()
    looks_fine(page)
    page.locator("summary", has_text="Lời kết").click()
    page.locator("#s-closing").fill("Đề nghị các công đoàn cơ sở nghiêm túc triển khai thực hiện.")
    page.locator("#phan-closing").get_by_role("button", name="Lưu phần này").click()
    page.get_by_text("Đã lưu.").wait_for()
    page.get_by_role("button", name="Chuyển kiểm tra").click()
    page.get_by_text("Chờ một cán bộ khác").wait_for()
    change_person(page, sign_in, "lan")
    letter = OwnLetter.objects.get()
    page.goto(f"/van-ban-di/{letter.pk}/")
    page.get_by_role("button", name="Đã kiểm tra, chuyển ký").click()
    page.get_by_role("button", name="Ký và ban hành").click()
    page.get_by_role("heading", name="Công văn số 01/LĐLĐ").wait_for()
    looks_fine(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải .pdf").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="Giao các việc xuống đơn vị").click()
    looks_fine(page)
    page.get_by_role("button", name="Gửi 2 đơn vị").click()
    page.get_by_role("heading", level=1, name="Đã giao xuống").wait_for()
    assert sorted(Cascade.objects.values_list("total", flat=True)) == [2, 2]


def test_the_register_is_kept_with_the_keyboard(page, sign_in, cast):
    make_letterhead(cast.federation)
    page.set_viewport_size(PHONE)
    sign_in("minh")
    page.goto("/so-van-ban-di/")
    page.locator("summary", has_text="Lấy số cho văn bản giấy").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Trích yếu", exact=True).focus()
    page.keyboard.type("Thư mời họp mặt")
    page.keyboard.press("Tab")
    page.keyboard.type("Lãnh đạo ký trên giấy")
    page.keyboard.press("Enter")
    page.get_by_text("Đã lấy số 01/LĐLĐ").wait_for()
    looks_fine(page)
    assert RegisterEntry.objects.get().number == 1
    page.get_by_role("link", name="Văn bản đến", exact=True).click()
    page.get_by_text("Sổ chưa có dòng nào khớp").wait_for()
    looks_fine(page)
    page.goto("/van-ban-di/")
    looks_fine(page)
