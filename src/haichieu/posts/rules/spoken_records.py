"""What a certificate's record says at a place, in Vietnamese: for whoever checks one without reading JSON."""

import re
from typing import Any

NAMES = {
    "format": "định dạng của bản ghi",
    "decision": "kết luận",
    "sentence": "câu chứng nhận",
    "labels_read": "số bài đã đọc",
    "estimate": "tỷ lệ ước tính",
    "interval": "khoảng tin cậy",
    "confidence_each_bound": "độ tin cậy của mỗi cận",
    "shares": "các tỷ lệ",
    "counted": "tiêu cực, không kể cảnh báo",
    "negative": "tiêu cực, kể cả cảnh báo",
    "seed": "số gieo",
    "seed_source": "ai đưa ra số gieo",
    "frame_hash": "mã băm của danh sách",
    "frame": "danh sách đóng băng",
    "items": "các bài",
    "columns": "các cột",
    "limit": "giới hạn",
    "limit_sentence": "giới hạn bằng lời",
    "numerator": "tử số",
    "denominator": "mẫu số",
    "strict": "“dưới” hay “không quá”",
    "labels": "các nhãn",
    "id": "mã bài",
    "tone": "sắc thái",
    "advisory": "là cảnh báo, khuyến cáo",
    "run": "số thứ tự của lượt kiểm toán",
    "earlier": "các lượt kiểm toán trước",
    "expected_more": "số bài còn phải đọc",
    "evidence": "bằng chứng tích lũy",
    "alpha": "mức sai cho phép",
    "units": "các đơn vị",
    "channels": "các kênh",
    "window": "khoảng ngày đăng",
    "posts": "số bài đăng",
    "reposts": "số bài đăng lại",
    "unreadable": "số bài không đọc được",
    "model": "mô hình chấm điểm",
    "method": "phương pháp",
    "version": "phiên bản chương trình",
    "log_head": "đầu chuỗi nhật ký",
    "issued_at": "lúc cấp",
    "readers": "số người đọc",
}
#: Names of the members of a list; “{}” is the member's place, counted from 1.
_MEMBERS = {
    "labels": "nhãn thứ {}",
    "items": "bài thứ {}",
    "units": "đơn vị thứ {}",
    "channels": "kênh thứ {}",
    "earlier": "lượt trước thứ {}",
}
_PAIRS = {
    "interval": ("cận dưới", "cận trên"),
    "window": ("ngày đầu", "ngày cuối"),
    "evidence": ("trên giới hạn", "dưới giới hạn"),
}
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def spoken_place(path: str) -> str:
    """A place in a record, such as “labels[3].tone”, in Vietnamese; a name that is not ours stays as it stands.

    >>> spoken_place("labels[3].tone"), spoken_place("shares.negative.interval[1]")
    ('sắc thái của nhãn thứ 4', 'cận trên của khoảng tin cậy (tiêu cực, kể cả cảnh báo)')
    >>> spoken_place("decision"), spoken_place("extra")
    ('kết luận', 'mục lạ “extra”')
    """
    words, last = "", ""
    for name, place in _STEP.findall(path.removeprefix("shares.")):
        if place:
            words = _member(words, last, int(place))
        else:
            own = NAMES.get(name, f"mục lạ “{name}”")
            is_share = last in ("counted", "negative") and path.startswith("shares.")
            words = f"{own} ({words})" if is_share else f"{own} của {words}" if words else own
            last = name
    return words


def _member(words: str, name: str, place: int) -> str:
    pair = _PAIRS.get(name)
    if pair is not None and place < len(pair):
        return f"{pair[place]} của {words}"
    return _MEMBERS[name].format(place + 1) if name in _MEMBERS else f"phần thứ {place + 1} của {words}"


def spoken_value(value: Any) -> str:
    """A value of a record in a sentence.

    >>> spoken_value("above"), spoken_value(0.125), spoken_value(None), spoken_value([True, 3])
    ('“above”', '0,125', 'không có', 'có; 3')
    """
    if value is None:
        return "không có"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return f"{value:.12g}".replace(".", ",")
    if isinstance(value, list | tuple):
        return _short("; ".join(map(spoken_value, value))) or "danh sách trống"
    return f"“{_short(value)}”" if isinstance(value, str) else _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
