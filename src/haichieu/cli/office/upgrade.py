"""``haichieu upgrade``: create the database or bring it up to date."""

import click
from django.core.management import call_command

from haichieu.base.clock import now
from haichieu.cli.speaking import one_sentence
from haichieu.dispatches.actions import register_earlier, tie_untied


@click.command("upgrade")
@one_sentence
def command() -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu và các tệp tĩnh của trang web."""
    call_command("migrate", verbosity=0, interactive=False)
    tie_untied()
    register_earlier(at=now())
    call_command("collectstatic", verbosity=0, interactive=False)
    click.echo("Cơ sở dữ liệu và trang web đã sẵn sàng.")
