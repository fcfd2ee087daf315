"""The table of a posted list: a file, or what the preview of one handed on."""

from django.http import HttpRequest

from haichieu.text.clean import clean_text
from haichieu.text.file_plain import plain_text
from haichieu.text.sheets import is_sheet, read_sheet
from haichieu.units.errors import BadUnitsFile
from haichieu.units.rules import BadListing, csv_rows

#: Bytes of a list taken by the page; a larger one is read by the command `haichieu units import`.
LARGEST = 2_000_000


def read_table(request: HttpRequest) -> list[list[str]]:
    """The cells of the posted list, in CSV or XLSX.

    Raises BadUnitsFile or UnreadableFile with a sentence.
    """
    file = request.FILES.get("file")
    if file is None and not request.POST.get("table"):
        raise BadUnitsFile("Hãy chọn tệp danh sách đơn vị (CSV hoặc XLSX).")
    if file is not None and (file.size or 0) > LARGEST:
        raise BadUnitsFile("Tệp lớn hơn 2 MB; hãy nạp trên máy chủ bằng lệnh haichieu units import.")
    data = file.read() if file is not None else b""
    if is_sheet(data):
        return read_sheet(data)
    try:
        return csv_rows(clean_text(plain_text(data).text) if file is not None else request.POST["table"])
    except BadListing as error:
        raise BadUnitsFile(str(error)) from None
