"""Original files read from their bytes stay above their floors; of the scans one page.

`python -m benchmarks.ocr.originals` measures all scans: they take minutes.
"""

import json
from pathlib import Path

import pytest

from haichieu.text.ocr import tesseract
from haichieu.text.office import office_program
from tests.corpus.score_originals import chosen, scores
from tests.corpus.score_readings import overall
from tests.shared_data import needs_data

#: A clean scan of one page.
ONE_PAGE = "D062"
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


@needs_data
@pytest.mark.needs_data
@pytest.mark.skipif(
    not tesseract.is_installed(), reason="the Debian package tesseract-ocr-vie is not installed"
)
def test_a_scanned_page_is_read() -> None:
    one_by_one, _ = scores([ONE_PAGE])
    assert [item.way for item in one_by_one] == ["pdf ocr"]
    assert one_by_one[0].overall >= FLOORS["one_scanned_page"], one_by_one
