"""“Dưới 15 %” and “không quá 15 %” in exact fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.stats import BadLimit, Limit

shares = st.fractions(min_value=Fraction(1, 1000), max_value=Fraction(999, 1000), max_denominator=1000)


@pytest.mark.parametrize(
    "text",
    ["15%", "15 %", " 15,0 % ", "15", "15,0", "15.0", "0,15", "0.15", "3/20", "15 / 100", "15 phần trăm"],
)
def test_a_limit_may_be_written_in_many_ways(text: str) -> None:
    assert Limit.parse(text).share == Fraction(15, 100)


@pytest.mark.parametrize(
    "text", ["0", "0%", "140 %", "100%", "100", "-5%", "abc", "", "3/0", "%", "15%%", "nan", "1/3/5"]
)
def test_nonsense_is_refused_with_one_sentence(text: str) -> None:
    with pytest.raises(BadLimit) as caught:
        Limit.parse(text)
    assert str(caught.value).endswith((".", "3/20."))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["1", "1,0", "1.00"])
def test_a_bare_one_is_asked_about(text: str) -> None:
    with pytest.raises(BadLimit, match="1 % hay là tất cả"):
        Limit.parse(text)
    assert Limit.parse("1%").share == Fraction(1, 100)
    assert Limit.parse("1,5").share == Fraction(15, 1000)


def test_a_limit_outside_the_open_interval_cannot_be_built() -> None:
    for numerator, denominator in ((0, 100), (100, 100), (140, 100), (1, 0), (-1, -5)):
        with pytest.raises(BadLimit):
            Limit(numerator, denominator)


@given(shares, st.integers(1, 100_000), st.booleans())
def test_the_largest_count_keeps_the_limit_and_one_more_does_not(
    share: Fraction, n: int, strict: bool
) -> None:
    limit = Limit(share.numerator, share.denominator, strict)
    most = limit.most(n)
    assert 0 <= most < n
    assert limit.keeps(most, n)
    assert not limit.keeps(most + 1, n)


@given(shares, st.integers(1, 5_000))
def test_strict_and_not_strict_differ_only_where_the_limit_is_hit_exactly(share: Fraction, n: int) -> None:
    strict = Limit(share.numerator, share.denominator).most(n)
    loose = Limit(share.numerator, share.denominator, strict=False).most(n)
    assert loose - strict == ((share * n).denominator == 1)


def test_binary_fractions_do_not_leak_in() -> None:
    # 0.07 * 100 is 7.000000000000001 in floating point.
    assert Limit.parse("7%").most(100) == 6
    assert Limit.parse("7%", strict=False).most(100) == 7


@given(shares, st.booleans())
def test_a_limit_reads_as_a_phrase(share: Fraction, strict: bool) -> None:
    text = str(Limit(share.numerator, share.denominator, strict))
    assert text.startswith("dưới " if strict else "không quá ")
