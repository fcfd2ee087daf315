"""A unit that the decree does not bind may count its reports over days of its own."""

from datetime import date, datetime, timedelta

import pytest

from haichieu.base.models import LogEntry
from haichieu.reports.actions import compile_report, set_window
from haichieu.reports.errors import ReportError
from haichieu.reports.models import WindowOverride
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Letterhead, Person
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(cast: Cast) -> Person:
    """The administrator of the federation, which says that it is a union."""
    looks(cast, "union")
    return make_person(unit=cast.federation, role="administrator")


def looks(cast: Cast, body: str) -> None:
    Letterhead.objects.update_or_create(
        unit=cast.federation,
        valid_from=date(2026, 1, 1),
        defaults={"body_kind": body, "symbol": "LĐLĐ", "place": "Đông Triều", "signer_title": "CHỦ TỊCH"},
    )


def set_days(by: Person, cast: Cast, **optional: object) -> WindowOverride:
    """From the 11th of the month before to the 10th of the last month."""
    values = {
        "kind": "",
        "first_day": 11,
        "first_month_offset": -1,
        "last_day": 10,
        "last_month_offset": 0,
        "source": "Điều 3 Quy chế báo cáo năm 2026",
        "valid_from": date(2026, 1, 1),
        "at": NOW,
    }
    return set_window(by=by, unit=cast.federation, **{**values, **optional})


def days(cast: Cast, period: str = "2026-H2", at: datetime = NOW) -> tuple[date, date]:
    report = compile_report(by=cast.minh, unit=cast.federation, period=period, at=at)
    return report.first_day, report.last_day


def test_the_units_own_days_are_counted_and_their_paper_is_named(cast: Cast, head: Person) -> None:
    set_days(head, cast)
    report = compile_report(by=cast.minh, unit=cast.federation, period="2026-H2", at=NOW)
    assert (report.first_day, report.last_day) == (date(2026, 6, 11), date(2026, 12, 10))
    assert "theo Điều 3 Quy chế báo cáo năm 2026 của đơn vị" in report.html


def test_a_rule_for_one_kind_of_period_goes_before_the_rule_for_all(cast: Cast, head: Person) -> None:
    set_days(head, cast, valid_from=date(2026, 6, 1))
    set_days(head, cast, kind="half", first_day=1, first_month_offset=0, last_day=0, last_month_offset=1)
    assert days(cast) == (date(2026, 7, 1), date(2026, 12, 31))
    assert days(cast, "2026-Q4") == (date(2026, 9, 11), date(2026, 12, 10))


def test_a_rule_that_has_ended_gives_way_to_the_decree(cast: Cast, head: Person) -> None:
    set_days(head, cast)
    set_days(head, cast, valid_to=TODAY - timedelta(days=1))
    assert WindowOverride.objects.count() == 1
    assert days(cast) == (date(2026, 6, 15), date(2026, 12, 14))


def test_setting_it_is_logged_once(cast: Cast, head: Person) -> None:
    for _ in range(2):
        set_days(head, cast)
    assert LogEntry.objects.filter(verb="set_window", by=str(head.pk)).count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "week"}, "Không có loại kỳ “week”"),
        ({"source": "  "}, "Hãy ghi văn bản của đơn vị"),
        ({"last_day": 9}, "phải liền trước ngày đầu của kỳ sau"),
        ({"last_month_offset": 1}, "phải liền trước ngày đầu của kỳ sau"),
        ({"first_day": 32, "last_day": 31}, "từ 0 đến 28"),
        ({"valid_to": date(2025, 12, 31)}, "Ngày hết hiệu lực"),
    ],
)
def test_days_that_make_no_sense_are_one_sentence(
    cast: Cast, head: Person, wrong: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ReportError, match=sentence):
        set_days(head, cast, **wrong)
    assert not WindowOverride.objects.exists()


def test_a_body_that_the_decree_binds_may_not_set_its_days(cast: Cast, head: Person) -> None:
    looks(cast, "state")
    with pytest.raises(ReportError, match="Điều 12 Nghị định 09/2019/NĐ-CP"):
        set_days(head, cast)


def test_only_who_manages_units_may_set_them(cast: Cast, head: Person) -> None:
    for person in (cast.minh, cast.lan):
        with pytest.raises(NotAllowed):
            set_days(person, cast)
