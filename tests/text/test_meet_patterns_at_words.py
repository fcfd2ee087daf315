"""A pattern put for the beginning of a word finds what the plain pattern finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.text.patterns import at_word

_PATTERN = r"gửi|(?:kính )?đề nghị|(?:báo|bá[ốo])(?: cáo)? về|báo\|x|(?:sở|(?:ban|bộ) y)(?!\w)|đề"


@given(st.text(alphabet="gửibáoốckínhđềyệsộvan |xt", max_size=80))
def test_the_same_places_are_found(text: str) -> None:
    plain = re.compile(rf"(?<!\w)(?:{_PATTERN})")
    assert [m.span() for m in re.compile(at_word(_PATTERN)).finditer(text)] == [
        m.span() for m in plain.finditer(text)
    ]


def test_words_that_only_end_so_are_passed_over() -> None:
    assert [m.start() for m in re.finditer(at_word("an|(?:ăn )?ở"), "ban an\nở ăn ở")] == [4, 7, 9]


@pytest.mark.parametrize("pattern", [r"\d+|an", "(?:an)+ về", "a?n", ""])
def test_a_pattern_that_begins_with_no_letter_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="beginning"):
        at_word(pattern)
