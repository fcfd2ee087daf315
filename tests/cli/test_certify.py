"""`haichieu certify` from the terminal: with a file of labels, by hand, frozen first, replayed."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from haichieu.cli.certify import certify
from haichieu.posts.rules import record_digest


@pytest.fixture(autouse=True)
def _state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAICHIEU_VAR", str(tmp_path / "var"))


def call(*args: object, keys: str | None = None) -> Result:
    result = CliRunner().invoke(certify, [str(arg) for arg in args], input=keys)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write_posts(folder: Path, total: int = 120, negative: int = 5) -> tuple[Path, Path]:
    """Posts with scores, and the labels of a careful reader."""
    rng = random.Random(3)
    posts, labels = folder / "bai.jsonl", folder / "nhan.jsonl"
    rows, readings = [], []
    for place in range(total):
        bad = place < negative
        score = min(max(rng.gauss(0.8 if bad else 0.15, 0.1), 0.01), 0.99)
        title = f"Sự cố số {place}" if bad else f"Khánh thành nhà số {place}"
        row = {"id": place, "title": title, "lead": "Mở đầu.", "channel": "Trang", "p_negative": score}
        rows.append(json.dumps(row, ensure_ascii=False))
        readings.append(
            json.dumps({"id": place, "tone": "negative" if bad else "positive", "advisory": False})
        )
    posts.write_text("\n".join(rows), encoding="utf-8")
    labels.write_text("\n".join(readings), encoding="utf-8")
    return posts, labels


def test_with_a_file_of_labels_it_prints_one_object(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    result = call(posts, "--limit", "15%", "--labels", labels, "--seed", 7, "--json")
    assert result.exit_code == 0
    record: dict[str, Any] = json.loads(result.stdout)
    assert record["decision"] == "below"
    assert record["labels_read"] == len(record["labels"]) < 120
    assert record["interval"][0] <= record["estimate"] <= record["interval"][1] < 0.15
    assert (record["seed"], record["run"]) == (7, 1)
    assert set(record["labels"][0]) == {"id", "tone", "advisory", "negative", "counted"}


def test_the_same_seed_reads_the_same_posts_and_every_run_is_numbered(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    args = (posts, "--limit", "15%", "--labels", labels, "--seed", 7, "--json")
    records = [json.loads(call(*args).stdout) for _ in range(3)]
    assert [record["run"] for record in records] == [1, 2, 3]
    assert records[0]["labels"] == records[1]["labels"] == records[2]["labels"]


def test_a_seed_that_is_not_given_is_drawn_anew(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    args = (posts, "--limit", "15%", "--labels", labels, "--json")
    assert json.loads(call(*args).stdout)["seed"] != json.loads(call(*args).stdout)["seed"]


def test_it_says_who_chose_the_seed_and_who_read_only_where_that_is_known(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    by_file = json.loads(call(posts, "--limit", "15%", "--labels", labels, "--seed", 7, "--json").stdout)
    assert (by_file["seed_source"], by_file["readers"]) == ("given", 0)
    assert "người đọc" not in by_file["sentence"]
    begun = json.loads(call(posts, "--limit", "15%", "--json", keys="11xx").stdout)
    assert (begun["seed_source"], begun["readers"]) == ("drawn", 1)
    assert "sau khi một người đọc" in begun["sentence"]
    call(posts, "--limit", "15%", keys="11q")
    resumed = json.loads(call(posts, "--limit", "15%", "--json", keys="1xx").stdout)
    assert (resumed["run"], resumed["seed_source"], resumed["readers"]) == (3, "drawn", 0)
    said = call(posts, "--limit", "15%", "--seed", 9, keys="xx").stdout
    assert "số gieo 9 (do người chạy đưa ra, trước khi chốt danh sách: chuỗi ký tự" in said


def test_a_certificate_can_be_replayed_from_its_file_alone(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    out = tmp_path / "cn.json"
    assert call(posts, "--limit", "15%", "--labels", labels, "--out", out).exit_code == 0
    posts.unlink()
    labels.unlink()
    assert "Khớp" in call("--replay", out).stdout
    told = call("--replay", out).stdout
    assert "không tính lại được: các lượt kiểm toán trước, lúc chốt danh sách, lúc cấp" in told
    assert not re.search("[a-z]_[a-z]", told)
    answer = json.loads(call("--replay", out, "--json").stdout)
    assert answer["agrees"] and answer["differences"] == []
    assert {"run", "log_head", "issued_at", "version", "seed_source", "readers"} <= set(answer["taken_over"])


def test_a_changed_certificate_does_not_agree(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    out = tmp_path / "cn.json"
    call(posts, "--limit", "15%", "--labels", labels, "--out", out)
    record = json.loads(out.read_text(encoding="utf-8"))
    out.write_text(json.dumps(record | {"decision": "above"}), encoding="utf-8")
    result = call("--replay", out)
    assert result.exit_code == 1
    assert "Không khớp" in result.stdout


def test_a_forged_figure_is_named_in_vietnamese_and_for_programs_by_its_field(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    out = tmp_path / "cn.json"
    call(posts, "--limit", "15%", "--labels", labels, "--out", out)
    record = json.loads(out.read_text(encoding="utf-8")) | {"posts": 1, "labels_read": 2}
    out.write_text(json.dumps(record | {"digest": record_digest(record)}), encoding="utf-8")
    told = call("--replay", out).stdout
    assert "Bản chứng nhận ghi số bài đăng là 1, tính lại được" in told and "labels_read" not in told
    answer = json.loads(call("--replay", out, "--json").stdout)
    assert set(answer) == {"agrees", "differences", "taken_over"}
    assert any(line.startswith("Mục labels_read ghi 2,") for line in answer["differences"])


def test_people_get_sentences(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    text = call(posts, "--limit", "15%", "--labels", labels, "--seed", 7).stdout
    assert text.startswith("Nhiều nhất ")
    assert "Tiêu cực, kể cả cảnh báo: ước tính" in text
    assert "Kênh: Trang." in text


def test_frozen_first_and_run_with_a_seed_given_afterwards(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    frozen = tmp_path / "khung.json"
    summary = json.loads(call("freeze", posts, "--limit", "15%", "--out", frozen, "--json").stdout)
    later = json.loads(call("run", frozen, "--seed", "xổ số 22/11", "--labels", labels, "--json").stdout)
    at_once = json.loads(
        call(posts, "--limit", "15%", "--labels", labels, "--seed", "xổ số 22/11", "--json").stdout
    )
    assert summary["frame_hash"] == later["frame_hash"] == at_once["frame_hash"]
    assert later["labels"] == at_once["labels"]
    assert (later["run"], at_once["run"]) == (1, 2)


@pytest.mark.parametrize("edit", ["score", "title"])
def test_a_frozen_list_that_was_edited_is_refused(tmp_path: Path, edit: str) -> None:
    posts, _ = write_posts(tmp_path)
    frozen = tmp_path / "khung.json"
    call("freeze", posts, "--limit", "15%", "--out", frozen)
    record = json.loads(frozen.read_text(encoding="utf-8"))
    if edit == "score":
        record["frame"]["items"][0][1] += 1
    else:
        record["texts"]["0"][0] = "Tiêu đề khác"
    frozen.write_text(json.dumps(record), encoding="utf-8")
    result = call("run", frozen, "--seed", 1)
    assert result.exit_code == 1
    assert "đã bị sửa" in result.stderr


def test_at_most_is_another_limit_than_below(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path, total=20, negative=3)
    common = ("--limit", "15%", "--labels", labels, "--seed", 1, "--alpha", "0,0001", "--json")
    assert json.loads(call(posts, *common).stdout)["decision"] == "above"
    assert json.loads(call(posts, *common, "--at-most").stdout)["decision"] == "below"


def test_a_bound_on_the_labels_leaves_it_undecided(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    record = json.loads(call(posts, "--limit", "15%", "--labels", labels, "--max-labels", 3, "--json").stdout)
    assert (record["decision"], record["labels_read"]) == ("undecided", 3)
    assert record["expected_more"] > 0


def test_by_hand_one_post_is_shown_at_a_time_without_its_score(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    result = call(posts, "--limit", "15%", "--seed", 5, "--json", keys="1k32?xx")
    record = json.loads(result.stdout)
    assert [(label["tone"], label["advisory"]) for label in record["labels"]] == [
        ("positive", False),
        ("negative", True),
        ("neutral", False),
        (None, False),
    ]
    assert record["labels"][1]["counted"] is False
    scores = [json.loads(line)["p_negative"] for line in posts.read_text(encoding="utf-8").splitlines()]
    assert not any(f"{score:.2f}"[1:] in result.stderr for score in scores if score > 0.011)


def test_undo_takes_the_last_label_back(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    record = json.loads(call(posts, "--limit", "15%", "--seed", 5, "--json", keys="u13u2xx").stdout)
    assert [label["tone"] for label in record["labels"]] == ["positive", "neutral"]


def test_taking_back_ends_where_a_later_plan_was_read(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    # The first plan draws three posts: the fourth label rests on them.
    result = call(posts, "--limit", "15%", "--seed", 5, "--json", keys="1112uu3u" + "uuxx")
    record = json.loads(result.stdout)
    assert [label["tone"] for label in record["labels"]] == ["positive"] * 3
    assert record["undone"] == 2
    assert result.stderr.count("không làm lại được nữa") == 3
    free = json.loads(call(posts, "--limit", "15%", "--seed", 6, "--json", keys="111uuu2xx").stdout)
    assert ([label["tone"] for label in free["labels"]], free["undone"]) == (["neutral"], 3)


def test_what_an_earlier_sitting_read_is_not_taken_back(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    call(posts, "--limit", "15%", keys="11q")
    result = call(posts, "--limit", "15%", keys="2uuxx")
    assert "lần ngồi đọc này" in result.stderr
    assert "Đã lấy lại rồi đọc lại 1 nhãn." in result.stdout


def test_the_other_runs_of_the_ledger_stand_in_the_record(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    call(posts, "--limit", "15%", "--labels", labels, "--seed", 7, "--max-labels", 3)
    call(posts, "--limit", "15%", "--labels", labels, "--seed", 8)
    result = call(posts, "--limit", "15%", "--labels", labels, "--seed", 9, "--out", tmp_path / "cn.json")
    assert "2 lượt khác trên cùng danh sách: lượt 1 đã đọc 3 bài, chưa đóng; lượt 2 đã đọc" in result.stdout
    record = json.loads((tmp_path / "cn.json").read_text(encoding="utf-8"))
    assert [(run["run"], run["decision"]) for run in record["earlier"]] == [(1, "open"), (2, "below")]
    assert "Khớp" in call("--replay", tmp_path / "cn.json").stdout


def test_a_run_that_was_stopped_goes_on_with_its_number(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    first = json.loads(call(posts, "--limit", "15%", "--json", keys="1112q").stdout)
    assert first == {"run": 1, "decision": "open", "labels_read": 4}
    seed = next(json.loads(line)["seed"] for line in the_ledger(tmp_path).read_text().splitlines())
    result = call(posts, "--limit", "15%", "--json", keys="1" * 200)
    second = json.loads(result.stdout)
    assert "Tiếp tục lượt 1" in result.stderr
    assert [label["tone"] for label in second["labels"][:4]] == ["positive"] * 3 + ["neutral"]
    assert (second["decision"], second["run"], second["seed"]) == ("below", 1, seed)


def the_ledger(folder: Path, run: int = 1) -> Path:
    return next((folder / "var" / "certify").glob(f"*/run-{run:04}.jsonl"))


def test_who_stops_learns_how_many_were_read_and_nothing_of_what_they_say(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    out, told = tmp_path / "cn.json", []
    for seed, key in ((5, "1"), (5, "3")):
        result = call(posts, "--limit", "15%", "--seed", seed, "--out", out, keys=key * 3 + "q")
        told.append((result.stdout, [line for line in result.stderr.splitlines() if "Đã đọc" in line]))
        call(posts, "--limit", "15%", "--seed", seed, keys="xx")
    assert told[0][0].replace("Lượt 1", "Lượt 2") == told[1][0]
    assert told[0][1] == told[1][1] and told[0][1][-1].startswith("Đã đọc 3 bài; lúc bắt đầu, dự kiến đọc")
    assert "bạn đã đọc 3 bài" in told[0][0] and "Chạy lại lệnh này" in told[0][0]
    assert not any(word in told[0][0] for word in ("%", "ước tính", "kappa", "Dự kiến"))
    assert not out.exists()
    most = call(posts, "--limit", "15%", "--seed", 5, "--max-labels", 2, keys="111").stdout
    assert "%" not in most and "bạn đã đọc 2 bài" in most


def test_a_run_that_somebody_closed_is_not_taken_up_again(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    result = call(posts, "--limit", "15%", keys="11x2xx")
    assert "Bấm x lần nữa" in result.stderr and "sau khi một người đọc 3 trên 120 bài" in result.stdout
    call(posts, "--limit", "15%", keys="1" * 200)
    again = call(posts, "--limit", "15%", "--json", keys="xx")
    assert [(run["run"], run["decision"]) for run in json.loads(again.stdout)["earlier"]] == [
        (1, "undecided"),
        (2, "below"),
    ]


def test_after_a_decision_the_next_run_has_the_next_number(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    call(posts, "--limit", "15%", keys="1" * 200)
    assert json.loads(call(posts, "--limit", "15%", "--json", keys="q").stdout)["run"] == 2


def test_the_tone_model_scores_posts_that_bring_no_score(tmp_path: Path) -> None:
    posts = tmp_path / "bai.csv"
    lines = [f"{i};Tặng quà cho đoàn viên khó khăn đợt {i}" for i in range(30)]
    posts.write_text("\n".join(["mã;tiêu đề", *lines]), encoding="utf-8")
    record = json.loads(call(posts, "--limit", "15%", "--json", keys="1" * 60).stdout)
    assert record["decision"] == "below"
    assert record["model"] != "given"


def test_a_table_of_labels_reads_like_json_lines(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    said = [json.loads(line) for line in labels.read_text("utf-8").splitlines()]
    rows = [f"{one['id']};{one['tone']};{'có' if one.get('advisory') else ''}" for one in said]
    table = tmp_path / "nhan.csv"
    table.write_text("\ufeffMã;Sắc thái;Cảnh báo\n" + "\n".join(rows) + "\n\n", encoding="utf-8")
    asked = (posts, "--limit", "15%", "--seed", 7, "--json", "--labels")
    of_table, of_lines = call(*asked, table), call(*asked, labels)
    assert of_table.exit_code == 0, of_table.stderr
    kept = ("decision", "interval", "labels")
    first, second = (json.loads(result.stdout) for result in (of_table, of_lines))
    assert [first[key] for key in kept] == [second[key] for key in kept]


def test_an_empty_cell_of_a_table_is_a_post_not_read_and_not_an_unreadable_one(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    table = tmp_path / "nhan.csv"
    table.write_text("id,tone\n1,\n", encoding="utf-8")
    result = call(posts, "--limit", "15%", "--seed", 7, "--labels", table)
    assert result.exit_code == 1 and "rỗng" in result.stderr
