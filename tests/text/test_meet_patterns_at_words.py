"""A pattern put for the beginning of a word finds what the plain pattern finds."""

import re
from importlib import import_module
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.text.patterns import at_word, late

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


def test_every_pattern_of_the_reader_can_be_compiled() -> None:
    """They are compiled when first needed, so a wrong one would be met by somebody's letter."""
    folder = files("haichieu.dispatches.rules")
    rooms = [
        "haichieu.text.privacy",
        *(
            f"haichieu.dispatches.rules.{entry.name[:-3]}"
            for entry in folder.iterdir()
            if entry.name.endswith(".py")
        ),
    ]
    asked = 0
    for name in rooms:
        for value in vars(import_module(name)).values():
            for each in value if isinstance(value, tuple | list) else [value]:
                if type(each) is type(late("")):
                    asked += each.groups >= 0
    assert asked > 400


def test_a_late_pattern_says_what_is_wrong_with_it_when_asked() -> None:
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.search("x")
