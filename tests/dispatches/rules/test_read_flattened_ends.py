# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""Recipients and signature that lost their columns: interleaved, on one line, in cells, in tags, signed by a program."""

import pytest

from haichieu.dispatches.rules import read_dispatch

LETTER = "UBND XÃ A\nSố: 1/UBND\nA, ngày 5 tháng 6 năm 2026\nV/v báo cáo\n\nKính gửi: Các thôn.\n\nĐề nghị các đơn vị báo cáo kết quả trước ngày 30/6/2026./.\n"


@pytest.mark.parametrize(
    ("end", "recipients", "authority", "title", "name"),
    [
        ("Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; KT. CHỦ TỊCH\n- TT Đảng ủy, TT HĐND xã; PHÓ CHỦ TỊCH\n- Lưu: VT.\nTrịnh Thị Hoa\n", ("Như trên", "TT Đảng ủy, TT HĐND xã", "Lưu: VT"), "TM. KT.", "PHÓ CHỦ TỊCH", "Trịnh Thị Hoa"),
        ("Nơi nhận:\n- Như trên;\n- Chủ tịch, các PCT;\n- CVP, các PCVP;\n- Phòng: KT, VHXH;\n- Lưu: VT, TH (02 bản).\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nLại Thế Nguyên\n", ("Như trên", "Chủ tịch, các PCT", "CVP, các PCVP", "Phòng: KT, VHXH", "Lưu: VT, TH (02 bản)"), "KT.", "PHÓ CHỦ TỊCH", "Lại Thế Nguyên"),
        ("Nơi nhận: TM. BAN THƯỜNG VỤ - Như trên; PHÓ CHỦ TỊCH - Lưu: VT. Đỗ Thị Nga\n", ("Như trên", "Lưu: VT"), "TM.", "PHÓ CHỦ TỊCH", "Đỗ Thị Nga"),
        ("TM. BAN CHẤP HÀNH Nơi nhận:\nCHỦ TỊCH - Như trên;\n- Lưu: VT.\nVõ Văn Tài\n", ("Như trên", "Lưu: VT"), "TM.", "CHỦ TỊCH", "Võ Văn Tài"),
        ("Nơi nhận:\n- Như trên (để thực hiện);\n- Đ/c Bí thư, Phó Bí thư Thường trực Đảng ủy\n(để báo cáo);\n- Công đoàn cấp trên trực tiếp cơ sở và các cơ quan có\nliên quan;\n- Lưu: Văn thư.\nTRƯỞNG PHÒNG\n\nĐiêu Thị Hằng\n", ("Như trên (để thực hiện)", "Đ/c Bí thư, Phó Bí thư Thường trực Đảng ủy (để báo cáo)", "Công đoàn cấp trên trực tiếp cơ sở và các cơ quan có liên quan", "Lưu: Văn thư"), None, "TRƯỞNG PHÒNG", "Điêu Thị Hằng"),
        ("Nơi nhận:\n\n• Như trên;\n\n• BGH;\n\n• Lưu VT.\n\nTM. BAN CHẤP HÀNH\n\nBÍ THƯ\n\n \n\nQuàng Thị Én\n", ("Như trên", "BGH", "Lưu VT"), "TM.", "BÍ THƯ", "Quàng Thị Én"),
        ("KT. GIÁM ĐỐC          Nơi nhận:\nPHÓ GIÁM ĐỐC          - Như trên;\n                      - Lưu: VT.\nLỗ Thị Bông\n", ("Như trên", "Lưu: VT"), "KT.", "PHÓ GIÁM ĐỐC", "Lỗ Thị Bông"),
        ("| Nơi nhận: | TM. ĐẢNG ỦY |\n|---|---|\n| - Như trên, | PHÓ BÍ THƯ |\n| - Lưu VPĐU. | *(Đã ký)* |\n|  | **Bùi Thị Lưu** |\n", ("Như trên", "Lưu VPĐU"), "TM.", "PHÓ BÍ THƯ", "Bùi Thị Lưu"),
        ("<table><tr><td>Nơi nhận:<br>- Như trên;<br>- Lưu: VT.</td><td>HIỆU TRƯỞNG<br>Cù Huy Sơn</td></tr></table>\n", ("Như trên", "Lưu: VT"), None, "HIỆU TRƯỞNG", "Cù Huy Sơn"),
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT.\nHIỆU TRƯỞNG\n[Đã ký số]\nDigitally signed by Cù Huy Sơn\nCù Huy Sơn\n", ("Như trên", "Lưu: VT"), None, "HIỆU TRƯỞNG", "Cù Huy Sơn"),
        ("Người soạn: Lê Thị B\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTRẠM TRƯỞNG\n\nKhà Văn Tiến\n", ("Như trên", "Lưu: VT"), None, "TRẠM TRƯỞNG", "Khà Văn Tiến"),
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. THƯỜNG TRỰC HĐND\nCHỦ TỊCH\n\nVừ A Bằng\n\nPHỤ LỤC\nDanh sách các thôn\n1. Thôn Một\n2. Thôn Hai\n", ("Như trên", "Lưu: VT"), "TM.", "CHỦ TỊCH", "Vừ A Bằng"),
    ],
)  # fmt: skip
def test_an_end_without_its_columns_is_read(
    end: str, recipients: tuple[str, ...], authority: str | None, title: str, name: str
) -> None:
    reading = read_dispatch(LETTER + end)
    assert reading.recipients == recipients
    assert reading.signer == {"authority": authority, "title": title, "name": name}
    assert len(reading.obligations) == 1
