"""The example of the page about the algorithm really runs."""

import doctest
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "certified-share.md"


def test_the_example_of_the_page_runs() -> None:
    outcome = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert outcome.attempted >= 5
    assert not outcome.failed
