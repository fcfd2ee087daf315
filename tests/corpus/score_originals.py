"""Score the reader on original files read from their bytes: `python -m tests.corpus.score_originals [STEMS…]`.

Prints, file by file, what the file is, how its text was found and the overall F1 of the reading, and then the scorer's
table for all originals and for each way of reading. A file that cannot be read counts as an empty reading.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from haichieu.dispatches.rules import read_dispatch
from haichieu.text.errors import UnreadableFile
from haichieu.text.files import read_file
from tests.corpus.score_readings import LETTERS, SCORER, overall

ORIGINALS = LETTERS / "originals"


@dataclass(frozen=True, slots=True)
class OriginalScore:
    """How well one original was read."""

    #: Name of the letter, without its ending.
    stem: str
    #: The file's real kind and the way its text was found, or why there is none.
    way: str
    #: Overall F1 of this one letter.
    overall: float


def predict(originals: list[Path], folder: Path) -> dict[str, str]:
    """Write the reading of every original into a folder; by stem, the way its text was found."""
    ways = {}
    for path in originals:
        try:
            read = read_file(path)
        except UnreadableFile as refused:
            ways[path.stem] = f"refused ({refused.reason})"
            continue
        ways[path.stem] = f"{read.kind} {read.method}"
        reading = read_dispatch(read.text).to_dict()
        (folder / f"{path.stem}.json").write_text(json.dumps(reading, ensure_ascii=False), "utf-8")
    return ways


def score(predictions: Path, stems: set[str]) -> str:
    """Run the scorer on the letters of these names; its whole output."""
    with tempfile.TemporaryDirectory() as gold:
        for stem in stems:
            shutil.copy(LETTERS / "gold" / f"{stem}.json", gold)
        command = [sys.executable, str(SCORER), gold, str(predictions)]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def chosen(stems: list[str]) -> list[Path]:
    """The originals that have an annotated reading, all or those named."""
    known = {path.stem for path in (LETTERS / "gold").glob("*.json")}
    files = sorted(path for path in ORIGINALS.iterdir() if path.stem in known)
    return [path for path in files if not stems or path.stem in stems]


def scores(stems: list[str]) -> tuple[list[OriginalScore], dict[str, str]]:
    """Each original's figure, and the scorer's whole table for all of them and for each way of reading."""
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder)
        ways = predict(chosen(stems), predictions)
        one_by_one = [OriginalScore(s, way, overall(score(predictions, {s}))) for s, way in ways.items()]
        groups = {"all": set(ways)} | {
            w: {s for s in ways if ways[s] == w} for w in sorted(set(ways.values()))
        }
        return one_by_one, {name: score(predictions, members) for name, members in groups.items()}


def main(stems: list[str]) -> None:
    one_by_one, tables = scores(stems)
    for item in one_by_one:
        print(f"{item.stem}  {item.way:24s} {item.overall:.3f}")
    print(f"== all\n{tables['all']}")
    for name, table in tables.items():
        print(f"{name:24s} overall F1 {overall(table):.4f}")


if __name__ == "__main__":
    main(sys.argv[1:])
