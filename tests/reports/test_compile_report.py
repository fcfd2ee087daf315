"""A period becomes a report: figures with records behind them, files, versions."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from docx import Document

from haichieu.dispatches.models import Dispatch, MeasuredLimit
from haichieu.layout.document import OfficialDocument
from haichieu.layout.errors import LayoutError
from haichieu.layout.pdf import pdf_bytes
from haichieu.posts.actions import close_audit, count_days, freeze_frame, start_audit
from haichieu.posts.models import ToneReading
from haichieu.reports.actions import compile_report, compiling
from haichieu.reports.errors import ReportError
from haichieu.reports.models import Report, ReportFigure
from haichieu.reports.queries import figure_now, reports
from haichieu.stats.limits import Limit
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Letterhead, Unit
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_channel, make_dispatch, make_item, make_obligation

pytestmark = pytest.mark.django_db


def compiled(cast: Cast) -> Report:
    return compile_report(by=cast.minh, unit=cast.federation, period="2026-H2", at=NOW)


def words(report: Report) -> str:
    document = Document(report.docx.path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def figure(report: Report, key: str) -> ReportFigure:
    return report.figures.get(key=key)


def test_an_empty_period_still_makes_a_report_that_says_so(cast: Cast) -> None:
    report = compiled(cast)
    assert "không có nhiệm vụ nào" in words(report)
    assert report.pdf.size > 1000
    assert (report.first_day, report.last_day) == (date(2026, 6, 15), date(2026, 12, 14))


def test_each_figure_counts_its_records(cast: Cast) -> None:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    late = make_obligation(dispatch=letter, owner=cast.hoa_union, due_on=TODAY - timedelta(days=3))
    make_obligation(dispatch=letter, due_on=TODAY + timedelta(days=3))
    make_obligation(dispatch=letter, due_on=TODAY, done_at=NOW)
    make_obligation(dispatch=letter, due_on=None)
    report = compiled(cast)
    counts = {
        key: figure(report, f"obligations.{key}").count for key in ("total", "on_time", "overdue", "standing")
    }
    assert counts == {"total": 3, "on_time": 1, "overdue": 1, "standing": 1}
    assert [row.pk for row in figure_now(figure(report, "obligations.overdue")).obligations] == [late.pk]
    assert "03" in words(report)


def test_a_figure_says_when_its_records_have_changed_since(cast: Cast) -> None:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    obligation = make_obligation(dispatch=letter, due_on=TODAY + timedelta(days=3))
    report = compiled(cast)
    assert not figure_now(figure(report, "obligations.not_started")).changed
    obligation.due_on = TODAY - timedelta(days=1)
    obligation.save()
    now = figure_now(figure(report, "obligations.not_started"))
    assert now.changed and now.count == 0


def test_posts_are_counted_by_channel_and_tone(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union, name="Trang tin May Phù Sa")
    items = [
        make_item(channel=channel, tone=tone, advisory=flag)
        for tone, flag in (("negative", False), ("negative", True), ("positive", False))
    ]
    count_days({(item.channel_id, item.day) for item in items})
    report = compiled(cast)
    assert figure(report, f"posts.{channel.pk}.counted").count == 1
    assert figure(report, "posts.all.negative").count == 2
    assert "Trang tin May Phù Sa" in words(report)


def test_a_certificate_is_quoted_with_its_run_its_days_and_its_channels(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union, name="Trang tin May Phù Sa")
    count_days({(channel.pk, make_item(channel=channel).day)})
    frame = freeze_frame(
        by=cast.minh,
        unit=cast.federation,
        channels=[channel],
        first=date(2026, 11, 1),
        last=TODAY,
        limit=Limit.parse("15%"),
        alpha=0.05,
        at=NOW,
    )
    for seed in ("3-1-4", "1-5-9"):
        audit = start_audit(by=cast.minh, frame=frame, seed=seed, at=NOW)
        close_audit(by=cast.minh, audit=audit, at=NOW)
    text = words(compiled(cast))
    for run in (1, 2):
        assert f"(lượt {run}, từ 01/11/2026 đến 20/11/2026, kênh Trang tin May Phù Sa;" in text


def make_limit(*, unit: Unit, confirmed: bool = True, at: datetime = NOW) -> MeasuredLimit:
    """A confirmed letter's limit of 15 % on a unit."""
    letter = make_dispatch(unit=unit, confirmed=confirmed)
    Dispatch.objects.filter(pk=letter.pk, confirmed_at__isnull=False).update(confirmed_at=at)
    return MeasuredLimit.objects.create(
        dispatch=letter,
        unit=unit,
        text=f"tin, bài tiêu cực dưới 15 % theo văn bản số {letter.number}",
        counts="negative",
        numerator=15,
        denominator=100,
        strict=True,
    )


