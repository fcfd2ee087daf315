"""Names of report periods are read, written and followed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.reports.rules import Period, PeriodKind, UnknownPeriod
from haichieu.reports.rules.periods import MONTHS

KINDS = list(PeriodKind)
YEARS = st.integers(1900, 2999)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period."""
    kind = draw(st.sampled_from(KINDS))
    return Period(kind, draw(YEARS), draw(st.integers(1, 12 // MONTHS[kind])))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2025", "năm 2025"),
        ("2025-H1", "6 tháng đầu năm 2025"),
        ("2025-h2", "6 tháng cuối năm 2025"),
        ("2025-Q3", "quý III năm 2025"),
        (" 2025-11 ", "tháng 11 năm 2025"),
        ("2025-7", "tháng 7 năm 2025"),
    ],
)
def test_a_period_has_its_vietnamese_name(text: str, label: str) -> None:
    assert Period.parse(text).label == label


@pytest.mark.parametrize(
    "text", ["", "2025-H3", "2025-Q0", "2025-13", "2025-00", "H2", "25-H1", "quý 3", "2025-H", "0000"]
)
def test_nonsense_gets_one_vietnamese_sentence(text: str) -> None:
    with pytest.raises(UnknownPeriod) as caught:
        Period.parse(text)
    sentence = str(caught.value)
    assert sentence.startswith("Không hiểu kỳ báo cáo") and sentence.endswith(".") and "2025-H1" in sentence


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_politely(text: str) -> None:
    try:
        period = Period.parse(text)
    except UnknownPeriod as error:
        assert "\n" not in str(error) or "\n" in text.strip()
    else:
        assert Period.parse(str(period)) == period


@given(periods())
def test_what_is_written_is_read_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(periods())
def test_after_and_before_undo_each_other(period: Period) -> None:
    assert period.following().preceding() == period
    assert period.preceding().following() == period


@given(periods())
def test_months_follow_without_a_gap(period: Period) -> None:
    after = period.following()
    first = (period.year * 12 + period.last_month) + 1
    assert first == after.year * 12 + after.first_month
