"""Blocks of the account pages."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import localdate

from haichieu.base.clock import now
from haichieu.units.models import Person
from haichieu.units.queries import is_tied, open_sessions
from haichieu.web.accounts.browsers import browser_words
from haichieu.web.people.blocks import RoleLine, deputy_lines, role_lines
from haichieu.web.shell.access import person_of


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One browser in which somebody is signed in."""

    pk: int
    browser: str
    address: str
    since: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One passkey."""

    pk: int
    name: str
    made: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """Everything on the page of one's own account."""

    person: Person
    roles: tuple[RoleLine, ...]
    deputies: tuple[RoleLine, ...]
    has_password: bool
    has_codes: bool
    has_recovery: bool
    keys: tuple[KeyLine, ...]
    #: name of the outside service; empty when the office has none
    outside: str
    is_linked: bool
    sessions: tuple[SessionLine, ...]


def own_account(request: HttpRequest) -> OwnAccount:
    """What the signed-in person may see and change of their own account."""
    person, on = person_of(request), localdate(now())
    steps = list(Authenticator.objects.filter(user=person).order_by("pk"))
    kinds = {step.type for step in steps}
    service = settings.OUTSIDE_SIGN_IN
    return OwnAccount(
        person,
        role_lines([person.pk], on=on),
        deputy_lines(person, on=on),
        person.has_usable_password(),
        "totp" in kinds,
        "recovery_codes" in kinds,
        tuple(
            KeyLine(step.pk, step.wrap().name, step.created_at, step.last_used_at)
            for step in steps
            if step.type == "webauthn"
        ),
        service.name if service else "",
        is_tied(person),
        tuple(session_line(s, request.session.session_key) for s in open_sessions(person)),
    )


def session_line(session: UserSession, this: str | None) -> SessionLine:
    """A session in words."""
    return SessionLine(
        session.pk,
        browser_words(session.user_agent),
        session.ip,
        session.created_at,
        session.session_key == this,
    )
