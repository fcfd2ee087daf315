"""How well real scans are read from their bytes: `python -m benchmarks.ocr.originals`.

Reads the annotated scans of the training data (HAICHIEU_DATA), some minutes long, and prints each one's overall F1 and
that of all. Fails below the floor pinned in `tests/corpus/floors.json`; 2 where the data or Tesseract is absent.
"""

import json
import sys

from benchmarks.archive import ABSENT, ROOT
from haichieu.text.ocr import tesseract
from tests.corpus.score_originals import ORIGINALS, chosen, scores
from tests.corpus.score_readings import overall

FLOORS = ROOT / "tests" / "corpus" / "floors.json"
_SCANNED = "pdf ocr"


def main() -> int:
    """Score and compare."""
    if not ORIGINALS.is_dir() or not tesseract.is_installed():
        print("the annotated scans or tesseract-ocr-vie are not here: not run")
        return ABSENT
    one_by_one, tables = scores([path.stem for path in chosen([]) if path.suffix == ".pdf"])
    for item in one_by_one:
        print(f"{item.stem}  {item.way:24s} {item.overall:.3f}")
    reached, floor = overall(tables[_SCANNED]), json.loads(FLOORS.read_text("utf-8"))["originals"]["scans"]
    print(f"scans: overall F1 {reached:.3f}, floor {floor:.3f}")
    return int(reached < floor)


if __name__ == "__main__":
    sys.exit(main())
