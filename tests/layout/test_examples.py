"""The examples in the docstrings of these pages run."""

import doctest
import importlib
import pkgutil

import pytest

import haichieu.layout
import haichieu.reports.rules

MODULES = [
    name
    for package in (haichieu.layout, haichieu.reports.rules)
    for _, name, _ in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
