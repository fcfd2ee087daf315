"""A line that ends openly goes on in the next, in the shortest letter too; items and headings stay apart."""

import pytest

from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.paragraphs import find_paragraphs
from haichieu.dispatches.rules.sheet import make_sheet

_LETTER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH
CÔNG ĐOÀN NGÀNH DỆT
Số: 31/CĐND
V/v tham gia hội thao

Tân An, ngày 02 tháng 11 năm 2026

Kính gửi: các công đoàn cơ sở trực thuộc.

Công đoàn ngành đề nghị các công đoàn cơ sở:

- Lập danh sách vận động viên, gửi về Công đoàn ngành trước ngày
{day};

- Tuyên truyền về hội thao đến đoàn viên trong tháng 11/2026.

CHỦ TỊCH
Trần Văn Bình
"""


def _paragraphs(text: str) -> list[str]:
    sheet = make_sheet(text)
    return [paragraph.text for paragraph in find_paragraphs(sheet, sheet.lines)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("- Gửi danh sách trước ngày", "22/12/2026;"),
        ("- Gửi danh sách trước ngày", "22-12-2026;"),
        ("- Gửi danh sách trước ngày", "22.12.2026;"),
        ("- Báo cáo kết quả trong tháng", "12/2026."),
        ("- Báo cáo kết quả trong quý", "IV/2026."),
        ("- Hoàn thành trong năm", "2026."),
        ("- Hoàn thành trước", "17h00 ngày 05/12/2026."),
        ("- Thực hiện từ nay đến", "31/12/2026."),
        ("Căn cứ Kế hoạch số", "12/KH-CĐ ngày 01/11/2026;"),
        ("Thực hiện Công văn số 15/LĐLĐ của", "Ban Thường vụ tỉnh,"),
        ("Thực hiện Công văn số 15/LĐLĐ của Liên đoàn", "Lao động tỉnh về hội thao,"),
        ("- Phối hợp với Sở Y tế và", "Ủy ban nhân dân xã;"),
        ("- Gửi báo cáo về", "Văn phòng Công đoàn ngành."),
        ("- Tổ chức hội nghị tại", "Nhà Văn hóa Lao động."),
    ],
)
def test_a_line_left_open_goes_on(first: str, second: str) -> None:
    assert _paragraphs(f"{first}\n{second}") == [f"{first} {second}"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("21. Gửi danh sách trước ngày", "22. Các đơn vị báo cáo"),
        ("Nội dung thi đua của các", "1. Công đoàn cơ sở"),
        ("Đề nghị các đơn vị gửi về", "- Danh sách đoàn viên"),
        ("Thành phần của", "a) Ban tổ chức"),
        ("Báo cáo thực hiện hằng năm", "Các đơn vị gửi báo cáo."),
        ("Sổ theo dõi công văn đến", "Văn phòng lập sổ."),
        ("Những mặt còn tồn tại", "Một số đơn vị gửi chậm."),
        ("Phụ lục kèm theo", "Danh sách đơn vị"),
        ("Phong trào chuyển đổi số", "Các đơn vị triển khai."),
        ("Gửi báo cáo về Sở", "Đề nghị các đơn vị thực hiện."),
        ("Trách nhiệm của", "CHỦ TỊCH"),
        ("NHIỆM VỤ CỦA CÁC", "Công đoàn cơ sở"),
        ("Gửi báo cáo trước ngày 20.", "22/12/2026 là ngày hội thao."),
        ("- Gửi danh sách trước ngày\n", "22/12/2026"),
    ],
)
def test_what_begins_anew_stays_apart(first: str, second: str) -> None:
    assert _paragraphs(f"{first}\n{second}") == [first.strip(), second]


@pytest.mark.parametrize("day", ["22/12/2026", "22-12-2026"])
def test_a_duty_keeps_a_deadline_from_the_next_line(day: str) -> None:
    duties = read_dispatch(_LETTER.format(day=day)).to_dict()["obligations"]
    assert len(duties) == 2
    assert "2026-12-22" in str(duties[0]["deadline"])


@pytest.mark.parametrize(
    ("broken", "issuer"),
    [
        ("Liên đoàn\nLao động tỉnh", "Liên đoàn Lao động tỉnh"),
        ("Tổng\nLiên đoàn Lao động Việt Nam", "Tổng Liên đoàn Lao động Việt Nam"),
        ("Liên đoàn\nĐề nghị các đơn vị", "Liên đoàn"),
        ("Sở Y tế\nLao động nữ", "Sở Y tế"),
    ],
)
def test_a_cited_office_keeps_its_name_over_two_lines(broken: str, issuer: str) -> None:
    order = f"Thực hiện Công văn số 15/LĐLĐ-TG ngày 02 tháng 10 năm 2026 của {broken}, "
    letter = _LETTER.format(day="22/12/2026").replace(
        "Công đoàn ngành đề nghị", order + "Công đoàn ngành đề nghị"
    )
    assert [cited["issuer"] for cited in read_dispatch(letter).to_dict()["citations"]] == [issuer]
