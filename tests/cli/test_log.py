"""``haichieu log``."""

import json

import pytest
from click.testing import CliRunner

from haichieu.base.models import LogEntry
from haichieu.base.queries import log_head
from haichieu.cli.office.log import command
from tests.base.log_factory import make_log

pytestmark = pytest.mark.django_db


def test_a_whole_log_is_told_in_one_line() -> None:
    make_log(10, block_size=4)
    said = CliRunner().invoke(command, ["verify"])
    assert (said.exit_code, said.output) == (0, "Nhật ký nguyên vẹn: đã kiểm tra 10 mục trong 3 khối.\n")


def test_a_changed_entry_is_named_and_the_exit_status_tells() -> None:
    entry = make_log(10)[3]
    LogEntry.objects.filter(pk=entry.pk).update(verb="other")
    said = CliRunner().invoke(command, ["verify"])
    assert said.exit_code == 1
    assert f"Mục {entry.pk} đã bị sửa." in said.output
    assert "KHÔNG nguyên vẹn" in said.output


def test_json_holds_everything() -> None:
    make_log(10, block_size=4)
    said = CliRunner().invoke(command, ["verify", "--json", "--head", log_head() or ""])
    assert json.loads(said.output) == {
        "ok": True,
        "entries": 10,
        "blocks": 3,
        "problems": [],
        "head": log_head(),
    }


def test_the_printed_head_is_accepted_back() -> None:
    make_log()
    runner = CliRunner()
    head = runner.invoke(command, ["head"]).output.strip()
    assert runner.invoke(command, ["verify", "--head", head]).exit_code == 0
    assert runner.invoke(command, ["verify", "--head", "99" + head]).exit_code == 1


def test_a_head_that_is_none_is_refused_with_a_sentence() -> None:
    said = CliRunner().invoke(command, ["verify", "--head", "abc"])
    assert said.exit_code == 2
    assert "không đúng dạng số:mã" in said.output


def test_an_empty_log_has_no_head() -> None:
    said = CliRunner().invoke(command, ["head"])
    assert said.exit_code == 1
    assert "chưa có khối nào" in said.output
    assert json.loads(CliRunner().invoke(command, ["head", "--json"]).output) == {"head": None}
