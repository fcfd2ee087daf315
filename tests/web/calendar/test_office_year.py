"""The year of an office on a page: days off, made-up Saturdays, rules, and the deadlines that would move."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haichieu.dispatches.actions import set_counting_rule, set_office_days
from haichieu.dispatches.models import CountingRule, Obligation, OfficeDay
from tests.conftest import Cast
from tests.factories import NOW, make_dispatch, make_obligation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
FREE = date(2026, 11, 25)


@pytest.fixture
def lan(client: Client, cast: Cast) -> Client:
    client.force_login(cast.lan)
    return client


def shown(browser: Client, cast: Cast, year: int = 2026) -> str:
    asked = {"don-vi": str(cast.federation.pk), "nam": str(year)}
    return browser.get(reverse("office-calendar"), asked).content.decode()


def add_day(cast: Cast, day: date = FREE) -> None:
    about = {"is_worked": False, "name": "Nghỉ ngành", "source": "TB 12/TB-LĐLĐ"}
    set_office_days(by=cast.lan, unit=cast.federation, first=day, at=NOW, **about)


def owed_in_days(cast: Cast) -> Obligation:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    owed = make_obligation(dispatch=letter, due_on=date(2026, 11, 30))
    owed.schedule = {
        "text": "05 ngày làm việc kể từ ngày nhận",
        "type": "relative",
        "value": "5 working days after receipt",
        "issued": "2026-11-02",
        "known": "2026-11-20",
        "on": "2026-11-30",
        "periodic": False,
        "counted": True,
    }
    owed.save()
    return owed


def test_holidays_swaps_and_own_days_stand_with_their_sources(lan: Client, cast: Cast) -> None:
    add_day(cast)
    page = shown(lan, cast)
    for words in ("Quốc khánh", "Tết Nguyên Đán", "Làm bù", "Nghỉ ngành", "TB 12/TB-LĐLĐ", "điều 112"):
        assert words in page
    assert "Ghi vào lịch" in page


def test_an_officer_sees_the_calendar_and_changes_nothing(minh: Client, cast: Cast) -> None:
    add_day(cast)
    page = shown(minh, cast)
    assert "Nghỉ ngành" in page and "Ghi vào lịch" not in page and "Bỏ khỏi lịch" not in page
    values = {"first": "26/11/2026", "sort": "off", "name": "A", "source": "B"}
    assert minh.post(reverse("office-days-set", args=(cast.federation.pk,)), values).status_code == 403


def test_a_unit_below_sees_what_it_inherits(client: Client, cast: Cast) -> None:
    add_day(cast)
    client.force_login(cast.hoa)
    page = client.get(reverse("office-calendar")).content.decode()
    assert "Nghỉ ngành" in page and "TB 12/TB-LĐLĐ" in page


def test_days_are_written_and_taken_out(lan: Client, cast: Cast) -> None:
    address = reverse("office-days-set", args=(cast.federation.pk,))
    values = {"first": "28/11/2026", "last": "", "sort": "worked", "name": "Làm bù", "source": "TB 13"}
    assert lan.post(address, values).status_code == 302
    day = OfficeDay.objects.get()
    assert (day.day, day.is_worked) == (date(2026, 11, 28), True)
    assert lan.post(reverse("office-day-remove", args=(day.pk,))).status_code == 302
    assert not OfficeDay.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(lan: Client, cast: Cast) -> None:
    address = reverse("office-days-set", args=(cast.federation.pk,))
    answer = lan.post(address, {"first": "28/11/2026", "sort": "off", "name": "Nghỉ thêm", "source": "TB"})
    assert answer.status_code == 422
    assert "đã là ngày nghỉ" in answer.content.decode() and "Nghỉ thêm" in answer.content.decode()


def test_a_counting_rule_is_set_and_taken_back(lan: Client, cast: Cast) -> None:
    address = reverse("counting-rule-set", args=(cast.federation.pk,))
    values = {"valid_from": "01/12/2026", "counts_first": "1", "roll": "none", "rule_source": "QC 05"}
    assert lan.post(address, values).status_code == 302
    rule = CountingRule.objects.get()
    assert (rule.counts_first_day, rule.roll, rule.before_excludes) == (True, "none", True)
    assert "QC 05" in shown(lan, cast)
    assert lan.post(reverse("counting-rule-remove", args=(rule.pk,))).status_code == 302
    assert not CountingRule.objects.exists()


def asked_first(lan: Client, address: str, **values: str) -> str:
    """The page before a change is written down; then the change is written as that page says."""
    kept = OfficeDay.objects.count(), CountingRule.objects.count()
    page = lan.post(address, values)
    assert page.status_code == 200 and (OfficeDay.objects.count(), CountingRule.objects.count()) == kept
    shown_ = page.content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown_))
    assert lan.post(address, hidden).status_code == 302
    return shown_


def test_before_a_change_is_written_it_says_which_deadlines_it_would_move(lan: Client, cast: Cast) -> None:
    owed = owed_in_days(cast)
    unit = (cast.federation.pk,)
    day = {"first": "25/11/2026", "sort": "off", "name": "Nghỉ ngành", "source": "TB 12"}
    page = asked_first(lan, reverse("office-days-set", args=unit), **day)
    assert "1 hạn đang mở sẽ đếm ra ngày khác" in page and "30/11/2026 → 01/12/2026" in page
    assert "Nghỉ ngày 25/11/2026?" in page and OfficeDay.objects.get().name == "Nghỉ ngành"
    rule = {"valid_from": "19/11/2026", "counts_first": "1", "roll": "none", "rule_source": "QC 05"}
    lan.post(reverse("counting-rule-set", args=unit), rule)
    held = CountingRule.objects.get()
    page = asked_first(lan, reverse("counting-rule-remove", args=(held.pk,)))
    assert "Bỏ cách đếm từ 19/11/2026?" in page and "30/11/2026 → 01/12/2026" in page
    asked_first(lan, reverse("office-days-set", args=unit), **{**day, "first": "26/11/2026"})
    page = asked_first(lan, reverse("office-day-remove", args=(OfficeDay.objects.first().pk,)))
    assert "30/11/2026 → 01/12/2026" in page
    owed.refresh_from_db()
    assert owed.due_on == date(2026, 11, 30)


def test_deadlines_move_only_when_ticked(lan: Client, cast: Cast) -> None:
    owed = owed_in_days(cast)
    add_day(cast)
    page = shown(lan, cast)
    assert "30/11/2026 → 01/12/2026" in page and "checked" not in page.split('name="han"')[1][:60]
    address = reverse("deadlines-decide", args=(cast.federation.pk,))
    assert lan.post(address, {"reason": "Nghỉ ngành", "verb": "move"}).status_code == 422
    lan.post(address, {"han": str(owed.pk), "reason": "Nghỉ ngành", "verb": "move"})
    owed.refresh_from_db()
    assert owed.due_on == date(2026, 12, 1)
    assert "30/11/2026 →" not in shown(lan, cast)


def test_the_page_of_an_obligation_lists_each_counted_day(minh: Client, cast: Cast) -> None:
    owed = owed_in_days(cast)
    page = minh.get(reverse("obligation", args=(owed.pk,))).content.decode()
    assert "Ngày Văn hóa Việt Nam" in page and "ngày đầu, không tính" in page
    assert page.count('<span class="day-number">') == 11
    assert "điều 147" in page


def test_a_refused_day_is_said_at_the_top_and_leads_to_its_field(lan: Client, cast: Cast) -> None:
    address = reverse("office-days-set", args=(cast.federation.pk,))
    page = lan.post(address, {"first": "32/11/2026", "sort": ""}).content.decode()
    summary = page[page.index('role="alert" tabindex="-1" autofocus') : page.index('class="months"')]
    assert 'href="#o-first"' in summary and 'href="#o-sort"' in summary and 'id="o-sort"' in summary
    assert 'id="o-first"' in summary


def test_a_periodic_duty_shows_its_chain_and_can_be_stopped(minh: Client, cast: Cast) -> None:
    owed = owed_in_days(cast)
    owed.schedule |= {"text": "hằng quý", "type": "period", "value": "quarter", "periodic": True}
    owed.save()
    address = reverse("obligation", args=(owed.pk,))
    assert "Kỳ sau nữa đến hạn 31/12/2026" in minh.get(address).content.decode()
    stop = reverse("obligation-recurring", args=(owed.pk,))
    assert minh.post(stop, {"verb": "stop", "reason": ""}).status_code == 422
    assert minh.post(stop, {"verb": "stop", "reason": "Tỉnh bỏ báo cáo"}).status_code == 302
    assert "Đã dừng" in minh.get(address).content.decode()
    assert minh.post(stop, {"verb": "restart", "reason": "Lại cần"}).status_code == 302


def test_an_hour_stands_beside_its_day(minh: Client, cast: Cast) -> None:
    owed = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    owed.deadline_text = "trước 16 giờ ngày 20/11"
    owed.save()
    assert "20/11/2026, 16 giờ" in minh.get(reverse("obligation-list")).content.decode()
    page = minh.get(reverse("obligation", args=(owed.pk,))).content.decode()
    assert "tính trễ theo ngày, không theo giờ" in page


def test_many_days_rules_and_moves_ask_no_more_questions(lan: Client, cast: Cast) -> None:
    def questions() -> int:
        shown(lan, cast)
        with CaptureQueriesContext(connection) as asked:
            shown(lan, cast)
        return len(asked)

    add_day(cast)
    owed_in_days(cast)
    few = questions()
    for n in range(2, 12):
        owed_in_days(cast)
        set_counting_rule(
            by=cast.lan,
            unit=cast.federation,
            valid_from=date(2026, 12, n),
            counts_first_day=True,
            roll="none",
            before_excludes=True,
            source="QC",
            at=NOW,
        )
    assert questions() <= few


def test_many_deadlines_that_would_move_ask_no_more_questions(lan: Client, cast: Cast) -> None:
    address = reverse("office-days-set", args=(cast.federation.pk,))
    day = {"first": "25/11/2026", "sort": "off", "name": "Nghỉ ngành", "source": "TB 12"}
    counted = []
    for many in (1, 12):
        for _ in range(many):
            owed_in_days(cast)
        with CaptureQueriesContext(connection) as asked:
            assert "sẽ đếm ra ngày khác" in lan.post(address, day).content.decode()
        counted.append(len(asked))
    assert counted[1] <= counted[0]


@pytest.mark.parametrize("year", ["", "abc", "0", "99999999999999999999", "1900"])
def test_a_year_that_is_none_shows_the_present_one(minh: Client, year: str) -> None:
    answer = minh.get(reverse("office-calendar"), {"nam": year})
    assert answer.status_code == 200 and "Lịch làm việc 2026" in answer.content.decode()
