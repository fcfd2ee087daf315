"""Tables of tasks whose columns are only kept apart by spaces, as PDF files and scans leave them."""

import pytest

from haichieu.dispatches.rules.sheet import make_sheet
from haichieu.dispatches.rules.tables import find_task_rows

HEADER = ("Nội dung", "Đơn vị chủ trì", "Thời gian")
LINES = (
    ("Làm chuyên trang", "Ban Tuyên giáo", "Tháng 4/2026"),
    ("sức khỏe", "", ""),
    ("Tập huấn cho cán bộ", "Ban Nữ công và", "Trước ngày"),
    ("công đoàn", "Văn phòng", "30/6/2026"),
    ("Tổng kết", "Văn phòng", "Trước ngày 20/12/2026"),
)
ROWS = [
    ("Làm chuyên trang sức khỏe", "Ban Tuyên giáo", "Tháng 4/2026"),
    ("Tập huấn cho cán bộ công đoàn", "Ban Nữ công và Văn phòng", "Trước ngày 30/6/2026"),
    ("Tổng kết", "Văn phòng", "Trước ngày 20/12/2026"),
]


def laid_out(cells: tuple[str, ...]) -> str:
    return "".join(f"{cell:<26}" for cell in cells).rstrip()


def rows_of(text: str) -> list[tuple[str, str, str]]:
    sheet = make_sheet(text)
    return [
        (row.content, row.owner, row.deadline) for row in find_task_rows(sheet, sheet.lines).values() if row
    ]


@pytest.mark.parametrize("blank_behind", [(), (-1,), (-1, 1, 3), (1,), (-1, 3)])
def test_blank_lines_between_rows_do_not_end_the_table(blank_behind: tuple[int, ...]) -> None:
    text = laid_out(HEADER) + "\n" * (2 if -1 in blank_behind else 1)
    for place, cells in enumerate(LINES):
        text += laid_out(cells) + "\n" * (2 if place in blank_behind else 1)
    assert rows_of(text) == ROWS


def test_a_numbered_table_begins_a_row_at_each_number() -> None:
    text = "\n".join(
        f"{number:<6}{laid_out(cells)}"
        for number, cells in zip(("TT", "1", "", "2", "", "3"), (HEADER, *LINES), strict=True)
    )
    assert rows_of(text) == ROWS


@pytest.mark.parametrize(
    "below",
    [
        "Các đơn vị gửi báo cáo kết quả về Văn phòng trước ngày 05/5/2026.",
        "1. Các đơn vị gửi báo cáo kết quả về Văn phòng trước ngày 05/5/2026.",
        "Nơi nhận:                                           TRƯỞNG BAN",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_stands_below_the_table_is_no_row(below: str, gap: str) -> None:
    text = "\n".join(laid_out(cells) for cells in (HEADER, *LINES)) + gap + below
    sheet = make_sheet(text)
    assert rows_of(text) == ROWS
    assert sheet.lines[-1].index not in find_task_rows(sheet, sheet.lines)


def test_a_row_without_a_day_is_not_added_to_the_row_above() -> None:
    text = "\n".join(
        laid_out(cells)
        for cells in (
            HEADER,
            ("Tập huấn", "Văn phòng", "Tháng 4/2026"),
            ("CÔNG TÁC KHÁC", "", ""),
            ("Làm báo tường", "", "Tháng 5/2026"),
        )
    )
    assert rows_of(text) == [("Tập huấn", "Văn phòng", "Tháng 4/2026"), ("Làm báo tường", "", "Tháng 5/2026")]


def test_columns_elsewhere_behind_a_blank_line_are_another_matter() -> None:
    text = "\n".join(laid_out(cells) for cells in (HEADER, *LINES))
    assert rows_of(f"{text}\n\nKế toán trưởng                 Ngày 5/5/2026") == ROWS
