"""Accounts of staff: their address, their end, their sessions and second steps."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.units.actions.people import free_email
from haichieu.units.actions.roles import end_role
from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.units.models import Invitation, Person, Role
from haichieu.units.queries import actor_ref, require_account
from haichieu.units.rules import person_words


@transaction.atomic
def change_account(
    *, by: Person | None, person: Person, full_name: str, email: str, keep: str = "", at: datetime
) -> None:
    """Correct a person's name, and the address by which an outside sign-in service knows them.

    Who came in by an address that was wrong is out at once: the tie and every session go, but the one with the key
    ``keep``.
    """
    require_account(by, person, on=localdate(at))
    if not full_name.strip():
        raise UnitsError("Cần họ tên.")
    before = {"full_name": person.full_name, "email": person.email}
    after = {"full_name": full_name.strip(), "email": free_email(email, but=person)}
    if before == after:
        return
    person.full_name, person.email = after["full_name"], after["email"]
    person.search, person.sort_key = person_words(person.full_name, person.username)
    person.save(update_fields=["full_name", "email", "search", "sort_key"])
    _log(by, "change_account", person, at, before=before, after=after)
    if before["email"] and before["email"].casefold() != after["email"].casefold():
        _untie(by, person, at)
        end_sessions(by=by, person=person, keep=keep, at=at)


@transaction.atomic
def deactivate_person(*, by: Person | None, person: Person, reason: str, at: datetime) -> None:
    """Close an account for somebody who left: every session ends at once, every role ends the day before.

    What the person did keeps their name. Nobody closes their own account.
    """
    require_account(by, person, on=localdate(at))
    if by is not None and by.pk == person.pk:
        raise NotAllowed("Không ai tự khóa tài khoản của mình; hãy nhờ một người quản trị khác.")
    if not reason.strip():
        raise UnitsError("Hãy ghi lý do, ví dụ “nghỉ hưu từ 01/12/2026”.")
    last_day = localdate(at) - timedelta(days=1)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    person.is_active = False
    for role in Role.objects.filter(person=person).select_related("unit").exclude(valid_to__lte=last_day):
        if Role.objects.filter(pk=role.pk).exists():
            end_role(by=None, role=role, last_day=max(last_day, role.valid_from - timedelta(days=1)), at=at)
    Invitation.objects.filter(person=person, used_at=None, revoked_at=None).update(revoked_at=at)
    end_sessions(by=by, person=person, at=at)
    _log(by, "deactivate_person", person, at, after={"reason": reason.strip()})


@transaction.atomic
def reactivate_person(*, by: Person | None, person: Person, at: datetime) -> None:
    """Open the account of somebody who came back; roles are given anew."""
    require_account(by, person, on=localdate(at))
    Person.objects.filter(pk=person.pk).update(is_active=True)
    person.is_active = True
    _log(by, "reactivate_person", person, at)


@transaction.atomic
def end_sessions(
    *, by: Person | None, person: Person, keep: str = "", only: int | None = None, at: datetime
) -> int:
    """End the person's sessions: all, all but the one with the key ``keep``, or ``only`` one; returns how many.

    Everybody ends their own; an administrator of the account ends anybody's.
    """
    if by is None or by.pk != person.pk:
        require_account(by, person, on=localdate(at))
    found = UserSession.objects.filter(user=person).exclude(session_key=keep)
    ended = list(found if only is None else found.filter(pk=only))
    for session in ended:
        session.end()
    if ended:
        _log(by, "end_sessions", person, at, after={"sessions": len(ended)})
    return len(ended)


@transaction.atomic
def clear_second_steps(*, by: Person | None, person: Person, at: datetime) -> None:
    """Forget the code app, the passkeys and the recovery codes of somebody who lost their telephone."""
    require_account(by, person, on=localdate(at))
    if by is not None and by.pk == person.pk:
        raise NotAllowed("Hãy tự gỡ ở trang Tài khoản, hoặc nhờ một người quản trị khác.")
    deleted, _ = Authenticator.objects.filter(user=person).delete()
    if deleted:
        _log(by, "clear_second_steps", person, at)


@transaction.atomic
def link_identity(*, person: Person, at: datetime) -> None:
    """Log that an outside service vouched for the person's address, and that they sign in through it from now on."""
    _log(person, "link_identity", person, at)


@transaction.atomic
def log_second_step(*, person: Person, verb: str, at: datetime) -> None:
    """Log that the person changed how they sign in; the keys themselves are written nowhere."""
    _log(person, verb, person, at)


@transaction.atomic
def unlink_identity(*, by: Person | None, person: Person, at: datetime) -> None:
    """Take back the tie between an account and an outside sign-in service.

    Everybody unties their own while another way in is left. An administrator of the account unties anybody's; then
    every session ends too, as somebody else may have come in by it.
    """
    if by is not None and by.pk == person.pk:
        passkeys = Authenticator.objects.filter(user=person, type="webauthn")
        if not person.has_usable_password() and not passkeys.exists():
            raise UnitsError(
                "Hãy đặt mật khẩu hoặc thêm khóa truy cập trước, kẻo không còn cách nào đăng nhập."
            )
        _untie(by, person, at)
        return
    require_account(by, person, on=localdate(at))
    _untie(by, person, at)
    end_sessions(by=by, person=person, at=at)


def _untie(by: Person | None, person: Person, at: datetime) -> None:
    deleted, _ = SocialAccount.objects.filter(user=person).delete()
    if deleted:
        _log(by, "unlink_identity", person, at)


def _log(
    by: Person | None,
    verb: str,
    person: Person,
    at: datetime,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    record(by=actor_ref(by), verb=verb, kind="person", ref=str(person.pk), before=before, after=after, at=at)
