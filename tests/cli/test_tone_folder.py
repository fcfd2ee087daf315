"""`haichieu tone FOLDER`: parts that add up to the whole, whatever the cuts, the kills and the bad rows."""

import fcntl
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from haichieu.cli.datasets.fragments import cut_lines
from haichieu.cli.datasets.late import find_spec
from haichieu.cli.tone import tone
from tests.cli.folders import archive, contents, lines, posts, readings

PART = "0.01"


def run(*words: object) -> Result:
    return CliRunner().invoke(tone, [str(word) for word in words])


def aside(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "_set_aside.jsonl").read_text("utf-8").splitlines()]


def test_every_post_of_every_file_is_read_once_in_order(tmp_path: Path) -> None:
    source = archive(tmp_path / "kho")
    result = run(source, "--out", tmp_path / "ra", "--part-mb", PART)
    ids = [row["id"] for row in readings(tmp_path / "ra")]
    ends = ["2025/b.ndjson", "2025/thang-1/a.jsonl", "c.csv", "d.jsonl.gz"]
    wanted = [*range(300, 450), *range(600, 750), *range(300), *range(900, 1200), *range(1200, 1500)]
    assert ids == [f"B{number}" for number in wanted], ends
    assert "1.200 bài" in result.stdout and "Không đọc 1 tệp" in result.stderr


def test_a_folder_gives_the_lines_that_its_files_give(tmp_path: Path) -> None:
    source = archive(tmp_path / "kho")
    files = ["2025/b.ndjson", "2025/thang-1/a.jsonl", "c.csv", "d.jsonl.gz"]
    one_by_one = "".join(run(source / file, "--json").stdout for file in files)
    assert run(source, "--json", "--part-mb", PART).stdout == one_by_one
    assert run(source, "--json").stdout == one_by_one


def test_rows_set_aside_are_named_by_file_and_line_wherever_the_cuts_fall(tmp_path: Path) -> None:
    source = archive(tmp_path / "kho")
    result = run(source, "--out", tmp_path / "ra", "--part-mb", PART)
    run(source, "--out", tmp_path / "lon")
    assert result.exit_code == 1 and "Đã bỏ qua 3 dòng hỏng" in result.stderr
    assert aside(tmp_path / "ra") == aside(tmp_path / "lon")
    assert [(row["file"], row["line"]) for row in aside(tmp_path / "ra")] == [
        ("2025/b.ndjson", 151),
        ("2025/b.ndjson", 152),
        ("c.csv", 302),
    ]
    assert "thiếu title" in str(aside(tmp_path / "ra")[1]["reason"])


def test_a_bad_line_at_the_head_of_a_part_is_one_bad_line(tmp_path: Path) -> None:
    (tmp_path / "kho").mkdir()
    whole = lines(posts(30)) + "<html>\nid,title\n\n" * 40 + lines(posts(30, 30))
    (tmp_path / "kho" / "a.jsonl").write_text(whole, "utf-8")
    for number, size in enumerate(("0.0001", "0.0003", "0.001")):
        run(tmp_path / "kho", "--out", tmp_path / str(number), "--part-mb", size)
        assert len(readings(tmp_path / str(number))) == 60
        assert [row["line"] for row in aside(tmp_path / str(number))] == [
            line for start in range(31, 151, 3) for line in (start, start + 1)
        ]