def test_limits_laid_on_upper_units_bind_the_units_below(cast: Cast) -> None:
    above, own = make_limit(unit=cast.federation), make_limit(unit=cast.hoa_union)
    beside = make_limit(unit=cast.son_union)
    text = words(compile_report(by=cast.hoa, unit=cast.hoa_union, period="2026-H2", at=NOW))
    assert above.text in text and own.text in text and beside.text not in text


def test_a_limit_confirmed_after_the_counted_days_is_left_out(cast: Cast) -> None:
    later = make_limit(unit=cast.federation, at=NOW)
    earlier = make_limit(unit=cast.federation, at=NOW - timedelta(days=200))
    report = compile_report(by=cast.minh, unit=cast.federation, period="2026-H1", at=NOW)
    assert earlier.text in words(report) and later.text not in words(report)


def test_the_models_named_are_those_that_read_the_posts_of_the_period(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    for version, day in (("1-cu", TODAY), ("2-moi", TODAY), ("0-truoc-ky", date(2026, 1, 2))):
        item = make_item(channel=channel, day=day)
        ToneReading.objects.filter(item=item).update(model=version)
        count_days({(channel.pk, day)})
    assert "do máy ước lượng (mô hình 1-cu, 2-moi)" in words(compiled(cast))


def test_compiling_again_makes_a_new_version(cast: Cast) -> None:
    assert [compiled(cast).version, compiled(cast).version] == [1, 2]


def test_files_are_written_while_no_transaction_keeps_others_waiting(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    depth = len(connection.savepoint_ids)
    seen = []

    def watched(document: OfficialDocument) -> bytes:
        seen.append((len(connection.savepoint_ids), list(reports(units=[cast.federation.pk]))))
        return pdf_bytes(document)

    monkeypatch.setattr(compiling, "pdf_bytes", watched)
    report = compiled(cast)
    assert seen == [(depth, [])]
    assert list(reports(units=[cast.federation.pk])) == [report]


def test_a_report_whose_files_cannot_be_written_leaves_nothing_behind(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(document: OfficialDocument) -> bytes:
        raise LayoutError("Không dựng được PDF.")

    monkeypatch.setattr(compiling, "pdf_bytes", broken)
    with pytest.raises(LayoutError):
        compiled(cast)
    assert not Report.objects.exists() and not ReportFigure.objects.exists()


def test_the_letterhead_of_the_unit_is_used(cast: Cast) -> None:
    Letterhead.objects.create(
        unit=cast.federation,
        body_kind="union",
        symbol="LĐLĐ",
        place="Đông Triều",
        authority="TM. BAN THƯỜNG VỤ",
        signer_title="CHỦ TỊCH",
        signer_name="Trịnh Ngọc Lan",
        valid_from=date(2026, 1, 1),
    )
    text = words(compiled(cast))
    assert "BC-LĐLĐ" in text and "Trịnh Ngọc Lan" in text and "TM. BAN THƯỜNG VỤ" in text


def test_what_is_missing_is_said(cast: Cast) -> None:
    make_dispatch(unit=cast.federation)
    assert "Còn 1 văn bản chưa có người xác nhận" in words(compiled(cast))


def test_a_period_that_cannot_be_read_is_one_sentence(cast: Cast) -> None:
    with pytest.raises(ReportError, match="kỳ báo cáo"):
        compile_report(by=cast.minh, unit=cast.federation, period="nửa năm", at=NOW)
    assert not Report.objects.exists()


def test_a_period_that_has_not_begun_is_refused_with_its_first_day(cast: Cast) -> None:
    with pytest.raises(ReportError, match="chưa bắt đầu: số liệu tính từ ngày 15/12/2026"):
        compile_report(by=cast.minh, unit=cast.federation, period="2027-H1", at=NOW)
    assert not Report.objects.exists()


def test_a_stranger_may_not_compile(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        compile_report(by=cast.son, unit=cast.federation, period="2026-H2", at=NOW)
