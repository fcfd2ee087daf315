"""The third loader by name: modules whose libraries come with the extra `cluster` and take seconds to start."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from haichieu.cli.datasets.errors import DatasetError

#: module of this package → the libraries it needs
_NEEDS = {"parquet_files": ("pyarrow",), "ray_engine": ("pyarrow", "ray")}
_WHAT = {"parquet_files": "đọc tệp Parquet", "ray_engine": "dùng --engine ray"}


def load(name: str) -> Any:
    """A module of this package by its name.

    Raises:
        DatasetError: the extra `cluster` is not installed.
    """
    if any(find_spec(library) is None for library in _NEEDS[name]):
        raise DatasetError(f"Để {_WHAT[name]}, hãy cài thêm: pip install 'haichieu[cluster]'.")
    return import_module(f"haichieu.cli.datasets.{name}")
