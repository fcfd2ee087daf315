"""Which layout rule holds for whom and when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.layout.errors import NoStyle
from haichieu.layout.styles import all_styles, style_for


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("state", "Nghị định 30/2020/NĐ-CP"),
        ("union", "Quyết định 933/QĐ-TLĐ"),
        ("party", "Hướng dẫn 05-HD/VPTW"),
        ("youth", "Hướng dẫn 29-HD/TWĐTN-VP"),
    ],
)
def test_each_kind_of_body_follows_its_own_rule(kind: str, source: str) -> None:
    assert style_for(kind, date(2026, 12, 10)).source.startswith(source)


def test_a_rule_does_not_hold_before_its_first_day() -> None:
    with pytest.raises(NoStyle, match="Chưa có quy định thể thức"):
        style_for("union", date(2024, 5, 13))
    assert style_for("union", date(2024, 5, 14)).key == "union"


def test_a_party_letter_is_judged_by_the_guide_of_its_day() -> None:
    assert style_for("party", date(2026, 5, 26)).source.startswith("Hướng dẫn 36-HD/VPTW")
    assert style_for("party", date(2026, 5, 27)).source.startswith("Hướng dẫn 05-HD/VPTW")


def test_an_unknown_kind_of_body_gets_one_sentence() -> None:
    with pytest.raises(NoStyle, match="“câu lạc bộ”"):
        style_for("câu lạc bộ", date(2026, 1, 1))


def test_every_rule_says_where_it_comes_from_and_how_sure_we_are() -> None:
    for style in all_styles():
        assert style.source and style.provenance.startswith("R")
        assert set(style.types) >= {"body", "number", "recipients", "authority"}
        assert set(style.articles) >= {"page", "margins", "number", "end_mark", "page_number"}


def test_what_we_print_lies_within_what_the_rule_allows() -> None:
    for style in all_styles():
        for side, (least, most) in style.margins_allowed.items():
            assert least <= getattr(style.margins, side) <= most
        for look in style.types.values():
            assert look.allowed[0] <= look.size <= look.allowed[1]


@given(st.sampled_from(["state", "union", "party", "youth"]), st.dates(date(2024, 5, 14), date(2099, 12, 31)))
def test_exactly_one_rule_is_found_for_any_day_since_2024(kind: str, day: date) -> None:
    assert sum(style.key == kind and style.holds_on(day) for style in all_styles()) == 1
    assert style_for(kind, day).holds_on(day)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (
            "state",
            ["BC-UBND", "UBND-VHTT", "2017/NĐ-CP", "QyĐ-UBND"],
            ["bc-ubnd", "BC/UBND", "BC - UBND", ""],
        ),
        ("union", ["LĐLĐ", "BC-LĐLĐ", "QĐ-TLĐ"], ["BC/LĐLĐ", "BC-"]),
        ("party", ["CV/BTGTU", "KH/TU"], ["CV-TU", "TU"]),
        ("youth", ["CV/TĐTN-BTG", "HD/TWĐTN-VP"], ["TĐTN-BTG"]),
    ],
)
def test_symbols_have_the_form_of_their_rule(kind: str, good: list[str], bad: list[str]) -> None:
    style = style_for(kind, date(2026, 1, 1))
    assert [symbol for symbol in good if not style.fits_symbol(symbol)] == []
    assert [symbol for symbol in bad if style.fits_symbol(symbol)] == []
