"""``haichieu channels``: the office's own channels and the ground on which each is called our own."""

import click

from haichieu.base.clock import now
from haichieu.channels.actions import declare_channel
from haichieu.channels.models import Channel
from haichieu.channels.queries import channels, last_item_days
from haichieu.cli.speaking import by_option, one_sentence, say_rows
from haichieu.units.models import Person, Unit
from haichieu.units.queries import unit_by_code


@click.group("channels")
def command() -> None:
    """Khai báo và xem các kênh của đơn vị."""


@command.command("declare")
@click.argument("name")
@click.option("--unit", "unit_code", required=True, help="Mã đơn vị có kênh.")
@click.option("--platform", required=True, help="site, facebook, zalo, youtube, tiktok…")
@click.option("--url", default="")
@click.option(
    "--proof", type=click.Choice(Channel.Proof.values), required=True, help="Căn cứ đó là kênh của đơn vị."
)
@click.option("--proof-note", required=True, help="Ghi rõ căn cứ: mã nào, văn bản nào, ngày nào.")
@by_option
@one_sentence
def declare(
    name: str, unit_code: str, platform: str, url: str, proof: str, proof_note: str, by: Person | None
) -> None:
    """Khai báo một kênh của chính đơn vị; mỗi kênh phải có căn cứ."""
    unit = unit_by_code(unit_code)
    declare_channel(
        by=by, unit=unit, name=name, platform=platform, url=url, proof=proof, proof_note=proof_note, at=now()
    )
    click.echo(f"Đã khai báo kênh “{name}”.")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Mỗi kênh một dòng JSON.")
@one_sentence
def show(as_json: bool) -> None:
    """Xem các kênh, căn cứ và ngày đăng gần nhất."""
    found = channels(units=list(Unit.objects.values_list("pk", flat=True)))
    days = last_item_days(channels=[channel.pk for channel in found])
    rows = [
        {
            "name": channel.name,
            "platform": channel.platform,
            "unit": channel.unit.code,
            "proof": channel.proof,
            "last": str(days.get(channel.pk, "")),
        }
        for channel in found
    ]
    headings = {
        "name": "Kênh",
        "platform": "Nền tảng",
        "unit": "Đơn vị",
        "proof": "Căn cứ",
        "last": "Bài gần nhất",
    }
    say_rows(rows, headings, as_json=as_json)
