"""An officer opens a post, sees why the machine read it so, says what it really is, and takes that back."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from haichieu.posts.actions import read_tones
from haichieu.posts.models import DriftReading, ToneReading
from haichieu.posts.queries import PERSON
from haichieu.posts.rules import load_model
from tests.factories import NOW, TODAY, make_channel, make_item

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEVELS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def item(cast):
    """A post that the model has read, in a channel whose estimate is in doubt."""
    channel = make_channel(unit=cast.federation, name="Trang tin Công đoàn Đông Triều")
    made = make_item(channel=channel, title="Khởi tố kế toán tham ô quỹ công đoàn")
    made.lead = "Cơ quan điều tra vừa khởi tố, bắt tạm giam bị can."
    made.save()
    read_tones(items=[made], model=load_model(), on=TODAY)
    DriftReading.objects.create(
        channel=channel, first_day=TODAY, last_day=TODAY, posts=200, model="thu-nghiem", share_by_mean=0.1,
        share_by_emq=0.2, distance=0.3, threshold=0.1, doubt="shape", sentence="Điểm máy chấm khác hẳn.", at=NOW,
    )  # fmt: skip
    return made


def faults(page):
    """What axe-core finds, and whether the page scrolls sideways."""
    found = [fault["id"] for fault in Axe().run(page, options=LEVELS).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"{wide} px too wide"] if wide > 0 else [])


def test_correct_a_tone_by_thumb_and_take_it_back(page, sign_in, item):
    page.set_viewport_size(PHONE)
    sign_in("minh")
    page.goto("/tin-bai/")
    page.get_by_text("Ước lượng đang bị nghi ngờ.").wait_for()
    assert faults(page) == []
    page.get_by_role("link", name=item.title).click()
    marked = page.locator(".moved-title mark.moved-towards").first
    assert "Khởi tố" in marked.inner_text()
    assert "underline" in marked.evaluate(
        "mark => getComputedStyle(mark).textDecorationLine"
    )  # not by colour alone
    assert faults(page) == []
    for choice in page.locator(".choice").all():
        assert choice.bounding_box()["height"] >= 44
    page.get_by_label("Trung tính").check()
    page.get_by_label("Không", exact=True).check()
    page.get_by_role("button", name="Ghi theo người đọc").click()
    page.get_by_text("Người đọc đã sửa").wait_for()
    assert ToneReading.objects.get(item=item).model == PERSON
    assert faults(page) == []
    page.get_by_role("button", name="Bỏ điều người đọc ghi").click()
    page.get_by_text("Đã lấy lại ước lượng của máy").wait_for()
    assert ToneReading.objects.get(item=item).model == load_model().version


def test_correct_a_tone_by_keyboard_alone(page, sign_in, item):
    sign_in("minh")
    page.goto(f"/tin-bai/{item.pk}/")
    page.get_by_label("Tích cực").focus()
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("Trung tính").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.get_by_label("Có", exact=True).is_checked()
    page.keyboard.press("Enter")
    page.get_by_text("Người đọc đã sửa").wait_for()
    reading = ToneReading.objects.get(item=item)
    assert (reading.tone, reading.advisory) == ("neutral", True)


def test_a_refused_recalibration_says_why(page, sign_in, item):
    sign_in("minh")
    page.goto("/tin-bai/")
    page.get_by_role("link", name="Hiệu chỉnh máy").click()
    page.get_by_role("button", name="Hiệu chỉnh", exact=True).click()
    page.get_by_text("Mới có 0 bài được đọc trong các lượt chứng nhận").wait_for()
    assert faults(page) == []
