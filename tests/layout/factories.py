"""Documents to test with."""

from datetime import date
from typing import Any

from haichieu.layout.document import (
    Align,
    Annex,
    FigureLink,
    Heading,
    Item,
    OfficialDocument,
    Paragraph,
    Run,
    Signature,
    Table,
)
from haichieu.layout.styles import style_for

DAY = date(2026, 3, 5)
TABLE = Table(
    ("Kênh", "Số tin, bài"),
    (
        ((Run("Trang thông tin điện tử"),), (FigureLink("1.234", "tin, bài", "https://vi.example/tin-bai"),)),
        ((Run("Zalo OA"),), (FigureLink("56", "tin, bài", "https://vi.example/zalo"),)),
    ),
    (Align.LEFT, Align.RIGHT),
    (3, 1),
    "Bảng 1. Tin, bài theo kênh",
)
LAST_WORDS = (
    "Trên đây là báo cáo kết quả thực hiện nhiệm vụ truyền thông của đơn vị trong quý vừa qua; "
    "kính đề nghị cấp trên xem xét, cho ý kiến chỉ đạo."
)
TEXT = (
    Paragraph(
        (
            Run(
                "Liên đoàn Lao động tỉnh báo cáo kết quả thực hiện nhiệm vụ truyền thông trong quý, cụ thể như sau:"
            ),
        )
    ),
    Heading(1, "I. KẾT QUẢ"),
    Item(
        "-", (Run("Đăng "), FigureLink("1.290", "tin, bài", "https://vi.example/tat-ca"), Run(" tin, bài."))
    ),
    TABLE,
    Paragraph((Run(LAST_WORDS),)),
)
#: Kind of body → symbol in its form.
SYMBOLS = {"state": "BC-UBND", "union": "BC-LĐLĐ", "party": "BC/TU", "youth": "BC/TĐTN-BTG"}


def make_document(kind_of_body: str = "union", **optional: Any) -> OfficialDocument:
    """A short report of an invented body."""
    values: dict[str, Any] = {
        "style": style_for(kind_of_body, DAY),
        "parent_body": "Tổng Liên đoàn Lao động Việt Nam",
        "issuing_body": "Liên đoàn Lao động tỉnh Đông Triều"
        if kind_of_body == "union"
        else "Ban Thường vụ tỉnh Đông Triều",
        "number": "7",
        "symbol": SYMBOLS[kind_of_body],
        "place": "Đông Triều",
        "date": DAY,
        "kind": "BÁO CÁO",
        "subject": "Kết quả truyền thông quý I năm 2026",
        "addressees": ("Tổng Liên đoàn Lao động Việt Nam",),
        "body": TEXT,
        "recipients": ("Như trên", "Lưu: VT, TG"),
        "signature": Signature(("TM. BAN THƯỜNG VỤ",), ("CHỦ TỊCH",), "Trần Thị Ngọc Lan"),
        "annexes": (Annex("Phụ lục", "Nguồn số liệu", (Paragraph((Run("Đếm từ hồ sơ."),)),)),),
    }
    return OfficialDocument(**{**values, **optional})


def make_letter(kind_of_body: str = "union", **optional: Any) -> OfficialDocument:
    """A công văn: no kind in the title, the subject under the number."""
    symbol = {"state": "UBND-VHXH", "union": "LĐLĐ", "party": "CV/BTGTU", "youth": "CV/TĐTN-BTG"}[
        kind_of_body
    ]
    values: dict[str, Any] = {"kind": "", "symbol": symbol, "subject": "tăng cường truyền thông hai chiều"}
    return make_document(kind_of_body, **{**values, **optional})
