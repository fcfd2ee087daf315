"""Accounts of staff: who is responsible for them, who works where, who stands in for whom."""

from collections.abc import Collection
from datetime import date, datetime

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet

from haichieu.text.folding import fold
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Invitation, Person, Role, Unit, UnitTerm
from haichieu.units.queries.dates import in_force
from haichieu.units.queries.people import holders, units_open_to
from haichieu.units.queries.tree import tree
from haichieu.units.rules import ROLE_LABELS, permits


def is_office_empty() -> bool:
    """Whether nobody works here yet: no unit and no person."""
    return not Unit.objects.exists() and not Person.objects.exists()


def require_account(by: Person | None, person: Person, *, on: date) -> None:
    """Raise :class:`NotAllowed` unless ``by`` manages the people of every unit on which the person has a role.

    Who may send a link may become the person; so an administrator below never opens an account that reaches above.
    Ended roles do not count while others stand; who has none belongs to any administrator.
    """
    if by is None:
        return
    mine = units_open_to(by, "manage_people", on=on)
    held = Role.objects.filter(person=person)
    units = set(held.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).values_list("unit_id", flat=True))
    units = units or set(held.values_list("unit_id", flat=True))
    if not mine or not units <= mine:
        raise NotAllowed("Chỉ người quản trị của mọi đơn vị mà người này giữ vai trò mới làm được việc này.")


def may_keep_account(by: Person, person: Person, *, on: date) -> bool:
    """Whether :func:`require_account` lets ``by`` pass."""
    try:
        require_account(by, person, on=on)
    except NotAllowed:
        return False
    return True


def person_by_email(email: str) -> Person | None:
    """The one active person whom an administrator wrote down with this address; None when there are none or two."""
    found = list(Person.objects.filter(email__iexact=email, is_active=True)[:2]) if email else []
    return found[0] if len(found) == 1 else None


def is_tied(person: Person) -> bool:
    """Whether the person signs in through the outside service of the office too."""
    return SocialAccount.objects.filter(user=person).exists()


def staff(*, units: Collection[int], words: str = "", former: bool = False) -> QuerySet[Person]:
    """People with a role, now or ever, on one of the units, by given name; those who left only when asked for.

    Each of ``words`` stands somewhere in their names, without marks.
    """
    found = Person.objects.filter(pk__in=Role.objects.filter(unit__one_of=units).values("person"))
    found = found.filter(is_active=not former)
    for word in fold(words).split():
        found = found.filter(search__contains=word)
    return found.order_by("sort_key", "pk")


def role_history(people: Collection[int], *, units: Collection[int] | None = None) -> QuerySet[Role]:
    """Every role of the people, own and as deputies, newest first; on the units when given."""
    found = Role.objects.filter(person__one_of=people).select_related("unit", "deputy_of", "person")
    if units is not None:
        found = found.filter(unit__one_of=units)
    return found.order_by("-valid_from", "-pk")


def term_names(units: Collection[int], *, on: date) -> dict[int, str]:
    """The names that units bear on a day, or bore last before it."""
    terms = UnitTerm.objects.filter(unit__one_of=units, valid_from__lte=on).order_by("valid_from")
    return dict(terms.values_list("unit_id", "name"))


def deputies_of(person: Person, *, on: date) -> QuerySet[Role]:
    """Who stands in for the person, from that day on."""
    found = Role.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), deputy_of=person)
    return found.select_related("unit", "person").order_by("valid_from", "pk")


def standing_in(person: Person, *, on: date) -> tuple[str, ...]:
    """Names of the people whom the person stands in for that day."""
    held = Role.objects.filter(in_force(on), person=person, deputy_of__isnull=False)
    return tuple(
        held.order_by("deputy_of__sort_key").values_list("deputy_of__full_name", flat=True).distinct()
    )


def present_holders(unit_id: int, verb: str, *, on: date) -> dict[int, str]:
    """Who is there to do ``verb`` for a unit that day: row id → name.

    The staff of the unit itself, of the nearest unit above where it has none; for a unit that is no more, beginning
    with who keeps its records. Somebody absent, for whom a deputy
    stands in, is not there while anybody else is.
    """
    roles = [role.value for role in ROLE_LABELS if permits([role], verb)]
    day_tree = tree(on=on)
    office = day_tree.keeper(unit_id)
    for unit in (office, *day_tree.above(office)):
        names = {person.pk: person.full_name for person, _ in holders(units=[unit], verb=verb, on=on)}
        covered = Role.objects.filter(in_force(on), unit=unit, role__in=roles, deputy_of__isnull=False)
        away = set(covered.filter(person__is_active=True).values_list("deputy_of_id", flat=True))
        if names:
            return {pk: name for pk, name in names.items() if pk not in away} or names
    return {}


def open_sessions(person: Person) -> list[UserSession]:
    """The browsers in which the person is signed in, newest first."""
    found = UserSession.objects.purge_and_list(person)
    return sorted(found, key=lambda session: session.created_at, reverse=True)


def open_link(person: Person, *, at: datetime) -> Invitation | None:
    """The invitation that the person has not followed yet."""
    found = Invitation.objects.filter(person=person, used_at=None, revoked_at=None, expires_at__gt=at)
    return found.order_by("-pk").first()
