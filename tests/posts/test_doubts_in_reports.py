"""A report says in one sentence which of the machine's counts should not be relied on."""

from datetime import timedelta

import pytest
from docx import Document

from haichieu.channels.models import Channel
from haichieu.posts.models import DriftReading
from haichieu.reports.actions import compile_report
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_channel

pytestmark = pytest.mark.django_db


def doubted(channel: Channel, doubt: str = "shape") -> None:
    DriftReading.objects.create(
        channel=channel,
        first_day=TODAY - timedelta(days=28),
        last_day=TODAY - timedelta(days=1),
        posts=150,
        model="2-thu",
        share_by_mean=0.2,
        share_by_emq=0.3,
        distance=9.0,
        threshold=4.0,
        doubt=doubt,
        sentence="Điểm máy chấm phân bố khác hẳn.",
        at=NOW,
    )


def words(cast: Cast) -> str:
    report = compile_report(by=cast.minh, unit=cast.federation, period="2026-H2", at=NOW)
    return "\n".join(paragraph.text for paragraph in Document(report.docx.path).paragraphs)


def test_doubted_channels_stand_among_the_gaps_with_the_reason(cast: Cast) -> None:
    doubted(make_channel(unit=cast.hoa_union, name="Trang tin May Phù Sa"))
    doubted(make_channel(unit=cast.hoa_union, name="Bản tin sạch"), doubt="")
    said = words(cast)
    line = next(line for line in said.splitlines() if "Chưa nên dựa vào" in line)
    assert "của Trang tin May Phù Sa. Điểm máy chấm phân bố khác hẳn." in line
    assert "Bản tin sạch" not in line


def test_a_report_without_doubts_says_nothing_of_them(cast: Cast) -> None:
    doubted(make_channel(unit=cast.hoa_union), doubt="thin")
    assert "Chưa nên dựa vào" not in words(cast)
