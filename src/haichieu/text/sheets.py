"""Tables of text as XLSX workbooks: the first sheet read, one sheet written. Formulas are never computed."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

from haichieu.text.errors import UnreadableFile

#: A workbook is a compressed package; one that unpacks to more than this is refused before it is opened.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 60
_TOO_LARGE = "Tệp XLSX quá lớn sau khi giải nén; hãy chia thành nhiều tệp."
_NO_SHEET = "Tệp không đọc được như một bảng XLSX; hãy mở bằng Excel hoặc LibreOffice rồi lưu lại dạng .xlsx."


def is_sheet(data: bytes) -> bool:
    """Whether the bytes are a package such as XLSX is (a CSV never begins so).

    >>> is_sheet(write_sheet([["Mã"]])), is_sheet(b"code,name")
    (True, False)
    """
    return data[:4] == b"PK\x03\x04"


def read_sheet(data: bytes) -> list[list[str]]:
    """The cells of the first sheet as text: days as 2025-07-01, whole numbers without a point.

    Every row is as wide as the widest.

    Raises
    ------
    UnreadableFile
        When the bytes are no workbook, or one too large.

    >>> read_sheet(write_sheet([["Mã", "Từ ngày"], ["A", date(2025, 7, 1)]]))
    [['Mã', 'Từ ngày'], ['A', '2025-07-01']]
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
                raise UnreadableFile(_TOO_LARGE, reason="too_large")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
        table = [[_text(value) for value in row] for row in rows]
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        IndexError,
        ValueError,
        OSError,
        SyntaxError,
    ) as error:
        raise UnreadableFile(_NO_SHEET, reason="corrupt") from error
    if len(table) > MOST_ROWS:
        raise UnreadableFile(f"Bảng có hơn {MOST_ROWS} dòng; hãy chia thành nhiều tệp.", reason="too_large")
    while table and not any(table[-1]):
        table.pop()
    wide = max((place for row in table for place, cell in enumerate(row, 1) if cell), default=0)
    return [row[:wide] for row in table]


def write_sheet(
    rows: Iterable[Sequence[str | int | float | date | None]], *, title: str = "Danh sách"
) -> bytes:
    """A workbook with one sheet; the first row is bold and stays in view, a text is never a formula.

    >>> read_sheet(write_sheet([["Tên"], ["=1+1"]]))[1]
    ['=1+1']
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, bold=not number) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(sheet: object, value: str | int | float | date | None, *, bold: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
