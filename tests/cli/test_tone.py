"""`haichieu tone`: lines out for posts in, a summary in Vietnamese, and bad input that loses nothing."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from haichieu.cli.tone import tone
from haichieu.posts.rules.tone import load_model

POSTS = [
    {"id": "1", "title": "Trao quà cho công nhân khó khăn dịp cuối năm", "lead": ""},
    {"id": "2", "title": "Cháy kho hàng, hai công nhân bị thương", "lead": "Đám cháy bùng lên lúc nửa đêm."},
    {"id": "3", "title": "Lịch họp ban chấp hành tháng 5", "lead": ""},
]


def run(*words: object) -> Result:
    return CliRunner().invoke(tone, [str(word) for word in words])


def written(path: Path, lines: list[Any]) -> Path:
    text = "".join(
        line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) + "\n" for line in lines
    )
    path.write_text(text, "utf-8")
    return path


def rows_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_post_becomes_one_line(tmp_path: Path) -> None:
    result = run(written(tmp_path / "bai.jsonl", POSTS), "--json")
    rows = rows_of(result.stdout)
    assert result.exit_code == 0
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert [row["tone"] for row in rows] == ["positive", "negative", "neutral"]
    assert set(rows[0]) == {"id", "tone", "p_positive", "p_neutral", "p_negative", "advisory"}
    for row in rows:
        assert row["p_positive"] + row["p_neutral"] + row["p_negative"] == pytest.approx(1, abs=3e-6)


def test_gzip_and_csv_give_the_same_lines(tmp_path: Path) -> None:
    plain = written(tmp_path / "bai.jsonl", POSTS)
    zipped = tmp_path / "bai.jsonl.gz"
    zipped.write_bytes(gzip.compress(plain.read_bytes()))
    table = tmp_path / "bai.csv"
    rows = "".join(f'{post["id"]},"{post["title"]}","{post["lead"]}"\n' for post in POSTS)
    table.write_text("id,title,lead\n" + rows, "utf-8")
    wanted = run(plain, "--json").stdout
    assert run(zipped, "--json").stdout == wanted
    assert run(table, "--json").stdout == wanted


def test_without_json_people_get_counts_and_shares(tmp_path: Path) -> None:
    result = run(written(tmp_path / "bai.jsonl", POSTS))
    assert result.exit_code == 0
    assert f"3 bài, mô hình {load_model().version}" in result.stdout
    assert "tiêu cực" in result.stdout
    assert "33,3 %" in result.stdout


def test_lines_can_go_to_a_file_beside_the_summary(tmp_path: Path) -> None:
    file = written(tmp_path / "bai.jsonl", POSTS)
    out = tmp_path / "sac-thai.jsonl"
    result = run(file, "--out", out)
    assert "3 bài" in result.stdout
    assert out.read_text("utf-8") == run(file, "--json").stdout


def test_a_bad_line_is_set_aside_named_and_counted(tmp_path: Path) -> None:
    result = run(written(tmp_path / "bai.jsonl", [POSTS[0], '{"id": "x", "ti\n', POSTS[2]]), "--json")
    assert result.exit_code == 1
    assert [row["id"] for row in rows_of(result.stdout)] == ["1", "3"]
    assert "bỏ qua 1 dòng hỏng" in result.stderr
    assert "dòng 2" in result.stderr


def test_a_cut_archive_keeps_what_stands_before_the_cut(tmp_path: Path) -> None:
    many = [
        {"id": str(place), "title": f"Lịch trực số {place * 7919 % 1000}", "lead": ""}
        for place in range(6000)
    ]
    whole = gzip.compress(written(tmp_path / "bai.jsonl", many).read_bytes())
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(whole[: len(whole) // 2])
    result = run(cut, "--json")
    assert result.exit_code == 1
    assert "bị cắt cụt hoặc hỏng" in result.stderr
    assert rows_of(result.stdout)[0]["id"] == "0"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("rong.jsonl", b"", "rỗng"),
        ("trang.jsonl", b"<html><body>502 Bad Gateway</body></html>", "HTML"),
        ("thieu.csv", b"id,lead\n1,a\n", "thiếu cột title"),
        ("ma.csv", b"id,title\n1,C\xe1\xbb\n2,Th\xf4ng b\xe1o\n", "bảng mã"),
        ("dong-trong.jsonl", b"\n\n", "rỗng"),
        ("danh-sach.json", b"[]", "không có bài nào"),
    ],
)
def test_a_file_that_is_no_list_of_posts_gets_one_sentence(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    out = tmp_path / "out.jsonl"
    result = run(file, "--json", "--out", out)
    assert result.exit_code == 1
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert not result.stdout
    assert not out.exists()


def test_a_missing_file_gets_one_sentence(tmp_path: Path) -> None:
    result = run(tmp_path / "khong-co.jsonl")
    assert result.exit_code == 1
    assert "Không tìm thấy tệp khong-co.jsonl" in result.stderr


def test_the_input_is_never_overwritten(tmp_path: Path) -> None:
    file = written(tmp_path / "bai.jsonl", POSTS)
    before = file.read_bytes()
    result = run(file, "--out", file)
    assert result.exit_code == 1
    assert "trùng với tệp đầu vào" in result.stderr
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there_is_said_before_anything_is_lost(tmp_path: Path) -> None:
    result = run(written(tmp_path / "bai.jsonl", POSTS), "--out", tmp_path / "khong" / "ra.jsonl")
    assert result.exit_code == 1
    assert "Không ghi được tệp ra.jsonl" in result.stderr


def test_the_command_starts_without_django() -> None:
    check = "import sys, haichieu.cli.tone; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Trang tin</title>
<item><guid>a1</guid><title>Cháy xưởng gỗ, hai người bị thương</title>
<pubDate>Mon, 02 Nov 2026 08:00:00 +0700</pubDate></item>
<item><guid>a2</guid><title>Trao 20 mái ấm công đoàn</title><pubDate>Tue, 03 Nov 2026 08:00:00 +0700</pubDate></item>
<item><guid>a3</guid><title></title><pubDate>Tue, 03 Nov 2026 08:00:00 +0700</pubDate></item>
</channel></rss>"""


def test_a_feed_is_read_alone_and_in_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "site.xml").write_text(FEED, "utf-8")
    (folder / "bai.csv").write_text("id,title\nb1,Lịch tiếp công dân\n", "utf-8")
    for source, ids in ((folder / "site.xml", ["a1", "a2"]), (folder, ["b1", "a1", "a2"])):
        done = CliRunner().invoke(tone, [str(source), "--json"])
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert [row["id"] for row in rows] == ids
        assert {row["id"]: row["tone"] for row in rows}["a1"] == "negative"
        assert (
            done.exit_code == 1
            and "Đã bỏ qua 1 dòng hỏng" in done.stderr
            and "thiếu mã hoặc tiêu đề" in done.stderr
        )


def test_a_page_of_the_web_is_no_feed(tmp_path: Path) -> None:
    (tmp_path / "trang.xml").write_text("<!doctype html><html><body>Tin</body></html>", "utf-8")
    done = CliRunner().invoke(tone, [str(tmp_path / "trang.xml")])
    assert done.exit_code == 1 and "trang web (HTML)" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
