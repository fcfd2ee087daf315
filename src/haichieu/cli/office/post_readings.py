"""``haichieu posts reread`` and ``recalibrate``: readings brought up to the model and to what labels taught."""

import sys
from collections.abc import Sequence

import click
from django.utils.timezone import localdate

from haichieu.base.clock import now
from haichieu.channels.models import Channel
from haichieu.channels.queries import channel_named, channels
from haichieu.cli.speaking import by_option, one_sentence, say_json
from haichieu.posts.actions import (
    Renewal,
    Reread,
    recalibrate,
    renew_calibrations,
    reread_tones,
    withdraw_calibration,
)
from haichieu.posts.errors import PostsError
from haichieu.posts.models import ToneCalibration
from haichieu.posts.queries import (
    calibrations,
    calibrations_in_force,
    items_to_read,
    open_drafts,
    reading_version,
)
from haichieu.posts.rules import ToneModel, load_model
from haichieu.units.models import Person, Unit
from haichieu.units.queries import tree, unit_by_code, units_open_to


@click.command("reread")
@click.option("--channel", "names", multiple=True, help="Chỉ đọc lại kênh này (có thể lặp lại).")
@click.option("--unit", "code", default=None, help="Chỉ đọc lại các kênh của đơn vị này và cấp dưới.")
@click.option(
    "--all", "everything", is_flag=True, help="Đọc lại cả những bài đã đọc bằng đúng phiên bản này."
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@by_option
@one_sentence
def reread(
    names: tuple[str, ...], code: str | None, everything: bool, as_json: bool, by: Person | None
) -> None:
    """Đọc lại sắc thái các bài đã lưu bằng mô hình đang dùng; dừng giữa chừng thì chạy lại sẽ đọc tiếp.

    Hiệu chỉnh của các đơn vị được làm lại trước, từ nhãn đã có, nếu mô hình đã đổi.
    """
    model = load_model()
    asked = _channels(names, code, by)
    renewed = renew_calibrations(by=by, channels=asked, model=model, at=now())
    waiting = _waiting(asked, model, stale_only=not everything)
    with click.progressbar(
        length=waiting,
        label="Đang đọc lại sắc thái",
        file=sys.stderr,
        show_pos=True,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        done = reread_tones(
            by=by,
            channels=asked,
            model=model,
            at=now(),
            stale_only=not everything,
            progress=bar.update,
        )
    _say_reread(len(asked), model, renewed, done, as_json=as_json)


def _say_reread(channels: int, model: ToneModel, renewed: Renewal, done: Reread, *, as_json: bool) -> None:
    if as_json:
        say_json(
            {
                "channels": channels,
                "reread": done.posts,
                "drafts": done.drafts,
                "recalibrated": [row.unit.code for row in renewed.made],
                "not_recalibrated": {unit.code: why for unit, why in renewed.refused},
                "model": model.version,
            }
        )
        return
    for row in renewed.made:
        _say(row, as_json=False)
    if renewed.refused:
        units = "; ".join(f"{unit.code} ({why.rstrip('.')})" for unit, why in renewed.refused)
        click.echo(
            f"Chưa làm lại được hiệu chỉnh cho mô hình {model.version}, nên đọc không có hiệu chỉnh: {units}."
        )
    drafts = f" và ước lượng lại {done.drafts} bài dự kiến" if done.drafts else ""
    click.echo(f"Đã đọc lại {done.posts} bài{drafts} của {channels} kênh bằng mô hình {model.version}.")


def _channels(names: Sequence[str], code: str | None, by: Person | None) -> list[Channel]:
    """The channels named, else those of a unit and below, else all that the person may recalibrate."""
    if names:
        return [channel_named(name) for name in dict.fromkeys(names)]
    on = localdate(now())
    if code is not None:
        return list(channels(units=tree(on=on).below(unit_by_code(code).pk)))
    if by is None:
        return list(Channel.objects.order_by("name"))
    return list(channels(units=units_open_to(by, "recalibrate", on=on)))


def _waiting(asked: Sequence[Channel], model: ToneModel, *, stale_only: bool) -> int:
    """How many posts and drafts there are to read; channels of one wanted version are counted together."""
    held = calibrations_in_force(
        base=model.version, units={channel.unit_id for channel in asked}, on=localdate(now())
    )
    by_version: dict[str | None, list[int]] = {}
    for channel in asked:
        version = reading_version(model.version, held.get(channel.unit_id)) if stale_only else None
        by_version.setdefault(version, []).append(channel.pk)
    posts = sum(items_to_read(channels=pks, version=version).count() for version, pks in by_version.items())
    return posts + open_drafts(channels=[channel.pk for channel in asked]).count()


@click.command("recalibrate")
@click.option("--unit", "code", required=True, help="Mã đơn vị có nhãn.")
@click.option("--withdraw", is_flag=True, help="Bỏ hiệu chỉnh đang dùng; bản trước đó được dùng lại.")
@click.option("--list", "show", is_flag=True, help="Chỉ xem các hiệu chỉnh của đơn vị.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@by_option
@one_sentence
def recalibrate_command(code: str, withdraw: bool, show: bool, as_json: bool, by: Person | None) -> None:
    """Hiệu chỉnh mô hình theo nhãn mà người của đơn vị đã cho; bản nào kém hơn thì không dùng."""
    unit = unit_by_code(code)
    if show:
        for row in calibrations(units=[unit.pk]):
            _say(row, as_json=as_json)
        return
    row = _withdraw(unit, by) if withdraw else recalibrate(by=by, unit=unit, at=now())
    _say(row, as_json=as_json)


def _withdraw(unit: Unit, by: Person | None) -> ToneCalibration:
    newest = calibrations(units=[unit.pk]).filter(withdrawn_at=None).order_by("-version").first()
    if newest is None:
        raise PostsError("Đơn vị này không có hiệu chỉnh nào đang dùng.")
    return withdraw_calibration(by=by, calibration=newest, at=now())


def _say(row: ToneCalibration, *, as_json: bool) -> None:
    if as_json:
        say_json(
            {
                "unit": row.unit.code,
                "version": row.version,
                "model": row.base_model,
                "labels": row.labels,
                "loss_before": row.loss_before,
                "loss_after": row.loss_after,
                "withdrawn": row.withdrawn_at is not None,
            }
        )
        return
    before, after = (f"{loss:.3f}".replace(".", ",") for loss in (row.loss_before, row.loss_after))
    state = "đã bỏ" if row.withdrawn_at else f"sai số trên nhãn để dành giảm từ {before} xuống {after}"
    click.echo(f"{row.unit.code}, bản {row.version}, từ {row.labels} nhãn: {state}.")
