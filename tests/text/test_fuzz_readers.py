"""A minute of what `make soak` does for an hour: broken and hostile files end in text or in one sentence."""

import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from haichieu.text.limited import Limits, Readers
from haichieu.text.limited.family import children
from tests.text.fuzzing import mutated, outcome
from tests.text.hostile_files import hostile_files
from tests.text.sample_files import every_kind

REGRESSIONS = sorted(
    path for path in (Path(__file__).parent / "regressions").glob("*.*") if path.suffix != ".md"
)
#: Kinds that an outside program must open: too slow for a short run.
SLOW = (".png", ".jpg", ".tiff", ".rtf")
#: Hostile files that are looked at long before they are refused.
LONG = ("long-nhau.rtf", "bom.pdf", "to.pdf")


@pytest.fixture
def readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    """A pool that must leave neither process nor file."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(children(os.getpid()))
    with Readers(limits=Limits(seconds=15, cpu_seconds=15, memory=700 * 2**20)) as pool:
        yield pool
    assert set(children(os.getpid())) <= before
    assert list(tmp_path.iterdir()) == []


def test_sound_files_of_every_kind_are_read(readers: Readers) -> None:
    found = {
        name: outcome(readers, name, data)
        for name, data in every_kind().items()
        if Path(name).suffix not in SLOW
    }
    assert Counter(found.values()).keys() <= {"txt", "md", "html", "docx", "odt", "pdf", "package"}


@pytest.mark.parametrize("seed", range(2))
def test_broken_files_never_end_their_reader(readers: Readers, seed: int) -> None:
    chance, files = random.Random(seed), every_kind()
    names = [name for name in sorted(files) if Path(name).suffix not in SLOW]
    for _ in range(60):
        name = chance.choice(names)
        data = mutated(chance, name, files)
        ended = outcome(readers, name, data)
        assert ended not in ("crashed", "too_slow", "too_heavy"), (seed, name, ended)


def test_hostile_files_end_in_one_sentence(readers: Readers) -> None:
    quick = ((name, data) for name, data in hostile_files() if name not in LONG)
    ended = {name: outcome(readers, name, data) for name, data in quick}
    assert "crashed" not in ended.values(), ended
    assert ended["bom.docx"] == "too_large"


@pytest.mark.parametrize("path", REGRESSIONS, ids=lambda path: path.name)
def test_what_once_went_wrong_stays_right(readers: Readers, path: Path) -> None:
    if path.suffix in SLOW and shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed")
    assert outcome(readers, path.name, path.read_bytes()) not in ("crashed", "too_slow", "too_heavy")
