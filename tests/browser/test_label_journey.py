"""Label until the certificate decides: by keyboard, by thumb, and without any script."""

from datetime import timedelta

import pytest

from haichieu.posts.models import Audit, Verdict
from haichieu.posts.rules import replay
from haichieu.text.dates import format_date
from haichieu.web.shell.days import today
from tests.factories import TODAY, make_channel, make_item

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEYS = {"positive": "1", "neutral": "2", "negative": "3"}


@pytest.fixture
def posts(cast):
    """A channel of 80 posts, four of them negative; titles say which."""
    channel = make_channel(unit=cast.federation, name="Trang tin Công đoàn Đông Triều")
    for number in range(80):
        tone = "negative" if number % 20 == 0 else "positive" if number % 3 == 0 else "neutral"
        make_item(channel=channel, title=f"Bài {number} {tone}", tone=tone)
    return channel


def begin(page):
    page.goto("/chung-nhan/")
    page.get_by_role("link", name="Bắt đầu chứng nhận").click()
    page.get_by_label("Từ ngày").fill(format_date(TODAY))
    page.get_by_label("Đến hết ngày").fill(format_date(max(TODAY, today()) + timedelta(1)))
    page.get_by_label("Giới hạn").fill("15%")
    page.get_by_role("button", name="Chốt danh sách").click()
    page.get_by_label("Chuỗi ký tự bất kỳ").check()
    page.get_by_label("Số gieo", exact=True).fill("6-2-5-1")
    page.get_by_role("button", name="Bắt đầu đọc").click()
    page.locator(".post-to-read h2").wait_for()
    page.wait_for_load_state()


def shown_tone(page):
    return page.locator(".post-to-read h2").inner_text().split()[-1]


def after(page, press):
    """Do something and wait until the progress sentence has changed."""
    page.locator("#the-doc[data-seen]").wait_for()
    words = page.locator(".progress-words").inner_text()
    press()
    page.wait_for_function(
        "words => document.querySelector('.progress-words').innerText !== words", arg=words
    )


def test_label_by_keyboard_until_the_certificate_decides(page, sign_in, cast, posts):
    sign_in("minh")
    begin(page)
    page.evaluate("window.stillTheSamePage = true")
    page.locator("#the-doc[data-seen]").wait_for()
    page.keyboard.press("k")
    assert page.get_by_label("Là bài cảnh báo").is_checked()
    page.keyboard.press("4")
    assert not page.get_by_label("Là bài cảnh báo").is_checked()
    after(page, lambda: page.keyboard.press("3"))
    after(page, lambda: page.keyboard.press("Backspace"))
    assert not Verdict.objects.filter(undone_at=None).exists()
    while page.locator(".post-to-read").count():
        tone = shown_tone(page)
        after(page, lambda tone=tone: page.keyboard.press(KEYS[tone]))
    assert page.evaluate("window.stillTheSamePage") is True
    page.locator("#the-doc[data-seen]").wait_for()
    page.get_by_role("button", name="Khép lại và lập chứng nhận").click()
    page.get_by_text("Giữ được giới hạn").first.wait_for()
    audit = Audit.objects.get()
    assert audit.decision == "below"
    assert audit.certificate["labels_read"] < 80
    with page.expect_download() as saved:
        page.get_by_role("link", name="Tải bản ghi").click()
    assert saved.value.suggested_filename == f"chung-nhan-{audit.pk}.json"
    assert replay(audit.certificate).agrees
    page.get_by_role("link", name="Bản in").click()
    page.wait_for_url("**/ban-in/")
    page.get_by_text("6-2-5-1").first.wait_for()


def test_keys_of_a_new_post_look_off_while_they_are_ignored(page, sign_in, cast, posts):
    sign_in("minh")
    begin(page)
    off = "document.querySelectorAll('#the-doc button[aria-disabled=true]').length"
    assert page.evaluate(f"(showAnew(document.getElementById('the-doc')), {off})") >= 4
    page.locator("#the-doc[data-seen]").wait_for()
    assert page.evaluate(off) == 0


def test_label_by_thumb_on_a_phone(page, sign_in, cast, posts):
    page.set_viewport_size({"width": 390, "height": 700})
    sign_in("minh")
    begin(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for _ in range(3):
        key = page.locator(f".tone-{shown_tone(page)}")
        box = key.bounding_box()
        assert box["height"] >= 44 and box["y"] + box["height"] <= 700  # under the thumb without scrolling
        after(page, key.click)
    after(page, page.get_by_role("button", name="Hoàn tác").click)
    assert Verdict.objects.filter(undone_at=None).count() == 2


@pytest.mark.parametrize("way", ["tap", "key"])
def test_two_quick_taps_label_the_post_on_the_screen_alone(page, sign_in, cast, posts, way):
    page.set_viewport_size({"width": 390, "height": 700})
    sign_in("minh")
    begin(page)
    page.locator("#the-doc[data-seen]").wait_for()
    first = page.locator(".post-to-read h2").inner_text()
    box = page.locator(".tone-neutral").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def press():
        page.mouse.click(*middle) if way == "tap" else page.keyboard.press("2")

    press()
    page.wait_for_function("was => document.querySelector('.post-to-read h2').innerText !== was", arg=first)
    press()  # meant for the post before; the button of the next one stands in the same place
    page.locator("#the-doc[data-seen]").wait_for()
    assert [verdict.item.title for verdict in Verdict.objects.select_related("item")] == [first]
    assert "Đã đọc 1 bài" in page.locator(".progress-words").inner_text()
    after(page, press)
    assert Verdict.objects.count() == 2


def test_label_without_any_script(browser, live_server, cast, posts):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.locator("[name=username]").fill("minh")
    page.locator("[name=password]").fill("mat-khau-thu-nghiem")
    page.get_by_role("button", name="Đăng nhập").click()
    begin(page)
    page.get_by_label("Là bài cảnh báo").check(force=True)
    page.get_by_role("button", name="Trung tính").click()
    page.get_by_text("Đã đọc 1 bài").wait_for()
    assert Verdict.objects.get().advisory
    page.get_by_role("button", name="Hoàn tác").click()
    page.get_by_text("Đã đọc 0 bài").wait_for()
    context.close()
