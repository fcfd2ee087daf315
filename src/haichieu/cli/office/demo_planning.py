"""The demo's second half: what labels teach the model, doubts, drafts of the month, a second look at flags."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import click
from django.utils.timezone import localdate

from haichieu.channels.models import Channel
from haichieu.posts.actions import (
    check_flag,
    draw_flag_checks,
    plan_post,
    recalibrate,
    reread_unit,
    watch_drift,
)
from haichieu.posts.errors import BadCalibration
from haichieu.posts.models import Doubt, DriftReading
from haichieu.posts.queries import month_ahead, untold_work
from haichieu.posts.rules import load_model
from haichieu.units.models import Person, Unit
from haichieu.units.queries import tree

#: Fixed so that the sample always draws the same flagged posts; an office draws by its own secret.
FLAG_SEED = "xúc xắc 1-1-1-2-6"

#: Days from today, platform and unit of the channel, title, and whether it is a public warning.
DRAFTS = (
    (1, ("facebook", "LDLD-DT"), "Cảnh báo lừa đảo tuyển dụng lao động thời vụ cuối năm", True),
    (1, ("site", "LDLD-DT"), "Một doanh nghiệp may ở Sơn Hà nợ lương công nhân hai tháng", False),
    (4, ("zalo", "CDKV-SH"), "Lịch tư vấn pháp luật lưu động tháng 12", False),
    (8, ("youtube", "LDLD-DT"), "Trao mái ấm công đoàn cho nữ công nhân nuôi con nhỏ", False),
    (15, ("site", "CDCS-MPS"), "Công đoàn May Phù Sa chốt danh sách vé xe Tết", False),
)


def teach(officer: Person, unit: Unit, at: datetime) -> None:
    """Learn from the labels of the run, read the posts again, and look whether the estimates can be believed."""
    model = load_model()
    try:
        made = recalibrate(by=officer, unit=unit, at=at)
    except BadCalibration as refused:
        click.echo(f"   {refused}")
    else:
        read = reread_unit(unit_id=unit.pk, model=model, at=at).posts
        click.echo(f"   Hiệu chỉnh lần {made.version} từ {made.labels} nhãn; đã đọc lại {read} bài.")
    _doubts(watch_drift(model=model, at=at))


def _doubts(looks: Sequence[DriftReading]) -> None:
    """Say which estimates should not be believed, and how many channels are too quiet to tell."""
    for look in looks:
        if look.doubt and look.doubt != Doubt.THIN:
            click.echo(f"   {look.channel.name}: {look.sentence}")
    quiet = [look for look in looks if look.doubt == Doubt.THIN]
    if quiet:
        click.echo(
            f"   Ước lượng chưa soát được ở {len(quiet)} kênh. Ví dụ {quiet[0].channel.name}: {quiet[0].sentence}"
        )


def look_again(second: Person, at: datetime) -> None:
    """Draw flagged posts for a second look, and let one person look at the first of them."""
    drawn = draw_flag_checks(at=at, seed=FLAG_SEED)
    for check in drawn[:1]:
        check_flag(by=second, check=check, agrees=True, at=at)
    click.echo(f"   Rút {len(drawn)} bài mang dấu cảnh báo để người thứ hai xem lại.")


def plan(officer: Person, unit: Unit, channels: Sequence[Channel], at: datetime) -> None:
    """Write the drafts of the month, one of them about finished work."""
    today = localdate(at)
    named = {(channel.platform, channel.unit.code): channel for channel in channels}
    for days, place, title, advisory in DRAFTS:
        plan_post(
            by=officer,
            channel=named[place],
            title=title,
            planned_for=today + timedelta(days=days),
            advisory=advisory,
            at=at,
        )
    _tell(officer, unit, named, today, at)
    ahead = month_ahead(unit=unit, month=today, today=today)
    click.echo(f"   {ahead.planned} bài dự kiến.")
    for fit in ahead.fits[:1]:
        click.echo(f"   {fit.sentence}")


def _tell(
    officer: Person, unit: Unit, named: Mapping[tuple[str, str], Channel], today: date, at: datetime
) -> None:
    """One finished work gets its draft; the others stay to be told."""
    work = untold_work(units=tree(on=today).below(unit.pk), first=today - timedelta(days=90), last=today)
    if work:
        plan_post(
            by=officer,
            channel=named["site", "LDLD-DT"],
            title="Công nhân khu trọ học cách nhận biết tin giả, lừa đảo qua mạng",
            planned_for=today + timedelta(days=2),
            tells=next((done for done in work if "tin giả" in done.text), work[0]),
            at=at,
        )
    click.echo(f"   {len(work)} việc đã xong có minh chứng chưa có bài kể.")
