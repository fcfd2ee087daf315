"""Files through limited workers beside the bare tool that takes their text out: `python -m benchmarks.files`.

Sample files of each kind are made from our own letters; each is read `--copies` times, one after the other, by one pool
of limited workers, and converted as often by the bare tool: `pdftotext`, `soffice --convert-to txt`, `tesseract` on the
rendered page. Prints seconds a file, their ratio, that of processor time, and the most memory that our own processes
held. Fails when the ratio of seconds passes 1.5 or our processes 200 MB; a kind whose tool is absent is left out by
name, 2 when none is there.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pypdfium2

from benchmarks.archive import ABSENT, ROOT
from haichieu.text.limited import Readers, family

MOST_RATIO = 1.5
MOST_MEGABYTES = 200
LETTERS = ROOT / "tests" / "corpus" / "letters"
#: Letters of which the samples are made.
_SAMPLES = 4
_OFFICE = ("soffice", "-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file, the tool that reads it, and how often each sample is read."""

    suffix: str
    tool: str
    copies: int
    #: bare commands for one file
    bare: Callable[[Path, Path], Sequence[Sequence[str]]]


def office(path: Path, folder: Path) -> Sequence[Sequence[str]]:
    """The bare conversion to text; its profile is kept from file to file."""
    words = [word.format(folder=folder) for word in _OFFICE]
    return [[*words, "txt:Text", "--outdir", str(folder / "out"), str(path)]]


def layer(path: Path, folder: Path) -> Sequence[Sequence[str]]:
    """The bare text layer."""
    return [["pdftotext", "-layout", str(path), str(folder / "out.txt")]]


def recognised(path: Path, folder: Path) -> Sequence[Sequence[str]]:
    """The bare recognition, as our reader asks for it: word boxes, one thread."""
    return [["tesseract", str(path), str(folder / "out"), "-l", "vie", "tsv"]]


KINDS = (
    Kind("pdf", "pdftotext", 25, layer),
    Kind("docx", "soffice", 3, office),
    Kind("doc", "soffice", 3, office),
    Kind("png", "tesseract", 3, recognised),
)


def samples(folder: Path) -> dict[str, list[Path]]:
    """Our own letters as files of each kind, made by LibreOffice."""
    texts = sorted(LETTERS.glob("*.txt"))[:_SAMPLES]
    for kind in ("docx", "doc", "pdf"):
        command = [word.format(folder=folder) for word in _OFFICE] + [
            kind,
            "--outdir",
            str(folder),
            *map(str, texts),
        ]
        subprocess.run(command, check=True, capture_output=True)
    for path in sorted(folder.glob("*.pdf"))[:2]:
        document = pypdfium2.PdfDocument(path)
        document[0].render(scale=300 / 72).to_pil().convert("L").save(
            path.with_suffix(".png"), dpi=(300, 300)
        )
        document.close()
    return {kind.suffix: sorted(folder.glob(f"*.{kind.suffix}")) for kind in KINDS}


class Memory:
    """Watches what our own processes hold: the workers, not this program and not the tools that they start."""

    def __init__(self) -> None:
        self.most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *details: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self.most = max(self.most, sum(map(family.resident, workers())))


def workers() -> list[int]:
    """Our reading processes."""
    return [pid for pid in family.children(os.getpid()) if _is_ours(pid)]


def _is_ours(pid: int) -> bool:
    try:
        return b"haichieu.text.limited.child" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def tools_seconds() -> float:
    """Processor time of the bare tools that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def workers_seconds() -> float:
    """Processor time of our workers and of the tools that they started."""
    ticks = 0
    for pid in workers():
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds a file of the bare tool and of ours."""

    bare: float
    ours: float
    #: our processor time through that of the bare tool
    processor: float
    megabytes: int

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


def measure(kind: Kind, paths: Sequence[Path], folder: Path, copies: int) -> Measured:
    """Read every file by the bare tool and by ours in turns.

    Whatever else the machine does weighs on both alike; the median of a file's copies is its time.
    """
    quiet = {**os.environ, "OMP_THREAD_LIMIT": "1"}

    def by_tool(path: Path) -> None:
        for command in kind.bare(path, folder):
            subprocess.run(command, check=True, capture_output=True, env=quiet)

    with Readers() as readers, Memory() as memory:
        by_tool(paths[0])
        readers.read_file(paths[0])
        used = tools_seconds(), workers_seconds()
        times: dict[Path, list[tuple[float, float]]] = {path: [] for path in paths}
        for _ in range(copies):
            for path in paths:
                times[path].append((_timed(by_tool, path), _timed(readers.read_file, path)))
        processor = (workers_seconds() - used[1]) / max(0.001, tools_seconds() - used[0])
    bare = sum(median(one for one, _ in rounds) for rounds in times.values())
    ours = sum(median(other for _, other in rounds) for rounds in times.values())
    return Measured(bare / len(paths), ours / len(paths), processor, memory.most // 2**20)


def _timed(run: Callable[[Path], object], path: Path) -> float:
    started = time.perf_counter()
    run(path)
    return time.perf_counter() - started


def report(kind: Kind, found: Measured) -> bool:
    """Print one kind's line; whether it meets the bar."""
    is_met = found.ratio <= MOST_RATIO and found.megabytes <= MOST_MEGABYTES
    print(
        f"{kind.suffix:<5} {kind.tool:<10} {found.bare * 1000:7.1f} ms  ours {found.ours * 1000:7.1f} ms  "
        f"ratio {found.ratio:.2f}  processor {found.processor:.2f}  own memory {found.megabytes} MB"
        f"{'' if is_met else '  MISSED'}",
        flush=True,
    )
    return is_met


def main() -> int:
    """Measure every kind whose tool is there."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--copies", type=int, default=0, help="times each sample is read; default by kind")
    parser.add_argument("--kind", choices=[kind.suffix for kind in KINDS], help="only this kind of file")
    given = parser.parse_args()
    if shutil.which("soffice") is None:
        print("soffice is absent: no samples can be made")
        return ABSENT
    met = []
    with tempfile.TemporaryDirectory(prefix="haichieu-bench-") as name:
        folder = Path(name)
        made = samples(folder)
        for kind in KINDS:
            if given.kind not in (None, kind.suffix):
                continue
            if shutil.which(kind.tool) is None:
                print(f"{kind.suffix}: not run, {kind.tool} is absent")
                continue
            met.append(report(kind, measure(kind, made[kind.suffix], folder, given.copies or kind.copies)))
    return int(not all(met))


if __name__ == "__main__":
    sys.exit(main())
