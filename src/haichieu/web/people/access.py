"""Whose pages somebody may open."""

from django.http import Http404, HttpRequest

from haichieu.units.models import Person, Role
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.unit_choice import UnitChoice


def open_person(request: HttpRequest, pk: int) -> Person | None:
    """The person, when they hold or held a role on a unit whose people are open to who asks."""
    units = open_units(request, "see_people")
    found = Person.objects.filter(pk=pk).first() if units else None
    if found is None or not Role.objects.filter(person=found, unit__one_of=units).exists():
        return None
    return found


def shown_person(request: HttpRequest, pk: int) -> Person:
    """The same, or “not found”."""
    found = open_person(request, pk)
    if found is None:
        raise Http404
    return found


def role_choice(request: HttpRequest) -> UnitChoice:
    """Units on which one may give roles."""
    return UnitChoice.among(unit_tree(request), open_units(request, "manage_people"), verb="manage_people")


def absent_person(request: HttpRequest, pk: int) -> tuple[Person, UnitChoice]:
    """Somebody whose deputy one may appoint, with the units on which they hold a role of their own."""
    me = person_of(request)
    absent = me if pk == me.pk else shown_person(request, pk)
    held = set(Role.objects.filter(person=absent, deputy_of=None).values_list("unit_id", flat=True))
    if absent.pk != me.pk:
        held &= open_units(request, "appoint_deputy")
    return absent, UnitChoice.among(unit_tree(request), held)
