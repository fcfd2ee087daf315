"""The leader reads the picture of the day on a phone and at a desk, and opens a number, a unit and a cell."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from haichieu.base.clock import now
from haichieu.base.jobs import run_waiting
from haichieu.dispatches.actions import cascade_obligation, rebuild_tallies, see_assignment, submit_assignment
from haichieu.dispatches.models import Assignment
from haichieu.web.shell.days import today
from tests.factories import make_dispatch, make_obligation, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEVELS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 860}


@pytest.fixture
def office(cast):
    """Two obligations with both unions and a section below one; one union has handed one in."""
    section = make_unit(parent=cast.hoa_union, name="Công đoàn bộ phận Xưởng Cắt")
    rebuild_tallies(at=now())
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    for text in ("Gửi báo cáo Tháng Công nhân", "Đăng bài về bữa cơm công đoàn"):
        owed = make_obligation(dispatch=letter, text=text, due_on=today() + timedelta(days=3))
        lead = [cast.hoa_union.pk, cast.son_union.pk, section.pk]
        cascade_obligation(by=cast.minh, obligation=owed, giver=cast.federation, lead=lead, at=now())
    run_waiting(clock=now)
    row = Assignment.objects.filter(unit=cast.hoa_union).order_by("pk").first()
    see_assignment(by=cast.hoa, assignment=row, at=now())
    submit_assignment(by=cast.hoa, assignment=row, note="Đã gửi báo cáo.", at=now())
    return row


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def no_barriers(page) -> None:
    found = Axe().run(page, options=LEVELS)
    assert found.violations_count == 0, found.generate_report()


def test_the_leader_reads_the_day_on_a_phone_and_opens_a_number(page, sign_in, office):
    page.set_viewport_size(PHONE)
    sign_in("lan")
    page.goto("/tong-hop/")
    page.get_by_text("6 việc đã giao, 0 đã xong.").wait_for()
    assert fits(page)
    no_barriers(page)
    page.get_by_role("link", name="Chờ duyệt 1").click()
    page.get_by_role("heading", name="Chờ duyệt: 1").wait_for()
    assert fits(page)
    no_barriers(page)
    page.get_by_role("link", name="Gửi báo cáo Tháng Công nhân").click()
    page.wait_for_url("**/viec-duoc-giao/**")


def test_a_lower_unit_is_opened_and_left_again_by_keyboard(page, sign_in, office, cast):
    page.set_viewport_size(DESK)
    sign_in("lan")
    page.goto("/tong-hop/")
    link = page.get_by_role("rowheader").get_by_role("link", name="Công đoàn cơ sở May Phù Sa")
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Công đoàn bộ phận Xưởng Cắt").first.wait_for()
    page.get_by_role("navigation", name="Đơn vị cấp trên").get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.get_by_text("6 việc đã giao").wait_for()


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_heat_map_says_the_same_in_colours_letters_and_words(page, sign_in, office, cast, size):
    page.set_viewport_size(size)
    sign_in("lan")
    page.goto("/tong-hop/ban-do/")
    picture = page.get_by_role("img", name="2 chưa mở").first
    picture.wait_for()
    assert picture.locator("text").text_content() == "CC"
    assert fits(page)
    no_barriers(page)
    box = picture.bounding_box()
    page.mouse.click(box["x"] + 20, box["y"] + 8)
    page.get_by_role("heading", name="Đã gửi:").wait_for()
