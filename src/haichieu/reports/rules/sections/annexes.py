"""The annexes: the list of obligations, and the source of every figure."""

from collections.abc import Iterable, Sequence

from haichieu.layout.document import Align, Annex, Block, FigureLink, Inlines, Item, Paragraph, Run, Table
from haichieu.reports.rules.inputs import ReportInput
from haichieu.reports.rules.obligations import STATE_NAMES, ObligationRow
from haichieu.reports.rules.sections.wording import paragraph, sentence, shortened
from haichieu.text.dates import format_date

_TASK_COLUMNS = ("TT", "Nhiệm vụ", "Văn bản giao", "Đơn vị thực hiện", "Thời hạn", "Trạng thái")
_SOURCE_COLUMNS = ("TT", "Số liệu", "Giá trị", "Cách tính", "Nơi mở hồ sơ")


def task_annex_label(report: ReportInput) -> str:
    """Name of the annex that lists the obligations; empty when there is nothing to list."""
    return "Phụ lục I" if report.obligations.rows else ""


def report_annexes(report: ReportInput, body: Sequence[Block]) -> tuple[Annex, ...]:
    """The annexes that belong to a text."""
    tasks = task_annex_label(report)
    sources = Annex("Phụ lục II" if tasks else "Phụ lục", "Nguồn số liệu", _sources(report, body))
    if not tasks:
        return (sources,)
    return (Annex(tasks, "Danh mục nhiệm vụ", (_tasks(report.obligations.rows),)), sources)


def _tasks(rows: Sequence[ObligationRow]) -> Table:
    cells = tuple(_task(number, row) for number, row in enumerate(rows, start=1))
    aligns = (Align.CENTER, Align.LEFT, Align.LEFT, Align.LEFT, Align.CENTER, Align.LEFT)
    return Table(_TASK_COLUMNS, cells, aligns, (0.8, 3.5, 2.2, 2.0, 1.75, 1.75))


def _task(number: int, row: ObligationRow) -> tuple[Inlines, ...]:
    deadline = format_date(row.deadline) if row.deadline else "Thường xuyên"
    link = Run(shortened(row.task), link=row.url)
    texts = (row.dispatch, row.owner, deadline, STATE_NAMES[row.state])
    return ((Run(str(number)),), (link,), *((Run(text),) for text in texts))


def _sources(report: ReportInput, body: Sequence[Block]) -> tuple[Block, ...]:
    figures = unique_figures(body)
    rows = tuple(_source(number, figure) for number, figure in enumerate(figures, start=1))
    aligns = (Align.CENTER, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT)
    intro = "Mỗi số liệu trong báo cáo mở được đến hồ sơ gốc theo địa chỉ dưới đây."
    if not rows:
        return (
            paragraph("Báo cáo không có số liệu nào phải dẫn nguồn."),
            paragraph(_log_sentence(report.log_head)),
        )
    return (
        paragraph(f"{intro} Số liệu lấy đến hết ngày {format_date(report.as_of)}."),
        Table(_SOURCE_COLUMNS, rows, aligns, (0.8, 3.1, 1.2, 3.7, 3.2)),
        paragraph(_log_sentence(report.log_head)),
    )


def _log_sentence(head: str) -> str:
    if not head:
        return "Nhật ký thao tác chưa được niêm phong tại thời điểm lấy số liệu."
    return f"Mã niêm phong nhật ký thao tác tại thời điểm lấy số liệu: {head}."


def _source(number: int, figure: FigureLink) -> tuple[Inlines, ...]:
    return (
        (Run(str(number)),),
        (Run(figure.label),),
        (Run(_plain_value(figure.text)),),
        (Run(sentence(figure.description) if figure.description else ""),),
        (Run(figure.url, link=figure.url),),
    )


def _plain_value(text: str) -> str:
    """The value as a table shows it, without the zero that sentences put before small counts."""
    return text.lstrip("0") or "0" if text.isdecimal() else text


def unique_figures(blocks: Iterable[Block]) -> tuple[FigureLink, ...]:
    """Every figure printed in a text, once, in the order of its first appearance.

    >>> one = FigureLink("3", "số tin, bài", "/tin-bai")
    >>> unique_figures((Paragraph((one, Run(" tin, "), one)),)) == (one,)
    True
    """
    seen: dict[tuple[str, str], FigureLink] = {}
    for block in blocks:
        for inline in _inlines(block):
            if isinstance(inline, FigureLink):
                seen.setdefault((inline.label, inline.url), inline)
    return tuple(seen.values())


def _inlines(block: Block) -> Inlines:
    if isinstance(block, Paragraph | Item):
        return block.inlines
    if isinstance(block, Table):
        return tuple(inline for row in block.rows for cell in row for inline in cell)
    return ()
