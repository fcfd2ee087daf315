"""``haichieu people``: staff, their roles, and one-time links that open accounts."""

import click
from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from haichieu.base.clock import now
from haichieu.cli.speaking import by_option, one_sentence, say_rows
from haichieu.notices.actions import close_account
from haichieu.units.actions import add_person, first_link_secret, grant_role, invite
from haichieu.units.models import Person, Role
from haichieu.units.queries import person_by_username, unit_by_code
from haichieu.units.rules import ROLE_LABELS, RoleName


@click.group("people")
def command() -> None:
    """Thêm cán bộ, cấp liên kết mời, khóa tài khoản."""


@command.command("add")
@click.argument("username")
@click.argument("full_name")
@click.option("--unit", "unit_code", required=True, help="Mã đơn vị.")
@click.option("--role", type=click.Choice([r.value for r in RoleName]), required=True)
@click.option("--email", default="")
@by_option
@one_sentence
def add(username: str, full_name: str, unit_code: str, role: str, email: str, by: Person | None) -> None:
    """Thêm một cán bộ với một vai trò, rồi in liên kết mời dùng một lần trong 7 ngày."""
    at = now()
    unit = unit_by_code(unit_code)
    person = add_person(by=by, username=username, full_name=full_name, email=email, at=at)
    grant_role(by=by, person=person, unit=unit, role=role, valid_from=localdate(at), at=at)
    click.echo(f"Đã thêm {person.full_name}, {ROLE_LABELS[RoleName(role)]} ở {unit_code}.")
    click.echo(f"Gửi riêng liên kết mời này (dùng một lần, trong 7 ngày): {invitation_link(person)}")


@command.command("link")
@click.argument("username")
@one_sentence
def link(username: str) -> None:
    """In một liên kết mời mới; liên kết cũ hết dùng được."""
    click.echo(invitation_link(person_by_username(username)))


@command.command("deactivate")
@click.argument("username")
@click.option("--reason", required=True, help="Lý do, ghi vào nhật ký.")
@by_option
@one_sentence
def deactivate(username: str, reason: str, by: Person | None) -> None:
    """Khóa tài khoản của người đã nghỉ và kết thúc mọi phiên đăng nhập."""
    person = person_by_username(username)
    close_account(by=by, person=person, reason=reason, at=now())
    click.echo(f"Đã khóa tài khoản của {person.full_name}.")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Mỗi vai trò một dòng JSON.")
@one_sentence
def show(as_json: bool) -> None:
    """Xem cán bộ và vai trò."""
    rows = [
        {"username": r.person.username, "full_name": r.person.full_name, "role": r.role, "unit": r.unit.code}
        for r in Role.objects.select_related("person", "unit").order_by("unit__code", "person__username")
    ]
    headings = {"username": "Tên đăng nhập", "full_name": "Họ tên", "role": "Vai trò", "unit": "Đơn vị"}
    say_rows(rows, headings, as_json=as_json)


def invitation_link(person: Person) -> str:
    """An address by which the person opens their account once, within seven days."""
    _, secret = invite(by=None, person=person, at=now())
    return settings.BASE_URL + reverse("invitation", args=(secret,))


def first_link(base: str) -> str:
    """The address by which the first administrator founds an empty office."""
    return base + reverse("first-run", args=(first_link_secret(at=now()),))
