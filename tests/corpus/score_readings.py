"""Score the dispatch reader on annotated letters: `python -m tests.corpus.score_readings [--held-out] [PREFIXES…]`.

Prints the scorer's table for all letters, the real ones (D, S) and the written ones (U, V); with `--held-out` only the
figure for the letters of this repository that no rule was written from, which needs no outside data.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from haichieu.dispatches.rules import read_dispatch
from haichieu.text.files import read_file
from tests.corpus.agreement import Reading, overall_agreement
from tests.shared_data import DATA

LETTERS = DATA / "data" / "dispatches"
SCORER = DATA / "eval" / "score_dispatches.py"
HELD_OUT = Path(__file__).parent / "letters" / "held_out"
GROUPS = {"all": "DSUV", "real": "DS", "written": "UV"}


def predict(folder: Path) -> None:
    """Write the reading of every letter into a folder, one JSON file a letter."""
    for path in sorted((LETTERS / "text").glob("*.txt")):
        reading = read_dispatch(read_file(path).text)
        (folder / f"{path.stem}.json").write_text(json.dumps(reading.to_dict(), ensure_ascii=False), "utf-8")


def score(predictions: Path, prefixes: str) -> str:
    """Run the scorer on the letters whose names begin with one of the prefixes; its whole output."""
    with tempfile.TemporaryDirectory() as folder:
        for path in (LETTERS / "gold").glob("*.json"):
            if path.stem.startswith(tuple(prefixes.split(",") if "," in prefixes else prefixes)):
                shutil.copy(path, folder)
        command = [sys.executable, str(SCORER), folder, str(predictions)]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def overall(output: str) -> float:
    """The last line's figure."""
    match = re.search(r"overall F1 ([\d.]+)", output)
    if match is None:
        raise ValueError("the scorer printed no overall F1")
    return float(match.group(1))


def by_field(output: str) -> dict[str, float]:
    """F1 of each field, and `overall`."""
    fields = {name: float(f1) for name, f1 in re.findall(r"^(\S+) +P .* F1 ([\d.]+)", output, re.MULTILINE)}
    return {**fields, "overall": overall(output)}


def scores() -> dict[str, dict[str, float]]:
    """F1 by group and field."""
    with tempfile.TemporaryDirectory() as folder:
        predict(Path(folder))
        return {group: by_field(score(Path(folder), prefixes)) for group, prefixes in GROUPS.items()}


def held_out_pairs() -> list[tuple[Reading, Reading]]:
    """The annotated reading and the program's, for each letter that is held out."""
    return [
        (
            json.loads(path.read_text("utf-8")),
            read_dispatch(read_file(HELD_OUT / "text" / f"{path.stem}.txt").text).to_dict(),
        )
        for path in sorted((HELD_OUT / "gold").glob("*.json"))
    ]


def main(groups: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        predict(Path(folder))
        for group, prefixes in groups.items():
            print(f"== {group}\n{score(Path(folder), prefixes)}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--held-out"]:
        print(f"overall F1 {overall_agreement(held_out_pairs()):.4f}")
        sys.exit()
    main({prefix: prefix for prefix in sys.argv[1:]} or GROUPS)
