"""The examples of the pages about doubts and outlooks, and of the functions they tell of, really run."""

import doctest
from pathlib import Path

import pytest

from haichieu.posts.rules import drift, helpful, planning, recalibration
from haichieu.stats import quantification

PAGES = Path(__file__).resolve().parents[3] / "docs" / "algorithms"


@pytest.mark.parametrize(("page", "examples"), [("drift.md", 15), ("planning.md", 12)])
def test_the_examples_of_the_page_run(page: str, examples: int) -> None:
    outcome = doctest.testfile(str(PAGES / page), module_relative=False, encoding="utf-8")
    assert outcome.attempted >= examples
    assert not outcome.failed


@pytest.mark.parametrize(
    "module", [quantification, drift, recalibration, planning, helpful], ids=lambda module: module.__name__
)
def test_the_examples_of_the_functions_run(module) -> None:
    outcome = doctest.testmod(module)
    assert outcome.attempted
    assert not outcome.failed
