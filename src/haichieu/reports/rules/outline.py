"""Builds the text of a periodic report from its figures."""

from haichieu.layout.document import Block, OfficialDocument
from haichieu.reports.rules.inputs import ReportInput
from haichieu.reports.rules.sections.annexes import report_annexes, task_annex_label
from haichieu.reports.rules.sections.gaps import gaps_section
from haichieu.reports.rules.sections.general import general_section
from haichieu.reports.rules.sections.plans import plans_section
from haichieu.reports.rules.sections.results import results_section
from haichieu.reports.rules.sections.wording import paragraph


def build_report(report: ReportInput) -> OfficialDocument:
    """The periodic report of a unit as an official document.

    Says only what the figures say; where something is missing it says so. Every figure in the text is a link
    to its records and stands in the annex of sources with the way it was counted.
    """
    annex = task_annex_label(report)
    body: tuple[Block, ...] = (
        _opening(report),
        *general_section(report),
        *results_section(report, task_annex=annex),
        *gaps_section(report, task_annex=annex),
        *plans_section(report),
        _closing(report),
    )
    return OfficialDocument(
        style=report.style,
        issuing_body=report.unit,
        parent_body=report.parent,
        symbol=report.symbol,
        number=report.number,
        place=report.place,
        date=report.date,
        kind="BÁO CÁO",
        subject=_subject(report),
        addressees=report.addressees,
        body=body,
        recipients=report.recipients,
        signature=report.signature,
        annexes=report_annexes(report, body),
    )


def _subject(report: ReportInput) -> str:
    return f"Kết quả thực hiện nhiệm vụ và công tác truyền thông {report.period.label}"


def _opening(report: ReportInput) -> Block:
    subject = _subject(report)
    return paragraph(f"{report.unit} báo cáo {subject[0].lower()}{subject[1:]} như sau:")


def _closing(report: ReportInput) -> Block:
    subject = _subject(report)
    return paragraph(f"Trên đây là báo cáo {subject[0].lower()}{subject[1:]} của {report.unit}.")
