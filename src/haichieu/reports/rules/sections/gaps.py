"""Section III: what went wrong and what the figures leave out."""

from haichieu.layout.document import Block, Run
from haichieu.reports.rules.figures import clerical_count
from haichieu.reports.rules.inputs import ReportInput
from haichieu.reports.rules.obligations import ObligationRow, ObligationState
from haichieu.reports.rules.sections.wording import dash, paragraph, section, sentence, shortened
from haichieu.text.dates import format_date

#: Longer lists stand in the annex only.
MOST_LISTED = 10


def gaps_section(report: ReportInput, *, task_annex: str) -> tuple[Block, ...]:
    """Overdue obligations, idle channels, missing readings and certificates, in plain words."""
    entries = (*_overdue(report, task_annex), *_late(report), *_gaps(report))
    if not entries:
        entries = (
            paragraph("Không có nhiệm vụ quá hạn; số liệu của kỳ báo cáo không ghi nhận phần nào còn thiếu."),
        )
    return (section("III. Tồn tại, phần còn thiếu"), *entries)


def task_line(row: ObligationRow) -> tuple[Run, ...]:
    """One obligation in a list: the task as a link, then letter, unit, deadline."""
    deadline = f"; thời hạn {format_date(row.deadline)}" if row.deadline else ""
    parts = "; ".join(part for part in (row.dispatch, row.owner) if part)
    return (Run(shortened(row.task), link=row.url), Run(f" ({parts}{deadline})."))


def _overdue(report: ReportInput, annex: str) -> tuple[Block, ...]:
    figure = report.obligations.overdue
    if not figure.value:
        return ()
    rows = [row for row in report.obligations.rows if row.state is ObligationState.OVERDUE]
    if not 0 < len(rows) <= MOST_LISTED:
        where = f" (xem {annex})" if annex else ""
        return (paragraph("Còn ", figure.link(), f" nhiệm vụ quá hạn, chưa hoàn thành{where}."),)
    head = paragraph("Còn ", figure.link(), " nhiệm vụ quá hạn, chưa hoàn thành:")
    return (head, *(dash(*task_line(row)) for row in rows))


def _late(report: ReportInput) -> tuple[Block, ...]:
    figure = report.obligations.late
    if not figure.value:
        return ()
    return (paragraph("Có ", figure.link(), " nhiệm vụ đã hoàn thành nhưng sau thời hạn."),)


def _gaps(report: ReportInput) -> tuple[Block, ...]:
    sentences = [*_idle_channels(report), *_unread(report), *_uncertified(report), *report.missing]
    if not sentences:
        return ()
    return (paragraph("Phần còn thiếu của số liệu:"), *(dash(sentence(text)) for text in sentences))


def _idle_channels(report: ReportInput) -> list[str]:
    if not report.posts.all.published.value:
        return []
    idle = [channel.name for channel in report.posts.channels if not channel.published.value]
    return [f"{name}: không đăng tin, bài nào trong kỳ" for name in idle]


def _unread(report: ReportInput) -> list[str]:
    unread = report.posts.all.unread
    return [f"Có {clerical_count(unread)} tin, bài chưa được đọc sắc thái"] if unread else []


def _uncertified(report: ReportInput) -> list[str]:
    if not report.posts.all.published.value or not report.limits:
        return []
    if not report.certificates:
        return ["Chưa có chứng nhận tỷ lệ tin, bài tiêu cực cho kỳ này"]
    undecided = [line for line in report.certificates if line.decision == "undecided"]
    return [f"Có {clerical_count(len(undecided))} chứng nhận chưa đủ căn cứ kết luận"] if undecided else []
