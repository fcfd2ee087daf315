"""A reading is put right in a real browser: by two clicks, by keys alone, by words taken from the letter."""

import pytest
from django.urls import reverse

from haichieu.dispatches.models import Correction, Dispatch
from tests.browser.test_accessibility import faults
from tests.browser.test_letter_journey import LETTER, add
from tests.factories import make_dispatch

pytestmark = pytest.mark.browser

#: the seat and the symbol as a worn-out scanner would have them, and another number beside the letter's own
WORN = LETTER.replace("LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÔNG TRIỀU", "LIÊN ĐOÀN LAO ĐÔNGG TỈNH ĐÔNG TRIỀU").replace(
    "Để tổng hợp", "Tiếp theo Công văn số 45/UBND-VX ngày 20/10/2026. Để tổng hợp"
)
SIZES = {"desk": (1280, 900), "phone": (390, 844)}


@pytest.fixture
def letter_file(tmp_path):
    path = tmp_path / "cong-van-77.txt"
    path.write_text(WORN, encoding="utf-8")
    return path


@pytest.fixture
def doubtful(cast) -> Dispatch:
    """A letter of which the machine is unsure of two fields and could not read a third."""
    letter = make_dispatch(
        unit=cast.federation, text=WORN, number="45", symbol="LĐLĐ", date="2026-11-02", issuer=""
    )
    reading = letter.readings.get()
    at = WORN.index("77")
    reading.values |= {
        "confidence": {"number": 0.55, "symbol": 0.8, "date": 0.99},
        "states": {"issuer": "unreadable"},
        "spans": {"number": [[at, at + 2]], "date": [[WORN.index("ngày 02"), WORN.index("ngày 02") + 7]]},
    }
    reading.save()
    return letter


def number(page):
    return page.get_by_label("Số", exact=True)


def test_a_wrong_field_is_put_right_by_two_clicks(page, sign_in, doubtful):
    sign_in("minh")
    page.goto(reverse("dispatch", args=(doubtful.pk,)))
    number(page).click()
    page.get_by_role("option", name="77").first.click()
    assert number(page).input_value() == "77"
    assert page.get_by_role("listbox").count() == 0


def test_a_wrong_field_is_put_right_by_three_keys(page, sign_in, doubtful):
    sign_in("minh")
    page.goto(reverse("dispatch", args=(doubtful.pk,)))
    assert page.get_by_text("3 chỗ cần xem").is_visible()
    for key in ("F8", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert number(page).input_value() == "77"
    assert page.get_by_text("2 chỗ cần xem").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "i-field-symbol"


def test_a_letter_is_read_and_confirmed_without_a_mouse(page, sign_in, doubtful):
    sign_in("minh")
    page.goto(reverse("dispatch", args=(doubtful.pk,)))
    page.keyboard.press("?")
    assert page.get_by_role("heading", name="Phím tắt khi đọc văn bản").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # the symbol is right
    page.keyboard.press("Enter")  # to the issuer: it was read from nothing
    assert page.evaluate("document.activeElement.id") == "i-field-issuer"
    page.keyboard.press("ArrowUp")  # the last choice: could not be read
    page.keyboard.press("Enter")
    assert page.get_by_text("Đã xem hết").is_visible()
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="Các việc của văn bản").wait_for()
    doubtful.refresh_from_db()
    assert doubtful.number == "77"
    assert {row.field for row in Correction.objects.filter(dispatch=doubtful)} == {"number"}


def select(page, words):
    """Select words of the letter as a mouse would."""
    page.evaluate(
        """words => {
            const pane = document.querySelector(".letter-text");
            const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
        }""",
        words,
    )


def test_words_selected_in_the_letter_go_into_a_field(page, sign_in, doubtful):
    sign_in("minh")
    page.goto(reverse("dispatch", args=(doubtful.pk,)))
    select(page, "20/10/2026")
    bar = page.get_by_role("toolbar", name="Đưa chữ đang chọn vào ô")
    bar.get_by_role("button", name="Ngày ban hành").click()
    assert page.get_by_role("combobox", name="Ngày ban hành").input_value() == "20/10/2026"
    assert bar.is_hidden()
    select(page, "Công văn số 45/UBND-VX")
    page.get_by_role("combobox", name="Ký hiệu").click()
    page.get_by_role("option", name="Lấy chỗ đang chọn").click()
    assert "UBND-VX" in page.get_by_role("combobox", name="Ký hiệu").input_value()


def test_a_value_in_the_letter_leads_to_its_field_and_back(page, sign_in, doubtful):
    sign_in("minh")
    page.goto(reverse("dispatch", args=(doubtful.pk,)))
    page.locator(".mark a", has_text="77").click()
    assert page.evaluate("document.activeElement.id") == "i-field-number"
    assert page.locator(".mark.is-now").inner_text() == "77"
    page.get_by_role("link", name="Xem trong văn bản: Số", exact=True).click()
    page.wait_for_url("**#t-number")


def test_after_one_correction_the_next_letter_says_where_it_learned(
    page, sign_in, cast, letter_file, tmp_path
):
    sign_in("minh")
    add(page, letter_file)
    page.get_by_role("combobox", name="Cơ quan ban hành").fill("Liên đoàn Lao động tỉnh Đông Triều")
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="Các việc của văn bản").wait_for()
    letter_file.write_text(WORN.replace("77/", "91/").replace("quý IV", "cả năm"), encoding="utf-8")
    add(page, letter_file)
    issuer = page.get_by_role("combobox", name="Cơ quan ban hành")
    assert issuer.input_value() == "Liên đoàn Lao động tỉnh Đông Triều"
    assert page.get_by_text("theo lần sửa trước").is_visible()
    page.get_by_role("link", name="Điều máy đã học từ các lần sửa").click()
    page.get_by_role("button", name="Tắt").first.click()
    page.get_by_text("người tắt").first.wait_for()
    assert faults(page) == []


def faults_but_covered(page):
    """Faults while a list of choices is open: the fields that it covers in part are pressed after it closed."""
    return [fault for fault in faults(page) if not fault.startswith("target-size")]


@pytest.mark.parametrize("size", SIZES)
def test_everybody_can_use_the_choices(page, sign_in, doubtful, size):
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    sign_in("minh")
    page.goto(reverse("dispatch", args=(doubtful.pk,)))
    number(page).click()
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("listbox").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults_but_covered(page) == []
    page.locator("#i-field-subject").focus()
    page.keyboard.press("ArrowDown")
    assert faults_but_covered(page) == []
    page.keyboard.press("Escape")
    select(page, "báo cáo")
    page.get_by_role("toolbar", name="Đưa chữ đang chọn vào ô").wait_for()
    page.evaluate("scrollTo(0, 0)")  # where the bar at the top lies over no field
    assert faults(page) == []
