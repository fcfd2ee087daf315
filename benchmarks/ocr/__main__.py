"""How well scans and photos are read: `python -m benchmarks.ocr [--letters N] [--wear WORD]`.

Letters of this repository are printed, worn in ten ways and read back. For each way: the share of wrong characters
(edit distance through length, white space made single), the share of words found by us and by bare Tesseract on the
same picture, the agreement of the reading with the annotated one, and seconds a page for both. Fails when a clean page
has more than 1 % wrong characters.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from benchmarks.archive import ABSENT
from benchmarks.ocr.paper import Letter, letters, pictures
from benchmarks.ocr.wear import WEARS
from haichieu.dispatches.rules import read_dispatch
from haichieu.text.ocr import pages, scan, tesseract
from haichieu.text.ocr.words import Picture
from tests.corpus.agreement import overall_agreement

_MOST_WRONG = 0.01


@dataclass(frozen=True, slots=True)
class Measured:
    """One letter, worn in one way and read."""

    wrong: float
    found: float
    found_bare: float
    pair: tuple[dict[str, object], dict[str, object]]
    seconds: float
    seconds_bare: float


def distance(read: str, truth: str) -> int:
    """Least number of characters to insert, delete or change (Levenshtein).

    >>> distance("ke hoach", "kế hoạch")
    2
    """
    codes = np.array([ord(char) for char in truth])
    row = np.arange(len(truth) + 1)
    steps = np.arange(len(truth) + 1)
    for place, char in enumerate(read, 1):
        ahead = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(char)))
        # A run of insertions is the running minimum once each place's own steps are taken off.
        row = np.minimum.accumulate(np.concatenate(([place], ahead)) - steps) + steps
    return int(row[-1])


def found(read: str, truth: str) -> float:
    """Share of the words of the truth that were read, in whatever order."""
    wanted = Counter(truth.split())
    return sum((wanted & Counter(read.split())).values()) / sum(wanted.values())


def bare(picture: Picture) -> str:
    """What the program alone gives for the picture, sized as ours."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        cv2.imwrite(str(path), picture, [cv2.IMWRITE_PNG_COMPRESSION, 1])
        command = ["tesseract", str(path), "-", "-l", "vie"]
        done = subprocess.run(
            command, capture_output=True, check=True, env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin"}
        )
    return done.stdout.decode()


def measure(letter: Letter, sheets: Sequence[Picture], way: str, seed: int) -> Measured:
    rng = np.random.default_rng(seed)
    worn = [pages.readable_size(WEARS[way](sheet, rng)) for sheet in sheets]
    start = time.perf_counter()
    ours = [scan.read_picture(picture).text for picture in worn]
    between = time.perf_counter()
    theirs = [bare(picture) for picture in worn]
    end = time.perf_counter()
    text, truth = " ".join("\n".join(ours).split()), " ".join(letter.text.split())
    gold = json.loads(letter.gold.read_text("utf-8"))
    return Measured(
        distance(text, truth) / len(truth),
        found(text, truth),
        found(" ".join(theirs), truth),
        (gold, read_dispatch("\f".join(ours)).to_dict()),
        (between - start) / len(worn),
        (end - between) / len(worn),
    )


def report(way: str, rows: Sequence[Measured]) -> float:
    def mean(name: str) -> float:
        return statistics.fmean(getattr(row, name) for row in rows)

    print(
        f"{way:18s} {mean('wrong'):7.2%} {mean('found'):7.1%} {mean('found_bare'):7.1%}"
        f" {overall_agreement([row.pair for row in rows]):7.3f} {mean('seconds'):6.1f} {mean('seconds_bare'):6.1f}",
        flush=True,
    )
    return mean("wrong")


def main(count: int, only: str) -> int:
    if not tesseract.is_installed():
        print("tesseract-ocr-vie is not installed: not run")
        return ABSENT
    with tempfile.TemporaryDirectory() as folder:
        printed = [(letter, pictures(letter.text, Path(folder))) for letter in list(letters())[:count]]
    as_text = [(json.loads(x.gold.read_text("utf-8")), read_dispatch(x.text).to_dict()) for x, _ in printed]
    print(f"{len(printed)} letters; read from their text, the fields agree {overall_agreement(as_text):.3f}")
    print(f"{'':18s} {'wrong':>7s} {'words':>7s} {'bare':>7s} {'fields':>7s} {'s/page':>6s} {'bare':>6s}")
    status = 0
    for way in WEARS:
        if only in way:
            wrong = report(way, [measure(x, sheets, way, seed) for seed, (x, sheets) in enumerate(printed)])
            status |= way == "clean" and wrong > _MOST_WRONG
    return int(status)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=6, help="letters read in each way")
    parser.add_argument("--wear", default="", help="only ways that contain this word")
    given = parser.parse_args()
    sys.exit(main(given.letters, given.wear))
