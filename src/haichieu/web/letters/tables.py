"""A register as a file: CSV, XLSX, or PDF on A4 across."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Protocol

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from haichieu.text.csv_cells import harmless

_WIDTHS = {
    "incoming": (11, 8, 28, 18, 11, 60, 28, 11, 11, 20),
    "outgoing": (20, 12, 60, 22, 34, 20, 9, 11, 11, 28),
    "oral": (8, 12, 36, 70, 28),
}


class _Line(Protocol):
    @property
    def cells(self) -> tuple[str, ...]: ...


class _Echo:
    """Gives back what the CSV writer writes."""

    def write(self, text: str) -> str:
        return text


def csv_lines(headings: tuple[str, ...], rows: Iterable[_Line]) -> Iterator[str]:
    """The register as CSV, line by line; spreadsheets know it as Unicode by its first sign.

    >>> class Row:
    ...     cells = ("01/LĐLĐ", "=1+1")
    >>> list(csv_lines(("Số", "Trích yếu"), [Row()]))
    ['\\ufeffSố,Trích yếu\\r\\n', "01/LĐLĐ,'=1+1\\r\\n"]
    """
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(headings))
    for row in rows:
        yield str(writer.writerow([harmless(cell) for cell in row.cells]))


def xlsx_bytes(name: str, book: str, headings: tuple[str, ...], rows: Iterable[_Line]) -> bytes:
    """The register as a workbook with one sheet, its headings repeated on every printed page."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(name[:31])
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.print_title_rows = "1:1"
    sheet.freeze_panes = "A2"
    for place, width in enumerate(_WIDTHS[book]):
        sheet.column_dimensions["ABCDEFGHIJ"[place]].width = width
    sheet.append([_bold(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([harmless(cell) for cell in row.cells])
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _bold(sheet: object, text: str) -> object:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell
