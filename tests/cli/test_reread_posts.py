"""``haichieu posts reread`` and ``recalibrate``: an archive brought up to the model in one command."""

import io
import json
import sys

import pytest
from click.testing import CliRunner, Result

from haichieu.cli.main import main
from haichieu.cli.office import post_readings
from haichieu.posts.actions import recalibrate
from haichieu.posts.models import ToneCalibration, ToneReading, Verdict
from haichieu.posts.rules import load_model
from tests.conftest import Cast
from tests.factories import NOW, make_channel
from tests.posts.labelled_runs import HARM, NOTICE, freeze, make_posts, run_with_labels

pytestmark = pytest.mark.django_db

MODEL = load_model()


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        return True


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["posts", *words])


def test_an_archive_is_read_again_in_one_command_and_only_once(cast: Cast) -> None:
    for unit in (cast.hoa_union, cast.son_union):
        make_posts(make_channel(unit=unit), NOTICE, 3)
    said = run("reread", "--json")
    assert said.exit_code == 0, said.output
    assert json.loads(said.stdout) == {
        "channels": 2,
        "reread": 6,
        "drafts": 0,
        "recalibrated": [],
        "not_recalibrated": {},
        "model": MODEL.version,
    }
    assert set(ToneReading.objects.values_list("model", flat=True)) == {MODEL.version}
    again = run("reread")
    assert again.stdout == f"Đã đọc lại 0 bài của 2 kênh bằng mô hình {MODEL.version}.\n"
    assert json.loads(run("reread", "--all", "--json").stdout)["reread"] == 6


def test_one_unit_or_one_channel_is_read_again_alone(cast: Cast) -> None:
    first, second = make_channel(unit=cast.hoa_union), make_channel(unit=cast.son_union)
    for channel in (first, second):
        make_posts(channel, NOTICE, 2)
    assert json.loads(run("reread", "--channel", first.name, "--json").stdout)["reread"] == 2
    assert json.loads(run("reread", "--unit", "CDCS-2", "--json").stdout)["reread"] == 2
    assert json.loads(run("reread", "--by", "hoa", "--json").stdout)["channels"] == 1


def test_a_stranger_is_told_so_in_one_sentence(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    said = run("reread", "--channel", channel.name, "--by", "son")
    assert said.exit_code == 1 and said.stderr.startswith("Lỗi: ") and "Traceback" not in said.stderr


def test_the_bar_is_full_at_the_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    make_posts(make_channel(unit=cast.hoa_union), NOTICE, 5)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    post_readings.reread.callback.__wrapped__((), None, False, False, None)
    assert "5/5" in terminal.getvalue().split("\r")[-1]


def labelled_under_an_older_model(cast: Cast, *units: object) -> None:
    """Units whose correction was made for a model that is not in use any more."""
    for unit in units:
        channel = make_channel(unit=unit)
        make_posts(channel, HARM, 60)
        run_with_labels(cast.minh, freeze(cast.minh, unit, [channel]), lambda item: "neutral")
        recalibrate(by=cast.minh, unit=unit, at=NOW)
    ToneCalibration.objects.update(base_model="1-older")


def test_after_another_model_corrections_are_made_anew_from_the_kept_labels(cast: Cast) -> None:
    labelled_under_an_older_model(cast, cast.hoa_union, cast.son_union)
    Verdict.objects.filter(item__channel__unit=cast.son_union, step__gt=30).delete()
    said = run("reread")
    assert said.exit_code == 0, said.output
    first, refused, last = said.stdout.splitlines()
    assert first.startswith("CDCS-1, bản 2, từ")
    assert "Chưa làm lại được hiệu chỉnh" in refused and "CDCS-2 (Mới có 30 bài" in refused
    assert last == f"Đã đọc lại 120 bài của 2 kênh bằng mô hình {MODEL.version}."
    made = ToneCalibration.objects.get(base_model=MODEL.version)
    assert (made.unit, made.version) == (cast.hoa_union, 2)
    versions = set(ToneReading.objects.values_list("item__channel__unit", "model"))
    assert versions == {
        (cast.hoa_union.pk, f"{MODEL.version}+{cast.hoa_union.pk}.2"),
        (cast.son_union.pk, MODEL.version),
    }
    again = json.loads(run("reread", "--json").stdout)
    assert (again["reread"], again["recalibrated"]) == (0, [])
    assert list(again["not_recalibrated"]) == ["CDCS-2"]
    assert ToneCalibration.objects.count() == 3


def test_a_correction_taken_back_is_not_made_anew_by_reading_again(cast: Cast) -> None:
    labelled_under_an_older_model(cast, cast.hoa_union)
    assert json.loads(run("reread", "--json").stdout)["recalibrated"] == ["CDCS-1"]
    run("recalibrate", "--unit", "CDCS-1", "--withdraw")
    again = json.loads(run("reread", "--json").stdout)
    assert (again["recalibrated"], again["not_recalibrated"], again["reread"]) == ([], {}, 60)


def test_corrections_of_units_above_are_left_to_those_who_may_make_them(cast: Cast) -> None:
    labelled_under_an_older_model(cast, cast.federation)
    make_channel(unit=cast.hoa_union)
    said = json.loads(run("reread", "--by", "hoa", "--json").stdout)
    assert said["recalibrated"] == [] and "không có quyền" in said["not_recalibrated"][cast.federation.code]
    assert json.loads(run("reread", "--json").stdout)["recalibrated"] == [cast.federation.code]


def test_labels_recalibrate_a_unit_and_are_taken_back(cast: Cast) -> None:
    assert run("recalibrate", "--unit", "CDCS-1").exit_code == 1
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, HARM, 60)
    run_with_labels(cast.hoa, freeze(cast.hoa, cast.hoa_union, [channel]), lambda item: "neutral")
    said = run("recalibrate", "--unit", "CDCS-1", "--by", "hoa")
    assert said.exit_code == 0, said.output
    assert "CDCS-1, bản 1, từ" in said.stdout and "giảm từ" in said.stdout
    shown = json.loads(run("recalibrate", "--unit", "CDCS-1", "--list", "--json").stdout)
    assert shown["loss_after"] < shown["loss_before"] and not shown["withdrawn"]
    assert "đã bỏ" in run("recalibrate", "--unit", "CDCS-1", "--withdraw").stdout
    assert ToneCalibration.objects.get().withdrawn_by == "system:terminal"
    none = run("recalibrate", "--unit", "CDCS-1", "--withdraw")
    assert none.exit_code == 1 and "không có hiệu chỉnh nào" in none.stderr
