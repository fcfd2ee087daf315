"""``haichieu upgrade``: create the database or bring it up to date."""

import click
from django.core.management import call_command

from haichieu.cli.speaking import one_sentence
from haichieu.dispatches.actions import tie_untied


@click.command("upgrade")
@one_sentence
def command() -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu và các tệp tĩnh của trang web."""
    call_command("migrate", verbosity=0, interactive=False)
    tie_untied()
    call_command("collectstatic", verbosity=0, interactive=False)
    click.echo("Cơ sở dữ liệu và trang web đã sẵn sàng.")
