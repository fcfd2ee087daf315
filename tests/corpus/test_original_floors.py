"""Original files read from their bytes stay above their floors; scans are measured apart, for they take minutes."""

import json
from pathlib import Path

import pytest

from haichieu.text.office import office_program
from tests.corpus.score_originals import chosen, scores
from tests.corpus.score_readings import overall
from tests.shared_data import needs_data

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))["originals"]


@needs_data
@pytest.mark.needs_data
@pytest.mark.parametrize("suffix", [".docx", ".doc"])
def test_original_files_are_read_as_well_as_their_texts(suffix: str) -> None:
    if suffix == ".doc" and office_program() is None:
        pytest.skip("LibreOffice is not installed")
    stems = [path.stem for path in chosen([]) if path.suffix == suffix]
    one_by_one, tables = scores(stems)
    assert overall(tables["all"]) >= FLOORS[suffix], one_by_one
