"""The sentence with which a page of laws names a letter, joined to the letterhead that follows it."""

from haichieu.dispatches.rules.spans import Span
from haichieu.text.letters import UPPER
from haichieu.text.patterns import late

_KINDS = (
    r"Công (?:văn|điện)|Quyết định|Thông (?:báo|tư)|Kế hoạch|Chỉ thị|Hướng dẫn|Nghị (?:quyết|định)|Báo cáo|Tờ trình"
    r"|Giấy mời|Kết luận|Chương trình|Quy định"
)
#: “Công văn 12/SYT-NV năm 2024 về … do Sở Y tế ban hành. SỞ Y TẾ”.
_TITLE = late(
    rf"\s*(?:{_KINDS}) (?:số )?\d+[^\s]*/\S+ [^\n]{{10,400}}? do [^\n]{{4,120}}? ban hành\b[ .]*(?=[{UPPER}]{{2}}|\n)"
)


def find_page_title(text: str) -> Span | None:
    """The range of the sentence at the very beginning of a page, without the letterhead behind it; None elsewhere.

    >>> find_page_title("Công văn 5/SYT-NV năm 2024 về tiêm chủng do Sở Y tế ban hành. SỞ Y TẾ")
    Span(start=0, end=62)
    >>> find_page_title("SỞ Y TẾ") is None
    True
    """
    match = _TITLE.match(text)
    return Span(match.start(), match.end()) if match else None
