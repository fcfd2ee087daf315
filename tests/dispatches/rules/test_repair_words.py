"""Words of offices are put right whichever of their letters a scanner took for another."""

import itertools
import re

import pytest

from haichieu.dispatches.rules.forms import REPAIRS, matching_form


def _spellings(pattern: str) -> list[str]:
    """Every word that a repair is for, as its sets of letters tell."""
    plain = re.sub(r"\(\?.*", "", pattern)
    pieces = re.findall(r"\[([^\]]+)\]|([^\[]+)", plain)
    return ["".join(letters) for letters in itertools.product(*(one or (same,) for one, same in pieces))]


@pytest.mark.parametrize(("pattern", "right"), REPAIRS)
def test_every_damaged_spelling_is_put_right(pattern: str, right: str) -> None:
    for word in _spellings(pattern):
        assert matching_form(f"{word}: xem {word}, (x) {word}") == f"{right}: xem {right}, (x) {right}"
