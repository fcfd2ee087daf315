"""How days, numbers and states are typed and written."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.web.shell.charts import CertifiedSpan, SharePoint, mix_bar, progress_bar, share_bar, share_chart
from haichieu.web.shell.days import parse_day
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.statuses import STATUSES
from haichieu.web.shell.templatetags.viet import (
    days_from,
    status_badge,
    vn_date,
    vn_datetime,
    vn_number,
    vn_percent,
    vn_percent_down,
    vn_percent_up,
)

DAY = date(2026, 11, 5)


def plain(text):
    return text.replace("\u00a0", " ")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_written_day_is_read_back(day):
    assert parse_day(vn_date(day)) == day


@pytest.mark.parametrize("typed", ["5/11/2026", "05-11-2026", "05112026", "051126", " 5.11.26 ", "5 11 2026"])
def test_days_are_typed_in_the_usual_ways(typed):
    assert parse_day(typed) == DAY


@pytest.mark.parametrize(
    "typed", ["", "mai", "31/02/2026", "2026-11-05", "5/13/2026", "٣/11/2026x", "1" * 40]
)
def test_what_is_no_day_is_none(typed):
    assert parse_day(typed) is None


def test_moments_are_written_in_the_time_of_the_office():
    late_evening = datetime(2026, 11, 4, 18, 5, tzinfo=UTC)
    assert vn_datetime(late_evening) == "05/11/2026 01:05"
    assert vn_date(late_evening) == "05/11/2026"
    assert vn_date(None) == vn_datetime(None) == ""


def test_numbers_and_shares():
    assert vn_number(1234567) == "1.234.567"
    assert plain(vn_percent(Fraction(1, 3))) == "33,3 %"
    assert vn_percent(None) == "–"


@given(st.floats(min_value=0, max_value=1))
def test_bounds_are_rounded_so_that_they_stay_true(share):
    low, high = (
        float(plain(text).removesuffix(" %").replace(",", "."))
        for text in (vn_percent_down(share), vn_percent_up(share))
    )
    assert low <= share * 100 + 1e-6
    assert high >= share * 100 - 1e-6
    assert high - low <= 0.1 + 1e-9


def test_how_far_a_day_is():
    assert days_from(DAY, DAY) == "hôm nay"
    assert days_from(date(2026, 12, 5), DAY) == "còn 30 ngày"
    assert days_from(None, DAY) == ""


@pytest.mark.parametrize("state", STATUSES)
def test_a_state_is_never_told_by_colour_alone(state):
    badge = status_badge(state)
    assert STATUSES[state].word in badge
    assert "<use href" in badge


def test_a_badge_escapes_its_word():
    assert "<script>" not in status_badge("late", "<script>")


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong():
    form = Posted({"day": "32/1/2026", "name": "", "kind": "x", "unit": "abc"})
    assert form.day("day") is None
    form.text("name", missing="Hãy ghi tên.")
    form.choice("kind", ["a"], missing="Hãy chọn.")
    form.pk("unit")
    assert set(form.errors) == {"day", "name", "kind", "unit"}
    assert form.values["day"] == "32/1/2026"
    assert not form.is_fine


def test_the_estimate_and_the_certificate_look_different():
    points = [SharePoint(date(2026, 11, d), date(2026, 11, d + 6), 0.1) for d in (1, 8, 15)]
    points.insert(1, SharePoint(date(2026, 11, 8), date(2026, 11, 8), None))
    span = CertifiedSpan(date(2026, 11, 1), date(2026, 11, 20), 0.08, 0.139)
    drawn = share_chart(points, [span], limit=0.15, title="Tỷ lệ <b>", ident="a")
    assert drawn.count('class="chart-dot"') == 3
    assert drawn.count('class="chart-certified"') == 1
    assert "Đã chứng nhận 01/11/2026 – 20/11/2026" in drawn
    assert "máy ước lượng" in drawn
    assert "Giới hạn" in drawn
    assert "<b>" not in drawn
    assert 'role="img"' in drawn


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=1, max_size=20),
    st.one_of(st.none(), st.floats(0.01, 0.99)),
)
def test_any_shares_can_be_drawn(shares, limit):
    points = [SharePoint(date(2026, 1, i + 1), date(2026, 1, i + 1), share) for i, share in enumerate(shares)]
    drawn = share_chart(points, limit=limit, title="x", ident="a")
    assert "nan" not in drawn
    assert drawn.count("chart-dot") == sum(share is not None for share in shares)


def test_nothing_is_drawn_of_nothing():
    assert share_chart([], title="x", ident="a") == ""
    assert share_bar(None, limit=0.15, ident="a") == ""
    assert mix_bar([("positive", 0)], title="x", ident="a") == ""
    assert 'width="400.0"' in progress_bar(7.0)
