"""The examples of the pages about doubts and outlooks really run."""

import doctest
from pathlib import Path

import pytest

PAGES = Path(__file__).resolve().parents[3] / "docs" / "algorithms"


@pytest.mark.parametrize(("page", "examples"), [("drift.md", 15), ("planning.md", 12)])
def test_the_examples_of_the_page_run(page: str, examples: int) -> None:
    outcome = doctest.testfile(str(PAGES / page), module_relative=False, encoding="utf-8")
    assert outcome.attempted >= examples
    assert not outcome.failed
