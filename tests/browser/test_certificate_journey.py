"""Two people read, each in a window of their own and by keyboard, a third settles, and a certificate is printed."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from haichieu.posts.models import Audit, Verdict
from haichieu.posts.rules import replay
from haichieu.text.dates import format_date
from haichieu.web.shell.days import today
from tests.factories import PASSWORD, TODAY, make_channel, make_item, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEYS = {"positive": "1", "neutral": "2", "negative": "3"}
LEVELS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
def posts(cast):
    """A channel of 80 posts, four of them negative; titles say which."""
    channel = make_channel(unit=cast.federation, name="Trang tin Công đoàn Đông Triều")
    for number in range(80):
        tone = "negative" if number % 20 == 0 else "positive" if number % 3 == 0 else "neutral"
        make_item(channel=channel, title=f"Bài {number} {tone}", tone=tone, repost=number % 40 == 39)


@pytest.fixture
def window_of(browser, page, live_server):
    """A further window, in which somebody else is signed in."""
    opened = []

    def by_name(username):
        context = browser.new_context(base_url=live_server.url, locale="vi-VN")
        opened.append(context)
        other = context.new_page()
        other.goto("/dang-nhap/")
        other.locator("[name=username]").fill(username)
        other.locator("[name=password]").fill(PASSWORD)
        other.locator("[name=password]").press("Enter")
        other.wait_for_url(lambda url: "dang-nhap" not in url)
        return other

    yield by_name
    for context in opened:
        context.close()


def begin(page):
    """Freeze without reposts, roll dice before everybody, two readers and a third."""
    page.goto("/chung-nhan/moi/")
    page.get_by_label("Từ ngày").fill(format_date(TODAY))
    page.get_by_label("Đến hết ngày").fill(format_date(max(TODAY, today()) + timedelta(1)))
    page.get_by_label("Bài đăng lại").select_option(label="không tính")
    page.get_by_label("Giới hạn").fill("30%")
    page.get_by_role("button", name="Chốt danh sách").click()
    page.get_by_label("Số gieo", exact=True).wait_for(state="hidden")
    page.get_by_label("Gieo xúc xắc").check()
    page.get_by_label("Số gieo", exact=True).fill("3 1 6")
    page.get_by_label("Hai người, không thấy nhãn").check()
    page.get_by_label("Khi hai người thấy khác nhau").select_option(label="Người thứ ba quyết định")
    page.get_by_role("button", name="Bắt đầu đọc").click()
    page.get_by_text("Cần ít nhất 10 lần gieo xúc xắc").wait_for()
    assert faults(page) == []
    page.get_by_label("Số gieo", exact=True).fill("3 1 6 2 2 5 4 1 6 3")
    page.get_by_role("button", name="Bắt đầu đọc").click()
    page.locator(".post-to-read h2").wait_for()


def faults(page):
    """What axe-core finds."""
    found = Axe().run(page, options=LEVELS).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]


def read_all_due(page, address, *, mistaken_about=""):
    """Read by keyboard until there is nothing to read for this person now."""
    page.goto(address)
    while page.locator(".post-to-read").count():
        title = page.locator(".post-to-read h2").inner_text()
        tone = title.split()[-1]
        if title == mistaken_about:
            tone = "positive" if tone == "negative" else "negative"
        words = page.locator(".progress-words").inner_text()
        page.locator("#the-doc[data-seen]").wait_for()
        page.keyboard.press(KEYS[tone])
        page.wait_for_function(
            "words => document.querySelector('.progress-words').innerText !== words", arg=words
        )


def test_two_labellers_and_a_third_reach_a_certificate(page, sign_in, window_of, cast, posts):
    make_person(username="ba", full_name="Đỗ Thị Ba", unit=cast.federation)
    sign_in("minh")
    begin(page)
    audit = Audit.objects.get()
    address = f"/chung-nhan/{audit.pk}/doc/"
    lan, third = window_of("lan"), window_of("ba")
    first = page.locator(".post-to-read h2").inner_text()
    lan.goto(address)
    assert lan.locator(".post-to-read h2").inner_text() == first
    for _ in range(40):
        read_all_due(page, address)
        read_all_due(lan, address, mistaken_about=first)
        third.goto(f"/chung-nhan/{audit.pk}/phan-xu/")
        if third.locator(".post-to-read").count():
            assert faults(third) == []
            third.set_viewport_size({"width": 390, "height": 844})
            for key in third.locator(".keys button, .advisory-key label").all():
                assert key.bounding_box()["height"] >= 44
            third.locator("#the-doc[data-seen]").wait_for()
            third.keyboard.press(KEYS[third.locator(".post-to-read h2").inner_text().split()[-1]])
            third.get_by_text("Không còn bài nào chờ người thứ ba").wait_for()
        page.goto(address)
        if page.get_by_role("heading", name="Đã đủ để kết luận").count():
            break
    assert Verdict.objects.filter(slot=3).count() == 1
    page.locator("#the-doc[data-seen]").wait_for()
    page.get_by_role("button", name="Khép lại và lập chứng nhận").click()
    page.get_by_text("Đã chứng nhận").wait_for()
    assert faults(page) == []
    audit.refresh_from_db()
    assert audit.decision == "below"
    assert replay(audit.certificate).agrees
    page.get_by_role("link", name="Bản in").click()
    page.get_by_text("Ai cũng kiểm lại được").wait_for()
    assert page.locator(".qr svg").bounding_box()["width"] >= 96
    assert faults(page) == []
    page.get_by_text("gieo xúc xắc 10 lần").wait_for()


def test_whoever_waits_gets_the_next_post_without_touching_the_page(page, sign_in, window_of, cast, posts):
    sign_in("minh")
    begin(page)
    address = f"/chung-nhan/{Audit.objects.get().pk}/doc/"
    read_all_due(page, address)
    page.get_by_role("heading", name="Chờ người đọc khác").wait_for()
    assert faults(page) == []
    read_all_due(window_of("lan"), address)
    page.evaluate("window.dispatchEvent(new Event('focus'))")  # as when the tab is looked at again
    page.locator(".post-to-read").wait_for()
