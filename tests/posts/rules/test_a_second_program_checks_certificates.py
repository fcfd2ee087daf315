"""The plain verifier under docs/, run as its own process: it agrees with honest records and names every forgery."""

import ast
import copy
import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from haichieu.posts.rules import record_digest
from tests.posts.rules.certificate_cast import make_certificate
from tests.posts.rules.test_seeds_come_from_outside import LATER, SIGNATURE, VALUE, record_with
from tests.posts.rules.test_two_people_read_each_post import record_of
from tests.shared_data import ROOT

VERIFIER = ROOT / "docs" / "verify" / "verify_certificate.py"
Record = dict[str, Any]


def verify(folder: Path, record: object) -> tuple[int, str]:
    path = folder / "chứng nhận.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    return run_on(path)


def run_on(path: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(VERIFIER), str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert not done.stderr
    return done.returncode, done.stdout


@cache
def honest(name: str) -> Record:
    if name == "beacon":
        return record_with("beacon", f"{LATER.round} {VALUE}", LATER)
    if name in ("dice", "lottery", "signed"):
        text = {"dice": "3162254163", "lottery": "Xổ số; 22/11/2026; 12345678"}
        kind = "beacon" if name == "signed" else name
        return record_with(kind, text.get(name, f"{LATER.round} {VALUE} {SIGNATURE}"))
    if name in ("mean", "third"):
        return record_of(name, most=24)
    options: dict[str, dict[str, Any]] = {
        "kept": {},
        "broken": {"negative": 80},
        "undecided": {"most": 9},
        "unread": {"most": 0},
        "all read": {"total": 8, "negative": 0},
        "advisories": {"negative": 60, "most": 60},
    }
    return dict(json.loads(json.dumps(make_certificate(**options[name]).to_dict())))


NAMES = ("kept", "broken", "undecided", "unread", "all read", "advisories", "mean", "third")


@pytest.mark.parametrize("name", [*NAMES, "beacon", "dice", "lottery", "signed"])
def test_every_check_holds_on_a_record_of_the_program(tmp_path: Path, name: str) -> None:
    status, said = verify(tmp_path, honest(name))
    assert status == 0, said
    assert said.count("đạt: ") == 14 and "không đạt" not in said


def _relabel(record: Record) -> None:
    label = record["labels"][3]
    turned = not label["counted"]
    label.update(tone="negative" if turned else "neutral", negative=turned, counted=turned, advisory=False)


def _swap(values: list[Any]) -> None:
    values[0], values[1] = values[1], values[0]


def _stakes(record: Record, change: Callable[[float], float], key: str = "trace") -> None:
    plan = record[key]["plans"][0]
    plan["alpha"] = [[[change(a) for a in bettor] for bettor in side] for side in plan["alpha"]]


def _turn_weights(record: Record) -> None:
    for key in ("trace", "negative_trace"):
        record[key]["plans"][0]["weights"].reverse()


FORGERIES: dict[str, tuple[str, str, Callable[[Record], Any]]] = {
    "another procedure": ("kept", "định dạng", lambda r: r.update(method="kelly-audit/9")),
    "a score": ("kept", "mã băm của danh sách", lambda r: r["frame"]["items"][3].__setitem__(1, 5)),
    "the limit": ("kept", "mã băm của danh sách", lambda r: r["frame"]["limit"].update(numerator=20)),
    "the level": ("kept", "mã băm của danh sách", lambda r: r.update(alpha=0.01)),
    "the filters": ("kept", "phạm vi của danh sách", lambda r: r["filters"].update(first="2026-01-05")),
    "a count": ("kept", "các con số tóm tắt", lambda r: r.update(posts=r["posts"] + 1)),
    "labels read": ("kept", "các con số tóm tắt", lambda r: r.update(labels_read=2)),
    "a roll": ("dice", "số gieo và căn cứ", lambda r: r["seed_evidence"]["rolls"].__setitem__(0, 4)),
    "few rolls": ("dice", "số gieo và căn cứ", lambda r: r["seed_evidence"]["rolls"].pop()),
    "another round": (
        "beacon",
        "số gieo và căn cứ",
        lambda r: r["seed_evidence"].update(round=LATER.round + 1),
    ),
    "another kind": ("beacon", "số gieo và căn cứ", lambda r: r.update(seed_kind=None, seed_evidence=None)),
    "no kind": ("dice", "số gieo và căn cứ", lambda r: r.pop("seed_kind")),
    "no evidence": ("dice", "số gieo và căn cứ", lambda r: r.update(seed_evidence={})),
    "no giver": ("kept", "số gieo và căn cứ", lambda r: r.pop("seed_source")),
    "no freeze before dice": ("dice", "số gieo và căn cứ", lambda r: r.pop("frozen_at")),
    "no freeze before a lottery": ("lottery", "số gieo và căn cứ", lambda r: r.pop("frozen_at")),
    "no freeze before a round": ("signed", "số gieo và căn cứ", lambda r: r.update(frozen_at=None)),
    "dice before the freeze": (
        "dice",
        "số gieo và căn cứ",
        lambda r: r.update(issued_at="2026-11-22T14:00:00+07:00"),
    ),
    "dice drawn by a machine": ("dice", "số gieo và căn cứ", lambda r: r.update(seed_source="drawn")),
    "a text drawn": ("kept", "số gieo và căn cứ", lambda r: r.update(seed_kind="drawn")),
    "a signature": ("signed", "số gieo và căn cứ", lambda r: r["seed_evidence"].update(signature="00")),
    "an old lottery": (
        "lottery",
        "số gieo và căn cứ",
        lambda r: r.update(frozen_at="2026-11-23T08:00:00+07:00"),
    ),
    "an old round": (
        "signed",
        "số gieo và căn cứ",
        lambda r: r.update(frozen_at="2026-11-23T08:00:00+07:00"),
    ),
    "a round to come": (
        "beacon",
        "số gieo và căn cứ",
        lambda r: r.update(issued_at="2026-11-22T08:00:02+00:00"),
    ),
    "a lottery to come": (
        "lottery",
        "số gieo và căn cứ",
        lambda r: r.update(issued_at="2026-11-22T15:59:00+07:00"),
    ),
    "a verdict": ("kept", "nhãn và kết luận từng bài", lambda r: r["labels"][0].update(counted=True)),
    "half a verdict": ("mean", "nhãn và kết luận từng bài", lambda r: r["labels"][0].update(counted="1/3")),
    "a reading": (
        "mean",
        "nhãn và kết luận từng bài",
        lambda r: r["labels"][0]["given"].append(r["labels"][0]["given"][0]),
    ),
    "kappa": ("mean", "độ thống nhất của hai người đọc", lambda r: r["agreement"].update(kappa=1.0)),
    "alpha": ("third", "độ thống nhất của hai người đọc", lambda r: r["agreement"].update(krippendorff=0.99)),
    "groups": ("kept", "các nhóm điểm", lambda r: r["trace"]["bins"].__setitem__(0, -90)),
    "no weight": (
        "kept",
        "trọng số, mức cược, lúc lập kế hoạch",
        lambda r: r["trace"]["plans"][1]["weights"].__setitem__(0, 0),
    ),
    "a negative stake": (
        "kept",
        "trọng số, mức cược, lúc lập kế hoạch",
        lambda r: _stakes(r, lambda a: -a),
    ),
    "a late plan": (
        "kept",
        "trọng số, mức cược, lúc lập kế hoạch",
        lambda r: r["trace"]["plans"][1].update(since=4),
    ),
    "more capital": (
        "kept",
        "trọng số, mức cược, lúc lập kế hoạch",
        lambda r: r["trace"].update(bettors=[0.5, 0.5, 0.5, 0.5]),
    ),
    "weights": ("kept", "các lượt rút", _turn_weights),
    "order": ("kept", "các lượt rút", lambda r: _swap(r["labels"])),
    "the seed": ("kept", "các lượt rút", lambda r: r.update(seed=12)),
    "a left out post": ("kept", "các lượt rút", lambda r: r["labels"].pop(2)),
    "stakes": ("kept", "cược, vốn, kết luận: tiêu cực không", lambda r: _stakes(r, lambda a: a * a)),
    "wealth": (
        "kept",
        "cược, vốn, kết luận: tiêu cực không",
        lambda r: r["trace"]["wealth"][2].__setitem__(1, 2.0),
    ),
    "a tone": ("kept", "cược, vốn, kết luận: tiêu cực không", _relabel),
    "tested counts": (
        "kept",
        "cược, vốn, kết luận: tiêu cực không",
        lambda r: r["trace"].update(nulls=[40.0, 41.0]),
    ),
    "the decision": (
        "undecided",
        "cược, vốn, kết luận: tiêu cực không",
        lambda r: (r.update(decision="below"), r["shares"]["counted"].update(decision="below")),
    ),
    "the bound": ("kept", "cược, vốn, kết luận: tiêu cực không", lambda r: r.update(interval=[0.0, 0.01])),
    "the second decision": (
        "undecided",
        "cược, vốn, kết luận: tiêu cực kể cả",
        lambda r: r["shares"]["negative"].update(decision="below"),
    ),
    "the second wealth": (
        "advisories",
        "cược, vốn, kết luận: tiêu cực kể cả",
        lambda r: r["negative_trace"]["wealth"][5].__setitem__(0, 1.0),
    ),
    "the second bound": (
        "advisories",
        "cược, vốn, kết luận: tiêu cực kể cả",
        lambda r: r["shares"]["negative"].update(interval=[0.0, 0.05], estimate=0.01),
    ),
    "the sentence": (
        "kept",
        "câu chứng nhận",
        lambda r: r.update(sentence=r["sentence"].replace("Nhiều nhất 1", "Nhiều nhất 0")),
    ),
    "the second sentence": (
        "broken",
        "câu chứng nhận",
        lambda r: r.update(negative_sentence=r["negative_sentence"].replace("Ít nhất", "Nhiều nhất")),
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_with_a_fresh_digest_fails_at_its_own_check(tmp_path: Path, forgery: str) -> None:
    name, check, forge = FORGERIES[forgery]
    record = copy.deepcopy(honest(name))
    forge(record)
    assert record != honest(name)
    record["digest"] = record_digest(record)
    status, said = verify(tmp_path, record)
    assert status == 1
    assert f"không đạt: {check}" in said, said
    assert "đừng tin" in said


def test_any_change_without_a_fresh_digest_is_noticed(tmp_path: Path) -> None:
    status, said = verify(tmp_path, honest("kept") | {"version": "9.9"})
    assert status == 1
    assert "không đạt: mã kiểm của tệp" in said


def test_a_post_outside_the_filters_is_noticed_even_with_fresh_hashes(tmp_path: Path) -> None:
    record = copy.deepcopy(honest("undecided"))
    for place in (record, record["frame"]):
        place["filters"]["last"] = "2026-03-31"
    record["frame_hash"] = record_digest(record["frame"])
    status, said = verify(tmp_path, record | {"digest": record_digest(record)})
    assert status == 1
    assert "không đạt: phạm vi của danh sách" in said and "đạt: mã băm của danh sách" in said


@pytest.mark.parametrize("record", [{}, [], 7, None, {"format": "haichieu-certificate/2"}])
def test_what_is_no_certificate_fails_without_a_traceback(tmp_path: Path, record: object) -> None:
    status, said = verify(tmp_path, record)
    assert status == 1
    assert "không đạt: định dạng" in said


def test_a_file_that_is_not_there_fails_with_a_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(VERIFIER), "không có.json"],
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "không mở được tệp" in done.stdout


#: What a Python program says to its author, and to nobody else.
PYTHON = re.compile(r"Error|Exception|None|Expecting|argument|object|codec|index out|\'str\'|\'int\'")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"format": "haichieu-certificate/2"',
        b"\xff\xfe{}",
        b"[" * 100_000,
        b"[1, 2]",
        b"7",
        b"{}",
    ],
)
def test_a_broken_file_is_told_in_plain_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hỏng.json"
    path.write_bytes(content)
    status, said = run_on(path)
    assert status == 1
    assert all(line.startswith("không đạt: ") for line in said.splitlines()[:-1])
    assert not PYTHON.search(said), said


@pytest.mark.parametrize("part", ["frame", "trace", "labels", "shares", "seed", "sentence", "format"])
def test_a_missing_part_is_told_in_plain_words(tmp_path: Path, part: str) -> None:
    for value in (None, 7, "x", [], {}):
        status, said = verify(tmp_path, honest("kept") | {part: value})
        assert status == 1
        assert not PYTHON.search(said), said


def test_it_needs_the_standard_library_alone_and_is_short() -> None:
    text = VERIFIER.read_text("utf-8")
    nodes = list(ast.walk(ast.parse(text)))
    used = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    used |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in used} <= sys.stdlib_module_names
    assert len(text.splitlines()) <= 400


def _runs_of_lines(path: Path, length: int = 6) -> set[tuple[str, ...]]:
    lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    return {tuple(lines[at : at + length]) for at in range(len(lines) - length + 1)}


def test_it_shares_no_code_with_the_program() -> None:
    own = _runs_of_lines(VERIFIER)
    for folder in ("posts/rules", "stats"):
        for path in (ROOT / "src" / "haichieu" / folder).rglob("*.py"):
            assert not own & _runs_of_lines(path), path.name
