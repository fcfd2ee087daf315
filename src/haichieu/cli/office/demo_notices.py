"""The alerts of the demonstration: the digests of its morning, and how one of them reads."""

from datetime import datetime

import click

from haichieu.notices.actions import make_digests
from haichieu.notices.queries import digest_of, digest_text
from haichieu.notices.rules import OFFICE_ZONE, subject, write_plain
from haichieu.units.models import Person

#: Lines of the digest shown in the terminal; the whole stands on the page.
SHOWN = 12


def remind(officer: Person, at: datetime) -> None:
    """Decide the digests of the day as the worker would, and show the officer's."""
    made = make_digests(at=at)
    click.echo(f"   {made} bản nhắc việc, mỗi người một bản.")
    digest = digest_of(officer, at.astimezone(OFFICE_ZONE).date())
    if digest is None:
        return
    text = digest_text(digest)
    click.echo(f"   {subject(text)}")
    for line in write_plain(text).splitlines()[2 : 2 + SHOWN]:
        click.echo(f"      {line}")
