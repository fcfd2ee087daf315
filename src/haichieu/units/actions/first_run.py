"""The first minute of an office: one link, one organisation, one administrator."""

from datetime import UTC, date, datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.units.actions.people import add_person, set_password
from haichieu.units.actions.roles import grant_role
from haichieu.units.actions.terms import add_terms, renew_tree_stamp
from haichieu.units.errors import DeadLink, UnitsError
from haichieu.units.models import Person, Unit, UnitTerm
from haichieu.units.queries import actor_ref, is_office_empty
from haichieu.units.rules import RoleName, account_name, unit_code

_SALT = "haichieu.first-run"
_GOOD_FOR = timedelta(days=1)
#: An organisation stands since before anything that is written about it.
_SINCE = date(2000, 1, 1)


def first_link_secret(*, at: datetime) -> str:
    """What stands in the link printed in the terminal: good for a day, and only while the office is empty."""
    return signing.dumps(int(at.timestamp()), salt=_SALT)


def check_first_link(*, secret: str, at: datetime) -> None:
    """Raise :class:`DeadLink` unless the link was printed here today and nobody has founded the office since."""
    try:
        made = datetime.fromtimestamp(signing.loads(secret, salt=_SALT), tz=UTC)
    except signing.BadSignature:
        raise DeadLink(DeadLink.__doc__) from None
    if at - made > _GOOD_FOR or not is_office_empty():
        raise DeadLink(
            "Liên kết này đã dùng hoặc quá một ngày; hãy chạy lại haichieu serve để có liên kết mới."
        )


@transaction.atomic
def found_office(
    *,
    secret: str,
    organisation: str,
    short_name: str,
    full_name: str,
    username: str,
    password: str | None,
    at: datetime,
) -> Person:
    """The top unit and its first administrator, with a password or, with None, a passkey to come next.

    Two who follow the link at one moment find one office: the second is told that it exists.
    """
    renew_tree_stamp()
    check_first_link(secret=secret, at=at)
    organisation = organisation.strip()
    if not organisation:
        raise UnitsError("Hãy ghi tên tổ chức.")
    unit = Unit.objects.create(code=unit_code(short_name or organisation), kind="top")
    short = short_name.strip() or organisation[:120]
    add_terms([UnitTerm(unit=unit, name=organisation, short_name=short, valid_from=_SINCE)])
    record(by=actor_ref(None), verb="found_office", kind="unit", ref=unit.code, at=at)
    name = username.strip() or account_name(full_name, ())
    person = add_person(by=None, username=name, full_name=full_name, at=at)
    if password is not None:
        set_password(person=person, password=password, at=at)
    role = RoleName.ADMINISTRATOR
    grant_role(by=None, person=person, unit=unit, role=role, valid_from=localdate(at), at=at)
    return person
