"""Nothing that was typed is lost without a question: a result, a draft's sections, a correction."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from haichieu.base.clock import now
from haichieu.dispatches.actions import add_dispatch
from haichieu.dispatches.models import OwnLetter
from haichieu.dispatches.relay import Content
from tests.dispatches.own_letters import composed, make_letterhead, make_upper_letter
from tests.web.cascade.given_work import given

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(page):
    """Every question that the page asked; each is answered with “no”."""
    questions = []

    def refuse(dialog):
        questions.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    return questions


def test_a_result_is_not_lost_by_a_tap_on_another_button(page, sign_in, cast, asked):
    work = given(by=cast.minh, giver=cast.federation, units=[cast.hoa_union])[0]
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in("hoa")
    page.goto(reverse("assignment", args=(work.pk,)))
    page.locator("#w-note").fill("Đã tổ chức ngày hội.")
    page.get_by_role("button", name="Nhận việc").click()
    assert len(asked) == 1 and "chưa nộp" in asked[0]
    expect(page.locator("#w-note")).to_have_value("Đã tổ chức ngày hội.")
    page.get_by_role("button", name="Nộp", exact=True).click()
    expect(page.get_by_text("Đã nộp kết quả, đang chờ duyệt.")).to_be_visible()
    assert len(asked) == 1
    work.refresh_from_db()
    assert work.state == "submitted"


def test_two_sections_of_a_draft_are_saved_together(page, sign_in, cast, asked):
    make_letterhead(cast.federation)
    letter = composed(cast, make_upper_letter(cast.federation))
    sign_in("minh")
    page.goto(reverse("own-letter", args=(letter.pk,)))
    for name in ("closing", "recipients"):
        page.locator(f"#phan-{name} summary").click()
        page.locator(f"#s-{name}").fill(f"Mới {name}")
    page.get_by_role("link", name="Văn bản đi").first.click()
    assert len(asked) == 1 and "chưa lưu" in asked[0]
    page.locator("#phan-closing").get_by_role("button", name="Lưu phần này").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    assert len(asked) == 1
    content = Content.of(OwnLetter.objects.get().content)
    assert (content.closing, content.recipients) == ("Mới closing", ("Mới recipients",))


def test_a_correction_is_asked_for_before_another_page(page, sign_in, cast, asked):
    data = (
        "TỔNG LIÊN ĐOÀN\nSố: 12/LĐLĐ\n\nKính gửi: Các đơn vị\n\n1. Báo cáo trước ngày 10/12/2026.\n".encode()
    )
    letter, _ = add_dispatch(by=cast.minh, unit=cast.federation, file_name="a.txt", data=data, at=now())
    sign_in("minh")
    address = reverse("dispatch", args=(letter.pk,))
    page.goto(address)
    page.locator("#i-field-subject").fill("Về việc báo cáo")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Nguồn gốc").click()
    assert len(asked) == 1 and page.url.endswith(address)
    page.locator("#i-field-subject").fill(
        page.locator("#i-field-subject").evaluate("(each) => each.defaultValue")
    )
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Nguồn gốc").click()
    page.wait_for_url("**/nguon-goc/**")
    assert len(asked) == 1
