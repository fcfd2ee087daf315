"""People and their passwords."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.units.actions.sign_in import sign_in_digest
from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.units.models import Person, SignInFailure
from haichieu.units.queries import actor_ref, units_open_to
from haichieu.units.rules import person_words


@transaction.atomic
def add_person(*, by: Person | None, username: str, full_name: str, email: str = "", at: datetime) -> Person:
    """A new member of staff, who cannot sign in until an invitation is taken up.

    Whoever adds people manages the people of some unit; what the newcomer may do is a matter of ``grant_role``.
    """
    if by is not None and not units_open_to(by, "manage_people", on=localdate(at)):
        raise NotAllowed(NotAllowed.__doc__)
    if not username.strip() or not full_name.strip():
        raise UnitsError("Cần cả tên đăng nhập và họ tên.")
    if Person.objects.filter(username__iexact=username).exists():
        raise UnitsError(f"Tên đăng nhập “{username}” đã có người dùng.")
    username, full_name = username.strip(), full_name.strip()
    person = Person(username=username, full_name=full_name, email=free_email(email), created_at=at)
    person.search, person.sort_key = person_words(full_name, username)
    person.set_unusable_password()
    person.save()
    record(
        by=actor_ref(by),
        verb="add_person",
        kind="person",
        ref=str(person.pk),
        after={"username": username},
        at=at,
    )
    return person


def free_email(email: str, *, but: Person | None = None) -> str:
    """The address, refused when somebody else is already known by it: it decides whose account a sign-in opens."""
    email = email.strip()
    others = Person.objects.filter(email__iexact=email).exclude(pk=but.pk if but else None)
    if email and others.exists():
        raise UnitsError(f"Địa chỉ {email} đã thuộc về một cán bộ khác.")
    return email


def _weakness(fault: ValidationError) -> str:
    if fault.code == "password_too_short":  # Django has no Vietnamese for this one
        return f"Mật khẩu cần ít nhất {fault.params['min_length']} ký tự."
    return " ".join(fault.messages)


@transaction.atomic
def set_password(*, person: Person, password: str, at: datetime) -> None:
    """Set the person's own password; raises :class:`UnitsError` naming what is too weak."""
    try:
        validate_password(password, user=person)
    except ValidationError as error:
        raise UnitsError(" ".join(_weakness(fault) for fault in error.error_list)) from None
    person.set_password(password)
    person.save(update_fields=["password"])
    SignInFailure.objects.filter(digest=sign_in_digest("person", str(person.pk))).delete()
    record(by=actor_ref(person), verb="set_password", kind="person", ref=str(person.pk), at=at)
