"""Bad input to `haichieu certify`: one Vietnamese sentence, a failing status, nothing lost."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from haichieu.cli.ledger import open_run, runs, start_run
from tests.cli.test_certify import call, write_posts


@pytest.fixture(autouse=True)
def _state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAICHIEU_VAR", str(tmp_path / "var"))


def assert_one_sentence(result: Result, says: str) -> None:
    assert result.exit_code == 1
    assert says in result.stderr
    assert result.stderr.startswith("Lỗi: ")
    assert result.stderr.count("\n") == 1
    assert not result.stdout


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "Thiếu giới hạn"),
        (["--limit", "0"], "lớn hơn 0 %"),
        (["--limit", "0%"], "lớn hơn 0 %"),
        (["--limit", "140 %"], "nhỏ hơn 100 %"),
        (["--limit", "nhiều"], "Không hiểu giới hạn"),
        (["--limit", "15%", "--alpha", "2"], "alpha"),
        (["--limit", "15%", "--alpha", "x"], "--alpha"),
        (["--limit", "15%", "--max-labels", "-1"], "--max-labels"),
        (["--limit", "15%", "--labels", "none.jsonl"], "tệp nhãn"),
        (["--limit", "15%", "--out", "/no/such/folder/x.json"], "Không ghi được"),
    ],
)
def test_options_that_make_no_sense(tmp_path: Path, options: list[str], says: str) -> None:
    posts, _ = write_posts(tmp_path)
    assert_one_sentence(call(posts, *options), says)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "rỗng"),
        (b"<html><body>404</body></html>", "HTML"),
        (b"<?xml version='1.0'?><rss></rss>", "RSS"),
        (b"id,lead\n1,a\n", "thiếu cột title"),
        ("id,title\n1,Thông báo".encode() + b"\xff\xfa\n", "UTF-8"),
        (b'{"id": 1, "title": "a", "p_negative": 0.1}\n{"id": 2, "tit', "dòng 2"),
        (
            b'{"id": 1, "title": "a", "p_negative": 0.1}\n{"id": 1, "title": "b", "p_negative": 0.1}',
            "hai lần",
        ),
        (b'{"id": 1, "title": "a", "p_negative": 0.1}\n{"id": 2, "title": "b"}', "thiếu p_negative"),
        (b'{"id": 1, "title": "a", "p_negative": "high"}', "không phải là số"),
        (b'{"id": 1, "title": "a", "p_negative": 7}', "0 đến 1"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_files_that_are_no_list_of_posts(tmp_path: Path, data: bytes, says: str) -> None:
    posts = tmp_path / "bai"
    posts.write_bytes(data)
    assert_one_sentence(call(posts, "--limit", "15%", "--seed", 1), says)


@pytest.mark.parametrize(
    "data", ["", "{", "[]", "{}", '{"format": "haichieu-certificate/1"}', '{"frame": {}, "texts": {}}']
)
def test_files_that_are_no_certificate_or_frozen_list(tmp_path: Path, data: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(data, encoding="utf-8")
    assert_one_sentence(call("--replay", path), "")
    assert_one_sentence(call("run", path, "--seed", 1), "")
    assert_one_sentence(call("--replay", tmp_path / "none.json"), "Không mở được")


@pytest.mark.parametrize("pair", [None, 7, "ab", [], ["một"], ["một", 2], {"0": "một"}])
def test_words_in_a_frozen_list_that_are_no_pair(tmp_path: Path, pair: object) -> None:
    posts, _ = write_posts(tmp_path, total=3)
    frozen = tmp_path / "khung.json"
    call("freeze", posts, "--limit", "15%", "--out", frozen)
    record = json.loads(frozen.read_text(encoding="utf-8"))
    record["texts"]["1"] = pair
    frozen.write_text(json.dumps(record), encoding="utf-8")
    assert_one_sentence(call("run", frozen, "--seed", 1), "Nội dung bài 1 trong khung.json bị hỏng")


def test_no_list_at_all() -> None:
    assert_one_sentence(call("--limit", "15%"), "Cần một tệp")


def test_labels_that_lack_a_drawn_post_keep_what_was_read(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    record = json.loads(call(posts, "--limit", "15%", "--labels", labels, "--seed", 7, "--json").stdout)
    sixth = record["labels"][5]["id"]
    kept = [
        line
        for line in labels.read_text(encoding="utf-8").splitlines()
        if json.loads(line)["id"] != int(sixth)
    ]
    labels.write_text("\n".join(kept), encoding="utf-8")
    result = call(posts, "--limit", "15%", "--labels", labels, "--seed", 7)
    assert_one_sentence(result, f"thiếu nhãn của bài {sixth}")
    second = runs(tmp_path / "var" / "certify" / record["frame_hash"])[1]
    assert [label.to_dict() for label in second.labels()] == record["labels"][:5]


def test_a_cut_line_in_the_ledger_loses_only_itself(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    call(posts, "--limit", "15%", keys="111q")
    path = next((tmp_path / "var" / "certify").glob("*/run-0001.jsonl"))
    path.write_bytes(path.read_bytes()[:-10])
    again = json.loads(call(posts, "--limit", "15%", "--json", keys="2xx").stdout)
    assert again["run"] == 1
    assert [label["tone"] for label in again["labels"]] == ["positive", "positive", "neutral"]


def test_a_state_folder_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HAICHIEU_VAR", str(tmp_path / "file"))
    posts, labels = write_posts(tmp_path)
    assert_one_sentence(call(posts, "--limit", "15%", "--labels", labels), "Không ghi được sổ")


def test_two_runs_never_share_a_number(tmp_path: Path) -> None:
    numbers = [start_run(tmp_path, "hash", seed, "2026-01-01").number for seed in range(5)]
    assert numbers == [1, 2, 3, 4, 5]
    assert open_run(tmp_path, "hash", 4) is not None
    assert open_run(tmp_path, "hash", 3) is None
