"""A letter becomes obligations: sign in, add it, confirm it, see what must be done."""

from pathlib import Path

import pytest
from django.urls import reverse

from haichieu.dispatches.exchange import read_edxml
from haichieu.dispatches.models import Obligation
from haichieu.text.dates import format_date
from tests.dispatches.messages import written
from tests.factories import PASSWORD, make_dispatch

pytestmark = pytest.mark.browser

LETTER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÔNG TRIỀU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 77/LĐLĐ
V/v báo cáo hoạt động truyền thông quý IV
Đông Triều, ngày 02 tháng 11 năm 2026

Kính gửi: Các công đoàn cơ sở trực thuộc.

Để tổng hợp kết quả năm 2026, Ban Thường vụ Liên đoàn Lao động tỉnh đề nghị các công đoàn cơ sở thực hiện:

1. Báo cáo kết quả hoạt động truyền thông quý IV về Văn phòng Liên đoàn Lao động tỉnh trước ngày 10/12/2026.

2. Duy trì chuyên mục hỏi đáp pháp luật trên trang thông tin của đơn vị.

Đề nghị các đơn vị nghiêm túc triển khai thực hiện.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. BAN THƯỜNG VỤ
CHỦ TỊCH

Trịnh Ngọc Lan
"""


@pytest.fixture
def letter_file(tmp_path):
    """The letter as a file on the officer's own disk."""
    path = tmp_path / "cong-van-77.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def add(page, letter_file):
    page.goto("/van-ban/")
    page.get_by_role("link", name="Thêm văn bản").first.click()
    page.get_by_label("Các tệp văn bản").set_input_files(letter_file)
    page.get_by_role("button", name="Gửi và đọc").click()
    page.get_by_role("button", name="Xác nhận văn bản").wait_for()


def test_a_letter_becomes_obligations(page, sign_in, cast, letter_file):
    sign_in("minh")
    add(page, letter_file)
    assert page.get_by_label("Số", exact=True).input_value() == "77"
    assert page.get_by_label("Ngày ban hành", exact=True).input_value() == "02/11/2026"
    report = page.locator("article", has_text="Báo cáo kết quả hoạt động truyền thông").first
    report.get_by_label("Đơn vị giao xuống và theo dõi").select_option(str(cast.hoa_union.pk))
    page.get_by_role("button", name="Xác nhận văn bản").click()
    page.get_by_role("heading", name="Các việc của văn bản").wait_for()
    task = Obligation.objects.get(text__contains="trước ngày 10/12/2026")
    assert (task.owner, format_date(task.due_on)) == (cast.hoa_union, "09/12/2026")
    page.goto(reverse("obligation-list"))
    assert page.get_by_role("link", name="Báo cáo kết quả hoạt động truyền thông").is_visible()


def test_a_field_leads_to_its_place_in_the_letter(page, sign_in, cast, letter_file):
    sign_in("minh")
    add(page, letter_file)
    page.get_by_role("link", name="Xem trong văn bản: Số", exact=True).click()
    place = page.locator("mark", has=page.locator("#t-number"))
    assert place.inner_text() == "77"
    assert place.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_a_correction_is_previewed_without_leaving_the_page(page, sign_in, cast, letter_file):
    sign_in("minh")
    add(page, letter_file)
    page.get_by_role("button", name="Xác nhận văn bản").click()
    page.get_by_text("Sửa bản đọc").click()
    page.evaluate("window.sameDocument = true")
    report = page.locator("article", has_text="Báo cáo kết quả hoạt động truyền thông").first
    report.get_by_label("Hạn", exact=True).fill("5/12/2026")
    page.get_by_role("button", name="Xem trước thay đổi").click()
    changes = page.locator("#thay-doi")
    changes.wait_for()
    assert page.evaluate("window.sameDocument") is True
    assert "05/12/2026" in changes.inner_text()
    page.get_by_role("button", name="Xác nhận bản sửa").click()
    page.get_by_role("heading", name="Các việc của văn bản").wait_for()
    page.get_by_text("Bản 3").wait_for()
    assert Obligation.objects.filter(due_on="2026-12-05").count() == 1


def test_an_obligation_is_finished_on_a_phone(page, sign_in, cast, letter_file):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in("minh")
    add(page, letter_file)
    page.get_by_role("button", name="Xác nhận văn bản").click()
    page.get_by_role("link", name="Báo cáo kết quả hoạt động truyền thông").first.click()
    page.get_by_label("Kết quả, một câu").fill("Đã gửi báo cáo qua trục liên thông.")
    page.get_by_role("button", name="Báo xong").click()
    page.get_by_text("Đã báo xong việc này.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.get_by_text("Đã gửi báo cáo qua trục liên thông.").is_visible()


def test_the_list_narrows_while_typing_without_diacritics(page, sign_in, cast):
    make_dispatch(unit=cast.federation, subject="tổ chức Tháng Công nhân")
    make_dispatch(unit=cast.federation, subject="lịch trực Tết")
    sign_in("minh")
    page.goto("/van-ban/")
    page.evaluate("window.sameDocument = true")
    page.get_by_label("Tìm theo số").press_sequentially("thang cong nhan")
    page.get_by_text("lịch trực Tết").wait_for(state="detached")
    assert page.get_by_text("tổ chức Tháng Công nhân").is_visible()
    assert page.evaluate("window.sameDocument") is True
    assert "q=thang" in page.url


def test_everything_works_without_scripts(browser, live_server, cast, letter_file):
    context = browser.new_context(base_url=live_server.url, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.locator("[name=username]").fill("minh")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    add(page, letter_file)
    page.get_by_role("button", name="Xác nhận văn bản").click()
    page.get_by_text("Sửa bản đọc").click()
    page.get_by_role("textbox", name="Trích yếu").fill("báo cáo quý IV, bản đã sửa")
    page.get_by_role("button", name="Xem trước thay đổi").click()
    page.get_by_role("button", name="Xác nhận bản sửa").click()
    page.get_by_text("báo cáo quý IV, bản đã sửa").first.wait_for()
    context.close()


def test_a_message_comes_in_and_its_status_goes_back(page, sign_in, cast, tmp_path):
    (tmp_path / "goi.edxml").write_bytes(written())
    sign_in("minh")
    add(page, tmp_path / "goi.edxml")
    page.get_by_role("link", name="Trao đổi").click()
    page.get_by_role("combobox", name="Trạng thái").select_option(label="Từ chối tiếp nhận")
    page.get_by_role("button", name="Ghi và tạo tin trạng thái").click()
    assert page.get_by_role("alert").inner_text() == "Từ chối tiếp nhận cần nêu lý do."
    page.get_by_label("Lời kèm theo").fill("Gửi nhầm nơi nhận")
    page.get_by_role("button", name="Ghi và tạo tin trạng thái").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tin trạng thái").click()
    said = read_edxml(Path(download.value.path()).read_bytes())
    assert (said.code, said.description, said.sender.code) == ("02", "Gửi nhầm nơi nhận", "H41.12")
