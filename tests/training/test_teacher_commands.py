"""From a folder of data to kept chances, through the commands, with an encoder small enough for a test."""

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
from click.testing import CliRunner, Result

pytest.importorskip("torch", reason="the teacher needs the `teacher` extra (torch)")
pytest.importorskip("tokenizers", reason="the teacher needs the `teacher` extra (tokenizers)")
pytest.importorskip("scipy", reason="training needs the bench extra")

from tests.training.small_encoder import write_small_encoder
from training.tone.soft import read_soft
from training.tone.split import Split, write_split
from training.tone.teacher import soften, tune

WORDS = [("quà", "positive", False), ("họp", "neutral", False), ("cháy", "negative", False)]


def record(letter: str, place: int) -> dict[str, Any]:
    word, tone, flag = WORDS[place % 3]
    return {
        "id": f"{letter}{place:06d}",
        "title": f"{word} {'abcdeghik'[place % 9]} {'mnopqrst'[place % 8]} {'uvxy'[place % 4]}",
        "lead": "ban dan" if place % 2 else None,
        "source": "Báo",
        "channel": "Báo",
        "tone": tone,
        "advisory": flag,
        "codebook": 2,
    }


def lines(records: list[dict[str, Any]]) -> bytes:
    return b"".join(orjson.dumps(each) + b"\n" for each in records)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data, what is kept, and the packed encoder."""
    data = tmp_path / "shared" / "data"
    for name in ("tone", "posts"):
        (data / name).mkdir(parents=True)
    (tmp_path / "kept").mkdir()
    given = [record("R", place) for place in range(30)]
    (data / "tone" / "train.jsonl").write_bytes(lines(given))
    (data / "tone" / "institutions_dev.jsonl").write_bytes(lines(given[:6]))
    pool = [record("P", place) for place in range(24, 60)]
    (data / "posts" / "news.jsonl.gz").write_bytes(gzip.compress(lines(pool)))
    label = {
        "id": "P000040",
        "tone": "neutral",
        "advisory": False,
        "codebook": 2,
        "pass": 1,
        "why": "random",
    }
    (tmp_path / "kept" / "labels.jsonl").write_bytes(lines([label]))
    write_split(Split(0, frozenset(each["id"] for each in given[24:])), tmp_path / "kept" / "split.json")
    (tmp_path / "packed.bin").write_bytes(write_small_encoder().data)
    monkeypatch.setenv("HAICHIEU_DATA", str(tmp_path / "shared"))
    for module in (tune, soften):
        monkeypatch.setattr(module, "packed_path", lambda: tmp_path / "packed.bin")
    return tmp_path


def run(command: Any, folder: Path, *words: str) -> Result:
    places = ["--folder", str(folder / "var"), "--kept", str(folder / "kept"), "--threads", "1"]
    return CliRunner().invoke(command, [*words, *places])


def test_labels_become_a_teacher_and_a_teacher_becomes_chances(folder: Path) -> None:
    tuned = run(tune.main, folder, "--part", "80", "--rounds", "2")
    assert tuned.exit_code == 0, tuned.output
    assert [path.name for path in (folder / "var").iterdir()] == ["teacher-80-7.pt"]
    scores = orjson.loads((folder / "kept" / "teachers.json").read_bytes())["teacher-80-7"]
    assert scores["lessons"] == 25
    assert scores["held back, as written"]["posts"] == scores["held back, title alone"]["posts"] == 6
    softened = run(soften.main, folder, "--part", "80")
    assert softened.exit_code == 0, softened.output
    soft = read_soft(folder / "kept" / "soft-80.npz")
    # Posts 24 … 29 of the pool have the very titles that are held back.
    assert soft.names() == [f"P{place:06d}" for place in range(30, 60)]
    assert soft.teacher == scores["version"]
    assert np.isfinite(soft.chances).all()


def test_a_finished_teacher_is_not_tuned_again(folder: Path) -> None:
    once = run(tune.main, folder, "--part", "100", "--rounds", "1")
    again = run(tune.main, folder, "--part", "100", "--rounds", "1")
    other = run(tune.main, folder, "--part", "100", "--rounds", "2")
    assert once.stdout == again.stdout != other.stdout
    assert "steps" in once.stderr and not again.stderr and "steps" in other.stderr
    assert "held back" not in once.stdout


def test_chances_of_titles_alone_and_of_several_teachers_are_kept(folder: Path) -> None:
    for seed in ("7", "8"):
        assert run(tune.main, folder, "--part", "100", "--rounds", "1", "--seed", seed).exit_code == 0
    run(soften.main, folder, "--part", "100", "--seed", "7")
    alone = read_soft(folder / "kept" / "soft-100.npz")
    run(soften.main, folder, "--part", "100", "--seed", "7", "--seed", "8")
    both = read_soft(folder / "kept" / "soft-100.npz")
    assert run(soften.main, folder, "--part", "100", "--titles").exit_code == 0
    titles = read_soft(folder / "kept" / "soft-100-titles.npz")
    assert both.teacher.split("+")[0] == alone.teacher == titles.teacher
    assert len(both.ids) == len(titles.ids) == 36
    assert (both.chances != alone.chances).any() and (titles.chances != alone.chances).any()


def test_an_absent_teacher_is_one_sentence(folder: Path) -> None:
    missing = run(soften.main, folder, "--part", "80")
    assert missing.exit_code == 1
    assert missing.output.startswith("Chưa có mô hình thầy teacher-80-7.pt")
    assert len(missing.output.splitlines()) == 1
