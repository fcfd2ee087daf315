"""Where the training and test data lives, and the mark for tests that need it."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("HAICHIEU_DATA", ROOT.parent / "shared"))

needs_data = pytest.mark.skipif(
    not (DATA / "data").is_dir(),
    reason="the training data is not here (set HAICHIEU_DATA to its folder)",
)
