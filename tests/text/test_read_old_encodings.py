"""VIQR and VISCII, the encodings of old mails: every letter comes back, and nothing else is touched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.text.files import read_bytes
from haichieu.text.mending import mend
from haichieu.text.viqr import from_viqr, viqr_or_none
from haichieu.text.viscii import from_viscii
from tests.text.samples import LETTER
from tests.text.test_mend_letters import SMALL

SHAPES = {"\u0302": "^", "\u0306": "(", "\u031b": "+"}
TONES = {"\u0301": "'", "\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0323": "."}
TO_VISCII = {from_viscii(bytes([code])): bytes([code]) for code in range(0x100)}
SYLLABLES = (
    "Công",
    "đoàn",
    "cơ",
    "sở",
    "đề",
    "nghị",
    "báo",
    "cáo",
    "trước",
    "ngày",
    "Uỷ",
    "gửi",
    "ĐẢNG",
    "quý",
)


def in_viqr(text: str) -> str:
    """As a careful writer typed it: shape before tone, “dd”, a backslash before a sign that is none."""
    typed = []
    for char in text:
        base, *marks = unicodedata.normalize("NFD", char)
        shapes = [SHAPES[mark] for mark in marks if mark in SHAPES]
        tones = [TONES[mark] for mark in marks if mark in TONES]
        plain = {"đ": "dd", "Đ": "DD"}.get(base, f"\\{base}" if base in "^(+'`?~.\\" else base)
        typed.append("".join([plain, *shapes, *tones]))
    return "".join(typed)


def in_viscii(text: str) -> bytes:
    return b"".join(TO_VISCII[char] for char in text)


def test_viscii_has_every_letter_once() -> None:
    letters = set(SMALL + SMALL.upper())
    assert letters <= set(TO_VISCII) and len(letters) == 134
    assert len(TO_VISCII) == 256


@given(st.text(alphabet=SMALL + SMALL.upper() + "bcdghklmnpqrstvx ,.;0123456789\n", max_size=80))
def test_viscii_comes_back_letter_by_letter(text: str) -> None:
    assert from_viscii(in_viscii(text)) == text


@given(st.lists(st.sampled_from([*SYLLABLES, "(2026).", "có không?", "5+3"]), max_size=12))
def test_viqr_comes_back_word_by_word(words: list[str]) -> None:
    text = " ".join(words)
    assert from_viqr(in_viqr(text)) == text


@given(st.text(max_size=80))
def test_any_text_is_converted_without_fault(text: str) -> None:
    from_viqr(text)
    viqr_or_none(text)


def test_a_letter_in_viscii_is_read() -> None:
    read = read_bytes(in_viscii(LETTER), "cu.txt")
    assert read.text == LETTER
    assert any("VISCII" in warning for warning in read.warnings) and len(read.warnings) == 1


def test_a_letter_in_viqr_is_read() -> None:
    read = read_bytes(in_viqr(LETTER).encode(), "cu.txt")
    assert read.text == LETTER
    assert any("VIQR" in warning for warning in read.warnings) and len(read.warnings) == 1


def test_a_writer_without_backslashes_is_read_too() -> None:
    typed = "Ki'nh gu+?i: Ca'c co^ng ddoa`n co+ so+?. DDe^` nghi. ba'o ca'o tru+o+'c nga`y 5/6."
    assert mend(typed).text == "Kính gửi: Các công đoàn cơ sở. Đề nghị báo cáo trước ngày 5/6."


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("hie^.n theo. Gu+?i ve^` xa. Tu+` dda^u? Do ai?", "hiện theo. Gửi về xa. Từ đâu? Do ai?"),
        ("Ho. ho?i ve^` dda^u?", "Họ hỏi về đâu?"),
        ('"Ddi xa." "Ngu+o+`i ta." (ho^` so+.)', '"Đi xa." "Người ta." (hồ sơ.)'),
        ("ca^'p cho co^ng ty.\nCa'c xa~ kho^ng ddi.", "cấp cho công ty.\nCác xã không đi."),
        ("Bo^. Co^ng an, Nghi. DDi.nh, dde^` nghi.", "Bộ Công an, Nghị Định, đề nghị"),
        ("tru. so+?, xa. thu?, kha? na(ng, ddu? hay chu+a?", "trụ sở, xạ thủ, khả năng, đủ hay chưa?"),
        ("dda~ gu+?i ddu?.", "đã gửi đủ."),
        ("ta^'t ca?", "tất cả"),
        ("va^n va^n...", "vân vân..."),
        ("cu+' tie^'p theo...", "cứ tiếp theo..."),
    ],
)
def test_the_stop_of_a_sentence_is_no_tone(typed: str, read: str) -> None:
    assert from_viqr(typed) == read


@given(
    st.lists(
        st.sampled_from(("theo", "dda^u", "ai", "ba'o ca'o", "nga`y", "cho", "sau", "DDoa`n")), min_size=1
    )
)
def test_sentences_of_any_words_keep_their_stops(words: list[str]) -> None:
    typed = " ".join(f"{word}{stop}" for word in words for stop in (". Ca'c", "? Ca'c"))
    assert from_viqr(typed).count(".") == from_viqr(typed).count("?") == len(words)


@pytest.mark.parametrize(
    "text",
    [
        LETTER,
        "The roots of a^2 + b^2 = c^2 and e^x, o^2: see (a) to (c). What's next? Don't know.",
        "Kinh gui: Cac cong doan co so. De nghi bao cao truoc ngay 5/6^ va a^ e^ o^.",
        "a. Nội dung (a), o^, a^, e^ là ký hiệu.",
    ],
)
def test_what_is_no_viqr_is_left_alone(text: str) -> None:
    assert viqr_or_none(text) is None
