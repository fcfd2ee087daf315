"""Letters a second on one core, beside underthesea: `python -m benchmarks.reader [--rounds N]`.

`read_dispatch` on the letters of this repository (`tests/corpus/letters`) and, where HAICHIEU_DATA holds them, on the
annotated letters (`data/dispatches/text`), all on one core, from text to reading. Where the package underthesea is
installed its named-entity recognition runs over the same text in the same run; without it that line says so.
Fails when fewer than 200 letters are read in a second of processor time.
"""

import argparse
import functools
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from haichieu.dispatches.rules import read_dispatch
from haichieu.text.files import read_file
from tests.shared_data import DATA

try:
    from underthesea import ner
except ImportError:
    ner = None

BAR = 200
#: The peer is slow: so many characters are enough to know its speed.
PEER_CHARACTERS = 40_000
ROOT = Path(__file__).parents[1]
FOLDERS = {
    "letters of this repository": ROOT / "tests" / "corpus" / "letters",
    "annotated letters": DATA / "data" / "dispatches" / "text",
}


def letters_in(folder: Path) -> list[str]:
    """The text of every letter of a folder; none where there is no such folder."""
    return [read_file(path).text for path in sorted(folder.glob("*.txt"))]


def processor_seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Processor time of one pass over the texts."""
    before = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - before


def forget_letters() -> None:
    """Empty what the reader remembers of lines it has read, as if every letter came for the first time."""
    for kept in gc.get_objects():
        if isinstance(kept, functools._lru_cache_wrapper) and kept.__module__.startswith(
            "haichieu.dispatches"
        ):
            kept.cache_clear()


def speed_of_reader(texts: Sequence[str], rounds: int) -> float:
    """Letters a second: the best of some passes, each over letters that the reader has not met."""

    def seconds() -> float:
        forget_letters()
        read_dispatch(texts[0])
        return processor_seconds(read_dispatch, texts)

    return len(texts) / min(seconds() for _ in range(rounds))


def characters_of_peer(texts: Sequence[str]) -> float | None:
    """Characters a second of underthesea's named-entity recognition; None when it is not installed."""
    if ner is None:
        return None
    sample: list[str] = []
    for text in texts:
        if sum(map(len, sample)) < PEER_CHARACTERS:
            sample.append(text)
    ner(sample[0][:200])
    return sum(map(len, sample)) / processor_seconds(ner, sample)


def report(name: str, texts: Sequence[str], rounds: int) -> float:
    """Print the line of one set of letters; its letters a second."""
    mean = sum(map(len, texts)) / len(texts)
    speed = speed_of_reader(texts, rounds)
    peer = characters_of_peer(texts)
    beside = (
        "underthesea is not installed" if peer is None else f"{speed * mean / peer:.0f} × underthesea NER"
    )
    print(f"{name}: {len(texts)} of {mean:.0f} characters, {speed:.0f} letters/s, {beside}", flush=True)
    return speed


def main() -> int:
    """Measure every folder that is there; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument(
        "--rounds", type=int, default=5, help="passes over the letters, of which the best counts"
    )
    rounds = parser.parse_args().rounds
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    sets = {name: letters_in(folder) for name, folder in FOLDERS.items()}
    speeds = [report(name, texts, rounds) for name, texts in sets.items() if texts]
    missed = min(speeds) < BAR
    print(f"bar of {BAR} letters/s {'MISSED' if missed else 'met'}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
