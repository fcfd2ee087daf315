# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""Whatever the text: the reader returns a reading whose places point at its values."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.dispatches.rules import Reading, read_dispatch
from haichieu.dispatches.rules.markup import clean_letter
from haichieu.text.clean import squeeze

PIECES = st.sampled_from(
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND XÃ A", "Số: 12/KH-UBND", "Số:     /UBND", "V/v báo cáo", "KẾ HOẠCH",
        "Hà Sơn, ngày 05 tháng 6 năm 2026", "Kính gửi:", "- Các xã;", "Căn cứ Luật A ngày 1/2/2020;", "Điều 1. Giao Sở B",
        "1. Gửi báo cáo về Sở C trước ngày 1/7/2026.", "yêu cầu các đơn vị:", "“", "”", '"', "|", "| a | b | c |", "|---|",
        "Nơi nhận:", "- Lưu: VT.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn An", "   ", "\t", "\n", "\n\n", "**", "#", "(",
        "số 5/NQ-TW", "của", "ngày", "dưới 15% tin, bài tiêu cực", "nắm bắt tình hình tư tưởng;", "TT\nNội dung\nThời hạn",
    ]
)  # fmt: skip


def check(reading: Reading) -> None:
    """Values of single fields are the words at their places; every place lies inside the text."""
    for key in ("issuer", "number", "symbol", "place", "subject"):
        value = getattr(reading, key)
        if value is not None:
            words = " ".join(squeeze(reading.text[s.start : s.end]) for s in reading.spans[key])
            assert squeeze(words) == squeeze(value), key
    for spans in reading.spans.values():
        assert all(0 <= span.start <= span.end <= len(reading.text) for span in spans)
    for item in reading.obligations:
        start, end = item["span"]
        assert 0 <= start < end <= len(reading.text)
    assert all(0 <= value <= 1 for value in reading.confidence.values())
    assert set(reading.states.values()) <= {"value", "blank", "unreadable"}
    json.dumps(reading.to_dict())


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    check(read_dispatch(text))


@settings(max_examples=250, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["\n", " ", "\n\n", "     "]))
def test_any_mixture_of_the_parts_of_a_letter_is_read(pieces: list[str], joint: str) -> None:
    check(read_dispatch(joint.join(pieces)))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="*_#|\\-.<>br /ab\n\u200b", max_size=200))
def test_cleaning_a_letter_twice_changes_nothing(text: str) -> None:
    assert clean_letter(clean_letter(text)) == clean_letter(text)


def test_a_very_long_line_is_read_in_reasonable_time() -> None:
    check(read_dispatch("Đề nghị các đơn vị, " * 4_000))
    check(read_dispatch("| " * 6_000))
    check(read_dispatch("Luật " + "a " * 20_000 + "ngày 1/2/2020"))
