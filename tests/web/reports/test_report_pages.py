"""Báo cáo: compile, look, download, and open a figure down to its records."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from haichieu.base.clock import now
from haichieu.reports.models import Report
from haichieu.web.reports.forms import period_choices
from tests.factories import make_channel, make_dispatch, make_item, make_obligation

LIST = reverse("report-list")


@pytest.fixture
def day():
    """The day on which the pages are opened."""
    return timezone.localdate(now())


def compile_now(client, unit, day):
    period = period_choices(day)[0][0]
    client.post(reverse("report-compile"), {"period": period, "unit": str(unit.pk)})
    return Report.objects.order_by("-pk").first()


@pytest.fixture
def report(minh, cast, day):
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    make_obligation(dispatch=letter, text="Gửi báo cáo quý", due_on=day + timedelta(days=30))
    channel = make_channel(unit=cast.hoa_union, name="Trang Phù Sa")
    make_item(channel=channel, title="Trao 20 suất quà", day=day, tone="positive")
    letter.obligations.update(created_at=now() - timedelta(minutes=1))
    return compile_now(minh, cast.federation, day)


def test_an_empty_list_offers_to_compile(minh):
    page = minh.get(LIST).content.decode()
    assert "Chưa có báo cáo nào" in page
    assert "Kỳ báo cáo" in page


def test_compiling_again_makes_a_new_version(minh, cast, day, report):
    again = compile_now(minh, cast.federation, day)
    assert (report.version, again.version) == (1, 2)
    page = minh.get(reverse("report", args=[report.pk])).content.decode()
    assert "Đã có bản mới hơn" in page
    assert reverse("report", args=[again.pk]) in page


def test_a_period_that_does_not_exist_is_refused_and_the_choice_kept(minh, cast):
    answer = minh.post(reverse("report-compile"), {"period": "2026-H9", "unit": str(cast.hoa_union.pk)})
    assert answer.status_code == 422
    assert "Hãy chọn kỳ báo cáo" in answer.content.decode()
    assert f'value="{cast.hoa_union.pk}" selected' in answer.content.decode()


def test_the_preview_runs_nothing_and_may_stand_only_in_our_own_pages(minh, report):
    answer = minh.get(reverse("report-html", args=[report.pk]))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "BÁO CÁO" in answer.content.decode()


@pytest.mark.parametrize(("name", "magic"), [("report-docx", b"PK"), ("report-pdf", b"%PDF")])
def test_the_files_come_as_downloads(minh, report, name, magic):
    answer = minh.get(reverse(name, args=[report.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(magic)


def test_every_figure_opens_its_records(minh, report):
    page = minh.get(reverse("report", args=[report.pk])).context["page"]
    assert page.figures
    for figure in page.figures:
        shown = minh.get(reverse("figure", args=[report.pk, figure.key]))
        assert shown.status_code == 200
        assert not shown.context["page"].now.changed
        assert shown.context["page"].now.count == figure.count


def test_a_figure_names_its_records_and_says_when_they_change(minh, report, cast, day):
    counted = next(f for f in report.figures.all() if f.records_kind == "post" and f.count == 1)
    url = reverse("figure", args=[report.pk, counted.key])
    assert "Trao 20 suất quà" in minh.get(url).content.decode()
    make_item(channel=cast.hoa_union.channels.get(), title="Đăng thêm sau đó", day=day, tone="positive")
    page = minh.get(url).content.decode()
    assert "Các bản ghi đã khác so với lúc lập báo cáo" in page
    assert "Đăng thêm sau đó" in page


def test_a_report_of_the_unit_above_does_not_exist_for_a_unit_below(client, cast, report):
    client.force_login(cast.hoa)
    for name in ("report", "report-html", "report-docx", "report-pdf"):
        assert client.get(reverse(name, args=[report.pk])).status_code == 404
    assert "Chưa có báo cáo nào" in client.get(LIST).content.decode()


def test_a_report_for_a_unit_outside_cannot_be_compiled(client, cast, day):
    client.force_login(cast.hoa)
    period = period_choices(day)[0][0]
    answer = client.post(reverse("report-compile"), {"period": period, "unit": str(cast.son_union.pk)})
    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_an_unknown_figure_is_a_missing_page(minh, report):
    assert minh.get(reverse("figure", args=[report.pk, "khong-co"])).status_code == 404


@pytest.mark.parametrize("compiled", [3, 20])
def test_questions_to_the_database_do_not_grow(minh, cast, compiled, django_assert_max_num_queries):
    for version in range(1, compiled + 1):
        Report.objects.create(
            unit=cast.federation,
            period="2026-H1",
            version=version,
            first_day="2026-01-01",
            last_day="2026-06-30",
            html="",
            compiled_by=str(cast.minh.pk),
            compiled_at=now(),
        )
    with django_assert_max_num_queries(22):
        minh.get(LIST)


def test_the_page_says_whether_the_layout_is_right_before_anybody_downloads(minh, report):
    page = minh.get(reverse("report", args=[report.pk])).content.decode()
    assert "Thể thức: 1 chỗ cần sửa" in page  # nobody was named to sign it
    assert "Không tìm thấy chức vụ, chữ ký" in page and "Số của văn bản còn để trống" in page
