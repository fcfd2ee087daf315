"""Each office command does its job once, and what it prints for programs is JSON."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from haichieu.base.models import LogEntry
from haichieu.channels.models import Channel, PublishedItem
from haichieu.cli.main import OFFICE, main
from haichieu.dispatches.models import Dispatch
from haichieu.posts.models import ToneReading
from haichieu.units.models import Letterhead, Person, Role, Unit
from tests.factories import make_channel, make_dispatch, make_person, make_unit
from tests.shared_data import ROOT

pytestmark = pytest.mark.django_db

DEMO = ROOT / "demo"
PROOF = ("--proof", "declaration", "--proof-note", "Bản cam kết của lãnh đạo ký ngày 12/06/2026")


def call(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="haichieu")


def must(*words: object) -> str:
    said = call(*words)
    assert said.exit_code == 0, said.output
    assert not said.stderr or "Các cột không nhận" in said.stderr, said.stderr
    return said.stdout


def json_lines(*words: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in must(*words, "--json").splitlines()]


def verbs() -> list[str]:
    return list(LogEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_the_help_names_every_command_in_vietnamese() -> None:
    shown = must("--help")
    for name, words in OFFICE.items():
        assert f"  {name} " in shown and words[:30] in shown
    for name in ("read", "tone", "certify"):
        assert f"  {name} " in shown


def test_the_tree_of_units_is_imported_once_and_shown_for_a_day() -> None:
    assert "14 dòng mới" in must("units", "import", DEMO / "units.csv")
    assert "0 dòng mới" in must("units", "import", DEMO / "units.csv"), "the same list changes nothing"
    units = {row["code"]: row for row in json_lines("units", "list", "--on", "2026-11-20")}
    assert units["CDCS-MPS"]["parent"] == "CDN-DM" and units["CDN-DM"]["parent"] == "LDLD-DT"
    assert "LDLD-SH" not in units, "closed in 2025"
    before = {row["code"] for row in json_lines("units", "list", "--on", "2025-06-30")}
    assert "LDLD-SH" in before and "CDKV-SH" not in before
    assert "      Công đoàn cơ sở" in must("units", "list", "--on", "2026-11-20"), (
        "lower units stand further right"
    )


def test_a_letterhead_is_declared_from_today_on() -> None:
    unit = make_unit(code="LDLD")
    options = ("--kind", "union", "--symbol", "LĐLĐ", "--place", "Đông Triều", "--signer-title", "CHỦ TỊCH")
    must("units", "letterhead", "LDLD", *options)
    head = Letterhead.objects.get(unit=unit)
    assert (head.body_kind, head.symbol, head.place) == ("union", "LĐLĐ", "Đông Triều")
    assert "set_letterhead" in verbs()


def test_a_person_is_added_with_a_role_and_a_link_that_works_once(client: Any) -> None:
    make_unit(code="LDLD")
    said = must("people", "add", "minh", "Phạm Quang Minh", "--unit", "LDLD", "--role", "officer")
    assert "Cán bộ truyền thông ở LDLD" in said
    person = Person.objects.get(username="minh")
    assert not person.has_usable_password()
    assert json_lines("people", "list") == [
        {"username": "minh", "full_name": "Phạm Quang Minh", "role": "officer", "unit": "LDLD"}
    ]
    link = must("people", "link", "minh").strip()
    path = "/" + link.split("/", 3)[3]
    new = {"password": "mat-khau-cua-minh", "again": "mat-khau-cua-minh"}
    assert client.get(path).status_code == 200
    assert client.post(path, new).status_code == 302
    assert client.get(path).status_code == 404, "a link works once"


def test_the_same_user_name_is_not_given_twice() -> None:
    make_person(username="minh", unit=make_unit(code="LDLD"))
    said = call("people", "add", "Minh", "Người Khác", "--unit", "LDLD", "--role", "reader")
    assert said.exit_code == 1 and "đã có người dùng" in said.stderr
    assert Person.objects.count() == Role.objects.count() == 1


def test_a_channel_is_declared_with_its_ground_and_shown_with_its_last_day() -> None:
    make_unit(code="LDLD")
    must("channels", "declare", "Zalo OA", "--unit", "LDLD", "--platform", "zalo", *PROOF)
    assert Channel.objects.get().proof == "declaration"
    must("posts", "add", DEMO / "posts" / "zalo.csv", "--channel", "Zalo OA")
    [row] = json_lines("channels", "list")
    assert row == {
        "name": "Zalo OA",
        "platform": "zalo",
        "unit": "LDLD",
        "proof": "declaration",
        "last": "2026-12-08",
    }


def test_only_a_leader_declares_a_channel() -> None:
    unit = make_unit(code="LDLD")
    make_person(username="minh", unit=unit, role="officer")
    words = ("channels", "declare", "Zalo OA", "--unit", "LDLD", "--platform", "zalo", *PROOF)
    said = call(*words, "--by", "minh")
    assert said.exit_code == 1 and "không có quyền" in said.stderr
    assert not Channel.objects.exists()


def test_letters_are_stored_read_and_listed(tmp_path: Path) -> None:
    make_unit(code="LDLD")
    files = sorted(path for path in (DEMO / "letters").iterdir() if path.is_file())
    said = must("dispatches", "add", *files, "--unit", "LDLD")
    assert "412/" in said and Dispatch.objects.filter(set_aside="").count() == len(files) == 6
    again = must("dispatches", "add", files[0], "--unit", "LDLD")
    assert "đã có từ trước" in again and Dispatch.objects.count() == 6

    rows = json_lines("dispatches", "list")
    assert len(rows) == 6 and {row["state"] for row in rows} == {"chờ xác nhận"}
    found = json_lines("dispatches", "list", "--search", "412 ldld", "--waiting")
    assert [row["symbol"].partition("/")[0] for row in found] == ["412"]
    assert "Trích yếu" in must("dispatches", "list")


def test_the_list_says_whose_copy_a_merged_letter_is() -> None:
    unit = make_unit(code="LDLD")
    main_letter, copy = make_dispatch(unit=unit), make_dispatch(unit=unit)
    Dispatch.objects.filter(pk=copy.pk).update(copy_of=main_letter)
    states = {row["id"]: row["state"] for row in json_lines("dispatches", "list")}
    assert states == {main_letter.pk: "chờ xác nhận", copy.pk: f"bản chép của số {main_letter.pk}"}


def test_the_log_names_who_added_a_letter() -> None:
    unit = make_unit(code="LDLD")
    minh = make_person(username="minh", unit=unit)
    letter = DEMO / "letters" / "cong-van-lien-doan-lao-dong-412.txt"
    must("dispatches", "add", letter, "--unit", "LDLD", "--by", "minh")
    assert Dispatch.objects.get().added_by == str(minh.pk)
    assert verbs() == ["add_dispatch", "read_dispatch"]


def test_posts_come_in_and_are_counted_in_json() -> None:
    make_channel(unit=make_unit(code="LDLD"), name="Facebook")
    [said] = json_lines("posts", "add", DEMO / "posts" / "facebook.csv", "--channel", "Facebook")
    assert said["channel"] == "Facebook" and said["set_aside"] == said["changed"] == 0
    assert said["added"] == PublishedItem.objects.count() == ToneReading.objects.count() == 81
    assert "Top commenter name" in said["dropped_columns"]
    [again] = json_lines("posts", "add", DEMO / "posts" / "facebook.csv", "--channel", "Facebook")
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 81)


def test_a_report_is_written_as_word_and_pdf(tmp_path: Path) -> None:
    unit = make_unit(code="LDLD")
    make_channel(unit=unit, name="Zalo")
    must("posts", "add", DEMO / "posts" / "zalo.csv", "--channel", "Zalo")
    options = ("--kind", "union", "--symbol", "LĐLĐ", "--place", "Đông Triều", "--signer-title", "CHỦ TỊCH")
    must("units", "letterhead", "LDLD", *options)
    out = tmp_path / "bao-cao.docx"
    [said] = json_lines("report", "--period", "2026-H2", "--unit", "LDLD", "--out", out)
    assert Path(said["docx"]).read_bytes()[:2] == b"PK"
    assert Path(said["pdf"]).read_bytes()[:4] == b"%PDF"
    assert said["version"] == 1 and said["figures"]
    again = must("report", "--period", "2026-H2", "--unit", "LDLD", "--out", out)
    assert "bản số 2" in again


def test_what_happened_at_the_terminal_is_in_the_log(tmp_path: Path) -> None:
    must("units", "import", DEMO / "units.csv")
    must("channels", "declare", "Zalo", "--unit", "CDKV-SH", "--platform", "zalo", *PROOF)
    must("posts", "add", shutil.copy(DEMO / "posts" / "zalo.csv", tmp_path), "--channel", "Zalo")
    assert {"set_unit", "declare_channel", "import_posts"} <= set(verbs())
    assert set(LogEntry.objects.values_list("by", flat=True)) == {"system:terminal"}
    [said] = json_lines("log", "verify")
    assert said["ok"] is True
    assert Unit.objects.count() == 14
