"""Sentences of the roll-up."""

from haichieu.dispatches.rules import SIGN_LABELS, Counts, Sign

SEEN_MEANS = (
    "có người giữ vai trò ở chính đơn vị đó đăng nhập và mở việc; chỉ tính đơn vị, không tính cá nhân"
)
REACHED_MEANS = "tự mở xem, hoặc báo đã nhận bằng đường dẫn riêng, qua điện thoại, Zalo hay văn bản giấy"


def day_sentence(counts: Counts) -> str:
    """How the day stands, in one sentence.

    >>> day_sentence(Counts(sent=1200, done=900, overdue=30, silent=12, submitted=5))
    '1.200 việc đã giao, 900 đã xong. Cần để ý: 30 đang quá hạn, 12 chưa đơn vị nào mở xem, 5 chờ duyệt.'
    >>> day_sentence(Counts(sent=3, done=3))
    'Cả 3 việc đã giao đều xong.'
    """
    if not counts.sent:
        return "Chưa giao việc nào cho các đơn vị này."
    if counts.done == counts.sent:
        return f"Cả {_n(counts.sent)} việc đã giao đều xong."
    begun = f"{_n(counts.sent)} việc đã giao, {_n(counts.done)} đã xong."
    parts = (
        (counts.overdue, "đang quá hạn"),
        (counts.silent, "chưa đơn vị nào mở xem"),
        (counts.returned, "bị trả lại"),
        (counts.submitted, "chờ duyệt"),
    )
    press = ", ".join(f"{_n(number)} {words}" for number, words in parts if number)
    return f"{begun} Cần để ý: {press}." if press else f"{begun} Không có gì quá hạn hay bị bỏ quên."


def signs_sentence(signs: str) -> str:
    """What a row of the heat map says, the most pressing first.

    >>> signs_sentence("QQX.")
    '2 quá hạn, 1 xong đúng hạn'
    """
    counted = ((signs.count(sign), label.lower()) for sign, label in SIGN_LABELS.items() if sign != Sign.NONE)
    return ", ".join(f"{number} {label}" for number, label in counted if number) or "không giao việc nào"


def _n(number: int) -> str:
    return f"{number:,}".replace(",", ".")
