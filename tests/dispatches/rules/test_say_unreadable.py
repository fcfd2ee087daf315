"""A value is read, blank or unreadable: never a guess."""

import pytest

from haichieu.dispatches.rules import read_dispatch

LETTER = (
    "LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN\nSố: {number}\nHà Sơn, {date}\nV/v báo cáo\n\nKính gửi: Các công đoàn cơ sở.\n\n"
    "Đề nghị gửi báo cáo.{more}\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH\n\n{name}"
)


def letter(
    number: str = "134/LĐLĐ", date: str = "ngày 09 tháng 5 năm 2024", name: str = "Lê Thị Hoa", more: str = ""
) -> str:
    return LETTER.format(number=number, date=date, name=name, more=more)


@pytest.mark.parametrize(
    ("line", "number", "symbol", "states"),
    [
        ("134/LĐLĐ", "134", "LĐLĐ", ("value", "value")),
        ("   /LĐLĐ", None, "LĐLĐ", ("blank", "value")),
        ("……/LĐLĐ", None, "LĐLĐ", ("blank", "value")),
        (".........../.............", None, None, ("blank", "blank")),
        ("", None, None, ("blank", "blank")),
        ("4/.", None, None, ("unreadable", "unreadable")),
        ("45/", "45", None, ("value", "blank")),
        ("45/……", "45", None, ("value", "blank")),
        ("1.245/UBND-VX", "1.245", "UBND-VX", ("value", "value")),
        ("ÿ7⁄L", None, None, ("unreadable", "unreadable")),
        ("-CV/TĐTN-BTG", None, "CV/TĐTN-BTG", ("blank", "value")),
        ("127-QĐ/TW", "127", "QĐ/TW", ("value", "value")),
    ],
)
def test_a_number_is_read_blank_or_unreadable(
    line: str, number: str | None, symbol: str | None, states: tuple[str, str]
) -> None:
    reading = read_dispatch(letter(number=line))
    assert (reading.number, reading.symbol) == (number, symbol)
    assert (reading.states["number"], reading.states["symbol"]) == states


@pytest.mark.parametrize("sign", ["45/", "45/    ", "45 ", "45/......", "45/____"])
@pytest.mark.parametrize("gap", [" ", "            "])
@pytest.mark.parametrize("place", ["Hà Nội", "Phú Lộc", "TP. Hồ Chí Minh", "Đà Lạt", "Bà Rịa-Vũng Tàu"])
def test_a_place_on_the_number_line_is_no_symbol(sign: str, gap: str, place: str) -> None:
    line = f"{sign}{gap}{place}, ngày 3 tháng 9 năm 2026"
    reading = read_dispatch(letter(number=line).replace("Hà Sơn, ngày 09 tháng 5 năm 2024\n", ""))
    assert (reading.number, reading.symbol, reading.states["symbol"]) == ("45", None, "blank")
    assert (reading.place, reading.date) == (place, "2026-09-03")


@pytest.mark.parametrize("symbol", ["UBND-VX", "LĐLĐ", "CTr-UBND", "TTr-CĐCS", "NQ/TU"])
def test_a_symbol_before_a_place_stays_one(symbol: str) -> None:
    line = f"45/{symbol} Hà Nội, ngày 3 tháng 9 năm 2026"
    reading = read_dispatch(letter(number=line).replace("Hà Sơn, ngày 09 tháng 5 năm 2024\n", ""))
    assert (reading.number, reading.symbol, reading.place) == ("45", symbol, "Hà Nội")


@pytest.mark.parametrize(
    ("words", "date", "state"),
    [
        ("ngày 09 tháng 5 năm 2024", "2024-05-09", "value"),
        ("ngày … tháng 5 năm 2024", "2024-05", "blank"),
        ("ngày     tháng 5 năm 2024", "2024-05", "blank"),
        ("ngày …… tháng …… năm 2024", None, "blank"),
        ("ngày    tháng    năm 20…", None, "blank"),
        ("ngày 4ƒ tháng 4 năm 2024", "2024-04", "unreadable"),
    ],
)
def test_a_date_is_read_blank_or_unreadable(words: str, date: str | None, state: str) -> None:
    reading = read_dispatch(letter(date=words))
    assert (reading.date, reading.states["date"]) == (date, state)


def doubt(text: str, words: str) -> list[tuple[int, int]]:
    at = text.index(words)
    return [(at, at + len(words))]


@pytest.mark.parametrize(
    ("words", "key"), [("134", "number"), ("09", "date"), ("LĐLĐ", "symbol"), ("Hoa", "signer.name")]
)
def test_what_the_scanner_doubts_is_unreadable_and_keeps_its_place(words: str, key: str) -> None:
    text = letter()
    reading = read_dispatch(text, doubtful=doubt(text, words))
    assert reading.states[key] == "unreadable"
    (span,) = reading.spans[key]
    assert words in reading.text[span.start : span.end]
    assert read_dispatch(text).states[key] == "value"


def test_what_the_letter_says_again_without_doubt_is_believed() -> None:
    text = letter(more=" Mẫu kèm theo Công văn số 134/LĐLĐ ngày 09 tháng 5 năm 2024.")
    for words, key in (("134", "number"), ("09", "date")):
        assert read_dispatch(text, doubtful=doubt(text, words)).states[key] == "value"


def test_doubt_about_words_of_the_formula_is_no_doubt_about_the_date() -> None:
    text = letter()
    assert read_dispatch(text, doubtful=doubt(text, "tháng")).date == "2024-05-09"


def test_doubt_about_other_words_lowers_the_confidence_only() -> None:
    text = letter()
    reading = read_dispatch(text, doubtful=doubt(text, "công đoàn cơ sở"))
    assert reading.addressees == ("Các công đoàn cơ sở",)
    assert reading.confidence["addressees"] <= 0.6


def test_doubtful_ranges_are_found_again_after_cleaning() -> None:
    text = "**Trích**\r\n\u200b" + letter()
    assert read_dispatch(text, doubtful=doubt(text, "134")).states["number"] == "unreadable"


def test_words_that_are_no_vietnamese_are_not_trusted() -> None:
    clean, noisy = letter(), letter().replace("V/v báo cáo", "V/v báo cao tĩnh hinh thưc hiên nhiêm vu nãm")
    assert read_dispatch(clean).confidence["subject"] >= 0.9
    assert (
        read_dispatch(noisy.replace("tĩnh hinh", "tỉnn hìmh").replace("nãm", "nărn")).confidence["subject"]
        <= 0.6
    )
