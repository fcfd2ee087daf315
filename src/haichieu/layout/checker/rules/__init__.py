"""The layout rules, each a function from a document to its faults."""

from haichieu.layout.checker.letter import Rule
from haichieu.layout.checker.rules import closing, head, page, paragraphs, presence, typeface, wording

#: Every rule.
RULES: tuple[Rule, ...] = (
    *page.RULES,
    *typeface.RULES,
    *presence.RULES,
    *head.RULES,
    *wording.RULES,
    *paragraphs.RULES,
    *closing.RULES,
)
#: Parts of a document in the order in which findings are told.
PARTS = ("Trang giấy", "Kiểu chữ", "Phần đầu", "Kính gửi", "Nội dung", "Nơi nhận", "Ký tên")

__all__ = ["PARTS", "RULES"]