@pytest.mark.parametrize("size", [1, 2, 5, 7, 40, 1000])
def test_cuts_fall_between_lines_and_leave_nothing_out(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.jsonl"
    whole = b"mot\n\nhai ba\n" * 5 + b"cuoi khong xuong dong"
    path.write_bytes(whole)
    cuts = list(cut_lines(path, 0, len(whole), size))
    pieces = [whole[first:end] for first, end in cuts]
    assert b"".join(pieces) == whole
    assert all(piece.endswith(b"\n") for piece in pieces[:-1]) and all(pieces)


def test_files_that_cannot_be_read_are_set_aside_whole(tmp_path: Path) -> None:
    source = tmp_path / "kho"
    source.mkdir()
    (source / "a.jsonl").write_text(lines(posts(5)), "utf-8")
    (source / "b.csv").write_bytes(b"<html>502</html>")
    (source / "c.csv").write_bytes(b"")
    whole = gzip.compress(lines(posts(4000)).encode())
    (source / "d.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    result = run(source, "--out", tmp_path / "ra")
    reasons = [str(row["reason"]) for row in aside(tmp_path / "ra")]
    assert result.exit_code == 1 and len(readings(tmp_path / "ra")) > 500
    assert ["HTML" in reasons[0], "rỗng" in reasons[1], "cắt cụt" in reasons[2]] == [True] * 3


def start(source: Path, out: Path, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "haichieu.cli", "tone", str(source), "--out", str(out), *words]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_killed_run_goes_on_where_it_stood_and_ends_in_the_same_bytes(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "kho", 6000), tmp_path / "ra"
    run(source, "--out", tmp_path / "mot-lan", "--part-mb", "0.1")
    with start(source, out, "--part-mb", "0.1") as program:
        until = time.monotonic() + 60
        while len(list(out.glob("_state/*.done.json"))) < 3 and time.monotonic() < until:
            time.sleep(0.005)
        program.send_signal(signal.SIGKILL)
    done = sorted(out.glob("_state/*.done.json"))
    assert 3 <= len(done) < len(list(tmp_path.glob("mot-lan/part-*")))
    moments = {path: path.stat().st_mtime_ns for path in done}
    resumed = run(source, "--out", out, "--resume")
    assert "24.000 bài" in resumed.stdout, resumed.stderr
    assert {path: path.stat().st_mtime_ns for path in done} == moments
    assert contents(out) == contents(tmp_path / "mot-lan")


def test_a_part_that_is_not_what_its_record_says_is_read_again(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "kho"), tmp_path / "ra"
    run(source, "--out", out, "--part-mb", PART)
    before = contents(out)
    (out / "part-00001.jsonl").write_bytes(b"")
    (out / "_state" / "00002.done.json").write_bytes(b'{"number": ')
    (out / "part-00003.jsonl").unlink()
    run(source, "--out", out, "--resume")
    assert contents(out) == before


@pytest.mark.parametrize("meddle", ["nothing", "file", "new"])
def test_results_of_another_run_are_never_mixed_in(tmp_path: Path, meddle: str) -> None:
    source, out = archive(tmp_path / "kho"), tmp_path / "ra"
    run(source, "--out", out, "--part-mb", PART)
    before = contents(out)
    if meddle == "file":
        (source / "c.csv").write_text("id,title\n1,Lịch họp\n", "utf-8")
    if meddle == "new":
        (source / "e.jsonl").write_text(lines(posts(5)), "utf-8")
    result = run(source, "--out", out, *(["--resume"] if meddle != "nothing" else []))
    assert result.exit_code == 1 and result.stderr.count("\n") == 1
    assert ("--resume" if meddle == "nothing" else "các tệp khác") in result.stderr
    assert contents(out) == before


def test_two_runs_never_write_into_one_folder(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "kho"), tmp_path / "ra"
    (out / "_state").mkdir(parents=True)
    with (out / "_state" / "lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "Một lần đọc khác" in run(source, "--out", out).stderr
    assert run(source, "--out", out).stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["kho", "--out", "kho/ra"], "nằm trong thư mục đầu vào"),
        (["kho", "--out", "tep"], "là một tệp"),
        (["kho", "--out", "day"], "đã có tệp khác"),
        (["kho", "--resume"], "Hãy thêm --out"),
        (["trong"], "không có tệp .parquet, .jsonl, .csv hay .xml"),
        (["tep", "--resume"], "chỉ dùng cho thư mục"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    archive(tmp_path / "kho")
    (tmp_path / "trong").mkdir()
    (tmp_path / "tep").write_text(lines(posts(2)), "utf-8")
    (tmp_path / "day").mkdir()
    (tmp_path / "day" / "cu.txt").write_text("cũ", "utf-8")
    result = run(*words)
    assert result.exit_code == 1 and says in result.stderr
    assert result.stderr.count("\n") == 1 and not result.stdout
    assert (tmp_path / "day" / "cu.txt").read_text("utf-8") == "cũ"


def test_a_folder_where_nothing_can_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("", "utf-8")
    result = run(archive(tmp_path / "kho"), "--out", tmp_path / "tep" / "ra")
    assert result.exit_code == 1 and "Không ghi được" in result.stderr


@pytest.mark.parametrize("words", [["--engine", "ray"], ["kho-parquet"]])
def test_without_the_extra_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    lacking = {"ray": None, "pyarrow": None}
    monkeypatch.setattr(
        "haichieu.cli.datasets.late.find_spec",
        lambda name: None if name in lacking else find_spec(name),
    )
    source = archive(tmp_path / "kho")
    if "kho-parquet" in words:
        (source / "a.parquet").write_bytes(b"PAR1")
        words = []
    result = run(source, "--out", tmp_path / "ra", *words)
    assert result.exit_code == 1 and result.stderr.count("\n") == 1
    assert "pip install 'haichieu[cluster]'" in result.stderr


def test_text_folders_load_neither_columns_nor_clusters(tmp_path: Path) -> None:
    source = archive(tmp_path / "kho")
    check = (
        "import sys\nfrom click.testing import CliRunner\nfrom haichieu.cli.tone import tone\n"
        "CliRunner().invoke(tone, sys.argv[1:])\n"
        "sys.exit(bool({'ray', 'pyarrow', 'django'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", check, str(source), "--out", str(tmp_path / "ra")]
    assert subprocess.run(command, check=False, env={**os.environ}).returncode == 0
    assert (tmp_path / "ra" / "_summary.json").exists()
