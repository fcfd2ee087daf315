"""Whose records a page may show: asked once a request, for every page alike."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from haichieu.units.models import Person
from haichieu.units.queries import roles_of, tree, units_open_to
from haichieu.units.rules import Tree, permits
from haichieu.web.shell.days import today


def person_of(request: HttpRequest) -> Person:
    """The signed-in person; pages without sign-in never call this."""
    user = request.user
    if isinstance(user, AnonymousUser):
        raise TypeError("This page needs a signed-in person.")
    return user


def open_units(request: HttpRequest, verb: str = "read") -> frozenset[int]:
    """Units on which the signed-in person may do ``verb`` today, looked up once a request."""
    known = request.__dict__.setdefault("_open_units", {})
    if verb not in known:
        known[verb] = units_open_to(person_of(request), verb, on=today(), day_tree=unit_tree(request))
    return known[verb]


def own_units(request: HttpRequest, verb: str = "") -> frozenset[int]:
    """Units on which the person holds a role today, themselves or as a deputy: theirs, not those below.

    With ``verb`` those on which such a role permits it; of a unit that is no more nobody does anything.
    """
    known = request.__dict__
    if "_own_roles" not in known:
        known["_own_roles"] = list(roles_of(person_of(request), on=today()).values_list("unit_id", "role"))
    held: list[tuple[int, str]] = known["_own_roles"]
    if not verb:
        return frozenset(unit for unit, _ in held)
    day_tree = unit_tree(request)
    return frozenset(unit for unit, role in held if permits([role], verb) and day_tree.keeper(unit) == unit)


def unit_tree(request: HttpRequest) -> Tree:
    """Today's tree of units, read once a request."""
    known = request.__dict__
    if "_unit_tree" not in known:
        known["_unit_tree"] = tree(on=today())
    return known["_unit_tree"]
