"""The roll-up as a workbook: numbers are numbers, the headings stay in sight, every column can be filtered."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from haichieu.dispatches.models import Obligation
from haichieu.dispatches.queries import Scope, roll_up, roll_up_below
from haichieu.dispatches.rules import FIGURE_LABELS, Counts, Figure
from haichieu.text.dates import format_date
from haichieu.web.roll_up.blocks.overview import letter_names
from haichieu.web.roll_up.words import REACHED_MEANS, SEEN_MEANS

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIGURES = (
    Figure.SENT,
    Figure.SILENT,
    Figure.SEEN,
    Figure.REACHED,
    Figure.ACCEPTED,
    Figure.ON_TIME,
    Figure.LATE,
    Figure.OVERDUE,
    Figure.RETURNED,
    Figure.SUBMITTED,
    Figure.DONE,
)


def workbook_bytes(scope: Scope, *, at: datetime) -> bytes:
    """The workbook: a sheet by lower unit, a sheet by obligation, and what was counted when."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "Theo đơn vị"
    nodes = scope.tree.nodes
    of_day = f"{nodes[scope.unit].name}: tình hình giao việc, số liệu ngày {format_date(scope.on)}"
    units = (
        [nodes[pk].code, nodes[pk].name, *_numbers(counts)] for pk, counts in roll_up_below(scope).items()
    )
    _fill(first, of_day, ("Mã", "Đơn vị"), units)
    _fill(book.create_sheet("Theo việc"), of_day, ("Văn bản", "Việc", "Hạn"), _duties(scope))
    about = book.create_sheet("Số liệu này là gì")
    about.append(["Đơn vị", nodes[scope.unit].name])
    about.append(["Tính lúc", f"{localtime(at):%H:%M ngày %d/%m/%Y}"])
    about.append(["Việc đã rút", "không tính"])
    about.append([FIGURE_LABELS[Figure.SEEN], SEEN_MEANS])
    about.append([FIGURE_LABELS[Figure.REACHED], REACHED_MEANS])
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 24, 90
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _duties(scope: Scope) -> list[list[object]]:
    found = roll_up(scope)
    letters = letter_names(list({line.letter for line in found}))
    rows = Obligation.objects.filter(pk__one_of=[line.obligation for line in found])
    words = {pk: (text, due) for pk, text, due in rows.values_list("pk", "text", "due_on")}
    return [[letters[line.letter], *words[line.obligation], *_numbers(line.counts)] for line in found]


def _numbers(counts: Counts) -> list[int]:
    return [counts.of(figure) for figure in FIGURES]


def _fill(sheet: Worksheet, title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    sheet.append([title])
    sheet["A1"].font, sheet["A1"].data_type = Font(bold=True, size=13), "s"
    sheet.append([*headings, *(FIGURE_LABELS[figure] for figure in FIGURES)])
    for cell in sheet[2]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # the words of a letter are never a formula
    for column in range(1, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(column)].width = (
            44 if column <= len(headings) and column != 1 else 14
        )
    sheet.freeze_panes = sheet.cell(3, len(headings) + 1)
    sheet.auto_filter.ref = f"A2:{get_column_letter(sheet.max_column)}{sheet.max_row}"
    _print_with(sheet, title)


def _print_with(sheet: Worksheet, title: str) -> None:
    """On paper every page says what it is and of which day, under the same headings."""
    sheet.print_title_rows = "2:2"
    sheet.oddHeader.left.text, sheet.oddFooter.right.text = title.replace("&", "&&"), "&P/&N"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
