"""A citation finds its letter across spellings, and never another letter."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.rules import (
    Described,
    Level,
    document_key,
    match,
    parse_sign,
    resolve,
    same_document,
)
from haichieu.text.folding import fold_chars

SYMBOLS = st.sampled_from(
    [
        "LĐLĐ",
        "CV/TU",
        "UBND-VHTT",
        "QĐ-LĐLĐ",
        "KH/TĐTN-BTG",
        "2022/NĐ-CP",
        "CT-TTg",
        "2025/QH15",
        "TLĐ",
        "BC-CĐCS",
    ]
)
NUMBERS = st.integers(min_value=1, max_value=99_999)
DAYS = st.dates(min_value=date(2015, 1, 1)).map(str)


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """A number and symbol, and the two written in another way."""
    number, symbol = str(draw(NUMBERS)), draw(SYMBOLS)
    written = "0" * draw(st.integers(0, 2)) + number
    if draw(st.booleans()):
        written = written.replace("0", draw(st.sampled_from("Oo"))) if set(written) != {"0"} else written
        written = written if any(char.isdigit() for char in written) else number
    other = draw(st.sampled_from([str, fold_chars, str.upper, lambda text: text.replace("Đ", "Ð")]))(symbol)
    other = (
        other.replace("/", draw(st.sampled_from(["/", " / ", "/ ", "-"]))) if "20" not in symbol else other
    )
    return number, symbol, written, other.replace("-", draw(st.sampled_from(["-", " - ", "–"])))


@given(spellings())
def test_one_sign_has_one_key_however_it_is_written(spelled: tuple[str, str, str, str]) -> None:
    number, symbol, written, other = spelled
    assert document_key(number, symbol) == document_key(written, other)


@given(NUMBERS, NUMBERS, SYMBOLS)
def test_different_numbers_never_match(one: int, other: int, symbol: str) -> None:
    a, b = (Described(str(number), symbol, "2022-05-07", None) for number in (one, other))
    assert (match(a, b) is not None) == (one == other)


@given(NUMBERS, SYMBOLS, SYMBOLS)
def test_different_symbols_never_match(number: int, one: str, other: str) -> None:
    a, b = (Described(str(number), symbol, None, "Tỉnh ủy") for symbol in (one, other))
    assert (match(a, b) is not None) == (one == other)


@given(NUMBERS, DAYS, DAYS)
def test_the_same_number_in_another_year_is_another_letter(number: int, one: str, other: str) -> None:
    found = match(*(Described(str(number), "CV/TU", day, "Tỉnh ủy Lào Cai") for day in (one, other)))
    assert (found is None) == (one[:4] != other[:4])
    assert found is None or (found.level is Level.CERTAIN) == (one == other)


@given(st.text(alphabet=string.printable + "ĐÐđốờ–", max_size=40))
def test_any_typed_sign_is_a_key_or_nothing(typed: str) -> None:
    key = parse_sign(typed)
    assert key is None or (key.number and key.code and len(key.index) < 90)


@pytest.mark.parametrize(
    "typed",
    [
        "301/LĐLĐ",
        "301/ LĐLĐ",
        "Số 301 /LĐLĐ",
        "301-CV/LĐLĐ",
        "301/LDLD",
        "0301/LÐLÐ",
        "3O1/LĐLĐ",
        "Công văn số: 301 / LĐLĐ",
    ],
)
def test_the_ways_in_which_offices_write_one_number(typed: str) -> None:
    key = parse_sign(typed)
    assert key is not None and key.index == "301/LDLD"


PROVINCE = Described("301", "LĐLĐ", "2024-05-07", "LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN")


@pytest.mark.parametrize(
    ("cited", "level"),
    [
        (Described("301", "LĐLĐ", "2024-05-07", "BTV LĐLĐ tỉnh Hà Sơn"), Level.CERTAIN),
        (Described("301", "LĐLĐ", "2024-05-07", None), Level.CERTAIN),
        (Described("301", "LĐLĐ", "2024-05", "LĐLĐ tỉnh"), Level.CERTAIN),
        (Described("301", "LĐLĐ", None, "LĐLĐ tỉnh"), Level.PROBABLE),
        (Described("301", "LĐLĐ", None, None), Level.POSSIBLE),
        (Described("301", "LĐLĐ", "2024-05-17", "LĐLĐ tỉnh"), Level.POSSIBLE),
        (Described("301", "LĐLĐ", "2024-05-07", "LĐLĐ tỉnh Đông Triều"), None),
        (Described("301", "LĐLĐ", "2023-05-07", "LĐLĐ tỉnh Hà Sơn"), None),
        (Described("301", "TLĐ", "2024-05-07", None), None),
    ],
)
def test_how_well_a_held_letter_fits(cited: Described, level: Level | None) -> None:
    found = match(cited, PROVINCE)
    assert (found.level if found else None) == level
    assert found is None or all(found.reasons)


def test_a_year_in_the_symbol_stands_for_a_date() -> None:
    decree = Described("15", "2022/NĐ-CP", "2022-01-28", "CHÍNH PHỦ")
    assert match(Described("15", "NĐ-CP", "2022-01-28", "Chính phủ"), decree) is not None
    assert match(Described("15", "2021/NĐ-CP", None, "Chính phủ"), decree) is None


def test_a_contract_is_no_guideline_although_both_fold_to_hd() -> None:
    guideline = Described("12", "HD-LĐLĐ", "2026-01-05", None)
    assert match(Described("12", "HĐ-LĐLĐ", "2026-01-05", None), guideline) is None
    assert match(Described("12", "HD-LDLD", "2026-01-05", None), guideline) is not None


def test_two_letters_that_fit_equally_are_both_named() -> None:
    cited = Described("12", "CV/TU", "2026-03-05", None)
    letters = {
        1: Described("12", "CV/TU", "2026-03-05", "TỈNH ỦY LÀO SƠN"),
        2: Described("12", "CV/TU", "2026-03-05", "TỈNH ỦY HÀ SƠN"),
    }
    matches = [(pk, found) for pk, letter in letters.items() if (found := match(cited, letter))]
    assert resolve(matches) == (1, 2)
    assert not same_document(letters[1], letters[2])
    assert resolve(matches, [frozenset((1, 2))]) == (1,)
