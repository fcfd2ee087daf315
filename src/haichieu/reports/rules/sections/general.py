"""Section I: which days are counted and the period in three sentences."""

from haichieu.layout.document import Block, Inline
from haichieu.reports.rules.figures import clerical_count
from haichieu.reports.rules.inputs import ReportInput
from haichieu.reports.rules.sections.wording import paragraph, section
from haichieu.text.dates import format_date


def general_section(report: ReportInput) -> tuple[Block, ...]:
    """What was counted, how many obligations, how many posts."""
    return (
        section("I. Tình hình chung"),
        paragraph(report.window.sentence_vi, *_still_open(report)),
        paragraph(*_obligations(report), *_posts(report)),
    )


def _still_open(report: ReportInput) -> tuple[str, ...]:
    if report.as_of >= report.window.last:
        return ()
    return (
        f" Báo cáo này lập khi kỳ số liệu chưa kết thúc; số liệu mới tính đến hết ngày {format_date(report.as_of)}.",
    )


def _obligations(report: ReportInput) -> tuple[str | Inline, ...]:
    totals = report.obligations
    if not totals.total.value and not totals.standing.value:
        return ("Trong kỳ, đơn vị không có nhiệm vụ nào được giao theo văn bản. ",)
    if not totals.total.value:
        return (
            "Trong kỳ, đơn vị thực hiện ",
            totals.standing.link(),
            " nhiệm vụ thường xuyên theo văn bản. ",
        )
    standing = (" và ", totals.standing.link(), " nhiệm vụ thường xuyên") if totals.standing.value else ()
    return (
        "Trong kỳ, đơn vị theo dõi ",
        totals.total.link(),
        " nhiệm vụ có thời hạn",
        *standing,
        " theo văn bản. ",
    )


def _posts(report: ReportInput) -> tuple[str | Inline, ...]:
    posts = report.posts
    if not posts.channels:
        return ("Đơn vị chưa khai báo kênh thông tin nào.",)
    if not posts.all.published.value:
        return (f"{_channels(report)} của đơn vị không đăng tin, bài nào.",)
    return (f"{_channels(report)} của đơn vị đăng ", posts.all.published.link(), " tin, bài.")


def _channels(report: ReportInput) -> str:
    count = len(report.posts.channels)
    return "Kênh thông tin duy nhất" if count == 1 else f"{clerical_count(count)} kênh thông tin"
