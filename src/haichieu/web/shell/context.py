"""What the frame of every page needs: the menu with its counts, who is signed in, and for which unit."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from haichieu.units.errors import NotAllowed
from haichieu.units.models import Unit
from haichieu.units.queries import home_unit, standing_in
from haichieu.web.shell.access import person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.menu import Menu, menu


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a page for the signed-in person."""

    menu: Menu
    person_name: str
    unit_name: str
    #: whom the person stands in for today
    stands_in: tuple[str, ...]


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor; nothing is looked up until a template draws the frame."""
    return {"shell": SimpleLazyObject(lambda: _shell(request)), "today": today()}


def _shell(request: HttpRequest) -> Shell:
    person, unit = person_of(request), _unit(request)
    lines = menu(request, unit.pk if unit else None)
    return Shell(lines, person.full_name, _unit_name(request, unit), standing_in(person, on=today()))


def _unit(request: HttpRequest) -> Unit | None:
    try:
        return home_unit(person_of(request), on=today())
    except NotAllowed:
        return None


def _unit_name(request: HttpRequest, unit: Unit | None) -> str:
    if unit is None:
        return "Chưa được giao đơn vị"
    node = unit_tree(request).nodes.get(unit.pk)
    return node.name if node else unit.code
