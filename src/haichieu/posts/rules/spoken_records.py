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
    "frame": "danh sách đã chốt",
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
    "unstarted": "số danh sách đã chốt mà không đọc",
    "unit": "đơn vị",
    "started_at": "lúc bắt đầu",
    "closed_at": "lúc khép lại",
    "expected_more": "số bài còn phải đọc",
    "evidence": "bằng chứng tích lũy",
    "alpha": "mức sai cho phép",
    "digest": "mã kiểm",
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
    "filters": "phạm vi đã chọn",
    "first": "ngày đầu",
    "last": "ngày cuối",
    "beacon": "vòng ngẫu nhiên hẹn trước",
    "chain": "nguồn ngẫu nhiên",
    "round": "số vòng",
    "rolls": "các lần gieo",
    "lottery": "tên xổ số",
    "day": "ngày",
    "figures": "các số trúng",
    "text": "chuỗi ký tự",
    "value": "giá trị",
    "signature": "chữ ký",
    "seed_kind": "loại số gieo",
    "seed_evidence": "căn cứ của số gieo",
    "frozen_at": "lúc chốt danh sách",
    "undone": "số nhãn đã lấy lại",
    "readers_each": "số người đọc mỗi bài",
    "settling": "cách chọn khi hai người đọc khác nhau",
    "given": "nhãn của từng người",
    "agreement": "độ thống nhất của hai người đọc",
    "equal": "số bài hai người đọc như nhau",
    "kappa": "hệ số kappa",
    "krippendorff": "hệ số Krippendorff",
    "forecast": "dự kiến số bài còn phải đọc",
    "low": "mức thấp",
    "middle": "mức giữa",
    "high": "mức cao",
    "negative_sentence": "câu chứng nhận kể cả cảnh báo",
    "trace": "sổ cược",
    "negative_trace": "sổ cược của tỷ lệ kể cả cảnh báo",
    "width": "độ rộng của nhóm điểm",
    "closest": "điểm gần 0 hoặc 1 nhất",
    "bettors": "phần vốn của mỗi cách cược",
    "nulls": "các số đếm được kiểm định",
    "bins": "các nhóm điểm",
    "plans": "các kế hoạch",
    "since": "số bài đã đọc khi lập kế hoạch",
    "weights": "trọng số rút",
    "c": "mức cược c",
    "wealth": "vốn sau mỗi nhãn",
}
#: Names of the members of a list; “{}” is the member's place, counted from 1.
_MEMBERS = {
    "labels": "nhãn thứ {}",
    "items": "bài thứ {}",
    "units": "đơn vị thứ {}",
    "channels": "kênh thứ {}",
    "earlier": "lượt trước thứ {}",
    "given": "người đọc thứ {}",
    "plans": "kế hoạch thứ {}",
    "wealth": "vốn sau nhãn thứ {}",
}
#: Names that mean something else inside a plan of the bets.
_IN_PLANS = {"alpha": "mức cược alpha"}
_PAIRS = {
    "interval": ("cận dưới", "cận trên"),
    "window": ("ngày đầu", "ngày cuối"),
    "nulls": ("“nhiều nhất”", "“ít nhất”"),
    "evidence": ("trên giới hạn", "dưới giới hạn"),
}
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def spoken_place(path: str) -> str:
    """A place in a record, such as “labels[3].tone”, in Vietnamese; a name that is not ours stays as it stands.

    >>> spoken_place("labels[3].tone"), spoken_place("shares.negative.interval[1]")
    ('sắc thái của nhãn thứ 4', 'cận trên của khoảng tin cậy (tiêu cực, kể cả cảnh báo)')
    >>> print(spoken_place("trace.plans[1].alpha[0]"))
    phần thứ 1 của mức cược alpha của kế hoạch thứ 2 của sổ cược
    >>> spoken_place("decision"), spoken_place("extra")
    ('kết luận', 'mục lạ “extra”')
    """
    words, outer, last = "", "", ""
    for name, place in _STEP.findall(path.removeprefix("shares.")):
        if place:
            words, last = _member(words, outer, last, int(place)), ""
        else:
            names = NAMES | _IN_PLANS if "plans[" in path else NAMES
            own = names.get(name, f"mục lạ “{name}”")
            is_share = last in ("counted", "negative") and path.startswith("shares.")
            outer = words
            words = f"{own} ({words})" if is_share else f"{own} của {words}" if words else own
            last = name
    return words


def _member(words: str, outer: str, name: str, place: int) -> str:
    """Words for the member at a place of the list that `words` names; `outer` names what the list is part of."""
    pair = _PAIRS.get(name)
    if pair is not None and place < len(pair):
        return f"{pair[place]} của {words}"
    if name not in _MEMBERS:
        return f"phần thứ {place + 1} của {words}"
    own = _MEMBERS[name].format(place + 1)
    return f"{own} của {outer}" if outer else own


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
