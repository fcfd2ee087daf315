"""An order without a letter is written down by hand and has the same ledger."""

from datetime import timedelta

import pytest

from haichieu.base.jobs import run_waiting
from haichieu.dispatches.actions import cascade_obligation, register_earlier, write_order
from haichieu.dispatches.errors import BadReading, BoundaryTouched
from haichieu.dispatches.models import Assignment, Dispatch, Obligation, RegisterEntry
from haichieu.dispatches.queries import current_reading, dispatches
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def order(cast: Cast, **wish: object) -> Obligation:
    asked = {
        "by": cast.minh,
        "unit": cast.federation,
        "text": "Thống kê số đoàn viên bị ảnh hưởng bởi bão.\nGửi trước chiều thứ Sáu.",
        "heard_from": "Thường trực Liên đoàn, giao ban sáng thứ Hai",
        "due_on": TODAY,
        "review_on": None,
        "at": NOW,
    }
    return write_order(**(asked | wish))


def test_an_order_stands_in_the_register_and_is_handed_down_like_a_letter(cast: Cast) -> None:
    duty = order(cast)
    letter = duty.dispatch
    assert letter.is_oral and letter.confirmed_at == NOW and letter.date == "2026-11-20"
    assert letter.subject == "Thống kê số đoàn viên bị ảnh hưởng bởi bão."
    assert letter.issuer == "Thường trực Liên đoàn, giao ban sáng thứ Hai"
    with letter.file.open() as kept:
        assert kept.read().decode() == letter.text
    reading = current_reading(letter)
    assert reading is not None and reading.by_person
    assert [each.pk for each in dispatches(units=[cast.federation.pk], search="bi bao")] == [letter.pk]
    cascade_obligation(by=cast.minh, obligation=duty, giver=cast.federation, lead=[cast.hoa_union.pk], at=NOW)
    run_waiting(clock=lambda: NOW)
    assert Assignment.objects.get().due_on == TODAY


def test_an_order_gets_a_number_among_orders_and_leaves_none_out_among_letters(cast: Cast) -> None:
    orders = [order(cast).dispatch, order(cast, at=NOW + timedelta(days=1)).dispatch]
    lines = RegisterEntry.objects.filter(dispatch__in=orders).order_by("pk")
    assert [(line.book, line.period, line.number) for line in lines] == [
        ("oral", "2026", 1),
        ("oral", "2026", 2),
    ]
    lines.delete()
    assert register_earlier(at=NOW) == 2 and {line.book for line in RegisterEntry.objects.all()} == {"oral"}


def test_the_same_words_said_again_are_another_order(cast: Cast) -> None:
    order(cast)
    order(cast, at=NOW + timedelta(days=1))
    assert Dispatch.objects.count() == Obligation.objects.count() == 2


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"text": " "}, "nội dung"),
        ({"heard_from": ""}, "ai hoặc nơi nào"),
        ({"due_on": None}, "Hãy ghi hạn"),
    ],
)
def test_an_order_says_what_from_whom_and_by_when(cast: Cast, wish: dict, says: str) -> None:
    with pytest.raises(BadReading, match=says):
        order(cast, **wish)
    assert not Dispatch.objects.exists()


def test_an_order_beyond_a_boundary_is_not_written_down(cast: Cast) -> None:
    ask = "Lập danh sách và báo cáo các tài khoản cá nhân của đoàn viên đăng bài trái quan điểm cho cơ quan chức năng."
    with pytest.raises(BoundaryTouched):
        order(cast, text=ask)
    assert not Dispatch.objects.exists()


def test_who_may_not_confirm_letters_writes_no_orders(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        order(cast, by=cast.hoa)
