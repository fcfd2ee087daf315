"""``haichieu people``: staff, their roles, and one-time links to set a password."""

import click
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.timezone import localdate

from haichieu.base.clock import now
from haichieu.cli.speaking import by_option, one_sentence, say_rows
from haichieu.units.actions import add_person, grant_role
from haichieu.units.models import Person, Role
from haichieu.units.queries import person_by_username, unit_by_code
from haichieu.units.rules import ROLE_LABELS, RoleName


@click.group("people")
def command() -> None:
    """Thêm cán bộ và cấp đường dẫn đặt mật khẩu."""


@command.command("add")
@click.argument("username")
@click.argument("full_name")
@click.option("--unit", "unit_code", required=True, help="Mã đơn vị.")
@click.option("--role", type=click.Choice([r.value for r in RoleName]), required=True)
@click.option("--email", default="")
@by_option
@one_sentence
def add(username: str, full_name: str, unit_code: str, role: str, email: str, by: Person | None) -> None:
    """Thêm một cán bộ với một vai trò, rồi in đường dẫn một lần để người đó đặt mật khẩu."""
    at = now()
    unit = unit_by_code(unit_code)
    person = add_person(by=by, username=username, full_name=full_name, email=email, at=at)
    grant_role(by=by, person=person, unit=unit, role=role, valid_from=localdate(at), at=at)
    click.echo(f"Đã thêm {person.full_name}, {ROLE_LABELS[RoleName(role)]} ở {unit_code}.")
    click.echo(f"Gửi riêng đường dẫn đặt mật khẩu này (dùng một lần): {password_link(person)}")


@command.command("link")
@click.argument("username")
@one_sentence
def link(username: str) -> None:
    """In lại đường dẫn một lần để đặt mật khẩu."""
    click.echo(password_link(person_by_username(username)))


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


def password_link(person: Person) -> str:
    """An address that lets the person set a password once; it dies when the password is set."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    path = reverse("set-password", args=(uid, default_token_generator.make_token(person)))
    return f"{settings.BASE_URL}{path}"
