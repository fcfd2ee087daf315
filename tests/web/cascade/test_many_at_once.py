"""Minh looks at what came back and does one thing to many: previewed, told, undone."""

import pytest
from django.test import Client
from django.urls import reverse

from haichieu.dispatches.actions import submit_assignment
from haichieu.dispatches.models import Assignment
from tests.conftest import Cast
from tests.factories import NOW, make_person, make_unit
from tests.web.cascade.given_work import given

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
BULK = "given-bulk"


@pytest.fixture
def rows(cast: Cast) -> list[Assignment]:
    third = make_unit(name="Công đoàn cơ sở Gỗ Bách Lâm", parent=cast.federation)
    rows = given(by=cast.minh, giver=cast.federation, units=[cast.hoa_union, cast.son_union, third])
    submit_assignment(by=cast.hoa, assignment=rows[0], note="Xong", at=NOW)
    return rows


def shown(browser: Client, **asked: str) -> str:
    return browser.get(reverse("given-list"), asked).content.decode()


def test_what_waits_for_a_decision_comes_first(minh: Client, rows: list[Assignment]) -> None:
    first = shown(minh)
    assert "May Phù Sa" in first and "Gỗ Bách Lâm" not in first
    assert "Gỗ Bách Lâm" in shown(minh, state="sent")


def test_a_unit_below_gave_nothing(cast: Cast, rows: list[Assignment]) -> None:
    browser = Client()
    browser.force_login(cast.hoa)
    assert rows[0].obligation.text not in shown(browser, state="")


def test_reminding_many_is_previewed_told_and_undone(minh: Client, rows: list[Assignment]) -> None:
    values = {"verb": "remind", "note": "Còn 5 ngày", "ids": [row.pk for row in rows], "state": ""}
    preview = minh.post(reverse(BULK), values).content.decode()
    assert "Sẽ nhắc 2 việc" in preview and 'name="seen" value="3"' in preview
    assert "1 việc giữ nguyên, vì" in preview and "Đã nộp, chờ duyệt" in preview and "May Phù Sa" in preview
    result = minh.post(reverse(BULK), {**values, "seen": "3"})
    told = result.content.decode()
    assert "2 đã nhắc, 1 không được" in told and "Đã nộp, chờ duyệt" in told and "May Phù Sa" in told
    batch = result.context["done"].batch
    assert minh.post(reverse("given-bulk-undo"), {"batch": batch}).status_code == 302
    assert [row.facts.filter(verb="taken_back").count() for row in rows] == [0, 1, 1]


def test_a_reminder_says_how_many_units_have_nobody_to_read_it(
    minh: Client, cast: Cast, rows: list[Assignment]
) -> None:
    values = {"verb": "remind", "ids": [row.pk for row in rows[1:]], "state": ""}
    alone = "1 đơn vị chưa có người nhận: chưa ai đọc được lời nhắc."
    preview = minh.post(reverse(BULK), values).content.decode()
    assert "Sẽ nhắc 2 việc" in preview and alone in preview
    result = minh.post(reverse(BULK), {**values, "seen": "2"}).content.decode()
    assert "2 đã nhắc" in result and alone in result and "Mọi việc đã chọn đều làm được." not in result
    assert f'href="{reverse("unit-list")}?nguoi=chua"' in preview
    assert f'href="{reverse("unit-list")}?nguoi=chua"' in result
    make_person(unit=rows[2].unit)
    again = minh.post(reverse(BULK), {**values, "seen": "2"}).content.decode()
    assert "chưa có người nhận" not in again and "Mọi việc đã chọn đều làm được." in again


