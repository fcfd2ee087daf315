"""Parquet in, Parquet out: the same readings as from text, private columns never read, damage set aside."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from haichieu.cli.datasets.parquet_files import kept_columns, row_batches
from haichieu.cli.tone import tone
from tests.cli.folders import contents, lines, posts

pa = pytest.importorskip("pyarrow", reason="the extra `cluster` is not installed")
pq = pytest.importorskip("pyarrow.parquet")


def run(*words: object) -> Result:
    return CliRunner().invoke(tone, [str(word) for word in words])


def table(path: Path, rows: list[dict[str, Any]], **options: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows), path, **options)
    return path


def aside(folder: Path) -> list[tuple[str, int | None]]:
    records = map(json.loads, (folder / "_set_aside.jsonl").read_text("utf-8").splitlines())
    return [(record["reason"], record["line"]) for record in records]


def test_parquet_gives_the_readings_that_text_gives(tmp_path: Path) -> None:
    rows = list(posts(5000))
    table(tmp_path / "kho" / "a.parquet", rows, row_group_size=700)
    (tmp_path / "a.jsonl").write_text(lines(iter(rows)), "utf-8")
    wanted = run(tmp_path / "a.jsonl", "--json").stdout
    assert run(tmp_path / "kho", "--json", "--part-mb", "0.05").stdout == wanted
    assert run(tmp_path / "kho" / "a.parquet", "--json").stdout == wanted


def test_a_folder_of_results_is_a_table_that_others_open(tmp_path: Path) -> None:
    table(tmp_path / "kho" / "a.parquet", list(posts(3000)), row_group_size=500)
    run(tmp_path / "kho", "--out", tmp_path / "ra", "--part-mb", "0.02")
    assert len(list((tmp_path / "ra").glob("part-*.parquet"))) > 2
    read = pq.read_table(tmp_path / "ra")
    assert read.num_rows == 3000
    assert read.column_names == ["id", "tone", "p_positive", "p_neutral", "p_negative", "advisory"]


def test_rows_are_numbered_through_all_parts(tmp_path: Path) -> None:
    rows = list(posts(3000))
    for place in (0, 1499, 2999):
        rows[place]["title"] = None
    table(tmp_path / "kho" / "a.parquet", rows, row_group_size=400)
    result = run(tmp_path / "kho", "--out", tmp_path / "ra", "--part-mb", "0.01")
    assert result.exit_code == 1 and "2.997 bài" in result.stdout
    assert aside(tmp_path / "ra") == [("thiếu title (tiêu đề).", place) for place in (1, 1500, 3000)]


def test_columns_of_every_kind_and_vietnamese_headings(tmp_path: Path) -> None:
    rows = [
        {
            "Mã bài": number,
            "Tiêu đề": f"Lịch họp số {number}",
            "Ngày đăng": dt.datetime(2026, 1, 2, 3, 4, 5, number, dt.UTC),
            "Đăng lại": False,
            "điểm tiêu cực": Decimal("0.5"),
            "Người bình luận": {"tên": "không được đọc"},
        }
        for number in range(3)
    ]
    path = table(tmp_path / "a.parquet", rows)
    assert "Người bình luận" not in kept_columns(list(rows[0]), "a.parquet")
    (batch,) = (found for _, found in row_batches(path, "a.parquet", 0, 1, pytest.fail))
    assert [row.id for row in batch] == ["0", "1", "2"]
    assert batch[1].published == "2026-01-02 03:04:05.000001Z"
    assert "3 bài" in run(path).stdout


def test_text_that_is_no_text_sets_one_row_aside(tmp_path: Path) -> None:
    names = pa.array(["1", "2", "3"])
    titles = pa.array([b"L\xe1\xbb\x8bch", b"\xff\xfe", "Họp".encode()], pa.binary())
    (tmp_path / "kho").mkdir()
    pq.write_table(pa.table({"id": names, "title": titles}), tmp_path / "kho" / "a.parquet")
    result = run(tmp_path / "kho", "--out", tmp_path / "ra")
    assert "2 bài" in result.stdout and [line for _, line in aside(tmp_path / "ra")] == [2]


@pytest.mark.parametrize(
    ("damage", "says"),
    [("cut", "trọn vẹn"), ("empty", "trọn vẹn"), ("columns", "thiếu cột title"), ("rows", "không có bài")],
)
def test_a_damaged_file_is_set_aside_and_the_others_are_read(tmp_path: Path, damage: str, says: str) -> None:
    source = tmp_path / "kho"
    good = table(source / "b.parquet", list(posts(100)))
    bad = table(source / "a.parquet", list(posts(100)))
    match damage:
        case "cut":
            bad.write_bytes(good.read_bytes()[:-40])
        case "empty":
            bad.write_bytes(b"")
        case "columns":
            table(bad, [{"id": "1", "nội dung": "Tin"}])
        case "rows":
            pq.write_table(pa.Table.from_pylist(list(posts(1))).slice(0, 0), bad)
    result = run(source, "--out", tmp_path / "ra")
    assert result.exit_code == 1 and "100 bài" in result.stdout
    ((reason, line),) = aside(tmp_path / "ra")
    assert says in reason and line is None
    again = contents(tmp_path / "ra")
    run(source, "--out", tmp_path / "ra", "--resume")
    assert contents(tmp_path / "ra") == again
