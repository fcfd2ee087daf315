"""Lists of posts come as JSON lines or CSV, in all the ways people export them."""

import contextlib
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.channels.rules.errors import BadFile, BadRow
from haichieu.channels.rules.rows import PostRow, RowReader, open_rows


def read(data: bytes) -> list[PostRow]:
    return list(RowReader(io.BytesIO(data), "bai"))


def test_json_lines_keep_the_closed_list_and_name_what_is_dropped() -> None:
    line = '{"id": 7, "title": "Lịch họp", "lead": null, "p_negative": 0.1, "commenter": "x"}\n'.encode()
    reader = RowReader(io.BytesIO(line), "bai")
    (row,) = reader
    assert (row.id, row.title, row.lead, row.extra) == ("7", "Lịch họp", "", {"p_negative": 0.1})
    assert list(reader.dropped) == ["commenter"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_with_vietnamese_headings(delimiter: str, encoding: str) -> None:
    text = delimiter.join(["Mã bài", "Tiêu đề", "Kênh", "Đăng lại"]) + "\r\n"
    text += delimiter.join(["a1", '"Tặng quà, ""Tết""\nsum vầy; ấm\táp"', "Trang", "có"]) + "\r\n"
    (row,) = read(text.encode(encoding))
    assert row.title == 'Tặng quà, "Tết"\nsum vầy; ấm\táp'
    assert (row.id, row.channel, row.repost) == ("a1", "Trang", True)


def test_gzip_and_address_instead_of_id(tmp_path: Path) -> None:
    path = tmp_path / "bai.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"url": "https://x.vn/1", "title": "Tin"}\n\n'))
    assert [row.id for row in open_rows(path)] == ["https://x.vn/1"]


@pytest.mark.parametrize("text", ["id;title\n1;a\n2;b\n", "id;lead\n1;a\n", "id;title\n1;a;b\n"])
def test_a_table_on_disk_is_closed_whatever_happens(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bai.csv"
    path.write_text(text)
    rows = iter(open_rows(path))
    with contextlib.suppress(BadFile, BadRow):
        next(rows)
    del rows


def test_one_json_list_is_read_as_well() -> None:
    assert [r.id for r in read(b'[{"id": "1", "title": "a"},\n {"id": "2", "title": "b"}]')] == ["1", "2"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "rỗng"),
        (b" \n\n", "rỗng"),
        (b"<!doctype html><p>404", "HTML"),
        (b"<?xml version='1.0'?><rss/>", "RSS"),
        (b"PK\x03\x04....", "Excel"),
        (b"id,lead\n1,x\n", "thiếu cột title"),
        (b"title,lead\n1,x\n", "thiếu cột id"),
        (b"id,title\n", "không có bài nào"),
        ("id,title\n1,Thông báo".encode("cp1258", errors="replace") + b"\xe1\xec\n", "UTF-8"),
        (b'id,title\n1,"never closed\n', "dấu nháy"),
        (b'[{"id": 1, "ti', "cắt cụt"),
    ],
)
def test_a_file_that_is_no_list_of_posts_gets_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(BadFile, match=says) as caught:
        read(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"id": 1, "title": "a"}\n{"id": 2, "titl', "dòng 2"),
        (b'{"id": 1, "title": "a"}\n\xff\xfe{"id": 2}\n', "dòng 2"),
        (b'{"id": 1}\n', "thiếu title"),
        (b'{"title": "a"}\n', "thiếu id"),
        (b'{"id": 1, "title": "a"}\n[1]\n', "mỗi dòng"),
        (b"id,title\n1,a\n2,b,c\n", "3 ô"),
        (b"id,title,repost\n1,a,maybe\n", "repost"),
    ],
)
def test_a_bad_row_is_told_with_its_line(data: bytes, says: str) -> None:
    with pytest.raises(BadRow, match=says):
        read(data)


def test_bad_rows_can_be_set_aside_and_the_rest_kept() -> None:
    bad: list[BadRow] = []
    data = b'{"id": 1, "title": "a"}\nnot json\n{"id": 3, "title": "c"}\n{"id": 4, "tit'
    rows = list(RowReader(io.BytesIO(data), "bai", bad.append))
    assert [row.id for row in rows] == ["1", "3"]
    assert [error.line for error in bad] == [2, 4]


def test_a_missing_file_gets_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="Không tìm thấy"):
        open_rows(tmp_path / "none.csv")
    with pytest.raises(BadFile, match="Không mở được"):
        open_rows(tmp_path)


@given(st.binary(max_size=400))
def test_no_bytes_ever_raise_anything_but_the_family(data: bytes) -> None:
    try:
        read(data)
    except (BadFile, BadRow) as error:
        assert str(error)
