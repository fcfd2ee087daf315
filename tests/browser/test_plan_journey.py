"""Plan a month: a draft from finished work, labels for the model and a second look, by keyboard and by thumb."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from haichieu.base.clock import now
from haichieu.dispatches.actions import finish_obligation, submit_evidence
from haichieu.dispatches.models import MeasuredLimit
from haichieu.posts.actions import count_days, plan_post
from haichieu.posts.models import FlagCheck, PlannedPost, ToneReading
from haichieu.posts.queries import PERSON
from haichieu.text.dates import format_date
from haichieu.web.shell.days import today
from tests.factories import make_channel, make_dispatch, make_item, make_obligation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEVELS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 860}
WORK = "Trao hai mươi mái ấm công đoàn cho đoàn viên khó khăn"


@pytest.fixture
def office(cast):
    """Two months of posts, a limit, finished work, a draft, and two flagged posts that were drawn."""
    channel = make_channel(unit=cast.federation, name="Trang tin Công đoàn Đông Triều")
    items = [
        make_item(channel=channel, day=today() - timedelta(n), tone="negative" if n % 9 == 0 else "neutral")
        for n in range(60)
    ]
    flagged = [
        make_item(channel=channel, day=today(), title=f"Cảnh báo bão số {n}", tone="negative", advisory=True)
        for n in (8, 9)
    ]
    count_days({(item.channel_id, item.day) for item in items})
    FlagCheck.objects.bulk_create(FlagCheck(item=item, drawn_at=now()) for item in flagged)
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    MeasuredLimit.objects.create(
        dispatch=letter, unit=cast.federation, counts="negative", numerator=15, denominator=100, strict=True,
        text="dưới 15 %",
    )  # fmt: skip
    owed = make_obligation(dispatch=letter, text=WORK)
    submit_evidence(
        by=cast.minh, obligation=owed, kind="note", ref="", snapshot={}, note="Có ảnh bàn giao.", at=now()
    )
    finish_obligation(by=cast.minh, obligation=owed, note="Đã trao.", at=now())
    plan_post(by=cast.minh, channel=channel, title="Khai mạc hội thao", planned_for=today(), at=now())
    return channel


def after(page, press):
    """Do something and wait until the card has changed."""
    page.locator("#the-doc[data-seen]").wait_for()
    title = page.locator("#the-doc h2").first.inner_text()
    press()
    page.wait_for_function("was => document.querySelector('#the-doc h2').innerText !== was", arg=title)


def test_a_draft_from_finished_work_by_keyboard(page, sign_in, office):
    sign_in("minh")
    page.goto("/ke-hoach/")
    page.get_by_role("link", name="Viết bài kể việc này").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Tiêu đề").wait_for()
    assert page.get_by_label("Tiêu đề").input_value() == WORK
    page.get_by_label("Tiêu đề").focus()
    page.keyboard.press("End")
    page.keyboard.type(" ở Sơn Hà")
    page.get_by_label("Định đăng ngày").fill(format_date(today()))
    page.keyboard.press("Enter")
    page.get_by_text("Đã ghi bài dự kiến").wait_for()
    assert PlannedPost.objects.filter(title=f"{WORK} ở Sơn Hà").exists()
    page.get_by_text("đều có bài kể").wait_for()


def test_a_draft_is_changed_and_tied_by_thumb(page, sign_in, cast, office):
    page.set_viewport_size(PHONE)
    sign_in("minh")
    page.goto("/ke-hoach/")
    page.get_by_role("link", name="Khai mạc hội thao").click()
    page.get_by_label("Tiêu đề", exact=True).fill("Khai mạc hội thao công nhân")
    page.get_by_role("button", name="Ghi thay đổi").click()
    page.get_by_text("Đã ghi thay đổi").wait_for()
    make_item(channel=office, day=today(), title="Khai mạc hội thao công nhân lần thứ năm")
    page.reload()
    button = page.get_by_role("button", name="Chính là bài này")
    assert button.bounding_box()["height"] >= 36
    button.click()
    page.get_by_text("Đã gắn bài dự kiến").wait_for()
    assert PlannedPost.objects.get().published is not None


def test_the_model_is_taught_by_keys_and_the_last_one_is_taken_back(page, sign_in, office):
    sign_in("minh")
    page.goto("/ke-hoach/day-may/")
    page.get_by_text("Chỉ để dạy máy").wait_for()
    page.evaluate("window.stillTheSamePage = true")
    after(page, lambda: page.keyboard.press("3"))
    after(page, lambda: page.keyboard.press("0"))
    page.locator("#the-doc[data-seen]").wait_for()
    page.keyboard.press("4")
    after(page, lambda: page.keyboard.press("2"))
    assert ToneReading.objects.filter(model=PERSON).count() == 2
    after(page, lambda: page.keyboard.press("u"))
    assert list(ToneReading.objects.filter(model=PERSON).values_list("tone", flat=True)) == ["negative"]
    assert page.evaluate("window.stillTheSamePage") is True


def test_flags_are_looked_at_by_thumb(page, sign_in, office):
    page.set_viewport_size(PHONE)
    sign_in("minh")
    page.goto("/ke-hoach/canh-bao/")
    box = page.get_by_role("button", name="Đúng là cảnh báo").bounding_box()
    assert box["height"] >= 44 and box["y"] + box["height"] <= PHONE["height"]
    after(page, page.get_by_role("button", name="Đúng là cảnh báo").click)
    after(page, page.get_by_role("button", name="Không phải").click)
    page.get_by_text("Không còn bài nào chờ bạn").wait_for()
    page.get_by_text("Đã xem lại 2 bài, chưa đủ để nói").wait_for()
    page.get_by_text("Câu trả lời của bạn").click()
    undo = page.get_by_role("button", name="Cảnh báo bão số 8")
    assert undo.bounding_box()["height"] >= 36
    after(page, undo.click)
    assert page.locator("#the-doc h2").first.inner_text() == "Cảnh báo bão số 8"
    after(page, lambda: page.keyboard.press("1"))
    after(page, lambda: page.keyboard.press("u"))
    page.get_by_text("Đã xem lại 1 bài, chưa đủ để nói").wait_for()


def test_everything_works_without_any_script(browser, live_server, office):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.locator("[name=username]").fill("minh")
    page.locator("[name=password]").fill("mat-khau-thu-nghiem")
    page.get_by_role("button", name="Đăng nhập").click()
    page.goto("/ke-hoach/day-may/")
    page.get_by_role("button", name="Trung tính").click()
    page.get_by_text("Đã đọc 1 bài").wait_for()
    page.get_by_role("button", name="Hoàn tác").click()
    page.get_by_text("Đã đọc 0 bài").wait_for()
    page.goto("/ke-hoach/canh-bao/")
    page.get_by_role("button", name="Đúng là cảnh báo").click()
    page.goto("/ke-hoach/")
    page.locator("[name=unit]").select_option(index=1)
    page.get_by_role("button", name="Xem").click()
    page.locator(".month-line").get_by_text("May Phù Sa").wait_for()
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_of_planning_can_be_read_by_everybody(page, sign_in, office, size):
    page.set_viewport_size(size)
    sign_in("minh")
    draft = PlannedPost.objects.get().pk
    paths = [
        "/ke-hoach/", "/ke-hoach/?month=2025-01", "/ke-hoach/viec-chua-ke/", "/ke-hoach/bai/them/",
        f"/ke-hoach/bai/{draft}/", "/ke-hoach/day-may/", "/ke-hoach/canh-bao/",
        "/ke-hoach/bai/?state=",
    ]  # fmt: skip
    for path in paths:
        page.goto(path)
        for summary in page.locator("main details summary").all():
            summary.click()
        found = Axe().run(page, options=LEVELS).response["violations"]
        assert not [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found], path
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
