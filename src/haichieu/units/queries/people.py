"""Who people are and what they may do where."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from haichieu.base.sets import numbers
from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.units.models import Invitation, Person, Role, Unit
from haichieu.units.queries.dates import in_force
from haichieu.units.queries.tree import tree
from haichieu.units.rules import LOOKING, ROLE_LABELS, Tree, permits


def roles_of(person: Person, *, on: date) -> QuerySet[Role]:
    """The roles that the person holds on the day."""
    return Role.objects.filter(in_force(on), person=person)


def home_unit(person: Person, *, on: date) -> Unit:
    """The unit of the person's first role of the day: what their pages open on."""
    role = roles_of(person, on=on).select_related("unit").order_by("valid_from", "pk").first()
    if role is None:
        raise NotAllowed("Tài khoản của bạn chưa được giao vai trò ở đơn vị nào; hãy báo người quản trị.")
    return role.unit


def units_open_to(person: Person, verb: str, *, on: date, day_tree: Tree | None = None) -> frozenset[int]:
    """Ids of the units on which the person may do ``verb`` that day (a role reaches downwards).

    Units that are no more are among them where their records came to one of these (:meth:`Tree.reach`). A role on a
    unit whose records another keeps lets its people look at their past and no more; who keeps them acts.
    A caller that has the tree of the day already gives it as ``day_tree``.
    """
    held: dict[int, list[str]] = {}
    for unit_id, role in roles_of(person, on=on).values_list("unit_id", "role"):
        held.setdefault(unit_id, []).append(role)
    tops = [unit_id for unit_id, roles in held.items() if permits(roles, verb)]
    if not tops:
        return frozenset()
    day_tree = day_tree or tree(on=on)
    reached = [
        day_tree.reach(unit_id) for unit_id in tops if verb in LOOKING or day_tree.keeper(unit_id) == unit_id
    ]
    return reached[0] if len(reached) == 1 else frozenset().union(*reached)


def may(person: Person | None, verb: str, unit_id: int, *, on: date) -> bool:
    """Whether the person may do ``verb`` on the unit. ``None`` is the machine's own terminal, which may."""
    return person is None or unit_id in units_open_to(person, verb, on=on)


def require(person: Person | None, verb: str, unit_id: int, *, on: date) -> None:
    """Raise :class:`NotAllowed` unless :func:`may`."""
    if not may(person, verb, unit_id, on=on):
        raise NotAllowed(NotAllowed.__doc__)


def holds_role(person: Person | None, unit_id: int, on: date, verb: str) -> bool:
    """Whether the person holds a role on this very unit that day, their own or as a deputy, that permits ``verb``.

    Unlike :func:`may` a role on a unit above does not count: what a unit says of itself is said by its own staff.
    """
    if person is None:
        return True
    held = roles_of(person, on=on).filter(unit=unit_id).values_list("role", flat=True)
    return permits(held, verb)


def held_roles(verb: str, *, on: date) -> QuerySet[Role]:
    """The roles that permit ``verb`` and that people who work here hold that day, their own and as deputies."""
    roles = [role.value for role in ROLE_LABELS if permits([role], verb)]
    return Role.objects.filter(in_force(on), role__in=roles, person__is_active=True)


def receiving_roles(verb: str, *, on: date) -> QuerySet[Role]:
    """Those of :func:`held_roles` whose holder can read what comes: who was invited and never came in cannot yet."""
    awaited = Invitation.objects.filter(used_at=None, person__last_login=None).values("person")
    return held_roles(verb, on=on).exclude(person__in=awaited)


def holders(*, units: Collection[int], verb: str, on: date) -> list[tuple[Person, int]]:
    """Who holds, on these very units, a role that permits ``verb`` that day; each person once for each unit."""
    found = held_roles(verb, on=on).filter(unit__one_of=numbers(units))
    rows = found.select_related("person").order_by("unit_id", "person__sort_key", "person_id")
    return list({(role.person_id, role.unit_id): (role.person, role.unit_id) for role in rows}.values())


def units_with_holders(*, units: Collection[int], verb: str, on: date) -> frozenset[int]:
    """Those of the units where somebody holds, on that very unit, a role that permits ``verb`` that day."""
    return _units_of(held_roles(verb, on=on), units)


def units_with_receivers(*, units: Collection[int], verb: str, on: date) -> frozenset[int]:
    """Those of :func:`units_with_holders` where one of the holders has come in."""
    return _units_of(receiving_roles(verb, on=on), units)


def _units_of(roles: QuerySet[Role], units: Collection[int]) -> frozenset[int]:
    found = roles.filter(unit__one_of=numbers(units))
    return frozenset(found.order_by().values_list("unit_id", flat=True).distinct())


def holders_count(*, units: Collection[int], on: date) -> int:
    """How many people hold a role on one of these very units that day."""
    return Role.objects.filter(in_force(on), unit__one_of=numbers(units)).values("person").distinct().count()


def actor_ref(person: Person | None) -> str:
    """How the action log names who acted: an id, never a name."""
    return "system:terminal" if person is None else str(person.pk)


def people_names(refs: set[str]) -> dict[str, str]:
    """Display names for the actor references found in logs and records."""
    pks = [int(ref) for ref in refs if ref.isdecimal()]
    return {str(pk): name for pk, name in Person.objects.filter(pk__in=pks).values_list("pk", "full_name")}


def role_label(ref: str, verb: str, unit_id: int, *, on: date) -> str:
    """In which role somebody might do ``verb`` on a unit that day, in words; empty where in none."""
    if not ref.isdecimal():
        return ""
    units = {unit_id, *tree(on=on).above(unit_id)}
    held = set(
        Role.objects.filter(in_force(on), person=int(ref), unit__one_of=numbers(units)).values_list(
            "role", flat=True
        )
    )
    return next((label for role, label in ROLE_LABELS.items() if role in held and permits([role], verb)), "")


def person_by_username(username: str) -> Person:
    """The person who signs in with this name."""
    person = Person.objects.filter(username__iexact=username, is_active=True).first()
    if person is None:
        raise UnitsError(f"Không có cán bộ nào có tên đăng nhập “{username}”.")
    return person
