"""What the checker says of PDFs that were printed from Word, where cells wrap."""

from datetime import date
from pathlib import Path

import pytest
from weasyprint import HTML

from haichieu.layout.checker import check_facts
from haichieu.layout.checker.pdf_facts import pdf_facts
from haichieu.layout.styles import style_for

PAGE = """<style>@page { size: A4; margin: 20mm 20mm 20mm 30mm } body { font: 13pt serif } table { width: 100% }
td { vertical-align: top; width: 50%; text-align: center; font-size: 8pt }</style>
<table><tr><td>CĐ KHU CÔNG NGHIỆP</td><td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA<br>VIỆT NAM<br>
Độc lập - Tự do - Hạnh phúc</b></td></tr>
<tr><td>Số: 77/CĐKCN</td><td>Hà Sơn, ngày 07 tháng 12 năm 2026</td></tr></table>
<p>Kính gửi: các công đoàn cơ sở.</p>
<p>Đề nghị các công đoàn cơ sở chọn cử 05 ảnh dự thi, gửi về trước ngày 22/12/2026./.</p>
<table><tr><td>Nơi nhận:<br>- Như trên;<br>- Thường trực (báo cáo);<br>- Lưu: VT, TG.</td>
<td>TM. BAN CHẤP HÀNH<br>CHỦ TỊCH<br><br><br><br>Lê Văn Tám</td></tr></table>"""


@pytest.fixture
def messages(tmp_path: Path, request: pytest.FixtureRequest) -> list[str]:
    path = tmp_path / "cong-van.pdf"
    HTML(string=PAGE.replace(*getattr(request, "param", ("", "")))).write_pdf(path)
    return [found.message for found in check_facts(pdf_facts(path), style_for("union", date(2026, 12, 7)))]


def test_an_emblem_that_wraps_and_recipients_below_the_posts_are_read_whole(messages: list[str]) -> None:
    assert "Dòng này chưa đúng từng chữ, từng dấu." not in messages
    assert "Nơi nhận chưa có dòng lưu." not in messages
    assert "Dòng cuối của Nơi nhận không kết thúc bằng dấu chấm." not in messages


@pytest.mark.parametrize(
    "messages",
    [
        ("HỘI CHỦ NGHĨA<br>VIỆT NAM", "HỘI CHỦ<br>NGHĨA VIỆT NAM"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA<br>VIỆT NAM", "CỘNG HÒA<br>XÃ HỘI<br>CHỦ NGHĨA<br>VIỆT NAM"),
        ("Độc lập - Tự do - Hạnh phúc", "Độc lập - Tự do -<br>Hạnh phúc"),
    ],
    indirect=True,
)
def test_a_heading_may_wrap_anywhere(messages: list[str]) -> None:
    for message in messages:
        assert "chưa đúng từng chữ" not in message and "Quốc hiệu" not in message
        assert "Tiêu ngữ" not in message


@pytest.mark.parametrize("messages", [("NGHĨA<br>VIỆT NAM", "NGHĨA<br>VIỆT")], indirect=True)
def test_a_wrapped_emblem_that_misses_a_word_is_still_found(messages: list[str]) -> None:
    assert "Dòng này chưa đúng từng chữ, từng dấu." in messages


@pytest.mark.parametrize("messages", [("<br>- Lưu: VT, TG.", "")], indirect=True)
def test_recipients_without_a_file_copy_are_still_found(messages: list[str]) -> None:
    assert "Nơi nhận chưa có dòng lưu." in messages