def test_work_is_handed_to_another_unit_asked_for_previewed_and_undone(
    minh: Client, cast: Cast, rows: list[Assignment]
) -> None:
    other = make_unit(name="Công đoàn cơ sở Gốm Đông Hà", parent=cast.federation)
    ticked = {"verb": "reassign", "ids": [rows[1].pk, rows[2].pk], "state": ""}
    asked = minh.post(reverse(BULK), ticked)
    page = asked.content.decode()
    assert asked.status_code == 200 and "Giao lại 2 việc cho đơn vị nào?" in page and "Gốm Đông Hà" in page
    missing = minh.post(reverse(BULK), {**ticked, "to": "Không có", "note": ""})
    assert missing.status_code == 422
    assert "Không có đơn vị này" in missing.content.decode() and "cần lý do" in missing.content.decode()
    wish = {**ticked, "to": str(other.pk), "note": "Sáp nhập"}
    preview = minh.post(reverse(BULK), wish).content.decode()
    assert "Sẽ giao lại 1 việc cho Công đoàn cơ sở Gốm Đông Hà" in preview
    assert "1 việc giữ nguyên, vì" in preview and "trong cùng lần giao lại" in preview
    assert not Assignment.objects.filter(unit=other).exists()
    result = minh.post(reverse(BULK), {**wish, "seen": "2"})
    assert "1 đã giao lại cho Công đoàn cơ sở Gốm Đông Hà" in result.content.decode()
    assert Assignment.objects.get(unit=other).state == "sent"
    minh.post(reverse("given-bulk-undo"), {"batch": result.context["done"].batch})
    rows[1].refresh_from_db()
    assert (rows[1].state, Assignment.objects.get(unit=other).state) == ("sent", "withdrawn")


def test_one_assignment_is_handed_on_from_its_page(minh: Client, cast: Cast, rows: list[Assignment]) -> None:
    page = minh.get(reverse("assignment", args=(rows[1].pk,))).content.decode()
    assert "Giao lại cho đơn vị khác" in page
    browser = Client()
    browser.force_login(cast.son)
    assert "Giao lại cho" not in browser.get(reverse("assignment", args=(rows[1].pk,))).content.decode()


def test_what_touches_a_boundary_is_refused_where_it_was_typed(minh: Client, rows: list[Assignment]) -> None:
    ask = "Lập danh sách và báo cáo các tài khoản cá nhân của đoàn viên đăng bài trái quan điểm cho cơ quan chức năng."
    for verb in ("remind", "reassign"):
        values = {"verb": verb, "note": ask, "ids": [rows[1].pk], "to": str(rows[0].unit_id), "state": ""}
        refused = minh.post(reverse(BULK), values)
        assert refused.status_code == 422 and 'role="alert"' in refused.content.decode()


def test_everything_that_the_filter_finds(minh: Client, rows: list[Assignment]) -> None:
    values = {"verb": "approve", "whole": "1", "state": "submitted"}
    assert "Sẽ duyệt 1 việc" in minh.post(reverse(BULK), values).content.decode()
    minh.post(reverse(BULK), {**values, "seen": "1"})
    assert Assignment.objects.filter(state="done").count() == 1


def test_a_count_that_changed_is_shown_again(minh: Client, rows: list[Assignment]) -> None:
    values = {"verb": "remind", "whole": "1", "state": "sent", "seen": "9"}
    assert "Sẽ nhắc 2 việc" in minh.post(reverse(BULK), values).content.decode()
    assert not rows[1].facts.filter(verb="reminded").exists()


@pytest.mark.parametrize(
    "values",
    [{"verb": "extend", "note": "Mưa bão"}, {"verb": "withdraw"}, {"verb": "dance"}, {"verb": "remind"}],
)
def test_what_is_missing_is_said_before_anything_is_done(
    minh: Client, rows: list[Assignment], values: dict[str, str]
) -> None:
    ids = [] if values["verb"] == "remind" else [rows[1].pk]
    assert minh.post(reverse(BULK), {**values, "ids": ids, "state": "sent"}).status_code == 422


def test_work_of_another_giver_is_passed_over(cast: Cast, rows: list[Assignment]) -> None:
    browser = Client()
    browser.force_login(cast.hoa)
    values = {"verb": "withdraw", "note": "Thử", "ids": [row.pk for row in rows], "seen": "3"}
    assert "Sẽ rút lại 0 việc" in browser.post(reverse(BULK), values).content.decode()
    assert not Assignment.objects.filter(state="withdrawn").exists()


def test_the_text_for_a_group_names_the_units(minh: Client, rows: list[Assignment]) -> None:
    text = shown(minh, state="sent", duty=str(rows[0].obligation_id))
    assert "Sao chép để gửi nhóm Zalo" in text
    assert "- Công đoàn cơ sở Gỗ Bách Lâm" in text and "- Công đoàn cơ sở May Phù Sa" not in text
