"""Section IV: the work ahead, only what the records say."""

from haichieu.layout.document import Block
from haichieu.reports.rules.figures import clerical_count
from haichieu.reports.rules.inputs import ReportInput
from haichieu.reports.rules.sections.gaps import MOST_LISTED, task_line
from haichieu.reports.rules.sections.wording import dash, paragraph, section


def plans_section(report: ReportInput) -> tuple[Block, ...]:
    """Overdue work to finish, obligations that fall due, standing duties and limits that go on."""
    ahead = report.period.following().label
    entries = (*_unfinished(report), *_upcoming(report, ahead), *_going_on(report))
    if not entries:
        entries = (paragraph(f"Đến ngày lập báo cáo, chưa có nhiệm vụ nào đến hạn trong {ahead}."),)
    return (section(f"IV. Phương hướng, nhiệm vụ {ahead}"), *entries)


def _unfinished(report: ReportInput) -> tuple[Block, ...]:
    figure = report.obligations.overdue
    if not figure.value:
        return ()
    return (paragraph("Hoàn thành dứt điểm ", figure.link(), " nhiệm vụ đang quá hạn."),)


def _upcoming(report: ReportInput, ahead: str) -> tuple[Block, ...]:
    rows = sorted(report.upcoming, key=lambda row: (row.deadline is None, row.deadline or report.as_of))
    if not rows:
        return ()
    count = clerical_count(len(rows))
    head = paragraph(
        f"Thực hiện {count} nhiệm vụ đến hạn trong {ahead}{':' if len(rows) <= MOST_LISTED else ', gần nhất là:'}"
    )
    return (head, *(dash(*task_line(row)) for row in rows[:MOST_LISTED]))


def _going_on(report: ReportInput) -> tuple[Block, ...]:
    standing = report.obligations.standing
    duty = (
        (paragraph("Duy trì thực hiện ", standing.link(), " nhiệm vụ thường xuyên."),)
        if standing.value
        else ()
    )
    limits = tuple(
        paragraph(f"Tiếp tục thực hiện mức giới hạn {limit.text.rstrip('.')} ({limit.source}).")
        for limit in report.limits
    )
    return (*duty, *limits)
