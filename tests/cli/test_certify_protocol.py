"""The protocol on the terminal: filters and a round frozen first, seeds from outside, two people read each post."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from haichieu.cli.joint_reading import read_beside_others
from haichieu.cli.ledger import Terms, start_run
from haichieu.posts.rules import Beacon, Frame, PostAudit, replay
from tests.cli.test_certify import call, write_posts
from tests.posts.rules.certificate_cast import make_frame

VALUE = "ab" * 32


@pytest.fixture(autouse=True)
def _state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAICHIEU_VAR", str(tmp_path / "var"))


def refused(*args: object, keys: str | None = None) -> str:
    result = call(*args, keys=keys)
    assert result.exit_code == 1, result.stdout
    last = result.stderr.splitlines()[-1]
    assert last.startswith("Lỗi: ") and last.endswith(".")
    return last


def record_of(*args: object, keys: str | None = None) -> dict[str, Any]:
    result = call(*args, "--json", keys=keys)
    assert result.exit_code == 0, result.stderr
    record: dict[str, Any] = json.loads(result.stdout)
    assert record["decision"] == "open" or replay(record).agrees
    return record


def varied_posts(folder: Path) -> Path:
    path = folder / "bai.jsonl"
    rows = [
        {
            "id": place,
            "title": f"Tin số {place}",
            "channel": "Bản tin" if place % 2 else "Trang",
            "published": f"2026-{1 + place % 12:02}-15",
            "repost": place % 5 == 0,
            "p_negative": 0.1,
        }
        for place in range(120)
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_filters_are_frozen_with_the_list_and_stand_in_the_record(tmp_path: Path) -> None:
    posts = varied_posts(tmp_path)
    asked = ("--channel", "Bản tin", "--first", "1/3/2026", "--last", "2026-08-31", "--no-reposts")
    result = call(posts, "--limit", "15%", *asked, "--json", keys="xx")
    record = json.loads(result.stdout)
    assert record["filters"] == {
        "channels": ["Bản tin"],
        "first": "2026-03-01",
        "last": "2026-08-31",
        "reposts": False,
    }
    assert record["frame"]["filters"] == record["filters"]
    assert (record["channels"], record["reposts"]) == (["Bản tin"], 0)
    assert record["window"] == ["2026-04-15", "2026-08-15"]
    assert f"Để ngoài danh sách {120 - record['posts']} bài" in result.stderr
    everything = record_of(posts, "--limit", "15%", keys="xx")
    assert everything["frame_hash"] != record["frame_hash"]
    assert refused(posts, "--limit", "15%", "--first", "hôm qua").startswith("Lỗi: --first")
    assert "rỗng" in refused(posts, "--limit", "15%", "--channel", "Kênh lạ")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [("dice", "3 1 6 2 2 5 4 1 6 3", "dice 3162254163"), ("text", "lượt một", "lượt một")],
)
def test_a_seed_is_recorded_with_its_evidence(tmp_path: Path, kind: str, text: str, value: str) -> None:
    posts, labels = write_posts(tmp_path)
    frozen = tmp_path / "khung.json"
    call("freeze", posts, "--limit", "15%", "--out", frozen)
    record = record_of("run", frozen, "--labels", labels, "--seed", text, "--seed-kind", kind)
    assert (record["seed"], record["seed_kind"], record["seed_source"]) == (value, kind, "given")
    assert record["seed_evidence"]


def test_dice_are_rolled_after_the_freeze(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    rolls = ("--seed", "3162254163", "--seed-kind", "dice")
    assert "sau khi chốt" in refused(posts, "--limit", "15%", *rolls)
    frozen = tmp_path / "khung.json"
    call("freeze", posts, "--limit", "15%", "--out", frozen)
    said = call("run", frozen, "--labels", labels, *rolls).stdout
    assert "(do người chạy đưa ra: gieo xúc xắc 10 lần: 3 1 6" in said
    undated = json.loads(frozen.read_text(encoding="utf-8"))
    del undated["frozen_at"]
    frozen.write_text(json.dumps(undated), encoding="utf-8")
    assert "không ghi lúc chốt" in refused("run", frozen, *rolls)


def test_a_text_typed_before_the_freeze_stays_told_so_when_the_run_goes_on(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    frozen = tmp_path / "khung.json"
    call("freeze", posts, "--limit", "15%", "--out", frozen)
    call(posts, "--limit", "15%", "--seed", "tôi chọn", keys="1q")
    result = call("run", frozen, keys="1xx")
    assert "Tiếp tục lượt 1" in result.stderr
    assert "đưa ra, trước khi chốt danh sách" in result.stdout


def test_a_drawn_seed_is_of_a_kind_of_its_own(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    record = record_of(posts, "--limit", "15%", "--labels", labels)
    assert (record["seed_kind"], record["seed_source"]) == ("drawn", "drawn")
    said = call(posts, "--limit", "15%", "--labels", labels).stdout
    assert "(máy rút sau khi chốt danh sách)" in said and "chuỗi ký tự" not in said
    assert record["seed_evidence"] == {"text": record["seed"]}


def test_what_only_a_later_day_can_give_needs_a_list_frozen_before(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    given = ("--seed", f"1000 {VALUE}", "--seed-kind", "beacon")
    assert "certify freeze" in refused(posts, "--limit", "15%", *given)
    frozen = tmp_path / "khung.json"
    call("freeze", posts, "--limit", "15%", "--out", frozen)
    assert "trước khi danh sách được chốt" in refused("run", frozen, *given)
    lottery = ("--seed-kind", "lottery", "--seed")
    assert "trước khi danh sách" in refused("run", frozen, *lottery, "Xổ số; 1/1/2020; 12345678")
    assert "chưa có" in refused("run", frozen, *lottery, "Xổ số; 31/12/2099; 12345678")
    backdate(frozen)
    record = record_of("run", frozen, *lottery, "Xổ số; 2/1/2020; 12345678", keys="xx")
    assert record["seed"] == "lottery 2020-01-02 Xổ số 12345678"
    assert record["frozen_at"] == "2020-01-01T08:00:00+07:00"


def backdate(frozen: Path, named: Beacon | None = None) -> None:
    """The file as `certify freeze` would have written it years ago."""
    record = json.loads(frozen.read_text(encoding="utf-8"))
    if named is not None:
        record["frame"]["beacon"] = named.to_dict()
        record["frame_hash"] = Frame.from_dict(record["frame"]).frame_hash
    frozen.write_text(json.dumps(record | {"frozen_at": "2020-01-01T08:00:00+07:00"}), encoding="utf-8")


def test_a_list_that_names_a_round_waits_for_it(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    frozen, out = tmp_path / "khung.json", tmp_path / "cn.json"
    told = call("freeze", posts, "--limit", "15%", "--beacon", "--out", frozen).stdout
    frame = json.loads(frozen.read_text(encoding="utf-8"))["frame"]
    named = Beacon.from_dict(frame["beacon"])
    assert f"Hẹn vòng {named.round} của quicknet" in told
    assert "công bố lúc" in told
    early = ("--seed-kind", "beacon", "--seed", f"{named.round} {VALUE}")
    assert "chưa có" in refused("run", frozen, *early)
    named = Beacon(named.chain, 1000)
    backdate(frozen, named)
    common = ("run", frozen, "--labels", labels, "--out", out, "--seed-kind", "beacon", "--seed")
    assert f"--seed “{named.round} giá-trị”" in refused("run", frozen, "--labels", labels)
    assert "hẹn trước" in refused(*common, f"{named.round + 1} {VALUE}")
    assert "hẹn trước" in refused("run", frozen, "--labels", labels, "--seed", "tôi chọn")
    said = call(*common, f"{named.round} {VALUE}").stdout
    assert "đã hẹn trước khi chốt danh sách; chữ ký chưa được kiểm; hãy tra vòng này ở drand" in said
    record = json.loads(out.read_text(encoding="utf-8"))
    assert (record["seed"], record["seed_evidence"]["round"]) == (VALUE, named.round)
    assert "Khớp" in call("--replay", out).stdout


@pytest.mark.parametrize("wait", ["0", "x", "99999"])
def test_a_wait_that_is_none_is_refused(tmp_path: Path, wait: str) -> None:
    posts, _ = write_posts(tmp_path)
    out = tmp_path / "khung.json"
    assert "--wait" in refused("freeze", posts, "--limit", "15%", "--beacon", "--wait", wait, "--out", out)


def other_reader(labels: Path, *, errs: int) -> Path:
    """The labels of somebody who reads every `errs`-th post the other way."""
    path = labels.with_name("nhan-2.jsonl")
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    for row in rows[::errs]:
        row["tone"] = "neutral" if row["tone"] == "negative" else "negative"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_two_files_of_labels_are_read_as_two_people(tmp_path: Path) -> None:
    posts, one = write_posts(tmp_path)
    two = other_reader(one, errs=9)
    common = (posts, "--limit", "30%", "--readers", 2, "--labels", one, "--labels", two, "--seed", 3)
    record = record_of(*common)
    assert (record["readers_each"], record["settling"], record["readers"]) == (2, "mean", 0)
    assert 0 < record["agreement"]["equal"] < record["agreement"]["posts"] == record["labels_read"]
    assert "1/2" in {label["counted"] for label in record["labels"]}
    said = call(*common).stdout
    assert "mỗi bài hai người" in said and "Hai người đọc như nhau ở" in said and "kappa" in said
    missing = refused(*common, "--settling", "third")
    assert "người thứ ba thiếu nhãn" in missing and "--seed 3;" in missing
    third = record_of(*common, "--labels", one, "--settling", "third")
    assert {label["counted"] for label in third["labels"]} <= {"0/1", "1/1"}
    assert max(len(label["given"]) for label in third["labels"]) == 3


def test_one_person_s_file_does_not_pass_as_two_readers(tmp_path: Path) -> None:
    posts, one = write_posts(tmp_path)
    again = tmp_path / "nguoi-hai.csv"
    again.write_bytes(one.read_bytes())
    told = refused(posts, "--limit", "30%", "--readers", 2, "--labels", one, "--labels", again, "--seed", 3)
    assert "giống hệt nhau" in told


def test_two_terminals_read_blind_to_each_other_until_it_is_decided(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    base = (posts, "--limit", "15%", "--readers", 2, "--reader")
    assert "người đọc 1 hãy bắt đầu" in refused(*base, 2, keys="1")
    first = call(*base, 1, keys="1" * 200)
    assert first.stderr.count("→") == 3
    assert "Bạn đã đọc 3 bài" in first.stderr and "Lượt 1 còn mở" in first.stdout
    assert not any(word in first.stdout for word in ("%", "kappa", "Hai người"))
    second = call(*base, 2, keys="1" * 200)
    assert "Tiếp tục lượt 1" in second.stderr
    # Having caught up, the second reader opens the next batch and then waits in turn.
    assert second.stderr.count("→") == 6
    shown = [line for line in first.stderr.splitlines() if "nhà số" in line or "Sự cố" in line]
    assert [line for line in second.stderr.splitlines() if line in shown] == shown
    record: dict[str, Any] = {"decision": "open"}
    for turn in range(30):
        record = record_of(*base, 1 + turn % 2, keys="1" * 200)
        if record["decision"] != "open":
            break
    assert (record["decision"], record["run"], record["readers_each"]) == ("below", 1, 2)
    assert all(len(label["given"]) == 2 for label in record["labels"])


def test_who_waits_goes_on_as_soon_as_the_other_has_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame, _ = make_frame(total=200, negative=4)
    file = start_run(tmp_path, frame.frame_hash, 1, "2026-11-22", terms=Terms(1, "given", 2))
    texts = {item.id: (f"Tin {item.id}", "") for item in frame.items}
    monkeypatch.setattr(sys, "stdin", io.StringIO("1" * 400))
    waits = 0

    def the_other_reads() -> bool:
        nonlocal waits
        waits += 1
        mine, other = (file.readings().get(slot, []) for slot in (1, 2))
        file.append_all([{"label": label.to_dict(), "slot": 2} for label in mine[len(other) :]])
        return True

    run = PostAudit(frame, 1, readers=2)
    run = read_beside_others(run, texts, file, 1, None, wait=the_other_reads)
    assert run.audit.decision == "below"
    assert waits > 3
    assert [label.id for label in file.readings()[1]][: len(run.labels)] == [x.id for x in run.labels]


def test_a_third_person_settles_where_two_differ(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    base = (posts, "--limit", "15%", "--readers", 2, "--settling", "third", "--reader")
    record_of(*base, 1, keys="113")
    assert record_of(*base, 2, keys="131") == {"run": 1, "decision": "open", "labels_read": 3}
    assert call(*base, 3, keys="3").stderr.count("→") == 1
    assert record_of(*base, 3, keys="2")["labels_read"] == 2
    assert "không có bài nào hai người đọc khác nhau" in call(*base, 3, keys="1").stderr
    record = record_of(*base, 1, keys="xx")
    assert record["labels_read"] == 3
    assert [label["counted"] for label in record["labels"]] == ["0/1", "1/1", "0/1"]


def test_a_reader_takes_back_what_nobody_built_upon(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    base = (posts, "--limit", "15%", "--readers", 2, "--reader")
    assert "Chưa có bài nào" in call(*base, 1, keys="u13uq").stderr
    call(*base, 1, keys="2q")
    call(*base, 2, keys="11q")
    assert "không làm lại được nữa" in call(*base, 2, keys="uq").stderr
    record = record_of(*base, 2, keys="xx")
    assert [given["tone"] for label in record["labels"] for given in label["given"]] == [
        *("positive", "positive"),
        *("neutral", "positive"),
    ]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--readers", "3"], "1 hoặc 2"),
        (["--readers", "2"], "cần --reader"),
        (["--readers", "2", "--reader", "3"], "1 hoặc 2"),
        (["--readers", "2", "--labels", "a"], "hai tệp --labels"),
        (["--labels", "a", "--labels", "b"], "chỉ dùng cùng --readers 2"),
        (["--reader", "1"], "chỉ dùng cùng --readers 2"),
        (["--settling", "third"], "chỉ dùng cùng --readers 2"),
    ],
)
def test_options_of_readers_and_seeds_that_make_no_sense(
    tmp_path: Path, options: list[str], says: str
) -> None:
    posts, _ = write_posts(tmp_path)
    assert says in refused(posts, "--limit", "15%", *options)


def test_an_open_run_goes_on_as_it_was_agreed(tmp_path: Path) -> None:
    posts, _ = write_posts(tmp_path)
    base = (posts, "--limit", "15%")
    call(*base, "--readers", 2, "--reader", 1, keys="1q")
    assert "--readers 2 và --settling mean" in refused(*base, keys="1")


def test_undecided_is_said_with_the_range_of_what_it_would_still_take(tmp_path: Path) -> None:
    posts, labels = write_posts(tmp_path)
    result = call(posts, "--limit", "15%", "--labels", labels, "--max-labels", 3)
    assert result.stdout.startswith("Chưa kết luận được")
    assert "Dự kiến cần đọc thêm khoảng" in result.stdout and "(thường là từ" in result.stdout


def test_a_ledger_without_a_method_was_begun_by_the_first(tmp_path: Path) -> None:
    frame, _ = make_frame()
    file = start_run(tmp_path, frame.frame_hash, "7", "2026-11-22T09:00:00+07:00")
    assert file.terms().method == PostAudit(frame, "7").method
    start = next(file.events())
    del start["method"]
    file.path.write_text(json.dumps(start) + "\n", encoding="utf-8")
    assert file.terms().method == "kelly-audit/1"


def dated_posts(folder: Path, days: list[str]) -> Path:
    path = folder / "bai.csv"
    rows = [f"b{place},Tin số {place},{day},0.1" for place, day in enumerate(days)]
    path.write_text("\n".join(["id,title,published,p_negative", *rows]), encoding="utf-8")
    return path


def frozen_days(folder: Path, posts: Path, *asked: str) -> list[str]:
    out = folder / "danh-sach.json"
    result = call("freeze", posts, "--limit", "15%", "--out", out, *asked)
    assert result.exit_code == 0, result.stderr
    return sorted(
        item.published for item in Frame.from_dict(json.loads(out.read_text("utf-8"))["frame"]).items
    )


def test_a_file_whose_months_stand_first_is_read_so_as_a_whole(tmp_path: Path) -> None:
    posts = dated_posts(tmp_path, ["11/05/2026 08:00", "11/22/2026 09:05", "12/01/2026 10:00"])
    asked = ("--first", "1/11/2026", "--last", "30/11/2026")
    assert frozen_days(tmp_path, posts, *asked) == ["2026-11-05", "2026-11-22"]


def test_no_post_leaves_a_window_because_its_day_cannot_be_read(tmp_path: Path) -> None:
    posts = dated_posts(tmp_path, ["05/11/2026", "hôm qua"])
    told = refused("freeze", posts, "--limit", "15%", "--out", tmp_path / "x.json", "--first", "1/11/2026")
    assert "b1" in told and "hôm qua" in told
    assert frozen_days(tmp_path, posts) == ["", "2026-11-05"]
